#include "server/domain/audit.h"
#include "server/domain/desk.h"
#include "server/domain/sessions.h"
#include "server/store/readcursorstore.h"
#include "shared/contract/errors.h"
#include "shared/rules/isocodes.h"
#include "shared/text/displaytext.h"

#include <algorithm>

/// What agents note about a customer: his profile, and how far they have read.
namespace handoff::Sessions {

namespace {

constexpr int maxText = 200;
constexpr int maxMetadata = 16 * 1024; ///< bytes of JSON

/// 422 with the path of the first text that is too long.
Result<void> validProfile(const ProfilePatch &patch)
{
    const std::pair<const char *, const std::optional<QString> *> texts[] = {
        {"/nickname", &patch.nickname}, {"/email", &patch.email}, {"/language", &patch.language},
        {"/country", &patch.country},   {"/city", &patch.city},   {"/currency", &patch.currency}};
    for (const auto &[path, text] : texts) {
        if (*text && !displaytext::fits(**text, maxText))
            return errors::validation(QString::fromLatin1(path),
                                      QStringLiteral("at most 200 characters expected"));
    }
    if (patch.metadata && json::toJson(*patch.metadata).size() > maxMetadata)
        return errors::validation(QStringLiteral("/metadata"),
                                  QStringLiteral("at most 16 KiB expected"));
    return {};
}

} // namespace

Result<SessionState> changeProfile(Tx &tx, const DeskPolicy &policy, const QString &name,
                                   const ProfilePatch &wanted, const Actor &actor)
{
    ProfilePatch patch = wanted;
    if (const QStringList wrong = IsoCodes::tidy(patch); !wrong.isEmpty())
        return errors::validation(u'/' + wrong.constFirst(),
                                  QStringLiteral("a code of ISO 3166-1, 639-1 or 4217 expected"));
    HANDOFF_CHECK(validProfile(patch));
    HANDOFF_TRY(SessionRow row, desk::forChange(tx, name));
    if (patch.vip && !actor.isAdmin())
        return errors::adminRequired();
    bool changed = desk::mergeProfile(row, patch);
    if (patch.vip && row.profile.vip != *patch.vip) {
        row.profile.vip = *patch.vip;
        changed = true;
        Audit::record(tx, actor, QStringLiteral("vip_changed"), name,
                      {{QStringLiteral("vip"), *patch.vip}});
    }
    if (patch.metadata && row.metadata != *patch.metadata) {
        row.metadata = *patch.metadata;
        changed = true;
    }
    desk::Change session(tx, policy, std::move(row));
    if (changed) {
        session.touch();
        HANDOFF_CHECK(session.finish());
    }
    return desk::stateOf(tx, policy, session.row(), actor);
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
