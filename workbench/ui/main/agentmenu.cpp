#include "workbench/ui/main/agentmenu.h"

#include "workbench/controllers/deskcontroller.h"
#include "workbench/controllers/preferences.h"
#include "workbench/ui/common/language.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QActionGroup>
#include <QLineEdit>
#include <QVBoxLayout>
#include <QWidgetAction>

namespace handoff {

AgentMenu::AgentMenu(Theme &theme, Language &language, DeskController &desk,
                     Preferences &preferences, QWidget *parent)
    : QMenu(parent), m_theme(theme), m_language(language), m_desk(desk), m_preferences(preferences)
{
    setObjectName(QStringLiteral("agentMenu"));
    buildHeader();
    buildPresence();
    addSeparator();
    buildAppearance();
    addSeparator();
    m_keys = addAction(theme.icon(QStringLiteral("keyboard")), {}, this, &AgentMenu::keysRequested);
    m_signOut =
        addAction(theme.icon(QStringLiteral("logout")), {}, this, &AgentMenu::signOutRequested);
    m_signOut->setObjectName(QStringLiteral("signOut"));
    connect(this, &QMenu::aboutToShow, this, &AgentMenu::refresh);
    connect(&desk, &DeskController::presenceChanged, this, &AgentMenu::refresh);
    retranslate();
}

void AgentMenu::buildHeader()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(space::card, space::sibling, space::card, space::sibling);
    column->setSpacing(2);
    m_name = new QLabel;
    m_name->setTextFormat(Qt::PlainText);
    setTextStyle(m_name, m_theme, TextStyle::BodyBold);
    m_role = new QLabel;
    m_role->setTextFormat(Qt::PlainText);
    setTextStyle(m_role, m_theme, TextStyle::Meta, true);
    m_note = new QLineEdit;
    m_note->setObjectName(QStringLiteral("presenceNote"));
    m_note->setMaxLength(120);
    m_note->setMinimumWidth(220);
    column->addWidget(m_name);
    column->addWidget(m_role);
    column->addSpacing(space::badge);
    column->addWidget(m_note);
    auto *action = new QWidgetAction(this);
    action->setDefaultWidget(box);
    addAction(action);
    addSeparator();
    connect(m_note, &QLineEdit::returnPressed, this, [this] {
        m_desk.setPresence(m_desk.presence(), m_note->text().trimmed());
        close();
    });
}

QAction *AgentMenu::addChoice(QMenu *menu, QActionGroup *group, const QString &icon,
                              const QVariant &value)
{
    QAction *action = menu->addAction(QString());
    if (!icon.isEmpty())
        action->setIcon(m_theme.icon(icon));
    action->setCheckable(true);
    action->setData(value);
    group->addAction(action);
    return action;
}

void AgentMenu::buildPresence()
{
    m_presence = new QActionGroup(this);
    for (const AgentPresence presence :
         {AgentPresence::Online, AgentPresence::Busy, AgentPresence::Offline})
        addChoice(this, m_presence, {}, static_cast<int>(presence));
    connect(m_presence, &QActionGroup::triggered, this, [this](QAction *action) {
        m_desk.setPresence(static_cast<AgentPresence>(action->data().toInt()),
                           m_note->text().trimmed());
    });
}

void AgentMenu::buildAppearance()
{
    m_themeMenu = addMenu(QString());
    m_themeMenu->setIcon(m_theme.icon(QStringLiteral("sun")));
    m_themes = new QActionGroup(this);
    addChoice(m_themeMenu, m_themes, QStringLiteral("monitor"), QString());
    addChoice(m_themeMenu, m_themes, QStringLiteral("sun"), QStringLiteral("light"));
    addChoice(m_themeMenu, m_themes, QStringLiteral("moon"), QStringLiteral("dark"));
    connect(m_themes, &QActionGroup::triggered, this, [this](QAction *action) {
        const QString name = action->data().toString();
        m_preferences.setTheme(name);
        m_theme.setMode(themeModeFromName(name));
    });

    m_languageMenu = addMenu(QString());
    m_languageMenu->setIcon(m_theme.icon(QStringLiteral("globe")));
    m_languages = new QActionGroup(this);
    for (const Language::Choice &choice : Language::choices())
        addChoice(m_languageMenu, m_languages, {}, choice.code)->setText(choice.name);
    connect(m_languages, &QActionGroup::triggered, this, [this](QAction *action) {
        m_preferences.setLanguage(action->data().toString());
        m_language.use(action->data().toString());
    });

    m_sendMenu = addMenu(QString());
    m_sendMenu->setIcon(m_theme.icon(QStringLiteral("send")));
    m_sendKeys = new QActionGroup(this);
    addChoice(m_sendMenu, m_sendKeys, {}, true);
    addChoice(m_sendMenu, m_sendKeys, {}, false);
    connect(m_sendKeys, &QActionGroup::triggered, this, [this](QAction *action) {
        m_preferences.setEnterSends(action->data().toBool());
        emit enterSendsChosen(action->data().toBool());
    });
}

void AgentMenu::togglePresence()
{
    m_desk.setPresence(m_desk.presence() == AgentPresence::Online ? AgentPresence::Busy
                                                                  : AgentPresence::Online,
                       m_desk.presenceNote());
}

void AgentMenu::refresh()
{
    const Agent &me = m_desk.me();
    m_name->setText(me.name);
    m_role->setText(QStringLiteral("%1 · %2").arg(
        me.username, me.role == AgentRole::Admin ? tr("Administrator") : tr("Agent")));
    m_note->setText(m_desk.presenceNote());
    const auto check = [](QActionGroup *group, const QVariant &value) {
        for (QAction *action : group->actions())
            action->setChecked(action->data() == value);
    };
    check(m_presence, static_cast<int>(m_desk.presence()));
    check(m_themes, m_preferences.theme());
    check(m_languages, m_language.code());
    check(m_sendKeys, m_preferences.enterSends());
}

void AgentMenu::retranslate()
{
    for (QAction *action : m_presence->actions())
        action->setText(text::presenceName(static_cast<AgentPresence>(action->data().toInt())));
    m_note->setPlaceholderText(tr("Note, e.g. “lunch until 13:00”"));
    m_note->setAccessibleName(tr("Note to your presence"));
    m_themeMenu->setTitle(tr("Theme"));
    const QStringList themes{tr("Like the system"), tr("Light"), tr("Dark")};
    const QStringList keys{tr("Enter sends"), tr("Ctrl+Enter sends")};
    for (qsizetype i = 0; i < themes.size(); ++i)
        m_themes->actions().at(i)->setText(themes.at(i));
    for (qsizetype i = 0; i < keys.size(); ++i)
        m_sendKeys->actions().at(i)->setText(keys.at(i));
    m_languageMenu->setTitle(tr("Language"));
    m_sendMenu->setTitle(tr("Send key"));
    m_keys->setText(tr("Keys"));
    m_signOut->setText(tr("Sign out"));
    refresh();
}

} // namespace handoff
