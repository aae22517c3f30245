#include "server/domain/audit.h"
#include "server/domain/ticket/tickets.h"
#include "tests/contract/testserver.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <QThread>

using namespace handoff;
using test::Answer;
using test::HttpClient;
using test::TestServer;

namespace {

const QByteArray minimal =
    R"({"title":"刹车异响","description":"雨天","category":"technical","customer_id":"c_1","department":"technical")";

QByteArray ticket(const QByteArray &more = {})
{
    return minimal + (more.isEmpty() ? QByteArray() : ',' + more) + '}';
}

QString code(const Answer &answer)
{
    return answer.json().value(u"code").toString();
}

} // namespace

/// Tickets over the wire, with the literals of api.md.
class TestTickets : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        ServerAppOptions options;
        options.tickets.slaMs = 50;
        m_server = std::make_unique<TestServer>(QMap<QString, QString>(), options);
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        m_alice = m_server->signedIn("agent001");
        m_bob = m_server->signedIn("agent002");
        m_admin = m_server->signedIn("admin");
    }

    void theWholeLife()
    {
        const Answer made = m_alice->post(
            "/api/tickets",
            ticket(
                R"("priority":"urgent","order_id":"o-1","bike_model":"D11","vin":"V1","session_id":null)"));
        QCOMPARE(made.status, 200);
        const QJsonObject t = made.data();
        const QString id = t.value(u"ticket_id").toString();
        QVERIFY(QRegularExpression(QStringLiteral("^ticket_[0-9a-f]{16}$")).match(id).hasMatch());
        const QString number = t.value(u"ticket_number").toString();
        QVERIFY2(QRegularExpression(QStringLiteral("^TK-20\\d\\d\\d{5}$")).match(number).hasMatch(),
                 qPrintable(number));
        const QStringList fields =
            QStringLiteral("activity_log ai_summary assignee_id assignee_name attachment_count "
                           "attachments bike_model category closed_at comment_count comments "
                           "created_at created_by created_by_name customer_id department "
                           "description first_responded_at order_id priority resolved_at "
                           "session_id sla_deadline sla_response_deadline sla_status status tags "
                           "ticket_id ticket_number title updated_at version vin")
                .split(u' ');
        QCOMPARE(t.keys(), fields);
        QCOMPARE(t.value(u"status").toString(), QStringLiteral("pending"));
        QCOMPARE(qRound64(t.value(u"sla_response_deadline").toDouble() -
                          t.value(u"created_at").toDouble()),
                 900);
        QCOMPARE(qRound64(t.value(u"sla_deadline").toDouble() - t.value(u"created_at").toDouble()),
                 8 * 3600);
        QCOMPARE(t.value(u"created_by_name").toString(), QStringLiteral("客服小王"));

        const QByteArray path = "/api/tickets/" + id.toLatin1();
        QCOMPARE(m_bob->get(path).data(), t);

        const Answer assigned = m_bob->post(
            path + "/assign",
            R"({"assignee_id":"agent002","assignee_name":"客服小李","department":"warehouse"})");
        QCOMPARE(assigned.status, 200);
        QCOMPARE(assigned.data().value(u"assignee_name").toString(), QStringLiteral("客服小李"));
        QCOMPARE(assigned.data().value(u"department").toString(), QStringLiteral("warehouse"));

        QCOMPARE(m_bob->post(path + "/status", R"({"status":"in_progress","comment":"开始处理"})")
                     .status,
                 200);
        const Answer again = m_bob->post(path + "/status", R"({"status":"in_progress"})");
        QCOMPARE(again.status, 409);
        QCOMPARE(again.detail(),
                 QStringLiteral("INVALID_TRANSITION: 工单不能从 in_progress 变更为 in_progress"));
        QCOMPARE(code(again), QStringLiteral("INVALID_TRANSITION"));

        const Answer commented = m_bob->post(
            path + "/comments", R"({"content":"已联系客户","mentions":["supplier","agent001"]})");
        QCOMPARE(commented.status, 200);
        const QJsonObject comment = commented.data().value(u"comments").toArray().at(0).toObject();
        QCOMPARE(comment.value(u"content").toString(), QStringLiteral("已联系客户"));
        QCOMPARE(comment.value(u"is_internal").toBool(true), false);

        const qint64 version = commented.data().value(u"version").toInteger();
        const QByteArray current = QByteArray::number(version);
        const Answer patched = m_alice->request(
            "PATCH", path, R"({"category":"warranty","tags":["a"],"version":)" + current + '}');
        QCOMPARE(patched.status, 200);
        QCOMPARE(qRound64(patched.data().value(u"sla_deadline").toDouble() -
                          t.value(u"created_at").toDouble()),
                 24 * 3600);
        const Answer stale =
            m_bob->request("PATCH", path, R"({"title":"x","version":)" + current + '}');
        QCOMPARE(stale.status, 409);
        QCOMPARE(code(stale), QStringLiteral("TICKET_CONFLICT"));
        QCOMPARE(stale.detail(), QStringLiteral("工单已被其他操作修改,请刷新后重试"));

        QStringList log;
        for (const QJsonValue &line : patched.data().value(u"activity_log").toArray())
            log.append(line.toObject().value(u"description").toString());
        QCOMPARE(log, QStringList({QStringLiteral("工单创建: 刹车异响"),
                                   QStringLiteral("工单从 未分配 指派给 客服小李 (warehouse)"),
                                   QStringLiteral("状态从 pending 变更为 in_progress"),
                                   QStringLiteral("客服小李 添加了评论"),
                                   QStringLiteral("客服小王 更新了 category, tags")}));
        const QJsonObject moved = patched.data().value(u"activity_log").toArray().at(2).toObject();
        QCOMPARE(moved.value(u"details").toObject().value(u"comment").toString(),
                 QStringLiteral("开始处理"));
        QCOMPARE(moved.value(u"operator_name").toString(), QStringLiteral("客服小李"));
    }

    void numbersHaveNoGapsWithManyClients()
    {
        const qint64 last = numberOf(make());
        QList<QThread *> threads;
        QList<QList<qint64>> numbers(5);
        const QByteArray token = m_server->login("agent001", "agent123");
        for (auto &mine : numbers) {
            threads.append(QThread::create([this, &mine, token] {
                HttpClient http = m_server->client();
                http.setToken(token);
                for (int i = 0; i < 10; ++i)
                    mine.append(numberOf(http.post("/api/tickets", ticket()).data()));
            }));
            threads.constLast()->start();
        }
        QList<qint64> all, expected;
        for (int i = 0; i < threads.size(); ++i) {
            threads.at(i)->wait();
            delete threads.at(i);
            all += numbers.at(i);
        }
        for (qint64 n = last + 1; n <= last + 50; ++n)
            expected.append(n);
        std::sort(all.begin(), all.end());
        QCOMPARE(all, expected);
    }

    void listAndFilters()
    {
        const QByteArray a = make(R"("priority":"low","order_id":"needle-7")");
        const QByteArray b = make(R"("priority":"urgent","order_id":"needle-7")");
        const QByteArray c = make(R"("priority":"urgent","order_id":"needle-7")");
        const QJsonObject page = m_alice->get("/api/tickets?keyword=needle-7&page_size=2").data();
        QCOMPARE(page.keys(), QStringList({QStringLiteral("items"), QStringLiteral("page"),
                                           QStringLiteral("page_size"), QStringLiteral("total"),
                                           QStringLiteral("total_pages")}));
        QCOMPARE(page.value(u"total").toInt(), 3);
        QCOMPARE(page.value(u"total_pages").toInt(), 2);
        QCOMPARE(ids(page), QList<QByteArray>({c, b}));
        QCOMPARE(ids(m_alice->get("/api/tickets?keyword=needle-7&page_size=2&page=2").data()),
                 QList<QByteArray>{a});
        QCOMPARE(ids(m_alice->get("/api/tickets?keyword=needle-7&priority=low").data()),
                 QList<QByteArray>{a});
        QCOMPARE(ids(m_alice->get("/api/tickets?keyword=needle-7&sla_status=breached").data()),
                 QList<QByteArray>());
        m_alice->post("/api/tickets/" + a + "/assign",
                      R"({"assignee_id":"agent002","assignee_name":"x","department":"technical"})");
        QCOMPARE(ids(m_alice->get("/api/tickets?keyword=needle-7&assignee_id=agent002").data()),
                 QList<QByteArray>{a});
        QCOMPARE(ids(m_alice->get("/api/tickets?keyword=needle-7&assignee_id=unassigned").data()),
                 QList<QByteArray>({c, b}));
    }

    void bulk()
    {
        const QByteArray a = make(), b = make();
        const QByteArray ids = "[\"" + a + "\",\"none\",\"" + b + "\"]";
        const Answer answer =
            m_alice->post("/api/tickets/bulk",
                          "{\"ids\":" + ids + ",\"status\":\"in_progress\",\"priority\":\"high\"}");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.data().value(u"done").toArray().size(), 2);
        const QJsonObject failed = answer.data().value(u"failed").toArray().at(0).toObject();
        QCOMPARE(failed.value(u"id").toString(), QStringLiteral("none"));
        QCOMPARE(failed.value(u"code").toString(), QStringLiteral("TICKET_NOT_FOUND"));
        QCOMPARE(m_alice->get("/api/tickets/" + b).data().value(u"priority").toString(),
                 QStringLiteral("high"));
    }

    void exported()
    {
        const QByteArray fields = "\"order_id\":\"=HYPERLINK(\\\"http://x\\\")\",\"vin\":\"-1+1\","
                                  "\"bike_model\":\"a, \\\"b\\\"\"";
        const QByteArray evil = make(fields);
        make("\"order_id\":\"@export-other\"");
        const Answer all = m_alice->get("/api/tickets/export?format=csv&keyword=hyperlink");
        QCOMPARE(all.status, 200);
        QCOMPARE(all.headers.value("content-type"), QByteArray("text/csv; charset=utf-8"));
        QCOMPARE(all.headers.value("content-disposition"),
                 QByteArray("attachment; filename=\"tickets.csv\""));
        QCOMPARE(all.headers.value("x-content-type-options"), QByteArray("nosniff"));
        QVERIFY(all.body.startsWith("\xef\xbb\xbfticket_number,ticket_id,title,"));
        const QList<QByteArray> lines = all.body.split('\n');
        QCOMPARE(lines.size(), 3); // head, one ticket, end
        QVERIFY(lines.at(1).contains(evil));
        const QByteArray neutralised = ",\"'=HYPERLINK(\"\"http://x\"\")\",";
        QVERIFY2(lines.at(1).contains(neutralised), lines.at(1).constData());
        const QByteArray quoted = ",\"a, \"\"b\"\"\",'-1+1,";
        QVERIFY(lines.at(1).contains(quoted));
        QVERIFY(m_alice->get("/api/tickets/export?keyword=%40export")
                    .body.contains(",'@export-other,"));
        // Who took the data out stands in the audit log.
        QByteArray audit;
        m_server->run([&audit](ServerApp &app) {
            const auto log = app.database().read([](Tx &tx) { return Audit::page(tx, {}); });
            const auto page = app.database().waitFor(log);
            for (const AuditRecord &record : page->items)
                audit += record.actor.toUtf8() + ' ' + record.action.toUtf8() +
                         json::toJson(record.details);
        });
        QVERIFY2(audit.contains(
                     "agent001 tickets_exported{\"filter\":\"format=csv&keyword=hyperlink\"}"),
                 audit.constData());
    }

    void anExportIsSentInParts()
    {
        // More than one part of rows: the head once, every ticket once.
        m_server->run([](ServerApp &app) {
            for (int i = 0; i < 1100; ++i) {
                CreateTicketRequest r;
                r.title = QStringLiteral("part");
                r.customerId = QStringLiteral("bulk-export");
                app.database().write([r](Tx &tx) {
                    Agent agent;
                    agent.id = QStringLiteral("agent_x");
                    return Tickets::create(tx, {}, r, Actor::of(agent));
                });
            }
        });
        QTRY_COMPARE(m_alice->get("/api/tickets?keyword=bulk-export&page_size=1")
                         .data()
                         .value(u"total")
                         .toInt(),
                     1100);
        const Answer all = m_alice->get("/api/tickets/export?keyword=bulk-export");
        const QList<QByteArray> lines = all.body.split('\n');
        QCOMPARE(lines.size(), 1102);
        QCOMPARE(all.body.count("ticket_number,"), 1);
        const QSet<QByteArray> different(lines.begin(), lines.end());
        QCOMPARE(different.size(), lines.size());
    }

    void theSessionOfATicket()
    {
        HttpClient customer = m_server->client();
        customer.post("/api/manual/escalate", R"({"session_name":"会话T"})");
        const QByteArray session = "/api/sessions/" + QByteArray("会话T").toPercentEncoding();
        QCOMPARE(m_alice->get(session + "/ticket").body,
                 QByteArray(R"({"success":true,"data":null})"));
        m_alice->post(session + "/takeover");
        customer.post("/api/manual/messages",
                      R"({"session_name":"会话T","role":"user","content":"车坏了"})");
        const QByteArray id = make(R"("session_id":"会话T")");
        const QJsonObject linked = m_alice->get(session + "/ticket").data();
        QCOMPARE(linked.value(u"ticket_id").toString().toLatin1(), id);
        QVERIFY(linked.value(u"ai_summary").toString().endsWith(QStringLiteral("客户: 车坏了")));
        const QJsonArray items =
            m_alice->get("/api/sessions?status=manual_live").data().value(u"items").toArray();
        QCOMPARE(items.at(0).toObject().value(u"ticket_id").toString().toLatin1(), id);

        m_alice->post("/api/tickets/" + id + "/status", R"({"status":"in_progress"})");
        m_alice->post("/api/tickets/" + id + "/status", R"({"status":"waiting_customer"})");
        QCOMPARE(customer
                     .post("/api/manual/messages",
                           R"({"session_name":"会话T","role":"user","content":"照片来了"})")
                     .status,
                 200);
        QCOMPARE(m_alice->get("/api/tickets/" + id).data().value(u"status").toString(),
                 QStringLiteral("in_progress"));
    }

    void eventsReachAgentsAndTheMentioned()
    {
        const QByteArray id = make();
        const qint64 before = lastEventId();
        m_alice->post("/api/tickets/" + id + "/comments",
                      R"({"content":"看一下","mentions":["agent002"]})");
        QCOMPARE(eventsSince("agent001", before), QStringList{QStringLiteral("ticket_updated")});
        const QStringList mentioned = eventsSince("agent002", before);
        QCOMPARE(mentioned.mid(0, 2),
                 QStringList({QStringLiteral("ticket_updated"), QStringLiteral("mention")}));
    }

    void theSlaClockTellsATurnOnce()
    {
        // A minute's policy, and a ticket of two minutes ago: the clock finds it breached.
        QCOMPARE(
            m_admin
                ->request(
                    "PUT", "/api/sla-policies",
                    R"({"items":[],"default_response_minutes":240,"default_resolution_minutes":1440})")
                .status,
            200);
        const QByteArray id = make();
        const qint64 before = lastEventId();
        m_server->run([id](ServerApp &app) {
            app.database().write([id](Tx &tx) -> Result<void> {
                auto row = TicketStore::findForChange(tx, QString::fromLatin1(id));
                row->slaResponseDeadline = tx.now().plusMs(-1);
                row->slaTurnsAt = tx.now();
                TicketStore::save(tx, *row);
                return {};
            });
        });
        QTRY_COMPARE(eventsSince("agent001", before).count(QStringLiteral("ticket_sla")), 1);
        QCOMPARE(m_alice->get("/api/tickets/" + id).data().value(u"sla_status").toString(),
                 QStringLiteral("breached"));
        m_alice->post("/api/tickets/" + id + "/comments",
                      R"({"content":"intern","is_internal":true})");
        QCOMPARE(eventsSince("agent001", before).count(QStringLiteral("ticket_sla")), 1);
    }

    void assignment()
    {
        const Answer made = m_bob->post(
            "/api/tickets",
            R"({"title":"t","description":"","category":"returns","customer_id":"c","department":"logistics"})");
        const QByteArray path =
            "/api/tickets/" + made.data().value(u"ticket_id").toString().toLatin1();
        // As the first clients call him: an id nobody has, and his name.
        const Answer named = m_bob->post(
            path + "/assign",
            R"({"assignee_id":"agent_001","assignee_name":"客服小王","department":"warehouse"})");
        QCOMPARE(named.status, 200);
        QCOMPARE(named.data().value(u"assignee_name").toString(), QStringLiteral("客服小王"));
        QVERIFY(named.data().value(u"assignee_id").toString() != u"agent_001");
        QCOMPARE(
            m_bob
                ->post(path + "/assign",
                       R"({"assignee_id":"agent_9","assignee_name":"谁","department":"warehouse"})")
                .status,
            404);
        // To a department alone.
        const Answer alone = m_bob->post(path + "/assign", R"({"department":"technical"})");
        QCOMPARE(alone.status, 200);
        QVERIFY(alone.data().value(u"assignee_id").isNull());
        QVERIFY(alone.data().value(u"assignee_name").isNull());
        QCOMPARE(alone.data().value(u"department").toString(), QStringLiteral("technical"));
        QCOMPARE(alone.data()
                     .value(u"activity_log")
                     .toArray()
                     .last()
                     .toObject()
                     .value(u"description")
                     .toString(),
                 QStringLiteral("工单从 客服小王 指派给 未分配 (technical)"));
    }

    void slaPolicies()
    {
        const QByteArray body =
            R"({"items":[{"category":"returns","priority":"low","response_minutes":5,"resolution_minutes":50}],)"
            R"("default_response_minutes":240,"default_resolution_minutes":1440})";
        QCOMPARE(m_admin->request("PUT", "/api/sla-policies", body).body,
                 "{\"success\":true,\"data\":" + body + '}');
        QCOMPARE(m_admin->get("/api/sla-policies").body,
                 "{\"success\":true,\"data\":" + body + '}');
        QCOMPARE(m_admin->request("PUT", "/api/sla-policies", R"({"items":{}})").status, 422);
        const Answer partly =
            m_admin->request("PUT", "/api/sla-policies", R"({"default_response_minutes":100})");
        QCOMPARE(partly.data().value(u"default_response_minutes").toInt(), 100);
        QCOMPARE(partly.data().value(u"default_resolution_minutes").toInt(), 1440);
        QCOMPARE(partly.data().value(u"items").toArray().size(), 1);
        QCOMPARE(m_alice->get("/api/sla-policies").status, 403);
    }

private:
    QByteArray make(const QByteArray &more = {})
    {
        return m_alice->post("/api/tickets", ticket(more))
            .data()
            .value(u"ticket_id")
            .toString()
            .toLatin1();
    }
    static qint64 numberOf(const QJsonObject &t)
    {
        return t.value(u"ticket_number").toString().mid(7).toLongLong();
    }
    qint64 numberOf(const QByteArray &id)
    {
        return numberOf(m_alice->get("/api/tickets/" + id).data());
    }
    static QList<QByteArray> ids(const QJsonObject &page)
    {
        QList<QByteArray> list;
        for (const QJsonValue &item : page.value(u"items").toArray())
            list.append(item.toObject().value(u"ticket_id").toString().toLatin1());
        return list;
    }
    qint64 lastEventId()
    {
        HttpClient http = m_server->client();
        http.setToken(m_server->login("admin", "admin123"));
        qint64 last = -1;
        http.stream("/api/agent/events", {}, [&last](const SseEvent &event) {
            last = QJsonDocument::fromJson(event.data).object().value(u"last_event_id").toInteger();
            return false;
        });
        return last;
    }
    /// Types of what this agent may see since then, up to a ticket made now; presence left out.
    QStringList eventsSince(const QByteArray &username, qint64 id)
    {
        HttpClient http = m_server->client();
        http.setToken(m_server->login(username, "agent123"));
        const QString end = QString::fromLatin1(make());
        QStringList types;
        const auto take = [&](const SseEvent &event) {
            const QJsonObject o = QJsonDocument::fromJson(event.data).object();
            const QString type = o.value(u"type").toString();
            if (o.value(u"ticket").toObject().value(u"ticket_id").toString() == end)
                return false;
            if (type != u"ready" && type != u"agent_updated")
                types.append(type);
            return true;
        };
        http.stream("/api/agent/events", {{"Last-Event-ID", QByteArray::number(id)}}, take);
        return types;
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<HttpClient> m_alice;
    std::unique_ptr<HttpClient> m_bob;
    std::unique_ptr<HttpClient> m_admin;
};

QTEST_GUILESS_MAIN(TestTickets)
#include "tst_tickets.moc"
