#include "tests/contract/chatfixture.h"

#include <QMessageAuthenticationCode>
#include <QTest>

using namespace handoff;
using namespace handoff::test;

namespace {

QString u8(const char *text)
{
    return QString::fromUtf8(text);
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// HS256, as a shop signs it.
QByteArray identityToken(const QJsonObject &claims, const QByteArray &secret)
{
    constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const QByteArray input = QByteArray(R"({"alg":"HS256","typ":"JWT"})").toBase64(encoding) + '.' +
                             compact(claims).toBase64(encoding);
    return input + '.' +
           QMessageAuthenticationCode::hash(input, secret, QCryptographicHash::Sha256)
               .toBase64(encoding);
}

const QByteArray shopSecret = "the-shop-and-the-desk-share-this-secret-only";

} // namespace

/// What customers do besides chatting: conversations, profile, listen mode; and their limits.
class TestCustomer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_desk = std::make_unique<Desk>(
            QMap<QString, QString>{{u8("IDENTITY_SECRET"), QString::fromLatin1(shopSecret)}});
    }
    void cleanupTestCase() { m_desk.reset(); }
    void init() { m_name = "session_" + QByteArray::number(++m_count); }

    void newConversation();
    void clearConversation();
    void createConversation();
    void conversationNeedsAName();
    void conversationWhenCozeFails();
    void profile();
    void identity_data();
    void identity();
    void sessionTokens();
    void listenMode();
    void listenersAreLimited();
    void rateLimit();
    void vipMayWriteMore();
    void addressLimit();
    void botInfoAndConfig();
    void withoutCoze();

private:
    Answer open(const char *verb, const QJsonObject &more = {})
    {
        QJsonObject body{{u8("session_id"), QString::fromLatin1(m_name)}};
        for (auto it = more.begin(); it != more.end(); ++it)
            body.insert(it.key(), it.value());
        return m_desk->customer->post(QByteArray("/api/conversation/") + verb, compact(body));
    }
    QJsonObject profileNow() { return m_desk->session(m_name).value(u"user_profile").toObject(); }

    std::unique_ptr<Desk> m_desk;
    QByteArray m_name;
    int m_count = 0;
};

void TestCustomer::newConversation()
{
    const Answer answer = open("new");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value(u"success"), QJsonValue(true));
    const QString id = answer.json().value(u"conversation_id").toString();
    QCOMPARE(id.size(), 19);
    QCOMPARE(m_desk->session(m_name).value(u"conversation_id").toString(), id);
    QCOMPARE(answer.json().value(u"session_token").toString(),
             m_desk->server->sessionToken(QString::fromLatin1(m_name)));
    // Only who creates the session gets its token.
    QVERIFY(open("new").json().value(u"session_token").isNull());
    QVERIFY(m_desk->status(m_name) == u8("bot_active"));
}

void TestCustomer::clearConversation()
{
    m_desk->chat(m_name, "my name is Anna");
    const QString before = m_desk->session(m_name).value(u"conversation_id").toString();
    const Answer answer = open("clear");
    QCOMPARE(answer.json().value(u"message").toString(), u8("历史会话已清除，新对话已创建"));
    const QString after = answer.json().value(u"conversation_id").toString();
    QVERIFY(!after.isEmpty() && after != before);
    QVERIFY(
        !m_desk->chat(m_name, "who am I").json().value(u"message").toString().contains(u8("Anna")));
    QCOMPARE(m_desk->history(m_name).size(), 4); // the desk forgets nothing
}

void TestCustomer::createConversation()
{
    const Answer answer =
        m_desk->customer->post("/api/conversation/create", "{\"user_id\":\"" + m_name + "\"}");
    QCOMPARE(answer.status, 200);
    QCOMPARE(m_desk->session(m_name).value(u"conversation_id").toString(),
             answer.json().value(u"conversation_id").toString());
}

void TestCustomer::conversationNeedsAName()
{
    for (const char *path :
         {"/api/conversation/new", "/api/conversation/clear", "/api/conversation/create"}) {
        for (const char *body : {"", "{}", R"({"session_id":" "})", R"({"session_id":null})"}) {
            const Answer answer = m_desk->customer->post(path, body);
            QCOMPARE(answer.status, 400);
            QCOMPARE(answer.json().value(u"code").toString(), u8("SESSION_ID_REQUIRED"));
            QCOMPARE(answer.detail(), u8("session_id is required"));
        }
    }
}

void TestCustomer::conversationWhenCozeFails()
{
    m_desk->sim.fault("conversation", "json=4200");
    const Answer answer = open("new");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value(u"success"), QJsonValue(false));
    QVERIFY(!answer.json().value(u"error").toString().isEmpty());
    QVERIFY(!answer.json().contains(u"conversation_id"));
    // A chat makes up for it.
    QCOMPARE(m_desk->chat(m_name, "@sim:echo x").json().value(u"message").toString(), u8("x"));
}

void TestCustomer::profile()
{
    open("new", {{u8("profile"), QJsonObject{{u8("nickname"), u8("Anna")},
                                             {u8("email"), u8("a@b.eu")},
                                             {u8("language"), u8("de")},
                                             {u8("country"), u8("DE")},
                                             {u8("vip"), true}}}});
    QCOMPARE(profileNow().value(u"nickname").toString(), u8("Anna"));
    QCOMPARE(profileNow().value(u"email").toString(), u8("a@b.eu"));
    QCOMPARE(profileNow().value(u"vip"), QJsonValue(false)); // nobody makes himself a VIP
    open("new", {{u8("profile"), QJsonObject{{u8("city"), u8("Berlin")}}}});
    QCOMPARE(profileNow().value(u"nickname").toString(), u8("Anna"));
    QCOMPARE(profileNow().value(u"city").toString(), u8("Berlin"));
    QCOMPARE(open("new", {{u8("profile"), u8("x")}}).status, 422);
}

void TestCustomer::identity_data()
{
    QTest::addColumn<QJsonObject>("claims");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<bool>("vip");
    const auto row = [](const char *name, const QJsonObject &claims, const QByteArray &secret,
                        bool vip) { QTest::newRow(name) << claims << secret << vip; };
    const QJsonObject good{{u8("sub"), u8("$")},
                           {u8("exp"), qint64(4102444800)},
                           {u8("vip"), true},
                           {u8("nickname"), u8("Proven")}};
    const auto with = [&good](const char *key, const QJsonValue &value) {
        QJsonObject claims = good;
        claims.insert(u8(key), value);
        return claims;
    };
    row("good", good, shopSecret, true);
    row("other secret", good, shopSecret + "x", false);
    row("other session", with("sub", u8("session_x")), shopSecret, false);
    row("expired", with("exp", 1000), shopSecret, false);
    row("for ever", with("exp", QJsonValue(QJsonValue::Undefined)), shopSecret, false);
}

void TestCustomer::identity()
{
    QFETCH(QJsonObject, claims);
    QFETCH(QByteArray, secret);
    QFETCH(bool, vip);
    if (claims.value(u"sub").toString() == u"$")
        claims.insert(u8("sub"), QString::fromLatin1(m_name));
    const Answer answer =
        open("new", {{u8("identity_token"), QString::fromLatin1(identityToken(claims, secret))},
                     {u8("profile"), QJsonObject{{u8("nickname"), u8("Declared")}}}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value(u"success"), QJsonValue(true));
    QCOMPARE(profileNow().value(u"vip"), QJsonValue(vip));
    QCOMPARE(profileNow().value(u"nickname").toString(), vip ? u8("Proven") : u8("Declared"));
    const Answer said = m_desk->chat(m_name, "@sim:echo x");
    QCOMPARE(said.json().value(u"message").toString(), u8("x"));
    QCOMPARE(m_desk->status(m_name), vip ? u8("pending_manual") : u8("bot_active"));
}

void TestCustomer::sessionTokens()
{
    Desk desk({{u8("SESSION_TOKEN_REQUIRED"), u8("true")}});
    HttpClient &customer = *desk.customer;
    const QByteArray ask = Desk::ask(m_name, "@sim:echo x");
    QCOMPARE(customer.post("/api/chat", ask).json().value(u"code").toString(),
             u8("SESSION_TOKEN_REQUIRED"));
    const QByteArray body = "{\"session_id\":\"" + m_name + "\"}";
    const QByteArray token = customer.post("/api/conversation/new", body)
                                 .json()
                                 .value(u"session_token")
                                 .toString()
                                 .toLatin1();
    QVERIFY(!token.isEmpty());
    const QList<QPair<QByteArray, QByteArray>> mine{{"X-Session-Token", token}};
    for (const char *path :
         {"/api/chat", "/api/chat/stream", "/api/conversation/new", "/api/conversation/clear"}) {
        const QByteArray json = QByteArrayView(path).startsWith("/api/chat") ? ask : body;
        QCOMPARE(customer.request("POST", path, json).status, 403);
        QCOMPARE(customer.request("POST", path, json, {{"X-Session-Token", token + "x"}}).status,
                 403);
        QCOMPARE(customer.request("POST", path, json, mine).status, 200);
    }
    QCOMPARE(customer.request("POST", "/api/conversation/new", body, mine)
                 .json()
                 .value(u"session_token")
                 .toString()
                 .toLatin1(),
             token);
    QCOMPARE(desk.agent->post("/api/chat", ask).status, 200); // an agent's Bearer is as good
}

void TestCustomer::listenMode()
{
    m_desk->chat(m_name, "@sim:echo x");
    const qsizetype asked = m_desk->sim.journal("chat").size();
    StreamClient listener(m_desk->server->port(), "/api/chat/stream",
                          "{\"user_id\":\"" + m_name + "\",\"message\":\"\"}");
    StreamClient missing(m_desk->server->port(), "/api/chat/stream",
                         "{\"user_id\":\"" + m_name + "\"}");
    QCOMPARE(listener.status(), 200);
    QCOMPARE(m_desk->takeOver(m_name).status, 200);
    QCOMPARE(m_desk->agentSays(m_name, "hello").status, 200);
    for (StreamClient *one : {&listener, &missing}) {
        QCOMPARE(one->told(), u8("status_change:pending_manual"));
        QCOMPARE(one->told(), u8("status_change:manual_live"));
        QVERIFY(one->told().startsWith(u8("manual_message:"))); // the system's text
        QCOMPARE(one->told(), u8("manual_message:hello"));
        QVERIFY(!one->ended());
        QVERIFY(!one->body().contains("event:") && !one->body().contains("id:"));
    }
    QCOMPARE(m_desk->sim.journal("chat").size(), asked);

    StreamClient unknown(m_desk->server->port(), "/api/chat/stream",
                         "{\"user_id\":\"" + m_name + "_none\"}");
    QCOMPARE(unknown.status(), 404);
    QCOMPARE(m_desk->agent->get("/api/sessions/" + m_name + "_none").status, 404); // nothing stored
}

void TestCustomer::listenersAreLimited()
{
    const QByteArray body = "{\"user_id\":\"" + m_name + "\"}";
    QCOMPARE(this->open("new").status, 200);
    std::vector<std::unique_ptr<StreamClient>> open;
    for (int i = 0; i < 3; ++i) {
        open.push_back(
            std::make_unique<StreamClient>(m_desk->server->port(), "/api/chat/stream", body));
        QCOMPARE(open.back()->status(), 200);
    }
    const Answer fourth = m_desk->customer->post("/api/chat/stream", body);
    QCOMPARE(fourth.status, 429);
    QCOMPARE(fourth.json().value(u"code").toString(), u8("TOO_MANY_CONNECTIONS"));
    // A turn is not counted, and a place is free again when a listener leaves.
    QCOMPARE(m_desk->stream(m_name, "@sim:echo @sim:chunks=1 x").rest().last(), u8("done:"));
    open.pop_back();
    const auto mayListen = [&] {
        return StreamClient(m_desk->server->port(), "/api/chat/stream", body).status() == 200;
    };
    QTRY_VERIFY(mayListen());
}

void TestCustomer::rateLimit()
{
    Desk desk({{u8("RATE_LIMIT_SESSION_PER_MIN"), u8("3")}});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(desk.chat(m_name, "@sim:echo x").status, 200);
    const Answer refused = desk.chat(m_name, "@sim:echo x");
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.json().value(u"code").toString(), u8("RATE_LIMITED"));
    QCOMPARE(refused.json().value(u"error").toString(), u8("请求过于频繁，请稍后再试"));
    QVERIFY(refused.headers.value("retry-after").toInt() > 0);
    StreamClient stream = desk.stream(m_name, "@sim:echo x");
    QCOMPARE(stream.status(), 429); // before the stream starts
    QCOMPARE(desk.history(m_name).size(), 6);
    QCOMPARE(desk.chat(m_name + "_other", "@sim:echo x").status, 200);
    QCOMPARE(desk.agent->post("/api/chat", Desk::ask(m_name, "@sim:echo x")).status, 200);
    StreamClient listener(desk.server->port(), "/api/chat/stream",
                          "{\"user_id\":\"" + m_name + "\"}");
    QCOMPARE(listener.status(), 200); // reading is never limited
}

void TestCustomer::vipMayWriteMore()
{
    Desk desk({{u8("RATE_LIMIT_SESSION_PER_MIN"), u8("1")},
               {u8("RATE_LIMIT_VIP_PER_MIN"), u8("3")},
               {u8("REGULATOR_VIP_AUTO_ESCALATE"), u8("false")},
               {u8("IDENTITY_SECRET"), QString::fromLatin1(shopSecret)}});
    const QByteArray token = identityToken({{u8("sub"), QString::fromLatin1(m_name)},
                                            {u8("exp"), qint64(4102444800)},
                                            {u8("vip"), true}},
                                           shopSecret);
    desk.customer->post("/api/conversation/new",
                        "{\"session_id\":\"" + m_name + "\",\"identity_token\":\"" + token + "\"}");
    for (int i = 0; i < 3; ++i)
        QCOMPARE(desk.chat(m_name, "@sim:echo x").status, 200);
    QCOMPARE(desk.chat(m_name, "@sim:echo x").status, 429);
}

void TestCustomer::addressLimit()
{
    Desk desk({{u8("RATE_LIMIT_ADDRESS_PER_MIN"), u8("2")}});
    for (const char *session : {"a", "b"})
        QCOMPARE(desk.chat(session, "@sim:echo x").status, 200);
    QCOMPARE(desk.chat("c", "@sim:echo x").status, 429);
}

void TestCustomer::botInfoAndConfig()
{
    const Answer info = m_desk->customer->get("/api/bot/info");
    QCOMPARE(info.status, 200);
    QCOMPARE(info.json().keys(), (QStringList{u8("bot"), u8("success")}));
    const QJsonObject bot = info.json().value(u"bot").toObject();
    QCOMPARE(bot.keys(), (QStringList{u8("description"), u8("icon_url"), u8("name"), u8("welcome"),
                                      u8("workflow_id")}));
    QCOMPARE(bot.value(u"name").toString(), u8("Fiido 客服"));

    const Answer config = m_desk->customer->get("/api/config");
    QCOMPARE(config.json().keys(),
             (QStringList{u8("appId"), u8("authMode"), u8("sessionIsolation"), u8("workflowId")}));
    QCOMPARE(config.json().value(u"authMode").toString(), u8("OAUTH_JWT"));
    QCOMPARE(config.json().value(u"sessionIsolation"), QJsonValue(true));
    QCOMPARE(config.json().value(u"workflowId"), bot.value(u"workflow_id"));
}

void TestCustomer::withoutCoze()
{
    Desk desk({{u8("COZE_WORKFLOW_ID"), QString()}});
    const Answer answer = desk.chat(m_name, "hello");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value(u"success"), QJsonValue(false));
    QVERIFY(!answer.json().value(u"error").toString().isEmpty());
    const QStringList told = desk.stream(m_name, "hello").rest();
    QCOMPARE(told.size(), 1);
    QVERIFY(told.first().startsWith(u8("error:")));
    // The human desk works.
    QCOMPARE(
        desk.customer->post("/api/manual/escalate", "{\"session_name\":\"" + m_name + "\"}").status,
        200);
    QCOMPARE(desk.takeOver(m_name).status, 200);
}

QTEST_GUILESS_MAIN(TestCustomer)
#include "tst_customer.moc"
