#pragma once

#include "shared/contract/anyevent.h"
#include "shared/core/clock.h"
#include "shared/core/sse.h"
#include "workbench/api/apiclient.h"

#include <QNetworkAccessManager>
#include <QTimer>

namespace handoff {

/// One resumable event stream (events.md) that is held open for ever. GUI thread. It reconnects
/// with `Last-Event-ID`, and its cursor moves only after event() was handled, so that nothing is
/// missed and nothing comes twice. Has its own network manager, apart from REST.
class EventStream : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Stopped,
        Connecting, ///< first try since start()
        Live,       ///< the server's `ready` came
        Lost,       ///< waiting for nextTryAt(), or trying again: nextTryAt() is then 0
        Polling,    ///< the server answers but gives no stream; pollDue() at each try
    };
    Q_ENUM(State)

    /// All in milliseconds; changed only by tests.
    struct Timing
    {
        int retry = 3000;           ///< ± 25 % jitter; the server's `retry:` replaces it
        int silence = 20000;        ///< no byte for so long: lost; usual heartbeats are 15 s apart
        int doubt = 2000;           ///< the same after another connection broke: tried anew
        int poll = 30000;           ///< between polls, each with a new try; first after `retry`
        int connectTimeout = 10000; ///< no `ready` for so long after connecting: lost
    };

    explicit EventStream(ApiClient &api, QObject *parent = nullptr);
    EventStream(ApiClient &api, const Timing &timing, QObject *parent = nullptr);
    ~EventStream() override;

    /// Opens `path`; `cursor` > 0 resumes after that event id, else the stream begins now.
    void start(const QString &path, qint64 cursor = 0);
    void stop();
    /// Ends the wait of Lost or Polling.
    void retryNow();
    /// The line is known to have been down: a new connection, whatever this one seems to be.
    void reconnect();

    State state() const { return m_state; }
    /// Why it is Polling: this account has as many streams as the server gives one (429).
    bool isOneTooMany() const { return m_oneTooMany; }
    /// Id of the last event that was applied.
    qint64 cursor() const { return m_cursor; }
    /// When the next try starts, in Lost and Polling; ms 0 while a try is under way.
    Timestamp nextTryAt() const { return m_nextTryAt; }
    /// When the last byte came.
    Timestamp lastHeard() const { return m_lastHeard; }

signals:
    /// The state or nextTryAt() changed.
    void stateChanged(handoff::EventStream::State state);
    /// The stream stands. `resumed`: everything after the cursor follows; else it begins here and
    /// the receiver must load the current state by REST. `serverTime` is for clock differences.
    void ready(bool resumed, handoff::Timestamp serverTime);
    /// One event. `id` is 0 for ephemeral ones. Connect directly: the cursor moves on return.
    void event(const handoff::AnyEvent &event, qint64 id);
    /// Events were lost for good: load everything again by REST.
    void resyncNeeded(const QString &reason);
    /// Only in Polling: time to load what changed by REST.
    void pollDue();

private:
    void connectNow();
    void request();
    bool isEventStream() const;
    void readBytes();
    void apply(const SseEvent &sse);
    void applyReady(const QJsonObject &payload);
    void replyFinished();
    void renewAndRetry();
    void lose();
    void poll(bool oneTooMany = false);
    void doubt();
    void settleDoubt();
    void watch();
    void dropReply();
    void setState(State state, int waitMs = 0);

    ApiClient &m_api;
    Timing m_timing;
    const QByteArray m_name; ///< tells the server which dead stream this one was (events.md)
    QNetworkAccessManager m_network;
    QNetworkReply *m_reply = nullptr;
    SseParser m_parser;
    QTimer m_retry;
    QTimer m_watch;
    QTimer m_doubt;
    qint64 m_doubtedAt = 0;
    int m_doubtMs = 0; ///< the wait of the next doubt; it grows as long as it was for nothing
    QString m_path;
    State m_state = State::Stopped;
    int m_pollMs = 0; ///< the wait before the last poll; it grows
    bool m_oneTooMany = false;
    qint64 m_cursor = 0;
    qint64 m_streamId = 0;    ///< newest id seen on this connection
    qint64 m_readyId = 0;     ///< newest id the server had at `ready`
    bool m_resumed = false;   ///< this connection sent its cursor
    bool m_renewed = false;   ///< this try already follows a token refresh
    quint64 m_generation = 0; ///< counts tries; late callbacks of older ones are ignored
    qint64 m_heardAt = 0;     ///< monotonic ms
    int m_beat = 0;           ///< seconds between heartbeats that this server promised; 0: none
    int m_quietLooks = 0;     ///< of the watch, since the last byte
    Timestamp m_lastHeard;
    Timestamp m_nextTryAt;
};

} // namespace handoff
