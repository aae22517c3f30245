#include "server/domain/session/chat.h"

#include "server/domain/session/customers.h"
#include "server/domain/session/sessionchange.h"
#include "server/domain/session/sessionevents.h"
#include "server/domain/session/sessionlookup.h"
#include "server/domain/texts.h"
#include "server/domain/ticket/ticketwork.h"
#include "server/store/session/messagestore.h"
#include "server/store/session/sessionstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/event.h"
#include "shared/text/displaytext.h"

namespace handoff::Chat {

namespace {

/// What the end of a turn brings.
struct End
{
    QString answer;           ///< as far as the customer has seen it
    bool incomplete = false;  ///< the answer was cut off
    bool interrupted = false; ///< by a human
    QString problem;          ///< of Coze; empty when it answered
    bool silent = false;      ///< it said nothing: `answer` is our own text
};

Result<void> runRegulator(SessionChange &change, const DeskPolicy &policy, const Turn &turn,
                          const End &end, Ended *ended)
{
    SessionRow &row = change.row();
    const auto verdict = Regulator::evaluate(
        policy.regulator, {turn.userText, end.answer, end.silent || !end.problem.isEmpty(),
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
    HANDOFF_TRY(SessionRow row, SessionLookup::forChange(tx, turn.sessionName));
    const bool humanWrote = row.lastSeq > turn.answerSeq() &&
                            MessageStore::agentWroteAfter(tx, row.id, turn.answerSeq());
    Ended ended;
    ended.humanCame = end.interrupted || humanWrote || row.status == SessionStatus::ManualLive;
    // After the human's first message no AI text may follow (product.md, Rules 2).
    const bool answers = !displaytext::isBlank(end.answer) && !humanWrote;
    const bool incomplete = end.incomplete || ended.humanCame;
    if (!MessageStore::closeQuestion(tx, row.id, turn.questionSeq,
                                     answers && !incomplete && !end.silent))
        return errors::versionConflict();

    SessionChange change(tx, policy, std::move(row));
    if (answers) {
        MessageRow answer;
        answer.content = end.answer;
        answer.incomplete = incomplete;
        answer.responseMs = tx.now().msSince(turn.receivedAt);
        answer.seq = turn.answerSeq();
        answer.createdAt = turn.answerAt;
        ended.assistant = change.answer(std::move(answer), turn.userMessages);
    }
    if (!end.problem.isEmpty()) {
        MessageRow note;
        note.role = MessageRole::System;
        note.content =
            texts::filled(policy.texts.aiFailed, {{QLatin1String("<error>"), end.problem}});
        note.internal = true;
        change.add(std::move(note));
    }
    if (!ended.humanCame && SessionRules::aiAnswers(change.row().status))
        HANDOFF_CHECK(runRegulator(change, policy, turn, end, &ended));
    if (!ended.humanCame)
        change.customerWrote(turn.userText, turn.userMessages == 1);
    HANDOFF_CHECK(change.finish());
    ended.status = change.row().status;
    return ended;
}

/// Of a question that was asked before.
Turn turnOf(Tx &tx, const SessionRow &row, qint64 seq, const QString &text, Timestamp askedAt)
{
    Turn turn;
    turn.sessionName = row.name;
    turn.userText = text;
    turn.receivedAt = askedAt;
    turn.questionSeq = seq;
    turn.answerAt = askedAt.plusMs(1);
    turn.userMessages = row.userMessages - MessageStore::userMessagesAfter(tx, row.id, seq);
    return turn;
}

void askAgain(Tx &tx, const DeskPolicy &policy, const SessionRow &session, const MessageRow &first,
              Asked *asked)
{
    const auto answer = MessageStore::at(tx, session.id, first.seq + 1);
    if (!first.answered) { // it was for a human
        asked->way =
            SessionRules::aiAnswers(session.status) ? Asked::Way::Answered : Asked::Way::Human;
    } else if (answer && answer->role == MessageRole::Assistant) {
        asked->way = answer->incomplete ? Asked::Way::Cut : Asked::Way::Answered;
        asked->answer = answer->content;
    } else if (first.answerDueAt) {
        asked->way = Asked::Way::Underway;
    } else if (SessionRules::aiAnswers(session.status)) {
        MessageStore::reopenQuestion(tx, session.id, first.seq,
                                     tx.now().plusSeconds(policy.longestTurnSeconds));
        asked->turn = turnOf(tx, session, first.seq, first.content, first.createdAt);
    } else {
        asked->way = Asked::Way::Human;
    }
}

} // namespace

Result<Asked> ask(Tx &tx, const DeskPolicy &policy, const Question &question, const Actor &actor)
{
    HANDOFF_CHECK(texts::checkClientId(question.clientMessageId));
    HANDOFF_TRY(SessionRow row, SessionLookup::ensure(tx, question.sessionName, nullptr));
    SessionChange change(tx, policy, std::move(row));
    if (change.row().status == SessionStatus::Closed)
        HANDOFF_CHECK(change.move(SessionRules::Action::Reopen, actor, statusreason::reopened,
                                  statusreason::reopened));
    change.log(QLatin1String("session_reopened"));
    const SessionRow &session = change.row();
    Asked asked;
    asked.status = session.status;
    asked.conversationId = session.conversationId;
    asked.foreignConversation = question.conversationId && !question.conversationId->isEmpty() &&
                                question.conversationId != session.conversationId;
    const auto first = question.clientMessageId.isEmpty()
                           ? std::nullopt
                           : MessageStore::findByClientId(tx, session.id, MessageRole::User,
                                                          question.clientMessageId);
    MessageRow message;
    message.role = MessageRole::User;
    message.content = question.text;
    message.clientMessageId = question.clientMessageId;
    if (actor.isAgent())
        message.agent = AgentRef{actor.agent.id, actor.agent.name};
    bool wrote = false;
    if (first) {
        askAgain(tx, policy, session, *first, &asked);
        asked.turn.receivedAt = question.receivedAt;
    } else if (SessionRules::aiAnswers(session.status)) {
        message.answerDueAt = tx.now().plusSeconds(policy.longestTurnSeconds);
        asked.turn.sessionName = session.name;
        asked.turn.userText = question.text;
        asked.turn.receivedAt = question.receivedAt;
        asked.turn.questionSeq = change.ask(std::move(message), question.receivedAt);
        asked.turn.answerAt = session.lastAt;
        asked.turn.userMessages = session.userMessages;
        wrote = true;
    } else {
        asked.way = Asked::Way::Human;
        wrote = question.alsoForHuman;
        if (wrote)
            change.add(std::move(message));
    }
    if (wrote || change.hasMoved())
        HANDOFF_CHECK(change.finish());
    if (wrote)
        HANDOFF_CHECK(TicketWork::customerWrote(tx, session.name, session.ticketId, actor));
    asked.version = session.version;
    return asked;
}

Result<bool> isVip(Tx &tx, const QString &sessionName)
{
    const auto session = SessionStore::find(tx, sessionName);
    return session && session->profile.vip;
}

Result<Ended> completeTurn(Tx &tx, const DeskPolicy &policy, const Turn &turn,
                           const QString &answer, bool incomplete)
{
    if (displaytext::isBlank(answer))
        return endTurn(tx, policy, turn, {policy.texts.noAnswer, incomplete, false, {}, true});
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

namespace {

Result<void> store(Tx &tx, const DeskPolicy &policy, SessionRow row, const QString &conversationId)
{
    if (row.conversationId == conversationId)
        return {};
    row.conversationId = conversationId;
    SessionChange change(tx, policy, std::move(row));
    change.touch();
    return change.finish();
}

} // namespace

Result<QStringList> endAbandoned(Tx &tx, const DeskPolicy &policy, Timestamp due, int limit)
{
    QStringList ended;
    const QList<OpenQuestion> questions = MessageStore::openQuestions(tx, due, limit);
    QStringList names;
    for (const OpenQuestion &question : questions)
        names.append(question.sessionName);
    holdAll(tx, &hold::session, names);
    for (const OpenQuestion &question : questions) {
        // Each by itself: one that cannot be ended holds up no other.
        (void)tx.attempt([&]() -> Result<void> {
            HANDOFF_TRY(const SessionRow row, SessionLookup::forChange(tx, question.sessionName));
            const Turn turn = turnOf(tx, row, question.seq, question.content, question.createdAt);
            tx.log({QStringLiteral("turn_abandoned"),
                    row.name,
                    {},
                    {},
                    Actor::system().operatorName(),
                    {},
                    {}});
            HANDOFF_CHECK(failTurn(tx, policy, turn, policy.texts.turnAbandoned));
            ended.append(question.sessionName);
            return {};
        });
    }
    return ended;
}

Result<Opened> introduce(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                         const Introduction &introduction)
{
    Opened opened;
    HANDOFF_TRY(SessionRow row, SessionLookup::ensure(tx, sessionName, &opened.created));
    opened.conversationId = row.conversationId;
    if (introduction.declared)
        opened.changed = Customers::mergeProfile(row, *introduction.declared);
    if (introduction.verified)
        opened.changed = Customers::mergeProfile(row, *introduction.verified) || opened.changed;
    if (introduction.verifiedVip && row.profile.vip != *introduction.verifiedVip) {
        row.profile.vip = *introduction.verifiedVip;
        opened.changed = true;
    }
    if (opened.changed) {
        SessionChange change(tx, policy, std::move(row));
        change.touch();
        HANDOFF_CHECK(change.finish());
    } else if (opened.created) {
        tx.announce(SessionEvents::summaryChanged(row, tx.now()));
    }
    return opened;
}

Result<void> setConversation(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                             const QString &conversationId)
{
    HANDOFF_TRY(SessionRow row, SessionLookup::ensure(tx, sessionName, nullptr));
    return store(tx, policy, std::move(row), conversationId);
}

Result<QString> replaceConversation(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                                    const std::optional<QString> &instead,
                                    const QString &conversationId)
{
    HANDOFF_TRY(SessionRow row, SessionLookup::ensure(tx, sessionName, nullptr));
    if (row.conversationId && row.conversationId != instead)
        return *row.conversationId;
    HANDOFF_CHECK(store(tx, policy, std::move(row), conversationId));
    return conversationId;
}

} // namespace handoff::Chat
