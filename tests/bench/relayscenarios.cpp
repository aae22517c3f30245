// The way of an AI answer from Coze through the server, against the way without the server.
#include "tests/bench/scenarios.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace handoff::bench {

namespace {

constexpr int kDeltas = 50;
constexpr int kDeltaMs = 20;
constexpr double kChatPatience = 60;

QString question(int delayMs)
{
    return QStringLiteral(
               "@sim:chunks=%1 @sim:slow=%2 @sim:echo 续航取决于车型和助力档位，电池都可以拆下来。")
        .arg(QString::number(kDeltas), QString::number(delayMs));
}

/// One side of the comparison: where to send a chat, and how its stream looks.
struct Side
{
    uint16_t port = 0;
    std::string target;
    std::string_view deltaMark;
    std::string_view doneMark;
    std::vector<std::string> heads;
    std::vector<std::string> bodies;
};

struct ChatRound
{
    Samples firstMs;
    double wallMs = 0;   ///< of the slowest chat
    double lastedMs = 0; ///< from the first byte to the last
    int complete = 0;
    long deltas = 0;
};

std::string compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

QString relayName(int i)
{
    return QStringLiteral("bench_chat%1").arg(i);
}

bool relaySide(Rig &rig, int n, int delayMs, Side &side)
{
    side = {rig.serverPort(),
            "/api/chat/stream",
            "{\"type\":\"message\"",
            "{\"type\":\"done\"",
            {},
            {}};
    for (int i = 0; i < n; ++i) {
        if (!rig.newSession(relayName(i)))
            return false;
        side.heads.emplace_back();
        side.bodies.push_back(compact({{QStringLiteral("user_id"), relayName(i)},
                                       {QStringLiteral("message"), question(delayMs)}}));
    }
    return true;
}

bool directSide(Rig &rig, int n, int delayMs, Side &side)
{
    side = {rig.simulatorPort(),
            "/v1/workflows/chat",
            "event: conversation.message.delta",
            "event: done",
            {},
            {}};
    const QJsonObject app = rig.call(rig.simulatorPort(), "GET", QStringLiteral("/__sim/apps"))
                                .json.value(QStringLiteral("apps"))
                                .toArray()
                                .first()
                                .toObject();
    for (int i = 0; i < n; ++i) {
        const QJsonObject issued =
            rig.call(rig.simulatorPort(), "POST", QStringLiteral("/__sim/tokens"),
                     {{QStringLiteral("session_name"), QStringLiteral("direct%1").arg(i)}})
                .json;
        const QByteArray token = issued.value(QStringLiteral("access_token")).toString().toLatin1();
        const QJsonObject made = rig.call(rig.simulatorPort(), "POST",
                                          QStringLiteral("/v1/conversation/create"), {}, token)
                                     .json;
        const QString id =
            made.value(QStringLiteral("data")).toObject().value(QStringLiteral("id")).toString();
        if (id.isEmpty())
            return false;
        const QJsonObject message{{QStringLiteral("role"), QStringLiteral("user")},
                                  {QStringLiteral("type"), QStringLiteral("question")},
                                  {QStringLiteral("content_type"), QStringLiteral("text")},
                                  {QStringLiteral("content"), question(delayMs)}};
        side.heads.push_back(Rig::bearer(token));
        side.bodies.push_back(
            compact({{QStringLiteral("workflow_id"), app.value(QStringLiteral("workflow_id"))},
                     {QStringLiteral("app_id"), app.value(QStringLiteral("app_id"))},
                     {QStringLiteral("conversation_id"), id},
                     {QStringLiteral("parameters"),
                      QJsonObject{{QStringLiteral("USER_INPUT"), question(delayMs)}}},
                     {QStringLiteral("additional_messages"), QJsonArray{message}}}));
    }
    return true;
}

/// All chats of a side at once; begun in one instant, or one after another within `spreadMs`.
ChatRound runRound(Rig &rig, const Side &side, int spreadMs)
{
    ChatRound round;
    const auto connections = connectMany(rig, side.port, int(side.bodies.size()));
    if (connections.size() != side.bodies.size())
        return round;
    std::vector<bool> spoke(connections.size(), false);
    size_t open = connections.size();
    const int64_t begin = nowNs();
    for (size_t i = 0; i < connections.size(); ++i) {
        Connection &c = *connections[i];
        c.tag = i;
        c.onFrame = [&](Connection &connection, std::string_view frame) {
            if (frame.find(side.deltaMark) != std::string_view::npos) {
                ++round.deltas;
                if (!spoke[connection.tag]) {
                    spoke[connection.tag] = true;
                    round.firstMs.add(double(nowNs() - connection.sentNs) / 1e6);
                }
            } else if (frame.find(side.doneMark) != std::string_view::npos) {
                ++round.complete;
                --open;
                round.wallMs = std::max(round.wallMs, double(nowNs() - connection.sentNs) / 1e6);
            }
        };
        c.onAnswer = [&](Connection &, int, std::string_view) { --open; }; // refused
        const int64_t due = begin + int64_t(i) * spreadMs * 1'000'000 / int64_t(connections.size());
        rig.engine().run(kChatPatience, [&] { return nowNs() >= due; });
        c.send("POST", side.target, side.heads[i], side.bodies[i]);
    }
    rig.engine().run(kChatPatience, [&] { return open == 0; });
    round.lastedMs = double(nowNs() - begin) / 1e6;
    rig.engine().clear();
    return round;
}

struct SideResult
{
    Samples firstMs;
    double wallMs = 0; ///< of the slowest chat
    double cpuMs = 0;  ///< of the server, all rounds
    double timeMs = 0; ///< all rounds
    bool good = true;
};

SideResult runRounds(Rig &rig, const Side &side, int rounds, int spreadMs)
{
    SideResult result;
    const double cpu = rig.server().cpuMs();
    for (int i = 0; i < rounds; ++i) {
        const ChatRound round = runRound(rig, side, spreadMs);
        const int n = int(side.bodies.size());
        result.good = result.good && round.complete == n && round.deltas == long(n) * kDeltas;
        result.firstMs.add(round.firstMs);
        result.wallMs = std::max(result.wallMs, round.wallMs);
        result.timeMs += round.lastedMs;
    }
    result.cpuMs = rig.server().cpuMs() - cpu;
    return result;
}

void relayOf(Rig &rig, Report &report, int n, int spreadMs)
{
    const QString begun =
        spreadMs == 0 ? QString() : QStringLiteral(", begun within %1 ms").arg(spreadMs);
    const QString what = QStringLiteral("relay, %1 at once%2, %3 deltas every %4 ms")
                             .arg(n)
                             .arg(begun)
                             .arg(kDeltas)
                             .arg(kDeltaMs);
    const int rounds = n == 1 ? 2 * Sizes(rig.quick()).rounds : Sizes(rig.quick()).rounds;
    Side relay;
    Side direct;
    if (!relaySide(rig, n, kDeltaMs, relay) || !directSide(rig, n, kDeltaMs, direct))
        return report.insane(what, QStringLiteral("no sessions"));
    const SideResult without = runRounds(rig, direct, rounds, spreadMs);
    const SideResult with = runRounds(rig, relay, rounds, spreadMs);
    if (!with.good || !without.good)
        return report.insane(what, with.good ? QStringLiteral("direct chats incomplete")
                                             : QStringLiteral("chats incomplete"));

    const double p50 = with.firstMs.p50() - without.firstMs.p50();
    const double p99 = with.firstMs.p99() - without.firstMs.p99();
    const double load = 100 * with.cpuMs / with.timeMs;
    const QString measured =
        QStringLiteral(
            "wall %1 s (direct %2 s), first token +%3 ms p50, +%4 ms p99, server %5 % of a core")
            .arg(num(with.wallMs / 1000, 3), num(without.wallMs / 1000, 3), num(p50, 2),
                 num(p99, 2), num(load, 0));
    if (n >= 500)
        report.row(what, QStringLiteral("all finish; server below one core"), measured, load < 95);
    else
        report.row(what, QStringLiteral("wall ≤ 1.1 s; first token added p50 < 2 ms, p99 < 10 ms"),
                   measured, with.wallMs <= 1100 && p50 < 2 && p99 < 10);
    if (spreadMs == 0 && (n == 100 || (rig.quick() && n > 1))) {
        const double each = with.cpuMs / double(n * rounds);
        report.row(QStringLiteral("relay, processor time per chat of %1 deltas, at %2 at once")
                       .arg(kDeltas)
                       .arg(n),
                   QStringLiteral("≤ 1.5 ms"), QStringLiteral("%1 ms").arg(num(each, 2)),
                   each <= 1.5);
    }
}

} // namespace

void benchRelay(Rig &rig, Report &report)
{
    if (!rig.up(Sizes(rig.quick()).many))
        return report.insane(QStringLiteral("relay"), QStringLiteral("server not up"));
    for (const int n : rig.quick() ? std::vector<int>{1, 8} : std::vector<int>{1, 100, 500})
        relayOf(rig, report, n, 0);
    // One core takes up chats of one instant one after the other; people do not come in one
    // instant.
    relayOf(rig, report, rig.quick() ? 8 : 100, 200);
}

void benchThroughput(Rig &rig, Report &report)
{
    const QString what =
        QStringLiteral("complete chats per second, no model delay (%1 deltas, 16 clients, durable)")
            .arg(kDeltas);
    Side side;
    if (!rig.up(Sizes(rig.quick()).many) || !relaySide(rig, 16, 0, side))
        return report.insane(what, QStringLiteral("server not up"));
    const auto connections = connectMany(rig, side.port, 16);
    long complete = 0;
    long deltas = 0;
    long bad = 0;
    size_t underWay = 0;
    bool stopping = false;
    const auto send = [&](Connection &c) {
        ++underWay;
        c.send("POST", side.target, {}, side.bodies[c.tag]);
    };
    for (size_t i = 0; i < connections.size(); ++i) {
        connections[i]->tag = i;
        connections[i]->onFrame = [&](Connection &, std::string_view frame) {
            deltas += frame.find(side.deltaMark) != std::string_view::npos ? 1 : 0;
            complete += frame.find(side.doneMark) != std::string_view::npos ? 1 : 0;
        };
        connections[i]->onStreamEnd = [&](Connection &c) {
            --underWay;
            if (!stopping)
                send(c);
        };
        connections[i]->onAnswer = [&](Connection &, int, std::string_view) { // refused
            --underWay;
            ++bad;
        };
        connections[i]->onClosed = [&](Connection &) {
            --underWay;
            ++bad;
        };
        send(*connections[i]);
    }
    const double cpu = rig.server().cpuMs();
    const int64_t begin = nowNs();
    rig.engine().run(Sizes(rig.quick()).seconds, [&] { return underWay == 0; });
    const double seconds = double(nowNs() - begin) / 1e9;
    const double rate = double(complete) / seconds;
    const double each = complete > 0 ? (rig.server().cpuMs() - cpu) / double(complete) : 0;
    stopping = true;
    const bool drained = rig.engine().run(kChatPatience, [&] { return underWay == 0; });
    rig.engine().clear();
    if (complete == 0 || bad > 0 || !drained || deltas != complete * kDeltas)
        return report.insane(
            what, QStringLiteral("%1 chats, %2 deltas, %3 bad").arg(complete).arg(deltas).arg(bad));
    report.row(what, QStringLiteral("≥ 600/s"),
               QStringLiteral("%1/s, %2 ms processor time each").arg(num(rate, 0), num(each, 2)),
               rate >= 600);
}

} // namespace handoff::bench
