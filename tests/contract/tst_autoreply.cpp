#include "tests/contract/chatfixture.h"

#include <QTest>

using namespace handoff;
using test::Answer;
using test::Desk;
using test::HttpClient;
using test::TestServer;

namespace {

QByteArray rule(const char *type, const char *condition, const char *text, int delay = 0)
{
    return QByteArray("{\"type\":\"") + type + "\",\"trigger_condition\":" + condition +
           ",\"reply_content\":\"" + text +
           "\",\"enabled\":true,\"delay_seconds\":" + QByteArray::number(delay) + '}';
}

ServerAppOptions quickTimers()
{
    ServerAppOptions options;
    options.timers.autoReplyMs = 50;
    return options;
}

QStringList told(const QJsonValue &history, QStringView role)
{
    QStringList texts;
    for (const QJsonValue &message : history.toArray()) {
        if (message.toObject().value(u"role").toString() == role)
            texts.append(message.toObject().value(u"content").toString());
    }
    return texts;
}

} // namespace

/// Auto-replies over the wire: rules, the stream of a turn, replies that come later.
class TestAutoReply : public QObject
{
    Q_OBJECT

private slots:
    void rulesOverTheWire()
    {
        Desk desk;
        HttpClient admin(desk.server->port());
        admin.setToken(desk.server->login("admin", "admin123"));
        const QByteArray path = "/api/auto-reply-rules";
        const Answer made =
            admin.post(path, rule("keyword", R"({"keywords":["退款"],"x":1})", "r", 3));
        QCOMPARE(made.status, 200);
        QCOMPARE(made.data().keys(),
                 (QStringList{QStringLiteral("created_at"), QStringLiteral("created_by"),
                              QStringLiteral("delay_seconds"), QStringLiteral("enabled"),
                              QStringLiteral("id"), QStringLiteral("reply_content"),
                              QStringLiteral("trigger_condition"), QStringLiteral("type"),
                              QStringLiteral("unknown_variables"), QStringLiteral("updated_at"),
                              QStringLiteral("variables")}));
        QCOMPARE(made.data().value(u"trigger_condition").toObject(),
                 (QJsonObject{{QStringLiteral("keywords"), QJsonArray{QStringLiteral("退款")}}}));
        const QByteArray own = path + '/' + made.data().value(u"id").toString().toLatin1();
        QCOMPARE(admin.get(path).data(),
                 (QJsonObject{{QStringLiteral("items"), QJsonArray{made.data()}},
                              {QStringLiteral("total"), 1}}));
        const Answer changed = admin.request("PUT", own, rule("busy", "{}", "b"));
        QCOMPARE(changed.data().value(u"type").toString(), QStringLiteral("busy"));
        QCOMPARE(admin.request("DELETE", own).json(),
                 (QJsonObject{{QStringLiteral("success"), true},
                              {QStringLiteral("message"), QStringLiteral("自动回复规则已删除")}}));
        QCOMPARE(admin.request("DELETE", own).status, 404);
        QCOMPARE(admin.request("PUT", own, rule("busy", "{}", "b")).status, 404);

        for (int i = 0; i < 20; ++i)
            QCOMPARE(admin.post(path, rule("timeout", R"({"wait_seconds":60})", "t")).status, 200);
        const Answer full = admin.post(path, rule("timeout", R"({"wait_seconds":60})", "t"));
        QCOMPARE(full.status, 400);
        QCOMPARE(full.detail(), QStringLiteral("RULE_LIMIT: 同类型规则最多 20 条"));
    }

    void aPutTakesAnySubset()
    {
        Desk desk;
        const auto admin = desk.server->signedIn("admin");
        const QByteArray path = "/api/auto-reply-rules";
        const QJsonObject made =
            admin->post(path, rule("keyword", R"({"keywords":["退款"]})", "r", 3)).data();
        const QByteArray own = path + '/' + made.value(u"id").toString().toLatin1();
        QJsonObject expected = made;
        const auto put = [&](const QByteArray &body) {
            const Answer answer = admin->request("PUT", own, body);
            QJsonObject data = answer.data();
            expected.insert(QStringLiteral("updated_at"), data.value(u"updated_at"));
            return answer.status == 200 ? data : answer.json();
        };
        expected.insert(QStringLiteral("reply_content"), QStringLiteral("{agent_name} x"));
        expected.insert(QStringLiteral("variables"), QJsonArray{QStringLiteral("{agent_name}")});
        expected.insert(QStringLiteral("enabled"), false);
        const QJsonObject both = put(R"({"reply_content":"{agent_name} x","enabled":false})");
        QCOMPARE(both, expected);
        QVERIFY(both.value(u"updated_at").toDouble() >= made.value(u"updated_at").toDouble());
        expected.insert(QStringLiteral("delay_seconds"), 0);
        QCOMPARE(put(R"({"delay_seconds":0})"), expected);
        QCOMPARE(put("{}"), expected);
        // What does not fit what stays is refused, and nothing changes.
        for (const char *body :
             {R"({"type":"timeout"})", R"({"reply_content":null})", R"({"enabled":"yes"})",
              R"({"delay_seconds":61})", R"({"trigger_condition":{"keywords":[]}})", "[]"})
            QCOMPARE(admin->request("PUT", own, body).status, 422);
        QCOMPARE(admin->get(path).data().value(u"items").toArray(), QJsonArray{expected});
        QCOMPARE(put(R"({"type":"busy","trigger_condition":{}})").value(u"type").toString(),
                 QStringLiteral("busy"));
    }

    void unknownVariablesAreToldAndLeftOut()
    {
        Desk desk;
        const auto admin = desk.server->signedIn("admin");
        const QByteArray path = "/api/auto-reply-rules";
        const Answer made = admin->post(
            path, rule("welcome", "{}", "Hello {unknown} there, {queue_position} {customer_name}"));
        const QJsonArray unknown{QStringLiteral("{unknown}"), QStringLiteral("{queue_position}")};
        QCOMPARE(made.data().value(u"unknown_variables").toArray(), unknown);
        QVERIFY(made.json().value(u"warning").toString().contains(u"{unknown}"));
        const QString text = QStringLiteral("Hello there, 尊敬的客户");
        const Answer test = admin->post(path + "/test", R"({"message":"hi"})");
        const QJsonObject match = test.data().value(u"items").toArray().first().toObject();
        QCOMPARE(match.value(u"reply_content").toString(), text);
        QCOMPARE(match.value(u"unknown_variables").toArray(), unknown);
        QVERIFY(test.json().value(u"warning").toString().contains(u"{unknown}"));
        QCOMPARE(desk.chat("s", "hi").status, 200);
        QVERIFY(desk.customerHistory("s").contains(QString(u"system:" + text)));
        // Blanks beside a name are none of it; what only reads like a name is told as written.
        const QByteArray own = path + '/' + made.data().value(u"id").toString().toLatin1();
        const Answer odd = admin->request(
            "PUT", own, R"({"reply_content":"{ customer_name } {a-b} ｛unknown｝"})");
        QCOMPARE(odd.data().value(u"variables").toArray(),
                 QJsonArray{QStringLiteral("{customer_name}")});
        QCOMPARE(odd.data().value(u"unknown_variables").toArray(),
                 (QJsonArray{QStringLiteral("{a-b}"), QStringLiteral("｛unknown｝")}));
        QVERIFY(odd.json().value(u"warning").toString().contains(u"｛unknown｝"));
        // A good one says nothing.
        const Answer good = admin->request("PUT", own, R"({"reply_content":"{customer_name}"})");
        QCOMPARE(good.data().value(u"unknown_variables").toArray(), QJsonArray());
        QVERIFY(good.json().value(u"warning").isNull());
        // Of a queue it has a value.
        const Answer queue =
            admin->post(path, rule("queue", R"({"min_position":1})", "{queue_position}"));
        QCOMPARE(queue.data().value(u"unknown_variables").toArray(), QJsonArray());
    }

    void dryRun()
    {
        Desk desk;
        HttpClient admin(desk.server->port());
        admin.setToken(desk.server->login("admin", "admin123"));
        const QByteArray path = "/api/auto-reply-rules/test";
        admin.post("/api/auto-reply-rules", rule("welcome", R"({"event":"first_message"})",
                                                 "{customer_name} {current_time}"));
        // 2026-01-14 10:00 in Shanghai
        const QJsonObject hit = admin.post(path, R"({"message":"hi","at":1768356000.0})").data();
        QCOMPARE(hit.value(u"total").toInt(), 1);
        const QJsonObject match = hit.value(u"items").toArray().first().toObject();
        QCOMPARE(match.keys(),
                 (QStringList{QStringLiteral("after_seconds"), QStringLiteral("keywords"),
                              QStringLiteral("reply_content"), QStringLiteral("rule_id"),
                              QStringLiteral("type"), QStringLiteral("unknown_variables")}));
        QCOMPARE(match.value(u"reply_content").toString(), QStringLiteral("尊敬的客户 10:00"));
        QCOMPARE(admin.post(path, R"({"message":"hi","status":"manual_live"})")
                     .data()
                     .value(u"total")
                     .toInt(-1),
                 0);
    }

    void badBodies_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const char *path, const QByteArray &body,
                            const char *error) {
            QTest::newRow(name) << QByteArray(path) << body << QString::fromUtf8(error);
        };
        const char *rules = "/api/auto-reply-rules";
        const char *test = "/api/auto-reply-rules/test";
        row("empty", rules, "{}", "/type: required");
        row("unknown type", rules, rule("later", "{}", "x"),
            "/type: one of welcome, keyword, offline, busy, queue, timeout expected");
        row("condition a list", rules, rule("busy", "[]", "x"),
            "/trigger_condition: object expected");
        row("no text", rules, rule("busy", "{}", ""),
            "/reply_content: 1 to 1000 characters expected");
        row("delay", rules, rule("busy", "{}", "x", 61),
            "/delay_seconds: whole number from 0 to 60 expected");
        row("keywords", rules, rule("keyword", "{}", "x"), "/trigger_condition/keywords: required");
        row("test: no message", test, "{}", "/message: required");
        row("test: unknown status", test, R"({"message":"x","status":"sleeping"})",
            "/status: one of bot_active, pending_manual, manual_live, after_hours_email, closed "
            "expected");
        row("test: time a text", test, R"({"message":"x","at":"now"})",
            "/at: number of seconds expected");
        row("test: long message", test, "{\"message\":\"" + QByteArray(4001, 'x') + "\"}",
            "/message: at most 4000 characters expected");
    }
    void badBodies()
    {
        if (!m_desk)
            m_desk = std::make_unique<Desk>();
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, error);
        HttpClient admin(m_desk->server->port());
        admin.setToken(m_desk->server->login("admin", "admin123"));
        const Answer answer = admin.post(path, body);
        QCOMPARE(answer.status, 422);
        QCOMPARE(answer.json().value(u"error").toString(), error);
        QCOMPARE(admin.get("/api/auto-reply-rules").data().value(u"total").toInt(-1), 0);
    }

    void repliesComeBeforeDone()
    {
        Desk desk;
        makeRules(desk, {rule("welcome", "{}", "欢迎 {customer_name}"),
                         rule("keyword", R"({"keywords":["电池"]})", "关于电池"),
                         rule("queue", "{}", "第 {queue_position} 位")});
        auto stream = desk.stream("s1", "电池多少钱？");
        QStringList all = stream.rest();
        QVERIFY(all.size() >= 4);
        QCOMPARE(all.mid(all.size() - 3),
                 (QStringList{QStringLiteral("manual_message:欢迎 尊敬的客户"),
                              QStringLiteral("manual_message:关于电池"), QStringLiteral("done:")}));
        // The regulator comes first, and what it sets off is in the stream as well.
        all = desk.stream("s1", "转人工").rest();
        QCOMPARE(all.mid(all.size() - 3),
                 (QStringList{QStringLiteral("status_change:pending_manual"),
                              QStringLiteral("manual_message:第 1 位"), QStringLiteral("done:")}));
        QCOMPARE(told(desk.session("s1").value(u"history"), u"system"),
                 (QStringList{QStringLiteral("欢迎 尊敬的客户"), QStringLiteral("关于电池"),
                              QStringLiteral("第 1 位")}));
    }

    void escalationAnswersWithTheReply()
    {
        Desk desk;
        makeRules(desk, {rule("busy", "{}", "都在忙")}); // nobody is online but agent001, admin
        const auto offline = [&](HttpClient &who) {
            QCOMPARE(who.request("PUT", "/api/agent/status", R"({"status":"busy"})").status, 200);
        };
        HttpClient admin(desk.server->port());
        admin.setToken(desk.server->login("admin", "admin123"));
        offline(admin);
        offline(*desk.agent);
        const Answer answer =
            desk.customer->post("/api/manual/escalate", R"({"session_name":"s1"})");
        QCOMPARE(told(answer.data().value(u"history"), u"system"),
                 (QStringList{QStringLiteral("都在忙")}));
    }

    void lateRepliesReachTheStream()
    {
        Desk desk({}, {}, quickTimers());
        makeRules(desk, {rule("timeout", R"({"wait_seconds":1})", "还在等吗"),
                         rule("welcome", "{}", "欢迎", 1)});
        desk.stream("s1", "你好").rest();
        QStringList heard;
        desk.customer->stream("/api/sessions/s1/events", {}, [&](const SseEvent &event) {
            if (event.type == "ready")
                desk.agent->post("/api/manual/escalate", R"({"session_name":"s1"})");
            if (event.type == "manual_message")
                heard.append(
                    QJsonDocument::fromJson(event.data).object().value(u"content").toString());
            return heard.size() < 2;
        });
        QCOMPARE(heard, (QStringList{QStringLiteral("欢迎"), QStringLiteral("还在等吗")}));
    }

    void timersSurviveARestart()
    {
        // The first server is gone before the reply is due; the second one sends it, once.
        const test::TestDatabase files;
        const QMap<QString, QString> settings{{QStringLiteral("DATABASE_URL"), files.url()}};
        {
            Desk desk(settings);
            makeRules(desk, {rule("welcome", "{}", "迟到的欢迎", 2)});
            desk.stream("s1", "你好").rest();
            QCOMPARE(told(desk.session("s1").value(u"history"), u"system"), QStringList());
        }
        Desk desk(settings, {}, quickTimers());
        QTRY_COMPARE_WITH_TIMEOUT(told(desk.session("s1").value(u"history"), u"system"),
                                  (QStringList{QStringLiteral("迟到的欢迎")}), 20'000);
        desk.stream("s1", "再问").rest();
        QCOMPARE(told(desk.session("s1").value(u"history"), u"system").size(), 1);
    }

private:
    static void makeRules(Desk &desk, const QList<QByteArray> &rules)
    {
        HttpClient admin(desk.server->port());
        admin.setToken(desk.server->login("admin", "admin123"));
        for (const QByteArray &body : rules)
            QCOMPARE(admin.post("/api/auto-reply-rules", body).status, 200);
    }

    std::unique_ptr<Desk> m_desk; ///< for bad input
};

QTEST_GUILESS_MAIN(TestAutoReply)
#include "tst_autoreply.moc"
