#include "server/domain/catalog/quickreplies.h"

#include "server/domain/catalog/catalogchanges.h"
#include "server/domain/texts.h"
#include "server/store/catalog/quickreplystore.h"
#include "server/store/session/auditstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/limits.h"
#include "shared/core/ids.h"
#include "shared/rules/templates.h"
#include "shared/text/displaytext.h"
#include "shared/text/searchfold.h"

#include <QRegularExpression>

namespace handoff::QuickReplies {

namespace {

constexpr int listLimit = 1000;

Result<void> check(const QuickReplyRequest &request)
{
    HANDOFF_CHECK(texts::check(QStringLiteral("/title"), request.title, limits::quickReplyTitle));
    HANDOFF_CHECK(texts::check(QStringLiteral("/content"), request.content, limits::quickReply));
    static const QRegularExpression shortcut(QStringLiteral("\\ACtrl\\+[1-9]\\z"));
    if (request.shortcut && !shortcut.match(*request.shortcut).hasMatch())
        return errors::validation(QStringLiteral("/shortcut"),
                                  QStringLiteral("Ctrl+1 to Ctrl+9 expected"));
    return {};
}

void take(QuickReply &reply, const QuickReplyRequest &request, Timestamp now)
{
    reply.category = request.category;
    reply.title = displaytext::trimmed(request.title);
    reply.content = request.content;
    reply.variables = Templates::variables(reply.content);
    reply.shortcut = request.shortcut;
    reply.isShared = request.isShared;
    reply.updatedAt = now;
}

Result<QuickReply> forChange(Tx &tx, const QString &id, const Actor &actor)
{
    auto reply = QuickReplyStore::findForChange(tx, id, actor.agent.id);
    if (!reply)
        return errors::quickReplyNotFound(id);
    return std::move(*reply);
}

void changed(Tx &tx, const Actor &actor, const char *action, const QuickReply &reply)
{
    AuditStore::log(tx, actor.operatorName(), QString::fromLatin1(action), reply.id,
                    {{QStringLiteral("name"), reply.title}});
    catalog::announce(tx, Catalog::QuickReplies);
}

} // namespace

Result<int> seed(Tx &tx, const QList<Preset> &presets)
{
    int made = 0;
    for (const Preset &preset : presets) {
        QuickReply reply;
        take(reply, {preset.category, preset.title, preset.content, {}, {}, true}, tx.now());
        reply.id = preset.id;
        reply.isSystem = true;
        reply.createdBy = Actor::system().operatorName();
        reply.createdAt = tx.now();
        if (QuickReplyStore::insert(tx, reply))
            ++made;
    }
    return made;
}

Result<QuickReplyList> list(Tx &tx, const QString &category, const QString &keyword,
                            const Actor &actor)
{
    std::optional<QuickReplyCategory> only;
    if (!category.isEmpty()) {
        HANDOFF_CHECK(
            json::readValue(category, QStringLiteral("/category"), json::Mode::Strict, only));
    }
    QuickReplyList list;
    list.items =
        QuickReplyStore::list(tx, actor.agent.id, only, searchfold::key(keyword), listLimit);
    list.total = list.items.size();
    for (const char *name : json::EnumNames<QuickReplyCategory>::names)
        list.categories.append(QString::fromLatin1(name));
    list.variables = Templates::known();
    return list;
}

Result<QuickReply> create(Tx &tx, const QuickReplyRequest &request, const Actor &actor)
{
    HANDOFF_CHECK(check(request));
    QuickReply reply;
    take(reply, request, tx.now());
    reply.id = newId(u"qr_");
    reply.createdBy = actor.agent.id;
    reply.createdAt = tx.now();
    if (!QuickReplyStore::insert(tx, reply))
        return tx.failure().value_or(errors::shortcutConflict(reply.shortcut.value_or(QString())));
    changed(tx, actor, "quick_reply_created", reply);
    return reply;
}

Result<QuickReply> update(Tx &tx, const QString &id, const json::Patch<QuickReplyRequest> &change,
                          const Actor &actor)
{
    HANDOFF_TRY(QuickReply reply, forChange(tx, id, actor));
    HANDOFF_TRY(
        const QuickReplyRequest request,
        change.on(
            {reply.category, reply.title, reply.content, {}, reply.shortcut, reply.isShared}));
    HANDOFF_CHECK(check(request));
    take(reply, request, tx.now());
    if (!QuickReplyStore::update(tx, reply))
        return tx.failure().value_or(errors::shortcutConflict(reply.shortcut.value_or(QString())));
    changed(tx, actor, "quick_reply_updated", reply);
    return reply;
}

Result<QuickReplyUse> use(Tx &tx, const QString &id, const Actor &actor)
{
    const auto count = QuickReplyStore::countUse(tx, id, actor.agent.id);
    if (!count)
        return errors::quickReplyNotFound(id);
    return QuickReplyUse{id, *count};
}

Result<void> remove(Tx &tx, const QString &id, const Actor &actor)
{
    HANDOFF_TRY(const QuickReply reply, forChange(tx, id, actor));
    if (reply.isSystem)
        return errors::systemReply();
    QuickReplyStore::remove(tx, id);
    changed(tx, actor, "quick_reply_deleted", reply);
    return {};
}

} // namespace handoff::QuickReplies
