#pragma once

#include <QMenu>

class QActionGroup;
class QLabel;
class QLineEdit;

namespace handoff {
class DeskController;
class Language;
class Preferences;
class Theme;

/// Menu of the agent: presence with a note, appearance, language, sign out. GUI thread.
class AgentMenu : public QMenu
{
    Q_OBJECT
public:
    AgentMenu(Theme &theme, Language &language, DeskController &desk, Preferences &preferences,
              QWidget *parent = nullptr);

    void retranslate();
    /// Ctrl+Shift+O: online becomes busy, anything else online.
    void togglePresence();

signals:
    void enterSendsChosen(bool on);
    void keysRequested();
    void signOutRequested();

private:
    void refresh();
    QAction *addChoice(QMenu *menu, QActionGroup *group, const QString &icon,
                       const QVariant &value);
    void buildHeader();
    void buildPresence();
    void buildAppearance();

    Theme &m_theme;
    Language &m_language;
    DeskController &m_desk;
    Preferences &m_preferences;
    QLabel *m_name = nullptr;
    QLabel *m_role = nullptr;
    QLineEdit *m_note = nullptr;
    QActionGroup *m_presence = nullptr;
    QActionGroup *m_themes = nullptr;
    QActionGroup *m_languages = nullptr;
    QActionGroup *m_sendKeys = nullptr;
    QMenu *m_themeMenu = nullptr;
    QMenu *m_languageMenu = nullptr;
    QMenu *m_sendMenu = nullptr;
    QAction *m_keys = nullptr;
    QAction *m_signOut = nullptr;
};

} // namespace handoff
