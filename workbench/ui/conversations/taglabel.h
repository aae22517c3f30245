#pragma once

#include "shared/contract/session.h"

#include <QIcon>
#include <QWidget>

class QToolButton;

namespace handoff {
class Theme;

/// Round dot in a tag's colour, for lists.
QIcon tagDot(const QString &color, qreal scale);

/// Coloured dot and name of one tag, with a cross that takes it away. GUI thread.
class TagLabel : public QWidget
{
    Q_OBJECT
public:
    TagLabel(const Theme &theme, const SessionTag &tag, QWidget *parent = nullptr);

    QSize sizeHint() const override;

signals:
    void removeRequested(const QString &tagId);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    const Theme &m_theme;
    SessionTag m_tag;
    QToolButton *m_remove;
};

} // namespace handoff
