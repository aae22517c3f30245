#include "tests/bench/cluster.h"

#include "tests/bench/delayproxy.h"
#include "tests/bench/scenarios.h"

#include <QDir>
#include <QProcess>

#include <memory>

#include <unistd.h>

namespace handoff::bench {

namespace {

constexpr double kFarMs = 2; ///< to the database and back
constexpr int kConnections = 32;
constexpr double kEventPatience = 10;

/// A PostgreSQL in a temporary folder. It refuses to run as root, so root runs it as `postgres`.
class Postgres
{
public:
    ~Postgres()
    {
        run({QStringLiteral("pg_ctl"), QStringLiteral("stop"), QStringLiteral("-m"),
             QStringLiteral("immediate")});
    }

    uint16_t start(uint16_t port)
    {
        if (!m_dir.isValid())
            return 0;
        if (geteuid() == 0)
            QProcess::execute(QStringLiteral("chown"), {QStringLiteral("postgres"), m_dir.path()});
        const bool made =
            run({QStringLiteral("initdb"), QStringLiteral("-U"), QStringLiteral("postgres"),
                 QStringLiteral("-A"), QStringLiteral("trust"), QStringLiteral("-E"),
                 QStringLiteral("UTF8"), QStringLiteral("--locale=C.UTF-8")});
        const QString options =
            QStringLiteral("-p %1 -c listen_addresses=127.0.0.1 -c unix_socket_directories= "
                           "-c max_connections=200 -c shared_buffers=256MB")
                .arg(port);
        return made && run({QStringLiteral("pg_ctl"), QStringLiteral("start"), QStringLiteral("-w"),
                            QStringLiteral("-o"), options})
                   ? port
                   : 0;
    }

private:
    /// `program -D <folder> …`, the newest of what is installed.
    bool run(QStringList command)
    {
        QDir versions(QStringLiteral("/usr/lib/postgresql"));
        QStringList names = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        if (!names.isEmpty())
            command[0] =
                versions.filePath(names.constLast() + QStringLiteral("/bin/") + command[0]);
        command.insert(command.size() > 1 && command.at(0).endsWith(u"pg_ctl") ? 2 : 1,
                       m_dir.path());
        command.insert(command.indexOf(m_dir.path()), QStringLiteral("-D"));
        if (geteuid() == 0)
            command = QStringList{QStringLiteral("runuser"), QStringLiteral("-u"),
                                  QStringLiteral("postgres"), QStringLiteral("--")} +
                      command;
        QProcess process;
        process.setStandardOutputFile(QProcess::nullDevice());
        process.setStandardErrorFile(QProcess::nullDevice());
        process.setWorkingDirectory(QStringLiteral("/"));
        process.start(command.takeFirst(), command);
        return process.waitForFinished(60'000) && process.exitCode() == 0;
    }

    QTemporaryDir m_dir;
};

double metric(Rig &rig, uint16_t port, const char *name)
{
    const QByteArray head = QByteArray(name) + ' ';
    const QByteArray text =
        rig.call(port, "GET", QStringLiteral("/metrics"), {}, rig.adminToken()).body;
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith(head))
            return line.mid(head.size()).toDouble();
    }
    return 0;
}

double roundTrips(Rig &rig)
{
    return metric(rig, rig.cluster().front(), "handoff_db_round_trips_total");
}

QString message(const QString &session, long n)
{
    return QStringLiteral(
               R"({"session_name":"%1","role":"user","content":"请问我的订单到哪里了？ %2",)"
               R"("client_message_id":"bench-%2"})")
        .arg(session)
        .arg(n);
}

QString sessionOf(size_t i)
{
    return QStringLiteral("bench_cluster%1").arg(i);
}

/// What is said at the first server arrives at the last one's streams.
Samples latency(Rig &rig, int events)
{
    const std::vector<uint16_t> &ports = rig.cluster();
    Connection &stream = rig.engine().connect(ports.back());
    Samples ms;
    bool ready = false;
    bool arrived = false;
    stream.onFrame = [&](Connection &, std::string_view frame) {
        ready = ready || frame.find("event: ready") != std::string_view::npos;
        arrived = arrived || frame.find("event: message_added") != std::string_view::npos;
    };
    stream.send("GET", "/api/sessions/" + sessionOf(0).toStdString() + "/events",
                Rig::bearer(rig.adminToken()));
    Connection &speaker = rig.engine().connect(ports.front());
    if (!rig.engine().run(kEventPatience, [&] { return ready && speaker.isConnected(); }))
        return {};
    static long n = 0;
    for (int i = 0; i < events; ++i) {
        arrived = false;
        bool answered = false;
        speaker.onAnswer = [&](Connection &, int, std::string_view) { answered = true; };
        const int64_t begin = nowNs();
        speaker.send("POST", "/api/manual/messages", {},
                     message(sessionOf(0), 1'000'000'000 + ++n).toStdString());
        if (!rig.engine().run(kEventPatience, [&] { return arrived; }))
            return {};
        ms.add(double(nowNs() - begin) / 1e6);
        rig.engine().run(kEventPatience, [&] { return answered; });
    }
    rig.engine().clear();
    return ms;
}

struct Figures
{
    LoopResult messages;
    double tripsPerMessage = 0;
    double tripsPerTakeover = 0;
    double tripsPerPage = 0;
    Samples event;
};

/// A database of its own, with that many servers.
bool measure(Rig &rig, const QString &url, int servers, Figures *figures)
{
    if (!rig.upCluster(servers, url))
        return false;
    const std::vector<uint16_t> &ports = rig.cluster();
    const int n = rig.quick() ? 4 : kConnections;
    for (int i = 0; i < n; ++i) {
        if (!rig.newSession(sessionOf(size_t(i))))
            return false;
    }
    double before = roundTrips(rig);
    for (int i = 0; i < n; ++i) {
        if (!rig.takeOver(sessionOf(size_t(i))))
            return false;
    }
    figures->tripsPerTakeover = (roundTrips(rig) - before) / n;
    std::vector<Connection *> connections;
    for (size_t server = 0; server < ports.size(); ++server) {
        for (Connection *c : connectMany(rig, ports[server], n / servers))
            connections.push_back(c);
    }
    for (size_t i = 0; i < connections.size(); ++i)
        connections[i]->tag = i;
    long next = 0;
    const auto say = [&](Connection &c) {
        c.send("POST", "/api/manual/messages", {}, message(sessionOf(c.tag), ++next).toStdString());
    };
    const double seconds = Sizes(rig.quick()).seconds;
    closedLoop(rig, connections, seconds / 5, say); // statements are prepared, files grow
    before = roundTrips(rig);
    const long from = next;
    figures->messages = closedLoop(rig, connections, seconds, say);
    figures->tripsPerMessage = (roundTrips(rig) - before) * servers / double(next - from);
    rig.engine().clear();
    figures->event = latency(rig, rig.quick() ? 5 : 200);
    before = roundTrips(rig);
    constexpr int pages = 20;
    for (int i = 0; i < pages; ++i)
        rig.call(ports.front(), "GET", QStringLiteral("/api/sessions?page_size=20"), {},
                 rig.adminToken());
    figures->tripsPerPage = (roundTrips(rig) - before) / pages;
    return figures->messages.ms.count() > 0 && figures->messages.bad == 0;
}

QString perSecond(const LoopResult &r)
{
    return QStringLiteral("%1/s, p50 %2 ms, p99 %3 ms")
        .arg(num(r.perSecond, 0), num(r.ms.p50(), 1), num(r.ms.p99(), 1));
}

} // namespace

void benchCluster(Rig &rig, Report &report)
{
    const QString what = QStringLiteral("cluster");
    Postgres postgres;
    const uint16_t port = postgres.start(Rig::freePort());
    DelayProxy network;
    const uint16_t far = port > 0 ? network.start(port, kFarMs / 2) : 0;
    if (far == 0)
        return report.insane(what, QStringLiteral("no PostgreSQL (initdb, pg_ctl)"));
    const auto url = [](uint16_t at) {
        return QStringLiteral("postgresql://postgres@127.0.0.1:%1/postgres").arg(at);
    };
    double alone[2] = {0, 0};
    for (const bool away : {false, true}) {
        const QString place = away ? QStringLiteral("2 ms away") : QStringLiteral("beside");
        for (const int servers : {1, 2, 4}) {
            Figures f;
            const QString row = QStringLiteral("cluster, database %1, %2 server%3, %4 connections")
                                    .arg(place)
                                    .arg(servers)
                                    .arg(servers > 1 ? QStringLiteral("s") : QString())
                                    .arg(kConnections);
            if (!measure(rig, url(away ? far : port), servers, &f)) {
                report.insane(row, QStringLiteral("%1 answers, %2 bad")
                                       .arg(f.messages.ms.count())
                                       .arg(f.messages.bad));
                continue;
            }
            const double rate = f.messages.perSecond;
            if (servers == 1) {
                alone[away] = rate;
                report.row(row,
                           away ? QStringLiteral("≥ 1,500/s, p99 < 60 ms")
                                : QStringLiteral("≥ 2,500/s"),
                           perSecond(f.messages),
                           away ? rate >= 1'500 && f.messages.ms.p99() < 60 : rate >= 2'500);
                if (away)
                    report.row(QStringLiteral("cluster, waits per message / takeover / list page"),
                               QStringLiteral("≤ 3 / ≤ 4 / ≤ 2"),
                               QStringLiteral("%1 / %2 / %3")
                                   .arg(num(f.tripsPerMessage), num(f.tripsPerTakeover),
                                        num(f.tripsPerPage)),
                               f.tripsPerMessage <= 3.05 && f.tripsPerTakeover <= 4.05 &&
                                   f.tripsPerPage <= 2.05);
            } else {
                report.row(row,
                           away ? QStringLiteral("≥ one server") : QStringLiteral("≥ 0.9 × one"),
                           perSecond(f.messages), rate >= (away ? 1.0 : 0.9) * alone[away]);
            }
            if (servers == 2)
                report.row(QStringLiteral("cluster, database %1: request at one server → stream of "
                                          "another")
                               .arg(place),
                           away ? QStringLiteral("p99 < 30 ms") : QStringLiteral("p99 < 20 ms"),
                           QStringLiteral("p50 %1 ms, p99 %2 ms")
                               .arg(num(f.event.p50(), 1), num(f.event.p99(), 1)),
                           f.event.count() > 0 && f.event.p99() < (away ? 30 : 20));
        }
    }
    rig.stopCluster();
}

} // namespace handoff::bench
