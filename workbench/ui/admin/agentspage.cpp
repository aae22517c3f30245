#include "workbench/ui/admin/agentspage.h"

#include "shared/text/displaytext.h"
#include "workbench/models/adminwords.h"
#include "workbench/ui/common/confirmbar.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/theme.h"

#include <QLineEdit>
#include <QRegularExpression>

namespace handoff {

namespace {

constexpr int passwordMin = 8; ///< limits.md, Texts
constexpr int sessionsMax = 20;

template<typename E>
E chosen(const QComboBox *box)
{
    return static_cast<E>(box->currentData().toInt());
}

} // namespace

AgentsPage::AgentsPage(const Theme &theme, AdminController &admin, QWidget *parent)
    : AdminPage(theme, admin, AdminList::Agents, "agents", parent), m_user(new QLineEdit),
      m_name(new QLineEdit), m_role(new ComboBox(theme)), m_limit(makeSpinBox(1, sessionsMax)),
      m_status(new ComboBox(theme)), m_avatar(new QLineEdit), m_password(new QLineEdit),
      m_delete(makeDeleteButton(theme, "deleteAgent"))
{
    auto *form = new FormPanel(theme, QStringLiteral("agentForm"));
    m_userField = form->addField(m_user, QStringLiteral("agentUser"));
    m_nameField = form->addField(m_name, QStringLiteral("agentName"));
    m_roleField = form->addField(m_role, QStringLiteral("agentRole"));
    m_limitField = form->addField(m_limit, QStringLiteral("agentLimit"), m_roleField);
    m_statusField = form->addField(m_status, QStringLiteral("agentStatus"));
    m_avatarField = form->addField(m_avatar, QStringLiteral("agentAvatar"));
    m_passwordField = form->addField(m_password, QStringLiteral("agentPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    form->addAction(m_delete);
    setForm(form);
    m_table->setModel(admin.agents());
    m_table->fitColumns(0);

    connect(this, &AdminPage::newRequested, this, &AgentsPage::beginNew);
    connect(m_table, &TablePane::activated, this, &AgentsPage::beginEdit);
    connect(form, &FormPanel::saveRequested, this, &AgentsPage::save);
    connect(m_delete, &QPushButton::clicked, this, [this] {
        const QString username = m_username;
        askDelete(
            tr("Delete the account %1? Its conversations go back to the queue.").arg(username),
            [this, username] { m_admin.deleteAgent(username); });
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
    const Agent *agent = m_admin.agents()->find(username);
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
    static const QRegularExpression letter(QStringLiteral("[A-Za-z]"));
    static const QRegularExpression digit(QStringLiteral("[0-9]"));
    const QString password = m_password->text();
    const bool good =
        password.size() >= passwordMin && password.contains(letter) && password.contains(digit);
    const bool kept = password.isEmpty() && !m_username.isEmpty();
    m_passwordField->setError(good || kept ? QString()
                                           : tr("At least 8 characters, with letters and digits."));
}

void AgentsPage::save()
{
    const bool isNew = m_username.isEmpty();
    const auto userLength = m_user->text().trimmed().size();
    const auto nameLength = displaytext::length(displaytext::trimmed(m_name->text()));
    m_userField->setError(isNew && (userLength < 3 || userLength > 50)
                              ? tr("3 to 50 letters, digits, “_”, “-” or “.”.")
                              : QString());
    m_nameField->setError(nameLength < 1 || nameLength > 50 ? tr("1 to 50 characters.")
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
        m_admin.createAgent(request);
        return;
    }
    const Agent *agent = m_admin.agents()->find(m_username);
    UpdateAgentRequest request;
    request.name = displaytext::trimmed(m_name->text());
    request.role = chosen<AgentRole>(m_role);
    request.maxSessions = m_limit->value();
    if (agent && agent->status != chosen<AgentPresence>(m_status))
        request.status = chosen<AgentPresence>(m_status);
    if (agent && agent->avatarUrl.value_or(QString()) != avatar)
        request.avatarUrl = avatar;
    m_admin.updateAgent(m_username, request, m_password->text());
}

void AgentsPage::retranslate()
{
    AdminPage::retranslate();
    const bool isNew = m_username.isEmpty();
    m_admin.agents()->retranslate();
    setTitle(tr("Agents"),
             tr("Who may sign in, as what, and with how many conversations at once."));
    setNew(tr("New agent"));
    m_table->setEmpty(QStringLiteral("users"), tr("No agents"),
                      tr("Colleagues who answer customers are listed here."), tr("New agent"));
    m_form->setTitle(isNew ? tr("New agent") : tr("Account %1").arg(m_username));
    m_form->setActions(isNew ? tr("Create") : tr("Save"), tr("Cancel"));
    m_userField->setLabel(tr("User name"), true);
    m_nameField->setLabel(tr("Name"), true);
    m_nameField->setHelp(tr("Customers see it"));
    m_roleField->setLabel(tr("Role"));
    m_limitField->setLabel(tr("Conversations at once"));
    m_statusField->setLabel(tr("Status"));
    m_avatarField->setLabel(tr("Picture (address)"));
    m_passwordField->setLabel(isNew ? tr("Password") : tr("New password"), isNew);
    m_passwordField->setHelp(isNew ? QString()
                                   : tr("Leave it empty to keep the old one, which else stops "
                                        "working."));
    m_passwordField->setError({});
    m_delete->setText(tr("Delete"));
    fillChoices(m_role, {{text::agentRole(AgentRole::Agent), int(AgentRole::Agent)},
                         {text::agentRole(AgentRole::Admin), int(AgentRole::Admin)}});
    fillChoices(m_status,
                {{text::presenceName(AgentPresence::Online), int(AgentPresence::Online)},
                 {text::presenceName(AgentPresence::Busy), int(AgentPresence::Busy)},
                 {text::presenceName(AgentPresence::Offline), int(AgentPresence::Offline)}});
    m_userField->setVisible(isNew);
    m_statusField->setVisible(!isNew);
    m_delete->setVisible(!isNew);
}

} // namespace handoff
