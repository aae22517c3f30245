#include "tests/bench/delayproxy.h"

#include "tests/bench/engine.h"

#include <algorithm>
#include <cerrno>
#include <deque>
#include <string>
#include <vector>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace handoff::bench {

namespace {

constexpr size_t kPiece = 64 * 1024;
constexpr int kIdleMs = 20;

sockaddr_in loopback(uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void prepare(int fd)
{
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(fd, F_SETFL, O_NONBLOCK);
}

/// One direction of one connection.
struct Way
{
    int from = -1;
    int to = -1;
    std::deque<std::pair<int64_t, std::string>> pieces; ///< and when each is due

    bool read(int64_t dueNs)
    {
        std::string bytes(kPiece, '\0');
        const ssize_t n = ::recv(from, bytes.data(), bytes.size(), 0);
        if (n > 0) {
            bytes.resize(size_t(n));
            pieces.emplace_back(dueNs, std::move(bytes));
        }
        return n > 0;
    }
    /// False when the other side is gone.
    bool write(int64_t now)
    {
        while (!pieces.empty() && pieces.front().first <= now) {
            std::string &bytes = pieces.front().second;
            const ssize_t n = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (n < 0)
                return errno == EAGAIN;
            bytes.erase(0, size_t(n));
            if (!bytes.empty())
                return true;
            pieces.pop_front();
        }
        return true;
    }
};

struct Pair
{
    Way there, back;
};

} // namespace

uint16_t DelayProxy::start(uint16_t target, double oneWayMs)
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); // the servers are children
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 ||
        ::listen(m_listener, 256) != 0 ||
        getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return 0;
    fcntl(m_listener, F_SETFL, O_NONBLOCK);
    m_stopping = false;
    m_thread = std::thread([this, target, delay = int64_t(oneWayMs * 1e6)] { run(target, delay); });
    return ntohs(address.sin_port);
}

void DelayProxy::stop()
{
    m_stopping = true;
    if (m_thread.joinable())
        m_thread.join();
    if (m_listener >= 0)
        ::close(m_listener);
    m_listener = -1;
}

void DelayProxy::run(uint16_t target, int64_t delayNs)
{
    std::deque<Pair> pairs;
    std::vector<pollfd> polled;
    while (!m_stopping) {
        polled.assign(1, {m_listener, POLLIN, 0});
        int64_t due = nowNs() + kIdleMs * 1'000'000LL;
        for (Pair &pair : pairs) {
            for (Way *way : {&pair.there, &pair.back}) {
                polled.push_back({way->from, POLLIN, 0});
                if (!way->pieces.empty())
                    due = std::min(due, way->pieces.front().first);
            }
        }
        const int64_t wait = std::max<int64_t>(0, due - nowNs());
        const timespec timeout{time_t(wait / 1'000'000'000), long(wait % 1'000'000'000)};
        ::ppoll(polled.data(), polled.size(), &timeout, nullptr);
        const int64_t now = nowNs();
        size_t at = 1;
        for (auto pair = pairs.begin(); pair != pairs.end();) {
            bool alive = true;
            for (Way *way : {&pair->there, &pair->back}) {
                if (polled[at++].revents != 0 && !way->read(now + delayNs))
                    alive = false;
                alive = way->write(now) && alive;
            }
            if (alive) {
                ++pair;
                continue;
            }
            ::close(pair->there.from);
            ::close(pair->there.to);
            pair = pairs.erase(pair);
        }
        if (polled[0].revents == 0)
            continue;
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_in address = loopback(target);
        if (client < 0 ||
            ::connect(server, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
            ::close(client);
            ::close(server);
            continue;
        }
        prepare(client);
        prepare(server);
        Pair pair;
        pair.there.from = pair.back.to = client;
        pair.there.to = pair.back.from = server;
        pairs.push_back(std::move(pair));
    }
    for (const Pair &pair : pairs) {
        ::close(pair.there.from);
        ::close(pair.there.to);
    }
}

} // namespace handoff::bench
