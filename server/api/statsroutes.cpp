#include "server/api/csv.h"
#include "server/api/routes.h"
#include "server/api/statscache.h"
#include "server/domain/statistics.h"
#include "shared/contract/errors.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

Result<Stats::RangeQuery> rangeQuery(const Request &request, const char *fallback)
{
    Stats::RangeQuery query;
    query.range = request.queryValue(u"range").value_or(QString());
    HANDOFF_TRY(query.from, queryTime(request, "from"));
    HANDOFF_TRY(query.to, queryTime(request, "to"));
    if (query.range.isEmpty() && !query.from && !query.to)
        query.range = QString::fromLatin1(fallback);
    return query;
}

/// A value of the query string that is one of an enum's names; 422.
template<json::NamedEnum E>
Result<E> queryEnum(const Request &request, const char *name, std::optional<E> fallback = {})
{
    const QString text = request.queryValue(QString::fromLatin1(name)).value_or(QString());
    if (text.isEmpty() && fallback)
        return *fallback;
    E value{};
    HANDOFF_CHECK(json::readValue(QJsonValue(text), u'/' + QString::fromLatin1(name),
                                  json::Mode::Strict, value));
    return value;
}

Result<bool> wantsCsv(const Request &request)
{
    const QString format = request.queryValue(u"format").value_or(QString());
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
    const auto query = rangeQuery(request, fallbackRange);
    if (!query)
        return reply->error(query.error());
    const auto report = [query = *query, make = std::move(make)](Tx &tx) -> Result<Report> {
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
                   const auto metric = queryEnum<StatsMetric>(request, "metric");
                   if (!metric)
                       return reply->error(metric.error());
                   const auto bucket = queryEnum<StatsBucket>(request, "bucket", StatsBucket::Day);
                   if (!bucket)
                       return reply->error(bucket.error());
                   const auto csv = wantsCsv(request);
                   if (!csv)
                       return reply->error(csv.error());
                   const char *usual = *bucket == StatsBucket::Hour ? "24h" : "30d";
                   answer(c, cache, request, reply, usual,
                          [zone, metric = *metric, bucket = *bucket,
                           csv = *csv](Tx &tx, const Stats::Range &range) -> Result<Report> {
                              HANDOFF_TRY(const StatsSeries series,
                                          Stats::series(tx, zone, metric, bucket, range));
                              const QByteArray name(json::enumName(metric).data());
                              return csv ? csvReport(series.points, name) : jsonReport(series);
                          });
               });

    router.add("GET", "/api/stats/agents", Level::Agent,
               [&c, cache](const Request &request, const ReplyPtr &reply) {
                   const auto csv = wantsCsv(request);
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
