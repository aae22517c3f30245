#include "tests/contract/greedy.h"

#include "tests/support/httpclient.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace handoff::test {

namespace {

constexpr int kTurnMs = 20; ///< between two looks at held connections

int connectTo(quint16 port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd >= 0)
        (void)::connect(fd, reinterpret_cast<const sockaddr *>(&to), sizeof to);
    return fd;
}

QByteArray request(const QByteArray &path, const QByteArray &body, const QByteArray &head = {})
{
    return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + head +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray json(const char *field, const QByteArray &value)
{
    return QByteArray("{\"") + field + "\":\"" + value + "\"}";
}

} // namespace

GreedyClient::GreedyClient(quint16 port) : m_port(port)
{
    const auto vice = [this](auto work) {
        m_tries.push_back(std::make_unique<std::atomic<int>>(0));
        m_threads.emplace_back(work, m_tries.back().get());
    };
    const auto asking = [&](const char *path, auto make) {
        vice([this, path, make](std::atomic<int> *tries) {
            HttpClient http(m_port, 10'000);
            for (int n = 0; !m_leaving; ++n) {
                const Answer answer = http.post(path, make(QByteArray::number(n)));
                ++(answer.status / 100 == 2 ? m_granted : m_refused);
                ++*tries;
            }
        });
    };
    const auto holding = [&](int connections, const QByteArray &what, bool again) {
        vice([this, connections, what, again](std::atomic<int> *tries) {
            std::vector<int> held(static_cast<size_t>(connections), -1);
            while (!m_leaving) {
                for (int &fd : held) {
                    std::array<char, 4096> answer{};
                    const bool fresh = fd < 0;
                    if (fresh)
                        fd = connectTo(m_port);
                    const auto got =
                        fresh ? -1 : ::recv(fd, answer.data(), answer.size(), MSG_DONTWAIT);
                    if (got == 0 || (got < 0 && !fresh && errno != EAGAIN)) {
                        ::close(std::exchange(fd, -1));
                        continue;
                    }
                    if (got > 12)
                        ++(answer[9] == '2' ? m_granted : m_refused);
                    if (fd >= 0 && !what.isEmpty() && (fresh || (got > 0 && again))) {
                        pollfd ready{fd, POLLOUT, 0};
                        ::poll(&ready, 1, 100);
                        (void)::send(fd, what.constData(), static_cast<size_t>(what.size()),
                                     MSG_NOSIGNAL | MSG_DONTWAIT);
                    }
                }
                ++*tries;
                ::poll(nullptr, 0, kTurnMs);
            }
            for (const int fd : held)
                ::close(fd);
        });
    };

    asking("/api/manual/escalate",
           [](const QByteArray &n) { return json("session_name", "greedy_e" + n); });
    asking("/api/conversation/new",
           [](const QByteArray &n) { return json("session_id", "greedy_c" + n); });
    asking("/api/conversation/clear",
           [](const QByteArray &) { return json("session_id", "greedy_c0"); });
    asking("/api/chat", [](const QByteArray &n) {
        return QByteArray("{\"user_id\":\"greedy_a" + n + "\",\"message\":\"转人工\"}");
    });
    asking("/api/chat", [](const QByteArray &n) {
        return QByteArray("{\"message\":\"x\",\"user_id\":\"" + n + QByteArray(900'000, 'n') +
                          "\"}");
    });
    asking("/api/manual/messages", [](const QByteArray &n) {
        return QByteArray("{\"session_name\":\"greedy_e0\",\"role\":\"user\",\"content\":\"" + n +
                          QByteArray(3'000, 'w') + "\"}");
    });
    holding(60, request("/api/agent/login", "{\"username\":\"nobody\",\"password\":\"guess123\"}"),
            true);
    holding(60, request("/api/chat/stream", json("user_id", "greedy_e0")), false);
    holding(60, request("/api/chat/stream", json("user_id", "greedy_e1")), true);
    // A body that is announced and never comes.
    holding(12,
            "POST /api/tickets/t1/attachments HTTP/1.1\r\nHost: x\r\nContent-Length: "
            "20000000\r\n\r\n",
            false);
    holding(12, "POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n", false);
    holding(800, {}, false);
}

GreedyClient::~GreedyClient()
{
    m_leaving = true;
    for (std::thread &thread : m_threads)
        thread.join();
}

bool GreedyClient::hasTried(int times) const
{
    return std::all_of(m_tries.begin(), m_tries.end(),
                       [times](const auto &tries) { return *tries >= times; });
}

} // namespace handoff::test
