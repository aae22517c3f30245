#pragma once

#include "workbench/ui/conversations/chatparts.h"
#include "workbench/ui/conversations/formpage.h"

class QLineEdit;

namespace handoff {

/// What agents may correct of a customer's profile; VIP only admins. GUI thread.
class ProfilePage : public FormPage
{
    Q_OBJECT
public:
    ProfilePage(const ChatParts &parts, QWidget *parent);

    void present();
    void retranslate();

private:
    void submit();

    ChatParts m_parts;
    QLineEdit *m_nickname;
    QLineEdit *m_email;
    QLineEdit *m_country;
    QLineEdit *m_city;
    QLineEdit *m_language;
    QLineEdit *m_currency;
    CheckBox *m_gdpr;
    CheckBox *m_marketing;
    CheckBox *m_vip;
};

} // namespace handoff
