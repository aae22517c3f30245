#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSocketNotifier>
#include <QTimer>

#include <vector>

using CURL = void;
using CURLM = void;
struct curl_slist;

namespace handoff::coze {

class Transport;

/// One POST on its way. Lives on the event loop; deleting it aborts the request.
class Exchange : public QObject
{
    Q_OBJECT

public:
    enum class End {
        Complete,
        ConnectFailed, ///< nothing of an answer came: name, connection, TLS, reset
        Timeout,       ///< first byte or gap
        Broken,        ///< the answer began and did not end properly
        TooLarge,      ///< more than `Call::maxBytes`
    };

    ~Exchange() override;

    /// HTTP status; 0 before the answer's head is complete.
    int status() const { return m_status; }
    const QByteArray &contentType() const { return m_contentType; }
    /// Header `X-Tt-Logid`, for Coze's support.
    const QByteArray &logId() const { return m_logId; }
    /// `Retry-After` in milliseconds, 0 without one.
    int retryAfterMs() const { return m_retryAfterMs; }
    /// What libcurl said; for the log.
    QString errorText() const;

    /// Nobody wants the rest: it is read for a short while so that the connection can be used
    /// again, then the object deletes itself.
    void drain();

signals:
    void received(const QByteArray &bytes);
    void ended(handoff::coze::Exchange::End end);

private:
    friend class Transport;
    Exchange() = default;
    void detach();

    Transport *m_transport = nullptr;
    CURL *m_easy = nullptr;
    curl_slist *m_headers = nullptr;
    QByteArray m_body;
    QByteArray m_buffer;
    QByteArray m_contentType;
    QByteArray m_logId;
    QByteArray m_error;
    qint64 m_lastByteMs = 0;
    qint64 m_drainUntilMs = 0;
    qsizetype m_bytesLeft = 0;
    int m_status = 0;
    int m_retryAfterMs = 0;
    bool m_ready = false;
    bool m_ended = false;
    bool m_draining = false;
    End m_end = End::Complete;
};

/// HTTP client for very many parallel streams: libcurl's multi interface on the Qt event loop, all
/// of its sockets behind one epoll descriptor so that Qt polls a single one. No thread but
/// libcurl's resolver. Not QNetworkAccessManager, which opens only 6 connections per host.
class Transport : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        int connectMs = 5'000;
        int firstByteMs = 30'000;
        int gapMs = 30'000;
        int drainMs = 2'000;
    };
    struct Call
    {
        QByteArray url;
        QByteArray bearer; ///< token or JWT, never logged
        QByteArray body;   ///< JSON
        qsizetype maxBytes = 1 << 20;
    };

    explicit Transport(const Limits &limits, QObject *parent = nullptr);
    ~Transport() override;

    /// Starts a POST. Signals come from the event loop, never from within this call.
    Exchange *post(const Call &call, QObject *parent);

private:
    friend class Exchange;
    struct Callbacks;

    void work(int fd, int flags);
    void onSockets();
    void onTimer();
    void collectEnds();
    void deliver();
    void sweep();
    void markReady(Exchange *exchange);

    Limits m_limits;
    CURLM *m_multi = nullptr;
    int m_epoll = -1;
    QSocketNotifier *m_notifier = nullptr;
    QTimer m_timer;
    QTimer m_sweepTimer;
    std::vector<Exchange *> m_live;
    std::vector<QPointer<Exchange>> m_readyList;
};

} // namespace handoff::coze
