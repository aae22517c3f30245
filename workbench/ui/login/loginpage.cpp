#include "workbench/ui/login/loginpage.h"

#include "shared/contract/errors.h"
#include "workbench/api/apierror.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/language.h"
#include "workbench/ui/common/menu.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QAction>
#include <QDesktopServices>
#include <QEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace handoff {

namespace {
constexpr int cardWidth = 400;
constexpr int logoSize = 48;
} // namespace

LoginPage::LoginPage(const Theme &theme, Language &language, SignInController &signIn,
                     Preferences &preferences, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_language(language), m_signIn(signIn),
      m_preferences(preferences), m_card(makeSurface("card")), m_title(new QLabel),
      m_subtitle(new QLabel), m_banner(new Banner(theme)), m_serverLabel(new QLabel),
      m_server(new QLineEdit),
      m_profiles(makeIconButton(theme, QStringLiteral("chevron-down"), QStringLiteral("profiles"))),
      m_userLabel(new QLabel), m_user(new QLineEdit), m_passwordLabel(new QLabel),
      m_password(new QLineEdit), m_reveal(new QAction(this)), m_stay(new CheckBox(theme)),
      m_stayWhy(new QLabel), m_submit(new QPushButton), m_languages(new ComboBox(theme))
{
    setObjectName(QStringLiteral("loginPage"));
    setProperty("surface", QStringLiteral("sunken"));
    m_server->setObjectName(QStringLiteral("server"));
    m_user->setObjectName(QStringLiteral("username"));
    m_password->setObjectName(QStringLiteral("password"));
    m_stay->setObjectName(QStringLiteral("staySignedIn"));
    m_submit->setObjectName(QStringLiteral("signIn"));
    m_languages->setObjectName(QStringLiteral("language"));
    m_banner->setObjectName(QStringLiteral("loginBanner"));
    setTextStyle(m_title, theme, TextStyle::Headline);
    m_subtitle->setProperty("muted", true);
    for (QLabel *label : {m_serverLabel, m_userLabel, m_passwordLabel})
        setTextStyle(label, theme, TextStyle::MetaBold, true);
    setTextStyle(m_stayWhy, theme, TextStyle::Meta, true);
    m_stayWhy->setObjectName(QStringLiteral("keychainProblem"));
    m_stayWhy->setWordWrap(true);
    m_stayWhy->setContentsMargins(30, 0, 0, 0);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->addAction(m_reveal, QLineEdit::TrailingPosition);
    m_reveal->setCheckable(true);
    m_server->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_profiles->setPopupMode(QToolButton::InstantPopup);
    m_profiles->setMenu(new Menu(m_profiles));
    m_submit->setMinimumHeight(36);
    setPrimary(m_submit);
    m_serverLabel->setBuddy(m_server);
    m_userLabel->setBuddy(m_user);
    m_passwordLabel->setBuddy(m_password);
    for (const Language::Choice &choice : Language::choices())
        m_languages->addItem(choice.name, choice.code);

    auto *serverRow = new QHBoxLayout;
    serverRow->setSpacing(space::badge);
    serverRow->addWidget(m_server, 1);
    serverRow->addWidget(m_profiles);

    m_card->setFixedWidth(cardWidth);
    auto *form = new QVBoxLayout(m_card);
    form->setContentsMargins(28, 28, 28, 28);
    form->setSpacing(0);
    const auto field = [form](QLabel *label) {
        form->addWidget(label);
        form->addSpacing(space::badge);
    };
    auto *logo = new QLabel;
    logo->setPixmap(QIcon(QStringLiteral(":/icons/handoff-workbench.svg"))
                        .pixmap(QSize(logoSize, logoSize), devicePixelRatioF()));
    form->addWidget(logo);
    form->addSpacing(space::card);
    form->addWidget(m_title);
    form->addSpacing(2);
    form->addWidget(m_subtitle);
    form->addSpacing(space::pane);
    form->addWidget(m_banner);
    form->addSpacing(space::sibling);
    field(m_serverLabel);
    form->addLayout(serverRow);
    form->addSpacing(space::card);
    field(m_userLabel);
    form->addWidget(m_user);
    form->addSpacing(space::card);
    field(m_passwordLabel);
    form->addWidget(m_password);
    form->addSpacing(space::sibling);
    form->addWidget(m_stay);
    form->addWidget(m_stayWhy);
    form->addSpacing(space::pane);
    form->addWidget(m_submit);

    auto *corner = new QHBoxLayout;
    corner->addStretch();
    auto *globe = new QLabel;
    globe->setPixmap(theme.icon(QStringLiteral("globe"), Token::Muted)
                         .pixmap(QSize(18, 18), devicePixelRatioF()));
    connect(&theme, &Theme::changed, globe, [this, globe] {
        globe->setPixmap(m_theme.icon(QStringLiteral("globe"), Token::Muted)
                             .pixmap(QSize(18, 18), devicePixelRatioF()));
    });
    corner->addWidget(globe);
    corner->addWidget(m_languages);

    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(space::pane, space::pane, space::pane, space::pane);
    page->addLayout(corner);
    page->addStretch(2);
    auto *middle = new QHBoxLayout; // not an alignment: that would ignore height for width
    middle->addStretch();
    middle->addWidget(m_card);
    middle->addStretch();
    page->addLayout(middle);
    page->addStretch(3);
    const QList<QWidget *> order{m_server, m_profiles, m_user,     m_password,
                                 m_stay,   m_submit,   m_languages};
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));

    connect(m_submit, &QPushButton::clicked, this, &LoginPage::submit);
    for (QLineEdit *edit : {m_server, m_user, m_password}) {
        connect(edit, &QLineEdit::returnPressed, this, &LoginPage::submit);
        connect(edit, &QLineEdit::textEdited, this,
                [edit] { setStyleProperty(edit, "error", false); });
    }
    connect(m_reveal, &QAction::toggled, this, [this](bool shown) {
        m_password->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        retranslate();
    });
    connect(m_languages, &QComboBox::activated, this,
            [this] { emit languageChosen(m_languages->currentData().toString()); });
    connect(&signIn, &SignInController::stateChanged, this, &LoginPage::refresh);
    connect(&signIn, &SignInController::failed, this, &LoginPage::showError);
    connect(m_banner, &Banner::actionTriggered, this,
            [this] { QDesktopServices::openUrl(QUrl(m_newestAt)); });
    connect(&signIn, &SignInController::keychainProbed, this, &LoginPage::refreshKeychain);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    retranslate();
    refresh();
    refreshKeychain();
}

void LoginPage::prepare(const QString &server)
{
    const QList<ServerProfile> profiles = m_preferences.profiles();
    m_banner->hide();
    m_password->clear();
    m_reveal->setChecked(false);
    m_server->setText(!server.isEmpty()     ? server
                      : !profiles.isEmpty() ? profiles.first().server.toString()
                                            : QStringLiteral("http://localhost:8000"));
    m_user->setText(profiles.isEmpty() ? QString() : profiles.first().username);
    m_stay->setChecked(!profiles.isEmpty() && profiles.first().staySignedIn);
    fillProfiles();
    (m_user->text().isEmpty() ? m_user : m_password)->setFocus();
}

void LoginPage::prepareAgain(const QString &server, const QString &username)
{
    prepare(server);
    m_user->setText(username);
    m_banner->present(Token::Warn, QStringLiteral("lock"),
                      tr("Your sign-in has expired. Sign in again: your drafts are kept."));
    m_password->setFocus();
}

void LoginPage::fillProfiles()
{
    QMenu *menu = m_profiles->menu();
    menu->clear();
    const QList<ServerProfile> profiles = m_preferences.profiles();
    for (const ServerProfile &profile : profiles) {
        const QString words =
            QStringLiteral("%1  ·  %2").arg(profile.username, profile.server.toString());
        menu->addAction(m_theme.icon(QStringLiteral("server"), Token::Muted), words, this,
                        [this, profile] {
                            m_server->setText(profile.server.toString());
                            m_user->setText(profile.username);
                            m_stay->setChecked(profile.staySignedIn);
                            m_password->setFocus();
                        });
    }
    m_profiles->setVisible(!profiles.isEmpty());
}

bool LoginPage::markMissing(QLineEdit *field)
{
    const bool missing = field->text().trimmed().isEmpty();
    setStyleProperty(field, "error", missing);
    if (missing)
        field->setFocus();
    return missing;
}

void LoginPage::submit()
{
    if (m_signIn.state() == SignInController::State::SigningIn ||
        m_signIn.state() == SignInController::State::Resuming) {
        m_signIn.cancel();
        return;
    }
    bool missing = false;
    for (QLineEdit *field : {m_password, m_user, m_server})
        missing = markMissing(field) || missing;
    if (missing) {
        m_banner->present(Token::Danger, QStringLiteral("error"), tr("Fill in the marked fields."));
        return;
    }
    if (!SignInController::serverUrl(m_server->text()).isValid()) {
        setStyleProperty(m_server, "error", true);
        m_server->setFocus();
        m_banner->present(Token::Danger, QStringLiteral("error"),
                          tr("This is not a server address. Example: https://desk.example.com"));
        return;
    }
    m_banner->hide();
    m_signIn.signIn(m_server->text(), m_user->text().trimmed(), m_password->text(),
                    m_stay->isEnabled() && m_stay->isChecked());
}

void LoginPage::showError(const Error &error)
{
    const bool connection = error.code == clienterror::unreachable ||
                            error.code == clienterror::timedOut ||
                            error.code == clienterror::notHandoff || error.code == clienterror::tls;
    QString words = text::error(error);
    if (error.code == clienterror::tls && error.detail != error.message)
        words += u'\n' + error.detail;       // what the administrator wants to know
    if (error.code == clienterror::tooOld) { // nothing that was typed is wrong
        m_newestAt = error.detail;
        m_banner->present(Token::Danger, QStringLiteral("error"), words,
                          m_newestAt.isEmpty() ? QString() : tr("Get it"));
        return;
    }
    m_banner->present(Token::Danger, QStringLiteral("error"), words);
    QLineEdit *culprit = connection ? m_server : m_password;
    setStyleProperty(culprit, "error",
                     connection || error.code == errors::invalidCredentials().code);
    culprit->setFocus();
    if (!connection)
        m_password->selectAll();
}

void LoginPage::refresh()
{
    const auto state = m_signIn.state();
    const bool busy =
        state == SignInController::State::SigningIn || state == SignInController::State::Resuming;
    for (QWidget *widget : QList<QWidget *>{m_server, m_profiles, m_user, m_password})
        widget->setEnabled(!busy);
    m_submit->setText(busy ? tr("Cancel") : tr("Sign in"));
    setPrimary(m_submit, !busy);
    m_subtitle->setText(state == SignInController::State::Resuming ? tr("Signing you in again…")
                        : state == SignInController::State::SigningIn
                            ? tr("Signing in…")
                            : tr("Sign in to your service desk"));
    if (state == SignInController::State::SignedIn)
        m_password->clear();
}

void LoginPage::refreshKeychain()
{
    const bool available = m_signIn.keychainAvailable();
    m_stay->setEnabled(available);
    if (!available)
        m_stay->setChecked(false);
    m_stayWhy->setVisible(!available && !m_signIn.keychainProblem().isEmpty());
    m_stayWhy->setText(tr("Not possible here: no system keychain answers."));
    m_stayWhy->setToolTip(m_signIn.keychainProblem());
}

void LoginPage::retranslate()
{
    m_title->setText(QStringLiteral("Handoff"));
    m_serverLabel->setText(tr("Server address"));
    m_server->setPlaceholderText(QStringLiteral("https://desk.example.com"));
    m_server->setAccessibleName(tr("Server address"));
    setHint(m_profiles, tr("Earlier sign-ins"));
    m_userLabel->setText(tr("User name"));
    m_user->setAccessibleName(tr("User name"));
    m_passwordLabel->setText(tr("Password"));
    m_password->setAccessibleName(tr("Password"));
    m_reveal->setIcon(m_theme.icon(
        m_reveal->isChecked() ? QStringLiteral("eye-off") : QStringLiteral("eye"), Token::Muted));
    m_reveal->setToolTip(m_reveal->isChecked() ? tr("Hide the password") : tr("Show the password"));
    m_reveal->setText(m_reveal->toolTip());
    m_stay->setText(tr("Stay signed in on this computer"));
    m_languages->setAccessibleName(tr("Language"));
    m_languages->setToolTip(tr("Language"));
    m_languages->setCurrentIndex(m_languages->findData(m_language.code()));
    m_banner->retranslate();
    refresh();
    refreshKeychain();
}

void LoginPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_banner->hide(); // it speaks the old language
        retranslate();
    }
    QFrame::changeEvent(event);
}

} // namespace handoff
