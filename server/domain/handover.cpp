#include "server/domain/handover.h"

#include "server/domain/desk.h"
#include "server/domain/mails.h"
#include "server/store/episodestore.h"
#include "shared/contract/errors.h"
#include "shared/text/displaytext.h"

/// The hand-over between AI and humans: the changing verbs of Sessions.
namespace handoff::HandOver {

namespace {

using desk::Change;
using SessionRules::Action;

constexpr int maxReason = 200;
constexpr int fullQueueRetrySeconds = 60;

QString orDefault(const QString &reason, QLatin1String fallback)
{
    const QString text = displaytext::cut(displaytext::oneLine(reason), maxReason);
    return text.isEmpty() ? QString(fallback) : text;
}

Changed changedState(Tx &tx, const DeskPolicy &policy, Change &change, const Actor &viewer)
{
    return {desk::stateOf(tx, policy, change.row(), viewer), change.transitions(), {}};
}

/// What a request for a human says, as it is stored and announced.
struct Wish
{
    EscalationReason reason = EscalationReason::Manual;
    Severity severity = Severity::Medium;
    QString details;
    QString eventReason;
};

Result<Wish> wishOf(const QString &reason)
{
    if (reason.isEmpty() || reason == QLatin1String("user_request") ||
        reason == statusreason::manualRequest)
        return Wish{EscalationReason::Manual, Severity::Medium, QStringLiteral("用户请求人工服务"),
                    statusreason::manualRequest};
    if (reason == QLatin1String("regulator_triggered")) // how old pages call what a rule told them
        return Wish{EscalationReason::Manual, Severity::Medium, reason,
                    statusreason::manualRequest};
    const auto known = json::enumFromName<EscalationReason>(reason);
    if (!known) {
        return errors::validation(QStringLiteral("/reason"),
                                  QStringLiteral("one of user_request, manual_request, "
                                                 "regulator_triggered, keyword, fail_loop, vip, "
                                                 "manual, sentiment expected"));
    }
    switch (*known) {
    case EscalationReason::Keyword:
        return Wish{*known, Severity::High, QStringLiteral("关键词触发"), reason};
    case EscalationReason::Vip:
        return Wish{*known, Severity::High, QStringLiteral("VIP 用户请求人工服务"), reason};
    case EscalationReason::FailLoop:
        return Wish{*known, Severity::Low, QStringLiteral("AI 未能解决问题"), reason};
    case EscalationReason::Sentiment:
        return Wish{*known, Severity::Medium, QStringLiteral("用户情绪不满"), reason};
    default:
        return Wish{*known, Severity::Medium, QStringLiteral("用户请求人工服务"), reason};
    }
}

/// Owner or admin of a live session, and not in another's name: 409, 403.
Result<void> mayEnd(const SessionRow &row, const Actor &actor,
                    const std::optional<QString> &agentId)
{
    if (row.status != SessionStatus::ManualLive)
        return errors::notInManualLive();
    const bool inOwnName = actor.isAdmin() || !agentId || agentId->isEmpty() || actor.is(*agentId);
    if (!inOwnName || !SessionRules::ownsOrAdmin(row.owner, actor.agent.id, actor.agent.role))
        return errors::permissionDenied();
    return {};
}

} // namespace

Result<Escalated> escalate(Tx &tx, const DeskPolicy &policy, const QString &name,
                           const QString &reason, const Actor &actor)
{
    if (displaytext::isBlank(name))
        return errors::sessionNameRequired();
    HANDOFF_TRY(const Wish wish, wishOf(reason));
    HANDOFF_TRY(SessionRow row, desk::ensure(tx, name, nullptr));
    if (row.status == SessionStatus::ManualLive)
        return errors::manualInProgress();

    Change change(tx, policy, std::move(row));
    Escalated result;
    if (change.row().status == SessionStatus::PendingManual) {
        result.isInShift = Shift::isInShift(policy.shift, tx.now());
    } else if (!change.mayQueue(actor)) {
        return errors::rateLimited(fullQueueRetrySeconds);
    } else {
        HANDOFF_TRY(const auto done, change.escalate(wish.reason, wish.severity, wish.details,
                                                     actor, wish.eventReason));
        if (done.changed)
            HANDOFF_CHECK(change.finish());
        result.isInShift = done.isInShift;
        result.mailQueued = done.mailQueued || (!done.changed && Mails::isQueued(tx, change.row()));
        result.changed = done.changed;
    }
    static_cast<Changed &>(result) = changedState(tx, policy, change, actor);
    return result;
}

Result<TakenOver> takeOver(Tx &tx, const DeskPolicy &policy, const QString &name,
                           const QString &agentId, const Actor &actor)
{
    const bool forOneself = agentId.isEmpty() || actor.is(agentId);
    if (!forOneself && !actor.isAdmin())
        return errors::permissionDenied();
    HANDOFF_TRY(SessionRow row, desk::forChange(tx, name));
    if (row.owner)
        return errors::alreadyTaken(row.owner->name);
    const auto agent = AgentStore::findAnyForChange(tx, forOneself ? actor.agent.id : agentId);
    if (!agent)
        return errors::agentNotFound();
    if (forOneself && SessionStore::liveCount(tx, agent->id) >= agent->maxSessions)
        return errors::capacityReached(agent->maxSessions);

    Change change(tx, policy, std::move(row));
    SessionRow &session = change.row();
    if (session.status != SessionStatus::PendingManual) {
        const bool fromAi = session.status == SessionStatus::BotActive;
        HANDOFF_CHECK(change.move(Action::TakeOver, actor, statusreason::agentTakeover,
                                  statusreason::agentTakeover));
        if (fromAi) {
            session.escalation = Escalation{
                EscalationReason::Manual, QStringLiteral("坐席主动接入"), Severity::Low, tx.now()};
            ++session.escalations;
            session.mail = {};
            EpisodeStore::begin(tx, session.id, *session.escalation, session.userMessages);
        }
    }
    session.owner = AgentRef{agent->id, agent->name};
    session.manualStartAt = tx.now();
    session.offeredTo.reset();
    session.aiFailCount = 0;
    HANDOFF_CHECK(change.move(Action::TakeOver, actor, statusreason::agentTakeover,
                              statusreason::agentTakeover));
    EpisodeStore::takenOver(tx, session.id, agent->id);
    change.addSystem(desk::filled(policy.texts.takenOver, QLatin1String("<name>"), agent->name));
    change.agentChanged(agent->id);
    HANDOFF_CHECK(change.finish());

    TakenOver result;
    static_cast<Changed &>(result) = changedState(tx, policy, change, actor);
    result.agent = *agent;
    return result;
}

Result<Changed> release(Tx &tx, const DeskPolicy &policy, const QString &name,
                        const ReleaseRequest &request, const Actor &actor)
{
    HANDOFF_TRY(SessionRow row, desk::forChange(tx, name));
    const bool close = request.close.value_or(false);
    const bool live = row.status == SessionStatus::ManualLive;
    // Without an owner there is nobody to ask: any agent may close it.
    if (live || !close || !SessionRules::allowed(row.status, Action::Close))
        HANDOFF_CHECK(mayEnd(row, actor, request.agentId));

    Change change(tx, policy, std::move(row));
    SessionRow &session = change.row();
    std::optional<qint64> servedMs;
    if (live) {
        change.agentChanged(session.owner->id);
        if (session.manualStartAt)
            servedMs = tx.now().msSince(*session.manualStartAt);
        session.lastManualEndAt = tx.now();
    }
    // The text stands before the status: the page may stop listening at the status.
    change.addSystem(close ? policy.texts.closed : policy.texts.released);
    change.endEpisode();
    HANDOFF_CHECK(
        change.move(close ? Action::Close : Action::Release, actor,
                    orDefault(request.reason.value_or(QString()), QLatin1String("resolved")),
                    close ? statusreason::closed : statusreason::released));
    HANDOFF_CHECK(change.finish());
    Changed changed = changedState(tx, policy, change, actor);
    changed.servedMs = servedMs;
    return changed;
}

Result<Changed> requeue(Tx &tx, const DeskPolicy &policy, const QString &name,
                        const QString &reason, const Actor &actor)
{
    HANDOFF_TRY(SessionRow row, desk::forChange(tx, name));
    HANDOFF_CHECK(mayEnd(row, actor, {}));
    Change change(tx, policy, std::move(row));
    HANDOFF_CHECK(desk::backToQueue(tx, change, actor, orDefault(reason, statusreason::requeued),
                                    statusreason::requeued));
    HANDOFF_CHECK(change.finish());
    return changedState(tx, policy, change, actor);
}

Result<Changed> cancel(Tx &tx, const DeskPolicy &policy, const QString &name, const Actor &actor)
{
    HANDOFF_TRY(SessionRow row, desk::forChange(tx, name));
    const bool dismisses = actor.isAgent() && row.status == SessionStatus::AfterHoursEmail;
    Change change(tx, policy, std::move(row));
    HANDOFF_CHECK(
        change.move(dismisses ? Action::Dismiss : Action::Cancel, actor,
                    dismisses ? QStringLiteral("dismissed") : QString(statusreason::cancelled),
                    statusreason::cancelled));
    change.endEpisode();
    if (actor.isAgent() && !dismisses) // who waits is told why nobody comes
        change.addSystem(policy.texts.waitEnded);
    HANDOFF_CHECK(change.finish());
    return changedState(tx, policy, change, actor);
}

Result<Changed> leave(Tx &tx, const DeskPolicy &policy, const QString &name, const Actor &actor)
{
    HANDOFF_TRY(SessionRow row, desk::forChange(tx, name));
    if (row.status == SessionStatus::PendingManual)
        return cancel(tx, policy, name, actor);
    Change change(tx, policy, std::move(row));
    if (change.row().status == SessionStatus::ManualLive) {
        MessageRow note;
        note.role = MessageRole::System;
        note.content = policy.texts.customerLeft;
        note.createdAt = tx.now();
        note.internal = true;
        change.add(std::move(note));
        HANDOFF_CHECK(change.finish());
    }
    return changedState(tx, policy, change, actor);
}

Result<QStringList> closeIdle(Tx &tx, const DeskPolicy &policy, int limit)
{
    const Timestamp before = tx.now().plusSeconds(-3600LL * policy.idleCloseHours);
    QStringList closed;
    for (const QString &name : SessionStore::idleNames(tx, before, limit)) {
        HANDOFF_TRY(SessionRow row, desk::forChange(tx, name));
        if (row.updatedAt >= before)
            continue; // written to meanwhile, by another server
        Change change(tx, policy, std::move(row));
        HANDOFF_CHECK(change.move(Action::Close, Actor::system(), QStringLiteral("idle"),
                                  statusreason::closed));
        change.endEpisode();
        HANDOFF_CHECK(change.finish());
        closed.append(name);
    }
    return closed;
}

} // namespace handoff::HandOver
