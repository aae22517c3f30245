#pragma once

#include "server/coze/settings.h"
#include "tests/support/scriptedserver.h"

#include <QStringList>

namespace handoff::test {

/// Coze in bytes: good tokens (`tok1`, `tok2`, …) and conversations (`1001`, `1002`, …) unless the
/// test queued another answer; chats answer from their queue, then with the last entry again.
class FakeCoze : public ScriptedServer
{
    Q_OBJECT

public:
    using Reply = std::function<void(const Request &, QTcpSocket *)>;

    FakeCoze();

    static constexpr const char *tokenPath = "/api/permission/oauth2/token";
    static constexpr const char *conversationPath = "/v1/conversation/create";
    static constexpr const char *chatPath = "/v1/workflows/chat";

    QList<Reply> tokens;        ///< used up one by one
    QList<Reply> conversations; ///< used up one by one
    QList<Reply> chats;         ///< used up one by one, the last one stays

    /// Settings that reach this server, with short times.
    CozeSettings settings() const;
    QList<Request> chatRequests() const { return requestsTo(chatPath); }
    int tokenRequests() const { return static_cast<int>(requestsTo(tokenPath).size()); }
    int conversationRequests() const
    {
        return static_cast<int>(requestsTo(conversationPath).size());
    }

    static Reply json(int status, const QByteArray &body, const QByteArray &headers = {});
    /// A stream of these SSE bytes, properly ended.
    static Reply stream(const QByteArray &sse);
    /// These bytes, then the connection stays as it is.
    static Reply bytes(const QByteArray &raw);
    /// These bytes, then FIN.
    static Reply bytesThenClose(const QByteArray &raw);
    static Reply reset();
    static Reply silence();

    // pieces of SSE
    static QByteArray created(const QByteArray &conversation);
    static QByteArray delta(const QByteArray &text, const QByteArray &id = "m1");
    static QByteArray completed(const QByteArray &text, const QByteArray &id = "m1");
    static QByteArray chatCompleted();
    static QByteArray failed(const QByteArray &code);
    static QByteArray error(const QByteArray &code);
    static QByteArray done();
    /// A good answer of one delta per text.
    static QByteArray answer(const QList<QByteArray> &texts);

private:
    void onRequest(const Request &request, QTcpSocket *socket);

    int m_tokens = 0;
    int m_conversations = 1000;
};

} // namespace handoff::test
