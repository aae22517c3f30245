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

/// Reports by question, kept for a minute: a hundred workbenches that show the same chart cost one
/// query. Bounded. Event loop.
class StatsCache
{
public:
    static constexpr int keptMs = 60'000;
    static constexpr int maxReports = 64;

    explicit StatsCache(Database &database) : m_database(database) {}

    /// Answers with the report of `key`; runs `make` on a reader unless it is known or under way.
    void answer(const QByteArray &key, std::function<Result<Report>(Tx &)> make,
                const http::ReplyPtr &reply);

private:
    struct Entry
    {
        Report report;
        qint64 madeAt = 0; ///< monotonic ms
    };
    void finish(const QByteArray &key, const Result<Report> &result);
    void keep(const QByteArray &key, const Report &report);

    Database &m_database;
    QHash<QByteArray, Entry> m_entries;
    QHash<QByteArray, QList<http::ReplyPtr>> m_waiting;
};

} // namespace handoff::api
