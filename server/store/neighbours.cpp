#include "server/store/neighbours.h"

#include "server/store/eventlog.h"
#include "shared/core/json.h"

#include <limits>

namespace handoff::store {

namespace {

const QString eventsChannel = QStringLiteral("handoff_events");
const QString tellChannel = QStringLiteral("handoff_ephemeral");

/// Any number, the same for all servers on one database: "HANDOFF" in ASCII.
constexpr qint64 turnLock = 0x48414e444f4646;

/// PostgreSQL refuses payloads of 8000 bytes.
constexpr qsizetype maxPayload = 7000;

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

Neighbours::Neighbours(Connection &connection, qint64 seen, Ears ears)
    : m_connection(connection), m_seen(seen), m_ears(std::move(ears))
{
}

Result<void> Neighbours::listen()
{
    return m_connection.listen(
        {eventsChannel, tellChannel},
        [this](const QString &channel, const QString &payload) { heard(channel, payload); });
}

void Neighbours::heard(const QString &channel, const QString &payload) const
{
    if (channel == tellChannel) {
        if (const auto event = unpacked(payload))
            m_ears.told(*event);
    } else if (payload.toLongLong() > m_seen) {
        m_ears.wake();
    }
}

Result<void> Neighbours::takeTurn()
{
    static const QString statement =
        QStringLiteral("SELECT pg_advisory_xact_lock(%1)").arg(turnLock);
    return m_connection.run(statement);
}

Result<void> Neighbours::join(QList<StoredEvent> *events)
{
    const qint64 first = events->constFirst().id;
    if (first > m_seen + 1) { // foreign ones, or numbers of use cases that were rolled back
        HANDOFF_TRY(const QList<StoredEvent> foreign,
                    readBelow(first, std::numeric_limits<int>::max()));
        *events = foreign + *events;
    }
    // Sent by PostgreSQL together with the commit.
    return m_connection.run(QStringLiteral("SELECT pg_notify('%1', '%2')")
                                .arg(eventsChannel)
                                .arg(events->constLast().id));
}

void Neighbours::handedOut(const QList<StoredEvent> &events)
{
    if (!events.isEmpty())
        m_seen = events.constLast().id;
}

Result<QList<StoredEvent>> Neighbours::next(int limit)
{
    HANDOFF_TRY(const QList<StoredEvent> events,
                readBelow(std::numeric_limits<qint64>::max(), limit));
    handedOut(events);
    return events;
}

Result<QList<StoredEvent>> Neighbours::readBelow(qint64 id, int limit)
{
    Tx tx(m_connection, Timestamp());
    const QList<StoredEvent> events = EventLog::between(tx, m_seen, id, limit);
    tx.finishStatements();
    if (tx.failed())
        return *tx.failure();
    return events;
}

Result<void> Neighbours::tell(const QList<StoredEvent> &events)
{
    HANDOFF_CHECK(m_connection.run(QStringLiteral("BEGIN")));
    // Nothing here needs to be durable, and somebody types all the time.
    HANDOFF_CHECK(m_connection.run(QStringLiteral("SET LOCAL synchronous_commit = off")));
    Tx tx(m_connection, Timestamp());
    for (const StoredEvent &event : events) {
        const QByteArray payload = packed(event);
        if (payload.size() <= maxPayload)
            sql::run(tx, QStringLiteral("SELECT pg_notify(?, ?)"),
                     {tellChannel, QString::fromUtf8(payload)});
    }
    tx.finishStatements();
    if (tx.failed())
        return *tx.failure();
    return m_connection.run(QStringLiteral("COMMIT"));
}

} // namespace handoff::store
