#include "tests/contract/testserver.h"

#include "server/app/process.h"

namespace handoff::test {

namespace {
const QString secret = QStringLiteral("9f2c47d1b8e6035a7c94de21f0b35868aa41c7");
}

TestServer::TestServer(const QMap<QString, QString> &settings, const ServerAppOptions &given)
    : m_databaseUrl(settings.value(QStringLiteral("DATABASE_URL"))),
      m_tokens({secret.toUtf8(), 60, 7})
{
    if (m_databaseUrl.isEmpty()) {
        m_database = std::make_unique<TestDatabase>();
        m_databaseUrl = m_database->url();
    }
    QMap<QString, QString> all{{QStringLiteral("HOST"), QStringLiteral("127.0.0.1")},
                               {QStringLiteral("PORT"), QStringLiteral("0")},
                               {QStringLiteral("DATA_DIR"), m_dir.path()},
                               {QStringLiteral("DATABASE_URL"), m_databaseUrl},
                               {QStringLiteral("JWT_SECRET_KEY"), secret},
                               {QStringLiteral("HUMAN_SHIFT_START"), QStringLiteral("00:00")},
                               {QStringLiteral("HUMAN_SHIFT_END"), QStringLiteral("23:59")},
                               {QStringLiteral("WEEKENDS_DISABLED"), QStringLiteral("false")}};
    for (const char *limit : {"RATE_LIMIT_CREATE_PER_MIN", "RATE_LIMIT_MESSAGES_PER_MIN",
                              "QUEUE_MAX_PER_ADDRESS", "SSE_MAX_PER_ADDRESS"})
        all.insert(QString::fromLatin1(limit), QStringLiteral("0")); // all come from one address
    all.insert(settings);
    CommandLine line;
    line.flags = all;
    line.envFile = QStringLiteral("/dev/null");
    const LoadedConfig loaded = loadConfig(line, QProcessEnvironment());
    if (!loaded.problems.isEmpty())
        qFatal("%s", qPrintable(loaded.problems.join(u'\n')));

    process::setUpLogging(QStringLiteral("critical")); // a test's output is its failures
    ServerAppOptions options = given;
    if (options.bcryptCost == ServerAppOptions().bcryptCost)
        options.bcryptCost = 4;
    m_context.moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        &m_context,
        [&] {
            m_app = std::make_unique<ServerApp>(loaded.config, options);
            const auto port = m_app->start();
            if (!port) {
                m_problem = port.error().message;
                return;
            }
            m_port = *port;
            for (const http::Route *route : m_app->router().routes())
                m_routes.append(QString::fromLatin1(route->method + ' ' + route->pattern));
        },
        Qt::BlockingQueuedConnection);
}

TestServer::~TestServer()
{
    QMetaObject::invokeMethod(
        &m_context, [this] { m_app.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QByteArray TestServer::tokenFor(const QString &agentId, const QString &username,
                                AgentRole role) const
{
    Agent agent;
    agent.id = agentId;
    agent.username = username;
    agent.role = role;
    return m_tokens.access(agent, Timestamp::now()).toLatin1();
}

QByteArray TestServer::login(const QByteArray &username, const QByteArray &password) const
{
    HttpClient http(m_port);
    const Answer answer =
        http.post("/api/agent/login",
                  "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}");
    return answer.json().value(u"token").toString().toLatin1();
}

std::unique_ptr<HttpClient> TestServer::signedIn(const QByteArray &username) const
{
    auto http = std::make_unique<HttpClient>(m_port);
    http->setToken(login(username, username == "admin" ? "admin123" : "agent123"));
    return http;
}

QString TestServer::sessionToken(const QString &sessionName) const
{
    return m_tokens.sessionToken(sessionName);
}

} // namespace handoff::test
