#include "server/domain/session/sessionchange.h"

#include "server/domain/account/accountrow.h"
#include "server/domain/session/sessionevents.h"
#include "server/domain/session/sessionviews.h"
#include "server/store/account/agentstore.h"
#include "server/store/ahead.h"
#include "server/store/session/auditstore.h"
#include "server/store/session/episodestore.h"
#include "shared/contract/errors.h"
#include "shared/contract/event.h"
#include "shared/rules/messagetimes.h"
#include "shared/rules/regulator.h"
#include "shared/rules/shift.h"

#include <algorithm>

namespace handoff {

SessionChange::SessionChange(Tx &tx, const DeskPolicy &policy, SessionRow row)
    : m_tx(tx), m_policy(policy), m_row(std::move(row))
{
}

Result<void> SessionChange::move(SessionRules::Action action, const Actor &actor,
                                 const QString &auditReason, const QString &eventReason)
{
    const auto to = SessionRules::next(m_row.status, action);
    if (!to)
        return errors::invalidStatus(json::enumName(m_row.status), SessionRules::verb(action));
    moved(*to, actor, auditReason, eventReason);
    return {};
}

void SessionChange::log(QLatin1String event, const QJsonObject &extra)
{
    while (m_logged < m_transitions.size()) {
        const AuditEntry &t = m_transitions.at(m_logged++);
        const bool last = m_logged == m_transitions.size();
        m_tx.log({event,
                  m_row.name,
                  t.statusFrom,
                  t.statusTo,
                  t.operatorName,
                  last ? extra : QJsonObject(),
                  {}});
    }
}

void SessionChange::passTo(const AgentRef &agent, const Actor &actor)
{
    agentChanged(m_row.owner->id);
    agentChanged(agent.id);
    m_row.owner = agent;
    EpisodeStore::takenOver(m_tx, m_row.id, agent.id);
    moved(m_row.status, actor, statusreason::transferred, statusreason::transferred);
}

void SessionChange::moved(SessionStatus to, const Actor &actor, const QString &auditReason,
                          const QString &eventReason)
{
    const SessionStatus from = std::exchange(m_row.status, to);
    ++m_row.version; // two transitions in one transaction are two versions
    m_whole = true;
    m_ownerLeft = m_ownerLeft || from == SessionStatus::ManualLive;

    const AuditEntry entry{from, to, actor.operatorName(), auditReason, m_tx.now()};
    AuditStore::addTransition(m_tx, m_row.id, entry);
    m_transitions.append(entry);

    StatusChangeEvent event;
    event.status = to;
    event.reason = eventReason;
    event.timestamp = m_tx.now();
    if (m_row.owner && to == SessionStatus::ManualLive)
        event.agentInfo = AgentInfo{m_row.owner->id, m_row.owner->name};
    event.sessionName = m_row.name;
    event.version = m_row.version;
    m_events.append(SessionEvents::statusChanged(event));
}

Result<void> SessionChange::backToQueue(const Actor &actor, const QString &auditReason,
                                        const QString &eventReason)
{
    if (m_row.owner)
        agentChanged(m_row.owner->id);
    m_row.owner.reset();
    m_row.manualStartAt.reset();
    m_row.lastManualEndAt = m_tx.now();
    if (m_row.escalation)
        m_row.escalation->triggerAt = m_tx.now();
    return move(SessionRules::Action::Requeue, actor, auditReason, eventReason);
}

bool SessionChange::mayQueue(const Actor &actor) const
{
    if (actor.client.isEmpty() || m_policy.queueMaxPerClient <= 0 || m_row.profile.vip ||
        !Shift::isInShift(m_policy.shift, m_tx.now()))
        return true;
    return SessionStore::waitingFrom(m_tx, actor.client) < m_policy.queueMaxPerClient;
}

Result<SessionChange::Escalated> SessionChange::escalate(EscalationReason reason, Severity severity,
                                                         const QString &details, const Actor &actor,
                                                         const QString &eventReason)
{
    Escalated result;
    result.isInShift = Shift::isInShift(m_policy.shift, m_tx.now());
    if (m_row.status == SessionStatus::AfterHoursEmail && !result.isInShift)
        return result; // mailed already; nobody is there to wait for
    HANDOFF_CHECK(move(SessionRules::Action::Escalate, actor, json::enumName(reason), eventReason));
    if (m_row.escalation)
        endEpisode();
    m_row.escalation = Escalation{reason, details, severity, m_tx.now()};
    ++m_row.escalations;
    m_row.aiFailCount = 0;
    m_row.mail = {};
    m_row.vipEscalated = m_row.vipEscalated || reason == EscalationReason::Vip;
    EpisodeStore::begin(m_tx, m_row.id, *m_row.escalation, m_row.userMessages);
    SessionStore::setQueuedFrom(m_tx, m_row.id, actor.client);
    result.changed = true;
    const QString why = json::enumName(reason);
    if (actor.kind == Actor::Kind::Regulator)
        log(QLatin1String("escalation_triggered"),
            {{QStringLiteral("reason"), why},
             {QStringLiteral("severity"), QString(json::enumName(severity))}});
    else if (result.isInShift)
        log(QLatin1String("manual_escalate"), {{QStringLiteral("reason"), why}});
    if (!result.isInShift) {
        result.mailQueued = Reactions::mailStaff(m_tx, m_policy, m_row, actor);
        if (!result.mailQueued)
            m_row.mail.error = errors::mailNotConfigured().message;
        m_occasion.outOfShift = true;
        addSystem(result.mailQueued ? m_policy.texts.afterHours : m_policy.texts.afterHoursNoMail);
        HANDOFF_CHECK(move(SessionRules::Action::AfterHours, Actor::system(),
                           statusreason::afterHours, statusreason::afterHours));
        log(QLatin1String("after_hours_escalate"),
            {{QStringLiteral("reason"), why}, {QStringLiteral("email_sent"), result.mailQueued}});
    }
    return result;
}

void SessionChange::endEpisode()
{
    EpisodeStore::end(m_tx, m_row.id);
    m_row.escalation.reset();
    m_row.owner.reset();
    m_row.offeredTo.reset();
    m_row.manualStartAt.reset();
    m_row.aiFailCount = 0;
    m_whole = true;
}

Message SessionChange::add(MessageRow message)
{
    // The page has a bubble of its own for what the customer writes: that stays near the clock.
    const bool afterTurn =
        message.role != MessageRole::User && m_row.preview &&
        (m_row.preview->role == MessageRole::Assistant || m_row.preview->role == MessageRole::User);
    m_row.lastAt =
        MessageTimes::next(m_row.lastAt, m_tx.now(),
                           afterTurn ? MessageTimes::apartOfAnswerMs : MessageTimes::apartMs);
    message.seq = ++m_row.lastSeq;
    message.createdAt = m_row.lastAt;
    MessageStore::insert(m_tx, m_row.id, message);
    if (message.role == MessageRole::User)
        customerSaid(message);
    else if (message.role == MessageRole::Agent)
        m_row.unreadBase = m_row.userMessages;
    if (!message.internal)
        m_events.append(SessionEvents::manualMessage(
            m_row.name, MessageStore::toMessage(message, m_row.messageKey)));
    return told(message);
}

qint64 SessionChange::ask(MessageRow question, Timestamp receivedAt)
{
    const MessageTimes::Turn times = MessageTimes::turn(m_row.lastAt, receivedAt);
    m_row.lastAt = times.answer;
    question.seq = m_row.lastSeq + 1;
    m_row.lastSeq += 2;
    question.createdAt = times.question;
    question.answered = false;
    MessageStore::insert(m_tx, m_row.id, question);
    customerSaid(question);
    told(question);
    return question.seq;
}

Message SessionChange::answer(MessageRow answer, qint64 answered)
{
    answer.role = MessageRole::Assistant;
    MessageStore::insertEarlier(m_tx, m_row.id, answer);
    m_row.unreadBase = std::max(m_row.unreadBase, answered);
    return told(answer);
}

void SessionChange::customerSaid(const MessageRow &message)
{
    ++m_row.userMessages;
    m_row.customerSaid = CustomerWords{SessionViews::previewOf(message.content), message.createdAt};
    noteUrgent(m_row, m_policy, message.content);
}

bool SessionChange::noteUrgent(SessionHead &head, const DeskPolicy &policy, const QString &text)
{
    const qsizetype known = head.urgentKeywords.size();
    for (const QString &word : Regulator::hits(text, policy.urgentKeywords)) {
        if (!head.urgentKeywords.contains(word))
            head.urgentKeywords.append(word);
    }
    return head.urgentKeywords.size() > known;
}

/// The message is in the list's row, unless it has a newer one, and agents hear of it.
Message SessionChange::told(const MessageRow &message)
{
    if (!message.internal && (!m_row.preview || m_row.preview->timestamp < message.createdAt))
        m_row.preview = MessagePreview{message.role, SessionViews::previewOf(message.content),
                                       message.createdAt};
    const Message sent = MessageStore::toMessage(message, m_row.messageKey);
    m_events.append(SessionEvents::messageAdded(m_row.name, sent));
    return sent;
}

Message SessionChange::addSystem(const QString &text)
{
    MessageRow message;
    message.role = MessageRole::System;
    message.content = text;
    return add(std::move(message));
}

void SessionChange::customerWrote(const QString &text, bool first)
{
    m_occasion.customerText = text;
    m_occasion.firstMessage = first;
}

void SessionChange::agentChanged(const QString &agentId)
{
    m_tx.hold(hold::agent(agentId));
    if (!m_agents.contains(agentId))
        m_agents.append(agentId);
}

Result<void> SessionChange::finish()
{
    m_occasion.queued =
        m_row.status == SessionStatus::PendingManual && m_row.savedStatus != m_row.status;
    if (m_occasion.any())
        Reactions::reply(m_tx, m_policy, *this, std::exchange(m_occasion, {}));
    const bool saved =
        m_whole ? SessionStore::save(m_tx, m_row) : SessionStore::saveProgress(m_tx, m_row);
    if (!saved)
        return m_tx.failure().value_or(errors::versionConflict());
    for (StoredEvent &event : m_events)
        m_tx.announce(std::move(event));
    m_events.clear();
    m_tx.announce(SessionEvents::summaryChanged(m_row, m_tx.now()));
    if (m_ownerLeft)
        Reactions::ownerLeft(m_tx, m_row.id);
    readAhead(m_tx, [this] {
        for (const QString &agentId : std::as_const(m_agents)) {
            AgentStore::find(m_tx, agentId);
            SessionStore::liveCount(m_tx, agentId);
        }
    });
    for (const QString &agentId : std::as_const(m_agents)) {
        if (const auto agent = AgentStore::find(m_tx, agentId))
            account::announce(m_tx, *agent);
    }
    return {};
}

} // namespace handoff
