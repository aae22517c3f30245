#pragma once

#include "shared/contract/session.h"

#include <QAbstractListModel>
#include <QSet>

namespace handoff {

/// State of one of my own messages.
enum class SendState {
    Stored,  ///< on the server; also every message of others
    Sending, ///< in the outbox
    Failed,  ///< refused; `failure` says why, Retry is possible
};

/// What stands in a row. Notes and the hand-over card are no messages: paging, read marks and the
/// "new messages" line pass them by.
enum class RowKind {
    Message,
    Note,     ///< internal; `message` holds author, text and time
    HandOver, ///< why a person is wanted; `message.content` holds the details
};

/// One row of the transcript.
struct TranscriptRow
{
    RowKind kind = RowKind::Message;
    Message message; ///< of an own message on its way `id` is empty
    QString clientMessageId;
    SendState state = SendState::Stored;
    QString failure;                                     ///< text for people, with Failed
    bool live = false;                                   ///< the AI is writing this now
    EscalationReason reason = EscalationReason::Unknown; ///< with HandOver
    Severity severity = Severity::Unknown;               ///< with HandOver
    QString cause; ///< with HandOver of an Unknown reason: the trail's word for it
};

/// How a row looks beside its neighbours.
struct RowLook
{
    bool startsDay = false;   ///< a day separator stands above
    bool startsGroup = false; ///< other sender than above, or 3 minutes later
    bool firstNew = false;    ///< the "new messages" line stands above
    bool unanswered = false;  ///< a question to the AI without an answer here
};

/// The rows of a transcript in their order: stored ones by time, then my own on their way, then the
/// text the AI is writing. What happens to them is TranscriptModel's. GUI thread.
class TranscriptRows : public QAbstractListModel
{
    Q_OBJECT

public:
    int rowCount(const QModelIndex &parent = {}) const override;
    /// The text, as Qt::DisplayRole; delegates read row() and look().
    QVariant data(const QModelIndex &index, int role) const override;
    const TranscriptRow *row(int row) const;
    RowLook look(int row) const;
    int rowOf(const QString &messageId) const; ///< -1 when it is not loaded
    bool isOwn(const Message &message) const;

    /// There are messages above the first row.
    bool hasOlder() const { return m_hasOlder; }
    /// There are messages behind the last stored row.
    bool hasNewer() const { return m_hasNewer; }
    QString oldestId() const;
    QString newestId() const;
    /// Of the newest stored message; ms 0 when there is none.
    Timestamp newestTime() const;

protected:
    using QAbstractListModel::QAbstractListModel;

    int stored() const { return static_cast<int>(m_rows.size()) - m_outgoing - m_live; }
    /// Index of an own message that is not stored yet, -1 for none.
    int outgoingRow(const QString &clientMessageId) const;
    /// Where something of that time belongs among the stored rows; -1: outside of the window.
    int placeOf(Timestamp time) const;
    /// Unknown ones of `messages` come to stand from `at` on.
    void insertStored(int at, const QList<Message> &messages);
    /// One row that is not stored (yet), or no message.
    void insertRow(int at, const TranscriptRow &row);
    /// Rows of one kind: all stored, all outgoing, or the live one.
    void removeRange(int first, int last);
    /// The outgoing row becomes this stored message and goes to its place.
    void store(int row, int place, const Message &message);
    void setFirstNew(const QString &messageId);
    void rowChanged(int row);

    QString m_myId;
    QList<TranscriptRow> m_rows;
    QSet<QString> m_ids; ///< of stored rows
    int m_outgoing = 0;  ///< rows after the stored ones
    int m_live = 0;      ///< 0 or 1 row at the end
    bool m_hasOlder = false;
    bool m_hasNewer = false;
    QString m_firstNewId; ///< message below the line

private:
    /// Index of the newest stored message, -1 for none.
    int newestRow() const;
    bool startsDay(int row) const;
    bool startsGroup(int row) const;
    bool isUnanswered(int row) const;
    /// Rows came or went: the one below has another neighbour now, and a question its answer.
    void neighboursChanged(int below);
};

} // namespace handoff
