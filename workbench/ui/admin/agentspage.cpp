#include "workbench/ui/admin/agentspage.h"

#include "shared/contract/limits.h"
#include "shared/rules/accountrules.h"
#include "shared/text/displaytext.h"
#include "workbench/models/adminwords.h"
#include "workbench/ui/common/confirmbar.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/theme.h"

#include <QLineEdit>

namespace handoff {

namespace {

template<typename E>
E chosen(const QComboBox *box)
{
    return static_cast<E>(box->currentData().toInt());
}

} // namespace

AgentsPage::AgentsPage(const Theme &theme, AdminAgents &list, QWidget *parent)
    : AdminPage(theme, list, "agents", parent), m_agents(list), m_user(new QLineEdit),
      m_name(new QLineEdit), m_role(new ComboBox(theme)),
      m_limit(makeSpinBox(1, limits::liveSessions)), m_status(new ComboBox(theme)),
      m_avatar(new QLineEdit), m_password(new QLineEdit)
{
    auto *form = new FormPanel(theme, QStringLiteral("agentForm"));
    form->addField(m_user, QStringLiteral("agentUser"));
    form->addField(m_name, QStringLiteral("agentName"));
    form->addField(m_role, QStringLiteral("agentRole"));
    form->addField(m_limit, QStringLiteral("agentLimit"), fieldOf(m_role));
    form->addField(m_status, QStringLiteral("agentStatus"));
    form->addField(m_avatar, QStringLiteral("agentAvatar"));
    form->addField(m_password, QStringLiteral("agentPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    setForm(form, "deleteAgent");
    m_table->setModel(list.table());
    m_table->fitColumns(3); // a status may have a note

    connect(this, &AdminPage::newRequested, this, &AgentsPage::beginNew);
    connect(m_table, &TablePane::activated, this, &AgentsPage::beginEdit);
    connect(form, &FormPanel::saveRequested, this, &AgentsPage::save);
    connect(m_delete, &QPushButton::clicked, this, [this] {
        const QString username = m_username;
        askDelete(
            tr("Delete the account %1? Its conversations go back to the queue.").arg(username),
            [this, username] { m_agents.remove(username); });
    });
    retranslate();
}

void AgentsPage::beginNew()
{
    m_username.clear();
    m_user->clear();
    m_name->clear();
    m_avatar->clear();
    m_password->clear();
    choose(m_role, int(AgentRole::Agent));
    m_limit->setValue(5);
    retranslate();
    openForm();
    m_user->setFocus(Qt::OtherFocusReason);
}

void AgentsPage::beginEdit(const QString &username)
{
    const Agent *agent = m_agents.table()->find(username);
    if (!agent)
        return;
    m_username = username;
    m_user->setText(agent->username);
    m_name->setText(agent->name);
    m_avatar->setText(agent->avatarUrl.value_or(QString()));
    m_password->clear();
    choose(m_role, int(agent->role));
    choose(m_status, int(agent->status));
    m_limit->setValue(agent->maxSessions);
    retranslate();
    openForm();
}

/// An account that exists keeps its password when none is typed.
void AgentsPage::checkPassword()
{
    const QString password = m_password->text();
    const bool good = AccountRules::isPassword(password);
    const bool kept = password.isEmpty() && !m_username.isEmpty();
    fieldOf(m_password)
        ->setError(good || kept ? QString()
                                : tr("At least 8 characters, with letters and digits."));
}

void AgentsPage::save()
{
    const bool isNew = m_username.isEmpty();
    const auto nameLength = displaytext::length(displaytext::trimmed(m_name->text()));
    fieldOf(m_user)->setError(isNew && !AccountRules::isUsername(m_user->text().trimmed())
                                  ? tr("3 to 50 letters, digits, “_”, “-” or “.”.")
                                  : QString());
    fieldOf(m_name)->setError(nameLength < 1 || nameLength > 50 ? tr("1 to 50 characters.")
                                                                : QString());
    checkPassword();
    if (!m_form->validate())
        return;
    const QString avatar = displaytext::trimmed(m_avatar->text());
    if (isNew) {
        CreateAgentRequest request;
        request.username = m_user->text().trimmed();
        request.password = m_password->text();
        request.name = displaytext::trimmed(m_name->text());
        request.role = chosen<AgentRole>(m_role);
        request.maxSessions = m_limit->value();
        if (!avatar.isEmpty())
            request.avatarUrl = avatar;
        m_agents.create(request);
        return;
    }
    const Agent *agent = m_agents.table()->find(m_username);
    UpdateAgentRequest request;
    request.name = displaytext::trimmed(m_name->text());
    request.role = chosen<AgentRole>(m_role);
    request.maxSessions = m_limit->value();
    if (agent && agent->status != chosen<AgentPresence>(m_status))
        request.status = chosen<AgentPresence>(m_status);
    if (agent && agent->avatarUrl.value_or(QString()) != avatar)
        request.avatarUrl = avatar;
    m_agents.update(m_username, request, m_password->text());
}

void AgentsPage::retranslate()
{
    AdminPage::retranslate();
    const bool isNew = m_username.isEmpty();
    m_agents.table()->retranslate();
    setTitle(tr("Agents"),
             tr("Who may sign in, as what, and with how many conversations at once."));
    setNew(tr("New agent"));
    m_table->setEmpty(QStringLiteral("users"), tr("No agents"),
                      tr("Colleagues who answer customers are listed here."), tr("New agent"));
    m_form->setTitle(isNew ? tr("New agent") : tr("Account %1").arg(m_username));
    setEdited(isNew);
    fieldOf(m_user)->setLabel(tr("User name"), true);
    fieldOf(m_name)->setLabel(tr("Name"), true);
    fieldOf(m_name)->setHelp(tr("Customers see it"));
    fieldOf(m_role)->setLabel(tr("Role"));
    fieldOf(m_limit)->setLabel(tr("Conversations at once"));
    fieldOf(m_status)->setLabel(tr("Status"));
    fieldOf(m_avatar)->setLabel(tr("Picture (address)"));
    fieldOf(m_password)->setLabel(isNew ? tr("Password") : tr("New password"), isNew);
    fieldOf(m_password)
        ->setHelp(isNew ? QString()
                        : tr("Leave it empty to keep the old one, which else stops "
                             "working."));
    fieldOf(m_password)->setError({});
    fillChoices(m_role, {{text::agentRole(AgentRole::Agent), int(AgentRole::Agent)},
                         {text::agentRole(AgentRole::Admin), int(AgentRole::Admin)}});
    fillChoices(m_status,
                {{text::presenceName(AgentPresence::Online), int(AgentPresence::Online)},
                 {text::presenceName(AgentPresence::Busy), int(AgentPresence::Busy)},
                 {text::presenceName(AgentPresence::Offline), int(AgentPresence::Offline)}});
    fieldOf(m_user)->setVisible(isNew);
    fieldOf(m_status)->setVisible(!isNew);
}

} // namespace handoff
