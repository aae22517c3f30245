#include "server/domain/ticket/ticketchange.h"

#include "server/domain/ticket/ticketviews.h"
#include "server/store/account/agentstore.h"
#include "server/store/ticket/ticketparts.h"
#include "shared/contract/errors.h"
#include "shared/contract/event.h"
#include "shared/rules/slarules.h"
#include "shared/rules/ticketrules.h"
#include "shared/text/displaytext.h"

namespace handoff {

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

TicketChange::TicketChange(Tx &tx, TicketRow row, const Actor &actor)
    : m_tx(tx), m_row(std::move(row)), m_actor(actor)
{
}

Result<TicketChange> TicketChange::of(Tx &tx, const QString &ticketId, const Actor &actor)
{
    auto row = TicketStore::findForChange(tx, ticketId);
    if (!row)
        return errors::ticketNotFound(ticketId);
    return TicketChange(tx, std::move(*row), actor);
}

QString TicketChange::operatorName() const
{
    if (m_actor.isAgent())
        return m_actor.agent.name;
    return m_actor.isCustomer() ? text("客户") : text("系统");
}

void TicketChange::note(const QString &action, const QString &description,
                        const QJsonObject &details)
{
    m_activities.append({{},
                         action,
                         description,
                         m_actor.isAgent() ? m_actor.agent.id : m_actor.operatorName(),
                         operatorName(),
                         m_tx.now(),
                         details});
}

void TicketChange::assign(const std::optional<Agent> &assignee, Department department)
{
    const QString nobody = text("未分配");
    note(QStringLiteral("assigned"),
         text("工单从 %1 指派给 %2 (%3)")
             .arg(displaytext::isolated(m_row.assigneeName.value_or(nobody)),
                  displaytext::isolated(assignee ? assignee->name : nobody),
                  json::enumName(department)),
         {{QStringLiteral("assignee_id"),
           assignee ? QJsonValue(assignee->id) : QJsonValue(QJsonValue::Null)},
          {QStringLiteral("department"), QString(json::enumName(department))}});
    m_row.assigneeId = assignee ? std::optional(assignee->id) : std::nullopt;
    m_row.assigneeName = assignee ? std::optional(assignee->name) : std::nullopt;
    m_row.department = department;
}

Result<void> TicketChange::move(TicketStatus to, const std::optional<QString> &comment)
{
    const TicketStatus from = m_row.status;
    const QString fromName = json::enumName(from), toName = json::enumName(to);
    if (!TicketRules::allowed(from, to))
        return errors::invalidTransition(fromName, toName);
    QJsonObject details{{QStringLiteral("from"), fromName}, {QStringLiteral("to"), toName}};
    if (comment && !displaytext::isBlank(*comment))
        details.insert(QStringLiteral("comment"), *comment);
    note(QStringLiteral("status_changed"), text("状态从 %1 变更为 %2").arg(fromName, toName),
         details);
    m_row.status = to;
    if (m_row.assigneeId && from == TicketStatus::Closed) {
        // Closed, it kept the name of who is gone or has another one by now.
        if (const auto assignee = AgentStore::find(m_tx, *m_row.assigneeId))
            m_row.assigneeName = assignee->name;
        else
            assign(std::nullopt, m_row.department);
    }
    // Somebody has looked at it: that is a response too.
    if (!m_row.firstRespondedAt)
        m_row.firstRespondedAt = m_tx.now();
    if (to == TicketStatus::Resolved) {
        m_row.resolvedAt = m_tx.now();
    } else if (to == TicketStatus::Closed) {
        m_row.closedAt = m_tx.now();
    } else {
        m_row.resolvedAt.reset(); // reopened: the clock of the resolution runs on
        m_row.closedAt.reset();
    }
    return {};
}

void TicketChange::comment(const QString &content, const QStringList &mentions, bool isInternal)
{
    m_comment = TicketComment{{},       content,    m_actor.agent.id, m_actor.agent.name,
                              mentions, m_tx.now(), isInternal};
    ++m_row.commentCount;
    if (!isInternal && !m_row.firstRespondedAt)
        m_row.firstRespondedAt = m_tx.now();
    note(QStringLiteral("commented"), text("%1 添加了评论").arg(operatorName()),
         {{QStringLiteral("is_internal"), isInternal}});
}

void TicketChange::update(const PatchTicketRequest &request)
{
    QStringList fields;
    const auto take = [&fields](auto &target, const auto &value, const char *name) {
        if (!value || target == *value)
            return false;
        target = *value;
        fields.append(QString::fromLatin1(name));
        return true;
    };
    take(m_row.title, request.title, "title");
    take(m_row.description, request.description, "description");
    const bool category = take(m_row.category, request.category, "category");
    const bool priority = take(m_row.priority, request.priority, "priority");
    take(m_row.tags, request.tags, "tags");
    if (fields.isEmpty())
        return;
    if ((category || priority) && !TicketRules::settled(m_row.status)) {
        const auto span = SlaRules::span(SlaStore::policies(m_tx), m_row.category, m_row.priority);
        const auto deadlines = SlaRules::deadlines(span, m_row.createdAt);
        m_row.slaResponseDeadline = deadlines.response;
        m_row.slaDeadline = deadlines.resolution;
    }
    note(QStringLiteral("updated"),
         text("%1 更新了 %2").arg(operatorName(), fields.join(QStringLiteral(", "))),
         {{QStringLiteral("fields"), QJsonArray::fromStringList(fields)}});
}

void TicketChange::log(QLatin1String event) const
{
    m_tx.log({event,
              m_row.sessionId.value_or(QString()),
              {},
              {},
              m_actor.operatorName(),
              {{QStringLiteral("ticket_id"), m_row.ticketId},
               {QStringLiteral("ticket_number"), m_row.ticketNumber},
               {QStringLiteral("ticket_status"), QString(json::enumName(m_row.status))}},
              {}});
}

/// How the ticket stands now, and when the SLA clock has to look next.
void TicketChange::standNow()
{
    const SlaRules::Clocks clocks = SlaRules::clocks(m_row);
    m_row.slaStatus = SlaRules::status(clocks, m_tx.now());
    m_row.slaTurnsAt = SlaRules::turnsAt(clocks, m_tx.now());
}

void TicketChange::complete()
{
    if (m_comment)
        TicketParts::addComment(m_tx, m_row.id, *m_comment);
    for (const TicketActivity &activity : std::as_const(m_activities))
        TicketParts::addActivity(m_tx, m_row.id, activity);
    m_tx.announce(TicketViews::stored(TicketUpdatedEvent{eventtype::ticketUpdated, m_row}, m_row));
}

Result<void> TicketChange::finish()
{
    standNow();
    const bool turned = m_row.slaAnnounced != m_row.slaStatus;
    m_row.slaAnnounced = m_row.slaStatus;
    if (!TicketStore::save(m_tx, m_row))
        return m_tx.failure().value_or(errors::ticketConflict());
    complete();
    if (turned)
        m_tx.announce(TicketViews::stored(
            TicketSlaEvent{eventtype::ticketSla, m_row.ticketId, m_row.slaStatus}, m_row));
    return {};
}

void TicketChange::insert()
{
    standNow();
    TicketStore::insert(m_tx, m_row);
    complete();
}

} // namespace handoff
