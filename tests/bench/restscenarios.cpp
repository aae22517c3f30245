// Requests with one answer: health, list, messages, logins; and what the server needs by itself.
#include "tests/bench/scenarios.h"

#include <QJsonArray>

#include <algorithm>

namespace handoff::bench {

namespace {

constexpr int kLoginConnections = 8;
constexpr int64_t kProbeEveryNs = 10'000'000;

QString perSecond(const LoopResult &r)
{
    return QStringLiteral("%1/s, p50 %2 ms, p99 %3 ms")
        .arg(num(r.perSecond, 0), num(r.ms.p50(), 2), num(r.ms.p99(), 2));
}

bool checkLoop(Report &report, const QString &what, const LoopResult &r)
{
    if (r.ms.count() > 0 && r.bad == 0)
        return true;
    report.insane(what, QStringLiteral("%1 answers, %2 bad").arg(r.ms.count()).arg(r.bad));
    return false;
}

/// One measurement of a list over a store of `sessions`; the page must have 20 rows, or `found`.
LoopResult measureList(Rig &rig, Report &report, const QString &what, long sessions,
                       const QString &target = QStringLiteral("/api/sessions?page_size=20"),
                       int clients = 16, int found = 0)
{
    LoopResult result;
    if (!rig.up(sessions)) {
        report.insane(what, QStringLiteral("server not up"));
        return result;
    }
    const QByteArray token = rig.adminToken();
    const QJsonObject data = rig.call(rig.serverPort(), "GET", target, {}, token)
                                 .json.value(QStringLiteral("data"))
                                 .toObject();
    const qint64 total = qint64(data.value(QStringLiteral("total")).toDouble());
    const qsizetype rows = data.value(QStringLiteral("items")).toArray().size();
    if (found > 0 ? rows != found : rows != 20 || total < qMin(sessions, 10'000L)) {
        report.insane(what, QStringLiteral("a page of %1, %2 in all").arg(rows).arg(total));
        return result;
    }
    const std::string head = Rig::bearer(token);
    const std::string path = target.toStdString();
    const auto connections = connectMany(rig, rig.serverPort(), clients);
    result = closedLoop(rig, connections, Sizes(rig.quick()).seconds,
                        [&](Connection &c) { c.send("GET", path, head); });
    rig.engine().clear();
    if (!checkLoop(report, what, result))
        result.perSecond = 0;
    return result;
}

} // namespace

void benchHealth(Rig &rig, Report &report)
{
    const QString what = QStringLiteral("`GET /api/health`, 64 keep-alive connections");
    if (!rig.up(Sizes(rig.quick()).many))
        return report.insane(what, QStringLiteral("server not up"));
    const auto connections = connectMany(rig, rig.serverPort(), 64);
    const LoopResult r = closedLoop(rig, connections, Sizes(rig.quick()).seconds,
                                    [](Connection &c) { c.send("GET", "/api/health"); });
    rig.engine().clear();
    if (checkLoop(report, what, r))
        report.row(what, QStringLiteral("≥ 40,000/s, p99 < 5 ms"), perSecond(r),
                   r.perSecond >= 40'000 && r.ms.p99() < 5);
}

void benchList(Rig &rig, Report &report)
{
    const Sizes sizes(rig.quick());
    const QString what = QStringLiteral("`GET /api/sessions?page_size=20`, %1 sessions");
    const LoopResult many = measureList(rig, report, what.arg(sizes.many), sizes.many);
    if (many.perSecond <= 0)
        return;
    report.row(what.arg(sizes.many), QStringLiteral("≥ 3,000/s"), perSecond(many),
               many.perSecond >= 3'000);
    const LoopResult huge = measureList(rig, report, what.arg(sizes.huge), sizes.huge);
    if (huge.perSecond <= 0)
        return;
    const double slower = many.perSecond / huge.perSecond;
    report.row(what.arg(sizes.huge), QStringLiteral("≤ 1.5 × slower"),
               perSecond(huge) + QStringLiteral(", %1 ×").arg(num(slower, 2)), slower <= 1.5);
}

void benchSearch(Rig &rig, Report &report)
{
    const Sizes sizes(rig.quick());
    constexpr int searchers = 2;
    const auto measure = [&](const QString &keyword, int found) {
        const QString target = QStringLiteral("/api/sessions?page_size=20&keyword=") + keyword;
        const QString what = QStringLiteral("`GET %1`, %2 sessions, %3 at once")
                                 .arg(target)
                                 .arg(sizes.many)
                                 .arg(searchers);
        const LoopResult r = measureList(rig, report, what, sizes.many, target, searchers, found);
        if (r.perSecond > 0)
            report.row(what, QStringLiteral("p99 < 100 ms"), perSecond(r), r.ms.p99() < 100);
    };
    measure(seededSession(sizes.many), 1);
    measure(QStringLiteral("customer"), 0); // the nickname of each
}

void benchMessages(Rig &rig, Report &report)
{
    const QString what = QStringLiteral("`POST /api/manual/messages`, durable, 64 connections");
    const int n = rig.quick() ? 8 : 64;
    if (!rig.up(Sizes(rig.quick()).many))
        return report.insane(what, QStringLiteral("server not up"));
    for (int i = 0; i < n; ++i) {
        const QString name = QStringLiteral("bench_live%1").arg(i);
        if (!rig.newSession(name) || !rig.takeOver(name))
            return report.insane(what, QStringLiteral("no live sessions"));
    }
    const auto connections = connectMany(rig, rig.serverPort(), n);
    for (size_t i = 0; i < connections.size(); ++i)
        connections[i]->tag = i;
    long next = 0;
    const LoopResult r =
        closedLoop(rig, connections, Sizes(rig.quick()).seconds, [&](Connection &c) {
            const std::string id = std::to_string(++next);
            c.send("POST", "/api/manual/messages", {},
                   R"({"session_name":"bench_live)" + std::to_string(c.tag) +
                       R"(","role":"user","content":"请问我的订单到哪里了？ )" + id +
                       R"(","client_message_id":"bench-)" + id + "\"}");
        });
    rig.engine().clear();
    if (checkLoop(report, what, r))
        report.row(what, QStringLiteral("≥ 5,000/s, p99 < 50 ms"), perSecond(r),
                   r.perSecond >= 5'000 && r.ms.p99() < 50);
}

void benchQuickReplies(Rig &rig, Report &report)
{
    const int replies = rig.quick() ? 5 : 200;
    const int clients = rig.quick() ? 10 : 100;
    const QString what = QStringLiteral("`GET /api/quick-replies`, %1 of them and more, %2 at once")
                             .arg(replies)
                             .arg(clients);
    if (!rig.up(Sizes(rig.quick()).few))
        return report.insane(what, QStringLiteral("server not up"));
    for (int i = 0; i < replies; ++i) {
        const Answer answer = rig.call(
            rig.serverPort(), "POST", QStringLiteral("/api/quick-replies"),
            {{QStringLiteral("category"), QStringLiteral("pre_sales")},
             {QStringLiteral("title"), QStringLiteral("Bench %1").arg(i)},
             {QStringLiteral("content"),
              QStringLiteral("Dear {customer_name}, your parcel is on its way. 第 %1 句").arg(i)}},
            rig.adminToken());
        if (answer.status != 200)
            return report.insane(what, QStringLiteral("no quick reply: ") +
                                           QString::fromUtf8(answer.body));
    }
    const std::string head = Rig::bearer(rig.adminToken());
    const auto connections = connectMany(rig, rig.serverPort(), clients);
    const LoopResult r =
        closedLoop(rig, connections, Sizes(rig.quick()).seconds,
                   [&](Connection &c) { c.send("GET", "/api/quick-replies", head); });
    rig.engine().clear();
    if (checkLoop(report, what, r))
        report.row(what, QStringLiteral("p99 < 200 ms"), perSecond(r), r.ms.p99() < 200);
}

/// Each client puts a tag on a session of its own and takes it off again.
void benchTags(Rig &rig, Report &report)
{
    const int clients = rig.quick() ? 5 : 50;
    const QString what =
        QStringLiteral("tags put on and taken off, durable, %1 sessions at once").arg(clients);
    if (!rig.up(Sizes(rig.quick()).many))
        return report.insane(what, QStringLiteral("server not up"));
    const std::string head = Rig::bearer(rig.adminToken());
    const auto connections = connectMany(rig, rig.serverPort(), clients);
    std::vector<bool> tagged(connections.size());
    for (size_t i = 0; i < connections.size(); ++i)
        connections[i]->tag = i;
    const LoopResult r =
        closedLoop(rig, connections, Sizes(rig.quick()).seconds, [&](Connection &c) {
            const std::string tags =
                "/api/sessions/" + seededSession(long(c.tag) + 1).toStdString() + "/tags";
            tagged[c.tag] = !tagged[c.tag];
            if (tagged[c.tag])
                c.send("POST", tags, head, R"({"tag_id":"tag_refund"})");
            else
                c.send("DELETE", tags + "/tag_refund", head);
        });
    rig.engine().clear();
    if (checkLoop(report, what, r))
        report.row(what, QStringLiteral("p99 < 100 ms"), perSecond(r), r.ms.p99() < 100);
}

void benchLogins(Rig &rig, Report &report)
{
    const QString what = QStringLiteral("login storm (bcrypt): other requests");
    if (!rig.up(Sizes(rig.quick()).many))
        return report.insane(what, QStringLiteral("server not up"));
    // `GET /api/sessions/{s}` every 10 ms, while logins come as quickly as they are answered.
    Connection &probe = rig.engine().connect(rig.serverPort());
    Samples probes;
    long badProbes = 0;
    bool waiting = false;
    int64_t lastNs = 0;
    probe.onAnswer = [&](Connection &c, int status, std::string_view) {
        probes.add(double(c.answerNs - c.sentNs) / 1e6);
        badProbes += status == 200 ? 0 : 1;
        waiting = false;
    };
    probe.onClosed = [&](Connection &) { ++badProbes; };
    long logins = 0;
    long refused = 0; // a bounded queue may say so
    const auto connections = connectMany(rig, rig.serverPort(), kLoginConnections);
    const auto login = [](Connection &c) {
        c.send("POST", "/api/agent/login", {}, R"({"username":"admin","password":"admin123"})");
    };
    for (Connection *c : connections) {
        c->onAnswer = [&](Connection &connection, int status, std::string_view) {
            ++(status == 200 ? logins : refused);
            login(connection);
        };
        login(*c);
    }
    rig.engine().run(rig.quick() ? 1.5 : 10.0, [&] {
        if (!waiting && probe.isConnected() && nowNs() - lastNs >= kProbeEveryNs) {
            waiting = true;
            lastNs = nowNs();
            probe.send("GET", "/api/sessions/bench_template");
        }
        return false;
    });
    rig.engine().clear();
    if (logins == 0 || probes.count() == 0 || badProbes > 0)
        return report.insane(what, QStringLiteral("%1 logins, %2 probes, %3 bad")
                                       .arg(logins)
                                       .arg(probes.count())
                                       .arg(badProbes));
    report.row(what, QStringLiteral("p99 < 20 ms"),
               QStringLiteral("p50 %1 ms, p99 %2 ms; %3 logins, %4 refused")
                   .arg(num(probes.p50(), 2), num(probes.p99(), 2))
                   .arg(logins)
                   .arg(refused),
               probes.p99() < 20);
}

void benchStart(Rig &rig, Report &report)
{
    const Sizes sizes(rig.quick());
    const QString what = QStringLiteral("start with %1 sessions").arg(sizes.huge);
    if (!rig.up(sizes.huge))
        return report.insane(what, QStringLiteral("server not up"));
    Samples ms;
    for (int i = 0; i < std::min(sizes.rounds, 3); ++i) {
        rig.stopServer();
        if (!rig.startServer())
            return report.insane(what, QStringLiteral("server not up"));
        ms.add(rig.startMs());
    }
    report.row(what, QStringLiteral("< 1 s to first answer"),
               QStringLiteral("%1 ms at most").arg(num(ms.max(), 0)), ms.max() < 1000);
}

void benchMemory(Rig &rig, Report &report)
{
    const Sizes sizes(rig.quick());
    const QString what = QStringLiteral("RSS with %1 sessions, idle").arg(sizes.few);
    if (!rig.up(sizes.few))
        return report.insane(what, QStringLiteral("server not up"));
    rig.stopServer();
    if (!rig.startServer())
        return report.insane(what, QStringLiteral("server not up"));
    rig.call(rig.serverPort(), "GET", QStringLiteral("/api/sessions?page_size=20"), {},
             rig.adminToken());
    rig.engine().run(rig.quick() ? 0.2 : 3.0, [] { return false; });
    const double mb = double(rig.server().rssKb()) / 1024;
    if (mb <= 0)
        return report.insane(what, QStringLiteral("no RSS"));
    report.row(what, QStringLiteral("< 60 MB"), QStringLiteral("%1 MB").arg(num(mb)), mb < 60);
}

} // namespace handoff::bench
