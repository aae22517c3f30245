#include "workbench/ui/tickets/ticketfilters.h"

#include "shared/text/displaytext.h"
#include "workbench/controllers/ticketscontroller.h"
#include "workbench/ui/common/flowlayout.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/tickets/ticketlook.h"

#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace handoff {

namespace {

template<typename E>
void fill(QComboBox *box, const QString &all, QString (*words)(E))
{
    QList<QPair<QString, QVariant>> choices{{all, QString()}};
    fillChoices(box, choices + look::choices<E>(words));
}

} // namespace

TicketFilters::TicketFilters(const Theme &theme, TicketsController &tickets, QWidget *parent)
    : QFrame(parent), m_tickets(tickets), m_search(new QLineEdit), m_status(new ComboBox(theme)),
      m_priority(new ComboBox(theme)), m_category(new ComboBox(theme)),
      m_department(new ComboBox(theme)), m_assignee(new ComboBox(theme)),
      m_sla(new ComboBox(theme)), m_clear(new QPushButton), m_export(new QPushButton),
      m_new(new QPushButton)
{
    m_search->setObjectName(QStringLiteral("ticketSearch"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme.icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_new->setObjectName(QStringLiteral("newTicket"));
    m_new->setIcon(theme.icon(QStringLiteral("plus"), Token::OnBrand));
    setPrimary(m_new);
    m_export->setObjectName(QStringLiteral("exportTickets"));
    m_export->setIcon(theme.icon(QStringLiteral("download")));
    m_clear->setObjectName(QStringLiteral("clearTicketFilters"));
    m_clear->setProperty("link", true);

    auto *top = new QHBoxLayout;
    top->setSpacing(space::sibling);
    top->addWidget(m_search, 1);
    top->addWidget(m_export);
    top->addWidget(m_new);
    auto *views = new FlowLayout(space::badge);
    for (const char *name :
         {"ticketsOpen", "ticketsMine", "ticketsUnassigned", "ticketsOverdue", "ticketsClosed"}) {
        auto *button = new QToolButton;
        button->setObjectName(QString::fromLatin1(name));
        button->setCheckable(true);
        button->setProperty("tab", true);
        button->setFocusPolicy(Qt::TabFocus);
        const auto view = static_cast<View>(m_views.size());
        connect(button, &QToolButton::clicked, this, [this, view] { choose(view); });
        views->addWidget(button);
        m_views.append(button);
    }
    auto *row = new FlowLayout(space::badge);
    const struct
    {
        QComboBox *box;
        const char *name;
    } boxes[] = {{m_status, "ticketStatusFilter"},     {m_priority, "ticketPriorityFilter"},
                 {m_category, "ticketCategoryFilter"}, {m_department, "ticketDepartmentFilter"},
                 {m_assignee, "ticketAssigneeFilter"}, {m_sla, "ticketSlaFilter"}};
    for (const auto &[box, name] : boxes) {
        box->setObjectName(QString::fromLatin1(name));
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents); // its words are never cut
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        row->addWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, &TicketFilters::apply);
    }
    row->addWidget(m_clear);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::card, space::card, space::card, space::sibling);
    column->setSpacing(space::sibling);
    column->addLayout(top);
    column->addLayout(views);
    column->addLayout(row);

    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(250);
    connect(&m_searchTimer, &QTimer::timeout, this, &TicketFilters::apply);
    connect(m_search, &QLineEdit::textChanged, &m_searchTimer, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, &TicketFilters::apply);
    connect(m_clear, &QPushButton::clicked, this, &TicketFilters::clear);
    connect(&tickets, &TicketsController::agentsChanged, this, &TicketFilters::fillAssignees);
    retranslate();
}

void TicketFilters::fillAssignees()
{
    QList<QPair<QString, QVariant>> choices{{tr("Assignee"), QString()},
                                            {tr("Nobody yet"), QStringLiteral("unassigned")}};
    const Agent &me = m_tickets.me();
    if (!me.id.isEmpty())
        choices.append({tr("Mine"), me.id});
    for (const AvailableAgent &agent : m_tickets.agents()) {
        if (agent.id != me.id)
            choices.append({agent.name, agent.id});
    }
    fillChoices(m_assignee, choices);
    if (m_assignee->currentIndex() < 0) // who was chosen has gone offline
        m_assignee->setCurrentIndex(0);
}

void TicketFilters::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void TicketFilters::clear()
{
    {
        const QSignalBlocker quiet(m_search);
        m_search->clear();
    }
    for (QComboBox *box : {m_status, m_priority, m_category, m_department, m_assignee, m_sla}) {
        const QSignalBlocker quiet(box);
        box->setCurrentIndex(0);
    }
    apply();
}

bool TicketFilters::isAnySet() const
{
    return m_tickets.filter() != queryOf(View::Open);
}

TicketQuery TicketFilters::queryOf(View view) const
{
    TicketQuery query;
    query.open = view != View::Closed;
    switch (view) {
    case View::Open:
        break;
    case View::Mine:
        query.assigneeId = m_tickets.me().id;
        break;
    case View::Unassigned:
        query.assigneeId = QStringLiteral("unassigned");
        break;
    case View::Overdue:
        query.slaStatus = json::enumName(SlaStatus::Breached);
        break;
    case View::Closed:
        query.status = json::enumName(TicketStatus::Closed);
        break;
    }
    return query;
}

void TicketFilters::choose(View view)
{
    const TicketQuery query = queryOf(view);
    const std::pair<QComboBox *, QString> values[] = {
        {m_status, query.status},       {m_priority, query.priority},
        {m_category, query.category},   {m_department, query.department},
        {m_assignee, query.assigneeId}, {m_sla, query.slaStatus}};
    for (const auto &[box, value] : values) {
        const QSignalBlocker quiet(box);
        handoff::choose(box, value);
    }
    apply();
}

/// The view that the filters make, whoever set them.
void TicketFilters::refreshViews()
{
    TicketQuery shown = m_tickets.filter();
    shown.keyword.clear();
    for (qsizetype i = 0; i < m_views.size(); ++i)
        m_views.at(i)->setChecked(shown == queryOf(static_cast<View>(i)));
}

void TicketFilters::apply()
{
    m_searchTimer.stop();
    TicketQuery query;
    query.status = m_status->currentData().toString();
    query.priority = m_priority->currentData().toString();
    query.category = m_category->currentData().toString();
    query.department = m_department->currentData().toString();
    query.assigneeId = m_assignee->currentData().toString();
    query.slaStatus = m_sla->currentData().toString();
    query.keyword = displaytext::trimmed(m_search->text());
    query.open = query.status != json::enumName(TicketStatus::Closed); // closed ones stand apart
    m_tickets.setFilter(query);
    m_clear->setVisible(isAnySet());
    refreshViews();
}

void TicketFilters::retranslate()
{
    m_search->setPlaceholderText(tr("Search number, title, customer or text"));
    m_search->setAccessibleName(tr("Search tickets"));
    fill<TicketStatus>(m_status, tr("Status"), text::ticketStatus);
    fill<TicketPriority>(m_priority, tr("Priority"), text::ticketPriority);
    fill<TicketCategory>(m_category, tr("Category"), text::ticketCategory);
    fill<Department>(m_department, tr("Department"), text::department);
    fill<SlaStatus>(m_sla, tr("SLA"), text::slaStatus);
    fillAssignees();
    m_status->setAccessibleName(tr("Filter by status"));
    m_priority->setAccessibleName(tr("Filter by priority"));
    m_category->setAccessibleName(tr("Filter by category"));
    m_department->setAccessibleName(tr("Filter by department"));
    m_assignee->setAccessibleName(tr("Filter by assignee"));
    m_sla->setAccessibleName(tr("Filter by SLA"));
    const QStringList views{tr("Open"), tr("Mine"), tr("Unassigned"), tr("Overdue"), tr("Closed")};
    for (qsizetype i = 0; i < views.size(); ++i)
        m_views.at(i)->setText(views.at(i));
    refreshViews();
    m_clear->setText(tr("Clear"));
    m_clear->setVisible(isAnySet());
    setHint(m_clear, tr("Show all tickets"));
    m_export->setText(tr("Export"));
    setHint(m_export, tr("Save the tickets of this filter as CSV"));
    m_new->setText(tr("New ticket"));
    setHint(m_new, tr("New ticket"), QKeySequence(Qt::CTRL | Qt::Key_N));
}

} // namespace handoff
