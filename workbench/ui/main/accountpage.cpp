#include "workbench/ui/main/accountpage.h"

#include "shared/contract/limits.h"
#include "shared/text/displaytext.h"
#include "workbench/controllers/accountcontroller.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace handoff {

namespace {
constexpr int cardWidth = 480;
} // namespace

AccountPage::AccountPage(const Theme &theme, AccountController &account, QWidget *parent)
    : Overlay(theme, parent), m_account(account), m_banner(new Banner(theme)),
      m_profileHead(new QLabel), m_nameLabel(new QLabel), m_name(new QLineEdit),
      m_avatarLabel(new QLabel), m_avatar(new QLineEdit), m_save(new QPushButton),
      m_passwordHead(new QLabel), m_oldLabel(new QLabel), m_old(new QLineEdit),
      m_newLabel(new QLabel), m_new(new QLineEdit), m_againLabel(new QLabel),
      m_again(new QLineEdit), m_change(new QPushButton)
{
    setObjectName(QStringLiteral("accountPage"));
    m_banner->setObjectName(QStringLiteral("accountBanner"));
    m_name->setObjectName(QStringLiteral("accountName"));
    setMaxCharacters(m_name, limits::agentName);
    m_avatar->setObjectName(QStringLiteral("accountAvatar"));
    m_save->setObjectName(QStringLiteral("accountSave"));
    m_old->setObjectName(QStringLiteral("oldPassword"));
    m_new->setObjectName(QStringLiteral("newPassword"));
    m_again->setObjectName(QStringLiteral("againPassword"));
    m_change->setObjectName(QStringLiteral("changePassword"));
    for (QLabel *head : {m_profileHead, m_passwordHead})
        setTextStyle(head, theme, TextStyle::BodyBold);
    for (QLineEdit *edit : {m_old, m_new, m_again})
        edit->setEchoMode(QLineEdit::Password);
    setPrimary(m_save);

    auto *column = new QVBoxLayout;
    column->setSpacing(space::card);
    column->addWidget(m_banner);
    const auto form = [column](QLabel *title, const QList<std::pair<QLabel *, QLineEdit *>> &rows,
                               QPushButton *button) {
        column->addWidget(title);
        auto *fields = new QFormLayout;
        fields->setVerticalSpacing(space::sibling);
        fields->setHorizontalSpacing(space::pane);
        for (const auto &[label, edit] : rows) {
            label->setBuddy(edit);
            fields->addRow(label, edit);
        }
        fields->addRow(QString(), button);
        column->addLayout(fields);
    };
    form(m_profileHead, {{m_nameLabel, m_name}, {m_avatarLabel, m_avatar}}, m_save);
    column->addSpacing(space::sibling);
    form(m_passwordHead, {{m_oldLabel, m_old}, {m_newLabel, m_new}, {m_againLabel, m_again}},
         m_change);
    QFrame *card = makeCard(column);
    setCard(card);
    setCardWidth(cardWidth);

    connect(m_save, &QPushButton::clicked, this,
            [this] { m_account.saveProfile(m_name->text(), m_avatar->text()); });
    connect(m_name, &QLineEdit::returnPressed, m_save, &QPushButton::click);
    connect(m_change, &QPushButton::clicked, this, &AccountPage::submitPassword);
    connect(m_again, &QLineEdit::returnPressed, m_change, &QPushButton::click);
    for (QLineEdit *edit : {m_name, m_old, m_new, m_again})
        connect(edit, &QLineEdit::textChanged, this, &AccountPage::refresh);
    connect(&account, &AccountController::busyChanged, this, &AccountPage::refresh);
    connect(&account, &AccountController::failed, this, &AccountPage::fail);
    connect(&account, &AccountController::profileSaved, this, [this] {
        m_banner->present(Token::Ok, QStringLiteral("check"), tr("The profile is saved."));
    });
    connect(&account, &AccountController::passwordChanged, this, [this] {
        for (QLineEdit *edit : {m_old, m_new, m_again})
            edit->clear();
        m_banner->present(Token::Ok, QStringLiteral("check"), tr("The password is changed."));
    });
    retranslate();
}

void AccountPage::present()
{
    m_banner->hide();
    m_name->setText(m_account.me().name);
    m_avatar->setText(m_account.me().avatarUrl.value_or(QString()));
    for (QLineEdit *edit : {m_old, m_new, m_again})
        edit->clear();
    refresh();
    open(m_name);
}

void AccountPage::submitPassword()
{
    if (m_new->text() != m_again->text()) {
        m_banner->present(Token::Danger, QStringLiteral("error"),
                          tr("The new password was not repeated alike."));
        m_again->setFocus();
        return;
    }
    m_account.changePassword(m_old->text(), m_new->text());
}

void AccountPage::refresh()
{
    const bool busy = m_account.isBusy();
    m_save->setEnabled(!busy && !displaytext::trimmed(m_name->text()).isEmpty());
    m_change->setEnabled(!busy && !m_old->text().isEmpty() && !m_new->text().isEmpty() &&
                         !m_again->text().isEmpty());
}

void AccountPage::fail(const Error &error)
{
    if (isVisible())
        m_banner->present(Token::Danger, QStringLiteral("error"), text::error(error));
}

void AccountPage::retranslate()
{
    setTitle(tr("Profile and password"));
    m_profileHead->setText(tr("Profile"));
    m_nameLabel->setText(tr("Name"));
    m_avatarLabel->setText(tr("Picture (address)"));
    m_save->setText(tr("Save profile"));
    m_passwordHead->setText(tr("Password"));
    m_oldLabel->setText(tr("Old password"));
    m_newLabel->setText(tr("New password"));
    m_againLabel->setText(tr("Repeat it"));
    m_new->setPlaceholderText(tr("At least 8 characters, letters and digits"));
    m_change->setText(tr("Change password"));
    m_banner->retranslate();
}

} // namespace handoff
