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
    FormField *addLine(QLineEdit *edit, const char *name, FormField *beside = nullptr);

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
    FormField *m_nicknameField;
    FormField *m_emailField;
    FormField *m_countryField;
    FormField *m_cityField;
    FormField *m_languageField;
    FormField *m_currencyField;
};

} // namespace handoff
