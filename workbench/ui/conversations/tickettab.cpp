#include "workbench/ui/conversations/tickettab.h"

#include "workbench/controllers/contextcontroller.h"
#include "workbench/models/ticketwords.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/chatcommands.h"

#include <QVBoxLayout>

namespace handoff {

TicketTab::TicketTab(const ChatParts &parts, QWidget *parent)
    : ContextTab(parts, "ticketTab", parent)
{
}

bool TicketTab::isStale()
{
    const bool same =
        m_shownName == m_parts.chat.sessionName() && m_shown == m_parts.context.ticket();
    m_shownName = m_parts.chat.sessionName();
    m_shown = m_parts.context.ticket();
    return !same;
}

void TicketTab::build()
{
    setAccessibleName(tr("Ticket of this chat"));
    const auto &ticket = m_parts.context.ticket();
    auto *create = new QPushButton(ticket ? tr("Another ticket…") : tr("Make a ticket…"));
    create->setObjectName(QStringLiteral("createTicket"));
    setHint(create, create->text(), chatcommands::keys(ChatCommand::Ticket));
    connect(create, &QPushButton::clicked, this, &TicketTab::createRequested);
    if (!ticket) {
        QVBoxLayout *card = addCard(QStringLiteral("ticket"), tr("No ticket"));
        addEmpty(card,
                 tr("Follow-up work of this conversation is kept in a ticket with a deadline."));
        card->addWidget(create, 0, Qt::AlignLeft);
        return;
    }
    QVBoxLayout *card = addCard(QStringLiteral("ticket"), ticket->ticketNumber);
    QGridLayout *grid = addFacts(card);
    addFact(grid, tr("Title"), ticket->title);
    addFact(grid, tr("Status"), text::ticketStatus(ticket->status));
    addFact(grid, tr("Priority"), text::ticketPriority(ticket->priority));
    addFact(grid, tr("Category"), text::ticketCategory(ticket->category));
    addFact(grid, tr("Department"), text::department(ticket->department));
    addFact(grid, tr("Assigned to"), ticket->assigneeName.value_or(tr("Nobody yet")));
    addFact(grid, tr("Deadlines"), SlaStanding::of(*ticket, m_parts.desk.serverNow()).text());
    addFact(grid, tr("Made at"), text::dateTime(ticket->createdAt));
    auto *open = new QPushButton(tr("Open ticket"));
    open->setObjectName(QStringLiteral("openTicket"));
    connect(open, &QPushButton::clicked, this,
            [this, id = ticket->ticketId] { emit openRequested(id); });
    auto *row = new QHBoxLayout;
    row->addWidget(open);
    row->addWidget(create);
    row->addStretch();
    card->addLayout(row);
}

} // namespace handoff
