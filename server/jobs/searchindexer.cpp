#include "server/jobs/searchindexer.h"

#include "server/store/search/searchindex.h"

#include <algorithm>
#include <utility>

namespace handoff {

namespace {

/// After each piece so many times as long as it took; longer when the writer has much to do.
constexpr qint64 restFactor = 1, busyRestFactor = 20;
constexpr int quiet = 20; ///< use cases of others from one piece to the next

} // namespace

SearchIndexer::SearchIndexer(Database &database, int everyMs)
    : m_database(database), m_everyMs(everyMs)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SearchIndexer::update);
    m_timer.start(m_everyMs);
    connect(&m_database, &Database::groupCommitted, this,
            [this](int useCases) { m_useCases += useCases; });
}

void SearchIndexer::update()
{
    m_taken.start();
    m_database.writeBehind([](Tx &tx) -> Result<bool> { return SearchIndex::update(tx); })
        .then(this, [this](const Result<bool> &more) {
            const bool busy = std::exchange(m_useCases, 0) > quiet;
            const qint64 rest = m_taken.elapsed() * (busy ? busyRestFactor : restFactor);
            // A failure is that of the database, which says so itself.
            m_timer.start(more && *more ? static_cast<int>(std::min<qint64>(rest, m_everyMs))
                                        : m_everyMs);
        });
}

} // namespace handoff
