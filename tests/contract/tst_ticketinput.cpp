#include "tests/contract/testserver.h"

#include <QTest>

using namespace handoff;
using test::Answer;
using test::HttpClient;
using test::TestServer;

namespace {

QByteArray ticket(const QByteArray &more = {})
{
    return R"({"title":"t","description":"","category":"technical","customer_id":"c","department":"technical")" +
           (more.isEmpty() ? QByteArray() : ',' + more) + '}';
}

} // namespace

/// What clients must not send to the routes of tickets: the error of the contract, nothing changed.
class TestTicketInput : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<TestServer>();
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        m_alice = m_server->signedIn("agent001");
    }

    void badInput_data()
    {
        QTest::addColumn<QByteArray>("route");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *route, const QByteArray &body, int status,
                            const char *message) {
            QTest::newRow(name) << QByteArray(route) << body << status
                                << QString::fromUtf8(message);
        };
        row("create: nothing", "POST /api/tickets", "{}", 422, "/title: required");
        row("create: no description", "POST /api/tickets", R"({"title":"x"})", 422,
            "/description: required");
        row("create: category", "POST /api/tickets",
            R"({"title":"x","description":"","category":"odd","customer_id":"c","department":"technical"})",
            422,
            "/category: one of pre_sales, order_modify, shipping, after_sales, compliance, "
            "technical, returns, warranty expected");
        row("create: department", "POST /api/tickets",
            R"({"title":"x","description":"","category":"returns","customer_id":"c","department":"moon"})",
            422,
            "/department: one of sales_eu, service_cn, warehouse, compliance, technical, logistics "
            "expected");
        row("create: priority", "POST /api/tickets", ticket(R"("priority":"now")"), 422,
            "/priority: one of low, normal, high, urgent expected");
        row("create: title is a number", "POST /api/tickets",
            R"({"title":5,"description":"","category":"returns","customer_id":"c","department":"logistics"})",
            422, "/title: string expected");
        row("create: blank title", "POST /api/tickets",
            R"({"title":" ","description":"","category":"returns","customer_id":"c","department":"logistics"})",
            422, "/title: 1 to 200 characters expected");
        row("create: no JSON", "POST /api/tickets", "{", 422, "The body is not valid JSON");
        row("create: unknown session", "POST /api/tickets", ticket(R"("session_id":"nobody")"), 404,
            "Session not found");
        row("patch: tags", "PATCH /api/tickets/$", R"({"tags":[0]})", 422,
            "/tags/0: string expected");
        row("patch: version", "PATCH /api/tickets/$", R"({"title":"x","version":"1"})", 422,
            "/version: integer expected");
        row("patch: nothing", "PATCH /api/tickets/$", "{}", 400, "至少需要提供一个要修改的字段");
        row("patch: unknown", "PATCH /api/tickets/ticket_x", R"({"title":"x"})", 404,
            "工单不存在: ticket_x");
        row("assign: nothing", "POST /api/tickets/$/assign", "{}", 422, "/department: required");
        row("assign: no department", "POST /api/tickets/$/assign",
            R"({"assignee_id":"admin","assignee_name":"x"})", 422, "/department: required");
        row("assign: unknown agent", "POST /api/tickets/$/assign",
            R"({"assignee_id":"nobody","assignee_name":"x","department":"technical"})", 404,
            "坐席不存在");
        row("status: odd", "POST /api/tickets/$/status", R"({"status":"done"})", 422,
            "/status: one of pending, in_progress, waiting_customer, waiting_parts, resolved, "
            "closed expected");
        row("status: comment too long", "POST /api/tickets/$/status",
            "{\"status\":\"in_progress\",\"comment\":\"" + QByteArray(2001, 'x') + "\"}", 422,
            "/comment: at most 2000 characters expected");
        row("status: unknown ticket", "POST /api/tickets/ticket_x/status", R"({"status":"closed"})",
            404, "工单不存在: ticket_x");
        row("comment: empty", "POST /api/tickets/$/comments", R"({"content":""})", 422,
            "/content: 1 to 2000 characters expected");
        row("comment: mentions", "POST /api/tickets/$/comments",
            R"({"content":"x","mentions":"bob"})", 422, "/mentions: array expected");
        row("comment: internal", "POST /api/tickets/$/comments",
            R"({"content":"x","is_internal":1})", 422, "/is_internal: boolean expected");
        row("bulk: no ids", "POST /api/tickets/bulk", R"({"ids":[],"status":"closed"})", 422,
            "/ids: 1 to 100 expected");
        row("bulk: ids", "POST /api/tickets/bulk", R"({"ids":"x","status":"closed"})", 422,
            "/ids: array expected");
        row("bulk: nothing to do", "POST /api/tickets/bulk", R"({"ids":["$"]})", 400,
            "至少需要提供一个要修改的字段");
        row("bulk: assign", "POST /api/tickets/bulk",
            R"({"ids":["$"],"assign":{"assignee_id":"x"}})", 422, "/assign/department: required");
        row("list: status", "GET /api/tickets?status=x", {}, 422,
            "/status: one of pending, in_progress, waiting_customer, waiting_parts, resolved, "
            "closed expected");
        row("list: sla", "GET /api/tickets?sla_status=x", {}, 422,
            "/sla_status: one of within, warning, breached expected");
        row("list: page", "GET /api/tickets?page=0", {}, 422,
            "/page: whole number from 1 to 1000000000 expected");
        row("list: page size", "GET /api/tickets?page_size=101", {}, 422,
            "/page_size: whole number from 1 to 100 expected");
        row("list: too far", "GET /api/tickets?page=100000&page_size=100", {}, 422,
            "/page: too far, use filters");
        row("export: format", "GET /api/tickets/export?format=xls", {}, 422,
            "/format: csv expected");
        row("export: filter", "GET /api/tickets/export?category=x", {}, 422,
            "/category: one of pre_sales, order_modify, shipping, after_sales, compliance, "
            "technical, returns, warranty expected");
        row("of an unknown session", "GET /api/sessions/nobody/ticket", {}, 404,
            "Session not found");
    }
    void badInput()
    {
        QFETCH(QByteArray, route);
        QFETCH(QByteArray, body);
        const QByteArray id = make();
        const Answer before = m_alice->get("/api/tickets/" + id);
        route.replace('$', id);
        body.replace('$', id);
        const qint64 total =
            m_alice->get("/api/tickets?page_size=1").data().value(u"total").toInteger();
        const Answer answer =
            m_alice->request(route.split(' ').at(0), route.split(' ').at(1), body);
        QTEST(answer.status, "status");
        QTEST(answer.json().value(u"error").toString(), "message");
        QCOMPARE(answer.json().value(u"success").toBool(true), false);
        QCOMPARE(m_alice->get("/api/tickets/" + id).body, before.body);
        QCOMPARE(m_alice->get("/api/tickets?page_size=1").data().value(u"total").toInteger(),
                 total);
    }

private:
    QByteArray make()
    {
        return m_alice->post("/api/tickets", ticket())
            .data()
            .value(u"ticket_id")
            .toString()
            .toLatin1();
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<HttpClient> m_alice;
};

QTEST_GUILESS_MAIN(TestTicketInput)
#include "tst_ticketinput.moc"
