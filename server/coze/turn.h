#pragma once

#include "server/coze/failure.h"
#include "server/coze/streamreader.h"
#include "server/coze/transport.h"

#include <QDeadlineTimer>
#include <QJsonObject>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace handoff {

class CozeClient;

/// How an AI turn ended.
struct CozeOutcome
{
    bool good = false;
    QString text; ///< all that was forwarded; not empty and not good: an incomplete answer
    QString conversationId; ///< the one that is valid now, maybe a new one
    QString customerText;   ///< what the customer reads when it is not good
    int refusedStatus = 0;  ///< a non-2xx HTTP status of Coze, else 0 (`/api/chat` answers 502)
    QString code;           ///< Coze's, for the log
    QString logId;
    bool incomplete() const { return !good && !text.isEmpty(); }
};

/// One AI turn from the customer's text to the last delta, with all that coze.md, Failures says
/// about failures; without a text it only makes a conversation. Event loop. The owner connects,
/// calls start(), and deletes it whenever he likes, also from a slot of its signals; deleting
/// aborts.
class CozeTurn : public QObject
{
    Q_OBJECT

public:
    struct Request
    {
        QString sessionName;
        QString conversationId; ///< empty: one is made first
        QString text;           ///< empty: no chat, only a new conversation
        QJsonObject parameters; ///< the page's; cannot overwrite `USER_INPUT`
    };

    ~CozeTurn() override;

    /// Goes. May emit finished() before it returns (not configured, breaker open).
    void start();
    /// Aborts at once; no signal follows.
    void cancel();
    /// The customer is gone: the rest may take 60 s.
    void goOnInBackground();

    /// What was forwarded so far.
    const QString &text() const { return m_text; }
    const QString &sessionName() const { return m_request.sessionName; }

signals:
    /// What came at once, in order; each piece is one of Coze's deltas.
    void deltas(const QStringList &texts);
    /// Coze's id for the session where it is new or another one than asked for: store it.
    void conversation(const QString &id);
    void finished(const handoff::CozeOutcome &outcome);

private:
    friend class CozeClient;
    CozeTurn(CozeClient *client, Request request, QObject *parent);

    /// `before`/`after`: the conversation that the turn before asked for and the one it ended with.
    void granted(const QString &before, const QString &after);
    bool isChat() const { return !m_request.text.isEmpty(); }
    void step();
    void createConversation();
    void chat();
    void onBytes(const QByteArray &bytes);
    void onEnd(coze::Exchange::End end);
    bool handle(const QList<coze::Fact> &facts);
    void forward(const QStringList &texts);
    void setConversation(const QString &id);
    /// The server stops.
    void giveUp();
    void fail(const coze::Failure &failure);
    void finish(bool good, const coze::Failure &failure);
    void end(bool drain);

    QPointer<CozeClient> m_client;
    Request m_request;
    QString m_askedConversation;
    QPointer<coze::Exchange> m_exchange;
    QTimer m_deadline;
    QTimer m_pause;
    QDeadlineTimer m_busyUntil{QDeadlineTimer::Forever};
    std::unique_ptr<coze::StreamReader> m_reader; ///< while a stream is read
    QByteArray m_token;
    QByteArray m_body; ///< an answer that is no stream
    QString m_text;
    qint64 m_startedMs = 0;
    int m_tries = 0;
    int m_busyTries = 0;
    bool m_started = false;
    bool m_allowed = false;
    bool m_tokenRenewed = false;
    bool m_conversationRenewed = false;
    bool m_over = false;
};

} // namespace handoff
