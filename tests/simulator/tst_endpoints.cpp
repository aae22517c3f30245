#include "tests/simulator/simfixture.h"

using namespace handoff;
using namespace handoff::sim;

class TestEndpoints : public QObject, private SimFixture
{
    Q_OBJECT

private slots:
    void init()
    {
        sim = std::make_unique<CozeSimulator>();
        QVERIFY(sim->start());
    }
    void cleanup() { sim.reset(); }

    void givesSettings()
    {
        const auto env = sim->settingsEnv();
        QCOMPARE(env.value(s("COZE_API_BASE")), sim->baseUrl());
        QVERIFY(
            env.value(s("COZE_OAUTH_PRIVATE_KEY")).startsWith(s("-----BEGIN PRIVATE KEY-----")));
        for (const char *name : {"COZE_WORKFLOW_ID", "COZE_APP_ID", "COZE_OAUTH_CLIENT_ID",
                                 "COZE_OAUTH_PUBLIC_KEY_ID"})
            QVERIFY(!env.value(s(name)).isEmpty());
    }

    void issuesTokens()
    {
        const qint64 before = Timestamp::now().ms / 1000;
        const auto c = requestToken(s("会话"));
        QCOMPARE(c->status(), 200);
        const QString token = c->json().value(s("access_token")).toString();
        QVERIFY(token.startsWith(s("czs_")));
        QCOMPARE(token.size(), 52);
        const qint64 end = qint64(c->json().value(s("expires_in")).toDouble());
        QVERIFY(end >= before + 3600 && end < before + 3700); // a Unix time
        QVERIFY(!c->header("X-Tt-Logid").isEmpty());
        QCOMPARE(sim->journal(s("token")).first().session, s("会话"));
        QCOMPARE(sim->journal(s("token"))
                     .first()
                     .jwt.value(s("header"))
                     .toObject()
                     .value(s("alg"))
                     .toString(),
                 s("RS256"));

        const auto refused = done("POST", "/api/permission/oauth2/token", "x.y.z", {});
        QCOMPARE(refused->status(), 400);
        QCOMPARE(refused->json().value(s("error_code")).toString(), s("invalid_request"));
        const auto empty = done("POST", "/api/permission/oauth2/token", {}, {});
        QCOMPARE(empty->json().value(s("error_message")).toString(), s("verify jwt empty error"));
    }

    void refusesWithoutAGoodToken()
    {
        const auto chat = done("POST", "/v1/workflows/chat", "czs_unknown", question(s("hi"), {}));
        QCOMPARE(chat->status(), 401);
        QCOMPARE(chat->json().value(s("code")).toInt(), 4100);
        const auto conversation = done("POST", "/v1/conversation/create", {}, {});
        QCOMPARE(conversation->status(), 401);
        QCOMPARE(conversation->json().value(s("code")).toInt(), 700012006);
        QVERIFY(!conversation->json()
                     .value(s("detail"))
                     .toObject()
                     .value(s("logid"))
                     .toString()
                     .isEmpty());

        const QByteArray token = tokenFor(s("a"));
        sim->state().revokeSession(s("a"));
        QCOMPARE(done("POST", "/v1/conversation/create", token, {})->status(), 401);
    }

    void keepsConversations()
    {
        const QByteArray token = tokenFor(s("a"));
        const QString id = conversationFor(token);
        QCOMPARE(id.size(), 19);
        QVERIFY(id.startsWith(s("757")));
        QCOMPARE(answer(token, id, s("@sim:echo 第一")), s("第一"));
        QCOMPARE(answer(token, id, s("@sim:echo 第二")), s("第二"));

        const auto got =
            done("GET", "/v1/conversation/retrieve?conversation_id=" + id.toLatin1(), token, {});
        QCOMPARE(got->json().value(s("data")).toObject().value(s("id")).toString(), id);

        auto list = done("POST", "/v1/conversation/message/list?conversation_id=" + id.toLatin1(),
                         token, {{s("order"), s("asc")}, {s("limit"), 3}});
        const QJsonArray messages = list->json().value(s("data")).toArray();
        QCOMPARE(messages.size(), 3);
        QCOMPARE(messages.at(0).toObject().value(s("content")).toString(), s("第一"));
        QCOMPARE(messages.at(1).toObject().value(s("role")).toString(), s("assistant"));
        QVERIFY(list->json().value(s("has_more")).toBool());

        const auto cleared =
            done("POST", "/v1/conversations/" + id.toLatin1() + "/clear", token, {});
        QCOMPARE(cleared->json().value(s("data")).toObject().value(s("conversation_id")).toString(),
                 id);
        list = done("POST", "/v1/conversation/message/list?conversation_id=" + id.toLatin1(), token,
                    {});
        QVERIFY(list->json().value(s("data")).toArray().isEmpty());
    }

    void keepsSessionsApart()
    {
        const QByteArray anna = tokenFor(s("anna"));
        const QByteArray bert = tokenFor(s("bert"));
        const QString annas = conversationFor(anna);
        const QString berts = conversationFor(bert);
        QVERIFY(answer(anna, annas, s("my name is Anna")).contains(s("Anna")));
        QCOMPARE(answer(anna, annas, s("who am i")), s("You are Anna."));
        QVERIFY(!answer(bert, berts, s("who am i")).contains(s("Anna")));

        auto foreign = ask(bert, annas, s("who am i"));
        QVERIFY(foreign->wait());
        QCOMPARE(foreign->status(), 200);
        QCOMPARE(foreign->json().value(s("code")).toInt(), 4002);
        const auto peek = done(
            "POST", "/v1/conversation/message/list?conversation_id=" + annas.toLatin1(), bert, {});
        QCOMPARE(peek->json().value(s("code")).toInt(), 4002);
        auto unknown = ask(bert, s("7570000000000000000"), s("hi"));
        QVERIFY(unknown->wait());
        QCOMPARE(unknown->json().value(s("code")).toInt(), 720702204);
    }

    void sharesTheDefaultConversation()
    {
        // The trap: without conversation_id all sessions talk in the same conversation.
        QVERIFY(answer(tokenFor(s("anna")), {}, s("我叫安娜")).contains(s("安娜")));
        QCOMPARE(answer(tokenFor(s("bert")), {}, s("我是谁")), s("您是安娜。"));
    }

    void checksTheBody_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        const QJsonObject user{{s("role"), s("user")}, {s("content"), s("x")}};
        const QJsonObject bot{{s("role"), s("assistant")}, {s("content"), s("x")}};
        QJsonArray many;
        for (int i = 0; i < 51; ++i)
            many.append(user);
        QTest::newRow("workflow") << s("workflow_id") << QJsonValue(s("1")) << 200 << 4200;
        QTest::newRow("no workflow") << s("workflow_id") << QJsonValue() << 200 << 4200;
        QTest::newRow("app") << s("app_id") << QJsonValue(s("1")) << 200 << 4200;
        QTest::newRow("no messages")
            << s("additional_messages") << QJsonValue(QJsonArray()) << 400 << 4000;
        QTest::newRow("no list") << s("additional_messages") << QJsonValue(s("x")) << 400 << 4000;
        QTest::newRow("51 messages") << s("additional_messages") << QJsonValue(many) << 400 << 4000;
        QTest::newRow("last not user")
            << s("additional_messages") << QJsonValue(QJsonArray{user, bot}) << 400 << 4000;
        QTest::newRow("parameters") << s("parameters") << QJsonValue(QJsonArray()) << 400 << 4000;
        QTest::newRow("unknown fault")
            << s("additional_messages")
            << QJsonValue(QJsonArray{
                   QJsonObject{{s("role"), s("user")}, {s("content"), s("@sim:nonsense")}}})
            << 400 << 4000;
    }
    void checksTheBody()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        const QByteArray token = tokenFor(s("a"));
        QJsonObject body = question(s("hi"), conversationFor(token));
        body.insert(key, value);
        const auto c = done("POST", "/v1/workflows/chat", token, body);
        QTEST(c->status(), "status");
        QCOMPARE(c->header("Content-Type"), QByteArray("application/json; charset=utf-8"));
        QTEST(c->json().value(s("code")).toInt(), "code");
    }

    void allowsOneChatPerConversation()
    {
        const QByteArray token = tokenFor(s("a"));
        const QString id = conversationFor(token);
        auto first = ask(token, id, s("@sim:hangmid 你好"));
        QTRY_VERIFY_WITH_TIMEOUT(first->bytes().contains("conversation.message.delta"),
                                 kPatienceMs);
        QCOMPARE(sim->runningChats(), 1);
        auto second = ask(token, id, s("你好"));
        QVERIFY(second->wait());
        QCOMPARE(second->json().value(s("code")).toInt(), 4016);
        QVERIFY(!answer(token, conversationFor(token), s("你好")).isEmpty()); // another one is free
        first->hangUp();
        QTRY_COMPARE_WITH_TIMEOUT(sim->runningChats(), 0, kPatienceMs);
        QVERIFY(!answer(token, id, s("你好")).isEmpty());
    }

    void runsAHundredChatsAtOnce()
    {
        const QByteArray token = tokenFor(s("a"));
        std::vector<std::unique_ptr<Call>> calls;
        for (int i = 0; i < 100; ++i) {
            const Token owner{sim->demoApp(), s("a"), {}};
            calls.push_back(ask(token, sim->state().createConversation(owner, Timestamp::now()).id,
                                s("@sim:hangmid 你好")));
        }
        QTRY_COMPARE_WITH_TIMEOUT(sim->runningChats(), 100, kPatienceMs);
        QCOMPARE(sim->mostRunningChats(), 100);
        calls.clear();
        QTRY_COMPARE_WITH_TIMEOUT(sim->runningChats(), 0, kPatienceMs);
    }

    // Every shape of a stream that ends well, over a real socket.
    void faultsReachEveryEndpoint()
    {
        QVERIFY(!sim->addFault(s("chat"), s("nonsense")));
        QVERIFY(sim->addFault(s("token"), s("json=invalid_client http=401"), 1, s("a")));
        QCOMPARE(requestToken(s("b"))->status(), 200);
        const auto refused = requestToken(s("a"));
        QCOMPARE(refused->status(), 401);
        QCOMPARE(refused->json().value(s("error_code")).toString(), s("invalid_client"));

        QVERIFY(sim->addFault(s("token"), s("expire")));
        const QByteArray dead = tokenFor(s("a"));
        QVERIFY(!dead.isEmpty());
        QVERIFY(sim->addFault(s("conversation"), s("http=502"), 2));
        QCOMPARE(done("POST", "/v1/conversation/create", dead, {})->status(), 401);
        const QByteArray token = tokenFor(s("a"));
        QCOMPARE(done("POST", "/v1/conversation/create", token, {})->status(), 502);
        QCOMPARE(done("POST", "/v1/conversation/create", token, {})->status(), 502);
        QCOMPARE(conversationFor(token).size(), 19);
    }

    void survivesStopAndStart()
    {
        const QByteArray token = tokenFor(s("a"));
        const QString id = conversationFor(token);
        auto c = ask(token, id, s("@sim:hangmid hi"));
        QTRY_COMPARE_WITH_TIMEOUT(sim->runningChats(), 1, kPatienceMs);
        const quint16 port = sim->port();
        sim->stop();
        QVERIFY(c->wait());
        QCOMPARE(sim->runningChats(), 0);
        QVERIFY(sim->start(port));
        QVERIFY(!answer(token, id, s("hi")).isEmpty());
    }

    void canBeSteeredOverHttp()
    {
        const auto issued = done("POST", "/__sim/tokens", {}, {{s("session_name"), s("x")}});
        const QByteArray token = issued->json().value(s("access_token")).toString().toLatin1();
        const QString id = conversationFor(token);
        QCOMPARE(done("POST", "/__sim/faults", {},
                      {{s("endpoint"), s("chat")},
                       {s("session"), s("x")},
                       {s("count"), 1},
                       {s("action"), s("json=4020")}})
                     ->status(),
                 200);
        QCOMPARE(done("POST", "/__sim/faults", {}, {{s("action"), s("nonsense")}})->status(), 400);
        auto c = ask(token, id, s("hi"));
        QVERIFY(c->wait());
        QCOMPARE(c->json().value(s("code")).toInt(), 4020);

        const QJsonArray requests = done("GET", "/__sim/requests?endpoint=chat", {}, {})
                                        ->json()
                                        .value(s("requests"))
                                        .toArray();
        QCOMPARE(requests.size(), 1);
        QCOMPARE(requests.at(0).toObject().value(s("session")).toString(), s("x"));
        QCOMPARE(requests.at(0)
                     .toObject()
                     .value(s("body"))
                     .toObject()
                     .value(s("conversation_id"))
                     .toString(),
                 id);
        QCOMPARE(done("GET", "/__sim/requests?limit=1", {}, {})
                     ->json()
                     .value(s("requests"))
                     .toArray()
                     .size(),
                 1);

        const KeyPair pair = newKeyPair();
        QCOMPARE(done("POST", "/__sim/apps", {},
                      {{s("client_id"), s("c2")},
                       {s("kid"), s("k2")},
                       {s("public_key"), QString::fromLatin1(pair.publicPem)},
                       {s("app_id"), s("a2")},
                       {s("workflow_id"), s("w2")}})
                     ->status(),
                 200);
        QCOMPARE(done("POST", "/__sim/apps", {}, {{s("client_id"), s("c2")}})->status(), 400);
        QCOMPARE(done("GET", "/__sim/apps", {}, {})->json().value(s("apps")).toArray().size(), 2);

        done("POST", "/__sim/tokens/revoke", {}, {{s("session"), s("x")}});
        QCOMPARE(done("POST", "/v1/conversation/create", token, {})->status(), 401);
        done("POST", "/__sim/reset", {}, {});
        QVERIFY(sim->journal().isEmpty());
        const QJsonObject state = done("GET", "/__sim/state", {}, {})->json();
        QCOMPARE(state.value(s("conversations")).toInt(), 0);
    }

    void isSteeredFromThisMachineOnly()
    {
        QVERIFY(mayControl(QHostAddress(QHostAddress::LocalHost)));
        QVERIFY(mayControl(QHostAddress(QHostAddress::LocalHostIPv6)));
        QVERIFY(mayControl(QHostAddress(s("::ffff:127.0.0.1"))));
        for (const char *other :
             {"10.0.0.1", "192.168.1.5", "8.8.8.8", "::", "2001:db8::1", "0.0.0.0"})
            QVERIFY2(!mayControl(QHostAddress(s(other))), other);
    }
};

QTEST_GUILESS_MAIN(TestEndpoints)
#include "tst_endpoints.moc"
