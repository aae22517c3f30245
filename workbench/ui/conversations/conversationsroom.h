#pragma once

#include "workbench/models/sessionlistmodel.h"
#include "workbench/ui/common/room.h"
#include "workbench/ui/conversations/chatparts.h"

class QSplitter;

namespace handoff {
class ChatPane;
class ContextPanel;
class ListPane;
class NotePage;
class ProfilePage;
class SectionBar;
class TagPage;
class NewTicketPage;
class TransferPage;
enum class ChatAction;
enum class ChatCommand;

/// The room Conversations: sections, list, chat and context side by side. Below 1180 px (of
/// text at 100 %) the context floats over the chat and the sections shrink to icons; below 860 px
/// the sections are a menu of the list. GUI thread.
class ConversationsRoom : public Room
{
    Q_OBJECT
public:
    explicit ConversationsRoom(const ChatParts &parts, QWidget *parent = nullptr);

    ListPane *list() const { return m_list; }
    ChatPane *chatPane() const { return m_chatPane; }
    ContextPanel *context() const { return m_context; }
    SectionBar *sections() const { return m_sections; }

    /// Opens a chat by its name and gives the focus to it.
    void open(const QString &sessionName);
    /// Where one writes, else what one reads, else the list.
    QWidget *focusHome() const override;
    /// The customer who waits longest; the Waiting section comes to the front.
    void openNextWaiting();
    /// My chat that waits longest for an answer; when all are answered, the next one that waits.
    void openNext();
    /// The section Mine with a chat of mine; the transfer page of the first one.
    void handOver();
    void openNeighbour(int step);
    /// F6: list, history, composer, context, list.
    void focusNextPane() override;
    /// Esc: closes the floating context, then leaves the chat.
    void back() override;
    void showContext(bool on);
    bool isContextShown() const;
    void retranslate() override;
    /// A command for a row of the list, whose chat need not be open.
    void runOn(const QString &sessionName, ChatCommand command);
    /// Splitter positions into the preferences.
    void saveState() override;

signals:
    void openTicketRequested(const QString &ticketId);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void arrange();
    void refreshCounts();
    void follow(const QString &sessionName);
    void announceUndo(const QString &sessionName, ChatAction action);
    void connectPages();

    ChatParts m_parts;
    DeskController &m_desk;
    ChatController &m_chat;
    Preferences &m_preferences;
    SectionBar *m_sections;
    QSplitter *m_splitter;
    ListPane *m_list;
    ChatPane *m_chatPane;
    ContextPanel *m_context;
    TransferPage *m_transfer;
    ProfilePage *m_profile;
    NotePage *m_notePage;
    TagPage *m_tags;
    NewTicketPage *m_ticket;
    bool m_contextWanted = true; ///< in wide windows
    bool m_overlayShown = false; ///< in narrow windows
    bool m_narrow = false;
    bool m_tiny = false;
    QString m_pendingName; ///< a command waits until this chat is loaded
    ChatCommand m_pendingCommand{};
};

} // namespace handoff
