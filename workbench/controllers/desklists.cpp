#include "workbench/controllers/deskcontroller.h"

#include "workbench/api/future.h"
#include "workbench/api/sessionapi.h"

// DeskController: loading, comparing and counting the lists.

namespace handoff {

namespace {

constexpr int maxWhole = 5000; ///< rows of a list that is loaded whole
constexpr int firstReloadMs = 1000;
constexpr int longestReloadMs = 16000;
constexpr int recountMs = 3000;
constexpr int longestRecountMs = 15000; ///< a busy desk is not asked more often

/// Short lists are loaded whole, so that their order and their count are right.
bool isWhole(Section section)
{
    return section == Section::Waiting || section == Section::Mine;
}

SessionQuery queryFor(Section section)
{
    SessionQuery query;
    switch (section) {
    case Section::Waiting:
        query.status = json::enumName(SessionStatus::PendingManual);
        break;
    case Section::Mine:
        query.status = json::enumName(SessionStatus::ManualLive);
        query.agent = QStringLiteral("mine");
        break;
    case Section::Ai:
        query.status = json::enumName(SessionStatus::BotActive);
        break;
    case Section::AfterHours:
        query.status = json::enumName(SessionStatus::AfterHoursEmail);
        break;
    case Section::All:
        query.status = QStringLiteral("all");
        break;
    }
    return query;
}

} // namespace

// ---- loading ------------------------------------------------------------------------------------

void DeskController::load(Section section, Load how)
{
    List &list = at(section);
    ++list.load;
    list.page.clear();
    list.during.clear();
    list.said.clear();
    if (!std::exchange(list.loading, true))
        emit loadingChanged(section);
    request(section, how, how == Load::More ? list.cursor : QString());
}

void DeskController::request(Section section, Load how, const QString &cursor)
{
    List &list = at(section);
    const SessionFilter filter = list.model->filter();
    SessionQuery query = queryFor(section);
    query.keyword = filter.keyword;
    query.tag = filter.tagId;
    // Priority "urgent" holds more than the VIPs, so the server cannot filter by it for us: the
    // rows that are none are taken out in loaded().
    query.priority = filter.vipOnly ? QString(json::enumName(PriorityLevel::Urgent)) : QString();
    query.sort = filter.sort;
    query.cursor = cursor;
    whenDone(SessionApi::list(m_api, query), this,
             [this, section, how, load = list.load](const Result<SessionPage> &page) {
                 if (load != at(section).load)
                     return;
                 if (page) {
                     loaded(section, how, *page);
                     return;
                 }
                 at(section).loading = false;
                 at(section).stale = true;
                 if (page.error().kind != ErrorKind::Unauthorized && !m_reload.isActive()) {
                     m_reloadMs = qBound(firstReloadMs, 2 * m_reloadMs, longestReloadMs);
                     m_reload.start(m_reloadMs);
                 } // else start() comes again
                 emit loadingChanged(section);
                 emit failed(page.error());
             });
}

void DeskController::loaded(Section section, Load how, const SessionPage &page)
{
    List &list = at(section);
    const SessionFilter filter = list.model->filter();
    list.page += page.items;
    list.hasMore = page.hasMore && page.nextCursor;
    list.cursor = page.nextCursor.value_or(QString());
    if (filter.vipOnly)
        list.page.removeIf([](const SessionSummary &s) { return !s.userProfile.vip; });
    if (isWhole(section) && list.hasMore && list.page.size() < maxWhole) {
        request(section, how, list.cursor);
        return;
    }

    const bool sure = mergeDuring(list);
    list.page.removeIf([&](const SessionSummary &s) { return !list.model->belongs(s); });
    const bool filtered = !(filter == SessionFilter());
    if (!filtered && how != Load::More)
        list.count = page.total;
    switch (how) {
    case Load::Replace:
        list.model->replace(list.page);
        break;
    case Load::Heal:
        list.model->heal(list.page, true);
        break;
    case Load::Extend:
        list.model->heal(list.page, isWhole(section) || !list.hasMore);
        break;
    case Load::More:
        list.model->heal(list.page, false);
        break;
    }
    for (const SessionSummary &session : std::as_const(list.during))
        list.model->apply(session, true);
    list.page.clear();
    list.during.clear();
    list.said.clear();
    list.loading = false;
    list.stale = false;
    m_reloadMs = 0;
    list.whole = how == Load::More ? list.whole : !list.hasMore;
    countWhole(list);
    list.model->tick(serverNow());
    applyDrafts(list.model);
    touchSynced();
    emit loadingChanged(section);
    emit countsChanged();
    if ((filtered && list.count < 0) || (!list.whole && !sure))
        askAgain();
}

/// What changed after the server made these pages is newer than they are.
bool DeskController::mergeDuring(List &list)
{
    bool sure = true;
    for (const MessageAddedEvent &said : std::as_const(list.said)) {
        for (SessionSummary &session : list.page) {
            if (session.sessionName == said.sessionName)
                session.unread = unreadAfter(session, said.message);
        }
    }
    for (SessionSummary &newer : list.during) {
        const auto old =
            std::find_if(list.page.begin(), list.page.end(), [&](const SessionSummary &s) {
                return s.sessionName == newer.sessionName;
            });
        if (old == list.page.end()) { // whether the total knew it, nobody can say
            sure = sure && !list.model->belongs(newer);
            if (const ListRow *row = find(newer.sessionName))
                newer.unread = row->session.unread;
        } else if (old->version <= newer.version) {
            sure = sure && list.model->belongs(newer);
            const qint64 unread = old->unread;
            *old = newer;
            old->unread = unread;
        }
    }
    return sure;
}

void DeskController::countWhole(List &list)
{
    const bool filtered = !(list.model->filter() == SessionFilter());
    if (!list.whole || list.loading || filtered || list.model->isFrozen() ||
        std::exchange(list.count, list.model->rowCount()) == list.model->rowCount())
        return;
    emit countsChanged();
}

/// Compares all lists with the server. `nothingMissed`: the stream goes on where it was, so older
/// pages stay.
void DeskController::refreshAll(bool nothingMissed)
{
    if (!m_running)
        return;
    for (const Section section : allSections)
        load(section, nothingMissed ? Load::Extend : Load::Heal);
    emit caughtUp();
}

/// A load that failed is tried again; without a line that is the reconnect's task.
void DeskController::reload()
{
    for (const Section section : allSections) {
        if (at(section).stale && !at(section).loading && connection() != EventStream::State::Lost)
            load(section, Load::Heal);
    }
}

void DeskController::askAgain()
{
    if (m_recount.isActive())
        return;
    const bool isQuiet = monotonicMs() - m_recountedAt > longestRecountMs;
    m_recount.start(isQuiet ? recountMs : qMin(longestRecountMs, 2 * m_recount.interval()));
}

/// Asks for what cannot be followed by events: rows and counts that nobody here knew.
void DeskController::recount()
{
    m_recountedAt = monotonicMs();
    for (const Section section : allSections) {
        if (at(section).model->filter() == SessionFilter()) {
            if (!at(section).loading)
                load(section, Load::Extend);
            continue;
        }
        SessionQuery query = queryFor(section);
        query.pageSize = 1;
        whenDone(SessionApi::list(m_api, query), this,
                 [this, section, me = m_me.id](const Result<SessionPage> &page) {
                     if (!page || me != m_me.id ||
                         std::exchange(at(section).count, page->total) == page->total)
                         return;
                     emit countsChanged();
                 });
    }
}

} // namespace handoff
