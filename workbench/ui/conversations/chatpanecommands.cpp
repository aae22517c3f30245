#include "shared/text/displaytext.h"
#include "workbench/controllers/transfers.h"
#include "workbench/controllers/undoqueue.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/toast.h"
#include "workbench/ui/conversations/chatheader.h"
#include "workbench/ui/conversations/chatpane.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/findbar.h"
#include "workbench/ui/conversations/transcriptview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>

// ChatPane: its commands, and what stands between history and composer.

namespace handoff {

namespace {

/// The rule behind a command; Find and CopyTranscript change nothing and have none.
std::optional<ChatAction> actionOf(ChatCommand command)
{
    switch (command) {
    case ChatCommand::TakeOver:
        return ChatAction::TakeOver;
    case ChatCommand::Reply:
        return ChatAction::Reply;
    case ChatCommand::Transfer:
        return ChatAction::Transfer;
    case ChatCommand::Release:
        return ChatAction::Release;
    case ChatCommand::Requeue:
        return ChatAction::Requeue;
    case ChatCommand::CancelWait:
        return ChatAction::CancelWait;
    case ChatCommand::Dismiss:
        return ChatAction::Dismiss;
    case ChatCommand::Close:
        return ChatAction::Close;
    case ChatCommand::Email:
        return ChatAction::Email;
    case ChatCommand::Note:
    case ChatCommand::Tags:
    case ChatCommand::Ticket:
        return ChatAction::Annotate;
    case ChatCommand::CopyTranscript:
    case ChatCommand::Find:
        break;
    }
    return std::nullopt;
}

} // namespace

QString ChatPane::refused(ChatCommand command) const
{
    const auto action = actionOf(command);
    if (!action)
        return m_chat.isOpen() ? QString() : tr("No chat is open");
    if (*action != ChatAction::Annotate && m_parts.undo.waiting(m_chat.sessionName()))
        return tr("It is about to leave you: take that back first");
    const Allowed allowed = m_chat.allowed(*action);
    if (!allowed.ok)
        return allowed.why;
    const Transfer *offer = m_parts.transfers.outgoing(m_chat.sessionName());
    if (command == ChatCommand::Transfer && offer)
        return tr("%1 has been asked already").arg(displaytext::isolated(offer->toAgent.name));
    return {};
}

void ChatPane::run(ChatCommand command)
{
    if (!refused(command).isEmpty())
        return;
    switch (command) {
    case ChatCommand::TakeOver:
        m_chat.takeOver();
        break;
    case ChatCommand::Reply:
        m_composer->focusText();
        break;
    case ChatCommand::Note:
        m_composer->focusNote();
        break;
    case ChatCommand::Transfer:
        emit transferRequested();
        break;
    case ChatCommand::Release:
        end(ChatAction::Release);
        break;
    case ChatCommand::Requeue:
        end(ChatAction::Requeue);
        break;
    case ChatCommand::CancelWait:
        end(ChatAction::CancelWait);
        break;
    case ChatCommand::Dismiss:
        m_chat.dismiss();
        break;
    case ChatCommand::Close:
        end(ChatAction::Close);
        break;
    case ChatCommand::Email:
        m_chat.email();
        break;
    case ChatCommand::Tags:
        emit tagsRequested();
        break;
    case ChatCommand::Ticket:
        emit ticketRequested();
        break;
    case ChatCommand::CopyTranscript:
        copyTranscript();
        break;
    case ChatCommand::Find:
        m_find->open();
        break;
    }
}

bool ChatPane::leave()
{
    if (m_composer->leave())
        return true;
    if (!m_find->isVisible())
        return false;
    m_find->close();
    return true;
}

/// Without internal notes: it is meant to be pasted somewhere else.
void ChatPane::copyTranscript()
{
    QStringList lines;
    const TranscriptModel *model = m_chat.transcript();
    for (int i = 0; i < model->rowCount(); ++i) {
        const TranscriptRow &row = *model->row(i);
        if (row.kind != RowKind::Message || row.live)
            continue;
        lines.append(QStringLiteral("[%1] %2: %3")
                         .arg(text::stamp(row.message.timestamp), m_transcript->senderName(i),
                              row.message.content));
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    const auto count = static_cast<int>(lines.size());
    hint(model->hasOlder() || model->hasNewer()
             ? tr("%n message(s) copied, without those that are not loaded", nullptr, count)
             : tr("%n message(s) copied", nullptr, count));
}

void ChatPane::hint(const QString &text)
{
    m_parts.toasts.show({Token::Ok, QStringLiteral("check"), text});
}

/// It waits a little, for who did not mean it.
void ChatPane::end(ChatAction action, const QString &reason)
{
    m_parts.undo.add(m_chat.sessionName(), action, reason);
}

void ChatPane::refreshOffer()
{
    const Transfer *offer = m_parts.transfers.outgoing(m_chat.sessionName());
    if (!offer) {
        m_offer->hide();
        return;
    }
    m_offer->present(Token::Brand, QStringLiteral("transfer"),
                     tr("Waiting for %1 to take this conversation: %2")
                         .arg(displaytext::isolated(offer->toAgent.name),
                              text::wait(m_parts.transfers.secondsLeft(*offer))));
}

void ChatPane::refreshTyping()
{
    const auto &session = m_chat.session();
    const QString customer = text::customerName(session ? session->userProfile.nickname : QString(),
                                                m_chat.sessionName());
    const QString colleague = m_chat.colleagueTyping();
    m_typing->setVisible(m_chat.isOpen() && (m_chat.customerTyping() || !colleague.isEmpty()));
    m_typing->setText(!colleague.isEmpty()
                          ? tr("%1 is writing here too…").arg(displaytext::isolated(colleague))
                          : tr("%1 is typing…").arg(displaytext::isolated(customer)));
}

} // namespace handoff
