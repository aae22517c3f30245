#pragma once

#include "shared/contract/ticket.h"
#include "workbench/ui/conversations/contexttab.h"

namespace handoff {

/// The newest ticket of the chat, or the way to one. GUI thread.
class TicketTab : public ContextTab
{
    Q_OBJECT
public:
    explicit TicketTab(const ChatParts &parts, QWidget *parent = nullptr);

signals:
    void createRequested();
    void openRequested(const QString &ticketId);

protected:
    bool isStale() override;
    void build() override;

private:
    QString m_shownName;
    std::optional<Ticket> m_shown;
};

} // namespace handoff
