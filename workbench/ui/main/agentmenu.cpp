#include "workbench/ui/main/agentmenu.h"

#include "shared/contract/limits.h"
#include "shared/text/displaytext.h"
#include "workbench/controllers/deskcontroller.h"
#include "workbench/models/adminwords.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QActionGroup>
#include <QLineEdit>
#include <QVBoxLayout>
#include <QWidgetAction>

namespace handoff {

AgentMenu::AgentMenu(const Theme &theme, DeskController &desk, QWidget *parent)
    : Menu(parent), m_theme(theme), m_desk(desk)
{
    setObjectName(QStringLiteral("agentMenu"));
    buildHeader();
    buildPresence();
    addSeparator();
    m_account =
        addAction(theme.icon(QStringLiteral("key")), {}, this, &AgentMenu::accountRequested);
    m_preferences = addAction(theme.icon(QStringLiteral("sliders")), {}, this,
                              &AgentMenu::preferencesRequested);
    m_keys = addAction(theme.icon(QStringLiteral("keyboard")), {}, this, &AgentMenu::keysRequested);
    addSeparator();
    m_signOut =
        addAction(theme.icon(QStringLiteral("logout")), {}, this, &AgentMenu::signOutRequested);
    m_signOut->setObjectName(QStringLiteral("signOut"));
    addSeparator();
    addAction(QStringLiteral("Handoff " HANDOFF_VERSION))
        ->setEnabled(false); // for who asks for help
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
    setMaxCharacters(m_note, limits::statusNote);
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
        m_desk.setPresence(m_desk.presence(), displaytext::trimmed(m_note->text()));
        close();
    });
}

void AgentMenu::buildPresence()
{
    m_presence = new QActionGroup(this);
    for (const AgentPresence presence :
         {AgentPresence::Online, AgentPresence::Busy, AgentPresence::Offline}) {
        QAction *action = addAction(QString());
        action->setCheckable(true);
        action->setData(static_cast<int>(presence));
        m_presence->addAction(action);
    }
    connect(m_presence, &QActionGroup::triggered, this, [this](QAction *action) {
        const auto presence = static_cast<AgentPresence>(action->data().toInt());
        const QString note = displaytext::trimmed(m_note->text());
        if (presence == AgentPresence::Offline && m_desk.presence() != AgentPresence::Offline)
            emit offlineRequested(note);
        else
            m_desk.setPresence(presence, note);
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
    for (QAction *action : m_presence->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(m_desk.presence()));
}

void AgentMenu::retranslate()
{
    for (QAction *action : m_presence->actions())
        action->setText(text::presenceName(static_cast<AgentPresence>(action->data().toInt())));
    m_note->setPlaceholderText(tr("Note, e.g. “lunch until 13:00”"));
    m_note->setAccessibleName(tr("Note to your presence"));
    m_account->setText(tr("Profile and password…"));
    m_preferences->setText(tr("Preferences…"));
    m_keys->setText(tr("Keys"));
    m_signOut->setText(tr("Sign out"));
    refresh();
}

} // namespace handoff
