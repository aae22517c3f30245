#pragma once

#include "server/store/sql.h"
#include "server/store/storedevent.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>

/// Store-private: the event log as all servers on one PostgreSQL write it (operations.md,
/// Reliability).
namespace handoff::store {

/// Reads the events of all servers, this one among them, in the order of their ids, each once, and
/// tells the others that there are new ones.
///
/// Nobody waits for a turn to write. An event's id is made of its transaction's number, and this
/// reads only as far as no transaction that could still write an id below is open
/// (EventLog::next). So what comes out is complete, and every server sees the same order. Who has
/// committed here says so (committed()); the others hear it by NOTIFY, or look each second.
/// Everything happens on a connection of its own: a commit never waits for NOTIFY's own turn.
///
/// Lives on its database thread.
class Neighbours : public QObject
{
    Q_OBJECT

public:
    struct Ears
    {
        /// New events, and up to which id all are known now; called on the database thread.
        std::function<void(const QList<StoredEvent> &events, qint64 upTo)> events;
        /// Another server's tell().
        std::function<void(const StoredEvent &)> told;
    };

    /// `seen`: id of the newest event that needs no delivery.
    Neighbours(const QString &url, qint64 seen, Ears ears);

    /// On its thread, once.
    void start();
    void close();
    /// A transaction here has written events with ids up to this one.
    void committed(qint64 upTo);
    /// To the other servers, soon; forgotten when that is not possible.
    void tell(const StoredEvent &event);

private:
    void heard(const QString &channel, const QString &payload);
    void wake();
    void pull();
    Result<void> ready();
    Result<void> readOn();
    void nameWhoHoldsUp();
    void sayWords();
    Result<void> say(const QList<StoredEvent> &words);

    Connection m_connection;
    qint64 m_seen;
    qint64 m_upTo = 0;   ///< all below are known
    qint64 m_wanted = 0; ///< there are events up to this one
    qint64 m_told = 0;   ///< what the others know of ours
    qint64 m_own = 0;
    Ears m_ears;
    bool m_scheduled = false;
    bool m_closed = false;
    QTimer m_timer;         ///< a signal may be lost with its connection: look without one, too
    QTimer m_again;         ///< for events that an open transaction holds up
    QElapsedTimer m_heldUp; ///< since when; and whether it was said
    bool m_complained = false;
    QList<StoredEvent> m_words;
};

} // namespace handoff::store
