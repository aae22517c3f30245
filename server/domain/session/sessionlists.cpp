#include "server/domain/session/sessionlists.h"

#include "server/domain/session/sessionviews.h"
#include "server/store/account/agentstore.h"
#include "server/store/catalog/tagstore.h"
#include "server/store/session/readcursorstore.h"
#include "server/store/session/sessionlist.h"
#include "server/store/session/sessionstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/limits.h"
#include "shared/rules/priority.h"
#include "shared/text/searchfold.h"

#include <algorithm>
#include <numeric>

namespace handoff::SessionLists {

namespace {

using SessionList::Order;
using SessionList::Place;

constexpr qint64 maxOffset = 100'000; // older pages are for the cursor
constexpr int countCap = 10'000;
constexpr int queueLimit = 500;

Order orderOf(const Query &query)
{
    const bool pending = query.status == SessionStatus::PendingManual;
    switch (query.sort) {
    case Sort::Default:
        return pending ? Order::VipWait : Order::LastUpdate;
    case Sort::Newest:
        return Order::Newest;
    case Sort::Oldest:
        return Order::Oldest;
    // Who does not wait is ordered by age.
    case Sort::Wait:
        return pending || !query.status ? Order::Wait : Order::Oldest;
    }
    return Order::LastUpdate;
}

/// `<order>.<vip>.<key>.<id>`: readable in a log, opaque to clients.
QString cursorOf(const Place &place, Order order)
{
    return QStringLiteral("%1.%2.%3.%4")
        .arg(static_cast<int>(order))
        .arg(place.vip)
        .arg(place.key)
        .arg(place.id);
}

Result<Place> placeFrom(const QString &cursor, Order order)
{
    const QStringList parts = cursor.split(u'.');
    qint64 numbers[4] = {-1, 0, 0, 0};
    bool ok = parts.size() == 4;
    for (int i = 0; ok && i < 4; ++i)
        numbers[i] = parts.at(i).toLongLong(&ok);
    if (!ok || numbers[0] != static_cast<int>(order))
        return errors::validation(
            QStringLiteral("/cursor"),
            QStringLiteral("next_cursor of a page with the same filters expected"));
    return Place{numbers[1], numbers[2], numbers[3]};
}

qint64 totalOf(Tx &tx, const Query &query, const SessionList::Filter &filter)
{
    const bool byStatusOnly = filter.keyword.isEmpty() && filter.ownerId.isEmpty() &&
                              !filter.unassigned && !filter.priority && !filter.from && !filter.to;
    if (byStatusOnly && !filter.tagId.isEmpty() && !query.status)
        return filter.tagged;
    if (!byStatusOnly || !filter.tagId.isEmpty())
        return SessionList::count(tx, filter, countCap);
    const auto counts = SessionStore::counts(tx);
    if (query.status)
        return counts.value(json::enumName(*query.status));
    return std::accumulate(counts.begin(), counts.end(), qint64(0));
}

} // namespace

Result<std::optional<SessionStatus>> statusFilter(const QString &value)
{
    if (value.isEmpty() || value == QLatin1String("all"))
        return std::optional<SessionStatus>();
    const auto status = json::enumFromName<SessionStatus>(value);
    if (!status)
        return errors::invalidStatusFilter(value);
    return status;
}

Result<Sort> sortFrom(const QString &value)
{
    static const QMap<QString, Sort> names{{QString(), Sort::Default},
                                           {QStringLiteral("default"), Sort::Default},
                                           {QStringLiteral("newest"), Sort::Newest},
                                           {QStringLiteral("oldest"), Sort::Oldest},
                                           {QStringLiteral("wait"), Sort::Wait}};
    const auto it = names.constFind(value);
    if (it == names.constEnd())
        return errors::validation(QStringLiteral("/sort"),
                                  QStringLiteral("one of default, newest, oldest, wait expected"));
    return *it;
}

Result<SessionPage> list(Tx &tx, const Query &query)
{
    SessionList::Filter filter;
    filter.status = query.status;
    filter.keyword = searchfold::key(query.keyword);
    filter.priority = query.priority;
    filter.from = query.from;
    filter.to = query.to;
    filter.unassigned = query.agent == AgentFilter::Unassigned;
    if (query.agent == AgentFilter::Mine || query.agent == AgentFilter::One) {
        const auto agent = AgentStore::findAny(tx, query.agentId);
        if (!agent)
            return errors::agentNotFound();
        filter.ownerId = agent->id;
    }

    if (!query.tagId.isEmpty()) {
        const auto tag = TagStore::find(tx, query.tagId);
        if (!tag)
            return errors::tagNotFound();
        filter.tagId = tag->id;
        filter.tagged = tag->usageCount;
    }

    SessionPage page;
    page.pageSize = std::clamp(query.pageSize, 1, limits::page);
    page.limit = page.pageSize;
    const Order order = orderOf(query);
    std::optional<Place> after;
    if (query.cursor && !query.cursor->isEmpty()) {
        HANDOFF_TRY(after, placeFrom(*query.cursor, order));
        page.page = std::max(1, query.page);
    } else {
        page.offset = query.offset ? std::max<qint64>(0, *query.offset)
                                   : (std::max<qint64>(1, query.page) - 1) * page.pageSize;
        if (page.offset > maxOffset)
            return errors::validation(query.offset ? QStringLiteral("/offset")
                                                   : QStringLiteral("/page"),
                                      QStringLiteral("too far, use cursor"));
        page.page = static_cast<int>(page.offset / page.pageSize) + 1;
    }

    SessionList::findKeyword(tx, filter);
    // One more than asked for tells whether there are more.
    QList<SessionHead> heads =
        SessionList::list(tx, filter, order, after, page.offset, page.pageSize + 1);
    page.hasMore = heads.size() > page.pageSize;
    if (page.hasMore) {
        heads.removeLast();
        page.nextCursor = cursorOf(SessionList::placeOf(heads.constLast(), order), order);
    }
    QList<qint64> ids;
    for (const SessionHead &head : std::as_const(heads))
        ids.append(head.id);
    const auto read = ReadCursorStore::readOf(tx, query.askedBy, ids);
    for (const SessionHead &head : std::as_const(heads)) {
        page.items.append(SessionViews::summaryOf(head, tx.now()));
        // What was answered is read, whoever answered.
        page.items.last().unread =
            head.userMessages - std::max(head.unreadBase, read.value(head.id));
    }
    page.total = totalOf(tx, query, filter);
    // Of a common keyword not every session is counted (sessionlist.cpp).
    if (!page.items.isEmpty())
        page.total = std::max(page.total, page.offset + page.items.size() + (page.hasMore ? 1 : 0));
    return page;
}

void ahead(Tx &tx, const Query &query)
{
    if (query.agent != AgentFilter::Mine)
        (void)list(tx, query);
}

Result<QMap<QString, qint64>> counts(Tx &tx, const QString &agentId)
{
    QMap<QString, qint64> result = SessionStore::counts(tx);
    result.insert(QStringLiteral("all"), std::accumulate(result.begin(), result.end(), qint64(0)));
    result.insert(QStringLiteral("mine"), SessionStore::liveCount(tx, agentId));
    return result;
}

Result<Queue> queue(Tx &tx)
{
    const auto figures = SessionList::queueFigures(tx);
    Queue queue;
    queue.totalCount = figures.total;
    queue.vipCount = figures.vip;
    if (figures.total > 0) {
        const Timestamp average{qRound64(figures.averageSince)};
        queue.avgWaitTime = std::max(0.0, Timestamp{tx.now().msSince(average)}.seconds());
        queue.maxWaitTime = std::max(0.0, Timestamp{tx.now().ms - figures.oldestSince}.seconds());
    }
    for (const SessionHead &head : SessionList::queue(tx, queueLimit)) {
        const SessionSummary summary = SessionViews::summaryOf(head, tx.now());
        QueueEntry entry;
        entry.sessionName = head.name;
        entry.position = static_cast<int>(queue.queue.size()) + 1;
        entry.priorityLevel = summary.priority.level;
        entry.isVip = summary.priority.isVip;
        entry.waitTimeSeconds = summary.waitingSeconds;
        entry.isTimeout = summary.priority.isTimeout;
        entry.urgentKeywords = summary.priority.urgentKeywords;
        entry.userProfile = {head.profile.nickname, head.profile.vip};
        entry.lastMessage = head.preview;
        queue.queue.append(entry);
    }
    return queue;
}

} // namespace handoff::SessionLists
