// `/__sim/`: what tests in other processes use to look into the simulator and to steer it.
#include "server/http/server.h"
#include "tests/simulator/simulator.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace handoff::sim {

namespace {

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QString textOf(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

QJsonObject entryJson(const JournalEntry &entry)
{
    return {{QStringLiteral("endpoint"), entry.endpoint},
            {QStringLiteral("method"), QString::fromLatin1(entry.method)},
            {QStringLiteral("path"), entry.path},
            {QStringLiteral("session"), entry.session},
            {QStringLiteral("jwt"), entry.jwt},
            {QStringLiteral("body"), entry.body},
            {QStringLiteral("at"), entry.at.seconds()}};
}

} // namespace

bool mayControl(const QHostAddress &peer)
{
    return peer.isLoopback();
}

void CozeSimulator::addControlRoutes()
{
    using Control =
        std::function<std::optional<QJsonObject>(const http::Request &, const QJsonObject &)>;
    const auto add = [this](const char *method, const char *path, const Control &control) {
        m_http->router().add(method, path, http::Level::None,
                             [control](const http::Request &request, const http::ReplyPtr &reply) {
                                 if (!mayControl(request.peer)) {
                                     reply->json(403, R"({"error":"loopback only"})");
                                     return;
                                 }
                                 const QJsonObject body =
                                     QJsonDocument::fromJson(request.body).object();
                                 const auto answer = control(request, body);
                                 if (answer)
                                     reply->json(200, bytesOf(*answer));
                                 else
                                     reply->json(400, R"({"error":"bad request"})");
                             });
    };

    add("POST", "/__sim/reset", [this](const http::Request &, const QJsonObject &) {
        reset();
        return QJsonObject();
    });
    add("GET", "/__sim/state", [this](const http::Request &, const QJsonObject &) {
        return QJsonObject{{QStringLiteral("running"), m_running},
                           {QStringLiteral("most_running"), m_mostRunning},
                           {QStringLiteral("tokens"), m_state.tokenCount()},
                           {QStringLiteral("conversations"), m_state.conversationCount()},
                           {QStringLiteral("faults"), m_faults.size()}};
    });
    // The newest `limit` entries (default all), of one `endpoint` if named, oldest first.
    add("GET", "/__sim/requests", [this](const http::Request &request, const QJsonObject &) {
        const QString endpoint = request.queryValue(u"endpoint").value_or(QString());
        const QList<JournalEntry> entries = endpoint.isEmpty() ? journal() : journal(endpoint);
        const qsizetype limit = request.queryValue(u"limit").value_or(QString()).toLongLong();
        QJsonArray array;
        for (qsizetype i = limit > 0 ? std::max<qsizetype>(0, entries.size() - limit) : 0;
             i < entries.size(); ++i)
            array.append(entryJson(entries.at(i)));
        return QJsonObject{{QStringLiteral("requests"), array}};
    });
    add("GET", "/__sim/apps", [this](const http::Request &, const QJsonObject &) {
        QJsonArray array;
        for (const App &app : m_state.desk().apps()) {
            array.append(QJsonObject{{QStringLiteral("client_id"), app.clientId},
                                     {QStringLiteral("kid"), app.kid},
                                     {QStringLiteral("app_id"), app.appId},
                                     {QStringLiteral("workflow_id"), app.workflowId}});
        }
        return QJsonObject{{QStringLiteral("apps"), array}};
    });
    add("POST", "/__sim/apps",
        [this](const http::Request &, const QJsonObject &body) -> std::optional<QJsonObject> {
            const App app{textOf(body, "client_id"), textOf(body, "kid"),
                          textOf(body, "public_key").toLatin1(), textOf(body, "app_id"),
                          textOf(body, "workflow_id")};
            if (app.clientId.isEmpty() || app.kid.isEmpty() ||
                !app.publicPem.contains("BEGIN PUBLIC KEY"))
                return std::nullopt;
            m_state.desk().addApp(app);
            return QJsonObject();
        });
    // `{"endpoint":"chat","session":"","count":1,"action":"slow=20 split=3"}`
    add("POST", "/__sim/faults",
        [this](const http::Request &, const QJsonObject &body) -> std::optional<QJsonObject> {
            const int count = body.value(QStringLiteral("count")).toInt(1);
            const QString endpoint =
                body.value(QStringLiteral("endpoint")).toString(QStringLiteral("chat"));
            if (count < 1 ||
                !addFault(endpoint, textOf(body, "action"), count, textOf(body, "session")))
                return std::nullopt;
            return QJsonObject();
        });
    add("DELETE", "/__sim/faults", [this](const http::Request &, const QJsonObject &) {
        m_faults.clear();
        return QJsonObject();
    });
    // A token without a JWT, so that a load generator can talk to the simulator directly.
    add("POST", "/__sim/tokens", [this](const http::Request &, const QJsonObject &body) {
        const Timestamp end = Timestamp::now().plusSeconds(3600);
        return QJsonObject{{QStringLiteral("access_token"),
                            m_state.issueToken(m_demoApp, textOf(body, "session_name"), end)}};
    });
    // Of one `session`, or of all.
    add("POST", "/__sim/tokens/revoke", [this](const http::Request &, const QJsonObject &body) {
        m_state.revokeSession(textOf(body, "session"));
        return QJsonObject();
    });
}

} // namespace handoff::sim
