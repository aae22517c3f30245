#include "tests/contract/testserver.h"

#include <QJsonArray>
#include <QTest>

using namespace handoff;
using test::Answer;
using test::HttpClient;
using test::TestServer;

namespace {

QByteArray idOf(const Answer &answer)
{
    return answer.data().value(u"id").toString().toLatin1();
}

QStringList names(const QJsonValue &tags)
{
    QStringList out;
    for (const QJsonValue &tag : tags.toArray())
        out.append(tag.isString() ? tag.toString() : tag.toObject().value(u"name").toString());
    return out;
}

} // namespace

/// Tags over the wire, with the literals of api.md.
class TestTags : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<TestServer>();
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        m_agent = m_server->signedIn("agent001");
        m_admin = m_server->signedIn("admin");
    }
    void init()
    {
        m_name = "session_" + QByteArray::number(++m_count);
        QCOMPARE(
            m_agent->post("/api/manual/escalate", "{\"session_name\":\"" + m_name + "\"}").status,
            200);
    }

    void systemTags()
    {
        const QJsonObject list = m_agent->get("/api/tags").data();
        const QJsonArray tags = list.value(u"system_tags").toArray();
        QStringList told;
        for (const QJsonValue &value : tags) {
            const QJsonObject tag = value.toObject();
            told.append(QStringList{tag.value(u"id").toString(), tag.value(u"name").toString(),
                                    tag.value(u"color").toString(), tag.value(u"icon").toString(),
                                    tag.value(u"category").toString()}
                            .join(u' '));
            QVERIFY(tag.value(u"is_system").toBool());
            const Answer refused =
                m_admin->request("DELETE", "/api/tags/" + tag.value(u"id").toString().toLatin1());
            QCOMPARE(refused.status, 400);
            QCOMPARE(refused.detail(), QStringLiteral("SYSTEM_TAG: 系统标签不可删除"));
        }
        QCOMPARE(told, (QStringList{QStringLiteral("tag_vip VIP #F59E0B Crown priority"),
                                    QStringLiteral("tag_urgent 紧急 #DC2626 AlertCircle priority"),
                                    QStringLiteral("tag_refund 退款 #EF4444 DollarSign status"),
                                    QStringLiteral("tag_after_sales 售后 #8B5CF6 Tool status"),
                                    QStringLiteral("tag_technical 技术 #3B82F6 Cpu status"),
                                    QStringLiteral("tag_follow_up 跟进 #10B981 Clock status")}));
        QVERIFY(list.value(u"custom_tags").toArray().isEmpty());
        QCOMPARE(list.value(u"total").toInt(), 6);
    }

    void customTagLives()
    {
        const Answer made = m_agent->post(
            "/api/tags", "{\"name\":\"西班牙\",\"color\":\"#aa3300\",\"icon\":\"Flag\"}");
        QCOMPARE(made.status, 200);
        const QJsonObject tag = made.data();
        QCOMPARE(tag.keys(), (QStringList{QStringLiteral("category"), QStringLiteral("color"),
                                          QStringLiteral("created_at"),
                                          QStringLiteral("created_by"), QStringLiteral("icon"),
                                          QStringLiteral("id"), QStringLiteral("is_system"),
                                          QStringLiteral("name"), QStringLiteral("usage_count")}));
        QCOMPARE(tag.value(u"category").toString(), QStringLiteral("custom"));
        const QByteArray path = "/api/tags/" + idOf(made);
        for (const Answer &twice :
             {m_agent->post("/api/tags", "{\"name\":\"西班牙\",\"color\":\"#000000\"}"),
              m_admin->request("PUT", path, "{\"name\":\"vip\",\"color\":\"#000000\"}")}) {
            QCOMPARE(twice.status, 400);
            QCOMPARE(twice.detail(), QStringLiteral("TAG_EXISTS: 标签名称已存在"));
        }
        const Answer changed =
            m_admin->request("PUT", path, "{\"name\":\"España\",\"color\":\"#00AA00\"}");
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.data().value(u"name").toString(), QStringLiteral("España"));
        QCOMPARE(changed.data().value(u"icon").toString(), QStringLiteral("Flag")); // not named

        const Answer recolored = m_admin->request("PUT", path, "{\"color\":\"#123456\"}");
        QCOMPARE(recolored.data().value(u"name").toString(), QStringLiteral("España"));
        QCOMPARE(recolored.data().value(u"color").toString(), QStringLiteral("#123456"));

        addTag(idOf(made));
        const Answer gone = m_admin->request("DELETE", path);
        QCOMPARE(gone.status, 200);
        QVERIFY(session().value(u"tags").toArray().isEmpty());
        for (const Answer &none :
             {m_admin->request("DELETE", path),
              m_admin->request("PUT", path, "{\"name\":\"x\",\"color\":\"#000000\"}"),
              m_agent->get("/api/sessions/by-tag/" + idOf(made)),
              m_agent->get("/api/sessions?tag=" + idOf(made)), addTag(idOf(made))}) {
            QCOMPARE(none.status, 404);
            QCOMPARE(none.json().value(u"code").toString(), QStringLiteral("TAG_NOT_FOUND"));
        }
    }

    void tagsOnASession()
    {
        const Answer added = addTag("tag_refund");
        QCOMPARE(added.status, 200);
        QCOMPARE(added.data().value(u"session_name").toString().toLatin1(), m_name);
        const QJsonObject tag = added.data().value(u"tags").toArray().first().toObject();
        QCOMPARE(tag.keys(), (QStringList{QStringLiteral("added_at"), QStringLiteral("added_by"),
                                          QStringLiteral("color"), QStringLiteral("id"),
                                          QStringLiteral("name")}));
        QCOMPARE(tag.value(u"added_by").toString(), QStringLiteral("agent001"));
        QCOMPARE(session().value(u"tags").toArray().first().toObject(),
                 (QJsonObject{{QStringLiteral("id"), QStringLiteral("tag_refund")},
                              {QStringLiteral("name"), QStringLiteral("退款")},
                              {QStringLiteral("color"), QStringLiteral("#EF4444")}}));
        const Answer twice = addTag("tag_refund");
        QCOMPARE(twice.status, 400);
        QCOMPARE(twice.detail(), QStringLiteral("TAG_ALREADY_ADDED: 该标签已添加到此会话"));
        const Answer nobody = m_agent->post("/api/sessions/nobody/tags", R"({"tag_id":"tag_vip"})");
        QCOMPARE(nobody.status, 404);
        QCOMPARE(nobody.detail(), QStringLiteral("Session not found"));

        const QByteArray path = "/api/sessions/" + m_name + "/tags/tag_refund";
        QCOMPARE(m_agent->request("DELETE", path).json(),
                 (QJsonObject{{QStringLiteral("success"), true},
                              {QStringLiteral("message"), QStringLiteral("标签已移除")}}));
        QCOMPARE(m_agent->request("DELETE", path).json().value(u"code").toString(),
                 QStringLiteral("TAG_NOT_FOUND"));
        QCOMPARE(m_agent->request("DELETE", "/api/sessions/nobody/tags/tag_vip")
                     .json()
                     .value(u"code")
                     .toString(),
                 QStringLiteral("SESSION_NOT_FOUND"));
    }

    void tenAtMost()
    {
        for (int i = 0; i < 10; ++i) {
            const Answer made = m_agent->post("/api/tags", "{\"name\":\"n" + QByteArray::number(i) +
                                                               "\",\"color\":\"#123456\"}");
            QCOMPARE(addTag(idOf(made)).status, 200);
        }
        const Answer eleventh = addTag("tag_vip");
        QCOMPARE(eleventh.status, 400);
        QCOMPARE(eleventh.detail(), QStringLiteral("TAG_LIMIT: 每个会话最多 10 个标签"));
    }

    void sessionsByTag()
    {
        addTag("tag_technical");
        addTag("tag_follow_up");
        const Answer page = m_agent->get("/api/sessions/by-tag/tag_technical?page=1&page_size=5");
        QCOMPARE(page.status, 200);
        const QJsonObject data = page.data();
        QCOMPARE(data.value(u"tag").toObject(),
                 (QJsonObject{{QStringLiteral("id"), QStringLiteral("tag_technical")},
                              {QStringLiteral("name"), QStringLiteral("技术")}}));
        QCOMPARE(data.value(u"total").toInt(), 1);
        QCOMPARE(data.value(u"total_pages").toInt(), 1);
        const QJsonObject row = data.value(u"sessions").toArray().first().toObject();
        QCOMPARE(row.value(u"session_name").toString().toLatin1(), m_name);
        QCOMPARE(row.value(u"status").toString(), QStringLiteral("pending_manual"));
        QCOMPARE(names(row.value(u"tags")),
                 (QStringList{QStringLiteral("技术"), QStringLiteral("跟进")}));
        QVERIFY(row.value(u"last_message_preview").isString());
        const QJsonObject list = m_agent->get("/api/sessions?tag=tag_technical").data();
        QCOMPARE(list.value(u"total").toInt(), 1);
        QCOMPARE(list.value(u"items").toArray().first().toObject().value(u"tags").toArray().size(),
                 2);
        const QJsonArray all = m_agent->get("/api/tags").data().value(u"system_tags").toArray();
        QCOMPARE(all.at(4).toObject().value(u"usage_count").toInt(), 1);
        QCOMPARE(m_agent->get("/api/sessions/by-tag/tag_vip?page=0").status, 422);
        QCOMPARE(m_agent->get("/api/sessions/by-tag/tag_vip?page_size=101").status, 422);
        QCOMPARE(m_agent->get("/api/sessions/by-tag/tag_vip?page=900000").status, 422);
    }

    void badBodies_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const char *path, const char *body,
                            const char *error) {
            QTest::newRow(name) << QByteArray(path) << QByteArray(body) << QString::fromUtf8(error);
        };
        const char *tags = "/api/tags";
        row("empty", tags, "{}", "/name: required");
        row("name a number", tags, "{\"name\":5,\"color\":\"#000000\"}", "/name: string expected");
        row("empty name", tags, "{\"name\":\"\",\"color\":\"#000000\"}",
            "/name: 1 to 20 characters expected");
        row("long name", tags,
            "{\"name\":\"一二三四五六七八九十一二三四五六七八九十一\",\"color\":\"#000000\"}",
            "/name: 1 to 20 characters expected");
        row("no colour", tags, R"({"name":"x"})", "/color: required");
        row("colour by name", tags, R"({"name":"x","color":"red"})", "/color: #rrggbb expected");
        row("icon a number", tags, "{\"name\":\"x\",\"color\":\"#000000\",\"icon\":1}",
            "/icon: string expected");
        row("no tag", "/api/sessions/session_1/tags", "{}", "/tag_id: required");
        row("tag null", "/api/sessions/session_1/tags", R"({"tag_id":null})",
            "/tag_id: string expected");
    }
    void badBodies()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, error);
        const Answer answer = m_admin->post(path, body);
        QCOMPARE(answer.status, 422);
        QCOMPARE(answer.json().value(u"error").toString(), error);
        if (path == "/api/tags" && !error.endsWith(u"required")) // a PUT takes any subset
            QCOMPARE(m_admin->request("PUT", "/api/tags/tag_vip", body).status, 422);
    }

private:
    Answer addTag(const QByteArray &id)
    {
        return m_agent->post("/api/sessions/" + m_name + "/tags", "{\"tag_id\":\"" + id + "\"}");
    }
    QJsonObject session()
    {
        return m_agent->get("/api/sessions/" + m_name).data().value(u"session").toObject();
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<HttpClient> m_agent;
    std::unique_ptr<HttpClient> m_admin;
    QByteArray m_name;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestTags)
#include "tst_tags.moc"
