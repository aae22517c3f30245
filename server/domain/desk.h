#pragma once

#include "server/domain/actor.h"
#include "server/domain/autoreplytriggers.h"
#include "server/domain/policy.h"
#include "server/store/agentstore.h"
#include "server/store/messagestore.h"
#include "server/store/sessionstore.h"
#include "shared/contract/event.h"
#include "shared/rules/sessionrules.h"

/// Private to server/domain: what several use cases share.
namespace handoff::desk {

// ---- from rows to the contract ------------------------------------------------------------------

/// `history` and everything else of SessionState; a customer gets his view of it (customerview.h).
SessionState stateOf(Tx &tx, const DeskPolicy &policy, const SessionRow &row, const Actor &viewer);
/// A message as this reader may see it: the `client_message_id` is for who sent the message, so
/// that he knows it again. A customer is the sender of what was written without an agent's token.
Message seenBy(const Actor &viewer, Message message);
/// `unread` is 0, as events want it.
SessionSummary summaryOf(const SessionHead &head, Timestamp now);
/// First 50 characters, then `…`.
QString previewOf(const QString &text);
/// 422 for a text that is blank or longer than `max` characters.
Result<void> checkText(const QString &path, const QString &text, int max);
/// 422 for a `client_message_id` that is too long.
Result<void> checkClientId(const QString &id);
/// `text` with each `<key>` replaced.
QString filled(QString text, QLatin1String key, const QString &value);

// ---- announcing ---------------------------------------------------------------------------------

void announceMessage(Tx &tx, const QString &sessionName, const Message &message);
/// The message to the other side: of agents and the system to all, of customers to agents.
void announceManual(Tx &tx, const QString &sessionName, const Message &message);
void announceSummary(Tx &tx, const SessionHead &head);
void announceAgent(Tx &tx, const Agent &agent);
void announceCatalog(Tx &tx, Catalog what);

// ---- changing a session -------------------------------------------------------------------------

/// The session that is to be changed; 404.
Result<SessionRow> forChange(Tx &tx, const QString &name);

/// One change of one session: collects transitions, messages and events, then saves the row with
/// compare-and-set and announces in the order of the calls. Lives inside one use case.
class Change
{
public:
    Change(Tx &tx, const DeskPolicy &policy, SessionRow row);

    SessionRow &row() { return m_row; }
    /// The row was changed beyond what messages change.
    void touch() { m_whole = true; }

    /// One transition of the state table; 409 INVALID_STATUS when it is refused. `auditReason`
    /// stands in the audit trail, `eventReason` in `status_change`.
    Result<void> move(SessionRules::Action action, const Actor &actor, const QString &auditReason,
                      const QString &eventReason);

    /// A live session gets another owner (audited and announced as `transferred`).
    void passTo(const AgentRef &agent, const Actor &actor);

    /// Does the client of `actor` have room in the queue of humans, or will the session not wait
    /// there? VIPs, agents and the system always have.
    bool mayQueue(const Actor &actor) const;
    /// A human is wanted: begins an episode; out of shift goes on to after_hours_email.
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

    QList<AuditEntry> transitions() const { return m_transitions; }

private:
    Message told(const MessageRow &message);
    void customerSaid(const QString &text);
    void moved(SessionStatus to, const Actor &actor, const QString &auditReason,
               const QString &eventReason);

    Tx &m_tx;
    const DeskPolicy &m_policy;
    SessionRow m_row;
    bool m_whole = false;
    bool m_ownerLeft = false; ///< a transfer that waits has lost its reason
    QList<AuditEntry> m_transitions;
    QList<StoredEvent> m_events;
    QStringList m_agents;
    AutoReplies::Occasion m_occasion;
};

/// manual_live → pending_manual: the owner is gone, the wait begins anew.
Result<void> backToQueue(Tx &tx, Change &change, const Actor &actor, const QString &auditReason,
                         const QString &eventReason);

/// The transfer of this session that waits is over, if there is one; its two agents are told.
void endTransfer(Tx &tx, qint64 sessionId);

/// Finds or creates the session. `created` may be null.
Result<SessionRow> ensure(Tx &tx, const QString &name, bool *created);

/// Takes over what is declared; true when something changed.
bool mergeProfile(SessionRow &row, const DeclaredProfile &declared);

} // namespace handoff::desk
