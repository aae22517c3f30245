#pragma once

#include "workbench/api/ticketapi.h"
#include "workbench/controllers/deskcontroller.h"
#include "workbench/controllers/refresh.h"
#include "workbench/models/tickettable.h"

namespace handoff {

/// The list of tickets with its filter and its pages, and what is done to many at once. Loads by
/// REST and then lives from the desk's events. GUI thread.
class TicketsController : public QObject
{
    Q_OBJECT

public:
    TicketsController(ApiClient &api, DeskController &desk, QObject *parent = nullptr);

    /// Loads when nothing was loaded yet; badges tick while the room is on the screen.
    void show();
    void hide();
    /// After sign-out: nothing is kept.
    void stop();

    TicketTable *table() { return &m_table; }
    const TicketQuery &filter() const { return m_filter; }
    /// What is shown when nobody asks for anything else: all that are not closed.
    static TicketQuery standing();
    void setFilter(const TicketQuery &filter);
    void reload();
    void loadMore();
    bool isLoading() const { return m_refresh.isAsking(); }
    bool hasMore() const { return m_table.rowCount() < m_total; }
    /// The server's number of tickets of the filter; -1 before it is known.
    qint64 total() const { return m_total; }

    /// created() or createFailed() answers.
    void create(const CreateTicketRequest &request);
    /// bulkDone() or bulkFailed() answers; ids over the contract's 100 go in several calls.
    void bulk(const BulkTicketsRequest &request);
    bool isBusy() const { return m_busy; }
    /// Writes all tickets of the filter to `file`; the caller connects to the transfer.
    FileTransfer *exportCsv(const QString &file);

    /// Colleagues to give a ticket to, with their load; asked anew by loadAgents().
    const QList<AvailableAgent> &agents() const { return m_agents; }
    void loadAgents();

    /// A ticket changed here: the row follows without waiting for the event.
    void apply(const TicketSummary &ticket);
    Timestamp now() const { return m_desk.serverNow(); }
    const Agent &me() const { return m_desk.me(); }

signals:
    /// isLoading(), total(), hasMore() or isBusy() changed.
    void changed();
    void failed(const handoff::Error &error);
    /// The list is right again.
    void loaded();
    void created(const handoff::Ticket &ticket);
    void createFailed(const handoff::Error &error);
    void bulkDone(const handoff::BulkTicketsAnswer &answer);
    void bulkFailed(const handoff::Error &error);
    void agentsChanged();
    /// Once a second while the room is shown.
    void ticked();

private:
    void loadAll();
    void load(int page, bool keepRest);
    void take(const TicketPage &page, int number, int lastPage);
    template<typename T, typename F>
    void await(const Later<T> &later, F take);
    void onEvent(const AnyEvent &event);
    bool mayPass(const TicketSummary &ticket) const;
    void nextBulk();

    ApiClient &m_api;
    DeskController &m_desk;
    TicketTable m_table;
    TicketQuery m_filter = standing();
    QList<TicketSummary> m_pages; ///< of a load so far
    QList<AvailableAgent> m_agents;
    QList<TicketSummary> m_during; ///< what changed while pages were asked for
    qint64 m_total = -1;
    quint64 m_account = 0; ///< counts the agents who sat here
    Refresh m_refresh{[this] { loadAll(); }};
    bool m_shown = false;
    bool m_stale = true; ///< something changed while nobody looked
    bool m_busy = false;
    BulkTicketsRequest m_bulk;    ///< what is still to be sent
    BulkTicketsAnswer m_bulkDone; ///< of the calls so far
    QTimer m_tick;
    QTimer m_reload;
};

} // namespace handoff
