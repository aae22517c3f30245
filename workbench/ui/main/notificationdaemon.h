#pragma once

#include <QObject>

namespace handoff {

/// The desktop's notification service, where there is one on D-Bus (freedesktop.org, Desktop
/// Notifications). Some show the text of a notice as it is, some as markup with links and
/// pictures. GUI thread.
class NotificationDaemon : public QObject
{
    Q_OBJECT

public:
    explicit NotificationDaemon(QObject *parent = nullptr);

    /// A text of a stranger, so that the service shows it as it is.
    QString shown(const QString &text) const;

    enum class Markup { Unknown, Yes, No };
    /// What the service says of itself; until it has answered, the worst is supposed.
    void setMarkup(Markup markup) { m_markup = markup; }

private:
    Markup m_markup = Markup::Unknown;
};

} // namespace handoff
