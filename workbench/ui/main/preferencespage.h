#pragma once

#include "workbench/ui/common/overlay.h"

class QButtonGroup;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace handoff {
class CheckBox;
class ComboBox;
class Language;
class NoticeSettings;
class Notifier;
class Preferences;
class Theme;

/// Preferences over the window: General and Notifications. Every change holds at once and is kept;
/// there is nothing to save. GUI thread.
class PreferencesPage : public Overlay
{
    Q_OBJECT
public:
    PreferencesPage(Theme &theme, Language &language, Preferences &preferences, Notifier &notifier,
                    QWidget *parent);

    void present(bool notifications = false);
    void retranslate();

signals:
    void enterSendsChosen(bool on);
    void keysRequested();

private:
    QWidget *buildGeneral();
    void refresh();

    Theme &m_themes;
    Language &m_language;
    Preferences &m_preferences;
    QButtonGroup *m_tabs;
    QStackedWidget *m_pages;
    QLabel *m_languageLabel;
    ComboBox *m_languageBox;
    QLabel *m_themeLabel;
    ComboBox *m_themeBox;
    QLabel *m_fontLabel;
    ComboBox *m_fontBox;
    QLabel *m_densityLabel;
    ComboBox *m_densityBox;
    QLabel *m_sendLabel;
    ComboBox *m_sendBox;
    QPushButton *m_keys;
    NoticeSettings *m_notices;
};

} // namespace handoff
