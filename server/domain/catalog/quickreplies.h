#pragma once

#include "server/domain/actor.h"
#include "server/store/tx.h"
#include "shared/contract/quickreply.h"
#include "shared/core/jsonpatch.h"

/// Use cases of canned answers (api.md, Quick replies). A private one exists only for its author. A
/// shortcut is unique among the shared ones, and among the private ones of one author.
namespace handoff::QuickReplies {

/// A preset that ships with the program (resources/presets/quick_replies.json).
struct Preset
{
    QString id;
    QuickReplyCategory category = QuickReplyCategory::PreSales;
    QString title;
    QString content;

    static constexpr auto fields(auto to)
    {
        using T = Preset;
        return to(json::field("id", &T::id), json::field("category", &T::category),
                  json::field("title", &T::title), json::field("content", &T::content));
    }
};
/// Adds the presets that are missing; returns how many. What an admin changed of one stays.
Result<int> seed(Tx &tx, const QList<Preset> &presets);

/// Most used first. `category` empty or one of the contract (422), `keyword` in title or content.
Result<QuickReplyList> list(Tx &tx, const QString &category, const QString &keyword,
                            const Actor &actor);
/// 422 for a bad field, 400 SHORTCUT_CONFLICT.
Result<QuickReply> create(Tx &tx, const QuickReplyRequest &request, const Actor &actor);
/// As create, and 404. A preset may be changed, its usage stays.
Result<QuickReply> update(Tx &tx, const QString &id, const json::Patch<QuickReplyRequest> &change,
                          const Actor &actor);
/// Counts one use. 404.
Result<QuickReplyUse> use(Tx &tx, const QString &id, const Actor &actor);
/// 404, 400 SYSTEM_REPLY.
Result<void> remove(Tx &tx, const QString &id, const Actor &actor);

} // namespace handoff::QuickReplies
