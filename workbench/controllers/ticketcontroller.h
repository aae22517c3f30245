#pragma once

#include "workbench/api/filetransfer.h"
#include "workbench/controllers/refresh.h"
#include "workbench/controllers/ticketscontroller.h"

#include <QPointer>

namespace handoff {

/// What can be done to the open ticket.
enum class TicketAction { Edit, Assign, Status, Comment, Attach };

/// The open ticket: its state, its actions, its files. GUI thread. Every answer is checked against
/// the ticket that is open when it comes.
class TicketController : public QObject
{
    Q_OBJECT

public:
    TicketController(ApiClient &api, TicketsController &tickets, DeskController &desk,
                     QObject *parent = nullptr);

    /// Shows what the list knows at once, then loads.
    void open(const QString &ticketId);
    void close();
    void reload();
    bool isOpen() const { return !m_id.isEmpty(); }
    const QString &ticketId() const { return m_id; }
    /// The whole ticket; empty until it is loaded.
    const std::optional<Ticket> &ticket() const { return m_ticket; }
    bool isLoading() const { return m_refresh.isAsking(); }
    bool isBusy(TicketAction action) const { return m_busy.contains(static_cast<int>(action)); }
    /// The moves that the server will accept (shared/rules/ticketrules).
    QList<TicketStatus> moves() const;

    /// With the `version` that the form began with; conflict() when it is stale.
    void edit(const PatchTicketRequest &request);
    void assign(const AvailableAgent &agent, Department department);
    void setStatus(TicketStatus status, const QString &comment = {});
    void comment(const TicketCommentRequest &request);

    /// Starts to send a file; uploadChanged() tells how far it is.
    void upload(const QString &file);
    void cancelUpload();
    void download(const QString &attachmentId, const QString &file);
    void removeAttachment(const QString &attachmentId);

signals:
    /// Another ticket is open (or none: empty id).
    void opened(const QString &ticketId);
    /// ticket(), isLoading() or isBusy() changed.
    void changed();
    /// Loading (once, its repetitions are silent) or an action failed; the next success clears it.
    void failed(const handoff::Error &error);
    void cleared();
    /// The edit was refused because somebody else was faster; ticket() follows by itself.
    void conflict();
    /// The server carried it out.
    void done(handoff::TicketAction action);
    /// Bytes; `total` 0: none under way.
    void uploadChanged(const QString &file, qint64 sent, qint64 total);
    void downloaded(const QString &file);

private:
    void ask();
    void told(qint64 version);
    void take(const Ticket &ticket);
    void act(TicketAction action, const Later<Ticket> &later);
    void setBusy(TicketAction action, bool busy);
    void actionEnded(TicketAction action);

    ApiClient &m_api;
    TicketsController &m_tickets;
    QString m_id;
    quint64 m_opening = 0;
    std::optional<Ticket> m_ticket;
    QSet<int> m_busy;
    QPointer<FileTransfer> m_upload;
    Refresh m_refresh{[this] { ask(); }};
    qint64 m_told = 0;         ///< version of which an event told while an action was under way
    bool m_loadFailed = false; ///< and said so
};

} // namespace handoff
