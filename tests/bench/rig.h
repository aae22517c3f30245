#pragma once

#include "tests/bench/engine.h"

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QTemporaryDir>

#include <sys/types.h>

namespace handoff::bench {

/// A program this bench has started; killed with it.
class Process
{
public:
    Process() = default;
    ~Process() { stop(); }
    Process(const Process &) = delete;
    Process &operator=(const Process &) = delete;

    /// Starts `program` on processor `cpu` (< 0: any), its output in `logFile`.
    bool start(const QString &program, const QStringList &arguments,
               const QMap<QString, QString> &environment, const QString &directory,
               const QString &logFile, int cpu);
    /// SIGTERM, and SIGKILL after 20 s.
    void stop();
    bool isRunning();
    pid_t pid() const { return m_pid; }
    /// Processor time of all its threads so far, in milliseconds.
    double cpuMs() const;
    /// Resident memory in KiB.
    long rssKb() const;

private:
    pid_t m_pid = -1;
};

/// One answer of the small, synchronous calls that prepare a scenario.
struct Answer
{
    int status = 0;
    QByteArray body;
    QJsonObject json;
};

struct Options
{
    bool quick = false;
    QString server;
    QString simulator;
};

/// The programs under test, their data and what a scenario needs to talk to them.
class Rig
{
public:
    explicit Rig(const Options &options);
    ~Rig();

    const Options &options() const { return m_options; }
    bool quick() const { return m_options.quick; }
    Engine &engine() { return m_engine; }

    /// Both programs run, and the store holds that many sessions. False, with a line on stderr,
    /// when that cannot be had.
    bool up(long sessions);
    bool startServer();
    /// Whether servers started from now on have the limits per client of a usual one, or none.
    void useLimits(bool limits) { m_limits = limits; }
    /// That many servers on an empty PostgreSQL of this URL, which it empties. The calls below go
    /// to the first of them.
    bool upCluster(int servers, const QString &databaseUrl);
    const std::vector<uint16_t> &cluster() const { return m_ports; }
    /// Before its database goes.
    void stopCluster() { m_cluster.clear(); }
    /// A port nobody listens on just now.
    static uint16_t freePort();
    void stopServer() { m_server.stop(); }
    Process &server() { return m_server; }
    uint16_t serverPort() const { return m_serverPort; }
    uint16_t simulatorPort() const { return m_simulatorPort; }
    QString databaseFile() const { return m_dir.filePath(QStringLiteral("data/handoff.db")); }
    /// Milliseconds from exec to the first answer of the last startServer().
    double startMs() const { return m_startMs; }

    /// A call on a connection of its own; gives up after 150 s.
    Answer call(uint16_t port, const char *method, const QString &target,
                const QJsonObject &body = {}, const QByteArray &token = {});
    /// A head line for Connection::send.
    static std::string bearer(const QByteArray &token)
    {
        return "Authorization: Bearer " + token.toStdString() + "\r\n";
    }
    /// An access token of the account, made here with the server's secret.
    QByteArray tokenFor(const QString &agentId, const QString &username, const QString &role) const;
    /// Logs the admin in through the API, once per server.
    QByteArray adminToken();
    /// Makes a session known to server and Coze.
    bool newSession(const QString &name);
    /// Hands a session over to agent001.
    bool takeOver(const QString &name);

private:
    bool startSimulator();
    QMap<QString, QString> settings(const QString &databaseUrl) const;
    bool startOne(Process &process, uint16_t *port, QMap<QString, QString> settings, int cpu);
    static bool startOn(const std::function<bool(uint16_t port)> &start);
    bool waitFor(Process &process, uint16_t port, const QString &path);

    Options m_options;
    QTemporaryDir m_dir;
    Engine m_engine;
    Process m_simulator;
    Process m_server;
    std::vector<std::unique_ptr<Process>> m_cluster;
    std::vector<uint16_t> m_ports;
    uint16_t m_serverPort = 0;
    uint16_t m_simulatorPort = 0;
    QMap<QString, QString> m_cozeSettings;
    QByteArray m_adminToken;
    double m_startMs = 0;
    long m_seeded = 0;
    bool m_limits = false;
    int m_serverCpu = -1;
    int m_loadCpu = -1;
};

/// Makes the store hold `sessions` sessions, 200 agents with them, by copying the rows of the
/// session `bench_template` and of agent001. The server must not run. False, with a line on stderr,
/// on failure.
bool seed(const QString &databaseFile, long sessions);
/// Takes everything out of a PostgreSQL database. False, with a line on stderr, on failure.
bool emptyPostgres(const QString &databaseUrl);
/// Names of what seed() makes; `i` from 1.
QString seededSession(long i);
QString seededAgent(int i);
constexpr int kSeededAgents = 200;

} // namespace handoff::bench
