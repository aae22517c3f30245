#include "server/jobs/searchindexer.h"

#include "server/store/searchindex.h"

#include <algorithm>

namespace handoff {

namespace {

/// After each piece so many times as long as it took: a busy writer is left alone for longer.
constexpr qint64 restFactor = 8;

} // namespace

SearchIndexer::SearchIndexer(Database &database, int everyMs)
    : m_database(database), m_everyMs(everyMs)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SearchIndexer::update);
    m_timer.start(m_everyMs);
}

void SearchIndexer::update()
{
    m_taken.start();
    m_database.write([](Tx &tx) -> Result<bool> { return SearchIndex::update(tx); })
        .then(this, [this](const Result<bool> &more) {
            const qint64 rest = m_taken.elapsed() * restFactor;
            // A failure is that of the database, which says so itself.
            m_timer.start(more && *more ? static_cast<int>(std::min<qint64>(rest, m_everyMs))
                                        : m_everyMs);
        });
}

} // namespace handoff
