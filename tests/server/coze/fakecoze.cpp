#include "tests/server/coze/fakecoze.h"

#include "tests/server/coze/testkey.h"

namespace handoff::test {

FakeCoze::FakeCoze()
{
    setHandler([this](const Request &request, QTcpSocket *socket) { onRequest(request, socket); });
}

CozeSettings FakeCoze::settings() const
{
    CozeSettings s;
    s.apiBase = url();
    s.workflowId = QStringLiteral("wf");
    s.appId = QStringLiteral("app");
    s.clientId = QStringLiteral("client");
    s.publicKeyId = QStringLiteral("kid");
    s.privateKey = QString::fromLatin1(testKeyPkcs8());
    s.timings.retry = {20, 40, 60};
    return s;
}

void FakeCoze::onRequest(const Request &request, QTcpSocket *socket)
{
    if (request.path == tokenPath) {
        const QByteArray good = R"({"access_token":"tok)" + QByteArray::number(++m_tokens) +
                                R"(","expires_in":4102444800,"token_type":"Bearer"})";
        (tokens.isEmpty() ? json(200, good) : tokens.takeFirst())(request, socket);
    } else if (request.path == conversationPath) {
        const QByteArray good = R"({"code":0,"msg":"","data":{"id":")" +
                                QByteArray::number(++m_conversations) +
                                R"("},"detail":{"logid":"l"}})";
        (conversations.isEmpty() ? json(200, good) : conversations.takeFirst())(request, socket);
    } else if (request.path == chatPath) {
        const Reply reply = chats.isEmpty() ? stream(answer({"ok"})) : chats.first();
        if (chats.size() > 1)
            chats.removeFirst();
        reply(request, socket);
    } else {
        socket->write(ScriptedServer::answer(404, "{}"));
    }
}

FakeCoze::Reply FakeCoze::json(int status, const QByteArray &body, const QByteArray &headers)
{
    return [=](const Request &, QTcpSocket *socket) {
        socket->write(
            ScriptedServer::answer(status, body, "application/json; charset=utf-8", headers));
    };
}

FakeCoze::Reply FakeCoze::stream(const QByteArray &sse)
{
    return bytes(streamHead() + chunk(sse) + lastChunk());
}

FakeCoze::Reply FakeCoze::bytes(const QByteArray &raw)
{
    return [=](const Request &, QTcpSocket *socket) { socket->write(raw); };
}

FakeCoze::Reply FakeCoze::bytesThenClose(const QByteArray &raw)
{
    return [=](const Request &, QTcpSocket *socket) {
        socket->write(raw);
        socket->disconnectFromHost();
    };
}

FakeCoze::Reply FakeCoze::reset()
{
    return [](const Request &, QTcpSocket *socket) { ScriptedServer::reset(socket); };
}

FakeCoze::Reply FakeCoze::silence()
{
    return [](const Request &, QTcpSocket *) {};
}

QByteArray FakeCoze::created(const QByteArray &conversation)
{
    return "event: conversation.chat.created\ndata: {\"id\":\"c\",\"conversation_id\":\"" +
           conversation + "\"}\n\n";
}

QByteArray FakeCoze::delta(const QByteArray &text, const QByteArray &id)
{
    return "event: conversation.message.delta\ndata: {\"id\":\"" + id +
           "\",\"role\":\"assistant\",\"type\":\"answer\",\"content\":\"" + text + "\"}\n\n";
}

QByteArray FakeCoze::completed(const QByteArray &text, const QByteArray &id)
{
    return delta(text, id).replace("message.delta", "message.completed");
}

QByteArray FakeCoze::chatCompleted()
{
    return "event: conversation.chat.completed\ndata: {}\n\n";
}

QByteArray FakeCoze::failed(const QByteArray &code)
{
    return "event: conversation.chat.failed\ndata: {\"last_error\":{\"code\":" + code +
           ",\"msg\":\"secret words\"}}\n\n";
}

QByteArray FakeCoze::error(const QByteArray &code)
{
    return "event: error\ndata: {\"code\":" + code + ",\"msg\":\"secret words\"}\n\n";
}

QByteArray FakeCoze::done()
{
    return "event: done\ndata: {\"debug_url\":\"https://www.coze.com/secret\"}\n\n";
}

QByteArray FakeCoze::answer(const QList<QByteArray> &texts)
{
    QByteArray sse = created("1001");
    for (const QByteArray &text : texts)
        sse += delta(text);
    return sse + completed(texts.join()) + chatCompleted() + done();
}

} // namespace handoff::test
