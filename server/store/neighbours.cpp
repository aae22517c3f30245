#include "server/store/neighbours.h"

#include "server/store/eventlog.h"

#include <limits>

namespace handoff::store {

namespace {

const QString eventsChannel = QStringLiteral("handoff_events");
const QString tellChannel = QStringLiteral("handoff_ephemeral");

/// Any number, the same for all servers on one database: "HANDOFF" in ASCII.
constexpr qint64 turnLock = 0x48414e444f4646;

/// PostgreSQL refuses payloads of 8000 bytes.
constexpr qsizetype maxPayload = 7000;

/// Three lines and the JSON; no name has a line break.
QString packed(const StoredEvent &event)
{
    return QString::number(static_cast<int>(event.audience)) + u'\n' + event.type + u'\n' +
           event.sessionName + u'\n' + QString::fromUtf8(event.json);
}

StoredEvent unpacked(const QString &payload)
{
    StoredEvent event;
    event.audience = static_cast<Audience>(payload.section(u'\n', 0, 0).toInt());
    event.type = payload.section(u'\n', 1, 1);
    event.sessionName = payload.section(u'\n', 2, 2);
    event.json = payload.section(u'\n', 3).toUtf8();
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
    if (channel == tellChannel)
        m_ears.told(unpacked(payload));
    else if (payload.toLongLong() > m_seen)
        m_ears.wake();
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
        const QString payload = packed(event);
        if (payload.toUtf8().size() <= maxPayload)
            sql::run(tx, QStringLiteral("SELECT pg_notify(?, ?)"), {tellChannel, payload});
    }
    tx.finishStatements();
    if (tx.failed())
        return *tx.failure();
    return m_connection.run(QStringLiteral("COMMIT"));
}

} // namespace handoff::store
