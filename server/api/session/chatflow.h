#pragma once

#include "server/api/apicontext.h"
#include "server/coze/turn.h"
#include "server/domain/session/chat.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

namespace handoff::api {

/// One AI turn of a customer (api.md, AI chat; events.md, AI turn): store the question → Coze →
/// deltas and the session's events into one stream → store the answer → `done`. Event loop. Lives
/// until the turn is stored, also when the customer has left, then deletes itself.
class ChatFlow : public QObject
{
    Q_OBJECT

public:
    struct Ask
    {
        QString sessionName;
        QString text;
        std::optional<QString> conversationId; ///< of the request; only the store's own one counts
        QJsonObject parameters;
        QString clientMessageId; ///< empty: none
        bool streamed = false;   ///< `/api/chat/stream`, else the whole answer at once
        bool namedHere = false;  ///< the server made the session's name: tell it
        Timestamp receivedAt;
        Caller caller;
    };

    static void start(const ApiContext &context, const Ask &ask, const http::ReplyPtr &reply);
    ~ChatFlow() override;

private:
    ChatFlow(const ApiContext &context, const Ask &ask, const http::ReplyPtr &reply);

    void begin();
    void asked(const Chat::Asked &asked);
    void refuseInManualMode(SessionStatus status);
    void answerAgain(const Chat::Asked &asked);
    void openStream();
    void askCoze();

    void onEvent(const QByteArray &frame, const StoredEvent *event);
    void onDeltas(const QStringList &texts);
    void onCozeFinished(const CozeOutcome &outcome);
    void onCustomerLeft();
    /// Ends the answer when a human is wanted or there (product.md, Rules 2).
    void obeyStatus();
    void interrupt();
    bool humanIsDue() const;

    template<typename UseCase>
    void store(UseCase useCase);
    void stored(const Result<Chat::Ended> &result);
    void answer(const Chat::Ended &ended);
    void answerError(const Error &error);
    void write(const QByteArray &frame);
    void finish();

    const ApiContext m_context;
    const Ask m_ask;
    http::ReplyPtr m_reply;
    QPointer<http::SseStream> m_stream;
    EventHub::Id m_subscription = 0;
    QByteArray m_early; ///< events that came before the stream's head
    Chat::Turn m_turn;
    std::optional<QString> m_conversation; ///< the session's own, as the store will have it
    std::optional<SessionStatus> m_status; ///< by events since the turn began
    qint64 m_version = 0;                  ///< of the session with the newest status known
    CozeTurn *m_coze = nullptr;            ///< while Coze answers
    CozeOutcome m_outcome;
    QString m_seen; ///< of the answer, by the customer
    bool m_asked = false;
    bool m_interrupted = false;
};

} // namespace handoff::api
