#include "workbench/ui/conversations/messagerow.h"

#include "shared/text/displaytext.h"
#include "workbench/ui/common/textformat.h"

namespace handoff::messagerow {

QString senderName(const TranscriptRow &row, const QString &customer)
{
    if (row.kind == RowKind::HandOver)
        return Text::tr("Handoff requested");
    if (row.kind == RowKind::Note)
        return Text::tr("Internal note · %1")
            .arg(displaytext::isolated(row.message.agentName.value_or(QString())));
    switch (row.message.role) {
    case MessageRole::Assistant:
        return Text::tr("AI");
    case MessageRole::Agent:
        return row.message.agentName.value_or(Text::tr("Agent"));
    case MessageRole::System:
        return Text::tr("System");
    default:
        return customer;
    }
}

QString mark(const TranscriptRow &row, const RowLook &look)
{
    const Message &message = row.message;
    QStringList words;
    if (message.role == MessageRole::User && message.agentId)
        words.append(Text::tr("Written by %1")
                         .arg(displaytext::isolated(message.agentName.value_or(*message.agentId))));
    if (look.unanswered)
        words.append(Text::tr("Not answered yet"));
    if (message.role == MessageRole::Assistant && message.incomplete)
        words.append(Text::tr("Cut off"));
    return words.join(QStringLiteral(" · "));
}

QString accessibleText(const TranscriptModel &model, int row, const QString &customer)
{
    const TranscriptRow &item = *model.row(row);
    const QString content = item.kind == RowKind::HandOver
                                ? text::reasonName(item.reason) + u' ' + item.message.content
                                : item.message.content;
    QString sentence =
        QStringLiteral("%1, %2: %3")
            .arg(senderName(item, customer), text::clock(item.message.timestamp), content);
    if (item.state == SendState::Failed)
        sentence += QStringLiteral(" — ") + Text::tr("Not sent");
    else if (item.state == SendState::Sending)
        sentence += QStringLiteral(" — ") + Text::tr("Sending");
    if (const QString words = mark(item, model.look(row)); !words.isEmpty())
        sentence += QStringLiteral(" — ") + words;
    return sentence;
}

} // namespace handoff::messagerow
