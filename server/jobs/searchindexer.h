#pragma once

#include "server/store/database.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace handoff {

/// Writes the index of keywords behind the changes (server/store/search/searchindex.h), a little at
/// a time and mostly waiting, so that it never takes much of the writer. Several servers on one
/// database may do it at once. Event loop.
class SearchIndexer : public QObject
{
    Q_OBJECT

public:
    static constexpr int idleMs = 1'000; ///< between looks when there was nothing to do

    explicit SearchIndexer(Database &database, int everyMs = idleMs);

private:
    void update();

    Database &m_database;
    const int m_everyMs;
    QTimer m_timer;
    QElapsedTimer m_taken; ///< of the last piece, waiting for the writer included
    int m_useCases = 0;    ///< since the last piece
};

} // namespace handoff
