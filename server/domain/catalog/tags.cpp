#include "server/domain/catalog/tags.h"

#include "server/domain/catalog/catalogchanges.h"
#include "server/domain/session/sessionchange.h"
#include "server/domain/session/sessionlists.h"
#include "server/domain/session/sessionlookup.h"
#include "server/domain/session/sessions.h"
#include "server/domain/texts.h"
#include "server/store/catalog/tagstore.h"
#include "server/store/session/auditstore.h"
#include "server/store/session/sessionstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/limits.h"
#include "shared/core/ids.h"
#include "shared/text/displaytext.h"

#include <QRegularExpression>

#include <algorithm>

namespace handoff::Tags {

namespace {

constexpr int maxIcon = 50;

Result<void> check(const TagRequest &request)
{
    HANDOFF_CHECK(texts::check(QStringLiteral("/name"), request.name, limits::tagName));
    static const QRegularExpression color(QStringLiteral("\\A#[0-9A-Fa-f]{6}\\z"));
    if (!color.match(request.color).hasMatch())
        return errors::validation(QStringLiteral("/color"), QStringLiteral("#rrggbb expected"));
    if (request.icon && !displaytext::fits(*request.icon, maxIcon))
        return errors::validation(QStringLiteral("/icon"),
                                  QStringLiteral("at most %1 characters expected").arg(maxIcon));
    return {};
}

void adopt(Tag &tag, const TagRequest &request)
{
    tag.name = displaytext::trimmed(request.name);
    tag.color = request.color;
    tag.icon = request.icon;
}

Result<Tag> existing(Tx &tx, const QString &id)
{
    auto tag = TagStore::find(tx, id);
    if (!tag)
        return errors::tagNotFound();
    return std::move(*tag);
}

void changed(Tx &tx, const Actor &actor, const char *action, const Tag &tag)
{
    AuditStore::log(tx, actor.operatorName(), QString::fromLatin1(action), tag.id,
                    {{QStringLiteral("name"), tag.name}});
    catalog::announce(tx, Catalog::Tags);
}

bool carries(const SessionRow &row, const QString &tagId)
{
    return std::any_of(row.tags.begin(), row.tags.end(),
                       [&](const SessionTag &tag) { return tag.id == tagId; });
}

Result<SessionRow> saved(Tx &tx, const DeskPolicy &policy, SessionRow row)
{
    SessionChange change(tx, policy, std::move(row));
    change.touch();
    HANDOFF_CHECK(change.finish());
    return change.row();
}

} // namespace

Result<int> seed(Tx &tx, const QList<Preset> &presets)
{
    int made = 0;
    for (const Preset &preset : presets) {
        Tag tag;
        tag.id = preset.id;
        tag.name = preset.name;
        tag.color = preset.color;
        tag.icon = preset.icon;
        tag.category = preset.category;
        tag.isSystem = true;
        tag.createdBy = Actor::system().operatorName();
        tag.createdAt = tx.now().plusMs(made); // keeps their order
        if (TagStore::insert(tx, tag))
            ++made;
    }
    return made;
}

Result<TagList> list(Tx &tx)
{
    TagList list;
    const QList<Tag> tags = TagStore::all(tx);
    for (const Tag &tag : tags)
        (tag.isSystem ? list.systemTags : list.customTags).append(tag);
    list.total = tags.size();
    return list;
}

Result<Tag> create(Tx &tx, const TagRequest &request, const Actor &actor)
{
    HANDOFF_CHECK(check(request));
    Tag tag;
    adopt(tag, request);
    tag.id = newId(u"tag_");
    tag.createdBy = actor.agent.id;
    tag.createdAt = tx.now();
    if (!TagStore::insert(tx, tag))
        return tx.failure().value_or(errors::tagExists());
    changed(tx, actor, "tag_created", tag);
    return tag;
}

Result<Tag> update(Tx &tx, const QString &id, const json::Patch<TagRequest> &change,
                   const Actor &actor)
{
    HANDOFF_TRY(Tag tag, existing(tx, id));
    HANDOFF_TRY(const TagRequest request, change.on({tag.name, tag.color, tag.icon}));
    HANDOFF_CHECK(check(request));
    adopt(tag, request);
    if (!TagStore::update(tx, tag))
        return tx.failure().value_or(errors::tagExists());
    changed(tx, actor, "tag_updated", tag);
    return tag;
}

Result<void> remove(Tx &tx, const QString &id, const Actor &actor)
{
    HANDOFF_TRY(const Tag tag, existing(tx, id));
    if (tag.isSystem)
        return errors::systemTag();
    TagStore::remove(tx, id);
    changed(tx, actor, "tag_deleted", tag);
    return {};
}

Result<int> sweep(Tx &tx, int limit)
{
    return TagStore::sweep(tx, limit);
}

Result<SessionTags> add(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                        const QString &tagId, const Actor &actor)
{
    HANDOFF_TRY(SessionRow row, SessionLookup::forChange(tx, sessionName));
    HANDOFF_TRY(const Tag tag, existing(tx, tagId));
    if (carries(row, tagId))
        return errors::tagAlreadyAdded();
    if (row.tags.size() >= maxPerSession)
        return errors::tagLimit(maxPerSession);
    if (!TagStore::apply(tx, row.id, tagId, actor.operatorName()))
        return tx.failure().value_or(errors::tagNotFound());
    row.tags.append({tag.id, tag.name, tag.color});
    HANDOFF_TRY(const SessionRow now, saved(tx, policy, std::move(row)));
    return SessionTags{now.name, TagStore::ofSession(tx, now.id)};
}

Result<void> take(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                  const QString &tagId)
{
    HANDOFF_TRY(SessionRow row, SessionLookup::forChange(tx, sessionName));
    if (!carries(row, tagId) || !TagStore::take(tx, row.id, tagId))
        return tx.failure().value_or(errors::tagNotFound());
    row.tags.removeIf([&](const SessionTag &tag) { return tag.id == tagId; });
    HANDOFF_CHECK(saved(tx, policy, std::move(row)));
    return {};
}

Result<TaggedSessionPage> sessions(Tx &tx, const QString &tagId, int page, int pageSize)
{
    HANDOFF_TRY(const Tag tag, existing(tx, tagId));
    SessionLists::Query query;
    query.tagId = tagId;
    query.page = page;
    query.pageSize = pageSize;
    HANDOFF_TRY(const SessionPage found, SessionLists::list(tx, query));
    TaggedSessionPage answer;
    answer.tag = {tag.id, tag.name};
    answer.total = found.total;
    answer.page = found.page;
    answer.totalPages = static_cast<int>((found.total + found.pageSize - 1) / found.pageSize);
    for (const SessionSummary &session : found.items) {
        TaggedSession row{session.sessionName, session.status, {}, {}};
        for (const SessionTag &carried : session.tags)
            row.tags.append(carried.name);
        if (session.lastMessagePreview)
            row.lastMessagePreview = session.lastMessagePreview->content;
        answer.sessions.append(row);
    }
    return answer;
}

} // namespace handoff::Tags
