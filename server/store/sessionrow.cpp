#include "server/store/sessionrow.h"

#include "server/store/tagstore.h"
#include "shared/text/searchfold.h"

namespace handoff::sessionrow {

namespace {

constexpr qint64 notWaiting = 9'000'000'000'000'000; // sorts behind every time

constexpr int headCount = 26;

QString searchText(const SessionRow &row)
{
    QStringList parts{row.name, row.profile.nickname};
    if (row.email)
        parts.append(*row.email);
    if (row.owner)
        parts.append(row.owner->name);
    return searchfold::folded(parts.join(u'\n'));
}

/// Ids only, see nameTags().
QList<SessionTag> tagsFrom(const QString &text)
{
    if (text == QLatin1String("[]"))
        return {};
    QList<SessionTag> tags;
    const QJsonArray ids = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue &id : ids)
        tags.append({id.toString(), {}, {}});
    return tags;
}

QStringList idsOf(const QList<SessionTag> &tags)
{
    QStringList ids;
    for (const SessionTag &tag : tags)
        ids.append(tag.id);
    return ids;
}

void nameTags(SessionHead &head, const QHash<QString, SessionTag> &known)
{
    QList<SessionTag> tags;
    for (const SessionTag &tag : std::as_const(head.tags)) {
        if (const auto it = known.constFind(tag.id); it != known.constEnd())
            tags.append(*it);
    }
    head.tags = tags;
}

QJsonObject objectFrom(const QString &text)
{
    return text == QLatin1String("{}") ? QJsonObject()
                                       : QJsonDocument::fromJson(text.toUtf8()).object();
}

QString jsonText(const QByteArray &json)
{
    return QString::fromUtf8(json);
}

} // namespace

QString headColumns()
{
    return QStringLiteral(
        "id, name, status, nickname, vip, country, language, escalation_reason, "
        "escalation_details, escalation_severity, escalated_at, owner_id, owner_name, "
        "preview_role, preview_text, preview_at, escalations, urgent_keywords, tags, ticket_id, "
        "user_messages, unread_base, created_at, updated_at, version, message_key");
}

QString rowColumns()
{
    return headColumns() +
           QStringLiteral(", conversation_id, email, gdpr_consent, marketing_subscribed, city, "
                          "currency, metadata, offered_to, mail_sent, mail_to, mail_message_id, "
                          "mail_error, ai_fail_count, vip_escalated, last_seq, last_at, "
                          "manual_start_at, last_manual_end_at");
}

void readHead(const Rows &q, SessionHead &head)
{
    using namespace bind;
    head.id = q.value(0).toLongLong();
    head.name = q.value(1).toString();
    head.status = named<SessionStatus>(q, 2);
    head.profile = {q.value(3).toString(), q.value(4).toInt() == 1, q.value(5).toString(),
                    q.value(6).toString()};
    if (!q.isNull(7)) {
        head.escalation = Escalation{named<EscalationReason>(q, 7), q.value(8).toString(),
                                     named<Severity>(q, 9), time(q, 10)};
    }
    if (!q.isNull(11))
        head.owner = AgentRef{q.value(11).toString(), q.value(12).toString()};
    if (!q.isNull(13))
        head.preview =
            MessagePreview{named<MessageRole>(q, 13), q.value(14).toString(), time(q, 15)};
    head.escalations = q.value(16).toInt();
    head.urgentKeywords = q.value(17).toString().split(u',', Qt::SkipEmptyParts);
    head.tags = tagsFrom(q.value(18).toString());
    head.ticketId = optionalText(q, 19);
    head.userMessages = q.value(20).toLongLong();
    head.unreadBase = q.value(21).toLongLong();
    head.createdAt = time(q, 22);
    head.updatedAt = time(q, 23);
    head.version = q.value(24).toLongLong();
}

SessionRow readRow(const Rows &q)
{
    using namespace bind;
    SessionRow row;
    readHead(q, row);
    row.messageKey = q.value(headCount - 1).toString();
    int c = headCount;
    row.conversationId = optionalText(q, c++);
    row.email = optionalText(q, c++);
    row.gdprConsent = q.value(c++).toInt() == 1;
    row.marketingSubscribed = q.value(c++).toInt() == 1;
    row.city = q.value(c++).toString();
    row.currency = q.value(c++).toString();
    row.metadata = objectFrom(q.value(c++).toString());
    row.offeredTo = optionalText(q, c++);
    row.mail.sent = q.value(c++).toInt() == 1;
    row.mail.emailTo = q.value(c++).toString().split(u',', Qt::SkipEmptyParts);
    row.mail.messageId = optionalText(q, c++);
    row.mail.error = optionalText(q, c++);
    row.aiFailCount = q.value(c++).toInt();
    row.vipEscalated = q.value(c++).toInt() == 1;
    row.lastSeq = q.value(c++).toLongLong();
    row.lastAt = time(q, c++);
    row.manualStartAt = optionalTime(q, c++);
    row.lastManualEndAt = optionalTime(q, c++);
    row.savedStatus = row.status;
    row.savedVersion = row.version;
    return row;
}

void nameTags(Tx &tx, QList<SessionHead> &heads)
{
    QStringList ids;
    for (const SessionHead &head : std::as_const(heads))
        ids += idsOf(head.tags);
    if (ids.isEmpty())
        return;
    ids.removeDuplicates();
    const auto known = TagStore::named(tx, ids);
    for (SessionHead &head : heads)
        nameTags(head, known);
}

void nameTags(Tx &tx, SessionHead &head)
{
    if (!head.tags.isEmpty())
        nameTags(head, TagStore::named(tx, idsOf(head.tags)));
}

QStringList mutableColumns()
{
    static const QStringList columns =
        QStringLiteral(
            "status,conversation_id,nickname,email,vip,gdpr_consent,marketing_subscribed,country,"
            "city,language,currency,metadata,search_text,escalation_reason,escalation_details,"
            "escalation_severity,escalated_at,waiting_since,owner_id,owner_name,offered_to,"
            "mail_sent,mail_to,mail_message_id,mail_error,tags,ticket_id,ai_fail_count,"
            "vip_escalated,escalations,urgent_keywords,flagged,last_seq,last_at,preview_role,"
            "preview_text,preview_at,user_messages,unread_base,updated_at,manual_start_at,"
            "last_manual_end_at,version")
            .split(u',');
    return columns;
}

QVariantList mutableValues(const SessionRow &row)
{
    using namespace bind;
    const auto &e = row.escalation;
    const auto &p = row.preview;
    const QVariant null;
    return {
        name(row.status),
        orNull(row.conversationId),
        row.profile.nickname,
        orNull(row.email),
        flag(row.profile.vip),
        flag(row.gdprConsent),
        flag(row.marketingSubscribed),
        row.profile.country,
        row.city,
        row.profile.language,
        row.currency,
        row.metadata.isEmpty() ? QStringLiteral("{}") : jsonText(json::toJson(row.metadata)),
        searchText(row),
        e ? name(e->reason) : null,
        e ? QVariant(e->details) : null,
        e ? name(e->severity) : null,
        e ? QVariant(e->triggerAt.ms) : null,
        waitingSinceKey(row),
        row.owner ? QVariant(row.owner->id) : null,
        row.owner ? QVariant(row.owner->name) : null,
        orNull(row.offeredTo),
        flag(row.mail.sent),
        row.mail.emailTo.join(u','),
        orNull(row.mail.messageId),
        orNull(row.mail.error),
        row.tags.isEmpty() ? QStringLiteral("[]") : jsonText(json::toJson(idsOf(row.tags))),
        orNull(row.ticketId),
        row.aiFailCount,
        flag(row.vipEscalated),
        row.escalations,
        row.urgentKeywords.join(u','),
        flag(flagged(row)),
        row.lastSeq,
        row.lastAt.ms,
        p ? name(p->role) : null,
        p ? QVariant(p->content) : null,
        p ? QVariant(p->timestamp.ms) : null,
        row.userMessages,
        row.unreadBase,
        row.updatedAt.ms,
        orNull(row.manualStartAt),
        orNull(row.lastManualEndAt),
        row.version,
    };
}

bool flagged(const SessionHead &head)
{
    return head.escalatedBefore() || !head.urgentKeywords.isEmpty();
}

qint64 waitingSinceKey(const SessionHead &head)
{
    const auto since = head.waitingSince();
    return since ? since->ms : notWaiting;
}

} // namespace handoff::sessionrow
