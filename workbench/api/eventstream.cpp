#include "workbench/api/eventstream.h"

#include "shared/contract/event.h"
#include "shared/core/ids.h"

#include <QRandomGenerator>

namespace handoff {

namespace {
/// What the server is asked for. Two that stay away are a lost line: known within five seconds,
/// also when the line just stopped to carry anything.
constexpr int beatSeconds = 2;
} // namespace

EventStream::EventStream(ApiClient &api, QObject *parent) : EventStream(api, Timing(), parent) {}

EventStream::EventStream(ApiClient &api, const Timing &timing, QObject *parent)
    : QObject(parent), m_api(api), m_timing(timing), m_name(newId(u"stream_").toLatin1())
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &EventStream::connectNow);
    m_watch.setInterval(qBound(10, timing.silence / 5, 1000));
    connect(&m_watch, &QTimer::timeout, this, &EventStream::watch);
    m_doubt.setSingleShot(true);
    m_doubtMs = timing.doubt;
    connect(&m_doubt, &QTimer::timeout, this, &EventStream::settleDoubt);
    connect(&api, &ApiClient::lineBroke, this, &EventStream::doubt);
}

EventStream::~EventStream()
{
    dropReply();
}

void EventStream::start(const QString &path, qint64 cursor)
{
    stop();
    m_path = path;
    m_cursor = cursor;
    m_renewed = false;
    m_pollMs = 0;
    setState(State::Connecting);
    connectNow();
}

void EventStream::stop()
{
    dropReply();
    m_retry.stop();
    m_path.clear();
    m_cursor = 0;
    if (m_state != State::Stopped)
        setState(State::Stopped);
}

void EventStream::retryNow()
{
    if (m_state == State::Lost || m_state == State::Polling)
        connectNow();
}

void EventStream::reconnect()
{
    if (m_state == State::Stopped)
        return;
    if (m_state == State::Live)
        setState(State::Lost);
    connectNow();
}

void EventStream::connectNow()
{
    dropReply();
    m_retry.stop();
    if (m_nextTryAt.ms != 0)
        setState(m_state); // the wait is over
    if (m_api.accessToken().isEmpty())
        renewAndRetry();
    else
        request();
}

void EventStream::request()
{
    m_parser = SseParser();
    m_streamId = 0;
    m_readyId = 0;
    m_resumed = m_cursor > 0;
    m_heardAt = monotonicMs();
    m_quietLooks = 0;

    QNetworkRequest request(m_api.url(m_path));
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setRawHeader("Accept", "text/event-stream");
    request.setRawHeader("Authorization", QByteArray("Bearer " + m_api.accessToken().toLatin1()));
    request.setRawHeader("Stream-Name", m_name);
    request.setRawHeader("Heartbeat", QByteArray::number(beatSeconds));
    if (m_resumed)
        request.setRawHeader("Last-Event-ID", QByteArray::number(m_cursor));
    m_reply = m_network.get(request);
    m_api.guard(m_reply);
    connect(m_reply, &QNetworkReply::readyRead, this, &EventStream::readBytes);
    connect(m_reply, &QNetworkReply::finished, this, &EventStream::replyFinished);
    m_watch.start();
}

bool EventStream::isEventStream() const
{
    return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 200 &&
           m_reply->rawHeader("Content-Type").startsWith("text/event-stream");
}

void EventStream::readBytes()
{
    if (!isEventStream()) {
        m_reply->readAll(); // an error page; replyFinished() judges it
        return;
    }
    m_heardAt = monotonicMs();
    m_quietLooks = 0;
    m_lastHeard = Timestamp::now();
    const quint64 generation = m_generation;
    const QList<SseEvent> events = m_parser.feed(m_reply->readAll());
    for (const SseEvent &event : events) {
        apply(event);
        if (generation != m_generation) // a receiver stopped or restarted us
            return;
    }
    if (m_parser.overflow())
        lose();
}

void EventStream::apply(const SseEvent &sse)
{
    const qint64 id = sse.id.toLongLong();
    const bool hasOwnId = id > 0 && id != m_streamId;
    m_streamId = id;
    const auto parsed = json::parse(sse.data);
    const QJsonObject payload = parsed.ok() ? parsed->toObject() : QJsonObject();
    const QString type =
        sse.type.isEmpty() ? payload.value(u"type").toString() : QString::fromUtf8(sse.type);
    if (type == eventtype::ready) {
        applyReady(payload);
        return;
    }
    if (hasOwnId && id <= m_cursor)
        return; // already applied

    const quint64 generation = m_generation;
    if (type == eventtype::resync) {
        m_cursor = qMax(m_cursor, m_readyId);
        emit resyncNeeded(payload.value(u"reason").toString());
    } else if (const auto read = anyEventFrom(type, payload); payload.isEmpty() || !read) {
        emit resyncNeeded(QStringLiteral("unreadable event"));
    } else {
        emit event(*read, hasOwnId ? id : 0);
    }
    if (hasOwnId && generation == m_generation)
        m_cursor = qMax(m_cursor, id);
}

void EventStream::applyReady(const QJsonObject &payload)
{
    const auto read = json::fromJson<ReadyEvent>(QJsonValue(payload), json::Mode::Lenient);
    const ReadyEvent answer = read.ok() ? *read : ReadyEvent();
    m_readyId = answer.lastEventId;
    m_beat = m_reply->rawHeader("Heartbeat").toInt();
    m_renewed = false;
    m_pollMs = 0;
    m_oneTooMany = false;
    // Ids that went back mean another event log: nothing of ours can be resumed there.
    const bool logReplaced = m_resumed && m_readyId < m_cursor;
    if (!m_resumed || logReplaced)
        m_cursor = m_readyId;
    const quint64 generation = m_generation;
    setState(State::Live);
    if (generation == m_generation)
        emit ready(m_resumed, answer.serverTime);
    if (generation == m_generation && logReplaced)
        emit resyncNeeded(QStringLiteral("event log replaced"));
}

void EventStream::replyFinished()
{
    const quint64 generation = m_generation;
    if (m_reply->bytesAvailable() > 0)
        readBytes();
    if (generation != m_generation)
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // Also when the line broke inside the answer's head.
    const bool cut = m_reply->error() != QNetworkReply::NoError &&
                     m_reply->error() < QNetworkReply::ContentAccessDenied;
    if (status == 0 || cut || isEventStream())
        lose();
    else if (status == 401 && !m_renewed)
        renewAndRetry();
    else
        poll(status == 429);
}

void EventStream::renewAndRetry()
{
    dropReply();
    m_renewed = true;
    m_api.refreshAccess().then(this, [this, generation = m_generation](const Result<void> &result) {
        if (generation != m_generation)
            return;
        if (result)
            request();
        else
            lose(); // signInRequired() was sent if that is the reason
    });
}

void EventStream::lose()
{
    dropReply();
    m_renewed = false;
    const int wanted = m_parser.retryMs();
    const int base = wanted > 0 ? qBound(500, wanted, 60000) : m_timing.retry;
    const int spread = qMax(1, base / 4);
    m_doubtMs = m_timing.doubt;
    setState(State::Lost, base - spread + QRandomGenerator::global()->bounded(2 * spread));
    m_api.noteBroken();
}

void EventStream::poll(bool oneTooMany)
{
    dropReply();
    m_oneTooMany = oneTooMany;
    m_renewed = false;
    const quint64 generation = m_generation;
    // It may have been a moment's: a gateway before a server that starts.
    m_pollMs = qMin(m_timing.poll, m_pollMs > 0 ? 2 * m_pollMs : m_timing.retry);
    setState(State::Polling, m_pollMs);
    if (generation == m_generation)
        emit pollDue();
}

void EventStream::watch()
{
    if (!m_reply)
        return;
    const qint64 now = monotonicMs();
    const qint64 silent = now - m_heardAt;
    if (m_state != State::Live) {
        if (silent <= m_timing.connectTimeout)
            return;
        if (isEventStream()) // accepted, but something on the way keeps the bytes back
            poll();
        else
            lose();
        return;
    }
    // Looks are counted, not time: when this thread was busy, bytes may wait to be read.
    const bool missesBeats = m_beat > 0 && ++m_quietLooks > 2 * m_beat;
    if (missesBeats || silent > m_timing.silence)
        lose();
}

/// Another connection to the server broke. This one may have gone the same way without a word: on
/// Qt 6.4 the reply of a connection that is cut in mid-answer is not always finished.
void EventStream::doubt()
{
    if (!m_reply || m_doubt.isActive())
        return;
    m_doubtedAt = monotonicMs();
    m_doubt.start(m_doubtMs);
}

void EventStream::settleDoubt()
{
    if (m_heardAt > m_doubtedAt) {
        m_doubtMs = m_timing.doubt;
        return;
    }
    m_doubtMs = qMin(2 * m_doubtMs, m_timing.silence);
    reconnect();
}

void EventStream::dropReply()
{
    ++m_generation;
    m_watch.stop();
    m_doubt.stop();
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
}

/// With `waitMs` > 0 the next try starts then.
void EventStream::setState(State state, int waitMs)
{
    m_state = state;
    m_nextTryAt = waitMs > 0 ? Timestamp::now().plusMs(waitMs) : Timestamp();
    if (waitMs > 0)
        m_retry.start(waitMs);
    emit stateChanged(state);
}

} // namespace handoff
