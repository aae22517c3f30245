#pragma once

#include "server/http/reply.h"
#include "server/store/database.h"

#include <QHash>

#include <functional>

namespace handoff::api {

/// A finished answer of a report.
struct Report
{
    QByteArray body;
    QByteArray contentType;
    http::Headers headers;
};

/// Reports by question, good until something is committed: a hundred workbenches that show the same
/// chart cost one query, and nobody reads what is not true any more. What grows by the clock alone
/// (waits so far) is a second old at most. Bounded. Event loop.
class StatsCache : public QObject
{
public:
    static constexpr int keptMs = 1'000;
    static constexpr int maxReports = 64;

    explicit StatsCache(Database &database);

    /// Answers with the report of `key`; runs `make` on a reader unless it is known or under way.
    void answer(const QByteArray &key, std::function<Result<Report>(Tx &)> make,
                const http::ReplyPtr &reply);

private:
    struct Entry
    {
        Report report;
        qint64 madeAt = 0; ///< monotonic ms, when it was asked for
    };
    void forget();
    void finish(const QByteArray &key, int commits, qint64 askedAt,
                const QList<http::ReplyPtr> &waiting, const Result<Report> &result);
    void keep(const QByteArray &key, const Entry &entry);

    Database &m_database;
    int m_commits = 0; ///< counted, to tell what was asked before the last one
    QHash<QByteArray, Entry> m_entries;
    /// Who waits for a report that was asked for since the last commit.
    QHash<QByteArray, std::shared_ptr<QList<http::ReplyPtr>>> m_waiting;
};

} // namespace handoff::api
