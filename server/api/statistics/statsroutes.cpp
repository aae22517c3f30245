#include "server/api/csv.h"
#include "server/api/query.h"
#include "server/api/routes.h"
#include "server/api/statistics/statscache.h"
#include "server/domain/statistics/statistics.h"
#include "shared/contract/errors.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

Stats::RangeQuery rangeQuery(Query &q, const char *fallback)
{
    Stats::RangeQuery query{q.name("range"), q.time("from"), q.time("to")};
    if (query.range.isEmpty() && !query.from && !query.to)
        query.range = QString::fromLatin1(fallback);
    return query;
}

Result<bool> wantsCsv(Query &q)
{
    const QString format = q.name("format");
    if (q.problem())
        return *q.problem();
    if (format.isEmpty() || format == u"json")
        return false;
    if (format == u"csv")
        return true;
    return errors::validation(QStringLiteral("/format"),
                              QStringLiteral("one of json, csv expected"));
}

template<typename T>
Report jsonReport(const T &value)
{
    return {"{\"success\":true,\"data\":" + json::toJson(value) + '}',
            QByteArrayLiteral("application/json; charset=utf-8"),
            {}};
}

template<typename Row>
Report csvReport(const QList<Row> &rows, const QByteArray &fileName)
{
    return {csv::table(rows),
            QByteArrayLiteral("text/csv; charset=utf-8"),
            {{"Content-Disposition", "attachment; filename=\"" + fileName + ".csv\""},
             {"X-Content-Type-Options", "nosniff"}}};
}

/// Looks the caller up, then answers with the report of this question; `make(Tx &, range)`.
template<typename Make>
void answer(const ApiContext &c, const std::shared_ptr<StatsCache> &cache, const Request &request,
            const ReplyPtr &reply, const char *fallbackRange, Make make)
{
    Query q(request);
    const Stats::RangeQuery query = rangeQuery(q, fallbackRange);
    if (q.problem())
        return reply->error(*q.problem());
    const auto report = [query, make = std::move(make)](Tx &tx) -> Result<Report> {
        HANDOFF_TRY(const Stats::Range range, Stats::rangeOf(tx.now(), query));
        return make(tx, range);
    };
    read(
        c, request, reply,
        [](Tx &, const Actor &actor) -> Result<QString> { return actor.agent.id; },
        [cache, key = request.target, report, reply](const QString &) {
            cache->answer(key, report, reply);
        });
}

} // namespace

void addStatsRoutes(http::Router &router, const ApiContext &c)
{
    const auto cache = std::make_shared<StatsCache>(c.database);
    const QTimeZone zone = c.policy.shift.zone;

    router.add("GET", "/api/sessions/stats", Level::Agent,
               [&c, cache, zone](const Request &request, const ReplyPtr &reply) {
                   answer(c, cache, request, reply, "",
                          [zone](Tx &tx, const Stats::Range &range) -> Result<Report> {
                              HANDOFF_TRY(const Statistics figures,
                                          Stats::overview(tx, zone, range));
                              return jsonReport(figures);
                          });
               });

    router.add("GET", "/api/stats/series", Level::Agent,
               [&c, cache, zone](const Request &request, const ReplyPtr &reply) {
                   Query q(request);
                   const auto metric = q.required<StatsMetric>("metric");
                   const auto bucket = q.word<StatsBucket>("bucket").value_or(StatsBucket::Day);
                   if (q.problem())
                       return reply->error(*q.problem());
                   const auto csv = wantsCsv(q);
                   if (!csv)
                       return reply->error(csv.error());
                   const char *usual = bucket == StatsBucket::Hour ? "24h" : "30d";
                   answer(c, cache, request, reply, usual,
                          [zone, metric, bucket,
                           csv = *csv](Tx &tx, const Stats::Range &range) -> Result<Report> {
                              HANDOFF_TRY(const StatsSeries series,
                                          Stats::series(tx, zone, metric, bucket, range));
                              const QByteArray name(json::enumName(metric).data());
                              return csv ? csvReport(series.points, name) : jsonReport(series);
                          });
               });

    router.add("GET", "/api/stats/agents", Level::Agent,
               [&c, cache](const Request &request, const ReplyPtr &reply) {
                   Query q(request);
                   const auto csv = wantsCsv(q);
                   if (!csv)
                       return reply->error(csv.error());
                   answer(c, cache, request, reply, "24h",
                          [csv = *csv](Tx &tx, const Stats::Range &range) -> Result<Report> {
                              HANDOFF_TRY(const AgentReport report, Stats::agents(tx, range));
                              return csv ? csvReport(report.items, "agents") : jsonReport(report);
                          });
               });
}

} // namespace handoff::api
