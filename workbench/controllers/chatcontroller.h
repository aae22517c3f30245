#pragma once

#include "workbench/api/eventstream.h"
#include "workbench/controllers/chatactions.h"
#include "workbench/controllers/chatcompany.h"
#include "workbench/controllers/chatwriting.h"
#include "workbench/controllers/deskcontroller.h"
#include "workbench/controllers/refresh.h"
#include "workbench/models/transcriptmodel.h"

namespace handoff {

/// The open chat: its state, its messages, the AI's live text. Every answer is checked against the
/// chat that is open when it comes. GUI thread.
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
    /// Loads the page above; nothing when there is none or one is under way. What cannot be had now
    /// comes when the server answers again.
    void loadOlder();
    /// After paging far up: shows the newest page again.
    void jumpToLatest();
    /// True while the newest message is on the screen and the window is active: what comes is read,
    /// here and on the server. False: the "new messages" line stands above what comes. open() sets
    /// it to false, so call it again after opened().
    void setWatching(bool watching);
    bool isWatching() const { return m_watching; }

    /// Compares it with the server.
    void refresh() { load(Load::Compare); }
    /// Counts openings, so that answers for older ones are known.
    quint64 opening() const { return m_opening; }
    ChatActions &actions() { return m_actions; }
    ChatWriting &writing() { return m_writing; }
    ChatCompany &company() { return m_company; }

    /// A newer state from somebody's answer.
    void takeState(const SessionState &state);
    /// Labels as the server gave them in answer to a change.
    void setTags(const QString &sessionName, const QList<SessionTag> &tags);

signals:
    /// Another chat is about to be opened, or none.
    void leaving();
    /// Another chat is open (or none: empty name). Fill header, composer (draft()) and transcript.
    void opened(const QString &sessionName);
    /// session(), auditTrail() or what is allowed changed.
    void changed();
    void loadingChanged(bool loading);
    /// For the banner above the chat: loading or an action failed. The next success clears it.
    void failed(const handoff::Error &error);
    void bannerCleared();
    /// A message of this chat was heard of.
    void said(const handoff::Message &message);
    /// A colleague answered in the open chat since I opened it: read it before you send.
    void colleagueReplied(const QString &name);

private:
    enum class Load { Compare, Latest, First }; ///< the later ones do what the earlier ones do
    void load(Load how);
    void loadAnew();
    void ask();
    void askOlder();
    void loaded(Load how, const SessionDetail &detail);
    void noticeColleague(const Message &message);
    void onMessage(const Message &message, bool fromOwnStream);
    void onStreamEvent(const AnyEvent &event);
    void onSummary(const SessionSummary &summary);
    void onStatus(const StatusChangeEvent &event);
    void showOutbox();
    void followOutbox();
    /// What is on the screen is read: here at once, there at most every 2 s.
    void tellRead();
    /// Tells the server now.
    void sayRead();
    void setLoading(bool loading);

    ApiClient &m_api;
    DeskController &m_desk;
    Outbox &m_outbox;
    EventStream m_stream; ///< of the open session, for the AI's live text
    TranscriptModel m_transcript;
    QString m_name;
    quint64 m_opening = 0; ///< counts openings; answers for older ones are ignored
    std::optional<SessionState> m_session;
    QList<AuditEntry> m_audit;
    QList<Message> m_during; ///< messages that came while a load was under way
    Refresh m_refresh{[this] { ask(); }};
    Refresh m_older{[this] { askOlder(); }};
    Load m_due = Load::Compare;   ///< what the next question is for
    Load m_asked = Load::Compare; ///< what the one under way is for
    bool m_loading = false;
    bool m_loadFailed = false;  ///< and said so
    bool m_olderFailed = false; ///< the same of the page above
    qint64 m_unread = 0;        ///< of the customer, when the chat was opened
    bool m_watching = false;
    QTimer m_readTimer;   ///< read marks go out at most every 2 s
    QTimer m_streamTimer; ///< walking through the list opens no stream for each chat
    QString m_readId;     ///< last id told to the server
    ChatActions m_actions;
    ChatWriting m_writing;
    ChatCompany m_company;
};

} // namespace handoff
