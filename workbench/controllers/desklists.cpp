#include "workbench/controllers/desklists.h"

#include "workbench/api/sessionapi.h"

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

DeskLists::DeskLists(ApiClient &api, Drafts &drafts) : m_api(api), m_drafts(drafts)
{
    for (const Section section : allSections)
        at(section).model = new SessionListModel(section, this);
    connect(&m_drafts, &Drafts::changed, this, [this](const QString &name, const QString &text) {
        change([&](SessionListModel &model) { model.setDraft(name, text); });
    });
    m_reload.setSingleShot(true);
    connect(&m_reload, &QTimer::timeout, this, &DeskLists::reload);
    m_recount.setSingleShot(true);
    connect(&m_recount, &QTimer::timeout, this, &DeskLists::recount);
}

void DeskLists::start(const QString &agentId)
{
    m_me = agentId;
    change([&](SessionListModel &model) { model.setMe(agentId); });
    for (const Section section : allSections)
        load(section, Load::Replace);
}

void DeskLists::stop()
{
    m_me.clear();
    m_recount.stop();
    m_reload.stop();
    for (List &list : m_lists) {
        List empty;
        empty.model = list.model;
        empty.load = list.load + 1;
        list = empty;
        list.model->setFilter({});
        list.model->replace({});
    }
    emit countsChanged();
}

void DeskLists::loadMore(Section section)
{
    List &list = at(section);
    if (list.loading)
        list.moreWanted = list.how != Load::More;
    else if (list.hasMore)
        load(section, Load::More);
}

void DeskLists::setFilter(Section section, const SessionFilter &filter)
{
    if (at(section).model->rule().filter == filter)
        return;
    if (at(section).loading)
        doubt(at(section)); // that load would have counted
    at(section).model->setFilter(filter);
    if (!m_me.isEmpty())
        load(section, Load::Replace);
}

const ListRow *DeskLists::find(const QString &sessionName) const
{
    for (const List &list : m_lists) {
        if (const ListRow *row = list.model->find(sessionName))
            return row;
    }
    return nullptr;
}

void DeskLists::change(const std::function<void(SessionListModel &)> &change)
{
    for (const List &list : m_lists)
        change(*list.model);
}

// ---- what the stream tells

void DeskLists::clearUnread(const QString &sessionName)
{
    change([&](SessionListModel &model) { model.setUnread(sessionName, 0); });
}

void DeskLists::apply(const SessionSummary &session)
{
    const ListRow *row = find(session.sessionName);
    SessionSummary known = session; // an event does not know what this agent has read
    known.unread = row ? row->session.unread : 0;
    if (!row) {
        for (List &list : m_lists)
            doubt(list); // nobody here knows where it was counted until now
    } else if (row->session.version <= session.version) {
        const SessionSummary old = row->session;
        bool moved = false;
        for (List &list : m_lists) {
            const int delta =
                int(list.model->rule().belongs(session)) - int(list.model->rule().belongs(old));
            if (list.count >= 0)
                list.count += delta;
            if (delta != 0 && list.isFiltered())
                doubt(list); // whether a total that is on its way knows it, nobody can say
            moved = moved || delta != 0;
        }
        if (moved)
            emit countsChanged();
    }
    for (List &list : m_lists) {
        if (list.loading)
            list.during.append(known);
        list.model->apply(known, true);
        countWhole(list);
    }
    if (const QString draft = m_drafts.text(session.sessionName); !draft.isEmpty())
        change([&](SessionListModel &model) { model.setDraft(session.sessionName, draft); });
}

void DeskLists::add(const MessageAddedEvent &event)
{
    const ListRow *any = find(event.sessionName);
    const qint64 unread = any ? sessionrow::unreadAfter(any->session, event.message) : 0;
    for (List &list : m_lists) {
        if (list.loading)
            list.said.append(event);
        const ListRow *row = list.model->find(event.sessionName);
        list.model->setUnread(event.sessionName,
                              row ? sessionrow::unreadAfter(row->session, event.message) : unread);
    }
}

// ---- loading

void DeskLists::load(Section section, Load how)
{
    List &list = at(section);
    ++list.load;
    list.how = how;
    list.moreWanted = list.moreWanted && how != Load::Replace;
    list.page.clear();
    list.during.clear();
    list.said.clear();
    if (!std::exchange(list.loading, true))
        emit loadingChanged(section);
    request(section, how, how == Load::More ? list.cursor : QString());
}

void DeskLists::request(Section section, Load how, const QString &cursor)
{
    List &list = at(section);
    const SessionFilter filter = list.model->rule().filter;
    SessionQuery query = queryFor(section);
    query.keyword = filter.keyword;
    query.tag = filter.tagId;
    // Priority "urgent" holds more than the VIPs, so the server cannot filter by it for us: the
    // rows that are none are taken out in take().
    query.priority = filter.vipOnly ? QString(json::enumName(PriorityLevel::Urgent)) : QString();
    query.sort = filter.sort;
    query.cursor = cursor;
    SessionApi::list(m_api, query)
        .then(this, [this, section, how, load = list.load](const Result<SessionPage> &page) {
            if (load != at(section).load)
                return;
            if (page) {
                take(section, how, *page);
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

void DeskLists::take(Section section, Load how, const SessionPage &page)
{
    List &list = at(section);
    const SessionFilter filter = list.model->rule().filter;
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
    list.page.removeIf([&](const SessionSummary &s) { return !list.model->rule().belongs(s); });
    const bool filtered = list.isFiltered();
    if (!filtered && how != Load::More) {
        list.count = page.total;
        list.unsure = false;
    }
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
    const auto &drafts = m_drafts.all();
    for (auto it = drafts.begin(); it != drafts.end(); ++it)
        list.model->setDraft(it.key(), it.value());
    emit loaded();
    emit loadingChanged(section);
    emit countsChanged();
    // A filtered page does not tell how many there are; after a gap events do not either.
    const bool hadGap = how == Load::Heal || how == Load::Extend;
    if ((filtered && (list.count < 0 || hadGap)) || (!list.whole && !sure))
        doubt(list);
    if (std::exchange(list.moreWanted, false) && list.hasMore)
        load(section, Load::More);
}

/// What changed after the server made these pages is newer than they are.
bool DeskLists::mergeDuring(List &list)
{
    bool sure = true;
    for (const MessageAddedEvent &said : std::as_const(list.said)) {
        for (SessionSummary &session : list.page) {
            if (session.sessionName == said.sessionName)
                session.unread = sessionrow::unreadAfter(session, said.message);
        }
    }
    for (SessionSummary &newer : list.during) {
        const auto old =
            std::find_if(list.page.begin(), list.page.end(), [&](const SessionSummary &s) {
                return s.sessionName == newer.sessionName;
            });
        if (old == list.page.end()) { // whether the total knew it, nobody can say
            sure = sure && !list.model->rule().belongs(newer);
            if (const ListRow *row = find(newer.sessionName))
                newer.unread = row->session.unread;
        } else if (old->version <= newer.version) {
            sure = sure && list.model->rule().belongs(newer);
            *old = sessionrow::updated(*old, newer);
        }
    }
    return sure;
}

void DeskLists::countWhole(List &list)
{
    if (!list.whole || list.loading || list.isFiltered() || list.model->isFrozen() ||
        std::exchange(list.count, list.model->rowCount()) == list.model->rowCount())
        return;
    emit countsChanged();
}

void DeskLists::refresh(bool nothingMissed)
{
    if (m_me.isEmpty())
        return;
    for (const Section section : allSections)
        load(section, nothingMissed ? Load::Extend : Load::Heal);
}

/// A load that failed is tried again; without a line that is the reconnect's task.
void DeskLists::reload()
{
    if (m_isLost)
        return;
    for (const Section section : allSections) {
        if (at(section).stale && !at(section).loading)
            load(section, Load::Heal);
    }
}

void DeskLists::doubt(List &list)
{
    list.unsure = true;
    if (m_recount.isActive())
        return;
    const bool isQuiet = monotonicMs() - m_recountedAt > longestRecountMs;
    m_recount.start(isQuiet ? recountMs : qMin(longestRecountMs, 2 * m_recount.interval()));
}

/// Asks for what cannot be followed by events: rows and counts that nobody here knew.
void DeskLists::recount()
{
    m_recountedAt = monotonicMs();
    for (const Section section : allSections) {
        if (!at(section).unsure)
            continue;
        if (!at(section).isFiltered()) {
            if (!at(section).loading)
                load(section, Load::Extend);
            continue;
        }
        at(section).unsure = false;
        SessionQuery query = queryFor(section);
        query.pageSize = 1;
        SessionApi::list(m_api, query)
            .then(this, [this, section, me = m_me](const Result<SessionPage> &page) {
                List &list = at(section);
                if (me != m_me || !list.isFiltered())
                    return;               // a load counts
                if (!page || list.unsure) // no answer, or one that may be older than the count
                    doubt(list);
                else if (std::exchange(list.count, page->total) != page->total)
                    emit countsChanged();
            });
    }
}

} // namespace handoff
