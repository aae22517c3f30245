#include "server/api/statscache.h"

#include <algorithm>

namespace handoff::api {

namespace {

void send(const http::ReplyPtr &reply, const Report &report)
{
    reply->send(200, report.body, report.contentType, report.headers);
}

} // namespace

void StatsCache::answer(const QByteArray &key, std::function<Result<Report>(Tx &)> make,
                        const http::ReplyPtr &reply)
{
    const auto known = m_entries.constFind(key);
    if (known != m_entries.cend() && monotonicMs() - known->madeAt < keptMs)
        return send(reply, known->report);
    QList<http::ReplyPtr> &waiting = m_waiting[key];
    waiting.append(reply);
    if (waiting.size() > 1)
        return;
    m_database.read(std::move(make))
        .then(reply->context(), [this, key](const Result<Report> &result) { finish(key, result); });
}

void StatsCache::finish(const QByteArray &key, const Result<Report> &result)
{
    if (result)
        keep(key, *result);
    for (const http::ReplyPtr &reply : m_waiting.take(key)) {
        if (result)
            send(reply, *result);
        else
            reply->error(result.error());
    }
}

void StatsCache::keep(const QByteArray &key, const Report &report)
{
    const qint64 now = monotonicMs();
    m_entries.removeIf([now](const auto &entry) { return now - entry.value().madeAt >= keptMs; });
    if (m_entries.size() >= maxReports) {
        const auto oldest =
            std::min_element(m_entries.begin(), m_entries.end(),
                             [](const Entry &a, const Entry &b) { return a.madeAt < b.madeAt; });
        m_entries.erase(oldest);
    }
    m_entries.insert(key, {report, now});
}

} // namespace handoff::api
