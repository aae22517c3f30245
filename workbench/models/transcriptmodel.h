#pragma once

#include "shared/contract/note.h"
#include "workbench/models/episodes.h"
#include "workbench/models/transcriptrows.h"

#include <QTimer>

namespace handoff {

/// The messages of one open chat, oldest first, with the notes and the hand-over card between them.
/// At most `window` stored rows. GUI thread, no network, no widgets.
class TranscriptModel : public TranscriptRows
{
    Q_OBJECT

public:
    explicit TranscriptModel(QObject *parent = nullptr, int window = 2000);

    /// Empties it for another chat, seen by this agent.
    void clear(const QString &agentId, const QString &agentName);
    /// Newest page. What is on its way and the live text stay.
    void replace(const QList<Message> &messages, bool hasOlder);
    /// Older page; rows over the window fall off at the newest end and hasNewer() becomes true.
    void prepend(const QList<Message> &messages, bool hasOlder);
    /// One message of the server. Known ids are ignored; my own message on its way, known by its
    /// client_message_id, becomes it.
    /// Returns whether it is new; while hasNewer() it has no row.
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
    /// Sending, or Failed and why.
    void setState(const QString &clientMessageId, SendState state, const QString &why = {});
    void removeOutgoing(const QString &clientMessageId);

    /// Text of the AI as it comes; shown at most every 30 ms.
    void appendLive(const QString &text);
    /// The answer is stored, or will never come.
    void clearLive();
    bool hasLive() const { return m_live > 0; }

    /// The "new messages" line stands above the next message of somebody else; it stays until the
    /// next startNew().
    void startNew();
    /// The line stands above the newest `count` messages of the customer.
    void startNewAt(int count);

signals:
    /// hasOlder() or hasNewer() changed.
    void windowChanged();

private:
    using TranscriptRows::outgoingRow;
    /// The same, of the own message that the server gives back with the id I gave it.
    int outgoingRow(const Message &message) const;
    /// What the server has is on its way no more.
    void dropOutgoing(const QList<Message> &messages);
    /// The outgoing row becomes this stored message, if its page is loaded.
    void confirm(int row, const Message &message);
    void flushLive();
    /// Puts notes and card where they belong among the rows that are loaded.
    void placeExtras();

    int m_window;
    QString m_myName;
    QList<TranscriptRow> m_extras; ///< notes, then the cards
    bool m_marking = false;        ///< the next message of somebody else gets the line
    QString m_liveBuffer;
    QTimer m_liveTimer;
};

} // namespace handoff
