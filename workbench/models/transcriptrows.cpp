#include "workbench/models/transcriptrows.h"

#include <QDateTime>

#include <algorithm>

namespace handoff {

namespace {
constexpr qint64 groupMs = 3 * 60 * 1000;

QDate localDay(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.ms).date();
}
} // namespace

int TranscriptRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant TranscriptRows::data(const QModelIndex &index, int role) const
{
    const bool isText = role == Qt::DisplayRole && index.isValid();
    return isText ? m_rows.at(index.row()).message.content : QVariant();
}

const TranscriptRow *TranscriptRows::row(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows.at(row) : nullptr;
}

RowLook TranscriptRows::look(int row) const
{
    const TranscriptRow &r = m_rows.at(row);
    const bool firstNew =
        r.kind == RowKind::Message && !r.message.id.isEmpty() && r.message.id == m_firstNewId;
    return {startsDay(row), startsGroup(row), firstNew, isUnanswered(row)};
}

int TranscriptRows::rowOf(const QString &messageId) const
{
    if (messageId.isEmpty() || !m_ids.contains(messageId))
        return -1;
    for (int i = stored() - 1; i >= 0; --i) {
        if (m_rows.at(i).message.id == messageId)
            return i;
    }
    return -1;
}

bool TranscriptRows::isOwn(const Message &message) const
{
    return message.role == MessageRole::Agent && message.agentId == m_myId;
}

QString TranscriptRows::oldestId() const
{
    for (int i = 0; i < stored(); ++i) {
        if (m_rows.at(i).kind == RowKind::Message)
            return m_rows.at(i).message.id;
    }
    return {};
}

int TranscriptRows::newestRow() const
{
    int row = stored() - 1;
    while (row >= 0 && m_rows.at(row).kind != RowKind::Message)
        --row;
    return row;
}

QString TranscriptRows::newestId() const
{
    const int row = newestRow();
    return row < 0 ? QString() : m_rows.at(row).message.id;
}

Timestamp TranscriptRows::newestTime() const
{
    const int row = newestRow();
    return row < 0 ? Timestamp() : m_rows.at(row).message.timestamp;
}

int TranscriptRows::outgoingRow(const QString &clientMessageId) const
{
    for (int i = stored(); i < stored() + m_outgoing; ++i) {
        if (m_rows.at(i).clientMessageId == clientMessageId)
            return i;
    }
    return -1;
}

int TranscriptRows::placeOf(Timestamp time) const
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

void TranscriptRows::insertStored(int at, const QList<Message> &messages)
{
    QList<Message> fresh;
    for (const Message &message : messages) {
        if (m_ids.contains(message.id))
            continue;
        m_ids.insert(message.id);
        fresh.append(message);
    }
    if (fresh.isEmpty())
        return;
    const int count = static_cast<int>(fresh.size());
    beginInsertRows({}, at, at + count - 1);
    m_rows.insert(at, count, TranscriptRow());
    for (int i = 0; i < count; ++i)
        m_rows[at + i].message = fresh.at(i);
    endInsertRows();
    neighboursChanged(at + count);
}

void TranscriptRows::insertRow(int at, const TranscriptRow &row)
{
    beginInsertRows({}, at, at);
    m_rows.insert(at, row);
    if (row.live)
        m_live = 1;
    else if (row.kind == RowKind::Message)
        ++m_outgoing;
    else
        m_ids.insert(row.message.id);
    endInsertRows();
    neighboursChanged(at + 1);
}

void TranscriptRows::removeRange(int first, int last)
{
    const bool live = m_rows.at(first).live;
    const bool outgoing = !live && first >= stored();
    beginRemoveRows({}, first, last);
    for (int i = first; i <= last; ++i)
        m_ids.remove(m_rows.at(i).message.id);
    m_rows.remove(first, last - first + 1);
    if (live)
        m_live = 0;
    else if (outgoing)
        m_outgoing -= last - first + 1;
    endRemoveRows();
    neighboursChanged(first);
}

void TranscriptRows::store(int row, int place, const Message &message)
{
    if (row != place) {
        beginMoveRows({}, row, row, {}, place);
        m_rows.move(row, place);
        endMoveRows();
    }
    m_rows[place].message = message;
    m_rows[place].state = SendState::Stored;
    m_rows[place].failure.clear();
    --m_outgoing;
    m_ids.insert(message.id);
    rowChanged(place);
    if (place + 1 < m_rows.size())
        rowChanged(place + 1);
}

void TranscriptRows::setFirstNew(const QString &messageId)
{
    const int before = rowOf(m_firstNewId);
    m_firstNewId = messageId;
    for (const int row : {before, rowOf(messageId)}) {
        if (row >= 0)
            rowChanged(row);
    }
}

void TranscriptRows::rowChanged(int row)
{
    emit dataChanged(index(row), index(row));
}

void TranscriptRows::neighboursChanged(int below)
{
    for (int i = 0; i < m_rows.size(); ++i) {
        if (i == below || m_rows.at(i).message.answered == false)
            rowChanged(i);
    }
}

bool TranscriptRows::startsDay(int row) const
{
    return row == 0 || localDay(m_rows.at(row).message.timestamp) !=
                           localDay(m_rows.at(row - 1).message.timestamp);
}

bool TranscriptRows::startsGroup(int row) const
{
    if (row == 0)
        return true;
    const Message &above = m_rows.at(row - 1).message;
    const Message &message = m_rows.at(row).message;
    return m_rows.at(row - 1).kind != m_rows.at(row).kind || above.role != message.role ||
           above.agentId != message.agentId ||
           message.timestamp.msSince(above.timestamp) > groupMs || startsDay(row);
}

/// The server says of a question once that it is open; what answers it is heard of as a message:
/// the AI's right behind it, or a person's.
bool TranscriptRows::isUnanswered(int row) const
{
    if (m_rows.at(row).message.answered != false)
        return false;
    bool isNext = true; // no other question lies between
    for (qsizetype i = row + 1; i < m_rows.size(); ++i) {
        if (m_rows.at(i).kind != RowKind::Message)
            continue;
        const MessageRole role = m_rows.at(i).message.role;
        if (role == MessageRole::Agent || (role == MessageRole::Assistant && isNext))
            return false;
        isNext = isNext && role != MessageRole::User;
    }
    return true;
}

} // namespace handoff
