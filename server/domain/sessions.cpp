#include "server/domain/sessions.h"

#include "server/domain/customerview.h"
#include "server/domain/desk.h"
#include "server/store/auditstore.h"
#include "shared/contract/errors.h"

#include <algorithm>

namespace handoff::Sessions {

namespace {

constexpr int trailLimit = 200;
constexpr int maxMessagePage = 200;

Result<SessionRow> existing(Tx &tx, const QString &name)
{
    auto row = SessionStore::find(tx, name);
    if (!row)
        return errors::sessionNotFound();
    return std::move(*row);
}

} // namespace

Result<SessionState> state(Tx &tx, const DeskPolicy &policy, const QString &name,
                           const Actor &viewer)
{
    HANDOFF_TRY(const SessionRow row, existing(tx, name));
    return desk::stateOf(tx, policy, row, viewer);
}

Result<SessionDetail> detail(Tx &tx, const DeskPolicy &policy, const QString &name,
                             const Actor &viewer)
{
    HANDOFF_TRY(const SessionRow row, existing(tx, name));
    SessionDetail detail{desk::stateOf(tx, policy, row, viewer),
                         AuditStore::trail(tx, row.id, trailLimit)};
    if (viewer.isCustomer()) {
        for (AuditEntry &entry : detail.auditTrail)
            entry = CustomerView::of(std::move(entry));
    }
    return detail;
}

Result<qint64> version(Tx &tx, const QString &name)
{
    HANDOFF_TRY(const SessionRow row, existing(tx, name));
    return row.version;
}

Result<bool> isAnswering(Tx &tx, const QString &name)
{
    HANDOFF_TRY(const SessionRow row, existing(tx, name));
    return MessageStore::hasOpenQuestion(tx, row.id);
}

Result<int> queuePosition(Tx &tx, const QString &name)
{
    HANDOFF_TRY(const SessionRow row, existing(tx, name));
    if (!row.waitingSince())
        return 0;
    return static_cast<int>(SessionStore::countAhead(tx, row)) + 1;
}

Result<MessagePage> messages(Tx &tx, const QString &name, const QString &before, int limit,
                             const Actor &viewer)
{
    HANDOFF_TRY(const SessionRow row, existing(tx, name));
    qint64 beforeSeq = 0;
    if (!before.isEmpty()) {
        const auto seq = MessageStore::seqOf(row.messageKey, before);
        if (!seq)
            return errors::validation(QStringLiteral("/before"),
                                      QStringLiteral("id of a message of this session expected"));
        beforeSeq = *seq;
    }
    const int size = std::clamp(limit, 1, maxMessagePage);
    // One more than asked for tells whether there are older ones.
    QList<MessageRow> rows = MessageStore::page(tx, row.id, beforeSeq, size + 1, true);
    MessagePage page;
    page.hasMore = rows.size() > size;
    if (page.hasMore)
        rows.removeFirst();
    for (const MessageRow &message : std::as_const(rows))
        page.items.append(desk::seenBy(viewer, MessageStore::toMessage(message, row.messageKey)));
    return page;
}

} // namespace handoff::Sessions
