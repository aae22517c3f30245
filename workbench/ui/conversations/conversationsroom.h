#pragma once

#include "workbench/models/sessionlistmodel.h"

#include <QWidget>

class QSplitter;

namespace handoff {
class ChatController;
class ChatPane;
class ContextPanel;
class DeskController;
class ListPane;
class Preferences;
class SectionBar;
class Theme;

/// The room Conversations: sections, list, chat and context side by side. Below 1180 px the context
/// floats over the chat and the sections shrink to icons. GUI thread.
class ConversationsRoom : public QWidget
{
    Q_OBJECT
public:
    ConversationsRoom(const Theme &theme, DeskController &desk, ChatController &chat,
                      Preferences &preferences, QWidget *parent = nullptr);

    ListPane *list() const { return m_list; }
    ChatPane *chatPane() const { return m_chatPane; }
    SectionBar *sections() const { return m_sections; }

    /// Opens a chat by its name.
    void open(const QString &sessionName);
    /// The customer who waits longest; the Waiting section comes to the front.
    void openNextWaiting();
    void openNeighbour(int step);
    /// F6: list, history, composer, context, list.
    void focusNextPane();
    /// Esc: closes the floating context, then leaves the chat.
    void back();
    void showContext(bool on);
    bool isContextShown() const;
    void retranslate();
    /// Splitter positions into the preferences.
    void saveState();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void arrange();
    void refreshCounts();

    DeskController &m_desk;
    ChatController &m_chat;
    Preferences &m_preferences;
    SectionBar *m_sections;
    QSplitter *m_splitter;
    ListPane *m_list;
    ChatPane *m_chatPane;
    ContextPanel *m_context;
    bool m_contextWanted = true; ///< in wide windows
    bool m_overlayShown = false; ///< in narrow windows
    bool m_narrow = false;
};

} // namespace handoff
