#pragma once

#include "workbench/models/episodes.h"
#include "workbench/ui/conversations/contexttab.h"

namespace handoff {

/// Calls for a person in this chat, and every change of its status. GUI thread.
class HistoryTab : public ContextTab
{
    Q_OBJECT
public:
    explicit HistoryTab(const ChatParts &parts, QWidget *parent = nullptr);

protected:
    bool isStale() override;
    void build() override;

private:
    void addEpisode(const Episode &episode, qsizetype number);
    void addTrail(const QList<AuditEntry> &trail);
    /// An icon beside two lines, the second one muted.
    void addLine(QVBoxLayout *column, const QIcon &icon, const QString &what,
                 const QString &detail);

    QString m_shownName;
    QList<AuditEntry> m_shown;
};

} // namespace handoff
