#pragma once

#include "workbench/controllers/sessionactions.h"

#include <QKeySequence>
#include <QList>
#include <QString>

namespace handoff {

/// What one can do with the open chat, told once for header, menus, keys and palette.
enum class ChatCommand {
    TakeOver,
    Reply,
    Note,
    Transfer,
    Release,
    Requeue,
    CancelWait,
    Dismiss,
    Close,
    Email,
    Tags,
    Ticket,
    CopyTranscript,
    Find,
};

namespace chatcommands {

/// In the order of menus and of the list of keys.
QList<ChatCommand> all();
/// Stable name, for object names and the palette.
QString id(ChatCommand command);
QString title(ChatCommand command);
QString icon(ChatCommand command);
QKeySequence keys(ChatCommand command);
/// The rule behind it; Find and CopyTranscript change nothing and have none.
std::optional<ChatAction> action(ChatCommand command);

} // namespace chatcommands
} // namespace handoff
