#pragma once

#include "server/http/reply.h"
#include "server/http/request.h"
#include "tests/simulator/faults.h"
#include "tests/simulator/script.h"
#include "tests/simulator/state.h"

#include <QHostAddress>
#include <QMap>
#include <QObject>
#include <QTimer>

#include <memory>

namespace handoff::http {
class HttpServer;
}

namespace handoff::sim {

/// How quickly the simulator talks. The default is for tests: no waiting.
struct Pace
{
    int deltaMs = 0; ///< before each delta
    int thinkMs = 0; ///< before the first delta, on top
};

/// True for who may use `/__sim/`: this machine.
bool mayControl(const QHostAddress &peer);

/// Coze on this machine (spec coze.md): token, conversations and the chat stream, strict, and with
/// every fault. Tests embed it and reach into journal, faults and tokens directly; event loop
/// thread.
///
///     CozeSimulator sim;
///     QVERIFY(sim.start());
///     config.load(sim.settingsEnv());
class CozeSimulator : public QObject
{
    Q_OBJECT
public:
    explicit CozeSimulator(Pace pace = {}, QObject *parent = nullptr);
    ~CozeSimulator() override;

    /// Listens; port 0 takes a free one. What it remembers survives stop() and start().
    bool start(quint16 port = 0, const QHostAddress &address = QHostAddress::LocalHost);
    /// Closes the port and drops every connection at once, as if the machine were gone.
    void stop();
    quint16 port() const { return m_port; }
    QString baseUrl() const;
    /// The `COZE_*` settings for a server, the private key as PEM text among them.
    QMap<QString, QString> settingsEnv() const;
    const App &demoApp() const { return m_demoApp; }

    /// Tokens, conversations, journal, apps.
    State &state() { return m_state; }
    const QList<JournalEntry> &journal() const { return m_state.journal(); }
    /// The entries of one endpoint, in order.
    QList<JournalEntry> journal(const QString &endpoint) const;
    /// Answers the next `count` requests of the endpoint (and session) so; `words` as in
    /// parseFaults(). False when they are no faults.
    bool addFault(const QString &endpoint, const QString &words, int count = 1,
                  const QString &session = {});
    FaultQueue &faults() { return m_faults; }
    /// Forgets everything but the apps.
    void reset();

    int runningChats() const { return m_running; }
    int mostRunningChats() const { return m_mostRunning; }

signals:
    /// A chat stream has been started, or is over for whatever reason.
    void runningChatsChanged(int running);

private:
    /// One request on its way through the checks.
    struct Call
    {
        http::Request request;
        http::ReplyPtr reply;
        QString endpoint;
        QString logId;
        QJsonObject body;
        bool bodyIsJson = true;
        QString tokenValue;
        std::optional<Token> token;
    };
    using Verb = void (CozeSimulator::*)(const Call &, const Faults &);

    void addRoutes();
    void addControlRoutes();
    void route(const char *method, const char *path, const char *endpoint, Verb verb);
    void handle(Call call, Verb verb);
    /// Answers what the faults ask for before anything else; false when they ask for nothing.
    bool refuse(const Call &call, const Faults &faults);
    void answer(const Call &call, int status, const QJsonObject &object,
                const http::Headers &headers = {});
    void answerError(const Call &call, int status, const QString &code, const QString &message = {},
                     const http::Headers &headers = {});
    /// The conversation a call names, if the caller may use it; else it is answered.
    Conversation *conversationOf(const Call &call, const QString &id);

    void token(const Call &call, const Faults &faults);
    void createConversation(const Call &call, const Faults &faults);
    void retrieveConversation(const Call &call, const Faults &faults);
    void listMessages(const Call &call, const Faults &faults);
    void clearConversation(const Call &call, const Faults &faults);
    void chat(const Call &call, const Faults &faults);
    void speak(const Call &call, Conversation &conversation, const QString &question,
               const Faults &faults);
    void chatEnded(const QString &conversationId);

    Pace m_pace;
    quint16 m_port = 0;
    App m_demoApp;
    State m_state;
    FaultQueue m_faults;
    QSet<QString> m_expiredOnce; ///< a text with `expire` fails once per session, then is answered
    QList<http::ReplyPtr> m_hanging;
    QTimer m_hangingSweep;
    int m_running = 0;
    int m_mostRunning = 0;
    std::unique_ptr<http::HttpServer> m_http;
};

} // namespace handoff::sim
