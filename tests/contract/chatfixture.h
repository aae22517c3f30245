#pragma once

#include "tests/contract/streamclient.h"
#include "tests/contract/testserver.h"
#include "tests/simulator/simulator.h"

#include <QJsonArray>

namespace handoff::test {

/// coze-simulator in a thread of its own, because the test's thread blocks.
class SimulatorThread
{
public:
    explicit SimulatorThread(sim::Pace pace = {})
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_context,
            [this, pace] {
                m_sim = std::make_unique<sim::CozeSimulator>(pace);
                if (!m_sim->start())
                    qFatal("the simulator does not start");
            },
            Qt::BlockingQueuedConnection);
    }
    ~SimulatorThread()
    {
        run([this](sim::CozeSimulator &) { m_sim.reset(); });
        m_thread.quit();
        m_thread.wait();
    }
    SimulatorThread(const SimulatorThread &) = delete;
    SimulatorThread &operator=(const SimulatorThread &) = delete;

    QMap<QString, QString> settings()
    {
        QMap<QString, QString> env;
        run([&env](sim::CozeSimulator &sim) { env = sim.settingsEnv(); });
        return env;
    }
    QList<sim::JournalEntry> journal(const char *endpoint)
    {
        QList<sim::JournalEntry> entries;
        run([&](sim::CozeSimulator &sim) { entries = sim.journal(QString::fromLatin1(endpoint)); });
        return entries;
    }
    void fault(const char *endpoint, const char *words, int count = 1)
    {
        run([&](sim::CozeSimulator &sim) {
            if (!sim.addFault(QString::fromLatin1(endpoint), QString::fromLatin1(words), count))
                qFatal("no fault: %s", words);
        });
    }
    template<typename F>
    void run(F fn)
    {
        QMetaObject::invokeMethod(
            &m_context, [this, fn] { fn(*m_sim); }, Qt::BlockingQueuedConnection);
    }

private:
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<sim::CozeSimulator> m_sim;
};

/// Simulator, server and who talks to it.
struct Desk
{
    explicit Desk(QMap<QString, QString> settings = {}, sim::Pace pace = {},
                  ServerAppOptions options = {})
        : sim(pace)
    {
        options.coze.retry = {20, 40, 60};
        QMap<QString, QString> all = sim.settings();
        all.insert({{QStringLiteral("RATE_LIMIT_SESSION_PER_MIN"), QStringLiteral("0")},
                    {QStringLiteral("RATE_LIMIT_ADDRESS_PER_MIN"), QStringLiteral("0")}});
        all.insert(settings);
        server = std::make_unique<TestServer>(all, options);
        if (server->port() == 0)
            qFatal("%s", qPrintable(server->startProblem()));
        agent = std::make_unique<HttpClient>(server->port());
        agent->setToken(server->login("agent001", "agent123"));
        customer = std::make_unique<HttpClient>(server->port());
    }

    static QByteArray ask(const QByteArray &session, const QByteArray &text)
    {
        return QJsonDocument(QJsonObject{{QStringLiteral("user_id"), QString::fromUtf8(session)},
                                         {QStringLiteral("message"), QString::fromUtf8(text)}})
            .toJson(QJsonDocument::Compact);
    }
    Answer chat(const QByteArray &session, const QByteArray &text)
    {
        return customer->post("/api/chat", ask(session, text));
    }
    StreamClient stream(const QByteArray &session, const QByteArray &text)
    {
        return StreamClient(server->port(), "/api/chat/stream", ask(session, text));
    }
    QJsonObject session(const QByteArray &name)
    {
        return agent->get("/api/sessions/" + name).data().value(u"session").toObject();
    }
    QString status(const QByteArray &name) { return session(name).value(u"status").toString(); }
    /// `role:content` of all messages, as an agent sees them.
    QStringList history(const QByteArray &name) { return told(session(name)); }
    /// The same as the customer sees them.
    QStringList customerHistory(const QByteArray &name)
    {
        return told(customer->get("/api/sessions/" + name).data().value(u"session").toObject());
    }
    Answer takeOver(const QByteArray &name)
    {
        return agent->post("/api/sessions/" + name + "/takeover");
    }
    Answer agentSays(const QByteArray &name, const QByteArray &text)
    {
        return agent->post("/api/manual/messages", "{\"session_name\":\"" + name +
                                                       "\",\"role\":\"agent\",\"content\":\"" +
                                                       text + "\"}");
    }

    SimulatorThread sim;
    std::unique_ptr<TestServer> server;
    std::unique_ptr<HttpClient> agent;
    std::unique_ptr<HttpClient> customer;

private:
    static QStringList told(const QJsonObject &session)
    {
        QStringList out;
        const QJsonArray messages = session.value(u"history").toArray();
        for (const QJsonValue &m : messages)
            out += m.toObject().value(u"role").toString() + u':' +
                   m.toObject().value(u"content").toString();
        return out;
    }
};

} // namespace handoff::test
