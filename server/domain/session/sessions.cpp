#include "server/domain/session/sessions.h"

#include "server/domain/session/customerview.h"
#include "server/domain/session/sessionviews.h"
#include "server/store/session/auditstore.h"
#include "server/store/session/messagestore.h"
#include "server/store/session/readcursorstore.h"
#include "server/store/session/sessionlist.h"
#include "server/store/session/sessionstore.h"
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
    return SessionViews::stateOf(tx, policy, row, viewer);
}

Result<SessionDetail> detail(Tx &tx, const DeskPolicy &policy, const QString &name,
                             const Actor &viewer)
{
    HANDOFF_TRY(const SessionRow row, existing(tx, name));
    SessionDetail detail{SessionViews::stateOf(tx, policy, row, viewer),
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
    return static_cast<int>(SessionList::countAhead(tx, row)) + 1;
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
        page.items.append(
            SessionViews::seenBy(viewer, MessageStore::toMessage(message, row.messageKey)));
    return page;
}

Result<ReadAnswer> markRead(Tx &tx, const QString &name, const QString &messageId,
                            const Actor &actor)
{
    const auto row = SessionStore::find(tx, name);
    if (!row)
        return errors::sessionNotFound();
    const auto seq = MessageStore::seqOf(row->messageKey, messageId);
    if (!seq || *seq > row->lastSeq)
        return errors::validation(QStringLiteral("/message_id"),
                                  QStringLiteral("id of a message of this session expected"));
    const auto known = ReadCursorStore::find(tx, actor.agent.id, row->id);
    ReadCursor cursor = known.value_or(ReadCursor());
    if (*seq > cursor.seq) {
        cursor = {*seq, row->userMessages - MessageStore::userMessagesAfter(tx, row->id, *seq)};
        ReadCursorStore::advance(tx, actor.agent.id, row->id, cursor);
    }
    return ReadAnswer{MessageStore::idOf(row->messageKey, cursor.seq),
                      row->userMessages - std::max(cursor.userMessages, row->unreadBase)};
}

} // namespace handoff::Sessions
