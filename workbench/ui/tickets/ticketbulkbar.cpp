#include "workbench/ui/tickets/ticketbulkbar.h"

#include "shared/contract/errors.h"
#include "shared/text/displaytext.h"
#include "workbench/controllers/bulkqueue.h"
#include "workbench/models/adminwords.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/toast.h"
#include "workbench/ui/tickets/ticketlook.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStackedWidget>

namespace handoff {

namespace {
enum class BulkAction { Assign, Status, Priority, Tags };
const QString toastId = QStringLiteral("bulk");
} // namespace

QStringList tagsFromText(const QString &text)
{
    static const QRegularExpression separators(QStringLiteral("[,，;；]"));
    QStringList tags;
    const QStringList parts = text.split(separators, Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const QString tag = displaytext::trimmed(part);
        if (!tag.isEmpty() && !tags.contains(tag))
            tags.append(tag);
    }
    return tags;
}

QString bulkRefusal(const QString &code)
{
    if (code == errors::invalidTransition({}, {}).code)
        return TicketBulkBar::tr("this move is not allowed");
    if (code == errors::ticketConflict().code)
        return TicketBulkBar::tr("somebody else changed it");
    if (code == errors::ticketNotFound({}).code)
        return TicketBulkBar::tr("it no longer exists");
    if (code == errors::agentNotFound().code)
        return TicketBulkBar::tr("this colleague no longer exists");
    return code;
}

void fillAgentChoices(QComboBox *box, const QList<AvailableAgent> &agents)
{
    QList<QPair<QString, QVariant>> choices{{TicketBulkBar::tr("Colleague…"), QString()}};
    for (const AvailableAgent &agent : agents) {
        choices.append({QStringLiteral("%1 · %2 · %3/%4")
                            .arg(agent.name, text::presenceName(agent.status))
                            .arg(agent.currentSessions)
                            .arg(agent.maxSessions),
                        agent.id});
    }
    fillChoices(box, choices);
    if (box->currentIndex() < 0) // who was chosen has gone offline
        box->setCurrentIndex(0);
}

namespace {

/// Choices behind one that says that nothing is chosen yet.
void fillOpen(QComboBox *box, const QString &none, QList<QPair<QString, QVariant>> choices)
{
    choices.prepend({none, QString()});
    fillChoices(box, choices);
}

} // namespace

TicketBulkBar::TicketBulkBar(const TicketParts &parts, QWidget *parent)
    : QFrame(parent), m_tickets(parts.tickets), m_queue(parts.bulk), m_toasts(parts.toasts),
      m_count(new QLabel), m_action(new ComboBox(parts.theme)), m_values(new QStackedWidget),
      m_agent(new ComboBox(parts.theme)), m_department(new ComboBox(parts.theme)),
      m_status(new ComboBox(parts.theme)), m_priority(new ComboBox(parts.theme)),
      m_tags(new QLineEdit), m_apply(new QPushButton), m_result(new Banner(parts.theme))
{
    setObjectName(QStringLiteral("ticketBulkBar"));
    setProperty("surface", QStringLiteral("raised"));
    setProperty("edge", QStringLiteral("bottom"));
    setTextStyle(m_count, parts.theme, TextStyle::BodyBold);
    m_action->setObjectName(QStringLiteral("bulkAction"));
    m_agent->setObjectName(QStringLiteral("bulkAgent"));
    m_department->setObjectName(QStringLiteral("bulkDepartment"));
    m_status->setObjectName(QStringLiteral("bulkStatus"));
    m_priority->setObjectName(QStringLiteral("bulkPriority"));
    m_tags->setObjectName(QStringLiteral("bulkTags"));
    m_apply->setObjectName(QStringLiteral("bulkApply"));
    m_result->setObjectName(QStringLiteral("bulkResult"));
    m_result->setDismissable(true);
    setPrimary(m_apply);

    auto *assign = new QWidget;
    auto *assignRow = new QHBoxLayout(assign);
    assignRow->setContentsMargins(0, 0, 0, 0);
    assignRow->setSpacing(space::badge);
    assignRow->addWidget(m_agent, 1);
    assignRow->addWidget(m_department, 1);
    m_values->addWidget(assign);
    m_values->addWidget(m_status);
    m_values->addWidget(m_priority);
    m_values->addWidget(m_tags);
    m_values->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (QComboBox *box : {m_agent, m_department}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
    }
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::card, space::badge, space::card, space::badge);
    row->setSpacing(space::sibling);
    row->addWidget(m_count);
    row->addWidget(m_action);
    row->addWidget(m_values, 1);
    row->addWidget(m_apply);
    hide();

    connect(m_action, &QComboBox::currentIndexChanged, m_values, &QStackedWidget::setCurrentIndex);
    for (QComboBox *box : {m_action, m_agent, m_department, m_status, m_priority})
        connect(box, &QComboBox::currentIndexChanged, this, &TicketBulkBar::refresh);
    connect(m_tags, &QLineEdit::textChanged, this, &TicketBulkBar::refresh);
    connect(m_apply, &QPushButton::clicked, this, &TicketBulkBar::apply);
    connect(m_tags, &QLineEdit::returnPressed, this, &TicketBulkBar::apply);
    connect(&m_tickets, &TicketsController::agentsChanged, this, &TicketBulkBar::fillAgents);
    connect(&m_tickets, &TicketsController::changed, this, &TicketBulkBar::refresh);
    connect(&m_queue, &BulkQueue::added, this, [this](int count) {
        m_toasts.show({Token::Brand, QStringLiteral("clock"),
                       tr("%n ticket(s) will be changed.", nullptr, count), tr("Undo"),
                       [this] { m_queue.undo(); }, toastId});
    });
    connect(&m_queue, &BulkQueue::ended, this, [this] { m_toasts.hide(toastId); });
    connect(&m_tickets, &TicketsController::bulkDone, this, &TicketBulkBar::report);
    connect(&m_tickets, &TicketsController::bulkFailed, this, [this](const Error &error) {
        m_result->present(Token::Danger, QStringLiteral("error"), text::error(error));
    });
    retranslate();
}

void TicketBulkBar::setSelection(const QStringList &ids)
{
    m_ids = ids;
    m_count->setText(tr("%n selected", nullptr, static_cast<int>(ids.size())));
    const bool shown = ids.size() > 1;
    if (shown && isHidden()) {
        m_tickets.loadAgents();
        reset();
    }
    setVisible(shown);
}

/// Nothing is chosen: what goes out is what was asked for now.
void TicketBulkBar::reset()
{
    for (QComboBox *box : {m_agent, m_department, m_status, m_priority})
        box->setCurrentIndex(0);
    m_tags->clear();
    refresh();
}

void TicketBulkBar::refresh()
{
    m_apply->setEnabled(request().has_value());
}

void TicketBulkBar::fillAgents()
{
    fillAgentChoices(m_agent, m_tickets.agents());
}

std::optional<BulkTicketsRequest> TicketBulkBar::request() const
{
    BulkTicketsRequest request;
    request.ids = m_ids;
    const auto chosen = [](const QComboBox *box) { return box->currentData().toString(); };
    switch (static_cast<BulkAction>(m_action->currentIndex())) {
    case BulkAction::Assign: {
        const auto &agents = m_tickets.agents();
        const auto agent = std::find_if(agents.begin(), agents.end(), [&](const auto &each) {
            return each.id == chosen(m_agent);
        });
        const auto department = json::enumFromName<Department>(chosen(m_department));
        if (agent == agents.end() || !department)
            return {};
        request.assign = AssignTicketRequest{agent->id, agent->name, *department};
        break;
    }
    case BulkAction::Status:
        request.status = json::enumFromName<TicketStatus>(chosen(m_status));
        break;
    case BulkAction::Priority:
        request.priority = json::enumFromName<TicketPriority>(chosen(m_priority));
        break;
    default:
        if (const QStringList tags = tagsFromText(m_tags->text()); !tags.isEmpty())
            request.tags = tags;
        break;
    }
    if (!request.assign && !request.status && !request.priority && !request.tags)
        return {};
    return request;
}

void TicketBulkBar::apply()
{
    const auto asked = request();
    if (!asked)
        return;
    for (const QString &id : m_ids) {
        if (const TicketSummary *row = m_tickets.table()->find(id))
            m_numbers.insert(id, row->ticketNumber);
    }
    m_result->hide();
    reset();
    m_queue.add(*asked);
}

void TicketBulkBar::report(const BulkTicketsAnswer &answer)
{
    QString words = tr("%n ticket(s) changed.", nullptr, static_cast<int>(answer.done.size()));
    constexpr int named = 5;
    for (int i = 0; i < qMin<qsizetype>(named, answer.failed.size()); ++i) {
        const BulkFailure &failure = answer.failed.at(i);
        words += QLatin1Char('\n') +
                 tr("%1 stays as it was: %2")
                     .arg(m_numbers.value(failure.id, failure.id), bulkRefusal(failure.code));
    }
    if (answer.failed.size() > named)
        words += QLatin1Char('\n') +
                 tr("… and %n more.", nullptr, static_cast<int>(answer.failed.size()) - named);
    if (!m_queue.isWaiting())
        m_numbers.clear();
    if (answer.failed.isEmpty())
        m_toasts.show({Token::Ok, QStringLiteral("check"), words});
    else // it stays until it is read
        m_result->present(Token::Warn, QStringLiteral("alert"), words);
}

void TicketBulkBar::retranslate()
{
    fillChoices(m_action, {{tr("Assign to"), 0},
                           {tr("Set status"), 1},
                           {tr("Set priority"), 2},
                           {tr("Set tags"), 3}});
    fillOpen(m_status, tr("Status…"), look::choices<TicketStatus>(text::ticketStatus));
    fillOpen(m_priority, tr("Priority…"), look::choices<TicketPriority>(text::ticketPriority));
    fillOpen(m_department, tr("Department…"), look::choices<Department>(text::department));
    fillAgents();
    m_action->setAccessibleName(tr("What to do with the selected tickets"));
    m_agent->setAccessibleName(tr("Assignee"));
    m_department->setAccessibleName(tr("Department"));
    m_status->setAccessibleName(tr("Status"));
    m_priority->setAccessibleName(tr("Priority"));
    m_tags->setPlaceholderText(tr("Tags, separated by commas"));
    m_tags->setAccessibleName(tr("Tags"));
    m_apply->setText(tr("Apply"));
    m_result->retranslate();
    setSelection(m_ids);
}

} // namespace handoff
