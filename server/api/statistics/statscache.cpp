#include "server/api/statistics/statscache.h"

#include <algorithm>

namespace handoff::api {

namespace {

void send(const http::ReplyPtr &reply, const Report &report)
{
    reply->send(200, report.body, report.contentType, report.headers);
}

} // namespace

StatsCache::StatsCache(Database &database) : m_database(database)
{
    connect(&database, &Database::committed, this, &StatsCache::forget);
}

void StatsCache::forget()
{
    ++m_commits;
    m_entries.clear();
    m_waiting.clear(); // who waits gets his answer; who asks now gets a newer one
}

void StatsCache::answer(const QByteArray &key, std::function<Result<Report>(Tx &)> make,
                        const http::ReplyPtr &reply)
{
    const qint64 now = monotonicMs();
    const auto known = m_entries.constFind(key);
    if (known != m_entries.cend() && now - known->madeAt < keptMs)
        return send(reply, known->report);
    std::shared_ptr<QList<http::ReplyPtr>> &waiting = m_waiting[key];
    if (waiting) {
        waiting->append(reply);
        return;
    }
    waiting = std::make_shared<QList<http::ReplyPtr>>(QList{reply});
    m_database.read(std::move(make))
        .then(this, [this, key, now, commits = m_commits, waiting](const Result<Report> &result) {
            finish(key, commits, now, *waiting, result);
        });
}

void StatsCache::finish(const QByteArray &key, int commits, qint64 askedAt,
                        const QList<http::ReplyPtr> &waiting, const Result<Report> &result)
{
    if (commits == m_commits) {
        m_waiting.remove(key);
        if (result)
            keep(key, {*result, askedAt});
    }
    for (const http::ReplyPtr &reply : waiting) {
        if (result)
            send(reply, *result);
        else
            reply->error(result.error());
    }
}

void StatsCache::keep(const QByteArray &key, const Entry &entry)
{
    if (m_entries.size() >= maxReports) {
        const auto oldest =
            std::min_element(m_entries.begin(), m_entries.end(),
                             [](const Entry &a, const Entry &b) { return a.madeAt < b.madeAt; });
        m_entries.erase(oldest);
    }
    m_entries.insert(key, entry);
}

} // namespace handoff::api
