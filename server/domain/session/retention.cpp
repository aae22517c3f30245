#include "server/domain/session/retention.h"

#include "server/store/session/sessionremoval.h"
#include "server/store/session/sessionstore.h"

namespace handoff::Retention {

namespace {

constexpr int sessionsPerStep = 20;

} // namespace

Result<Step> sweep(Tx &tx, const DeskPolicy &policy, int rows)
{
    Step step;
    if (policy.retentionDays <= 0)
        return step;
    const Timestamp before = tx.now().plusSeconds(-86'400LL * policy.retentionDays);
    const QStringList due = SessionRemoval::due(tx, before, sessionsPerStep);
    holdAll(tx, &hold::session, due);
    for (const QString &name : due) {
        const auto row = SessionStore::findForChange(tx, name);
        if (!row || row->status != SessionStatus::Closed || row->updatedAt >= before)
            continue; // gone or written to meanwhile, by another server
        const auto [taken, gone] = SessionRemoval::remove(tx, row->id, rows);
        rows -= taken;
        if (gone) {
            step.removed.append(name);
            tx.log({QStringLiteral("session_removed"),
                    name,
                    SessionStatus::Closed,
                    {},
                    QStringLiteral("system"),
                    {},
                    {}});
        }
        if (rows <= 0)
            break;
    }
    step.more = rows <= 0 || due.size() == sessionsPerStep;
    return step;
}

} // namespace handoff::Retention
