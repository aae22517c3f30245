#include "workbench/ui/conversations/profilepage.h"

#include "shared/text/displaytext.h"
#include "workbench/controllers/contextcontroller.h"
#include "workbench/ui/common/banner.h"

#include <QLineEdit>

namespace handoff {

ProfilePage::ProfilePage(const ChatParts &parts, QWidget *parent)
    : FormPage(parts.theme, QStringLiteral("profileForm"), parent), m_parts(parts),
      m_nickname(new QLineEdit), m_email(new QLineEdit), m_country(new QLineEdit),
      m_city(new QLineEdit), m_language(new QLineEdit), m_currency(new QLineEdit),
      m_gdpr(new CheckBox(parts.theme)), m_marketing(new CheckBox(parts.theme)),
      m_vip(new CheckBox(parts.theme))
{
    m_form->addField(m_nickname, QStringLiteral("profileName"));
    m_form->addField(m_email, QStringLiteral("profileEmail"));
    m_form->addField(m_country, QStringLiteral("profileCountry"));
    m_form->addField(m_city, QStringLiteral("profileCity"), fieldOf(m_country));
    m_form->addField(m_language, QStringLiteral("profileLanguage"));
    m_form->addField(m_currency, QStringLiteral("profileCurrency"), fieldOf(m_language));
    m_gdpr->setObjectName(QStringLiteral("profileGdpr"));
    m_marketing->setObjectName(QStringLiteral("profileMarketing"));
    m_vip->setObjectName(QStringLiteral("profileVip"));
    for (CheckBox *box : {m_gdpr, m_marketing, m_vip})
        m_form->addWidget(box);
    connect(m_form, &FormPanel::saveRequested, this, &ProfilePage::submit);
    connect(&parts.context, &ContextController::done, this, [this](ContextController::Task task) {
        if (task == ContextController::Task::Profile)
            hide();
    });
    connect(&parts.chat, &ChatController::opened, this, &QWidget::hide);
    retranslate();
}

void ProfilePage::present()
{
    if (!m_parts.chat.session())
        return;
    const UserProfile &p = m_parts.chat.session()->userProfile;
    m_nickname->setText(p.nickname);
    m_email->setText(p.email.value_or(QString()));
    m_country->setText(p.country);
    m_city->setText(p.city);
    m_language->setText(p.language);
    m_currency->setText(p.currency);
    m_gdpr->setChecked(p.gdprConsent);
    m_marketing->setChecked(p.marketingSubscribed);
    m_vip->setChecked(p.vip);
    const bool admin = m_parts.desk.me().role == AgentRole::Admin;
    m_vip->setEnabled(admin);
    m_vip->setToolTip(admin ? QString() : tr("Only administrators may change this"));
    m_form->banner()->hide();
    m_form->setBusy(false);
    open(m_nickname);
}

/// Only what was changed is sent.
void ProfilePage::submit()
{
    if (!m_parts.chat.session())
        return;
    const UserProfile &p = m_parts.chat.session()->userProfile;
    ProfilePatch patch;
    const auto line = [](std::optional<QString> &field, const QLineEdit *edit, const QString &old) {
        if (displaytext::trimmed(edit->text()) != old)
            field = displaytext::trimmed(edit->text());
    };
    const auto box = [](std::optional<bool> &field, const CheckBox *check, bool old) {
        if (check->isChecked() != old)
            field = check->isChecked();
    };
    line(patch.nickname, m_nickname, p.nickname);
    line(patch.email, m_email, p.email.value_or(QString()));
    line(patch.country, m_country, p.country);
    line(patch.city, m_city, p.city);
    line(patch.language, m_language, p.language);
    line(patch.currency, m_currency, p.currency);
    box(patch.gdprConsent, m_gdpr, p.gdprConsent);
    box(patch.marketingSubscribed, m_marketing, p.marketingSubscribed);
    if (m_vip->isEnabled())
        box(patch.vip, m_vip, p.vip);
    m_form->setBusy(true);
    m_parts.context.saveProfile(patch);
}

void ProfilePage::retranslate()
{
    m_form->setTitle(tr("Customer profile"));
    m_form->setActions(tr("Save"), tr("Cancel"));
    fieldOf(m_nickname)->setLabel(tr("Name"));
    fieldOf(m_email)->setLabel(tr("E-mail"));
    fieldOf(m_country)->setLabel(tr("Country"));
    fieldOf(m_city)->setLabel(tr("City"));
    fieldOf(m_language)->setLabel(tr("Language"));
    fieldOf(m_currency)->setLabel(tr("Currency"));
    m_gdpr->setText(tr("GDPR consent given"));
    m_marketing->setText(tr("Wants marketing mail"));
    m_vip->setText(tr("VIP customer"));
}

} // namespace handoff
