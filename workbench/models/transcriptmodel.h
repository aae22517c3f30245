#pragma once

#include "shared/contract/note.h"
#include "shared/contract/session.h"
#include "workbench/models/episodes.h"

#include <QAbstractListModel>
#include <QSet>
#include <QTimer>

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

/// The messages of one open chat, oldest first: stored ones with the notes and the hand-over card
/// between them by time, then my own on their way, then the text the AI is writing. At most
/// `window` stored rows. GUI thread, no network, no widgets.
class TranscriptModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        MessageIdRole = Qt::UserRole + 1, ///< QString, empty until stored
        ClientMessageIdRole,              ///< QString, own messages of this run
        SenderRole,                       ///< int(MessageRole)
        ContentRole,                      ///< QString, also Qt::DisplayRole
        TimeRole,                         ///< qint64 ms UTC
        AgentIdRole,                      ///< QString
        AgentNameRole,                    ///< QString
        StateRole,                        ///< int(SendState)
        FailureRole,                      ///< QString
        LiveRole,                         ///< bool
        StartsDayRole,                    ///< bool: a day separator stands above
        DayRole,                          ///< QDate, local
        StartsGroupRole,                  ///< bool: other sender than above, or 3 minutes later
        FirstNewRole,                     ///< bool: the "new messages" line stands above
        OwnRole,                          ///< bool: role agent and my id
        KindRole,                         ///< int(RowKind)
    };

    explicit TranscriptModel(QObject *parent = nullptr, int window = 2000);

    void setMe(const QString &agentId, const QString &agentName);
    /// Empties it for another chat.
    void clear();
    /// Newest page. What is on its way and the live text stay.
    void replace(const QList<Message> &messages, bool hasOlder);
    /// Older page; rows over the window fall off at the newest end and hasNewer() becomes true.
    void prepend(const QList<Message> &messages, bool hasOlder);
    /// One message of the server. Known ids are ignored; my own message on its way takes the id.
    /// Returns whether it is new. While hasNewer() it is only counted.
    bool append(const Message &message);
    /// A newest page after a reconnect: adds what is missing. False when there is a gap, that is,
    /// nothing of the page is known: replace() is right then.
    bool merge(const QList<Message> &messages);

    /// All notes of the chat, oldest first; they stand where their time belongs.
    void setNotes(const QList<Note> &notes);
    /// A card at each moment a person was called; nothing takes it away. `escalation` is the last
    /// call, which says more than the trail does.
    void setHandOvers(const std::optional<Escalation> &escalation, const QList<Episode> &episodes);

    /// My own message enters the outbox.
    void addOutgoing(const QString &clientMessageId, const QString &content, Timestamp at);
    void setSent(const QString &clientMessageId, const QString &messageId, Timestamp at);
    void setFailed(const QString &clientMessageId, const QString &why);
    void setSending(const QString &clientMessageId);
    void removeOutgoing(const QString &clientMessageId);

    /// Text of the AI as it comes; shown at most every 30 ms.
    void appendLive(const QString &text);
    /// The answer is stored, or will never come.
    void clearLive();
    bool hasLive() const { return m_live > 0; }

    /// The "new messages" line stands above the next message of somebody else; it stays until the
    /// next startNew() or clearNew().
    void startNew();
    /// The line stands above the newest `count` messages of the customer.
    void startNewAt(int count);
    void clearNew();
    /// Messages of others below the line.
    int newCount() const;

    bool hasOlder() const { return m_hasOlder; }
    bool hasNewer() const { return m_hasNewer; }
    QString oldestId() const;
    QString newestId() const;
    /// Of the newest stored message; ms 0 when there is none.
    Timestamp newestTime() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    const TranscriptRow *row(int row) const;
    int rowOf(const QString &messageId) const; ///< -1 when it is not loaded

signals:
    /// newCount(), hasOlder() or hasNewer() changed.
    void windowChanged();

private:
    int stored() const { return static_cast<int>(m_rows.size()) - m_outgoing - m_live; }
    /// Index of the newest stored message, -1 for none.
    int newestRow() const;
    /// Index of an own message that is not stored yet, -1 for none.
    int outgoingRow(const QString &clientMessageId) const;
    bool isOwn(const Message &message) const;
    void insertStored(int at, const QList<Message> &messages);
    /// The outgoing row becomes this stored message.
    void store(int row, const Message &message);
    void removeRange(int first, int last);
    void setState(const QString &clientMessageId, SendState state, const QString &why);
    void flushLive();
    void setFirstNew(const QString &messageId);
    void emitChanged(int row, const QList<int> &roles = {});
    /// Puts notes and card where they belong among the rows that are loaded.
    void placeExtras();
    /// Where something of that time belongs among the stored rows; -1: outside of the window.
    int placeOf(Timestamp time) const;
    bool startsDay(int row) const;
    bool startsGroup(int row) const;

    int m_window;
    QString m_myId;
    QString m_myName;
    QList<TranscriptRow> m_rows;
    QSet<QString> m_ids;
    QList<TranscriptRow> m_extras; ///< notes, then the cards
    int m_outgoing = 0;            ///< rows after the stored ones
    int m_live = 0;                ///< 0 or 1 row at the end
    bool m_hasOlder = false;
    bool m_hasNewer = false;
    int m_unseen = 0;       ///< counted while hasNewer()
    bool m_marking = false; ///< the next message of somebody else gets the line
    QString m_firstNewId;   ///< message below the line
    QString m_liveBuffer;
    QTimer m_liveTimer;
};

} // namespace handoff
