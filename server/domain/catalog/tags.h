#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/tx.h"
#include "shared/contract/tag.h"
#include "shared/core/jsonpatch.h"

/// Use cases of labels on sessions (api.md, Tags).
namespace handoff::Tags {

inline constexpr int maxPerSession = 10;

/// A tag that ships with the program (resources/presets/tags.json).
struct Preset
{
    QString id;
    QString name;
    QString color;
    QString icon;
    TagCategory category = TagCategory::Status;

    static constexpr auto fields(auto to)
    {
        using T = Preset;
        return to(json::field("id", &T::id), json::field("name", &T::name),
                  json::field("color", &T::color), json::field("icon", &T::icon),
                  json::field("category", &T::category));
    }
};
/// Adds the presets that are missing; returns how many. What an admin changed of one stays.
Result<int> seed(Tx &tx, const QList<Preset> &presets);

Result<TagList> list(Tx &tx);
/// 422 for a bad field, 400 TAG_EXISTS (ignoring case).
Result<Tag> create(Tx &tx, const TagRequest &request, const Actor &actor);
/// As create, and 404. Sessions show the new name and colour from now on. A system tag may be
/// changed, but not deleted.
Result<Tag> update(Tx &tx, const QString &id, const json::Patch<TagRequest> &change,
                   const Actor &actor);
/// No session carries it from now on. 404, 400 SYSTEM_TAG.
Result<void> remove(Tx &tx, const QString &id, const Actor &actor);
/// Clears away at most `limit` rows that deleted tags left behind; returns how many.
Result<int> sweep(Tx &tx, int limit);

/// 404 SESSION_NOT_FOUND, TAG_NOT_FOUND; 400 TAG_ALREADY_ADDED, TAG_LIMIT.
Result<SessionTags> add(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                        const QString &tagId, const Actor &actor);
/// 404 SESSION_NOT_FOUND, or TAG_NOT_FOUND when the session does not carry it.
Result<void> take(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                  const QString &tagId);

/// A page of the sessions that carry the tag, latest first. 404; 422 for a page too far.
Result<TaggedSessionPage> sessions(Tx &tx, const QString &tagId, int page, int pageSize);

} // namespace handoff::Tags
