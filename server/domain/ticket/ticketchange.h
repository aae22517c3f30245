#pragma once

#include "server/domain/actor.h"
#include "server/store/ticket/ticketstore.h"
#include "shared/contract/ticketrequests.h"

namespace handoff {

/// One change of one ticket: collects what happens, then saves the row with compare-and-set and
/// announces. Nothing is written before finish(). Lives inside one use case.
class TicketChange
{
public:
    TicketChange(Tx &tx, TicketRow row, const Actor &actor);
    /// The ticket that is to be changed; 404.
    static Result<TicketChange> of(Tx &tx, const QString &ticketId, const Actor &actor);

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

    /// A line of backend.log.
    void log(QLatin1String event) const;

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

} // namespace handoff
