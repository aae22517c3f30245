#include "tests/contract/chatfixture.h"
#include "tests/contract/crash/mortalserver.h"

#include <QTest>

using namespace handoff;
using namespace handoff::test;

namespace {

QString u8(const char *text)
{
    return QString::fromUtf8(text);
}

QByteArray sessionName(int i)
{
    return "session_turn_" + QByteArray::number(i);
}

/// Server and simulator, and who looks at the sessions.
struct World
{
    World() : server(dir.path(), database.url(), settings())
    {
        if (!server.start())
            qFatal("the server does not start");
    }

    StreamClient ask(const QByteArray &session, const QByteArray &text)
    {
        return StreamClient(server.port(), "/api/chat/stream", Desk::ask(session, text));
    }
    QList<QJsonObject> history(const QByteArray &session)
    {
        HttpClient http(server.port());
        const QByteArray login = R"({"username":"agent001","password":"agent123"})";
        http.setToken(
            http.post("/api/agent/login", login).json().value(u"token").toString().toLatin1());
        m_state = http.get("/api/sessions/" + session).data().value(u"session").toObject();
        QList<QJsonObject> list;
        const QJsonArray messages = m_state.value(u"history").toArray();
        for (const QJsonValue &message : messages)
            list.append(message.toObject());
        return list;
    }
    /// Of the session that was looked at last.
    QString status() const { return m_state.value(u"status").toString(); }

    const TestDatabase database;
    const QTemporaryDir dir;
    SimulatorThread sim;
    MortalServer server;

private:
    QMap<QString, QString> settings()
    {
        QMap<QString, QString> all = sim.settings();
        all.insert({{u8("RATE_LIMIT_SESSION_PER_MIN"), u8("0")},
                    {u8("RATE_LIMIT_ADDRESS_PER_MIN"), u8("0")}});
        return all;
    }
    QJsonObject m_state;
};

} // namespace

/// The server ends while the AI answers: what a customer wrote is not lost.
class TestTurns : public QObject
{
    Q_OBJECT

private slots:
    void killed()
    {
        constexpr int turns = 10;
        World world;
        {
            std::vector<std::unique_ptr<StreamClient>> streams;
            for (int i = 0; i < turns; ++i) {
                // Half of them in the answer, half of them before it.
                const QByteArray how = i % 2 ? "@sim:hang " : "@sim:chunks=99 @sim:slow=500 ";
                streams.push_back(std::make_unique<StreamClient>(
                    world.server.port(), "/api/chat/stream",
                    Desk::ask(sessionName(i), how + "@sim:echo 转人工 abc")));
                QCOMPARE(streams.back()->status(), 200);
                if (i % 2 == 0)
                    QCOMPARE(streams.back()->told(), u8("message:转"));
            }
            world.server.kill();
        }
        QVERIFY(world.server.start());
        for (int i = 0; i < turns; ++i) {
            const QList<QJsonObject> history = world.history(sessionName(i));
            QVERIFY(!history.isEmpty());
            QVERIFY(history.first().value(u"content").toString().endsWith(u8("转人工 abc")));
            QCOMPARE(history.first().value(u"answered"), QJsonValue(false));
            if (TestDatabase::isPostgres())
                continue; // another server might be answering it: its time has to run out first
            // Agents see why, and who asked for a human waits for one.
            QCOMPARE(history.size(), 2);
            QCOMPARE(history.last().value(u"role").toString(), u8("system"));
            QCOMPARE(world.status(), u8("pending_manual"));
        }
        // The AI goes on.
        QCOMPARE(world.ask("other", "@sim:echo @sim:chunks=1 hi").rest(),
                 (QStringList{u8("message:hi"), u8("done:")}));
    }

    /// A turn that ends soon is waited for.
    void terminated()
    {
        World world;
        StreamClient shortOne = world.ask("short", "@sim:echo @sim:chunks=4 @sim:slow=300 abcd");
        StreamClient longOne = world.ask("long", "@sim:echo @sim:chunks=99 @sim:slow=1000 " +
                                                     QByteArray("z").repeated(99));
        StreamClient left =
            world.ask("left", "@sim:echo @sim:chunks=4 @sim:slow=500 " + QByteArray("abcd"));
        QCOMPARE(shortOne.told(), u8("message:a"));
        QCOMPARE(longOne.told(), u8("message:z"));
        QCOMPARE(left.told(), u8("message:a"));
        left.leave();
        world.server.askToEnd();
        QCOMPARE(shortOne.rest(),
                 (QStringList{u8("message:b"), u8("message:c"), u8("message:d"), u8("done:")}));
        const QStringList told = longOne.rest();
        QVERIFY(longOne.ended());
        QVERIFY2(told.last().startsWith(u8("error:")), qPrintable(told.join(u' ')));
        QVERIFY(world.server.ended());

        QVERIFY(world.server.start());
        for (const char *name : {"short", "left"}) {
            const QList<QJsonObject> history = world.history(name);
            QCOMPARE(history.size(), 2);
            QCOMPARE(history.first().value(u"answered"), QJsonValue(true));
            QCOMPARE(history.last().value(u"content").toString(), u8("abcd"));
            QCOMPARE(history.last().value(u"incomplete"), QJsonValue(false));
        }
        const QList<QJsonObject> broken = world.history("long");
        QCOMPARE(broken.size(), 3);
        QCOMPARE(broken.at(0).value(u"answered"), QJsonValue(false));
        QCOMPARE(broken.at(1).value(u"content").toString(), QString(told.size(), u'z'));
        QCOMPARE(broken.at(1).value(u"incomplete"), QJsonValue(true));
        QCOMPARE(broken.at(2).value(u"role").toString(), u8("system"));
    }
};

QTEST_GUILESS_MAIN(TestTurns)
#include "tst_turns.moc"
