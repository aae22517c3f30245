#include "server/api/routes.h"
#include "server/coze/client.h"
#include "server/domain/session/sessionlists.h"
#include "server/domain/session/sessions.h"
#include "shared/contract/version.h"
#include "shared/rules/shift.h"

namespace handoff::api {

namespace {

struct Health
{
    QString status = QStringLiteral("healthy");
    bool cozeConnected = false;
    QString workflowId;
    QString appId;
    QString authMode = QStringLiteral("OAUTH_JWT");
    bool sessionIsolation = true;
    QString version = QStringLiteral(HANDOFF_VERSION);
    QString database;
    qint64 uptimeSeconds = 0;

    static constexpr auto fields(auto to)
    {
        using T = Health;
        return to(json::field("status", &T::status),
                  json::field("coze_connected", &T::cozeConnected),
                  json::field("workflow_id", &T::workflowId), json::field("app_id", &T::appId),
                  json::field("auth_mode", &T::authMode),
                  json::field("session_isolation", &T::sessionIsolation),
                  json::field("version", &T::version), json::field("database", &T::database),
                  json::field("uptime_seconds", &T::uptimeSeconds));
    }
};

/// Server and workbench are released together.
ServerVersion versionOf(const Config &config)
{
    const QString version = QStringLiteral(HANDOFF_VERSION);
    ServerVersion out{version, contractNumber, minWorkbench, {version, {}}};
    if (!config.workbenchUrl.isEmpty())
        out.workbench.url = config.workbenchUrl;
    return out;
}

QByteArray prometheusText(const ApiContext &c, const QMap<QString, qint64> &sessions)
{
    for (const char *status : json::EnumNames<SessionStatus>::names)
        c.metrics.setSessions(QLatin1String(status), sessions.value(QLatin1String(status)));
    using Kind = Subscription::Kind;
    for (const auto &[name, kind] :
         {std::pair{"customer_turn", Kind::CustomerTurn},
          std::pair{"customer_listen", Kind::CustomerListen},
          std::pair{"customer_stream", Kind::CustomerStream},
          std::pair{"agent_session", Kind::AgentSession}, std::pair{"agent_desk", Kind::AgentDesk}})
        c.metrics.setSseConnections(QLatin1String(name), c.hub.count(kind));
    c.metrics.setDatabaseQueue(c.database.queueDepth());
    c.metrics.setDatabaseCounts(c.database.roundTrips(), c.database.reruns());
    return c.metrics.text();
}

} // namespace

void addSystemRoutes(http::Router &router, const ApiContext &c)
{
    using http::Level;
    QElapsedTimer started;
    started.start();

    router.add("GET", "/api/health", Level::None,
               [&c, started](const http::Request &, const http::ReplyPtr &reply) {
                   const bool healthy = c.database.healthy();
                   Health health;
                   health.status =
                       healthy ? QStringLiteral("healthy") : QStringLiteral("unhealthy");
                   health.cozeConnected = c.coze.connected();
                   health.workflowId = c.config.coze.workflowId;
                   health.appId = c.config.coze.appId;
                   health.database = c.database.isPostgres() ? QStringLiteral("postgresql")
                                                             : QStringLiteral("sqlite");
                   health.uptimeSeconds = started.elapsed() / 1000;
                   QByteArray out = json::toJson(health);
                   if (const QStringList texts = c.warnings.texts(); !texts.isEmpty()) {
                       out.replace(out.size() - 1, 1, ",\"warnings\":");
                       json::write(out, texts);
                       out.append('}');
                   }
                   reply->json(healthy ? 200 : 503, out);
               });

    router.add("GET", "/api/version", Level::None,
               [&c](const http::Request &, const http::ReplyPtr &reply) {
                   reply->data(json::toJson(versionOf(c.config)));
               });

    router.add("GET", "/healthz", Level::None,
               [](const http::Request &, const http::ReplyPtr &reply) {
                   reply->send(200, "ok\n", "text/plain; charset=utf-8");
               });

    router.add("GET", "/metrics", Level::None,
               [&c](const http::Request &request, const http::ReplyPtr &reply) {
                   read(
                       c, request, reply,
                       [](Tx &tx, const Actor &) { return SessionLists::counts(tx, QString()); },
                       [&c, reply](const QMap<QString, qint64> &sessions) {
                           reply->send(200, prometheusText(c, sessions),
                                       "text/plain; version=0.0.4; charset=utf-8");
                       });
               });

    router.add("GET", "/api/shift/config", Level::None,
               [&c](const http::Request &request, const http::ReplyPtr &reply) {
                   asTaggedData(request, reply)(Shift::config(c.policy.shift, Timestamp::now()));
               });
    router.add("GET", "/api/shift/status", Level::None,
               [&c](const http::Request &, const http::ReplyPtr &reply) {
                   reply->data(json::toJson(Shift::status(c.policy.shift, Timestamp::now())));
               });
}

} // namespace handoff::api
