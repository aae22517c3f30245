#pragma once

#include "server/store/database.h"
#include "server/store/files/filestore.h"

#include <QObject>

namespace handoff {

/// How often tickets are looked after; only tests change it.
struct TicketTimersOptions
{
    int slaMs = 5'000;           ///< the SLA clock
    int sweepMs = 6 * 3'600'000; ///< files that belong to no attachment; also once at the start
    int orphanSeconds = 3'600;   ///< younger files may still get their row
};

/// The SLA clock, and the files of attachments that broke off. The announced state of a ticket is
/// stored with it, so every turn is told once, whoever tells it and however often it starts anew;
/// several servers on one database may do all of it at once. Event loop.
class TicketTimers : public QObject
{
    Q_OBJECT

public:
    TicketTimers(Database &database, FileStore &files, const TicketTimersOptions &options = {});

private:
    void turnSla();
    void sweepFiles();

    Database &m_database;
    FileStore &m_files;
    const TicketTimersOptions m_options;
    bool m_turning = false; ///< the last look is not finished yet
};

} // namespace handoff
