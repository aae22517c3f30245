#include "workbench/ui/conversations/chatrefusal.h"

#include "shared/text/displaytext.h"
#include "workbench/controllers/chatcontroller.h"
#include "workbench/controllers/undoqueue.h"
#include "workbench/ui/conversations/chatcommands.h"

#include <QCoreApplication>

namespace handoff::chatrefusal {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ChatRefusal)
};

QString undoWords(ChatAction action)
{
    switch (action) {
    case ChatAction::Requeue:
        return Text::tr("This conversation is about to return to the queue.");
    case ChatAction::CancelWait:
        return Text::tr("The customer is about to be left to the AI.");
    case ChatAction::Close:
        return Text::tr("This conversation is about to be closed.");
    default:
        return Text::tr("This conversation is about to go back to the AI.");
    }
}

} // namespace

std::optional<Refusal> now(const ChatParts &parts)
{
    ChatController &chat = parts.chat;
    if (const auto action = parts.undo.waiting(chat.sessionName()))
        return Refusal{QStringLiteral("clock"), undoWords(*action), Text::tr("Undo")};
    if (chat.actions().allowed(ChatAction::Reply).ok)
        return std::nullopt;
    const auto &session = chat.session();
    const ListRow *row = parts.desk.lists().find(chat.sessionName());
    const SessionStatus status = session ? session->status
                                 : row   ? row->session.status
                                         : SessionStatus::Unknown;
    const Allowed takeOver = chat.actions().allowed(ChatAction::TakeOver);
    const bool ready = takeOver.ok && !chat.actions().isBusy(ChatAction::TakeOver);
    const QString action =
        QStringLiteral("%1  ·  %2")
            .arg(Text::tr("Take over"),
                 chatcommands::keys(ChatCommand::TakeOver).toString(QKeySequence::NativeText));
    switch (status) {
    case SessionStatus::PendingManual:
        return Refusal{QStringLiteral("waiting"), Text::tr("The customer is waiting for a person."),
                       action, ready};
    case SessionStatus::BotActive:
        return Refusal{QStringLiteral("ai"),
                       Text::tr("The AI is answering. Take over to write yourself."), action,
                       ready};
    case SessionStatus::AfterHoursEmail:
        return Refusal{
            QStringLiteral("moon"),
            Text::tr("Asked after hours and mailed to the team. The AI goes on meanwhile."), action,
            ready};
    case SessionStatus::Closed:
        return Refusal{
            QStringLiteral("closed"),
            Text::tr("This conversation is closed. It opens again when the customer writes.")};
    default:
        break;
    }
    const auto &owner = session ? session->assignedAgent
                        : row   ? row->session.assignedAgent
                                : std::optional<AgentRef>();
    return Refusal{
        QStringLiteral("lock"),
        owner ? Text::tr("%1 is talking to this customer.").arg(displaytext::isolated(owner->name))
              : chat.actions().allowed(ChatAction::Reply).why};
}

} // namespace handoff::chatrefusal
