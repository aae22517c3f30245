#include "server/coze/transport.h"

#include "shared/core/clock.h"

#include <QUrl>

#include <curl/curl.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <mutex>

namespace handoff::coze {

// What libcurl calls. It must not be re-entered from here, so these only note what happened;
// Transport::deliver() tells the owners afterwards.
struct Transport::Callbacks
{
    static int socket(CURL *, curl_socket_t fd, int what, void *self, void *known)
    {
        auto *transport = static_cast<Transport *>(self);
        if (what == CURL_POLL_REMOVE) {
            ::epoll_ctl(transport->m_epoll, EPOLL_CTL_DEL, fd, nullptr);
            return 0;
        }
        epoll_event event{};
        event.data.fd = fd;
        if (what & CURL_POLL_IN)
            event.events |= EPOLLIN;
        if (what & CURL_POLL_OUT)
            event.events |= EPOLLOUT;
        if (::epoll_ctl(transport->m_epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event) != 0)
            ::epoll_ctl(transport->m_epoll, known ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event);
        curl_multi_assign(transport->m_multi, fd, transport);
        return 0;
    }

    static int timer(CURLM *, long ms, void *self)
    {
        auto *transport = static_cast<Transport *>(self);
        if (ms < 0)
            transport->m_timer.stop();
        else
            transport->m_timer.start(static_cast<int>(std::min(ms, 3'600'000L)));
        return 0;
    }

    static size_t body(char *bytes, size_t, size_t size, void *self)
    {
        auto *exchange = static_cast<Exchange *>(self);
        const auto length = static_cast<qsizetype>(size);
        exchange->m_lastByteMs = monotonicMs();
        if (exchange->m_draining)
            return size;
        if (length > exchange->m_bytesLeft) {
            exchange->m_bytesLeft = -1;
            return CURL_WRITEFUNC_ERROR;
        }
        exchange->m_bytesLeft -= length;
        exchange->m_buffer.append(bytes, length);
        exchange->m_transport->markReady(exchange);
        return size;
    }

    static size_t header(char *bytes, size_t, size_t size, void *self)
    {
        auto *exchange = static_cast<Exchange *>(self);
        exchange->m_lastByteMs = monotonicMs();
        const QByteArrayView line = QByteArrayView(bytes, static_cast<qsizetype>(size)).trimmed();
        if (line.isEmpty()) {
            long status = 0;
            curl_easy_getinfo(exchange->m_easy, CURLINFO_RESPONSE_CODE, &status);
            if (status >= 200)
                exchange->m_status = static_cast<int>(status);
            return size;
        }
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0)
            return size;
        const QByteArrayView name = line.first(colon);
        if (name.compare("content-type", Qt::CaseInsensitive) == 0)
            exchange->m_contentType = line.sliced(colon + 1).trimmed().toByteArray().toLower();
        else if (name.compare("x-tt-logid", Qt::CaseInsensitive) == 0)
            exchange->m_logId = line.sliced(colon + 1).trimmed().toByteArray();
        return size;
    }
};

Exchange::~Exchange()
{
    detach();
}

void Exchange::detach()
{
    if (m_transport)
        std::erase(m_transport->m_live, this);
    if (m_easy) {
        if (m_transport)
            curl_multi_remove_handle(m_transport->m_multi, m_easy);
        curl_easy_cleanup(m_easy);
    }
    curl_slist_free_all(m_headers);
    m_transport = nullptr;
    m_easy = nullptr;
    m_headers = nullptr;
}

QString Exchange::errorText() const
{
    return QString::fromUtf8(m_error.constData()); // up to the NUL that libcurl wrote
}

void Exchange::drain()
{
    disconnect(this, nullptr, nullptr, nullptr);
    if (m_ended || !m_transport) {
        deleteLater();
        return;
    }
    setParent(m_transport);
    m_draining = true;
    m_buffer.clear();
    m_drainUntilMs = monotonicMs() + m_transport->m_limits.drainMs;
}

Transport::Transport(const Limits &limits, QObject *parent) : QObject(parent), m_limits(limits)
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });

    m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
    m_notifier = new QSocketNotifier(m_epoll, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &Transport::onSockets);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Transport::onTimer);
    m_sweepTimer.setInterval(std::clamp(std::min(limits.firstByteMs, limits.gapMs) / 10, 10, 1000));
    connect(&m_sweepTimer, &QTimer::timeout, this, &Transport::sweep);

    m_multi = curl_multi_init();
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &Callbacks::socket);
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &Callbacks::timer);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_MAXCONNECTS, 1024L); // idle ones that are kept for reuse
}

Transport::~Transport()
{
    while (!m_live.empty())
        m_live.back()->detach();
    curl_multi_cleanup(m_multi);
    delete m_notifier;
    ::close(m_epoll);
}

Exchange *Transport::post(const Call &call, QObject *parent)
{
    auto *exchange = new Exchange;
    exchange->setParent(parent);
    exchange->m_transport = this;
    exchange->m_body = call.body;
    exchange->m_bytesLeft = call.maxBytes;
    exchange->m_error.resize(CURL_ERROR_SIZE, '\0');
    exchange->m_lastByteMs = monotonicMs();

    CURL *easy = curl_easy_init();
    exchange->m_easy = easy;
    for (const QByteArray &line :
         {QByteArray("Authorization: Bearer " + call.bearer),
          QByteArrayLiteral("Content-Type: application/json"),
          QByteArrayLiteral("Accept-Encoding: identity"), QByteArrayLiteral("Expect:")})
        exchange->m_headers = curl_slist_append(exchange->m_headers, line.constData());
    curl_easy_setopt(easy, CURLOPT_URL, call.url.constData());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    // One connection per running turn: with HTTP/2 a single broken connection would end them all.
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(exchange->m_body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, exchange->m_body.constData());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, exchange->m_headers);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "handoff-server/" HANDOFF_VERSION);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_limits.connectMs));
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Callbacks::body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, exchange);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Callbacks::header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, exchange);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, exchange->m_error.data());
    curl_easy_setopt(easy, CURLOPT_PRIVATE, exchange);

    m_live.push_back(exchange);
    if (!m_sweepTimer.isActive())
        m_sweepTimer.start();
    curl_multi_add_handle(m_multi, easy);
    return exchange;
}

void Transport::onSockets()
{
    std::array<epoll_event, 128> events;
    const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<size_t>(i)];
        int flags = 0;
        if (event.events & EPOLLIN)
            flags |= CURL_CSELECT_IN;
        if (event.events & EPOLLOUT)
            flags |= CURL_CSELECT_OUT;
        if (event.events & (EPOLLERR | EPOLLHUP))
            flags |= CURL_CSELECT_ERR;
        int running = 0;
        curl_multi_socket_action(m_multi, event.data.fd, flags, &running);
    }
    collectEnds();
    deliver();
}

void Transport::onTimer()
{
    int running = 0;
    curl_multi_socket_action(m_multi, CURL_SOCKET_TIMEOUT, 0, &running);
    collectEnds();
    deliver();
}

void Transport::collectEnds()
{
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(m_multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        CURL *easy = message->easy_handle;
        const CURLcode result = message->data.result; // gone with the handle
        char *pointer = nullptr;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &pointer);
        auto *exchange = static_cast<Exchange *>(static_cast<void *>(pointer));
        curl_off_t retryAfter = 0;
        curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &retryAfter);
        exchange->m_retryAfterMs =
            static_cast<int>(std::clamp<curl_off_t>(retryAfter, 0, 86'400) * 1000);
        exchange->m_ended = true;
        if (exchange->m_bytesLeft < 0)
            exchange->m_end = Exchange::End::TooLarge;
        else if (result == CURLE_OK && exchange->m_status > 0)
            exchange->m_end = Exchange::End::Complete;
        else
            exchange->m_end =
                exchange->m_status > 0 ? Exchange::End::Broken : Exchange::End::ConnectFailed;
        curl_multi_remove_handle(m_multi, easy);
        markReady(exchange);
    }
}

void Transport::markReady(Exchange *exchange)
{
    if (exchange->m_ready)
        return;
    exchange->m_ready = true;
    m_readyList.emplace_back(exchange);
}

void Transport::deliver()
{
    // Owners may start and delete exchanges, even this transport, while they are told.
    const QPointer<Transport> self(this);
    const std::vector<QPointer<Exchange>> ready = std::exchange(m_readyList, {});
    for (const QPointer<Exchange> &exchange : ready) {
        if (!self)
            return;
        if (!exchange)
            continue;
        exchange->m_ready = false;
        const bool ended = exchange->m_ended;
        const QByteArray bytes = std::exchange(exchange->m_buffer, {});
        if (!bytes.isEmpty())
            emit exchange->received(bytes);
        if (!ended || !exchange || !self)
            continue;
        exchange->detach();
        if (exchange->m_draining)
            delete exchange.data();
        else
            emit exchange->ended(exchange->m_end);
    }
}

void Transport::sweep()
{
    const qint64 now = monotonicMs();
    std::vector<QPointer<Exchange>> late;
    for (Exchange *exchange : m_live) {
        const int allowed = exchange->m_status > 0 ? m_limits.gapMs : m_limits.firstByteMs;
        if (exchange->m_draining ? now > exchange->m_drainUntilMs
                                 : now - exchange->m_lastByteMs > allowed && !exchange->m_ended)
            late.emplace_back(exchange);
    }
    for (const QPointer<Exchange> &exchange : late) {
        if (!exchange)
            continue;
        exchange->m_ended = true;
        exchange->m_end = Exchange::End::Timeout;
        exchange->detach();
        if (exchange->m_draining)
            delete exchange.data();
        else
            emit exchange->ended(exchange->m_end);
    }
    if (m_live.empty())
        m_sweepTimer.stop();
}

} // namespace handoff::coze
