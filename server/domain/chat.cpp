#include "server/domain/chat.h"

#include "server/domain/desk.h"
#include "server/domain/ticketdesk.h"
#include "shared/contract/errors.h"

namespace handoff::Chat {

namespace {

using desk::Change;

/// What the end of a turn brings.
struct End
{
    QString answer;           ///< as far as the customer has seen it
    bool incomplete = false;  ///< the answer was cut off
    bool interrupted = false; ///< by a human
    QString problem;          ///< of Coze; empty when it answered
};

Result<void> runRegulator(Change &change, const DeskPolicy &policy, const Turn &turn,
                          const End &end, Ended *ended)
{
    SessionRow &row = change.row();
    const auto verdict =
        Regulator::evaluate(policy.regulator, {turn.userText, end.answer, !end.problem.isEmpty(),
                                               row.profile.vip, row.vipEscalated, row.aiFailCount});
    row.aiFailCount = verdict.failCount;
    const Actor regulator = Actor::regulator(turn.client);
    if (!verdict.shouldEscalate || !change.mayQueue(regulator))
        return {};
    HANDOFF_TRY(const auto done, change.escalate(verdict.reason, verdict.severity, verdict.details,
                                                 regulator, json::enumName(verdict.reason)));
    ended->isInShift = done.isInShift;
    ended->mailQueued = done.mailQueued;
    if (done.changed)
        ended->escalation = verdict;
    return {};
}

Result<Ended> endTurn(Tx &tx, const DeskPolicy &policy, const Turn &turn, const End &end)
{
    HANDOFF_TRY(SessionRow row, desk::forChange(tx, turn.sessionName));
    const bool humanWrote =
        row.lastSeq > turn.lastSeq && MessageStore::agentWroteAfter(tx, row.id, turn.lastSeq);
    Ended ended;
    ended.humanCame = end.interrupted || humanWrote || row.status == SessionStatus::ManualLive;

    Change change(tx, policy, std::move(row));
    MessageRow user;
    user.role = MessageRole::User;
    user.content = turn.userText;
    user.createdAt = turn.receivedAt;
    ended.user = change.add(std::move(user));

    // After the human's first message no AI text may follow (product.md, Rules 2).
    if (!end.answer.trimmed().isEmpty() && !humanWrote) {
        MessageRow answer;
        answer.role = MessageRole::Assistant;
        answer.content = end.answer;
        answer.createdAt = tx.now();
        answer.incomplete = end.incomplete || ended.humanCame;
        answer.responseMs = tx.now().msSince(turn.receivedAt);
        ended.assistant = change.add(std::move(answer));
    }
    if (!end.problem.isEmpty()) {
        MessageRow note;
        note.role = MessageRole::System;
        note.content = desk::filled(policy.texts.aiFailed, QLatin1String("<error>"), end.problem);
        note.createdAt = tx.now();
        note.internal = true;
        change.add(std::move(note));
    }
    if (!ended.humanCame && SessionRules::aiAnswers(change.row().status))
        HANDOFF_CHECK(runRegulator(change, policy, turn, end, &ended));
    if (!ended.humanCame)
        change.customerWrote(turn.userText);
    HANDOFF_CHECK(change.finish());
    HANDOFF_CHECK(ticketdesk::customerWrote(tx, turn.sessionName, change.row().ticketId));
    ended.status = change.row().status;
    ended.transitions = change.transitions();
    return ended;
}

} // namespace

namespace {

Begun begunWith(Tx &tx, const SessionRow &session, const std::optional<QString> &given)
{
    Begun begun;
    begun.turn = {session.name, {}, tx.now(), session.lastSeq};
    begun.status = session.status;
    begun.version = session.version;
    begun.vip = session.profile.vip;
    begun.conversationId = session.conversationId;
    begun.foreignConversation = given && !given->isEmpty() && given != session.conversationId;
    return begun;
}

} // namespace

Result<Begun> begin(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                    const std::optional<QString> &givenConversationId)
{
    bool created = false;
    HANDOFF_TRY(SessionRow row, desk::ensure(tx, sessionName, &created));
    Change change(tx, policy, std::move(row));
    if (change.row().status == SessionStatus::Closed) {
        HANDOFF_CHECK(change.move(SessionRules::Action::Reopen, Actor::customer(),
                                  statusreason::reopened, statusreason::reopened));
        HANDOFF_CHECK(change.finish());
    } else if (created) {
        desk::announceSummary(tx, change.row());
    }
    Begun begun = begunWith(tx, change.row(), givenConversationId);
    begun.created = created;
    begun.transitions = change.transitions();
    return begun;
}

Result<std::optional<Begun>> peek(Tx &tx, const QString &sessionName,
                                  const std::optional<QString> &givenConversationId)
{
    const auto session = SessionStore::find(tx, sessionName);
    if (!session || session->status == SessionStatus::Closed)
        return std::optional<Begun>();
    return std::optional(begunWith(tx, *session, givenConversationId));
}

Result<Ended> completeTurn(Tx &tx, const DeskPolicy &policy, const Turn &turn,
                           const QString &answer, bool incomplete)
{
    return endTurn(tx, policy, turn, {answer, incomplete, false, {}});
}

Result<Ended> failTurn(Tx &tx, const DeskPolicy &policy, const Turn &turn, const QString &problem,
                       const QString &seen)
{
    const QString text = problem.isEmpty() ? QStringLiteral("?") : problem;
    return endTurn(tx, policy, turn, {seen, true, false, text});
}

Result<Ended> interruptTurn(Tx &tx, const DeskPolicy &policy, const Turn &turn, const QString &seen)
{
    return endTurn(tx, policy, turn, {seen, true, true, {}});
}

Result<Opened> introduce(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                         const Introduction &introduction)
{
    Opened opened;
    HANDOFF_TRY(SessionRow row, desk::ensure(tx, sessionName, &opened.created));
    opened.conversationId = row.conversationId;
    bool changed = false;
    if (introduction.declared)
        changed = desk::mergeProfile(row, *introduction.declared);
    if (introduction.verified)
        changed = desk::mergeProfile(row, *introduction.verified) || changed;
    if (introduction.verifiedVip && row.profile.vip != *introduction.verifiedVip) {
        row.profile.vip = *introduction.verifiedVip;
        changed = true;
    }
    if (changed) {
        Change change(tx, policy, std::move(row));
        change.touch();
        HANDOFF_CHECK(change.finish());
    } else if (opened.created) {
        desk::announceSummary(tx, row);
    }
    return opened;
}

Result<void> setConversation(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                             const QString &conversationId)
{
    HANDOFF_TRY(SessionRow row, desk::ensure(tx, sessionName, nullptr));
    if (row.conversationId == conversationId)
        return {};
    row.conversationId = conversationId;
    Change change(tx, policy, std::move(row));
    change.touch();
    return change.finish();
}

} // namespace handoff::Chat
