#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/tx.h"
#include "shared/contract/chat.h"

/// The store's side of an AI turn (api.md, AI chat): begin → Coze → one of complete, fail,
/// interrupt. All need Database::write.
namespace handoff::Chat {

/// Where one turn stands; made by begin(), completed by the flow, given to the end of the turn.
struct Turn
{
    QString sessionName;
    QString userText;     ///< filled by the flow
    Timestamp receivedAt; ///< tx.now() of begin(); the flow may set an earlier moment
    qint64 lastSeq = 0;   ///< newest message when the turn began
    QString client{};     ///< Actor::client of who asked; the flow sets it
};

struct Begun
{
    Turn turn;
    SessionStatus status = SessionStatus::BotActive; ///< after a closed session was reopened
    qint64 version = 0;                              ///< of the session with that status
    bool created = false;
    bool vip = false;                      ///< for the rate limit
    std::optional<QString> conversationId; ///< the session's own; empty: make one at Coze first
    bool foreignConversation = false;      ///< the request named another one: ignored, to be logged
    QList<AuditEntry> transitions;         ///< closed → bot_active

    /// False while a human is wanted or there: no Coze call (product.md, Rules 2).
    bool mayAnswer() const
    {
        return status == SessionStatus::BotActive || status == SessionStatus::AfterHoursEmail;
    }
};

/// Creates the session on first use and reopens a closed one.
Result<Begun> begin(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                    const std::optional<QString> &givenConversationId = {});

/// As begin() when nothing needs to be changed: the usual case, and only a read (Database::read),
/// so that no answer waits for the disk. Empty when the session is new or closed.
Result<std::optional<Begun>> peek(Tx &tx, const QString &sessionName,
                                  const std::optional<QString> &givenConversationId = {});

/// How a turn ended.
struct Ended
{
    Message user;
    std::optional<Message> assistant; ///< absent when nothing of the answer may be kept
    SessionStatus status = SessionStatus::BotActive;
    std::optional<Regulator::EscalationResult>
        escalation; ///< a hit of the regulator that changed the status
    bool isInShift = true;
    bool mailQueued = false; ///< escalated out of shift and mail is configured
    bool humanCame = false;  ///< a human took over meanwhile; the answer ends here
    QList<AuditEntry> transitions;
};

/// Stores the customer's text (time: received) and the answer (time: now), runs the regulator,
/// announces. `incomplete`: the answer was cut off (coze.md, Chat). If a human took over meanwhile
/// it behaves as interruptTurn, so `answer` is what the customer has seen.
Result<Ended> completeTurn(Tx &tx, const DeskPolicy &policy, const Turn &turn,
                           const QString &answer, bool incomplete = false);
/// Coze refused or failed: stores the customer's text, what was seen of an answer, and a note with
/// `problem` for agents; counts as an AI failure.
Result<Ended> failTurn(Tx &tx, const DeskPolicy &policy, const Turn &turn, const QString &problem,
                       const QString &seen = {});
/// A human took over mid-turn: stores the customer's text and what he has seen of the answer,
/// marked incomplete, but no AI text after the human's first message.
Result<Ended> interruptTurn(Tx &tx, const DeskPolicy &policy, const Turn &turn,
                            const QString &seen);

/// Who the customer is, from `POST /api/conversation/new`.
struct Introduction
{
    std::optional<DeclaredProfile> declared;
    std::optional<DeclaredProfile> verified; ///< from the identity token; wins over `declared`
    std::optional<bool> verifiedVip;         ///< only from the identity token
};
struct Opened
{
    bool created = false;
    std::optional<QString> conversationId; ///< what the session had before
};
/// Ensures the session and merges the profile.
Result<Opened> introduce(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                         const Introduction &introduction);

/// Stores the conversation that Coze made for this session (new, or after a clear: the AI forgets,
/// the history stays). Creates the session when needed.
Result<void> setConversation(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                             const QString &conversationId);

} // namespace handoff::Chat
