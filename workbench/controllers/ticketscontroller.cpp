#include "workbench/controllers/ticketscontroller.h"

#include "workbench/api/agentapi.h"

#include "shared/contract/limits.h"

namespace handoff {

namespace {

constexpr int pageSize = 50;
constexpr int reloadMs = 800;

template<typename E>
bool matches(const QString &wanted, E value)
{
    return wanted.isEmpty() || wanted == json::enumName(value);
}

} // namespace

TicketsController::TicketsController(ApiClient &api, DeskController &desk, QObject *parent)
    : QObject(parent), m_api(api), m_desk(desk)
{
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_table.tick(now());
        emit ticked();
    });
    m_reload.setSingleShot(true);
    m_reload.setInterval(reloadMs);
    connect(&m_reload, &QTimer::timeout, this, [this] {
        if (m_shown)
            reload();
        else
            m_stale = true;
    });
    connect(&desk, &DeskController::stopped, this, &TicketsController::stop);
    connect(&desk, &DeskController::event, this, &TicketsController::onEvent);
    connect(&desk, &DeskController::caughtUp, &m_reload, qOverload<>(&QTimer::start));
}

void TicketsController::show()
{
    m_shown = true;
    m_tick.start();
    m_table.tick(now());
    if (m_stale)
        reload();
}

void TicketsController::hide()
{
    m_shown = false;
    m_tick.stop();
    if (!isLoading()) // nobody sees it: what failed is asked again at the next visit
        m_refresh.cancel();
}

void TicketsController::stop()
{
    ++m_account;
    m_refresh.cancel();
    m_reload.stop();
    m_filter = standing();
    m_pages.clear();
    m_agents.clear();
    m_total = -1;
    m_busy = false;
    m_stale = true;
    m_table.assign({});
    emit changed();
}

TicketQuery TicketsController::standing()
{
    TicketQuery query;
    query.open = true;
    return query;
}

void TicketsController::setFilter(const TicketQuery &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    m_table.assign({});
    m_total = -1;
    reload();
}

/// As many pages as are shown, in one go: what is on the screen is compared, not thrown away.
void TicketsController::reload()
{
    m_stale = false;
    m_reload.stop();
    m_refresh.restart();
}

void TicketsController::loadAll()
{
    m_pages.clear();
    m_during.clear();
    load(1, true);
}

void TicketsController::loadMore()
{
    if (isLoading() || !hasMore())
        return;
    m_refresh.cancel();
    m_during.clear();
    m_pages = m_table.rows();
    load(m_table.rowCount() / pageSize + 1, false);
}

void TicketsController::load(int page, bool keepRest)
{
    const int lastPage = keepRest ? qMax(1, (m_table.rowCount() + pageSize - 1) / pageSize) : page;
    m_refresh.await(TicketApi::list(m_api, m_filter, page, pageSize),
                    [this, page, lastPage](const Result<TicketPage> &answer) {
                        if (answer) {
                            take(*answer, page, lastPage);
                            return;
                        }
                        m_stale = true;
                        emit changed();
                        emit failed(answer.error());
                    });
    emit changed();
}

void TicketsController::take(const TicketPage &page, int number, int lastPage)
{
    m_pages += page.items;
    m_total = page.total;
    if (number < lastPage && number < page.totalPages) {
        load(number + 1, true);
        return;
    }
    // A ticket that came in meanwhile pushes another one onto the next page: the first counts.
    m_table.assign(std::exchange(m_pages, {}));
    m_table.tick(now());
    if (page.items.isEmpty()) // the end, whatever the total says
        m_total = m_table.rowCount();
    for (const TicketSummary &ticket : std::exchange(m_during, {})) // newer than the pages
        apply(ticket);
    emit changed();
    emit loaded();
}

// ---- events -------------------------------------------------------------------------------------

void TicketsController::onEvent(const AnyEvent &event)
{
    if (const auto *updated = eventAs<TicketUpdatedEvent>(event)) {
        if (!updated->ticket.ticketId.isEmpty())
            apply(updated->ticket);
    } else if (const auto *sla = eventAs<TicketSlaEvent>(event)) {
        const TicketSummary *row = m_table.find(sla->ticketId);
        if (row) {
            TicketSummary ticket = *row;
            ticket.slaStatus = sla->slaStatus;
            m_table.update(ticket);
        }
        if (isLoading() || (!row && !m_filter.slaStatus.isEmpty()))
            m_reload.start(); // the page under way may have been made before it
    }
}

bool TicketsController::mayPass(const TicketSummary &t) const
{
    return matches(m_filter.status, t.status) && matches(m_filter.department, t.department) &&
           matches(m_filter.category, t.category) && matches(m_filter.priority, t.priority) &&
           matches(m_filter.slaStatus, t.slaStatus) &&
           !(m_filter.open && t.status == TicketStatus::Closed) &&
           (m_filter.assigneeId.isEmpty() || m_filter.assigneeId == t.assigneeId ||
            (m_filter.assigneeId == u"unassigned" && !t.assigneeId));
}

void TicketsController::apply(const TicketSummary &ticket)
{
    if (isLoading())
        m_during.append(ticket);
    const TicketSummary *row = m_table.find(ticket.ticketId);
    if (row && row->version > ticket.version)
        return;
    if (!mayPass(ticket)) {
        if (row) {
            m_table.remove(ticket.ticketId);
            m_total = qMax<qint64>(0, m_total - 1);
            emit changed();
        }
        return;
    }
    if (row) {
        const bool moves = row->priority != ticket.priority;
        m_table.update(ticket);
        if (!moves)
            return;
    }
    if (m_total >= 0) // its place is the server's to say
        m_reload.start();
}

// ---- actions ------------------------------------------------------------------------------------

/// An answer to somebody who has left counts for nobody.
template<typename T, typename F>
void TicketsController::await(const Later<T> &later, F take)
{
    later.then(this, [this, take, account = m_account](const Result<T> &answer) mutable {
        if (account == m_account)
            take(answer);
    });
}

void TicketsController::create(const CreateTicketRequest &request)
{
    m_busy = true;
    emit changed();
    await(TicketApi::create(m_api, request), [this](const Result<Ticket> &answer) {
        m_busy = false;
        emit changed();
        if (!answer) {
            emit createFailed(answer.error());
            return;
        }
        apply(*answer);
        emit created(*answer);
    });
}

void TicketsController::bulk(const BulkTicketsRequest &request)
{
    if (m_busy || request.ids.isEmpty())
        return;
    m_busy = true;
    m_bulk = request;
    m_bulkDone = {};
    emit changed();
    nextBulk();
}

void TicketsController::nextBulk()
{
    BulkTicketsRequest part = m_bulk;
    part.ids = m_bulk.ids.mid(0, limits::bulk);
    m_bulk.ids = m_bulk.ids.mid(limits::bulk);
    await(TicketApi::bulk(m_api, part), [this](const Result<BulkTicketsAnswer> &answer) {
        if (answer) {
            m_bulkDone.done += answer->done;
            m_bulkDone.failed += answer->failed;
            if (!m_bulk.ids.isEmpty()) {
                nextBulk();
                return;
            }
        }
        m_busy = false;
        emit changed();
        reload();
        if (answer)
            emit bulkDone(m_bulkDone);
        else
            emit bulkFailed(answer.error());
    });
}

FileTransfer *TicketsController::exportCsv(const QString &file)
{
    return TicketApi::exportCsv(m_api, m_filter, file, this);
}

void TicketsController::loadAgents()
{
    await(AgentApi::available(m_api), [this](const Result<AvailableAgents> &answer) {
        if (!answer || answer->items == m_agents)
            return;
        m_agents = answer->items;
        emit agentsChanged();
    });
}

} // namespace handoff
