#pragma once

#include "workbench/controllers/signincontroller.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace handoff {
class Banner;
class CheckBox;
class ComboBox;
class Language;
class Theme;

/// Sign-in: where, who, password. Every problem is told on the page. GUI thread.
class LoginPage : public QFrame
{
    Q_OBJECT
public:
    LoginPage(const Theme &theme, Language &language, SignInController &signIn,
              Preferences &preferences, QWidget *parent = nullptr);

    /// Fills in the last profile, or `server` when given, and puts the focus where typing begins.
    void prepare(const QString &server = {});
    /// The session ended on the server's side: says so, keeps server and user.
    void prepareAgain(const QString &server, const QString &username);
    void showError(const Error &error);

signals:
    void languageChosen(const QString &code);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void submit();
    void refresh();
    void refreshKeychain();
    void fillProfiles();
    bool markMissing(QLineEdit *field);

    const Theme &m_theme;
    Language &m_language;
    SignInController &m_signIn;
    Preferences &m_preferences;
    QFrame *m_card;
    QLabel *m_title;
    QLabel *m_subtitle;
    Banner *m_banner;
    QLabel *m_serverLabel;
    QLineEdit *m_server;
    QToolButton *m_profiles;
    QLabel *m_userLabel;
    QLineEdit *m_user;
    QLabel *m_passwordLabel;
    QLineEdit *m_password;
    QAction *m_reveal;
    CheckBox *m_stay;
    QLabel *m_stayWhy;
    QPushButton *m_submit;
    ComboBox *m_languages;
    QString m_newestAt; ///< where the workbench is that the server needs
};

} // namespace handoff
