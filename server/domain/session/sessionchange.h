#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/domain/reactions.h"
#include "server/store/session/messagestore.h"
#include "server/store/session/sessionstore.h"
#include "server/store/storedevent.h"
#include "shared/rules/sessionrules.h"

namespace handoff {

/// One change of one session: collects transitions, messages and events, then saves the row with
/// compare-and-set and announces in the order of the calls. Lives inside one use case.
class SessionChange
{
public:
    SessionChange(Tx &tx, const DeskPolicy &policy, SessionRow row);

    SessionRow &row() { return m_row; }
    /// The row was changed beyond what messages change.
    void touch() { m_whole = true; }

    /// One transition of the state table; 409 INVALID_STATUS when it is refused. `auditReason`
    /// stands in the audit trail, `eventReason` in `status_change`.
    Result<void> move(SessionRules::Action action, const Actor &actor, const QString &auditReason,
                      const QString &eventReason);

    /// A live session gets another owner (audited and announced as `transferred`).
    void passTo(const AgentRef &agent, const Actor &actor);

    /// manual_live → pending_manual: the owner is gone, the wait begins anew.
    Result<void> backToQueue(const Actor &actor, const QString &auditReason,
                             const QString &eventReason);

    /// Does the client of `actor` have room in the queue of humans, or will the session not wait
    /// there? VIPs, agents and the system always have.
    bool mayQueue(const Actor &actor) const;
    /// A human is wanted: begins an episode; out of shift goes on to after_hours_email. Is logged.
    struct Escalated
    {
        bool isInShift = true;
        bool mailQueued = false;
        bool changed = false;
    };
    Result<Escalated> escalate(EscalationReason reason, Severity severity, const QString &details,
                               const Actor &actor, const QString &eventReason);
    /// Forgets escalation, owner and failures, and ends the episode.
    void endEpisode();

    /// Appends a message; seq and time are given here (messagetimes.h). What a customer writes is
    /// for a human.
    Message add(MessageRow message);
    /// Appends a customer's question to the AI, and keeps the place behind it for the answer, with
    /// the time that is the session's last one now. Returns its seq.
    qint64 ask(MessageRow question, Timestamp receivedAt);
    /// The answer at its place, seq and time; `answered`: the customer's messages up to the
    /// question.
    Message answer(MessageRow answer, qint64 answered);
    /// A system text to customer and agents.
    Message addSystem(const QString &text);
    /// This was the customer's question of an AI turn, his first message or not: auto-replies look
    /// at it.
    void customerWrote(const QString &text, bool first);

    /// Announces `agent_updated` for this agent at the end: his load changed.
    void agentChanged(const QString &agentId);

    /// Adds what auto-replies have to say, saves and announces. VERSION_CONFLICT when another
    /// server was faster.
    Result<void> finish();

    /// The urgent words of a customer's text come into his session; true when there was a new one.
    static bool noteUrgent(SessionHead &head, const DeskPolicy &policy, const QString &text);

    bool hasMoved() const { return !m_transitions.isEmpty(); }
    /// Lines of backend.log, named `event`, for the transitions since the last call; `extra` stands
    /// in the last one.
    void log(QLatin1String event, const QJsonObject &extra = {});

private:
    Message told(const MessageRow &message);
    void customerSaid(const MessageRow &message);
    void moved(SessionStatus to, const Actor &actor, const QString &auditReason,
               const QString &eventReason);

    Tx &m_tx;
    const DeskPolicy &m_policy;
    SessionRow m_row;
    bool m_whole = false;
    bool m_ownerLeft = false; ///< a transfer that waits has lost its reason
    QList<AuditEntry> m_transitions;
    qsizetype m_logged = 0; ///< of them
    QList<StoredEvent> m_events;
    QStringList m_agents;
    Occasion m_occasion;
};

} // namespace handoff
