#include "server/domain/audit.h"

#include "server/store/account/agentstore.h"
#include "server/store/session/auditstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/limits.h"

#include <algorithm>

namespace handoff::Audit {

namespace {

constexpr int countCap = 10'000;

/// As the log may have it: an account stands there as it is written itself. Nothing: any.
QStringList spellings(Tx &tx, const QString &name)
{
    if (name.isEmpty())
        return {};
    const auto agent = AgentStore::findAny(tx, name);
    return agent && agent->username != name ? QStringList{name, agent->username}
                                            : QStringList{name};
}

} // namespace

void record(Tx &tx, const Actor &actor, const QString &action, const QString &object,
            const QJsonObject &details)
{
    AuditStore::log(tx, actor.operatorName(), action, object, details);
}

Result<AuditPage> page(Tx &tx, const Query &query)
{
    AuditPage page;
    page.pageSize = std::clamp(query.pageSize, 1, limits::page);
    page.page = std::max(1, query.page);
    const qint64 offset = (qint64(page.page) - 1) * page.pageSize;
    if (offset >= countCap)
        return errors::validation(QStringLiteral("/page"),
                                  QStringLiteral("too far, narrow from and to"));
    const AuditStore::LogFilter filter{spellings(tx, query.actor), query.action,
                                       spellings(tx, query.object), query.from, query.to};
    page.items = AuditStore::page(tx, filter, offset, page.pageSize);
    page.total = AuditStore::count(tx, filter, countCap);
    page.totalPages = static_cast<int>((page.total + page.pageSize - 1) / page.pageSize);
    return page;
}

} // namespace handoff::Audit
