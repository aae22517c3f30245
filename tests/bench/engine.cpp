#include "tests/bench/engine.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <ctime>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace handoff::bench {

namespace {

constexpr size_t kReadSize = 64 * 1024;

/// Value of a header in a head, blanks trimmed; empty when it is missing.
std::string_view headerValue(std::string_view head, std::string_view name)
{
    size_t at = head.find("\r\n");
    while (at != std::string_view::npos && at + 2 < head.size()) {
        at += 2;
        const size_t end = std::min(head.find("\r\n", at), head.size());
        const std::string_view line = head.substr(at, end - at);
        if (line.size() > name.size() && line[name.size()] == ':' &&
            strncasecmp(line.data(), name.data(), name.size()) == 0) {
            std::string_view value = line.substr(name.size() + 1);
            while (!value.empty() && value.front() == ' ')
                value.remove_prefix(1);
            return value;
        }
        at = head.find("\r\n", at);
    }
    return {};
}

} // namespace

int64_t nowNs()
{
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return int64_t(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
}

// ---- Connection ------------------------------------------------------------------------------

void Connection::send(std::string_view method, std::string_view target, std::string_view head,
                      std::string_view body)
{
    if (m_fd < 0)
        return;
    m_out.append(method)
        .append(" ")
        .append(target)
        .append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        .append(head);
    if (!body.empty() || method == "POST")
        m_out.append("Content-Type: application/json\r\nContent-Length: ")
            .append(std::to_string(body.size()))
            .append("\r\n");
    m_out.append("\r\n").append(body);
    sentNs = nowNs();
    if (m_connected)
        writable();
}

void Connection::close()
{
    if (m_fd < 0)
        return;
    ::close(m_fd); // epoll forgets it by itself
    m_fd = -1;
    m_connected = false;
    if (onClosed)
        onClosed(*this);
}

void Connection::watch(bool writes)
{
    epoll_event event{};
    event.events = EPOLLIN | (writes ? unsigned(EPOLLOUT) : 0U);
    event.data.ptr = this;
    epoll_ctl(m_engine->m_epoll, EPOLL_CTL_MOD, m_fd, &event);
}

void Connection::writable()
{
    if (!m_connected) {
        int error = 0;
        socklen_t size = sizeof error;
        getsockopt(m_fd, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error != 0) {
            close();
            return;
        }
        m_connected = true;
        watch(false);
    }
    while (!m_out.empty()) {
        const ssize_t n = ::send(m_fd, m_out.data(), m_out.size(), MSG_NOSIGNAL);
        if (n < 0) {
            if (errno == EAGAIN)
                watch(true);
            else
                close();
            return;
        }
        m_out.erase(0, size_t(n));
    }
}

void Connection::readable()
{
    while (m_fd >= 0) {
        const size_t size = m_in.size();
        m_in.resize(size + kReadSize);
        const ssize_t n = ::recv(m_fd, m_in.data() + size, kReadSize, 0);
        m_in.resize(size + (n > 0 ? size_t(n) : 0));
        if (n > 0) {
            parse();
            if (size_t(n) < kReadSize)
                return;
        } else if (n == 0 || errno != EAGAIN) {
            close();
        } else {
            return;
        }
    }
}

void Connection::parse()
{
    while (m_fd >= 0 && m_at < m_in.size()) {
        if (!m_inBody && !parseHead())
            break;
        if (m_chunked) {
            if (!parseChunks())
                break;
        } else {
            if (m_in.size() - m_at < m_left)
                break;
            const std::string_view body = std::string_view(m_in).substr(m_at, m_left);
            m_at += m_left;
            m_inBody = false;
            deliver(body);
        }
    }
    if (m_at == m_in.size()) {
        m_in.clear();
        m_at = 0;
    } else if (m_at > kReadSize) {
        m_in.erase(0, m_at);
        m_at = 0;
    }
}

bool Connection::parseHead()
{
    const std::string_view rest = std::string_view(m_in).substr(m_at);
    const size_t end = rest.find("\r\n\r\n");
    if (end == std::string_view::npos || end < 12)
        return false;
    const std::string_view head = rest.substr(0, end);
    status = 0;
    std::from_chars(head.data() + 9, head.data() + 12, status);
    m_chunked = headerValue(head, "Transfer-Encoding") == "chunked";
    m_isStream = headerValue(head, "Content-Type").substr(0, 17) == "text/event-stream";
    m_left = 0;
    const std::string_view length = headerValue(head, "Content-Length");
    std::from_chars(length.data(), length.data() + length.size(), m_left);
    m_at += end + 4;
    m_inBody = true;
    m_chunkHead = true;
    m_body.clear();
    answerNs = nowNs();
    if (!m_chunked && m_left == 0) {
        m_inBody = false;
        deliver({});
        return m_fd >= 0 && m_at < m_in.size() && parseHead();
    }
    return true;
}

bool Connection::parseChunks()
{
    while (m_at < m_in.size()) {
        const std::string_view rest = std::string_view(m_in).substr(m_at);
        if (m_chunkHead) {
            const size_t eol = rest.find("\r\n");
            if (eol == std::string_view::npos)
                return false;
            m_left = 0;
            std::from_chars(rest.data(), rest.data() + eol, m_left, 16);
            if (m_left == 0) { // the last one; no trailers are expected
                if (rest.size() < eol + 4)
                    return false;
                m_at += eol + 4;
                m_inBody = false;
                m_chunked = false;
                if (m_isStream) {
                    if (onStreamEnd)
                        onStreamEnd(*this);
                } else {
                    const std::string body = std::move(m_body);
                    deliver(body);
                }
                return m_fd >= 0;
            }
            m_at += eol + 2;
            m_chunkHead = false;
            m_left += 2; // the CR LF behind the chunk
            continue;
        }
        const size_t take = std::min(m_left, rest.size());
        const size_t text = m_left > 2 ? std::min(take, m_left - 2) : 0;
        m_body.append(rest.substr(0, text));
        m_at += take;
        m_left -= take;
        m_chunkHead = m_left == 0;
        if (m_isStream && m_chunkHead)
            frames();
        if (m_fd < 0)
            return false;
    }
    return false;
}

void Connection::frames()
{
    size_t from = 0;
    for (size_t end = m_body.find("\n\n"); end != std::string::npos;
         end = m_body.find("\n\n", from)) {
        if (onFrame)
            onFrame(*this, std::string_view(m_body).substr(from, end - from));
        from = end + 2;
    }
    m_body.erase(0, from);
}

void Connection::deliver(std::string_view body)
{
    answerNs = nowNs();
    if (onAnswer)
        onAnswer(*this, status, body);
}

// ---- Engine ----------------------------------------------------------------------------------

Engine::Engine() : m_epoll(epoll_create1(EPOLL_CLOEXEC)) {}

Engine::~Engine()
{
    clear();
    ::close(m_epoll);
}

Connection &Engine::connect(uint16_t port, unsigned source)
{
    m_connections.push_back(std::make_unique<Connection>());
    Connection &c = *m_connections.back();
    c.m_engine = this;
    c.m_fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    setsockopt(c.m_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    if (source > 0) {
        setsockopt(c.m_fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
        address.sin_addr.s_addr = htonl((127U << 24) + (1U << 8) + source);
        ::bind(c.m_fd, reinterpret_cast<sockaddr *>(&address), sizeof address);
    }
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    const int failure = ::connect(c.m_fd, reinterpret_cast<sockaddr *>(&address), sizeof address);
    if (failure != 0 && errno != EINPROGRESS) {
        c.close();
        return c;
    }
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT;
    event.data.ptr = &c;
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, c.m_fd, &event);
    return c;
}

void Engine::turn(int timeoutMs)
{
    std::array<epoll_event, 512> events{};
    const int n = epoll_wait(m_epoll, events.data(), int(events.size()), timeoutMs);
    for (int i = 0; i < n; ++i) {
        auto *c = static_cast<Connection *>(events[size_t(i)].data.ptr);
        if (c->m_fd >= 0 && (events[size_t(i)].events & EPOLLOUT))
            c->writable();
        if (c->m_fd >= 0 && (events[size_t(i)].events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
            c->readable();
    }
}

bool Engine::run(double seconds, const std::function<bool()> &done)
{
    const int64_t deadline = nowNs() + int64_t(seconds * 1e9);
    while (!done()) {
        if (nowNs() >= deadline)
            return false;
        turn(1);
    }
    return true;
}

bool Engine::connectAll(double seconds)
{
    const auto waiting = [this] {
        return std::count_if(m_connections.begin(), m_connections.end(),
                             [](const auto &c) { return c->isOpen() && !c->isConnected(); });
    };
    return run(seconds, [&] { return waiting() == 0; });
}

void Engine::sweep()
{
    std::erase_if(m_connections, [](const auto &c) { return !c->isOpen(); });
}

void Engine::clear()
{
    for (const auto &c : m_connections) {
        c->onClosed = nullptr;
        c->close();
    }
    m_connections.clear();
}

} // namespace handoff::bench
