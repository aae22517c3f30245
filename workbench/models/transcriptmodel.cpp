#include "workbench/models/transcriptmodel.h"

#include <algorithm>

namespace handoff {

namespace {
constexpr int liveIntervalMs = 30;
} // namespace

TranscriptModel::TranscriptModel(QObject *parent, int window)
    : QAbstractListModel(parent), m_window(window)
{
    m_liveTimer.setSingleShot(true);
    m_liveTimer.setInterval(liveIntervalMs);
    connect(&m_liveTimer, &QTimer::timeout, this, &TranscriptModel::flushLive);
}

void TranscriptModel::setMe(const QString &agentId, const QString &agentName)
{
    m_myId = agentId;
    m_myName = agentName;
}

void TranscriptModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_extras.clear();
    m_ids.clear();
    m_outgoing = m_live = m_unseen = 0;
    m_hasOlder = m_hasNewer = m_marking = false;
    m_firstNewId.clear();
    m_liveBuffer.clear();
    m_liveTimer.stop();
    endResetModel();
    emit windowChanged();
}

void TranscriptModel::replace(const QList<Message> &messages, bool hasOlder)
{
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
    m_unseen = 0;
    endResetModel();
    placeExtras();
    emit windowChanged();
}

void TranscriptModel::prepend(const QList<Message> &messages, bool hasOlder)
{
    m_hasOlder = hasOlder;
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
    if (own) { // the event may be quicker than the answer to the outbox
        for (int i = stored(); i < stored() + m_outgoing; ++i) {
            if (m_rows.at(i).state == SendState::Sending &&
                m_rows.at(i).message.content == message.content) {
                store(i, message);
                return true;
            }
        }
    }
    if (m_hasNewer) {
        m_ids.insert(message.id);
        ++m_unseen;
        emit windowChanged();
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

void TranscriptModel::addOutgoing(const QString &clientMessageId, const QString &content,
                                  Timestamp at)
{
    if (outgoingRow(clientMessageId) >= 0)
        return;
    TranscriptRow row;
    row.message.role = MessageRole::Agent;
    row.message.content = content;
    row.message.timestamp = at;
    row.message.agentId = m_myId;
    row.message.agentName = m_myName;
    row.clientMessageId = clientMessageId;
    row.state = SendState::Sending;
    const int place = stored() + m_outgoing;
    beginInsertRows({}, place, place);
    m_rows.insert(place, row);
    ++m_outgoing;
    endInsertRows();
    if (m_live > 0)
        emitChanged(place + 1, {StartsDayRole, StartsGroupRole});
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
    store(row, message);
}

void TranscriptModel::setFailed(const QString &clientMessageId, const QString &why)
{
    setState(clientMessageId, SendState::Failed, why);
}

void TranscriptModel::setSending(const QString &clientMessageId)
{
    setState(clientMessageId, SendState::Sending, {});
}

void TranscriptModel::setState(const QString &clientMessageId, SendState state, const QString &why)
{
    const int row = outgoingRow(clientMessageId);
    if (row < 0)
        return;
    m_rows[row].state = state;
    m_rows[row].failure = why;
    emitChanged(row, {StateRole, FailureRole});
}

void TranscriptModel::removeOutgoing(const QString &clientMessageId)
{
    const int row = outgoingRow(clientMessageId);
    if (row >= 0)
        removeRange(row, row);
}

void TranscriptModel::store(int row, const Message &message)
{
    if (m_hasNewer) { // its place is below the window
        removeRange(row, row);
        m_ids.insert(message.id);
        ++m_unseen;
        emit windowChanged();
        return;
    }
    const int place = stored();
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
    emitChanged(place);
    if (place + 1 < m_rows.size())
        emitChanged(place + 1, {StartsDayRole, StartsGroupRole});
    if (stored() > m_window) {
        removeRange(0, stored() - m_window - 1);
        m_hasOlder = true;
    }
    emit windowChanged();
}

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
        emitChanged(last - 1, {Qt::DisplayRole, ContentRole});
        return;
    }
    TranscriptRow row;
    row.message.role = MessageRole::Assistant;
    row.message.content = text;
    row.message.timestamp = Timestamp::now();
    row.live = true;
    beginInsertRows({}, last, last);
    m_rows.append(row);
    m_live = 1;
    endInsertRows();
    m_liveTimer.start(); // the next text waits for its turn
}

void TranscriptModel::clearLive()
{
    m_liveTimer.stop();
    m_liveBuffer.clear();
    if (m_live == 0)
        return;
    const int last = static_cast<int>(m_rows.size()) - 1;
    beginRemoveRows({}, last, last);
    m_rows.removeLast();
    m_live = 0;
    endRemoveRows();
}

void TranscriptModel::startNew()
{
    m_unseen = 0;
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

void TranscriptModel::clearNew()
{
    m_unseen = 0;
    m_marking = false;
    setFirstNew({});
}

void TranscriptModel::setFirstNew(const QString &messageId)
{
    const int before = rowOf(m_firstNewId);
    m_firstNewId = messageId;
    if (before >= 0)
        emitChanged(before, {FirstNewRole});
    if (const int after = rowOf(messageId); after >= 0)
        emitChanged(after, {FirstNewRole});
    emit windowChanged();
}

int TranscriptModel::newCount() const
{
    const int first = rowOf(m_firstNewId);
    int count = m_unseen;
    for (int i = first; i >= 0 && i < stored(); ++i)
        count += isOwn(m_rows.at(i).message) || m_rows.at(i).kind != RowKind::Message ? 0 : 1;
    return count;
}

QString TranscriptModel::oldestId() const
{
    for (int i = 0; i < stored(); ++i) {
        if (m_rows.at(i).kind == RowKind::Message)
            return m_rows.at(i).message.id;
    }
    return {};
}

int TranscriptModel::newestRow() const
{
    int row = stored() - 1;
    while (row >= 0 && m_rows.at(row).kind != RowKind::Message)
        --row;
    return row;
}

QString TranscriptModel::newestId() const
{
    const int row = newestRow();
    return row < 0 ? QString() : m_rows.at(row).message.id;
}

Timestamp TranscriptModel::newestTime() const
{
    const int row = newestRow();
    return row < 0 ? Timestamp() : m_rows.at(row).message.timestamp;
}

int TranscriptModel::outgoingRow(const QString &clientMessageId) const
{
    for (int i = stored(); i < stored() + m_outgoing; ++i) {
        if (m_rows.at(i).clientMessageId == clientMessageId)
            return i;
    }
    return -1;
}

bool TranscriptModel::isOwn(const Message &message) const
{
    return message.role == MessageRole::Agent && message.agentId == m_myId;
}

/// Unknown ones of `messages` come to stand from `at` on.
void TranscriptModel::insertStored(int at, const QList<Message> &messages)
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
    if (at + count < m_rows.size()) // the row below has another neighbour now
        emitChanged(at + count, {StartsDayRole, StartsGroupRole});
}

/// Rows of one kind: all stored, or all outgoing.
void TranscriptModel::removeRange(int first, int last)
{
    const bool outgoing = first >= stored();
    beginRemoveRows({}, first, last);
    for (int i = first; i <= last; ++i)
        m_ids.remove(m_rows.at(i).message.id);
    m_rows.remove(first, last - first + 1);
    if (outgoing)
        m_outgoing -= last - first + 1;
    endRemoveRows();
    if (first < m_rows.size())
        emitChanged(first, {StartsDayRole, StartsGroupRole});
}

void TranscriptModel::emitChanged(int row, const QList<int> &roles)
{
    emit dataChanged(index(row), index(row), roles);
}

int TranscriptModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

const TranscriptRow *TranscriptModel::row(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows.at(row) : nullptr;
}

int TranscriptModel::rowOf(const QString &messageId) const
{
    if (messageId.isEmpty() || !m_ids.contains(messageId))
        return -1;
    for (int i = stored() - 1; i >= 0; --i) {
        if (m_rows.at(i).message.id == messageId)
            return i;
    }
    return -1;
}

} // namespace handoff
