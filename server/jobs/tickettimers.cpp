#include "server/jobs/tickettimers.h"

#include "server/domain/ticket/ticketsla.h"
#include "server/store/ticket/ticketparts.h"

#include <QTimer>

#include <algorithm>

namespace handoff {

namespace {

constexpr int ticketsPerLook = 200; ///< turned in one transaction

} // namespace

TicketTimers::TicketTimers(Database &database, FileStore &files, const TicketTimersOptions &options)
    : m_database(database), m_files(files), m_options(options)
{
    const auto every = [this](int ms, void (TicketTimers::*work)()) {
        auto *timer = new QTimer(this);
        connect(timer, &QTimer::timeout, this, work);
        timer->start(ms);
    };
    every(options.slaMs, &TicketTimers::turnSla);
    every(options.sweepMs, &TicketTimers::sweepFiles);
    sweepFiles();
}

void TicketTimers::turnSla()
{
    if (std::exchange(m_turning, true))
        return;
    m_database.writeBehind([](Tx &tx) { return TicketSla::turn(tx, ticketsPerLook); })
        .then(this, [this](const Result<int> &looked) {
            m_turning = false;
            if (looked && *looked == ticketsPerLook)
                turnSla();
        });
}

void TicketTimers::sweepFiles()
{
    m_files.olderThan(m_options.orphanSeconds).then(this, [this](const Result<QStringList> &files) {
        if (!files || files->isEmpty())
            return;
        m_database
            .read([files = *files](Tx &tx) -> Result<QStringList> {
                QStringList orphans = files;
                for (const QString &used : TicketParts::filesInUse(tx, files))
                    orphans.removeOne(used);
                return orphans;
            })
            .then(this, [this](const Result<QStringList> &orphans) {
                if (orphans && !orphans->isEmpty())
                    m_files.remove(*orphans);
            });
    });
}

} // namespace handoff
