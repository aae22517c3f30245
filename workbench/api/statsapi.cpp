#include "workbench/api/statsapi.h"

#include "workbench/api/apirequests.h"

namespace handoff::StatsApi {

using namespace requests;

namespace {

constexpr int patienceMs = 60000;

ApiRequest report(const char *path, const StatsSpan &span)
{
    ApiRequest r = get(QString::fromLatin1(path));
    r.timeoutMs = patienceMs;
    add(r.query, "from", QString::number(span.from.seconds(), 'f', 3));
    add(r.query, "to", QString::number(span.to.seconds(), 'f', 3));
    return r;
}

ApiRequest seriesReport(StatsMetric metric, StatsBucket bucket, const StatsSpan &span)
{
    ApiRequest r = report("/api/stats/series", span);
    add(r.query, "metric", json::enumName(metric));
    add(r.query, "bucket", json::enumName(bucket));
    return r;
}

FileTransfer *csv(ApiClient &api, ApiRequest request, const QString &file, QObject *parent)
{
    add(request.query, "format", QStringLiteral("csv"));
    return FileTransfer::download(api, request, file, parent);
}

} // namespace

Later<Statistics> overview(ApiClient &api, const StatsSpan &span)
{
    return api.call<Statistics>(report("/api/sessions/stats", span));
}

Later<StatsSeries> series(ApiClient &api, StatsMetric metric, StatsBucket bucket,
                          const StatsSpan &span)
{
    return api.call<StatsSeries>(seriesReport(metric, bucket, span));
}

Later<AgentReport> agents(ApiClient &api, const StatsSpan &span)
{
    return api.call<AgentReport>(report("/api/stats/agents", span));
}

FileTransfer *seriesCsv(ApiClient &api, StatsMetric metric, StatsBucket bucket,
                        const StatsSpan &span, const QString &file, QObject *parent)
{
    return csv(api, seriesReport(metric, bucket, span), file, parent);
}

FileTransfer *agentsCsv(ApiClient &api, const StatsSpan &span, const QString &file, QObject *parent)
{
    return csv(api, report("/api/stats/agents", span), file, parent);
}

} // namespace handoff::StatsApi
