// Event streams: how quickly a message reaches all who listen, and what a silent stream costs.
#include "tests/bench/scenarios.h"

#include <algorithm>

namespace handoff::bench {

namespace {

constexpr int kStreamsPerAgent = 5; // limits.md, Event streams
constexpr int kPerSource = 500;     // limits.md, Requests: connections of one address
constexpr double kPatience = 60;
const QString kToLastSocket = QStringLiteral("commit → last socket p99 < %1 ms");

/// Streams that are open and have got their `ready`.
bool openStreams(Rig &rig, const std::vector<Connection *> &streams,
                 const std::function<void(Connection &)> &send)
{
    size_t ready = 0;
    bool failed = false;
    for (size_t i = 0; i < streams.size(); ++i) {
        Connection &c = *streams[i];
        c.tag = i;
        c.onFrame = [&](Connection &, std::string_view frame) {
            ready += frame.find("event: ready") != std::string_view::npos ? 1 : 0;
        };
        c.onAnswer = [&](Connection &, int, std::string_view) { failed = true; };
        c.onClosed = [&](Connection &) { failed = true; };
        send(c);
    }
    const bool good =
        rig.engine().run(kPatience, [&] { return failed || ready == streams.size(); }) && !failed;
    for (Connection *c : streams) {
        c->onFrame = nullptr;
        c->onAnswer = nullptr;
        c->onClosed = nullptr;
    }
    return good && !streams.empty();
}

struct FanOutResult
{
    Samples lastMs; ///< request sent → last listener has it, the commit included
    Samples ackMs;  ///< request sent → answered
    bool good = true;
};

/// Posts `body` and waits until all `listeners` have the message that holds `mark`: what was said,
/// or what it triggered.
void post(Rig &rig, Connection &poster, const std::string &head, const char *target,
          const std::string &body, const std::string &mark,
          const std::vector<Connection *> &listeners, FanOutResult &result)
{
    size_t arrived = 0;
    int64_t lastNs = 0;
    bool answered = false;
    for (Connection *c : listeners) {
        c->onFrame = [&](Connection &, std::string_view frame) {
            if (frame.find("event: manual_message") != std::string_view::npos &&
                frame.find(mark) != std::string_view::npos) {
                ++arrived;
                lastNs = nowNs();
            }
        };
    }
    poster.onAnswer = [&](Connection &, int status, std::string_view) {
        answered = true;
        result.good = result.good && status == 200;
    };
    poster.send("POST", target, head, body);
    const bool all = rig.engine().run(
        kPatience, [&] { return answered && (arrived >= listeners.size() || !result.good); });
    result.good = result.good && all && arrived == listeners.size();
    result.lastMs.add(double(lastNs - poster.sentNs) / 1e6);
    result.ackMs.add(double(poster.answerNs - poster.sentNs) / 1e6);
    for (Connection *c : listeners)
        c->onFrame = nullptr;
}

/// An agent's message, another one each time.
void say(Rig &rig, Connection &poster, const std::string &head, const QString &session, int number,
         const std::vector<Connection *> &listeners, FanOutResult &result)
{
    const std::string mark = "fan-" + std::to_string(number) + "-";
    post(rig, poster, head, "/api/manual/messages",
         R"({"session_name":")" + session.toStdString() + R"(","role":"agent","content":")" + mark +
             "\"}",
         mark, listeners, result);
}

void finish(Rig &rig, Report &report, const QString &what, const QString &budget, double budgetMs,
            const FanOutResult &result)
{
    rig.engine().clear();
    if (!result.good)
        return report.insane(what, QStringLiteral("a listener or an answer is missing"));
    report.row(
        what, budget.arg(num(budgetMs, 0)),
        QStringLiteral(
            "request → last socket, commit included: p50 %1 ms, p99 %2 ms (answered p50 %3 ms)")
            .arg(num(result.lastMs.p50(), 2), num(result.lastMs.p99(), 2),
                 num(result.ackMs.p50(), 2)),
        result.lastMs.p99() < budgetMs);
}

/// All listen to one session: agents, because a customer has three streams at most.
void fanOutOne(Rig &rig, Report &report, int listeners)
{
    const QString what =
        QStringLiteral("event fan-out: %1 listeners on one session").arg(listeners);
    const QString session = QStringLiteral("bench_fan");
    if (!rig.newSession(session) || !rig.takeOver(session))
        return report.insane(what, QStringLiteral("no live session"));
    std::vector<std::string> heads;
    for (int i = 0; i < listeners; ++i) {
        const int agent = 1 + i / kStreamsPerAgent;
        heads.push_back(Rig::bearer(rig.tokenFor(QStringLiteral("agent_bench%1").arg(agent),
                                                 seededAgent(agent), QStringLiteral("agent"))));
    }
    const auto streams = connectMany(rig, rig.serverPort(), listeners, kPerSource);
    const std::string target = "/api/sessions/" + session.toStdString() + "/events";
    if (!openStreams(rig, streams, [&](Connection &c) { c.send("GET", target, heads[c.tag]); }))
        return report.insane(what, QStringLiteral("streams refused"));
    Connection &poster = rig.engine().connect(rig.serverPort());
    const std::string head = Rig::bearer(rig.adminToken());
    FanOutResult result;
    for (int i = 0; i < (rig.quick() ? 5 : 100) && result.good; ++i)
        say(rig, poster, head, session, i, streams, result);
    finish(rig, report, what, kToLastSocket, 30, result);
}

/// Each listens to a session of its own, as customers do.
void fanOutMany(Rig &rig, Report &report, int listeners)
{
    const QString what =
        QStringLiteral("event fan-out: %1 listeners on %1 sessions").arg(listeners);
    for (int i = 1; i <= listeners; ++i) {
        if (!rig.takeOver(seededSession(5L * i + 1)))
            return report.insane(what, QStringLiteral("no live sessions"));
    }
    const auto streams = connectMany(rig, rig.serverPort(), listeners, kPerSource);
    const auto nameOf = [](size_t tag) { return seededSession(5L * (long(tag) + 1) + 1); };
    if (!openStreams(rig, streams, [&](Connection &c) {
            c.send("GET", "/api/sessions/" + nameOf(c.tag).toStdString() + "/events");
        }))
        return report.insane(what, QStringLiteral("streams refused"));
    Connection &poster = rig.engine().connect(rig.serverPort());
    const std::string head = Rig::bearer(rig.adminToken());
    FanOutResult result;
    for (int i = 0; i < listeners && result.good; ++i)
        say(rig, poster, head, nameOf(size_t(i)), i, {streams[size_t(i)]}, result);
    finish(rig, report, what, kToLastSocket, 5, result);
}

} // namespace

void benchFanOut(Rig &rig, Report &report)
{
    const Sizes sizes(rig.quick());
    if (!rig.up(sizes.many))
        return report.insane(QStringLiteral("event fan-out"), QStringLiteral("server not up"));
    fanOutOne(rig, report, sizes.listeners);
    fanOutMany(rig, report, sizes.listeners);
}

/// A rule greets who is put into the queue; each customer listens to his own session.
void benchAutoReplies(Rig &rig, Report &report)
{
    const int customers = rig.quick() ? 5 : 200;
    const QString what = QStringLiteral("auto-reply to who asks for a human");
    if (!rig.up(Sizes(rig.quick()).many))
        return report.insane(what, QStringLiteral("server not up"));
    const std::string mark = "bench-auto-reply";
    const QJsonObject anyPlace{{QStringLiteral("min_position"), 1}};
    const QJsonObject greeting{
        {QStringLiteral("type"), QStringLiteral("queue")},
        {QStringLiteral("trigger_condition"), anyPlace},
        {QStringLiteral("reply_content"),
         QString(QString::fromStdString(mark) + QStringLiteral(" {queue_position}"))}};
    const Answer rule = rig.call(rig.serverPort(), "POST", QStringLiteral("/api/auto-reply-rules"),
                                 greeting, rig.adminToken());
    if (rule.status != 200)
        return report.insane(what, QStringLiteral("no rule: ") + QString::fromUtf8(rule.body));
    const auto nameOf = [](size_t i) { return QStringLiteral("bench_auto%1").arg(i); };
    for (int i = 0; i < customers; ++i) {
        if (!rig.newSession(nameOf(size_t(i))))
            return report.insane(what, QStringLiteral("no session"));
    }
    const auto streams = connectMany(rig, rig.serverPort(), customers, kPerSource);
    if (!openStreams(rig, streams, [&](Connection &c) {
            c.send("GET", "/api/sessions/" + nameOf(c.tag).toStdString() + "/events");
        }))
        return report.insane(what, QStringLiteral("streams refused"));
    Connection &poster = rig.engine().connect(rig.serverPort());
    FanOutResult result;
    for (size_t i = 0; i < streams.size() && result.good; ++i)
        post(rig, poster, {}, "/api/manual/escalate",
             R"({"session_name":")" + nameOf(i).toStdString() + "\"}", mark, {streams[i]}, result);
    rig.call(rig.serverPort(), "DELETE",
             QStringLiteral("/api/auto-reply-rules/") +
                 rule.json.value(u"data").toObject().value(u"id").toString(),
             {}, rig.adminToken());
    finish(rig, report, what, QStringLiteral("asked → on his page p99 < %1 ms"), 100, result);
}

void benchIdleStreams(Rig &rig, Report &report)
{
    const Sizes sizes(rig.quick());
    const QString what = QStringLiteral("%1 idle SSE connections").arg(sizes.idle);
    if (!rig.up(sizes.many))
        return report.insane(what, QStringLiteral("server not up"));
    rig.stopServer(); // a fresh heap
    if (!rig.startServer())
        return report.insane(what, QStringLiteral("server not up"));
    rig.engine().run(0.5, [] { return false; });
    const long before = rig.server().rssKb();
    const auto streams = connectMany(rig, rig.serverPort(), sizes.idle, kPerSource);
    const bool good = openStreams(rig, streams, [](Connection &c) {
        c.send("GET", "/api/sessions/" + seededSession(long(c.tag) + 1).toStdString() + "/events");
    });
    if (!good)
        return report.insane(what, QStringLiteral("streams refused"));
    rig.engine().run(1.0, [] { return false; });
    const double each = double(rig.server().rssKb() - before) / double(sizes.idle);
    rig.engine().clear();
    report.row(what, QStringLiteral("< 15 KiB RSS each"),
               QStringLiteral("%1 KiB each").arg(num(each)), each < 15);
}

} // namespace handoff::bench
