#include "workbench/models/transcriptmodel.h"

#include "workbench/models/historywords.h"

#include <algorithm>

namespace handoff {

namespace {

constexpr int liveIntervalMs = 30;

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

TranscriptModel::TranscriptModel(QObject *parent, int window)
    : TranscriptRows(parent), m_window(window)
{
    m_liveTimer.setSingleShot(true);
    m_liveTimer.setInterval(liveIntervalMs);
    connect(&m_liveTimer, &QTimer::timeout, this, &TranscriptModel::flushLive);
}

void TranscriptModel::clear(const QString &agentId, const QString &agentName)
{
    beginResetModel();
    m_myId = agentId;
    m_myName = agentName;
    m_rows.clear();
    m_extras.clear();
    m_ids.clear();
    m_outgoing = m_live = 0;
    m_hasOlder = m_hasNewer = m_marking = false;
    m_firstNewId.clear();
    m_liveBuffer.clear();
    m_liveTimer.stop();
    endResetModel();
    emit windowChanged();
}

void TranscriptModel::replace(const QList<Message> &messages, bool hasOlder)
{
    dropOutgoing(messages);
    beginResetModel();
    QList<TranscriptRow> rows;
    m_ids.clear();
    for (const Message &message : messages) {
        if (m_ids.contains(message.id))
            continue;
        m_ids.insert(message.id);
        TranscriptRow row;
        row.message = message;
        rows.append(row);
    }
    rows.append(m_rows.mid(stored()));
    m_rows = rows;
    m_hasOlder = hasOlder;
    m_hasNewer = false;
    endResetModel();
    placeExtras();
    emit windowChanged();
}

void TranscriptModel::prepend(const QList<Message> &messages, bool hasOlder)
{
    m_hasOlder = hasOlder;
    dropOutgoing(messages);
    insertStored(0, messages);
    if (const int over = stored() - m_window; over > 0) {
        removeRange(stored() - over, stored() - 1);
        m_hasNewer = true;
    }
    placeExtras();
    emit windowChanged();
}

bool TranscriptModel::append(const Message &message)
{
    if (m_ids.contains(message.id))
        return false;
    const bool own = isOwn(message);
    if (const int row = outgoingRow(message); row >= 0) { // quicker than the answer to the outbox
        confirm(row, message);
        return true;
    }
    if (m_hasNewer) {
        m_ids.insert(message.id);
        return true;
    }
    // By time: an answer of the AI stands behind its question, also when a human came meanwhile.
    const int place = placeOf(message.timestamp);
    if (place < 0)
        return false; // its page is not loaded
    insertStored(place, {message});
    if (m_marking && !own) {
        m_marking = false;
        setFirstNew(message.id);
    }
    if (const int over = stored() - m_window; over > 0) {
        removeRange(0, over - 1);
        m_hasOlder = true;
    }
    emit windowChanged();
    return true;
}

bool TranscriptModel::merge(const QList<Message> &messages)
{
    if (m_hasNewer)
        return true; // the newest page is elsewhere; jumping there loads it
    const bool overlaps = newestId().isEmpty() || messages.isEmpty() ||
                          std::any_of(messages.begin(), messages.end(),
                                      [this](const Message &m) { return m_ids.contains(m.id); });
    if (!overlaps)
        return false;
    for (const Message &message : messages)
        append(message);
    return true;
}

// ---- notes and cards between the messages

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
            rowChanged(i);
        }
    }
    for (const TranscriptRow &extra : std::as_const(m_extras)) {
        if (m_ids.contains(extra.message.id))
            continue;
        if (const int at = placeOf(extra.message.timestamp); at >= 0)
            insertRow(at, extra);
    }
}

// ---- my own on their way

void TranscriptModel::addOutgoing(const QString &clientMessageId, const QString &content,
                                  Timestamp at)
{
    const bool known = std::any_of(m_rows.cbegin(), m_rows.cend(), [&](const TranscriptRow &row) {
        return row.clientMessageId == clientMessageId ||
               (isOwn(row.message) && row.message.clientMessageId == clientMessageId);
    });
    if (known)
        return;
    TranscriptRow row;
    row.message.role = MessageRole::Agent;
    row.message.content = content;
    row.message.timestamp = at;
    row.message.agentId = m_myId;
    row.message.agentName = m_myName;
    row.clientMessageId = clientMessageId;
    row.state = SendState::Sending;
    insertRow(stored() + m_outgoing, row);
}

void TranscriptModel::setState(const QString &clientMessageId, SendState state, const QString &why)
{
    const int row = outgoingRow(clientMessageId);
    if (row < 0)
        return;
    m_rows[row].state = state;
    m_rows[row].failure = why;
    rowChanged(row);
}

void TranscriptModel::confirm(int row, const Message &message)
{
    const int place = m_hasNewer ? -1 : placeOf(message.timestamp);
    if (place < 0) { // its page is not loaded
        removeRange(row, row);
        if (m_hasNewer)
            m_ids.insert(message.id);
        return;
    }
    store(row, place, message); // another one of mine may have been quicker
    if (stored() > m_window) {
        removeRange(0, stored() - m_window - 1);
        m_hasOlder = true;
    }
    emit windowChanged();
}

void TranscriptModel::setSent(const QString &clientMessageId, const QString &messageId,
                              Timestamp at)
{
    const int row = outgoingRow(clientMessageId);
    if (row < 0)
        return; // the event was quicker
    if (m_ids.contains(messageId)) {
        removeOutgoing(clientMessageId);
        return;
    }
    Message message = m_rows.at(row).message;
    message.id = messageId;
    message.timestamp = at;
    confirm(row, message);
}

void TranscriptModel::removeOutgoing(const QString &clientMessageId)
{
    const int row = outgoingRow(clientMessageId);
    if (row >= 0)
        removeRange(row, row);
}

int TranscriptModel::outgoingRow(const Message &message) const
{
    return isOwn(message) && message.clientMessageId ? outgoingRow(*message.clientMessageId) : -1;
}

void TranscriptModel::dropOutgoing(const QList<Message> &messages)
{
    for (const Message &message : messages) {
        if (const int row = outgoingRow(message); row >= 0)
            removeRange(row, row);
    }
}

// ---- the text the AI is writing

void TranscriptModel::appendLive(const QString &text)
{
    if (text.isEmpty())
        return;
    m_liveBuffer += text;
    if (m_live == 0)
        flushLive();
    else if (!m_liveTimer.isActive())
        m_liveTimer.start();
}

void TranscriptModel::flushLive()
{
    if (m_liveBuffer.isEmpty())
        return;
    const QString text = std::exchange(m_liveBuffer, {});
    const int last = static_cast<int>(m_rows.size());
    if (m_live > 0) {
        m_rows[last - 1].message.content += text;
        rowChanged(last - 1);
        return;
    }
    TranscriptRow row;
    row.message.role = MessageRole::Assistant;
    row.message.content = text;
    row.message.timestamp = Timestamp::now();
    row.live = true;
    insertRow(last, row);
    m_liveTimer.start(); // the next text waits for its turn
}

void TranscriptModel::clearLive()
{
    m_liveTimer.stop();
    m_liveBuffer.clear();
    const int last = static_cast<int>(m_rows.size()) - 1;
    if (m_live > 0)
        removeRange(last, last);
}

// ---- the line above what is new

void TranscriptModel::startNew()
{
    m_marking = true;
    setFirstNew({});
}

void TranscriptModel::startNewAt(int count)
{
    m_marking = false;
    QString id;
    for (int i = stored() - 1; i >= 0 && count > 0; --i) {
        if (m_rows.at(i).message.role != MessageRole::User)
            continue;
        id = m_rows.at(i).message.id;
        --count;
    }
    setFirstNew(id);
}

} // namespace handoff
