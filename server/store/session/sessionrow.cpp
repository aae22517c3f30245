#include "server/store/session/sessionrow.h"

#include "server/store/catalog/tagstore.h"
#include "shared/text/searchfold.h"

namespace handoff::sessionrow {

namespace {

constexpr qint64 notWaiting = 9'000'000'000'000'000; // sorts behind every time

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

template<auto List, typename Row>
Column<Row> commaList(const char *name, unsigned use)
{
    return {name, use,
            [](Row &row, const Rows &rows, int column) {
                row.*List = rows.value(column).toString().split(u',', Qt::SkipEmptyParts);
            },
            [](const Row &row) -> QVariant { return (row.*List).join(u','); }};
}

/// Of a head, and the first ones of a row.
template<typename Row>
std::vector<Column<Row>> headColumns()
{
    using C = Column<Row>;
    using H = SessionHead;
    constexpr unsigned saved = C::Read | C::Insert | C::Update;
    return {
        C::template given<&H::id>("id"),
        C::template fixed<&H::name>("name"),
        C::template kept<&H::status>("status"),
        C::template part<&H::profile, &ProfileSummary::nickname>("nickname"),
        C::template part<&H::profile, &ProfileSummary::vip>("vip"),
        C::template part<&H::profile, &ProfileSummary::country>("country"),
        C::template part<&H::profile, &ProfileSummary::language>("language"),
        C::template part<&H::escalation, &Escalation::reason>("escalation_reason"),
        C::template part<&H::escalation, &Escalation::details>("escalation_details"),
        C::template part<&H::escalation, &Escalation::severity>("escalation_severity"),
        C::template part<&H::escalation, &Escalation::triggerAt>("escalated_at"),
        C::template part<&H::owner, &AgentRef::id>("owner_id"),
        C::template part<&H::owner, &AgentRef::name>("owner_name"),
        C::template part<&H::preview, &MessagePreview::role>("preview_role", C::Progress),
        C::template part<&H::preview, &MessagePreview::content>("preview_text", C::Progress),
        C::template part<&H::preview, &MessagePreview::timestamp>("preview_at", C::Progress),
        C::template part<&H::customerSaid, &CustomerWords::content>("said_text", C::Progress),
        C::template part<&H::customerSaid, &CustomerWords::timestamp>("said_at", C::Progress),
        C::template kept<&H::escalations>("escalations"),
        commaList<&H::urgentKeywords, Row>("urgent_keywords", saved | C::Progress),
        {"tags", saved,
         [](Row &row, const Rows &rows, int column) {
             row.tags = tagsFrom(rows.value(column).toString());
         },
         [](const Row &row) { return bind::value(idsOf(row.tags)); }},
        C::template kept<&H::ticketId>("ticket_id"),
        C::template kept<&H::userMessages>("user_messages", C::Progress),
        C::template kept<&H::unreadBase>("unread_base", C::Progress),
        C::template fixed<&H::createdAt>("created_at"),
        C::template kept<&H::updatedAt>("updated_at", C::Progress),
        C::template kept<&H::version>("version", C::Progress),
    };
}

Column<SessionRow> mailTo()
{
    using C = Column<SessionRow>;
    return {"mail_to", C::Read | C::Insert | C::Update,
            [](SessionRow &row, const Rows &rows, int column) {
                row.mail.emailTo = rows.value(column).toString().split(u',', Qt::SkipEmptyParts);
            },
            [](const SessionRow &row) -> QVariant { return row.mail.emailTo.join(u','); }};
}

std::vector<Column<SessionRow>> rowColumns()
{
    using C = Column<SessionRow>;
    using R = SessionRow;
    std::vector<C> columns = headColumns<R>();
    columns.insert(
        columns.end(),
        {
            C::fixed<&R::messageKey>("message_key"),
            C::kept<&R::conversationId>("conversation_id"),
            C::kept<&R::email>("email"),
            C::kept<&R::gdprConsent>("gdpr_consent"),
            C::kept<&R::marketingSubscribed>("marketing_subscribed"),
            C::kept<&R::city>("city"),
            C::kept<&R::currency>("currency"),
            C::kept<&R::metadata>("metadata"),
            C::kept<&R::offeredTo>("offered_to"),
            C::part<&R::mail, &MailState::sent>("mail_sent"),
            mailTo(),
            C::part<&R::mail, &MailState::messageId>("mail_message_id"),
            C::part<&R::mail, &MailState::error>("mail_error"),
            C::kept<&R::aiFailCount>("ai_fail_count", C::Progress),
            C::kept<&R::vipEscalated>("vip_escalated"),
            C::kept<&R::lastSeq>("last_seq", C::Progress),
            C::kept<&R::lastAt>("last_at", C::Progress),
            C::kept<&R::manualStartAt>("manual_start_at"),
            C::kept<&R::lastManualEndAt>("last_manual_end_at"),
            C::made("search_text", &searchText),
            C::made("waiting_since", [](const R &row) -> QVariant { return waitingSinceKey(row); }),
            C::made(
                "flagged", [](const R &row) { return bind::flag(flagged(row)); }, C::Progress),
        });
    return columns;
}

} // namespace

const Table<SessionHead> &heads()
{
    static const Table<SessionHead> table("sessions", headColumns<SessionHead>());
    return table;
}

const Table<SessionRow> &rows()
{
    static const Table<SessionRow> table("sessions", rowColumns());
    return table;
}

SessionRow read(const Rows &rows)
{
    SessionRow row = sessionrow::rows().read(rows);
    row.savedStatus = row.status;
    row.savedVersion = row.version;
    return row;
}

QVariant searchText(const SessionRow &row)
{
    QStringList parts{row.name, row.profile.nickname};
    if (row.email)
        parts.append(*row.email);
    if (row.owner)
        parts.append(row.owner->name);
    return searchfold::folded(parts.join(u'\n'));
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
