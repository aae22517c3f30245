#include "workbench/controllers/ticketcontroller.h"

#include "shared/contract/errors.h"
#include "shared/rules/ticketrules.h"
#include "workbench/api/future.h"

namespace handoff {

TicketController::TicketController(ApiClient &api, TicketsController &tickets, DeskController &desk,
                                   QObject *parent)
    : QObject(parent), m_api(api), m_tickets(tickets)
{
    connect(&desk, &DeskController::stopped, this, &TicketController::close);
    connect(&desk, &DeskController::caughtUp, this, &TicketController::reload);
    connect(&desk, &DeskController::event, this,
            [this](const QString &type, const QJsonObject &payload) {
                if (m_id.isEmpty() || type != eventtype::ticketUpdated)
                    return;
                const auto event =
                    json::fromJson<TicketUpdatedEvent>(QJsonValue(payload), json::Mode::Lenient);
                if (!event || event->ticket.ticketId != m_id || !m_ticket ||
                    event->ticket.version <= m_ticket->version || !m_busy.isEmpty())
                    return;
                reload();
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
    m_loading = false;
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
    if (m_id.isEmpty())
        return;
    m_loading = true;
    emit changed();
    whenDone(TicketApi::detail(m_api, m_id), this,
             [this, opening = m_opening](const Result<Ticket> &answer) {
                 if (opening != m_opening)
                     return;
                 m_loading = false;
                 if (answer) {
                     emit cleared();
                     take(*answer);
                 } else {
                     emit changed();
                     emit failed(answer.error());
                 }
             });
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

void TicketController::act(TicketAction action, const QFuture<Result<Ticket>> &future)
{
    setBusy(action, true);
    whenDone(future, this, [this, action, opening = m_opening](const Result<Ticket> &answer) {
        if (opening != m_opening)
            return;
        setBusy(action, false);
        if (answer) {
            emit cleared();
            take(*answer);
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
        setBusy(TicketAction::Attach, false);
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
    whenDone(TicketApi::removeAttachment(m_api, m_id, attachmentId), this,
             [this, opening = m_opening](const Result<void> &answer) {
                 if (opening != m_opening)
                     return;
                 setBusy(TicketAction::Attach, false);
                 if (answer)
                     reload();
                 else
                     emit failed(answer.error());
             });
}

} // namespace handoff
