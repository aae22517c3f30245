#include "server/jobs/desktimers.h"

#include "server/domain/account/presence.h"
#include "server/domain/catalog/autoreplies.h"
#include "server/domain/catalog/tags.h"
#include "server/domain/session/chat.h"
#include "server/domain/session/handover.h"
#include "server/domain/session/retention.h"
#include "server/domain/session/transfers.h"
#include "server/store/eventlog.h"
#include "server/store/repeats.h"

namespace handoff {

namespace {

constexpr int sessionsPerSweep = 25; ///< closed in one transaction
constexpr int transfersPerSweep = 100;
constexpr int eventsPerSweep = 5000;  ///< trimmed in one transaction
constexpr int repeatsPerSweep = 1000; ///< forgotten in one transaction
constexpr int messagesPerSweep = 200; ///< of old sessions, taken away in one transaction
constexpr int sweepPauseMs = 50;      ///< for what people wait for
constexpr int rowsPerSweep = 1000;    ///< of deleted tags, of firings of auto-reply rules
constexpr int repliesPerTick = 200;
constexpr int turnsPerSweep = 100;

} // namespace

DeskTimers::DeskTimers(Database &database, EventHub &hub, const DeskPolicy &policy,
                       int eventRetentionHours, const DeskTimersOptions &options)
    : m_database(database), m_hub(hub), m_policy(policy), m_eventRetentionHours(eventRetentionHours)
{
    connect(&hub, &EventHub::agentStreams, this, [this](const QString &agentId, bool) {
        noteAlive({agentId}); // coming, and the moment from which he counts as gone
    });
    every(options.aliveMs, &DeskTimers::endStreamsOfGone);
    every(options.presenceMs, &DeskTimers::lookForLost);
    every(options.transferMs, &DeskTimers::expireTransfers);
    every(options.idleCloseMs, &DeskTimers::closeIdle);
    every(options.retentionMs, &DeskTimers::trimEvents);
    every(options.retentionMs, &DeskTimers::removeOld);
    every(options.retentionMs, &DeskTimers::forgetRepeats);
    every(options.autoReplyMs, &DeskTimers::sendDueReplies);
    every(options.idleCloseMs, &DeskTimers::clearAway);
    every(options.turnsMs, [this] { endAbandonedTurns(Timestamp::now()); });
}

template<typename Work>
void DeskTimers::every(int ms, Work work)
{
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, work);
    timer->start(ms);
}

void DeskTimers::noteAlive(const QStringList &agentIds)
{
    m_database.writeBehind([agentIds](Tx &tx) { return Presence::streamsAlive(tx, agentIds); });
}

void DeskTimers::endStreamsOfGone()
{
    const QList<AgentStream> streams = m_hub.agentStreamsNow();
    if (streams.isEmpty())
        return;
    noteAlive(m_hub.agentsWithStreams());
    // An account or a sign-in may have ended while its stream was just being opened.
    m_database
        .read([streams](Tx &tx) -> Result<QStringList> {
            QStringList gone;
            for (const AgentStream &stream : streams) {
                if (!Agents::require(tx, stream.agentId, stream.signIn) && !tx.failed())
                    gone.append(stream.agentId);
            }
            return gone;
        })
        .then(this, [this](const Result<QStringList> &gone) {
            if (!gone)
                return;
            for (const QString &id : *gone)
                m_hub.endAgent(id);
        });
}

void DeskTimers::lookForLost()
{
    m_database.writeBehind([&policy = m_policy](Tx &tx) { return Presence::markLost(tx, policy); });
    m_database.writeBehind(
        [&policy = m_policy](Tx &tx) { return Presence::requeueLost(tx, policy); });
}

void DeskTimers::expireTransfers()
{
    m_database.writeBehind([](Tx &tx) { return Transfers::expire(tx, transfersPerSweep); });
}

void DeskTimers::closeIdle()
{
    m_database
        .writeBehind([&policy = m_policy](Tx &tx) {
            return HandOver::closeIdle(tx, policy, sessionsPerSweep);
        })
        .then(this, [this](const Result<QStringList> &closed) {
            if (closed && closed->size() == sessionsPerSweep)
                closeIdle();
        });
}

void DeskTimers::trimEvents()
{
    m_database
        .writeBehind([hours = m_eventRetentionHours](Tx &tx) -> Result<int> {
            return EventLog::trim(tx, tx.now().plusSeconds(-3600 * qint64(hours)), eventsPerSweep);
        })
        .then(this, [this](const Result<int> &trimmed) {
            if (trimmed && *trimmed == eventsPerSweep)
                trimEvents();
        });
}

void DeskTimers::removeOld()
{
    m_database
        .writeBehind(
            [&policy = m_policy](Tx &tx) { return Retention::sweep(tx, policy, messagesPerSweep); })
        .then(this, [this](const Result<Retention::Step> &step) {
            if (step && step->more)
                QTimer::singleShot(sweepPauseMs, this, &DeskTimers::removeOld);
        });
}

void DeskTimers::forgetRepeats()
{
    m_database
        .writeBehind([](Tx &tx) -> Result<int> {
            return Repeats::trim(tx, tx.now().plusSeconds(-86'400), repeatsPerSweep);
        })
        .then(this, [this](const Result<int> &forgotten) {
            if (forgotten && *forgotten == repeatsPerSweep)
                forgetRepeats();
        });
}

void DeskTimers::sendDueReplies()
{
    if (m_repliesUnderway > 0)
        return; // the writer is busy: do not ask it twice
    m_database.read([](Tx &tx) { return AutoReplies::due(tx, repliesPerTick); })
        .then(this, [this](const Result<QList<qint64>> &due) {
            if (!due)
                return;
            // Each in a write of its own: one that fails stays due and holds up no other.
            for (const qint64 timerId : *due) {
                ++m_repliesUnderway;
                m_database
                    .writeBehind([&policy = m_policy, timerId](Tx &tx) {
                        return AutoReplies::fireTimer(tx, policy, timerId);
                    })
                    .then(this, [this](const Result<bool> &) { --m_repliesUnderway; });
            }
        });
}

void DeskTimers::endAbandonedTurns(Timestamp due)
{
    m_database
        .writeBehind([&policy = m_policy, due](Tx &tx) {
            return Chat::endAbandoned(tx, policy, due, turnsPerSweep);
        })
        .then(this, [this, due](const Result<QStringList> &ended) {
            if (ended && ended->size() == turnsPerSweep)
                endAbandonedTurns(due);
        });
}

void DeskTimers::clearAway()
{
    m_database.writeBehind([](Tx &tx) { return AutoReplies::forget(tx, rowsPerSweep); });
    m_database.writeBehind([](Tx &tx) { return Tags::sweep(tx, rowsPerSweep); })
        .then(this, [this](const Result<int> &swept) {
            if (swept && *swept > 0)
                clearAway();
        });
}

} // namespace handoff
