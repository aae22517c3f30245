#include "server/domain/ticketdesk.h"

#include "server/domain/desk.h"
#include "server/store/agentstore.h"
#include "server/store/ticketparts.h"
#include "shared/contract/errors.h"
#include "shared/rules/slarules.h"
#include "shared/rules/ticketrules.h"
#include "shared/text/displaytext.h"

namespace handoff::ticketdesk {

namespace {

constexpr int activitiesShown = 500;
constexpr int maxTitle = 200;
constexpr int maxDescription = 10'000;
constexpr int maxTags = 20;
constexpr int maxTagLength = 50;

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

Ticket whole(Tx &tx, TicketRow row)
{
    row.slaStatus = SlaRules::status(SlaRules::clocks(row), tx.now());
    Ticket ticket;
    static_cast<TicketSummary &>(ticket) = row;
    ticket.description = row.description;
    ticket.aiSummary = row.aiSummary;
    ticket.comments = TicketParts::comments(tx, row.id);
    for (const AttachmentRow &attachment : TicketParts::attachments(tx, row.id))
        ticket.attachments.append(attachment);
    ticket.activityLog = TicketParts::activities(tx, row.id, activitiesShown);
    return ticket;
}

Result<void> checkLength(const QString &path, const QString &text, int min, int max)
{
    if ((min == 0 || !displaytext::isBlank(text)) && displaytext::fits(text, max))
        return {};
    return errors::validation(
        path, min > 0 ? QStringLiteral("%1 to %2 characters expected").arg(min).arg(max)
                      : QStringLiteral("at most %1 characters expected").arg(max));
}

Result<void> checkTitle(const QString &title)
{
    return checkLength(QStringLiteral("/title"), title, 1, maxTitle);
}

Result<void> checkDescription(const QString &description)
{
    return checkLength(QStringLiteral("/description"), description, 0, maxDescription);
}

Result<QStringList> checkedTags(const QStringList &tags)
{
    const QString path = QStringLiteral("/tags");
    if (tags.size() > maxTags)
        return errors::validation(path, QStringLiteral("at most %1 expected").arg(maxTags));
    QStringList checked;
    for (qsizetype i = 0; i < tags.size(); ++i) {
        const QString tag = displaytext::trimmed(tags.at(i));
        HANDOFF_CHECK(checkLength(path + u'/' + QString::number(i), tag, 1, maxTagLength));
        if (!checked.contains(tag))
            checked.append(tag);
    }
    return checked;
}

// ---- Change -------------------------------------------------------------------------------------

Change::Change(Tx &tx, TicketRow row, const Actor &actor)
    : m_tx(tx), m_row(std::move(row)), m_actor(actor)
{
}

Result<Change> Change::of(Tx &tx, const QString &ticketId, const Actor &actor)
{
    auto row = TicketStore::findForChange(tx, ticketId);
    if (!row)
        return errors::ticketNotFound(ticketId);
    return Change(tx, std::move(*row), actor);
}

QString Change::operatorName() const
{
    if (m_actor.isAgent())
        return m_actor.agent.name;
    return m_actor.isCustomer() ? text("客户") : text("系统");
}

void Change::note(const QString &action, const QString &description, const QJsonObject &details)
{
    m_activities.append({{},
                         action,
                         description,
                         m_actor.isAgent() ? m_actor.agent.id : m_actor.operatorName(),
                         operatorName(),
                         m_tx.now(),
                         details});
}

void Change::assign(const std::optional<Agent> &assignee, Department department)
{
    const QString nobody = text("未分配");
    note(QStringLiteral("assigned"),
         text("工单从 %1 指派给 %2 (%3)")
             .arg(m_row.assigneeName.value_or(nobody), assignee ? assignee->name : nobody,
                  json::enumName(department)),
         {{QStringLiteral("assignee_id"),
           assignee ? QJsonValue(assignee->id) : QJsonValue(QJsonValue::Null)},
          {QStringLiteral("department"), QString(json::enumName(department))}});
    m_row.assigneeId = assignee ? std::optional(assignee->id) : std::nullopt;
    m_row.assigneeName = assignee ? std::optional(assignee->name) : std::nullopt;
    m_row.department = department;
}

Result<void> Change::move(TicketStatus to, const std::optional<QString> &comment)
{
    const TicketStatus from = m_row.status;
    const QString fromName = json::enumName(from), toName = json::enumName(to);
    if (!TicketRules::allowed(from, to))
        return errors::invalidTransition(fromName, toName);
    QJsonObject details{{QStringLiteral("from"), fromName}, {QStringLiteral("to"), toName}};
    if (comment && !comment->isEmpty())
        details.insert(QStringLiteral("comment"), *comment);
    note(QStringLiteral("status_changed"), text("状态从 %1 变更为 %2").arg(fromName, toName),
         details);
    m_row.status = to;
    if (m_row.assigneeId && from == TicketStatus::Closed &&
        !AgentStore::find(m_tx, *m_row.assigneeId))
        assign(std::nullopt, m_row.department); // closed, it kept the name of who is gone by now
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

void Change::comment(const QString &content, const QStringList &mentions, bool isInternal)
{
    m_comment = TicketComment{{},       content,    m_actor.agent.id, m_actor.agent.name,
                              mentions, m_tx.now(), isInternal};
    ++m_row.commentCount;
    if (!isInternal && !m_row.firstRespondedAt)
        m_row.firstRespondedAt = m_tx.now();
    note(QStringLiteral("commented"), text("%1 添加了评论").arg(operatorName()),
         {{QStringLiteral("is_internal"), isInternal}});
}

void Change::update(const PatchTicketRequest &request)
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

/// How the ticket stands now, and when the SLA clock has to look next.
void Change::standNow()
{
    const SlaRules::Clocks clocks = SlaRules::clocks(m_row);
    m_row.slaStatus = SlaRules::status(clocks, m_tx.now());
    m_row.slaTurnsAt = SlaRules::turnsAt(clocks, m_tx.now());
}

void Change::complete()
{
    if (m_comment)
        TicketParts::addComment(m_tx, m_row.id, *m_comment);
    for (const TicketActivity &activity : std::as_const(m_activities))
        TicketParts::addActivity(m_tx, m_row.id, activity);
    m_tx.announce(stored(TicketUpdatedEvent{eventtype::ticketUpdated, m_row}, m_row));
}

Result<void> Change::finish()
{
    standNow();
    const bool turned = m_row.slaAnnounced != m_row.slaStatus;
    m_row.slaAnnounced = m_row.slaStatus;
    if (!TicketStore::save(m_tx, m_row))
        return m_tx.failure().value_or(errors::ticketConflict());
    complete();
    if (turned)
        m_tx.announce(
            stored(TicketSlaEvent{eventtype::ticketSla, m_row.ticketId, m_row.slaStatus}, m_row));
    return {};
}

void Change::insert()
{
    standNow();
    TicketStore::insert(m_tx, m_row);
    complete();
}

// ---- from elsewhere -----------------------------------------------------------------------------

Result<void> assigneeLeft(Tx &tx, const QString &agentId, const Actor &actor)
{
    for (const QString &ticketId : TicketStore::openOf(tx, agentId)) {
        HANDOFF_TRY(Change change, Change::of(tx, ticketId, actor));
        if (change.row().assigneeId != agentId)
            continue; // passed on meanwhile, by another server
        change.assign(std::nullopt, change.row().department);
        HANDOFF_CHECK(change.finish());
    }
    return {};
}

Result<void> customerWrote(Tx &tx, const QString &sessionName,
                           const std::optional<QString> &ticketId)
{
    if (!ticketId) // the session's row says that there is no ticket: no query for most messages
        return {};
    const Actor customer = Actor::customer();
    for (const QString &waiting : TicketStore::waitingForCustomer(tx, sessionName)) {
        HANDOFF_TRY(Change change, Change::of(tx, waiting, customer));
        if (change.row().status != TicketStatus::WaitingCustomer)
            continue; // moved meanwhile, by another server
        HANDOFF_CHECK(change.move(TicketStatus::InProgress, std::nullopt));
        HANDOFF_CHECK(change.finish());
    }
    return {};
}

} // namespace handoff::ticketdesk
