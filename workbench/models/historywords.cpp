#include "workbench/models/historywords.h"

#include "shared/rules/regulator.h"
#include "workbench/models/ticketwords.h"

#include <QCoreApplication>

namespace handoff::text {

namespace {

/// Context of the translations.
struct History
{
    Q_DECLARE_TR_FUNCTIONS(History)
};

template<typename E>
std::optional<E> named(const QJsonObject &details, const char *key)
{
    return json::enumFromName<E>(details.value(QLatin1String(key)).toString());
}

QString assigned(const TicketActivity &activity, const Ticket &ticket)
{
    const QJsonObject &details = activity.details;
    QString name = details.value(u"assignee_name").toString();
    if (name.isEmpty() && !details.value(u"assignee_id").toString().isEmpty()) {
        const bool still = ticket.assigneeId == details.value(u"assignee_id").toString();
        name = still ? ticket.assigneeName.value_or(QString()) : History::tr("a colleague");
    }
    const auto unit = named<Department>(details, "department");
    if (name.isEmpty())
        return unit ? History::tr("Given to %1").arg(department(*unit)) : activity.description;
    return unit ? History::tr("Assigned to %1 (%2)").arg(name, department(*unit))
                : History::tr("Assigned to %1").arg(name);
}

QString moved(const TicketActivity &activity)
{
    const auto from = named<TicketStatus>(activity.details, "from");
    const auto to = named<TicketStatus>(activity.details, "to");
    QString words = from && to
                        ? History::tr("Status: %1 → %2").arg(ticketStatus(*from), ticketStatus(*to))
                        : activity.description;
    const QString comment = activity.details.value(u"comment").toString();
    if (!comment.isEmpty())
        words += QStringLiteral(" – ") + comment;
    return words;
}

QString updated(const TicketActivity &activity)
{
    const struct
    {
        QLatin1String field;
        QString words;
    } known[] = {{QLatin1String("title"), History::tr("title")},
                 {QLatin1String("description"), History::tr("description")},
                 {QLatin1String("category"), History::tr("category")},
                 {QLatin1String("priority"), History::tr("priority")},
                 {QLatin1String("tags"), History::tr("tags")}};
    QStringList fields;
    const QJsonArray changed = activity.details.value(u"fields").toArray();
    for (const QJsonValue &value : changed) {
        QString words = value.toString();
        for (const auto &[field, name] : known) {
            if (words == field)
                words = name;
        }
        fields.append(words);
    }
    return fields.isEmpty() ? activity.description
                            : History::tr("Changed: %1").arg(fields.join(QStringLiteral(", ")));
}

} // namespace

QString ticketActivity(const TicketActivity &activity, const Ticket &ticket)
{
    const QString &action = activity.action;
    const QString file = activity.details.value(u"filename").toString();
    if (action == u"created")
        return History::tr("Created the ticket");
    if (action == u"assigned")
        return assigned(activity, ticket);
    if (action == u"status_changed")
        return moved(activity);
    if (action == u"commented")
        return activity.details.value(u"is_internal").toBool()
                   ? History::tr("Added an internal note")
                   : History::tr("Added a comment");
    if (action == u"updated")
        return updated(activity);
    if (action == u"attachment_added" && !file.isEmpty())
        return History::tr("Added the file %1").arg(file);
    if (action == u"attachment_removed" && !file.isEmpty())
        return History::tr("Removed the file %1").arg(file);
    return activity.description;
}

QString activityOperator(const TicketActivity &activity)
{
    if (activity.operatorId == u"customer")
        return History::tr("Customer");
    if (activity.operatorId == u"system")
        return History::tr("System");
    return activity.operatorName;
}

QString escalationDetails(const Escalation &escalation)
{
    const auto facts = Regulator::factsOf(escalation.reason, escalation.details);
    switch (facts.isEmpty() ? EscalationReason::Unknown : escalation.reason) {
    case EscalationReason::Keyword:
        return History::tr("Said: %1").arg(facts.first());
    case EscalationReason::FailLoop:
        return History::tr("The AI failed %1 times in a row; the limit is %2")
            .arg(facts.first(), facts.last());
    case EscalationReason::Vip:
        return History::tr("VIPs are passed on to a person at once");
    default:
        return escalation.details;
    }
}

} // namespace handoff::text
