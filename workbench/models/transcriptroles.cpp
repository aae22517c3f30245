#include "workbench/models/transcriptmodel.h"

#include <QDateTime>

// What a row of TranscriptModel shows.

namespace handoff {

namespace {
constexpr qint64 groupMs = 3 * 60 * 1000;

QDate localDay(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.ms).date();
}
} // namespace

bool TranscriptModel::startsDay(int row) const
{
    return row == 0 || localDay(m_rows.at(row).message.timestamp) !=
                           localDay(m_rows.at(row - 1).message.timestamp);
}

bool TranscriptModel::startsGroup(int row) const
{
    if (row == 0)
        return true;
    const Message &above = m_rows.at(row - 1).message;
    const Message &message = m_rows.at(row).message;
    return m_rows.at(row - 1).kind != m_rows.at(row).kind || above.role != message.role ||
           above.agentId != message.agentId ||
           message.timestamp.msSince(above.timestamp) > groupMs || startsDay(row);
}

QVariant TranscriptModel::data(const QModelIndex &index, int role) const
{
    const TranscriptRow *r = index.isValid() ? row(index.row()) : nullptr;
    if (!r)
        return {};
    const Message &m = r->message;
    switch (role) {
    case MessageIdRole:
        return m.id;
    case ClientMessageIdRole:
        return r->clientMessageId;
    case SenderRole:
        return static_cast<int>(m.role);
    case Qt::DisplayRole:
    case ContentRole:
        return m.content;
    case TimeRole:
        return m.timestamp.ms;
    case AgentIdRole:
        return m.agentId.value_or(QString());
    case AgentNameRole:
        return m.agentName.value_or(QString());
    case StateRole:
        return static_cast<int>(r->state);
    case FailureRole:
        return r->failure;
    case LiveRole:
        return r->live;
    case StartsDayRole:
        return startsDay(index.row());
    case DayRole:
        return localDay(m.timestamp);
    case StartsGroupRole:
        return startsGroup(index.row());
    case FirstNewRole:
        return r->kind == RowKind::Message && !m.id.isEmpty() && m.id == m_firstNewId;
    case OwnRole:
        return isOwn(m);
    case KindRole:
        return static_cast<int>(r->kind);
    default:
        return {};
    }
}

QHash<int, QByteArray> TranscriptModel::roleNames() const
{
    return {{Qt::DisplayRole, "display"},
            {MessageIdRole, "messageId"},
            {ClientMessageIdRole, "clientMessageId"},
            {SenderRole, "sender"},
            {ContentRole, "content"},
            {TimeRole, "time"},
            {AgentIdRole, "agentId"},
            {AgentNameRole, "agentName"},
            {StateRole, "state"},
            {FailureRole, "failure"},
            {LiveRole, "live"},
            {StartsDayRole, "startsDay"},
            {DayRole, "day"},
            {StartsGroupRole, "startsGroup"},
            {FirstNewRole, "firstNew"},
            {OwnRole, "own"},
            {KindRole, "kind"}};
}

} // namespace handoff
