#include "server/domain/desk.h"

#include "server/domain/customerview.h"
#include "server/domain/mails.h"
#include "server/store/auditstore.h"
#include "server/store/episodestore.h"
#include "shared/contract/errors.h"
#include "shared/rules/messagetimes.h"
#include "shared/rules/priority.h"
#include "shared/text/displaytext.h"
#include "shared/text/names.h"

#include <algorithm>

namespace handoff::desk {

namespace {

constexpr int previewLength = 50;
constexpr int maxProfileLength = 200;

template<typename Event>
StoredEvent stored(const Event &event, const QString &sessionName, Audience audience)
{
    return {0, event.type, sessionName, audience, {}, json::toJson(event), {}};
}

/// Events are the same for all agents: they see the id of each other's messages, not that of a
/// customer's.
StoredEvent messageAdded(const QString &sessionName, Message message)
{
    if (!message.agentId)
        message.clientMessageId.reset();
    return stored(MessageAddedEvent{eventtype::messageAdded, sessionName, message}, sessionName,
                  Audience::Agents);
}

StoredEvent manualMessage(const QString &sessionName, const Message &message)
{
    ManualMessageEvent event;
    event.role = message.role;
    event.content = message.content;
    event.timestamp = message.timestamp;
    event.messageId = message.id;
    event.sessionName = sessionName;
    event.agentId = message.agentId;
    event.agentName = message.agentName;
    if (message.agentId)
        event.agentInfo = AgentInfo{*message.agentId, message.agentName.value_or(QString())};
    return stored(event, sessionName,
                  message.role == MessageRole::User ? Audience::Agents
                                                    : Audience::CustomerAndAgents);
}

Priority priorityOf(const SessionHead &head, Timestamp now)
{
    return PriorityRules::compute(head.profile.vip, head.waitingSince(), head.escalatedBefore(),
                                  head.urgentKeywords, now);
}

} // namespace

SessionState stateOf(Tx &tx, const DeskPolicy &policy, const SessionRow &row, const Actor &viewer)
{
    SessionState s;
    s.sessionName = row.name;
    s.status = row.status;
    s.conversationId = row.conversationId;
    s.userProfile = {row.profile.nickname,
                     row.email,
                     row.profile.vip,
                     row.gdprConsent,
                     row.marketingSubscribed,
                     row.profile.country,
                     row.city,
                     row.profile.language,
                     row.currency,
                     row.metadata};
    const auto history =
        MessageStore::page(tx, row.id, 0, policy.historyLimit, !viewer.isCustomer());
    for (const MessageRow &message : history)
        s.history.append(seenBy(viewer, MessageStore::toMessage(message, row.messageKey)));
    s.escalation = row.escalation;
    s.assignedAgent = row.owner;
    s.mail = row.mail;
    s.priority = priorityOf(row, tx.now());
    s.tags = row.tags;
    s.aiFailCount = row.aiFailCount;
    s.createdAt = row.createdAt;
    s.updatedAt = row.updatedAt;
    s.manualStartAt = row.manualStartAt;
    s.lastManualEndAt = row.lastManualEndAt;
    s.version = row.version;
    return viewer.isCustomer() ? CustomerView::of(std::move(s)) : s;
}

Message seenBy(const Actor &viewer, Message message)
{
    const bool sent = viewer.isCustomer() ? message.role == MessageRole::User && !message.agentId
                                          : message.agentId == viewer.agent.id;
    if (!sent)
        message.clientMessageId.reset();
    return message;
}

SessionSummary summaryOf(const SessionHead &head, Timestamp now)
{
    SessionSummary s;
    s.sessionName = head.name;
    s.status = head.status;
    s.userProfile = head.profile;
    s.priority = priorityOf(head, now);
    s.waitingSeconds = s.priority.waitTimeSeconds;
    if (head.escalation) {
        s.escalation = EscalationSummary{head.escalation->reason, head.escalation->severity,
                                         head.escalation->triggerAt, s.waitingSeconds};
    }
    s.assignedAgent = head.owner;
    s.lastMessagePreview = head.preview;
    s.tags = head.tags;
    s.ticketId = head.ticketId;
    s.createdAt = head.createdAt;
    s.updatedAt = head.updatedAt;
    s.version = head.version;
    return s;
}

QString previewOf(const QString &text)
{
    return displaytext::preview(text, previewLength);
}

Result<void> checkText(const QString &path, const QString &text, int max)
{
    if (displaytext::isBlank(text) || !displaytext::fits(text, max))
        return errors::validation(path, QStringLiteral("1 to %1 characters expected").arg(max));
    return {};
}

Result<void> checkClientId(const QString &id)
{
    constexpr int max = 100;
    if (id.size() > max)
        return errors::validation(QStringLiteral("/client_message_id"),
                                  QStringLiteral("at most %1 characters expected").arg(max));
    return {};
}

QString filled(QString text, QLatin1String key, const QString &value)
{
    return text.replace(key, value);
}

void announceMessage(Tx &tx, const QString &sessionName, const Message &message)
{
    tx.announce(messageAdded(sessionName, message));
}

void announceManual(Tx &tx, const QString &sessionName, const Message &message)
{
    tx.announce(manualMessage(sessionName, message));
}

void announceSummary(Tx &tx, const SessionHead &head)
{
    tx.announce(stored(SessionUpdatedEvent{eventtype::sessionUpdated, summaryOf(head, tx.now())},
                       head.name, Audience::Agents));
}

void announceAgent(Tx &tx, const Agent &agent)
{
    const auto load = static_cast<int>(SessionStore::liveCount(tx, agent.id));
    tx.announce(stored(
        AgentUpdatedEvent{eventtype::agentUpdated, {agent.id, agent.name, agent.status, load}},
        QString(), Audience::Agents));
}

void announceCatalog(Tx &tx, Catalog what)
{
    tx.announce(
        stored(CatalogChangedEvent{eventtype::catalogChanged, what}, QString(), Audience::Agents));
}

Result<SessionRow> forChange(Tx &tx, const QString &name)
{
    auto row = SessionStore::findForChange(tx, name);
    if (!row)
        return errors::sessionNotFound();
    return std::move(*row);
}

Result<void> backToQueue(Tx &tx, Change &change, const Actor &actor, const QString &auditReason,
                         const QString &eventReason)
{
    SessionRow &row = change.row();
    if (row.owner)
        change.agentChanged(row.owner->id);
    row.owner.reset();
    row.manualStartAt.reset();
    row.lastManualEndAt = tx.now();
    if (row.escalation)
        row.escalation->triggerAt = tx.now();
    return change.move(SessionRules::Action::Requeue, actor, auditReason, eventReason);
}

Result<SessionRow> ensure(Tx &tx, const QString &name, bool *created)
{
    if (created)
        *created = false;
    if (auto row = SessionStore::findForChange(tx, name))
        return std::move(*row);
    if (displaytext::isBlank(name))
        return errors::sessionNameRequired();
    HANDOFF_CHECK(names::checkNewSession(QStringLiteral("/session_name"), name));
    SessionRow row;
    row.name = name;
    if (SessionStore::insert(tx, row)) {
        if (created)
            *created = true;
        return row;
    }
    return forChange(tx, name); // another server made it in between
}

bool mergeProfile(SessionRow &row, const DeclaredProfile &declared)
{
    bool changed = false;
    const auto take = [&changed](auto &target, const auto &value) {
        if (!value)
            return;
        auto taken = *value;
        if constexpr (std::is_same_v<decltype(taken), QString>)
            taken = displaytext::cut(taken, maxProfileLength);
        if (target != taken) {
            target = std::move(taken);
            changed = true;
        }
    };
    take(row.profile.nickname, declared.nickname);
    take(row.email, declared.email);
    take(row.profile.language, declared.language);
    take(row.profile.country, declared.country);
    take(row.city, declared.city);
    take(row.currency, declared.currency);
    take(row.gdprConsent, declared.gdprConsent);
    take(row.marketingSubscribed, declared.marketingSubscribed);
    return changed;
}

// ---- Change
// ---------------------------------------------------------------------------------------

Change::Change(Tx &tx, const DeskPolicy &policy, SessionRow row)
    : m_tx(tx), m_policy(policy), m_row(std::move(row))
{
}

Result<void> Change::move(SessionRules::Action action, const Actor &actor,
                          const QString &auditReason, const QString &eventReason)
{
    const auto to = SessionRules::next(m_row.status, action);
    if (!to)
        return errors::invalidStatus(json::enumName(m_row.status), SessionRules::verb(action));
    moved(*to, actor, auditReason, eventReason);
    return {};
}

void Change::passTo(const AgentRef &agent, const Actor &actor)
{
    agentChanged(m_row.owner->id);
    agentChanged(agent.id);
    m_row.owner = agent;
    EpisodeStore::takenOver(m_tx, m_row.id, agent.id);
    moved(m_row.status, actor, statusreason::transferred, statusreason::transferred);
}

void Change::moved(SessionStatus to, const Actor &actor, const QString &auditReason,
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
    m_events.append(stored(event, m_row.name, Audience::CustomerAndAgents));
}

bool Change::mayQueue(const Actor &actor) const
{
    if (actor.client.isEmpty() || m_policy.queueMaxPerClient <= 0 || m_row.profile.vip ||
        !Shift::isInShift(m_policy.shift, m_tx.now()))
        return true;
    return SessionStore::waitingFrom(m_tx, actor.client) < m_policy.queueMaxPerClient;
}

Result<Change::Escalated> Change::escalate(EscalationReason reason, Severity severity,
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
    if (!result.isInShift) {
        result.mailQueued = Mails::queueFor(m_tx, m_policy, m_row, actor);
        if (!result.mailQueued)
            m_row.mail.error = errors::mailNotConfigured().message;
        m_occasion.outOfShift = true;
        addSystem(result.mailQueued ? m_policy.texts.afterHours : m_policy.texts.afterHoursNoMail);
        HANDOFF_CHECK(move(SessionRules::Action::AfterHours, Actor::system(),
                           statusreason::afterHours, statusreason::afterHours));
    }
    return result;
}

void Change::endEpisode()
{
    EpisodeStore::end(m_tx, m_row.id);
    m_row.escalation.reset();
    m_row.owner.reset();
    m_row.offeredTo.reset();
    m_row.manualStartAt.reset();
    m_row.aiFailCount = 0;
    m_whole = true;
}

Message Change::add(MessageRow message)
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
        customerSaid(message.content);
    else if (message.role == MessageRole::Agent)
        m_row.unreadBase = m_row.userMessages;
    if (!message.internal)
        m_events.append(
            manualMessage(m_row.name, MessageStore::toMessage(message, m_row.messageKey)));
    return told(message);
}

qint64 Change::ask(MessageRow question, Timestamp receivedAt)
{
    const MessageTimes::Turn times = MessageTimes::turn(m_row.lastAt, receivedAt);
    m_row.lastAt = times.answer;
    question.seq = m_row.lastSeq + 1;
    m_row.lastSeq += 2;
    question.createdAt = times.question;
    question.answered = false;
    MessageStore::insert(m_tx, m_row.id, question);
    customerSaid(question.content);
    told(question);
    return question.seq;
}

Message Change::answer(MessageRow answer, qint64 answered)
{
    answer.role = MessageRole::Assistant;
    MessageStore::insertEarlier(m_tx, m_row.id, answer);
    m_row.unreadBase = std::max(m_row.unreadBase, answered);
    return told(answer);
}

void Change::customerSaid(const QString &text)
{
    ++m_row.userMessages;
    for (const QString &word : Regulator::hits(text, m_policy.urgentKeywords)) {
        if (!m_row.urgentKeywords.contains(word))
            m_row.urgentKeywords.append(word);
    }
}

/// The message is in the list's row, unless it has a newer one, and agents hear of it.
Message Change::told(const MessageRow &message)
{
    if (!message.internal && (!m_row.preview || m_row.preview->timestamp < message.createdAt))
        m_row.preview = MessagePreview{message.role, previewOf(message.content), message.createdAt};
    const Message sent = MessageStore::toMessage(message, m_row.messageKey);
    m_events.append(messageAdded(m_row.name, sent));
    return sent;
}

Message Change::addSystem(const QString &text)
{
    MessageRow message;
    message.role = MessageRole::System;
    message.content = text;
    return add(std::move(message));
}

void Change::customerWrote(const QString &text, bool first)
{
    m_occasion.customerText = text;
    m_occasion.firstMessage = first;
}

void Change::agentChanged(const QString &agentId)
{
    if (!m_agents.contains(agentId))
        m_agents.append(agentId);
}

Result<void> Change::finish()
{
    m_occasion.queued =
        m_row.status == SessionStatus::PendingManual && m_row.savedStatus != m_row.status;
    if (m_occasion.any())
        AutoReplies::react(m_tx, m_policy, *this, std::exchange(m_occasion, {}));
    const bool saved =
        m_whole ? SessionStore::save(m_tx, m_row) : SessionStore::saveProgress(m_tx, m_row);
    if (!saved)
        return m_tx.failure().value_or(errors::versionConflict());
    for (StoredEvent &event : m_events)
        m_tx.announce(std::move(event));
    m_events.clear();
    announceSummary(m_tx, m_row);
    if (m_ownerLeft)
        endTransfer(m_tx, m_row.id);
    for (const QString &agentId : std::as_const(m_agents)) {
        if (const auto agent = AgentStore::find(m_tx, agentId))
            announceAgent(m_tx, *agent);
    }
    return {};
}

} // namespace handoff::desk
