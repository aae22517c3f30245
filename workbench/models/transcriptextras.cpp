#include "workbench/models/historywords.h"
#include "workbench/models/transcriptmodel.h"

#include <algorithm>

// TranscriptModel: internal notes and the hand-over card between the messages.

namespace handoff {

namespace {

TranscriptRow noteRow(const Note &note)
{
    TranscriptRow row;
    row.kind = RowKind::Note;
    row.message.id = note.id;
    row.message.role = MessageRole::Unknown; // of no party in the chat
    row.message.content = note.content;
    row.message.timestamp = note.createdAt;
    row.message.agentId = note.createdBy; // a username
    row.message.agentName = note.createdByName;
    return row;
}

TranscriptRow cardRow(Timestamp at)
{
    TranscriptRow row;
    row.kind = RowKind::HandOver;
    row.message.id = QStringLiteral("handover_%1").arg(at.ms);
    row.message.role = MessageRole::Unknown;
    row.message.timestamp = at;
    return row;
}

} // namespace

void TranscriptModel::setNotes(const QList<Note> &notes)
{
    m_extras.removeIf([](const TranscriptRow &row) { return row.kind == RowKind::Note; });
    for (qsizetype i = notes.size() - 1; i >= 0; --i)
        m_extras.prepend(noteRow(notes.at(i)));
    placeExtras();
}

void TranscriptModel::setHandOvers(const std::optional<Escalation> &escalation,
                                   const QList<Episode> &episodes)
{
    m_extras.removeIf([](const TranscriptRow &row) { return row.kind == RowKind::HandOver; });
    const qsizetype earlier = escalation ? episodes.size() - 1 : episodes.size();
    for (qsizetype i = 0; i < earlier; ++i) {
        TranscriptRow row = cardRow(episodes.at(i).escalatedAt);
        row.reason = json::enumFromName<EscalationReason>(episodes.at(i).reason)
                         .value_or(EscalationReason::Unknown);
        row.cause = episodes.at(i).reason;
        m_extras.append(row);
    }
    if (escalation) {
        TranscriptRow row = cardRow(escalation->triggerAt);
        row.message.content = text::escalationDetails(*escalation);
        row.reason = escalation->reason;
        row.severity = escalation->severity;
        m_extras.append(row);
    }
    placeExtras();
}

int TranscriptModel::placeOf(Timestamp time) const
{
    const auto end = m_rows.begin() + stored();
    const auto it =
        std::upper_bound(m_rows.begin(), end, time, [](Timestamp t, const TranscriptRow &row) {
            return t < row.message.timestamp;
        });
    if ((it == m_rows.begin() && m_hasOlder) || (it == end && m_hasNewer))
        return -1;
    return static_cast<int>(it - m_rows.begin());
}

void TranscriptModel::placeExtras()
{
    // What is gone or has changed goes; what is missing comes. Rows that stay are not touched.
    for (int i = stored() - 1; i >= 0; --i) {
        const TranscriptRow &row = m_rows.at(i);
        if (row.kind == RowKind::Message)
            continue;
        const auto wanted =
            std::find_if(m_extras.cbegin(), m_extras.cend(), [&](const TranscriptRow &extra) {
                return extra.message.id == row.message.id;
            });
        if (wanted == m_extras.cend()) {
            removeRange(i, i);
        } else if (wanted->message != row.message) {
            m_rows[i].message = wanted->message;
            emitChanged(i);
        }
    }
    for (const TranscriptRow &extra : std::as_const(m_extras)) {
        if (m_ids.contains(extra.message.id))
            continue;
        const int at = placeOf(extra.message.timestamp);
        if (at < 0)
            continue;
        beginInsertRows({}, at, at);
        m_rows.insert(at, extra);
        m_ids.insert(extra.message.id);
        endInsertRows();
        if (at + 1 < m_rows.size())
            emitChanged(at + 1, {StartsDayRole, StartsGroupRole});
    }
}

} // namespace handoff
