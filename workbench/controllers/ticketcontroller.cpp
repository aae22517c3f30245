#include "workbench/controllers/ticketcontroller.h"

#include "shared/contract/errors.h"
#include "shared/rules/ticketrules.h"

namespace handoff {

TicketController::TicketController(ApiClient &api, TicketsController &tickets, DeskController &desk,
                                   QObject *parent)
    : QObject(parent), m_api(api), m_tickets(tickets)
{
    connect(&desk, &DeskController::stopped, this, &TicketController::close);
    connect(&desk, &DeskController::caughtUp, this, [this] {
        if (isOpen())
            m_refresh.restart();
    });
    connect(&desk, &DeskController::event, this, [this](const AnyEvent &event) {
        const auto *updated = eventAs<TicketUpdatedEvent>(event);
        if (updated && !m_id.isEmpty() && updated->ticket.ticketId == m_id)
            told(updated->ticket.version);
    });
}

void TicketController::open(const QString &ticketId)
{
    if (ticketId == m_id)
        return;
    cancelUpload();
    ++m_opening;
    m_id = ticketId;
    m_ticket.reset();
    m_busy.clear();
    m_refresh.cancel();
    m_told = 0;
    m_loadFailed = false;
    emit opened(m_id);
    emit cleared();
    emit changed();
    if (!m_id.isEmpty())
        reload();
}

void TicketController::close()
{
    open({});
}

void TicketController::reload()
{
    if (isOpen())
        m_refresh.want();
}

void TicketController::ask()
{
    m_refresh.await(TicketApi::detail(m_api, m_id), [this](const Result<Ticket> &answer) {
        if (answer) {
            if (std::exchange(m_loadFailed, false)) // what else is said there is still true
                emit cleared();
            take(*answer);
            return;
        }
        emit changed();
        if (!std::exchange(m_loadFailed, true))
            emit failed(answer.error());
    });
    emit changed();
}

/// The answer of an action under way will most likely bring it.
void TicketController::told(qint64 version)
{
    m_told = qMax(m_told, version);
    if (m_busy.isEmpty() && (!m_ticket || m_told > m_ticket->version))
        m_refresh.want();
}

/// The newer one counts: answers and events overtake each other.
void TicketController::take(const Ticket &ticket)
{
    if (!m_ticket || m_ticket->version <= ticket.version)
        m_ticket = ticket;
    m_tickets.apply(ticket);
    emit changed();
}

QList<TicketStatus> TicketController::moves() const
{
    return m_ticket ? TicketRules::next(m_ticket->status) : QList<TicketStatus>();
}

void TicketController::setBusy(TicketAction action, bool busy)
{
    if (busy)
        m_busy.insert(static_cast<int>(action));
    else
        m_busy.remove(static_cast<int>(action));
    emit changed();
}

/// After what it has brought: did somebody else change more meanwhile?
void TicketController::actionEnded(TicketAction action)
{
    setBusy(action, false);
    told(0);
}

void TicketController::act(TicketAction action, const Later<Ticket> &later)
{
    setBusy(action, true);
    later.then(this, [this, action, opening = m_opening](const Result<Ticket> &answer) {
        if (opening != m_opening)
            return;
        if (answer)
            take(*answer);
        actionEnded(action);
        if (answer) {
            emit cleared();
            emit done(action);
            return;
        }
        if (answer.error().code != errors::ticketConflict().code) {
            emit failed(answer.error());
            return;
        }
        emit conflict();
        reload();
    });
}

void TicketController::edit(const PatchTicketRequest &request)
{
    act(TicketAction::Edit, TicketApi::edit(m_api, m_id, request));
}

void TicketController::assign(const AvailableAgent &agent, Department department)
{
    act(TicketAction::Assign, TicketApi::assign(m_api, m_id, {agent.id, agent.name, department}));
}

void TicketController::setStatus(TicketStatus status, const QString &comment)
{
    act(TicketAction::Status,
        TicketApi::setStatus(m_api, m_id,
                             {status, comment.isEmpty() ? std::nullopt : std::optional(comment)}));
}

void TicketController::comment(const TicketCommentRequest &request)
{
    act(TicketAction::Comment, TicketApi::comment(m_api, m_id, request));
}

// ---- files --------------------------------------------------------------------------------------

void TicketController::upload(const QString &file)
{
    if (m_upload || m_id.isEmpty())
        return;
    m_upload = TicketApi::upload(m_api, m_id, file, this);
    setBusy(TicketAction::Attach, true);
    connect(m_upload, &FileTransfer::progress, this, [this, file](qint64 sent, qint64 total) {
        if (total > 0)
            emit uploadChanged(file, sent, total);
    });
    const auto ended = [this, file] {
        m_upload.clear();
        actionEnded(TicketAction::Attach);
        emit uploadChanged(file, 0, 0);
    };
    connect(m_upload, &FileTransfer::done, this, [this, ended] {
        ended();
        emit done(TicketAction::Attach);
        reload();
    });
    connect(m_upload, &FileTransfer::failed, this, [this, ended](const Error &error) {
        ended();
        emit failed(error);
    });
}

void TicketController::cancelUpload()
{
    if (!m_upload)
        return;
    const QString file = m_upload->file();
    m_upload->cancel();
    m_upload.clear();
    setBusy(TicketAction::Attach, false);
    emit uploadChanged(file, 0, 0);
}

void TicketController::download(const QString &attachmentId, const QString &file)
{
    FileTransfer *transfer = TicketApi::download(m_api, m_id, attachmentId, file, this);
    connect(transfer, &FileTransfer::done, this, [this, file] { emit downloaded(file); });
    connect(transfer, &FileTransfer::failed, this, &TicketController::failed);
}

void TicketController::removeAttachment(const QString &attachmentId)
{
    setBusy(TicketAction::Attach, true);
    TicketApi::removeAttachment(m_api, m_id, attachmentId)
        .then(this, [this, opening = m_opening](const Result<void> &answer) {
            if (opening != m_opening)
                return;
            actionEnded(TicketAction::Attach);
            if (answer)
                reload();
            else
                emit failed(answer.error());
        });
}

} // namespace handoff
