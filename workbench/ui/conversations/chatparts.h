#pragma once

namespace handoff {
class DeskCatalog;
class ChatController;
class ContextController;
class DeskController;
class Preferences;
class Theme;
class Toasts;
class Transfers;
class UndoQueue;

/// What the room Conversations shows and steers; all outlive it.
struct ChatParts
{
    const Theme &theme;
    Preferences &preferences;
    DeskController &desk;
    ChatController &chat;
    ContextController &context;
    DeskCatalog &catalog;
    Transfers &transfers;
    UndoQueue &undo;
    Toasts &toasts;
};

} // namespace handoff
