#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/tx.h"
#include "shared/contract/chat.h"
#include "shared/rules/regulator.h"
#include "shared/rules/sessionrules.h"

/// The store's side of an AI turn (api.md, AI chat): ask → Coze → one of complete, fail, interrupt.
/// All need Database::write.
namespace handoff::Chat {

/// One question on its way: made by ask(), given to the end of the turn.
struct Turn
{
    QString sessionName;
    QString userText;
    Timestamp receivedAt;
    qint64 questionSeq = 0;  ///< the place behind it is kept for the answer
    Timestamp answerAt;      ///< the time that the answer will carry
    qint64 userMessages = 0; ///< of the customer, with this one
    QString client{};        ///< Actor::client of who asked; the flow sets it

    qint64 answerSeq() const { return questionSeq + 1; }
};

/// What a customer wrote to the AI.
struct Question
{
    QString sessionName;
    QString text;
    Timestamp receivedAt;
    std::optional<QString> conversationId; ///< that the page has; only the session's own one counts
    bool alsoForHuman = false; ///< when a human is wanted or there, the text is a message to him
    QString clientMessageId;   ///< empty: none; the same again is the same question
};

struct Asked
{
    /// What comes of it. All but the first two are only met when the question was asked before.
    enum class Way {
        Ask,      ///< ask Coze, `turn` says what
        Human,    ///< a human is wanted or there: no Coze call (product.md, Rules 2)
        Underway, ///< it is being answered
        Answered, ///< `answer` is the whole answer
        Cut,      ///< `answer` is what there will ever be of it
    };
    Way way = Way::Ask;
    Turn turn;
    QString answer;
    SessionStatus status = SessionStatus::BotActive; ///< after a closed session was reopened
    qint64 version = 0;                              ///< of the session now
    std::optional<QString> conversationId; ///< the session's own; empty: make one at Coze first
    bool foreignConversation = false;      ///< the request named another one: ignored, to be logged

    bool mayAnswer() const { return way == Way::Ask; }
};

/// Stores the question, unanswered, so that it is not lost whatever becomes of the turn, and keeps
/// a place for the answer right behind it. Creates the session on first use and reopens a closed
/// one. A question that failed is asked again when it comes again; what stands of an answer stays.
/// An agent may ask in the customer's name; agents see who it was.
Result<Asked> ask(Tx &tx, const DeskPolicy &policy, const Question &question, const Actor &actor);

/// For the rate limit; false for a session that does not exist.
Result<bool> isVip(Tx &tx, const QString &sessionName);

/// How a turn ended.
struct Ended
{
    std::optional<Message> assistant; ///< absent when nothing of the answer may be kept
    SessionStatus status = SessionStatus::BotActive;
    std::optional<Regulator::EscalationResult>
        escalation; ///< a hit of the regulator that changed the status
    bool isInShift = true;
    bool mailQueued = false; ///< escalated out of shift and mail is configured
    bool humanCame = false;  ///< a human took over meanwhile; the answer ends here
};

/// Stores the answer, or the text that stands for one without a word (SystemTexts::noAnswer), runs
/// the regulator, announces. `incomplete`: the answer was cut off. If a human took over meanwhile
/// it behaves as interruptTurn, so `answer` is what the customer has seen. VERSION_CONFLICT when
/// the turn was ended before, here and below.
Result<Ended> completeTurn(Tx &tx, const DeskPolicy &policy, const Turn &turn,
                           const QString &answer, bool incomplete = false);
/// Coze refused or failed: stores what was seen of an answer and a note with `problem` for agents;
/// the question stays unanswered; counts as an AI failure.
Result<Ended> failTurn(Tx &tx, const DeskPolicy &policy, const Turn &turn, const QString &problem,
                       const QString &seen = {});
/// A human took over mid-turn: stores what the customer has seen of the answer, marked incomplete,
/// but no AI text after the human's first message.
Result<Ended> interruptTurn(Tx &tx, const DeskPolicy &policy, const Turn &turn,
                            const QString &seen);

/// Ends, as failed, at most `limit` turns that should have been over at `due`: their server is
/// gone. So agents see why there is no answer, and who asked for a human gets into the queue.
/// Returns their sessions.
Result<QStringList> endAbandoned(Tx &tx, const DeskPolicy &policy, Timestamp due, int limit);

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
    bool changed = false;                  ///< its customer is known better
    std::optional<QString> conversationId; ///< what the session had before
};
/// Ensures the session and merges the profile.
Result<Opened> introduce(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                         const Introduction &introduction);

/// Stores the conversation that Coze made for this session after a clear: the AI forgets, the
/// history stays. Creates the session when needed.
Result<void> setConversation(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                             const QString &conversationId);
/// Stores it in the place of `instead` (none: the session has no conversation yet), and returns the
/// session's own then: another one when somebody else was faster.
Result<QString> replaceConversation(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                                    const std::optional<QString> &instead,
                                    const QString &conversationId);

} // namespace handoff::Chat
