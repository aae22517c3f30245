#pragma once

#include "workbench/ui/common/overlay.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace handoff {
class AccountController;
class Banner;
struct Error;

/// The agent's own profile and password, over the window. Errors stand on the card. GUI thread.
class AccountPage : public Overlay
{
    Q_OBJECT
public:
    AccountPage(const Theme &theme, AccountController &account, QWidget *parent);

    void present();
    void retranslate();

private:
    void submitPassword();
    void refresh();
    void fail(const Error &error);

    AccountController &m_account;
    Banner *m_banner;
    QLabel *m_profileHead;
    QLabel *m_nameLabel;
    QLineEdit *m_name;
    QLabel *m_avatarLabel;
    QLineEdit *m_avatar;
    QPushButton *m_save;
    QLabel *m_passwordHead;
    QLabel *m_oldLabel;
    QLineEdit *m_old;
    QLabel *m_newLabel;
    QLineEdit *m_new;
    QLabel *m_againLabel;
    QLineEdit *m_again;
    QPushButton *m_change;
};

} // namespace handoff
