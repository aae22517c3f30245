#include "workbench/ui/conversations/chatcommands.h"

#include <QCoreApplication>

#include <algorithm>

namespace handoff::chatcommands {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ChatCommands)
};

struct Info
{
    ChatCommand command;
    const char *id;
    const char *icon;
    const char *title;
    QKeyCombination keys;
    std::optional<ChatAction> action = {};
};

/// Alt with a letter that no dead key needs; the window has no menu bar whose letters could clash.
const QList<Info> &table()
{
    static const QList<Info> infos{
        {ChatCommand::TakeOver, "takeOver", "takeover",
         QT_TRANSLATE_NOOP("ChatCommands", "Take over"), Qt::ALT | Qt::Key_A, ChatAction::TakeOver},
        {ChatCommand::Reply, "reply", "edit", QT_TRANSLATE_NOOP("ChatCommands", "Write a reply"),
         Qt::ALT | Qt::Key_L, ChatAction::Reply},
        {ChatCommand::Note, "note", "note", QT_TRANSLATE_NOOP("ChatCommands", "Write a note"),
         Qt::ALT | Qt::Key_P, ChatAction::Annotate},
        {ChatCommand::Transfer, "transfer", "transfer",
         QT_TRANSLATE_NOOP("ChatCommands", "Transfer to a colleague…"), Qt::ALT | Qt::Key_T,
         ChatAction::Transfer},
        {ChatCommand::Release, "release", "release", QT_TRANSLATE_NOOP("ChatCommands", "Release"),
         Qt::ALT | Qt::Key_E, ChatAction::Release},
        {ChatCommand::Requeue, "requeue", "requeue",
         QT_TRANSLATE_NOOP("ChatCommands", "Return to queue"), Qt::ALT | Qt::Key_R,
         ChatAction::Requeue},
        {ChatCommand::CancelWait, "cancelWait", "ai",
         QT_TRANSLATE_NOOP("ChatCommands", "Back to AI"), Qt::ALT | Qt::Key_B,
         ChatAction::CancelWait},
        {ChatCommand::Dismiss, "dismiss", "check",
         QT_TRANSLATE_NOOP("ChatCommands", "Settle after-hours question"), Qt::ALT | Qt::Key_D,
         ChatAction::Dismiss},
        {ChatCommand::Close, "closeChat", "closed",
         QT_TRANSLATE_NOOP("ChatCommands", "Resolve and close"), Qt::ALT | Qt::SHIFT | Qt::Key_E,
         ChatAction::Close},
        {ChatCommand::Email, "email", "mail",
         QT_TRANSLATE_NOOP("ChatCommands", "Hand over by e-mail"), Qt::ALT | Qt::Key_M,
         ChatAction::Email},
        {ChatCommand::Tags, "tags", "tag", QT_TRANSLATE_NOOP("ChatCommands", "Tags…"),
         Qt::ALT | Qt::Key_G, ChatAction::Annotate},
        {ChatCommand::Ticket, "ticketFromChat", "ticket",
         QT_TRANSLATE_NOOP("ChatCommands", "Ticket from this chat…"), Qt::ALT | Qt::Key_N,
         ChatAction::Annotate},
        {ChatCommand::CopyTranscript, "copyTranscript", "copy",
         QT_TRANSLATE_NOOP("ChatCommands", "Copy transcript"), Qt::CTRL | Qt::SHIFT | Qt::Key_C},
        {ChatCommand::Find, "findInChat", "search",
         QT_TRANSLATE_NOOP("ChatCommands", "Find in this chat"), Qt::CTRL | Qt::Key_F},
    };
    return infos;
}

const Info &info(ChatCommand command)
{
    return *std::find_if(table().begin(), table().end(),
                         [command](const Info &info) { return info.command == command; });
}

} // namespace

QList<ChatCommand> all()
{
    QList<ChatCommand> commands;
    for (const Info &info : table())
        commands.append(info.command);
    return commands;
}

QString id(ChatCommand command)
{
    return QString::fromLatin1(info(command).id);
}

QString title(ChatCommand command)
{
    return Text::tr(info(command).title);
}

QString icon(ChatCommand command)
{
    return QString::fromLatin1(info(command).icon);
}

QKeySequence keys(ChatCommand command)
{
    return QKeySequence(info(command).keys);
}

std::optional<ChatAction> action(ChatCommand command)
{
    return info(command).action;
}

} // namespace handoff::chatcommands
