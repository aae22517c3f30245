#include "server/domain/session/handover.h"

#include "server/domain/mail/mails.h"
#include "server/domain/session/sessionchange.h"
#include "server/domain/session/sessionlookup.h"
#include "server/domain/session/sessionviews.h"
#include "server/domain/texts.h"
#include "server/store/account/agentstore.h"
#include "server/store/ahead.h"
#include "server/store/session/episodestore.h"
#include "server/store/session/messagestore.h"
#include "server/store/session/sessionstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/event.h"
#include "shared/contract/limits.h"
#include "shared/rules/sessionrules.h"
#include "shared/rules/shift.h"
#include "shared/text/displaytext.h"

namespace handoff::HandOver {

namespace {

using SessionRules::Action;

constexpr int fullQueueRetrySeconds = 60;

QString orDefault(const QString &reason, QLatin1String fallback)
{
    const QString text = displaytext::cut(displaytext::oneLine(reason), limits::reason);
    return text.isEmpty() ? QString(fallback) : text;
}

Changed changedState(Tx &tx, const DeskPolicy &policy, SessionChange &change, const Actor &viewer)
{
    return {SessionViews::stateOf(tx, policy, change.row(), viewer), {}};
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
    HANDOFF_TRY(SessionRow row, SessionLookup::ensure(tx, name, nullptr));
    if (row.status == SessionStatus::ManualLive)
        return errors::manualInProgress();

    SessionChange change(tx, policy, std::move(row));
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

Result<Changed> takeOver(Tx &tx, const DeskPolicy &policy, const QString &name,
                         const QString &agentId, const Actor &actor)
{
    const bool forOneself = agentId.isEmpty() || actor.is(agentId);
    if (!forOneself && !actor.isAdmin())
        return errors::permissionDenied();
    const QString &whom = forOneself ? actor.agent.id : agentId;
    tx.hold({hold::session(name), hold::agent(whom)});
    readAhead(tx, [&] {
        SessionStore::find(tx, name);
        AgentStore::findAny(tx, whom);
        SessionStore::liveCount(tx, whom);
    });
    HANDOFF_TRY(SessionRow row, SessionLookup::forChange(tx, name));
    if (row.owner)
        return errors::alreadyTaken(row.owner->name);
    const auto agent = AgentStore::findAnyForChange(tx, whom);
    if (!agent)
        return errors::agentNotFound();
    if (forOneself && SessionStore::liveCount(tx, agent->id) >= agent->maxSessions)
        return errors::capacityReached(agent->maxSessions);

    SessionChange change(tx, policy, std::move(row));
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
    change.log(QLatin1String("agent_takeover"), {{QStringLiteral("agent_id"), agent->id},
                                                 {QStringLiteral("agent_name"), agent->name}});
    EpisodeStore::takenOver(tx, session.id, agent->id);
    change.addSystem(
        texts::filled(policy.texts.takenOver, {{QLatin1String("<name>"), agent->name}}));
    change.agentChanged(agent->id);
    readAhead(tx, [&] { (void)SessionViews::stateOf(tx, policy, session, actor); });
    HANDOFF_CHECK(change.finish());

    return changedState(tx, policy, change, actor);
}

Result<Changed> release(Tx &tx, const DeskPolicy &policy, const QString &name,
                        const ReleaseRequest &request, const Actor &actor)
{
    HANDOFF_TRY(SessionRow row, SessionLookup::forChange(tx, name));
    const bool close = request.close.value_or(false);
    const bool live = row.status == SessionStatus::ManualLive;
    // Without an owner there is nobody to ask: any agent may close it.
    if (live || !close || !SessionRules::allowed(row.status, Action::Close))
        HANDOFF_CHECK(mayEnd(row, actor, request.agentId));

    SessionChange change(tx, policy, std::move(row));
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
    const QString reason = orDefault(request.reason.value_or(QString()), QLatin1String("resolved"));
    HANDOFF_CHECK(change.move(close ? Action::Close : Action::Release, actor, reason,
                              close ? statusreason::closed : statusreason::released));
    change.log(QLatin1String(close ? "session_closed" : "session_released"),
               {{QStringLiteral("agent_id"), actor.agent.id}, {QStringLiteral("reason"), reason}});
    readAhead(tx, [&] { (void)SessionViews::stateOf(tx, policy, session, actor); });
    HANDOFF_CHECK(change.finish());
    Changed changed = changedState(tx, policy, change, actor);
    changed.servedMs = servedMs;
    return changed;
}

Result<Changed> requeue(Tx &tx, const DeskPolicy &policy, const QString &name,
                        const QString &reason, const Actor &actor)
{
    HANDOFF_TRY(SessionRow row, SessionLookup::forChange(tx, name));
    HANDOFF_CHECK(mayEnd(row, actor, {}));
    SessionChange change(tx, policy, std::move(row));
    HANDOFF_CHECK(change.backToQueue(actor, orDefault(reason, statusreason::requeued),
                                     statusreason::requeued));
    change.log(QLatin1String("session_requeued"));
    HANDOFF_CHECK(change.finish());
    return changedState(tx, policy, change, actor);
}

namespace {

/// Nobody waits any more; `event` names it in backend.log.
Result<Changed> endWait(Tx &tx, const DeskPolicy &policy, SessionRow row, const Actor &actor,
                        QLatin1String event)
{
    const bool dismisses = actor.isAgent() && row.status == SessionStatus::AfterHoursEmail;
    SessionChange change(tx, policy, std::move(row));
    HANDOFF_CHECK(
        change.move(dismisses ? Action::Dismiss : Action::Cancel, actor,
                    dismisses ? QStringLiteral("dismissed") : QString(statusreason::cancelled),
                    statusreason::cancelled));
    change.log(event);
    change.endEpisode();
    if (actor.isAgent() && !dismisses) // who waits is told why nobody comes
        change.addSystem(policy.texts.waitEnded);
    HANDOFF_CHECK(change.finish());
    return changedState(tx, policy, change, actor);
}

} // namespace

Result<Changed> cancel(Tx &tx, const DeskPolicy &policy, const QString &name, const Actor &actor)
{
    HANDOFF_TRY(SessionRow row, SessionLookup::forChange(tx, name));
    return endWait(tx, policy, std::move(row), actor, QLatin1String("escalation_cancelled"));
}

Result<Changed> leave(Tx &tx, const DeskPolicy &policy, const QString &name, const Actor &actor)
{
    HANDOFF_TRY(SessionRow row, SessionLookup::forChange(tx, name));
    if (row.status == SessionStatus::PendingManual)
        return endWait(tx, policy, std::move(row), actor, QLatin1String("customer_left"));
    SessionChange change(tx, policy, std::move(row));
    if (change.row().status == SessionStatus::ManualLive) {
        MessageRow note;
        note.role = MessageRole::System;
        note.content = policy.texts.customerLeft;
        note.createdAt = tx.now();
        note.internal = true;
        if (actor.isAgent())
            note.agent = AgentRef{actor.agent.id, actor.agent.name};
        change.add(std::move(note));
        HANDOFF_CHECK(change.finish());
    }
    return changedState(tx, policy, change, actor);
}

Result<QStringList> closeIdle(Tx &tx, const DeskPolicy &policy, int limit)
{
    const Timestamp before = tx.now().plusSeconds(-3600LL * policy.idleCloseHours);
    const QStringList idle = SessionStore::idleNames(tx, before, limit);
    holdAll(tx, &hold::session, idle);
    QStringList closed;
    for (const QString &name : idle) {
        HANDOFF_TRY(SessionRow row, SessionLookup::forChange(tx, name));
        if (row.updatedAt >= before)
            continue; // written to meanwhile, by another server
        SessionChange change(tx, policy, std::move(row));
        HANDOFF_CHECK(change.move(Action::Close, Actor::system(), QStringLiteral("idle"),
                                  statusreason::closed));
        change.log(QLatin1String("session_closed"),
                   {{QStringLiteral("reason"), QStringLiteral("idle")}});
        change.endEpisode();
        HANDOFF_CHECK(change.finish());
        closed.append(name);
    }
    return closed;
}

} // namespace handoff::HandOver
