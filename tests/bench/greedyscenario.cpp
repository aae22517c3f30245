// One greedy client beside an honest customer: what he notices of it.
#include "tests/bench/scenarios.h"

namespace handoff::bench {

namespace {

constexpr int64_t kEveryNs = 10'000'000;
constexpr unsigned kHonest = 77; ///< his address, see Engine::connect

/// The honest customer's requests for `seconds`, one every 10 ms: he polls, and writes.
LoopResult honestCustomer(Rig &rig, double seconds)
{
    LoopResult result;
    Connection &customer = rig.engine().connect(rig.serverPort(), kHonest);
    bool waiting = false;
    long sent = 0;
    int64_t lastNs = 0;
    customer.onAnswer = [&](Connection &c, int status, std::string_view) {
        result.ms.add(double(c.answerNs - c.sentNs) / 1e6);
        result.bad += status == 200 ? 0 : 1;
        waiting = false;
    };
    customer.onClosed = [&](Connection &) { ++result.bad; };
    rig.engine().run(seconds, [&] {
        if (!waiting && customer.isConnected() && nowNs() - lastNs >= kEveryNs) {
            waiting = true;
            lastNs = nowNs();
            // Fewer than his budget of messages.
            if (++sent % 150 == 0)
                customer.send("POST", "/api/manual/messages", {},
                              R"({"session_name":"bench_honest","role":"user","content":"hi"})");
            else
                customer.send("GET", "/api/sessions/bench_honest");
        }
        return false;
    });
    customer.onClosed = nullptr;
    customer.close();
    return result;
}

/// Asks again as soon as it is answered, and comes again when it is thrown out.
void nag(Rig &rig, const char *path, const std::function<std::string(long)> &body, long *asked)
{
    Connection &c = rig.engine().connect(rig.serverPort());
    const auto ask = [path, body, asked](Connection &connection) {
        connection.send("POST", path, {}, body(++*asked));
    };
    c.onAnswer = [ask](Connection &connection, int, std::string_view) { ask(connection); };
    c.onClosed = [&rig, path, body, asked](Connection &) { nag(rig, path, body, asked); };
    ask(c);
}

std::string json(const char *field, const std::string &value)
{
    return std::string("{\"") + field + "\":\"" + value + "\"}";
}

} // namespace

void benchGreedy(Rig &rig, Report &report)
{
    const QString what = QStringLiteral("an honest customer beside a greedy client");
    rig.stopServer();
    rig.useLimits(true);
    const double seconds = rig.quick() ? 1.0 : 10.0;
    if (!rig.up(Sizes(rig.quick()).few) || !rig.newSession(QStringLiteral("bench_honest")) ||
        !rig.takeOver(QStringLiteral("bench_honest")))
        return report.insane(what, QStringLiteral("server not up"));
    const LoopResult quiet = honestCustomer(rig, seconds);
    rig.engine().clear();

    long asked = 0;
    const auto numbered = [](const char *field, const char *name) {
        return [field, name](long n) { return json(field, name + std::to_string(n)); };
    };
    for (int i = 0; i < 4; ++i) {
        nag(rig, "/api/manual/escalate", numbered("session_name", "greedy_e"), &asked);
        nag(rig, "/api/conversation/new", numbered("session_id", "greedy_c"), &asked);
        nag(
            rig, "/api/chat",
            [](long n) {
                return R"({"message":"hi","user_id":"greedy_a)" + std::to_string(n) + "\"}";
            },
            &asked);
        nag(
            rig, "/api/manual/messages",
            [](long) { return R"({"session_name":"greedy_e1","role":"user","content":"hi"})"; },
            &asked);
    }
    for (int i = 0; i < 40; ++i)
        nag(
            rig, "/api/agent/login",
            [](long n) {
                return R"({"password":"guess123","username":"who)" + std::to_string(n) + "\"}";
            },
            &asked);
    nag(
        rig, "/api/chat",
        [name = std::string(200'000, 'n')](long) {
            return json("message", "hi\",\"user_id\":\"" + name);
        },
        &asked);
    for (int i = 0; i < (rig.quick() ? 50 : 900); ++i) { // streams, and when there are none: idle
        Connection &c = rig.engine().connect(rig.serverPort());
        c.send("POST", "/api/chat/stream", {}, json("user_id", "greedy_e" + std::to_string(i)));
    }
    rig.engine().run(rig.quick() ? 0.5 : 3.0, [] { return false; }); // all vices are on their way
    const LoopResult beside = honestCustomer(rig, seconds);
    const bool alive = rig.server().isRunning();
    const long rss = rig.server().rssKb();
    for (const auto &c : rig.engine().connections())
        c->onClosed = nullptr;
    rig.engine().clear();
    rig.stopServer();
    rig.useLimits(false);
    if (!alive || quiet.ms.count() == 0 || beside.ms.count() == 0 || quiet.bad + beside.bad > 0)
        return report.insane(what, QStringLiteral("%1 and %2 answers, %3 and %4 bad")
                                       .arg(quiet.ms.count())
                                       .arg(beside.ms.count())
                                       .arg(quiet.bad)
                                       .arg(beside.bad));
    report.row(
        what, QStringLiteral("p50 ≤ 2 × quiet"),
        QStringLiteral("quiet p50 %1 ms, p99 %2 ms; beside it p50 %3 ms, p99 %4 ms; it asked "
                       "%5 times, server at %6 MB")
            .arg(num(quiet.ms.p50(), 2), num(quiet.ms.p99(), 2), num(beside.ms.p50(), 2),
                 num(beside.ms.p99(), 2))
            .arg(asked)
            .arg(rss / 1024),
        beside.ms.p50() <= 2 * quiet.ms.p50());
}

} // namespace handoff::bench
