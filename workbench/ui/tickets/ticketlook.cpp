#include "workbench/ui/tickets/ticketlook.h"

#include "workbench/models/tickettable.h"
#include "workbench/ui/common/theme.h"

namespace handoff {

namespace look {

QString statusIcon(TicketStatus status)
{
    switch (status) {
    case TicketStatus::Pending:
        return QStringLiteral("tray");
    case TicketStatus::InProgress:
        return QStringLiteral("headset");
    case TicketStatus::WaitingCustomer:
        return QStringLiteral("waiting");
    case TicketStatus::WaitingParts:
        return QStringLiteral("clock");
    case TicketStatus::Resolved:
        return QStringLiteral("check");
    case TicketStatus::Closed:
        return QStringLiteral("closed");
    case TicketStatus::Unknown:
        break;
    }
    return QStringLiteral("info");
}

Token statusToken(TicketStatus status)
{
    switch (status) {
    case TicketStatus::Pending:
    case TicketStatus::InProgress:
        return Token::Brand;
    case TicketStatus::Resolved:
        return Token::Ok;
    default:
        return Token::Muted;
    }
}

QString priorityIcon(TicketPriority priority)
{
    switch (priority) {
    case TicketPriority::Urgent:
        return QStringLiteral("alert");
    case TicketPriority::High:
        return QStringLiteral("upload");
    case TicketPriority::Low:
        return QStringLiteral("download");
    default:
        return {};
    }
}

Token priorityToken(TicketPriority priority)
{
    switch (priority) {
    case TicketPriority::Urgent:
        return Token::Danger;
    case TicketPriority::High:
        return Token::Warn;
    default:
        return Token::Muted;
    }
}

QString slaIcon(SlaStatus status, bool stopped)
{
    if (stopped)
        return status == SlaStatus::Breached ? QStringLiteral("alert") : QStringLiteral("check");
    return status == SlaStatus::Breached ? QStringLiteral("alert") : QStringLiteral("clock");
}

Token slaToken(SlaStatus status, bool stopped)
{
    if (stopped)
        return status == SlaStatus::Breached ? Token::Muted : Token::Ok;
    switch (status) {
    case SlaStatus::Warning:
        return Token::Warn;
    case SlaStatus::Breached:
        return Token::Danger;
    default:
        return Token::Muted;
    }
}

} // namespace look

TicketDelegate::TicketDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

void TicketDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state &= ~QStyle::State_HasFocus; // the row is what is chosen, not a cell
    const auto decorate = [&](const QString &icon, Token token, Token words) {
        if (!icon.isEmpty()) {
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->icon = m_theme.icon(icon, token);
            option->decorationSize = QSize(m_theme.scaled(16), m_theme.scaled(16));
        }
        option->palette.setColor(QPalette::Text, m_theme.color(words));
        option->palette.setColor(QPalette::HighlightedText, m_theme.color(words));
    };
    switch (index.column()) {
    case TicketTable::Title:
        option->font = m_theme.font(TextStyle::BodyBold);
        break;
    case TicketTable::Status: {
        const auto status = static_cast<TicketStatus>(index.data(TicketTable::StatusRole).toInt());
        decorate(look::statusIcon(status), look::statusToken(status), Token::Text);
        break;
    }
    case TicketTable::Priority: {
        const auto priority =
            static_cast<TicketPriority>(index.data(TicketTable::PriorityRole).toInt());
        decorate(look::priorityIcon(priority), look::priorityToken(priority),
                 look::priorityToken(priority));
        break;
    }
    case TicketTable::Sla: {
        const auto sla = static_cast<SlaStatus>(index.data(TicketTable::SlaStatusRole).toInt());
        const Token token = look::slaToken(sla, index.data(TicketTable::SlaStoppedRole).toBool());
        decorate(look::slaIcon(sla, index.data(TicketTable::SlaStoppedRole).toBool()), token,
                 token);
        break;
    }
    default:
        decorate({}, Token::Muted, Token::Muted);
        break;
    }
}

} // namespace handoff
