#pragma once

#include "workbench/api/eventstream.h"
#include "workbench/controllers/deskcontroller.h"
#include "workbench/controllers/outbox.h"
#include "workbench/controllers/refresh.h"
#include "workbench/controllers/sessionactions.h"
#include "workbench/models/transcriptmodel.h"

namespace handoff {

/// The open chat: its state, its messages, the AI's live text, its actions. GUI thread. Every
/// answer is checked against the chat that is open when it comes.
class ChatController : public QObject
{
    Q_OBJECT

public:
    ChatController(ApiClient &api, DeskController &desk, Outbox &outbox, Drafts &drafts,
                   QObject *parent = nullptr);

    /// Shows at once what the list knows, then loads; opening the open one changes nothing.
    void open(const QString &sessionName);
    void close();
    QString sessionName() const { return m_name; }
    bool isOpen() const { return !m_name.isEmpty(); }
    /// The whole state; empty until it is loaded.
    const std::optional<SessionState> &session() const { return m_session; }
    const QList<AuditEntry> &auditTrail() const { return m_audit; }
    TranscriptModel *transcript() { return &m_transcript; }
    bool isLoading() const { return m_loading; }
    /// Loads the page above; nothing when there is none or one is under way.
    void loadOlder();
    /// After paging far up: shows the newest page again.
    void jumpToLatest();
    /// True while the newest message is on the screen and the window is active: what comes is read,
    /// here and on the server. False: the "new messages" line stands above what comes. open() sets
    /// it to false, so call it again after opened().
    void setWatching(bool watching);
    bool isWatching() const { return m_watching; }

    Allowed allowed(ChatAction action) const;
    /// True while the answer of this action is awaited.
    bool isBusy(ChatAction action) const { return m_busy.contains(static_cast<int>(action)); }

    void takeOver();
    void release(const QString &reason = QStringLiteral("resolved"), bool close = false);
    void requeue(const QString &reason = {});
    void cancelWait();
    /// The after-hours question is settled; the AI goes on.
    void dismiss();
    /// Mails the conversation to the staff. `again`: although that was done already.
    void email(bool again = false);
    /// For a row of the list: takes over, releases, … a chat without opening it.
    /// True: it was sent, and acted() follows.
    bool actOn(const QString &sessionName, ChatAction action, const QString &reason = {});
    Allowed allowedOn(const ListRow &row, ChatAction action) const;
    /// Into the outbox; clears the draft. Blank text and text over 4000 characters are refused with
    /// failed(). Returns whether it was taken.
    bool reply(const QString &text);
    void retry(const QString &clientMessageId) { m_outbox.retry(clientMessageId); }
    void discard(const QString &clientMessageId) { m_outbox.discard(clientMessageId); }
    /// Call on every edit of the composer: saves the draft and tells the customer "typing…".
    void setDraft(const QString &text);
    QString draft() const { return m_drafts.text(m_name); }
    void setNoteDraft(const QString &text) { m_drafts.setNote(m_name, text); }
    QString noteDraft() const { return m_drafts.note(m_name); }
    /// The note is stored: its draft goes, unless it was written on.
    void noteStored(const QString &sessionName, const QString &content);

    bool customerTyping() const { return m_customerTyping; }
    /// Name of the colleague who is writing here; empty: none.
    QString colleagueTyping() const { return m_colleagueTyping; }
    /// Colleagues who have the chat open, without me.
    const QStringList &viewers() const { return m_viewers; }

    /// A newer state from somebody's answer.
    void takeState(const SessionState &state);
    /// Labels as the server gave them in answer to a change.
    void setTags(const QString &sessionName, const QList<SessionTag> &tags);

signals:
    /// Another chat is open (or none: empty name). Fill header, composer (draft()) and transcript.
    void opened(const QString &sessionName);
    /// session(), auditTrail(), allowed() or isBusy() changed.
    void changed();
    void loadingChanged(bool loading);
    /// For the banner above the chat: loading or an action failed. The next success clears it.
    void failed(const handoff::Error &error);
    void bannerCleared();
    void customerTypingChanged(bool typing);
    /// colleagueTyping() or viewers() changed.
    void companyChanged();
    /// A colleague answered in the open chat since I opened it: read it before you send.
    void colleagueReplied(const QString &name);
    /// The action was carried out by the server.
    void done(handoff::ChatAction action);
    /// The server answered an action on any chat, the open one or another.
    void acted(const QString &sessionName, handoff::ChatAction action, bool good);

private:
    enum class Load { Compare, Latest, First }; ///< the later ones do what the earlier ones do
    void load(Load how);
    void loadAnew();
    void ask();
    void loaded(Load how, const SessionDetail &detail);
    void act(ChatAction action, const QFuture<Result<SessionState>> &future);
    void tellViewing();
    void noticeColleague(const Message &message);
    void onMessage(const Message &message, bool fromOwnStream);
    void onStreamEvent(const QString &type, const QJsonObject &payload);
    void onSummary(const SessionSummary &summary);
    void onStatus(const StatusChangeEvent &event);
    void showOutbox();
    void followOutbox();
    void tellRead();
    void tellTyping(bool active);
    void setLoading(bool loading);
    void setCustomerTyping(bool typing);
    void setColleagueTyping(const QString &name);

    ApiClient &m_api;
    DeskController &m_desk;
    Outbox &m_outbox;
    Drafts &m_drafts;
    EventStream m_stream; ///< of the open session, for the AI's live text
    TranscriptModel m_transcript;
    QString m_name;
    quint64 m_opening = 0; ///< counts openings; answers for older ones are ignored
    std::optional<SessionState> m_session;
    QList<AuditEntry> m_audit;
    QList<Message> m_during; ///< messages that came while a load was under way
    QSet<int> m_busy;
    Refresh m_refresh{[this] { ask(); }};
    Load m_due = Load::Compare;   ///< what the next question is for
    Load m_asked = Load::Compare; ///< what the one under way is for
    bool m_loading = false;
    bool m_loadingOlder = false;
    bool m_loadFailed = false; ///< and said so
    qint64 m_unread = 0;       ///< of the customer, when the chat was opened
    bool m_customerTyping = false;
    QString m_colleagueTyping;
    QStringList m_viewers;
    bool m_watching = false;
    QTimer m_readTimer;        ///< read marks go out at most every 2 s
    QTimer m_streamTimer;      ///< walking through the list opens no stream for each chat
    QTimer m_colleagueTimer;   ///< a "typing" that is not repeated ends
    QTimer m_viewTimer;        ///< renews the lease that shows me to colleagues
    QString m_readId;          ///< last id told to the server
    qint64 m_typingSentAt = 0; ///< monotonic ms, 0: not typing
};

} // namespace handoff
