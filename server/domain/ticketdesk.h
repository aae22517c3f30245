#pragma once

#include "server/domain/actor.h"
#include "server/store/ticketstore.h"
#include "shared/contract/event.h"
#include "shared/contract/ticketrequests.h"

/// Private to server/domain: what several use cases of tickets share.
namespace handoff::ticketdesk {

/// Everything that hangs on the row, with the SLA status of now.
Ticket whole(Tx &tx, TicketRow row);
/// An event about the ticket, for every agent.
template<typename Event>
StoredEvent stored(const Event &event, const TicketRow &row)
{
    const QString session = row.sessionId.value_or(QString());
    return {0, event.type, session, Audience::Agents, {}, json::toJson(event), {}};
}

/// 422 when the text is not `min` to `max` characters; blank is nothing.
Result<void> checkLength(const QString &path, const QString &text, int min, int max);
Result<void> checkTitle(const QString &title);
Result<void> checkDescription(const QString &description);
/// Trimmed, no doubles; 422 for more than 20 or one that is not 1..50 characters.
Result<QStringList> checkedTags(const QStringList &tags);

/// One change of one ticket: collects what happens, then saves the row with compare-and-set and
/// announces. Nothing is written before finish(). Lives inside one use case.
class Change
{
public:
    Change(Tx &tx, TicketRow row, const Actor &actor);
    /// The ticket that is to be changed; 404.
    static Result<Change> of(Tx &tx, const QString &ticketId, const Actor &actor);

    TicketRow &row() { return m_row; }

    /// To nobody, when there is no assignee: the department alone has it.
    void assign(const std::optional<Agent> &assignee, Department department);
    /// 409 INVALID_TRANSITION. Keeps the times of response, resolution and closing.
    Result<void> move(TicketStatus to, const std::optional<QString> &comment);
    void comment(const QString &content, const QStringList &mentions, bool isInternal);
    /// Takes over what is given and different; open tickets get the deadlines of their new pair.
    void update(const PatchTicketRequest &request);
    /// A line of the activity log.
    void note(const QString &action, const QString &description, const QJsonObject &details = {});

    bool changed() const { return !m_activities.isEmpty(); }
    /// Saves and announces. TICKET_CONFLICT when another server was faster.
    Result<void> finish();
    /// The same for a row that is not in the database yet.
    void insert();

private:
    void standNow();
    void complete();
    QString operatorName() const;

    Tx &m_tx;
    TicketRow m_row;
    const Actor &m_actor;
    QList<TicketActivity> m_activities;
    std::optional<TicketComment> m_comment;
};

/// The account is going: its tickets that are not closed belong to their departments alone.
Result<void> assigneeLeft(Tx &tx, const QString &agentId, const Actor &actor);

/// The customer wrote: the session's tickets that waited for it go on.
Result<void> customerWrote(Tx &tx, const QString &sessionName,
                           const std::optional<QString> &ticketId);

} // namespace handoff::ticketdesk
