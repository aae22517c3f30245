#pragma once

#include "workbench/ui/common/menu.h"

class QActionGroup;
class QLabel;
class QLineEdit;

namespace handoff {
class DeskController;
class Theme;

/// Menu of the agent: presence with a note, account, preferences, sign out. GUI thread.
class AgentMenu : public Menu
{
    Q_OBJECT
public:
    AgentMenu(const Theme &theme, DeskController &desk, QWidget *parent = nullptr);

    void retranslate();
    /// Ctrl+Shift+O: online becomes busy, anything else online.
    void togglePresence();

signals:
    void accountRequested();
    void preferencesRequested();
    void keysRequested();
    void signOutRequested();
    /// The agent wants to go offline; his live chats are asked about first.
    void offlineRequested(const QString &note);

private:
    void refresh();
    void buildHeader();
    void buildPresence();

    const Theme &m_theme;
    DeskController &m_desk;
    QLabel *m_name = nullptr;
    QLabel *m_role = nullptr;
    QLineEdit *m_note = nullptr;
    QActionGroup *m_presence = nullptr;
    QAction *m_account = nullptr;
    QAction *m_preferences = nullptr;
    QAction *m_keys = nullptr;
    QAction *m_signOut = nullptr;
};

} // namespace handoff
