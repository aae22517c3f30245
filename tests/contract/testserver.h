#pragma once

#include "server/app/serverapp.h"
#include "server/auth/tokens.h"
#include "server/http/router.h"
#include "tests/support/httpclient.h"
#include "tests/support/testdatabase.h"

#include <QMap>
#include <QTemporaryDir>
#include <QThread>

namespace handoff::test {

/// The whole server, running in a thread of this process on a database of its own, unless the
/// settings name another server's DATABASE_URL; the test talks to it over real sockets. Shift is
/// always on, bcrypt is cheap.
class TestServer
{
public:
    explicit TestServer(const QMap<QString, QString> &settings = {},
                        const ServerAppOptions &options = {});
    ~TestServer();
    TestServer(const TestServer &) = delete;
    TestServer &operator=(const TestServer &) = delete;

    quint16 port() const { return m_port; }
    const QString &startProblem() const { return m_problem; }
    const QString &databaseUrl() const { return m_databaseUrl; }
    QString dataDir() const { return m_dir.path(); }
    HttpClient client() const { return HttpClient(m_port); }

    /// `METHOD pattern` of every route.
    QStringList routes() const { return m_routes; }
    /// A good signature, whoever it names.
    QByteArray tokenFor(const QString &agentId, const QString &username, AgentRole role) const;
    /// Logs in and returns the access token.
    QByteArray login(const QByteArray &username, const QByteArray &password) const;
    /// A client of its own for `admin`, `agent001` or `agent002`.
    std::unique_ptr<HttpClient> signedIn(const QByteArray &username) const;
    QString sessionToken(const QString &sessionName) const;
    const Tokens &tokens() const { return m_tokens; }

    /// Runs `fn` on the server's thread and waits for it.
    template<typename F>
    void run(F fn)
    {
        QMetaObject::invokeMethod(
            &m_context, [this, fn] { fn(*m_app); }, Qt::BlockingQueuedConnection);
    }

private:
    QTemporaryDir m_dir;
    std::unique_ptr<TestDatabase> m_database; ///< null when another server's is used
    QString m_databaseUrl;
    QThread m_thread;
    QObject m_context; ///< lives on m_thread
    std::unique_ptr<ServerApp> m_app;
    Tokens m_tokens;
    quint16 m_port = 0;
    QString m_problem;
    QStringList m_routes;
};

} // namespace handoff::test
