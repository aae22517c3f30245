#include "tests/contract/chatfixture.h"

#include <QTest>

using namespace handoff;
using test::Answer;
using test::Desk;
using test::StreamClient;

namespace {

using Headers = QList<QPair<QByteArray, QByteArray>>;

const Headers greedy{{"X-Forwarded-For", "203.0.113.7"}};
const Headers honest{{"X-Forwarded-For", "198.51.100.20"}};

QString u8(const char *text)
{
    return QString::fromUtf8(text);
}

/// Settings of a desk behind a proxy, so that a header says who the client is.
QMap<QString, QString> with(QMap<QString, QString> settings)
{
    settings.insert({{u8("TRUSTED_PROXIES"), u8("127.0.0.1")},
                     {u8("RATE_LIMIT_SESSION_PER_MIN"), u8("1000")},
                     {u8("RATE_LIMIT_ADDRESS_PER_MIN"), u8("1000")}});
    return settings;
}

QByteArray named(const char *field, const QByteArray &name)
{
    return QByteArray("{\"") + field + "\":\"" + name + "\"}";
}

qint64 refused(Desk &desk, const QByteArray &what)
{
    const QByteArray line = "handoff_refused_total{what=\"" + what + "\"} ";
    const QByteArray all = desk.customer->get("/metrics").body;
    const qsizetype at = all.indexOf(line);
    return at < 0 ? 0 : all.mid(at + line.size()).split('\n').constFirst().toLongLong();
}

} // namespace

/// What one client address may take of the server, so that the others have something too
/// (limits.md, Requests).
class TestLimits : public QObject
{
    Q_OBJECT

    static Answer escalate(Desk &desk, const QByteArray &name, const Headers &from)
    {
        return desk.customer->request("POST", "/api/manual/escalate", named("session_name", name),
                                      from);
    }
    static void isRateLimited(const Answer &answer)
    {
        QCOMPARE(answer.status, 429);
        QCOMPARE(answer.json().value(u"code").toString(), u8("RATE_LIMITED"));
        QVERIFY(answer.headers.value("retry-after").toInt() > 0);
    }
    static StreamClient listen(Desk &desk, const QByteArray &name, Headers from)
    {
        return StreamClient(desk.server->port(), "/api/chat/stream", named("user_id", name), from);
    }

private slots:
    void escalations()
    {
        Desk desk(with({{u8("RATE_LIMIT_CREATE_PER_MIN"), u8("5")}}));
        for (int i = 0; i < 5; ++i)
            QCOMPARE(escalate(desk, "g" + QByteArray::number(i), greedy).status, 200);
        isRateLimited(escalate(desk, "g5", greedy));
        QCOMPARE(desk.agent->get("/api/sessions/g5").status, 404); // nothing was made
        QCOMPARE(escalate(desk, "h", honest).status, 200);
        QCOMPARE(
            desk.agent->request("POST", "/api/manual/escalate", named("session_name", "g5"), greedy)
                .status,
            200); // an agent
        QCOMPARE(refused(desk, "escalations"), 1);
        // One IPv6 line is one client, however many addresses it has.
        for (int i = 0; i < 5; ++i)
            escalate(desk, "v" + QByteArray::number(i),
                     {{"X-Forwarded-For", "2001:db8:1:2::" + QByteArray::number(i + 1)}});
        isRateLimited(escalate(desk, "v5", {{"X-Forwarded-For", "2001:db8:1:2:ffff::1"}}));
        QCOMPARE(escalate(desk, "v5", {{"X-Forwarded-For", "2001:db8:1:3::1"}}).status, 200);
    }

    /// Each asks Coze for a conversation; one that is there costs nothing.
    void conversations()
    {
        Desk desk(with({{u8("RATE_LIMIT_CREATE_PER_MIN"), u8("3")}}));
        const auto open = [&desk](const QByteArray &verb, const QByteArray &name,
                                  const Headers &from) {
            return desk.customer->request("POST", "/api/conversation/" + verb,
                                          named("session_id", name), from);
        };
        const QString id = open("new", "g0", greedy).json().value(u"conversation_id").toString();
        QVERIFY(!id.isEmpty());
        for (int i = 0; i < 5; ++i) {
            const Answer again = open(i % 2 == 0 ? "new" : "create", "g0", greedy);
            QCOMPARE(again.json().value(u"conversation_id").toString(), id);
        }
        QCOMPARE(desk.sim.journal("conversation").size(), 1);
        QCOMPARE(open("clear", "g0", greedy).status, 200);
        QCOMPARE(open("create", "g1", greedy).status, 200);
        isRateLimited(open("new", "g2", greedy));
        isRateLimited(open("clear", "g0", greedy));
        QCOMPARE(desk.sim.journal("conversation").size(), 3);
        QCOMPARE(open("new", "h", honest).status, 200);
    }

    /// To say each time something new of oneself is to write each time.
    void profiles()
    {
        Desk desk(with({{u8("RATE_LIMIT_CREATE_PER_MIN"), u8("3")}}));
        const auto open = [&desk](const QByteArray &nickname, const Headers &from) {
            return desk.customer->request(
                "POST", "/api/conversation/new",
                "{\"session_id\":\"g0\",\"profile\":{\"nickname\":\"" + nickname + "\"}}", from);
        };
        for (const char *nickname : {"a", "a", "b", "b", "c"}) // three are new
            QCOMPARE(open(nickname, greedy).status, 200);
        isRateLimited(open("d", greedy));
        QCOMPARE(open("e", honest).status, 200);
    }

    void messagesOfCustomers()
    {
        Desk desk(with({{u8("RATE_LIMIT_MESSAGES_PER_MIN"), u8("3")}}));
        const auto write = [&desk](const QByteArray &name, const Headers &from) {
            return desk.customer->request(
                "POST", "/api/manual/messages",
                "{\"session_name\":\"" + name + "\",\"role\":\"user\",\"content\":\"x\"}", from);
        };
        QList<QByteArray> names;
        for (int i = 0; i < 6; ++i) {
            names.append("g" + QByteArray::number(i));
            QCOMPARE(escalate(desk, names.last(), honest).status, 200);
            QCOMPARE(desk.takeOver(names.last()).status, i < 5 ? 200 : 409); // five are enough
        }
        for (int i = 0; i < 5; ++i) {
            for (int n = 0; n < 3; ++n)
                QCOMPARE(write(names.at(i), greedy).status, 200);
            isRateLimited(write(names.at(i), i == 0 ? honest : greedy)); // the session's limit
        }
        isRateLimited(write(names.at(5), greedy)); // the client's
        QCOMPARE(desk.agentSays(names.at(0), "and the agent").status, 200);
        QCOMPARE(desk.history(names.at(0)).filter(u8("user:x")).size(), 3);
    }

    void placesInTheQueue()
    {
        Desk desk(with({{u8("QUEUE_MAX_PER_ADDRESS"), u8("3")}}));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(escalate(desk, "g" + QByteArray::number(i), greedy).status, 200);
        isRateLimited(escalate(desk, "g3", greedy));
        QCOMPARE(escalate(desk, "g0", greedy).status, 200); // it waits already
        // The regulator does not queue it either, and the AI answers as ever.
        const Answer chat =
            desk.customer->request("POST", "/api/chat", Desk::ask("g4", "转人工"), greedy);
        QCOMPARE(chat.status, 200);
        QCOMPARE(desk.status("g4"), u8("bot_active"));
        QCOMPARE(escalate(desk, "h", honest).status, 200);
        QCOMPARE(desk.agent->get("/api/sessions/queue").data().value(u"total_count").toInt(), 4);
        // Who leaves makes room.
        QCOMPARE(desk.takeOver("g1").status, 200);
        QCOMPARE(escalate(desk, "g3", greedy).status, 200);
    }

    void streams()
    {
        Desk desk(
            with({{u8("SSE_MAX_CONNECTIONS"), u8("20")}, {u8("SSE_MAX_PER_ADDRESS"), u8("4")}}));
        std::vector<std::unique_ptr<StreamClient>> open;
        for (int i = 0; i < 6; ++i) {
            const QByteArray name = "s" + QByteArray::number(i);
            QCOMPARE(escalate(desk, name, honest).status, 200);
            if (i % 2 == 0)
                open.push_back(std::make_unique<StreamClient>(
                    desk.server->port(), "/api/sessions/" + name + "/events", "", greedy));
            else
                open.push_back(std::make_unique<StreamClient>(
                    desk.server->port(), "/api/chat/stream", named("user_id", name), greedy));
            QCOMPARE(open.back()->status(), i < 4 ? 200 : 429);
        }
        QVERIFY(open.back()->header("retry-after").toInt() > 0);
        QCOMPARE(listen(desk, "s5", honest).status(), 200);
        QVERIFY(refused(desk, "streams") == 2);
        // A turn is no listening, and a place is free again when one is left.
        QCOMPARE(StreamClient(desk.server->port(), "/api/chat/stream",
                              Desk::ask("t", "@sim:echo @sim:chunks=1 x"), greedy)
                     .status(),
                 200);
        open.clear();
        QTRY_COMPARE(listen(desk, "s5", greedy).status(), 200);
    }

    /// Opening and leaving again is work, too.
    void openingStreams()
    {
        Desk desk(with({{u8("SSE_MAX_PER_ADDRESS"), u8("2")}}));
        QCOMPARE(escalate(desk, "s", honest).status, 200);
        QList<int> statuses;
        for (int i = 0; i < 8; ++i)
            statuses.append(listen(desk, "none", greedy).status());
        QCOMPARE(statuses, (QList<int>{404, 404, 404, 404, 404, 404, 429, 429}));
        QCOMPARE(listen(desk, "s", honest).status(), 200);
    }

    /// Nothing ever happens in a session that is not there.
    void streamsOfNothing()
    {
        Desk desk;
        const Answer answer = desk.customer->post("/api/chat/stream", named("user_id", "nobody"));
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.json().value(u"code").toString(), u8("SESSION_NOT_FOUND"));
        QCOMPARE(desk.customer->post("/api/chat/stream", "{}").status, 404);
    }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
