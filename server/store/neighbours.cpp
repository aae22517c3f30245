#include "server/store/neighbours.h"

#include "server/store/eventlog.h"
#include "shared/core/json.h"

#include <QLoggingCategory>

#include <algorithm>

namespace handoff::store {

namespace {

Q_LOGGING_CATEGORY(neighboursLog, "handoff.store.neighbours")

const QString eventsChannel = QStringLiteral("handoff_events");
const QString tellChannel = QStringLiteral("handoff_ephemeral");

/// PostgreSQL refuses payloads of 8000 bytes.
constexpr qsizetype maxPayload = 7000;

/// Events that are read at once.
constexpr int batch = 500;
constexpr int lookEveryMs = 1000;
/// So long events may be held up before the log names by whom.
constexpr int patienceMs = 3000;
/// What an open transaction holds up is looked at again after 1, 2, 4 … ms.
constexpr int longestPauseMs = 32;
/// Words that wait for the other servers; the oldest are forgotten.
constexpr qsizetype maxWords = 200;

/// An event as it goes to the other servers: no text in it can be taken for a field.
struct Told
{
    int audience = 0;
    QString type, sessionName;
    QStringList agents;
    QString json;

    static constexpr auto fields(auto to)
    {
        using T = Told;
        return to(json::field("audience", &T::audience), json::field("type", &T::type),
                  json::field("session_name", &T::sessionName), json::field("agents", &T::agents),
                  json::field("json", &T::json));
    }
};

QByteArray packed(const StoredEvent &event)
{
    return json::toJson(Told{static_cast<int>(event.audience), event.type, event.sessionName,
                             event.agentIds, QString::fromUtf8(event.json)});
}

std::optional<StoredEvent> unpacked(const QString &payload)
{
    const auto told = json::fromJson<Told>(payload.toUtf8(), json::Mode::Lenient);
    if (!told || told->audience < static_cast<int>(Audience::Agents) ||
        told->audience > static_cast<int>(Audience::NamedAgents))
        return {}; // of a server of another version
    StoredEvent event;
    event.audience = static_cast<Audience>(told->audience);
    event.type = told->type;
    event.sessionName = told->sessionName;
    event.agentIds = told->agents;
    event.json = told->json.toUtf8();
    return event;
}

} // namespace

Neighbours::Neighbours(const QString &url, qint64 seen, Ears ears)
    : m_connection(url, Connection::Purpose::Writer), m_seen(seen), m_ears(std::move(ears)),
      m_timer(this), m_again(this)
{
    m_again.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Neighbours::pull);
    connect(&m_again, &QTimer::timeout, this, &Neighbours::pull);
}

void Neighbours::start()
{
    m_timer.start(lookEveryMs);
    pull(); // connects, and so listens
}

void Neighbours::close()
{
    pull(); // what was committed last
    m_closed = true;
    m_timer.stop();
    m_again.stop();
    m_connection.close();
}

void Neighbours::committed(qint64 upTo)
{
    m_own = std::max(m_own, upTo);
    m_wanted = std::max(m_wanted, upTo);
    wake();
}

void Neighbours::heard(const QString &channel, const QString &payload)
{
    if (channel == tellChannel) {
        if (const auto event = unpacked(payload))
            m_ears.told(*event);
    } else {
        m_wanted = std::max(m_wanted, payload.toLongLong());
        wake();
    }
}

void Neighbours::wake()
{
    // Behind what is posted already: many commits are read at once.
    if (!std::exchange(m_scheduled, true))
        QMetaObject::invokeMethod(this, &Neighbours::pull, Qt::QueuedConnection);
}

void Neighbours::pull()
{
    m_scheduled = false;
    if (m_closed)
        return;
    Result<void> state = ready();
    if (state)
        state = readOn();
    if (!state)
        m_connection.close(); // the next commit or the timer tries again
    if (m_wanted < m_upTo) {
        m_again.setInterval(0);
        m_heldUp.invalidate();
        m_complained = false;
        return;
    }
    if (!m_heldUp.isValid())
        m_heldUp.start();
    if (m_heldUp.hasExpired(patienceMs) && !std::exchange(m_complained, true))
        nameWhoHoldsUp();
    if (!m_again.isActive())
        m_again.start(std::clamp(2 * m_again.interval(), 1, longestPauseMs));
}

void Neighbours::nameWhoHoldsUp()
{
    Tx tx(m_connection, Timestamp());
    const QVariant who = sql::value(
        tx, QStringLiteral("SELECT string_agg(application_name || ' (pid ' || pid || '), in a "
                           "transaction since ' || xact_start, '; ' ORDER BY xact_start) FROM "
                           "pg_stat_activity WHERE datname = current_database() AND "
                           "backend_xid IS NOT NULL"));
    tx.finishStatements();
    qCWarning(neighboursLog).noquote() << "events are held up by" << who.toString();
}

Result<void> Neighbours::ready()
{
    if (m_connection.isOpen() && m_connection.isLost())
        m_connection.close();
    if (m_connection.isOpen())
        return {};
    HANDOFF_CHECK(m_connection.open());
    return m_connection.listen(
        {eventsChannel, tellChannel},
        [this](const QString &channel, const QString &payload) { heard(channel, payload); });
}

Result<void> Neighbours::readOn()
{
    for (;;) {
        if (const qint64 own = m_own; own > m_told) {
            HANDOFF_CHECK(m_connection.post(
                QStringLiteral("SELECT pg_notify('%1', '%2')").arg(eventsChannel).arg(own)));
            m_told = own;
        }
        Tx tx(m_connection, Timestamp());
        const EventLog::Batch next = EventLog::next(tx, m_seen, batch);
        tx.finishStatements();
        if (tx.failed()) {
            m_told = 0;
            return *tx.failure();
        }
        if (!next.events.isEmpty())
            m_seen = next.events.constLast().id;
        m_upTo = std::max(m_upTo, next.upTo);
        m_ears.events(next.events, m_upTo);
        if (next.events.size() < batch)
            return {};
    }
}

void Neighbours::tell(const StoredEvent &event)
{
    if (m_words.size() >= maxWords)
        m_words.removeFirst();
    m_words.append(event);
    if (m_words.size() == 1) // shares a transaction with those that are on their way
        QMetaObject::invokeMethod(this, &Neighbours::sayWords, Qt::QueuedConnection);
}

void Neighbours::sayWords()
{
    const QList<StoredEvent> words = std::exchange(m_words, {});
    if (m_closed || !m_connection.isOpen())
        return;
    if (const auto said = say(words); !said)
        m_connection.close();
}

Result<void> Neighbours::say(const QList<StoredEvent> &words)
{
    // All in one transaction, which changes nothing and so is not written to the disk.
    Tx tx(m_connection, Timestamp());
    for (const StoredEvent &event : words) {
        const QByteArray payload = packed(event);
        if (payload.size() <= maxPayload)
            sql::run(tx, QStringLiteral("SELECT pg_notify(?, ?)"),
                     {tellChannel, QString::fromUtf8(payload)});
    }
    const Result<void> said = m_connection.settle();
    tx.finishStatements();
    return said;
}

} // namespace handoff::store
