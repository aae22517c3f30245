#include "server/domain/session/customers.h"

#include "server/domain/audit.h"
#include "server/domain/session/sessionchange.h"
#include "server/domain/session/sessionlookup.h"
#include "server/domain/session/sessionviews.h"
#include "shared/contract/errors.h"
#include "shared/rules/isocodes.h"
#include "shared/text/displaytext.h"

namespace handoff::Customers {

namespace {

constexpr int maxText = 200;           ///< characters; of what a page declares, the rest is cut off
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

bool mergeProfile(SessionRow &row, const DeclaredProfile &declared)
{
    bool changed = false;
    const auto take = [&changed](auto &target, const auto &value) {
        if (!value)
            return;
        auto taken = *value;
        if constexpr (std::is_same_v<decltype(taken), QString>)
            taken = displaytext::cut(taken, maxText);
        if (target != taken) {
            target = std::move(taken);
            changed = true;
        }
    };
    take(row.profile.nickname, declared.nickname);
    take(row.email, declared.email);
    take(row.profile.language, declared.language);
    take(row.profile.country, declared.country);
    take(row.city, declared.city);
    take(row.currency, declared.currency);
    take(row.gdprConsent, declared.gdprConsent);
    take(row.marketingSubscribed, declared.marketingSubscribed);
    return changed;
}

Result<SessionState> changeProfile(Tx &tx, const DeskPolicy &policy, const QString &name,
                                   const ProfilePatch &wanted, const Actor &actor)
{
    ProfilePatch patch = wanted;
    if (const QStringList wrong = IsoCodes::tidy(patch); !wrong.isEmpty())
        return errors::validation(u'/' + wrong.constFirst(),
                                  QStringLiteral("a code of ISO 3166-1, 639-1 or 4217 expected"));
    HANDOFF_CHECK(validProfile(patch));
    HANDOFF_TRY(SessionRow row, SessionLookup::forChange(tx, name));
    if (patch.vip && !actor.isAdmin())
        return errors::adminRequired();
    bool changed = mergeProfile(row, patch);
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
    SessionChange session(tx, policy, std::move(row));
    if (changed) {
        session.touch();
        HANDOFF_CHECK(session.finish());
    }
    return SessionViews::stateOf(tx, policy, session.row(), actor);
}

} // namespace handoff::Customers
