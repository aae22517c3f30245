#include "server/api/session/chatflow.h"

#include "server/coze/client.h"
#include "shared/contract/errors.h"
#include "shared/contract/event.h"
#include "shared/core/sse.h"
#include "shared/rules/sessionrules.h"
#include "shared/text/displaytext.h"

#include <QLoggingCategory>

namespace handoff::api {

namespace {

Q_LOGGING_CATEGORY(chatLog, "handoff.chat", QtInfoMsg)

/// A reader who lets this much lie on his socket is gone (events.md, Guarantees 4).
constexpr qint64 maxPendingBytes = 1 << 20;

QByteArray turnFrame(QLatin1String type, const QString &content)
{
    return sse::dataFrame(json::toJson(TurnEvent{type, content}));
}

/// `{"success":true,"message":…,"error":null}`, with the session's name when the server made it.
QByteArray chatAnswer(const ChatFlow::Ask &ask, const std::optional<QString> &message,
                      const std::optional<QString> &error)
{
    QByteArray out = error ? "{\"success\":false,\"message\":" : "{\"success\":true,\"message\":";
    json::write(out, message);
    out.append(",\"error\":");
    json::write(out, error);
    if (ask.namedHere) {
        out.append(",\"session_name\":");
        json::write(out, ask.sessionName);
    }
    out.append('}');
    return out;
}

} // namespace

void ChatFlow::start(const ApiContext &context, const Ask &ask, const http::ReplyPtr &reply)
{
    auto *flow = new ChatFlow(context, ask, reply);
    flow->begin();
}

ChatFlow::ChatFlow(const ApiContext &context, const Ask &ask, const http::ReplyPtr &reply)
    : QObject(&context.coze), m_context(context), m_ask(ask), m_reply(reply)
{
}

ChatFlow::~ChatFlow()
{
    m_context.hub.close(m_subscription);
}

void ChatFlow::begin()
{
    // Before the session is looked at, so that no change of its status can slip between. Never held
    // back by the hub: a status must be known at once, and write() guards against slow readers.
    const Subscription what{Subscription::Kind::CustomerTurn, m_ask.sessionName, {}, {}, {}};
    m_subscription = m_context.hub.open(
        what, {[this](const QByteArray &frame, const StoredEvent *event) { onEvent(frame, event); },
               nullptr,
               [this](bool) {
                   if (m_stream)
                       m_stream->end();
               }});

    // Coze is asked when the question is durable; the token may come meanwhile.
    m_context.coze.prepare(m_ask.sessionName);
    const auto ask = [&policy = m_context.policy,
                      question = Chat::Question{m_ask.sessionName, m_ask.text, m_ask.receivedAt,
                                                m_ask.conversationId, m_ask.streamed,
                                                m_ask.clientMessageId},
                      caller = m_ask.caller](Tx &tx) -> Result<Chat::Asked> {
        HANDOFF_TRY(const Actor actor, actorOf(tx, caller));
        return Chat::ask(tx, policy, question, actor);
    };
    m_context.database.write(m_ask.sessionName, ask)
        .then(this, [this](const Result<Chat::Asked> &result) {
            if (result) {
                asked(*result);
                return;
            }
            answerError(result.error());
            finish();
        });
}

void ChatFlow::asked(const Chat::Asked &asked)
{
    m_asked = true;
    m_turn = asked.turn;
    m_turn.client = m_ask.caller.client;
    m_conversation = asked.conversationId;
    if (asked.foreignConversation) {
        qCWarning(chatLog).noquote()
            << "ignored a conversation_id that is not the session's own, session"
            << m_ask.sessionName;
    }
    if (!asked.mayAnswer()) {
        if (asked.way == Chat::Asked::Way::Human)
            refuseInManualMode(asked.status);
        else
            answerAgain(asked);
        finish();
        return;
    }
    if (m_version <= asked.version) { // all events so far are older than what was read
        m_status.reset();
        m_version = asked.version;
    }
    if (m_ask.streamed)
        openStream();
    if (humanIsDue())
        interrupt();
    else
        askCoze();
}

void ChatFlow::refuseInManualMode(SessionStatus status)
{
    const Error error = errors::sessionInManualMode(json::enumName(status));
    if (!m_ask.streamed) {
        m_reply->error(error);
        return;
    }
    const bool waiting = status == SessionStatus::PendingManual;
    m_early.clear();
    openStream();
    write(turnFrame(eventtype::error, waiting ? error.detail : error.code));
}

/// The same question came again.
void ChatFlow::answerAgain(const Chat::Asked &asked)
{
    m_outcome.good = asked.way == Chat::Asked::Way::Answered;
    m_outcome.text = asked.answer;
    if (asked.way == Chat::Asked::Way::Underway) {
        m_outcome.customerText = errors::questionUnderway().message;
    } else {
        coze::Failure cut;
        cut.kind = coze::Failure::Kind::Truncated;
        m_outcome.customerText = coze::customerText(cut);
    }
    if (m_ask.streamed) {
        openStream();
        if (!asked.answer.isEmpty())
            write(turnFrame(eventtype::message, asked.answer));
    } else if (asked.way == Chat::Asked::Way::Underway) {
        m_reply->error(errors::questionUnderway());
        return;
    }
    answer({});
}

void ChatFlow::openStream()
{
    http::StreamOptions options;
    if (m_ask.namedHere)
        options.headers.append({"X-Session-Name", m_ask.sessionName.toUtf8()});
    m_stream = m_reply->stream(options);
    connect(m_stream, &http::SseStream::closed, this, &ChatFlow::onCustomerLeft);
    write(std::exchange(m_early, {}));
}

void ChatFlow::askCoze()
{
    m_coze = m_context.coze.chat(
        {m_ask.sessionName, m_conversation.value_or(QString()), m_ask.text, m_ask.parameters},
        this);
    connect(m_coze, &CozeTurn::deltas, this, &ChatFlow::onDeltas);
    connect(m_coze, &CozeTurn::finished, this, &ChatFlow::onCozeFinished);
    connect(m_coze, &CozeTurn::conversation, this, [this](const QString &id) {
        const auto keep = [&policy = m_context.policy, name = m_ask.sessionName,
                           instead = std::exchange(m_conversation, id), id](Tx &tx) {
            return Chat::replaceConversation(tx, policy, name, instead, id);
        };
        m_context.database.write(m_ask.sessionName, keep)
            .then(this, [this](const Result<QString> &kept) {
                if (!kept) {
                    qCWarning(chatLog).noquote()
                        << "conversation id not stored:" << kept.error().message << "session"
                        << m_ask.sessionName;
                }
            });
    });
    m_coze->start();
}

bool ChatFlow::humanIsDue() const
{
    return m_status && !SessionRules::aiAnswers(*m_status);
}

void ChatFlow::onEvent(const QByteArray &frame, const StoredEvent *event)
{
    if (event && event->type == eventtype::statusChange) {
        const auto change = json::fromJson<StatusChangeEvent>(event->json, json::Mode::Lenient);
        // An event of another server may come when the store has already shown what followed it.
        if (change && change->version >= m_version) {
            m_status = change->status;
            m_version = change->version;
        }
        // Two changes of one transaction come one after the other: judge by the last one.
        QMetaObject::invokeMethod(this, &ChatFlow::obeyStatus, Qt::QueuedConnection);
    }
    if (m_stream)
        write(frame);
    else if (event && m_ask.streamed && !m_asked)
        m_early.append(frame);
}

void ChatFlow::obeyStatus()
{
    if (!m_coze || !humanIsDue())
        return;
    delete std::exchange(m_coze, nullptr); // aborts the request
    interrupt();
}

void ChatFlow::interrupt()
{
    m_interrupted = true;
    store([&policy = m_context.policy, turn = m_turn, seen = m_seen](Tx &tx) {
        return Chat::interruptTurn(tx, policy, turn, seen);
    });
}

void ChatFlow::onDeltas(const QStringList &texts)
{
    if (humanIsDue())
        return;
    if (m_ask.streamed) {
        json::Writer frames;
        for (const QString &text : texts) {
            m_seen.append(text);
            frames.put("data: {\"type\":\"message\",\"content\":");
            json::writeString(frames, text);
            frames.put("}\n\n");
        }
        write(frames.finish());
    }
    if (!m_context.hub.isWatched(m_ask.sessionName))
        return;
    for (const QString &text : texts) {
        StoredEvent event;
        event.type = eventtype::aiDelta;
        event.sessionName = m_ask.sessionName;
        event.json = json::toJson(AiDeltaEvent{eventtype::aiDelta, m_ask.sessionName, text});
        event.at = Timestamp::now();
        m_context.hub.sendEphemeral(event);
    }
}

void ChatFlow::onCozeFinished(const CozeOutcome &outcome)
{
    if (humanIsDue()) {
        obeyStatus();
        return;
    }
    std::exchange(m_coze, nullptr)->deleteLater();
    m_outcome = outcome;
    if (outcome.good) {
        if (displaytext::isBlank(outcome.text)) { // as completeTurn() stores it
            m_outcome.text = m_context.policy.texts.noAnswer;
            if (m_ask.streamed)
                write(turnFrame(eventtype::message, m_outcome.text));
        }
        store([&policy = m_context.policy, turn = m_turn, text = outcome.text](Tx &tx) {
            return Chat::completeTurn(tx, policy, turn, text);
        });
        return;
    }
    QString problem = outcome.customerText;
    if (!outcome.code.isEmpty())
        problem += QStringLiteral(" (Coze ") % outcome.code % QStringLiteral(")");
    store([&policy = m_context.policy, turn = m_turn, problem, seen = m_seen](Tx &tx) {
        return Chat::failTurn(tx, policy, turn, problem, seen);
    });
}

void ChatFlow::onCustomerLeft()
{
    m_stream.clear();
    if (m_coze)
        m_coze->goOnInBackground(); // history and regulator still want the answer
}

template<typename UseCase>
void ChatFlow::store(UseCase useCase)
{
    m_context.database.write(m_ask.sessionName, std::move(useCase))
        .then(this, [this](const Result<Chat::Ended> &result) { stored(result); });
}

void ChatFlow::stored(const Result<Chat::Ended> &result)
{
    // Its events are in the stream already: the hub sends them before the result is heard.
    if (result) {
        if (result->escalation)
            noteEscalation(m_context, QString(json::enumName(result->escalation->reason)),
                           result->mailQueued);
        answer(*result);
    } else {
        qCWarning(chatLog).noquote()
            << "turn not stored:" << result.error().message << "session" << m_ask.sessionName;
        answerError(result.error());
    }
    finish();
}

void ChatFlow::answer(const Chat::Ended &ended)
{
    const bool failed = !m_interrupted && !m_outcome.good;
    if (m_ask.streamed) {
        write(failed ? turnFrame(eventtype::error, m_outcome.customerText)
                     : turnFrame(eventtype::done, {}));
    } else if (failed && m_outcome.refusedStatus != 0) {
        m_reply->error(errors::cozeError(m_outcome.customerText));
    } else if (failed) {
        m_reply->json(200, chatAnswer(m_ask, std::nullopt, m_outcome.customerText));
    } else if (m_interrupted || (ended.humanCame && !ended.assistant)) {
        m_reply->error(errors::sessionInManualMode(json::enumName(ended.status)));
    } else {
        m_reply->json(200, chatAnswer(m_ask, m_outcome.text, std::nullopt));
    }
}

void ChatFlow::answerError(const Error &error)
{
    if (m_reply->answered())
        write(turnFrame(eventtype::error, error.message));
    else
        m_reply->error(error);
}

void ChatFlow::write(const QByteArray &frame)
{
    if (!m_stream || frame.isEmpty())
        return;
    m_stream->write(frame);
    if (m_stream && m_stream->pendingBytes() > maxPendingBytes)
        m_stream->reset();
}

void ChatFlow::finish()
{
    m_context.hub.close(std::exchange(m_subscription, 0));
    if (m_stream) {
        disconnect(m_stream, nullptr, this, nullptr);
        m_stream->end();
    }
    deleteLater();
}

} // namespace handoff::api
