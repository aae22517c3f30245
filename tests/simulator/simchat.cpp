// The chat endpoint of the simulator: its checks in Coze's order, then the stream.
#include "server/http/ssestream.h"
#include "tests/simulator/chatplayer.h"
#include "tests/simulator/simulator.h"

#include <QJsonArray>

namespace handoff::sim {

namespace {

constexpr qsizetype kMaxAdditionalMessages = 50;

/// The text of the last message, or nothing when the messages are not as Coze wants them.
std::optional<QString> questionIn(const QJsonObject &body)
{
    const QJsonValue value = body.value(QStringLiteral("additional_messages"));
    const QJsonArray messages = value.toArray();
    if (!value.isArray() || messages.isEmpty() || messages.size() > kMaxAdditionalMessages)
        return std::nullopt;
    for (const QJsonValue &message : messages) {
        if (!message.toObject().value(QStringLiteral("content")).isString())
            return std::nullopt;
    }
    const QJsonObject last = messages.last().toObject();
    if (last.value(QStringLiteral("role")) != QStringLiteral("user"))
        return std::nullopt;
    return last.value(QStringLiteral("content")).toString();
}

} // namespace

void CozeSimulator::chat(const Call &call, const Faults &queued)
{
    const QString app = call.body.value(QStringLiteral("app_id")).toString();
    const QString workflow = call.body.value(QStringLiteral("workflow_id")).toString();
    if (app != call.token->app.appId || workflow != call.token->app.workflowId) {
        answerError(call, 200, QStringLiteral("4200"));
        return;
    }
    const auto content = questionIn(call.body);
    const QJsonValue parameters = call.body.value(QStringLiteral("parameters"));
    if (!content || !(parameters.isUndefined() || parameters.isNull() || parameters.isObject())) {
        answerError(call, 400, QStringLiteral("4000"));
        return;
    }
    const auto question = takeFaults(*content);
    if (!question) {
        answerError(call, 400, QStringLiteral("4000"), question.error().message);
        return;
    }
    const QString conversationId = call.body.value(QStringLiteral("conversation_id")).toString();
    Conversation *conversation = conversationId.isEmpty()
                                     ? &m_state.defaultConversation(*call.token, Timestamp::now())
                                     : conversationOf(call, conversationId);
    if (!conversation)
        return;
    if (conversation->running) {
        answerError(call, 200, QStringLiteral("4016"));
        return;
    }

    Faults faults = queued == Faults() ? question->faults : queued;
    if (faults.expire) { // written in the text: the retry with a new token is answered
        const QString key = call.token->sessionName + u'\n' + *content;
        if (m_expiredOnce.remove(key))
            faults.expire = false;
        else
            m_expiredOnce.insert(key);
    }
    const QString id = conversation->id;
    const QString text = question->text;
    const auto go = [this, call, id, text, faults] {
        if (refuse(call, faults))
            return;
        Conversation *c = m_state.conversation(id);
        if (c && !c->running)
            speak(call, *c, text, faults);
        else
            answerError(call, 200, c ? QStringLiteral("4016") : QStringLiteral("720702204"));
    };
    if (faults.ttfbMs > 0 && queued.ttfbMs == 0)
        QTimer::singleShot(faults.ttfbMs, this, go);
    else
        go();
}

void CozeSimulator::speak(const Call &call, Conversation &conversation, const QString &question,
                          const Faults &faults)
{
    const qint64 now = Timestamp::now().ms / 1000;
    Turn turn;
    turn.answer = faults.echo ? question : answerOf(question, conversation.memory);
    turn.conversationId = conversation.id;
    turn.sectionId = conversation.sectionId;
    turn.chatId = m_state.newNumber();
    turn.messageId = m_state.newNumber();
    turn.botId = call.token->app.appId;
    turn.logId = call.logId;
    turn.createdAt = now;
    turn.paceMs = m_pace.deltaMs;
    turn.thinkMs = m_pace.thinkMs;

    conversation.running = true;
    m_mostRunning = std::max(m_mostRunning, ++m_running);
    emit runningChatsChanged(m_running);

    http::StreamOptions options;
    options.headers = {{"Cache-Control", "no-cache"}, {"X-Tt-Logid", call.logId.toLatin1()}};
    http::SseStream *stream = call.reply->stream(options);
    auto *player = new ChatPlayer(stream, streamScript(turn, faults), this);
    connect(player, &ChatPlayer::over, this, [this, turn, question](bool played) {
        Conversation *c = m_state.conversation(turn.conversationId);
        if (c && played) {
            c->messages.append({m_state.newNumber(), QStringLiteral("user"), question, turn.chatId,
                                turn.createdAt});
            c->messages.append({turn.messageId, QStringLiteral("assistant"), turn.answer,
                                turn.chatId, Timestamp::now().ms / 1000});
        }
        chatEnded(turn.conversationId);
    });
    player->play();
}

void CozeSimulator::chatEnded(const QString &conversationId)
{
    if (Conversation *c = m_state.conversation(conversationId))
        c->running = false;
    --m_running;
    emit runningChatsChanged(m_running);
}

} // namespace handoff::sim
