#include "server/store/sql.h"
#include "tests/contract/crash/mortalserver.h"
#include "tests/support/httpclient.h"
#include "tests/support/smtpserver.h"
#include "tests/support/testdatabase.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QTest>

using namespace handoff;
using test::HttpClient;
using test::MortalServer;
using test::SmtpServer;

namespace {

const QString reply = QStringLiteral("请稍候，马上就来");

QByteArray sessionName(int i)
{
    return "session_" + QByteArray::number(i);
}

/// As if this much time had passed: nobody waits five minutes for the end of a claim.
void makeDue(const test::TestDatabase &database, const QString &table)
{
    const auto db = database.open();
    QVERIFY(test::await(db->write([table](Tx &tx) -> Result<void> {
                sql::run(tx, QStringLiteral("UPDATE %1 SET due_at = 0").arg(table));
                return {};
            })).ok());
}

QJsonObject session(HttpClient &http, int i)
{
    return http.get("/api/sessions/" + sessionName(i)).data().value(u"session").toObject();
}

/// How often the automatic reply stands in the session.
int repliesIn(HttpClient &http, int i)
{
    int count = 0;
    const QJsonArray history = session(http, i).value(u"history").toArray();
    for (const QJsonValue &message : history)
        count += message.toObject().value(u"content").toString() == reply ? 1 : 0;
    return count;
}

QList<int> replies(HttpClient &http, int sessions)
{
    QList<int> counts;
    for (int i = 0; i < sessions; ++i)
        counts.append(repliesIn(http, i));
    return counts;
}

/// Starts it again; the first request finds out that the old connection is gone.
void revive(MortalServer &server, HttpClient &http)
{
    QVERIFY(server.start());
    QTRY_COMPARE(http.get("/api/health").status, 200);
}

} // namespace

/// What the server has promised to do later is done after a kill -9, too (operations.md,
/// Reliability; api.md, After hours and Rule triggers).
class TestDuties : public QObject
{
    Q_OBJECT

private slots:
    void mailsAreSentAfterAKill_data()
    {
        QTest::addColumn<bool>("taken");
        QTest::newRow("killed before the mail server's yes") << false;
        QTest::newRow("killed before the server heard the yes") << true;
    }
    /// The first mail is in the hands of the mail server, the others wait for it.
    void mailsAreSentAfterAKill()
    {
        QFETCH(bool, taken);
        constexpr int mails = 4;
        SmtpServer smtp;
        const test::TestDatabase database;
        const QTemporaryDir dir;
        auto settings = smtp.closedToday();
        settings.insert(QStringLiteral("EMAIL_DIGEST_SECONDS"),
                        QStringLiteral("0")); // each by itself
        MortalServer server(dir.path(), database.url(), settings);
        QVERIFY(server.start());
        smtp.hold(true);
        HttpClient http(server.port());
        for (int i = 0; i < mails; ++i) {
            const auto answer =
                http.post("/api/manual/escalate", "{\"session_name\":\"" + sessionName(i) + "\"}");
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.json().value(u"email_sent"), QJsonValue(true)); // the promise
        }
        QTRY_VERIFY_WITH_TIMEOUT(smtp.holds(), 30000);
        server.kill();
        smtp.refuse(taken ? QByteArray() : QByteArray("451 later"));
        smtp.hold(false);
        QTRY_VERIFY_WITH_TIMEOUT(!smtp.holds(), 30000);
        smtp.refuse({});
        QCOMPARE(smtp.mails().size(), taken ? 1 : 0);

        revive(server, http);
        const auto sent = [&http] {
            int count = 0;
            for (int i = 0; i < mails; ++i)
                count += session(http, i).value(u"mail").toObject().value(u"sent").toBool() ? 1 : 0;
            return count;
        };
        QTRY_COMPARE_WITH_TIMEOUT(sent(), mails - 1,
                                  30000); // the claim on the first is the dead one's still
        server.kill();
        makeDue(database, QStringLiteral("mails")); // it ends; what was sent is not sent again
        revive(server, http);
        QTRY_COMPARE_WITH_TIMEOUT(sent(), mails, 30000);

        // At least once, and the mail that nobody could know of twice with the same Message-ID.
        QMap<QString, int> copies;
        for (const QJsonObject &mail : smtp.mails())
            ++copies[SmtpServer::header(mail, QStringLiteral("Message-ID"))];
        QCOMPARE(copies.size(), mails);
        const QList<int> counts = copies.values();
        QCOMPARE(std::count(counts.begin(), counts.end(), 2), taken ? 1 : 0);
        QCOMPARE(std::count(counts.begin(), counts.end(), 1), taken ? mails - 1 : mails);
    }

    void repliesComeOnceAfterAKill()
    {
        constexpr int sessions = 8;
        const test::TestDatabase database;
        const QTemporaryDir dir;
        MortalServer server(dir.path(), database.url());
        QVERIFY(server.start());
        HttpClient http(server.port());
        makeRuleAndEscalate(http, sessions);
        QCOMPARE(replies(http, sessions), QList<int>(sessions, 0));

        server.kill();
        revive(server, http); // not before their time
        QCOMPARE(replies(http, sessions), QList<int>(sessions, 0));
        server.kill();
        makeDue(database, QStringLiteral("auto_reply_timers"));
        revive(server, http);
        QTRY_COMPARE_WITH_TIMEOUT(replies(http, sessions), QList<int>(sessions, 1), 30000);
        server.kill();
        revive(server, http);
        QCOMPARE(replies(http, sessions), QList<int>(sessions, 1));
    }

    /// Killed while they are sent.
    void repliesBreakOffAndGoOn()
    {
        constexpr int sessions = 200;
        constexpr int kills = 3;
        const test::TestDatabase database;
        const QTemporaryDir dir;
        MortalServer server(dir.path(), database.url());
        QVERIFY(server.start());
        HttpClient http(server.port());
        makeRuleAndEscalate(http, sessions);
        server.kill();
        makeDue(database, QStringLiteral("auto_reply_timers"));
        for (int k = 0; k < kills; ++k) {
            revive(server, http);
            // They are sent in this order, all that are left at the first tick.
            const QDeadlineTimer deadline(30000);
            while (repliesIn(http, k * sessions / kills) == 0 && !deadline.hasExpired()) {
            }
            server.kill();
        }
        revive(server, http);
        QTRY_COMPARE_WITH_TIMEOUT(replies(http, sessions), QList<int>(sessions, 1), 60000);
    }

private:
    /// Each of them has a timer then, that is due in ten minutes.
    static void makeRuleAndEscalate(HttpClient &http, int sessions)
    {
        const auto login =
            http.post("/api/agent/login", R"({"username":"admin","password":"admin123"})");
        http.setToken(login.json().value(u"token").toString().toLatin1());
        QCOMPARE(http.post("/api/auto-reply-rules", "{\"type\":\"timeout\",\"trigger_condition\":{"
                                                    "\"wait_seconds\":600},\"reply_content\":\"" +
                                                        reply.toUtf8() +
                                                        "\",\"enabled\":true,\"delay_seconds\":0}")
                     .status,
                 200);
        for (int i = 0; i < sessions; ++i)
            QCOMPARE(
                http.post("/api/manual/escalate", "{\"session_name\":\"" + sessionName(i) + "\"}")
                    .status,
                200);
    }
};

QTEST_GUILESS_MAIN(TestDuties)
#include "tst_duties.moc"
