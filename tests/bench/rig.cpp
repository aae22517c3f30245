#include "tests/bench/rig.h"

#include "shared/core/clock.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QTextStream>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace handoff::bench {

namespace {

constexpr auto kSecret = "bench-4f8b1c97d2e64a30b5c7981e6f0d2a4b";
constexpr double kCallPatience = 150; // a login waits long on a machine that is busy otherwise
constexpr double kStartPatience = 60;

void complain(const QString &text)
{
    QTextStream(stderr) << "handoff-bench: " << text << Qt::endl;
}

QMap<QString, QString> readEnv(const QString &path)
{
    QMap<QString, QString> out;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return out;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        const qsizetype equals = line.indexOf(u'=');
        if (equals <= 0 || line.startsWith(u'#'))
            continue;
        QString value = line.mid(equals + 1);
        if (value.size() >= 2 && value.startsWith(u'"'))
            value = value.mid(1, value.size() - 2);
        out.insert(line.left(equals), value);
    }
    return out;
}

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

uint16_t Rig::freePort()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address);
    socklen_t size = sizeof address;
    getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size);
    ::close(fd);
    return ntohs(address.sin_port);
}

Rig::Rig(const Options &options) : m_options(options)
{
    // Two cores: the server has one for itself, load and simulator share the other. A smoke run
    // measures nothing and shares the machine with other tests.
    if (!options.quick && sysconf(_SC_NPROCESSORS_ONLN) >= 2) {
        m_serverCpu = 0;
        m_loadCpu = 1;
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(unsigned(m_loadCpu), &set);
        sched_setaffinity(0, sizeof set, &set);
    }
}

Rig::~Rig()
{
    m_engine.clear();
}

/// Tries a few ports: another program may take a free one first.
bool Rig::startOn(const std::function<bool(uint16_t port)> &start)
{
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (start(freePort()))
            return true;
    }
    return false;
}

bool Rig::waitFor(Process &process, uint16_t port, const QString &path)
{
    const int64_t deadline = nowNs() + int64_t(kStartPatience * 1e9);
    while (nowNs() < deadline) {
        if (!process.isRunning())
            return false;
        if (call(port, "GET", path).status == 200)
            return true;
        usleep(2'000);
    }
    return false;
}

bool Rig::startSimulator()
{
    if (m_simulator.isRunning())
        return true;
    const QString env = m_dir.filePath(QStringLiteral("coze.env"));
    const bool started = startOn([&](uint16_t port) {
        m_simulatorPort = port;
        const QStringList arguments{QStringLiteral("--port"),      QString::number(port),
                                    QStringLiteral("--write-env"), env,
                                    QStringLiteral("--pace"),      QStringLiteral("0")};
        return m_simulator.start(m_options.simulator, arguments, {}, m_dir.path(),
                                 m_dir.filePath(QStringLiteral("simulator.log")), m_loadCpu) &&
               waitFor(m_simulator, port, QStringLiteral("/__sim/state"));
    });
    if (started)
        m_cozeSettings = readEnv(env);
    else
        complain(QStringLiteral("cannot start ") + m_options.simulator);
    return started;
}

QMap<QString, QString> Rig::settings(const QString &databaseUrl) const
{
    QMap<QString, QString> settings = m_cozeSettings;
    const std::pair<const char *, QString> own[] = {
        {"HOST", QStringLiteral("127.0.0.1")},
        {"DATA_DIR", m_dir.filePath(QStringLiteral("data"))},
        {"DATABASE_URL", databaseUrl},
        {"JWT_SECRET_KEY", QString::fromLatin1(kSecret)},
        {"LOG_LEVEL", QStringLiteral("warning")},
        {"HUMAN_SHIFT_START", QStringLiteral("00:00")},
        {"HUMAN_SHIFT_END", QStringLiteral("23:59")},
        {"WEEKENDS_DISABLED", QStringLiteral("false")},
    };
    for (const auto &[name, value] : own)
        settings.insert(QString::fromLatin1(name), value);
    if (!m_limits) {
        for (const char *name : {"RATE_LIMIT_SESSION_PER_MIN", "RATE_LIMIT_VIP_PER_MIN",
                                 "RATE_LIMIT_ADDRESS_PER_MIN", "RATE_LIMIT_MESSAGES_PER_MIN"})
            settings.insert(QString::fromLatin1(name), QStringLiteral("0"));
        settings.insert(QStringLiteral("SSE_MAX_CONNECTIONS"), QStringLiteral("50000"));
    }
    return settings;
}

bool Rig::startOne(Process &process, uint16_t *port, QMap<QString, QString> settings, int cpu)
{
    QDir(m_dir.path()).mkpath(QStringLiteral("data"));
    const QString logFile = m_dir.filePath(QStringLiteral("server.log"));
    const bool started = startOn([&](uint16_t free) {
        *port = free;
        settings.insert(QStringLiteral("PORT"), QString::number(free));
        process.stop();
        const int64_t begin = nowNs();
        const bool good = process.start(m_options.server,
                                        {QStringLiteral("--env-file"), QStringLiteral("/dev/null")},
                                        settings, m_dir.path(), logFile, cpu) &&
                          waitFor(process, free, QStringLiteral("/api/health"));
        m_startMs = double(nowNs() - begin) / 1e6;
        return good;
    });
    if (!started) {
        QFile log(logFile);
        if (log.open(QIODevice::ReadOnly))
            complain(QString::fromUtf8(log.readAll().right(2000)));
        complain(QStringLiteral("cannot start ") + m_options.server);
    }
    return started;
}

bool Rig::startServer()
{
    m_adminToken.clear();
    return startOne(m_server, &m_serverPort, settings(QStringLiteral("sqlite:") + databaseFile()),
                    m_serverCpu);
}

bool Rig::upCluster(int servers, const QString &databaseUrl)
{
    if (!startSimulator())
        return false;
    m_adminToken.clear();
    m_server.stop();
    m_cluster.clear();
    m_ports.clear();
    if (!emptyPostgres(databaseUrl))
        return false;
    for (int i = 0; i < servers; ++i) {
        m_cluster.push_back(std::make_unique<Process>());
        uint16_t port = 0;
        if (!startOne(*m_cluster.back(), &port, settings(databaseUrl), -1))
            return false;
        m_ports.push_back(port);
    }
    m_serverPort = m_ports.front();
    return true;
}

bool Rig::up(long sessions)
{
    if (!startSimulator())
        return false;
    if (m_seeded == 0) { // the first start makes the store and the row that is copied
        const QString name = QStringLiteral("bench_template");
        if (!startServer() || !newSession(name))
            return false;
        const Answer chat =
            call(m_serverPort, "POST", QStringLiteral("/api/chat"),
                 {{QStringLiteral("user_id"), name},
                  {QStringLiteral("message"), QStringLiteral("电池续航多少公里？")}});
        if (chat.status != 200 || !chat.json.value(QStringLiteral("success")).toBool()) {
            complain(QStringLiteral("the first chat failed: ") + QString::fromUtf8(chat.body));
            return false;
        }
    }
    if (m_seeded != sessions) {
        m_server.stop();
        if (!seed(databaseFile(), sessions))
            return false;
        m_seeded = sessions;
    }
    return m_server.isRunning() || startServer();
}

Answer Rig::call(uint16_t port, const char *method, const QString &target, const QJsonObject &body,
                 const QByteArray &token)
{
    Engine engine;
    Connection &c = engine.connect(port);
    Answer answer;
    bool over = false;
    c.onAnswer = [&](Connection &, int status, std::string_view text) {
        answer.status = status;
        answer.body = QByteArray(text.data(), qsizetype(text.size()));
        over = true;
    };
    c.onClosed = [&](Connection &) { over = true; };
    const QByteArray json = QByteArrayView(method) == "GET"
                                ? QByteArray()
                                : QJsonDocument(body).toJson(QJsonDocument::Compact);
    c.send(method, target.toStdString(), token.isEmpty() ? std::string() : bearer(token),
           json.toStdString());
    engine.run(kCallPatience, [&] { return over; });
    answer.json = QJsonDocument::fromJson(answer.body).object();
    return answer;
}

QByteArray Rig::tokenFor(const QString &agentId, const QString &username, const QString &role) const
{
    const qint64 now = Timestamp::now().ms / 1000;
    const QJsonObject claims{
        {QStringLiteral("agent_id"), agentId}, {QStringLiteral("username"), username},
        {QStringLiteral("role"), role},        {QStringLiteral("type"), QStringLiteral("access")},
        {QStringLiteral("iat"), now},          {QStringLiteral("exp"), now + 3600}};
    const QByteArray text = base64Url(R"({"alg":"HS256","typ":"JWT"})") + '.' +
                            base64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    return text + '.' +
           base64Url(QMessageAuthenticationCode::hash(text, kSecret, QCryptographicHash::Sha256));
}

QByteArray Rig::adminToken()
{
    if (m_adminToken.isEmpty()) {
        const Answer login = call(m_serverPort, "POST", QStringLiteral("/api/agent/login"),
                                  {{QStringLiteral("username"), QStringLiteral("admin")},
                                   {QStringLiteral("password"), QStringLiteral("admin123")}});
        m_adminToken = login.json.value(QStringLiteral("token")).toString().toLatin1();
        if (m_adminToken.isEmpty())
            complain(QStringLiteral("login failed: ") + QString::fromUtf8(login.body));
    }
    return m_adminToken;
}

bool Rig::newSession(const QString &name)
{
    const Answer answer = call(m_serverPort, "POST", QStringLiteral("/api/conversation/new"),
                               {{QStringLiteral("session_id"), name}});
    const bool good = answer.status == 200 && answer.json.value(QStringLiteral("success")).toBool();
    if (!good)
        complain(QStringLiteral("no new session: ") + QString::fromUtf8(answer.body));
    return good;
}

bool Rig::takeOver(const QString &name)
{
    const Answer answer =
        call(m_serverPort, "POST", QStringLiteral("/api/sessions/%1/takeover").arg(name),
             {{QStringLiteral("agent_id"), QStringLiteral("agent001")}}, adminToken());
    if (answer.status != 200)
        complain(QStringLiteral("no takeover: ") + QString::fromUtf8(answer.body));
    return answer.status == 200;
}

} // namespace handoff::bench
