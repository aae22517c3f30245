#include "shared/core/ids.h"
#include "tests/contract/crash/mortalserver.h"
#include "tests/support/httpclient.h"
#include "tests/support/testdatabase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace handoff;
using test::HttpClient;
using test::MortalServer;

namespace {

constexpr int sessions = 10;
constexpr int writers = 50; ///< five on each session
constexpr int messagesPerWriter = 100;
constexpr int kills = 4;

QByteArray sessionName(int i)
{
    return "session_crash_" + QByteArray::number(i);
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// What one writer knows the server has promised to keep.
struct Journal
{
    QByteArray session;
    QList<QPair<QString, QString>> acknowledged; ///< content, message_id
    QString trouble;
};

/// Sends its messages one after another, each again with the same id until it is acknowledged.
void write(quint16 port, const QByteArray &token, int writer, const std::atomic<bool> &giveUp,
           Journal *journal)
{
    const bool agent = writer % 2 == 0;
    HttpClient client(port, 10000);
    if (agent)
        client.setToken(token);
    for (int i = 0; i < messagesPerWriter; ++i) {
        const QString content = QStringLiteral("消息 %1/%2").arg(writer).arg(i);
        const QByteArray body = compact(
            {{QStringLiteral("session_name"), QString::fromUtf8(journal->session)},
             {QStringLiteral("role"), agent ? QStringLiteral("agent") : QStringLiteral("user")},
             {QStringLiteral("content"), content},
             {QStringLiteral("client_message_id"), newUuid()}});
        for (;;) {
            const test::Answer answer = client.post("/api/manual/messages", body);
            if (answer.status == 200) {
                journal->acknowledged.append(
                    {content, answer.data().value(QStringLiteral("message_id")).toString()});
                break;
            }
            if (answer.status != 0 && answer.status != 503) {
                journal->trouble =
                    QStringLiteral("%1: %2").arg(answer.status).arg(QString::fromUtf8(answer.body));
                return;
            }
            if (giveUp) {
                journal->trouble = QStringLiteral("gave up");
                return;
            }
            QThread::msleep(20);
        }
    }
}

/// Follows one session's events through every restart, resuming where it was.
struct Follower
{
    QList<qint64> ids;
    QList<QString> messageIds;
    qint64 last = 0;

    void follow(quint16 port, const QByteArray &token, const QByteArray &session,
                const std::atomic<bool> &stop, qint64 until)
    {
        HttpClient client(port, 1000);
        client.setToken(token);
        while (!stop && (until == 0 || last < until)) {
            client.stream("/api/sessions/" + session + "/events",
                          {{"Last-Event-ID", QByteArray::number(last)}},
                          [&](const SseEvent &event) {
                              const qint64 id = event.id.toLongLong();
                              if (event.type == "message_added" || event.type == "resync") {
                                  ids.append(id);
                                  messageIds.append(event.type == "resync"
                                                        ? QStringLiteral("resync")
                                                        : QJsonDocument::fromJson(event.data)
                                                              .object()
                                                              .value(QStringLiteral("message"))
                                                              .toObject()
                                                              .value(QStringLiteral("id"))
                                                              .toString());
                              }
                              last = std::max(last, id);
                              return !stop && (until == 0 || last < until);
                          });
            QThread::msleep(20);
        }
    }
};

} // namespace

/// product.md, Rules 4, and operations.md, Reliability: acknowledged is durable, a retry is no
/// double.
class TestCrash : public QObject
{
    Q_OBJECT

private slots:
    void killedInTheMiddleOfFiveThousandWrites()
    {
        const test::TestDatabase database;
        const QTemporaryDir dir;
        MortalServer server(dir.path(), database.url());
        QVERIFY2(server.start(), "the server says that it is listening");

        HttpClient admin(server.port());
        const auto login =
            admin.post("/api/agent/login", R"({"username":"admin","password":"admin123"})");
        QCOMPARE(login.status, 200);
        const QByteArray token = login.json().value(QStringLiteral("token")).toString().toUtf8();
        admin.setToken(token);
        for (int i = 0; i < sessions; ++i) {
            QCOMPARE(
                admin.post("/api/manual/escalate", "{\"session_name\":\"" + sessionName(i) + "\"}")
                    .status,
                200);
            QCOMPARE(admin.post("/api/sessions/" + sessionName(i) + "/takeover").status, 200);
        }

        std::atomic<bool> giveUp = false;
        std::atomic<bool> stopFollowing = false;
        Follower follower;
        std::unique_ptr<QThread> followerThread(QThread::create(
            [&] { follower.follow(server.port(), token, sessionName(0), stopFollowing, 0); }));
        followerThread->start();

        QList<Journal> journals(writers);
        std::vector<std::unique_ptr<QThread>> threads;
        for (int w = 0; w < writers; ++w) {
            journals[w].session = sessionName(w % sessions);
            threads.emplace_back(QThread::create([&, w, journal = &journals[w]] {
                write(server.port(), token, w, giveUp, journal);
            }));
            threads.back()->start();
        }
        const auto allDone = [&] {
            return std::all_of(threads.begin(), threads.end(),
                               [](const auto &t) { return t->isFinished(); });
        };
        for (int k = 0; k < kills && !allDone(); ++k) {
            QThread::msleep(150 + 173 * static_cast<unsigned>(k));
            server.kill();
            QVERIFY2(server.start(), "it starts again on what it left behind");
        }
        QTRY_VERIFY_WITH_TIMEOUT(allDone(), 120000);
        giveUp = true;

        qsizetype acknowledged = 0;
        for (const Journal &journal : std::as_const(journals)) {
            QVERIFY2(journal.trouble.isEmpty(), qPrintable(journal.trouble));
            acknowledged += journal.acknowledged.size();
        }
        QCOMPARE(acknowledged, qsizetype(writers) * messagesPerWriter);

        // Nothing lost, nothing doubled: each session's history against the writers' journals.
        QSet<QString> firstSessionsIds;
        for (int i = 0; i < sessions; ++i) {
            QHash<QString, QString> stored; // content → id
            QList<double> times;
            QByteArray before;
            for (;;) {
                const auto page =
                    admin.get("/api/sessions/" + sessionName(i) + "/messages?limit=200" + before);
                QCOMPARE(page.status, 200);
                const QJsonArray items = page.data().value(QStringLiteral("items")).toArray();
                for (qsizetype m = items.size() - 1; m >= 0; --m) {
                    const QJsonObject message = items.at(m).toObject();
                    const QString content = message.value(QStringLiteral("content")).toString();
                    times.prepend(message.value(QStringLiteral("timestamp")).toDouble());
                    if (i == 0)
                        firstSessionsIds.insert(message.value(QStringLiteral("id")).toString());
                    if (!content.startsWith(QStringLiteral("消息")))
                        continue;
                    QVERIFY2(!stored.contains(content),
                             qPrintable(QStringLiteral("doubled: ") + content));
                    stored.insert(content, message.value(QStringLiteral("id")).toString());
                }
                if (!page.data().value(QStringLiteral("has_more")).toBool())
                    break;
                before = "&before=" +
                         items.at(0).toObject().value(QStringLiteral("id")).toString().toUtf8();
            }
            // The existing page polls for messages with a greater timestamp.
            QVERIFY(std::adjacent_find(times.begin(), times.end(), std::greater_equal<>()) ==
                    times.end());
            qsizetype promised = 0;
            for (const Journal &journal : std::as_const(journals)) {
                if (journal.session != sessionName(i))
                    continue;
                for (const auto &[content, id] : journal.acknowledged) {
                    QCOMPARE(stored.value(content), id);
                    ++promised;
                }
            }
            QCOMPARE(stored.size(), promised);
        }

        // The stream that was cut at each kill has seen every message of its session once, in
        // order.
        stopFollowing = true;
        QTRY_VERIFY_WITH_TIMEOUT(followerThread->isFinished(), 30000);
        qint64 newest = 0;
        HttpClient end(server.port(), 10000);
        end.setToken(token);
        end.stream("/api/agent/events", {}, [&](const SseEvent &event) {
            newest = QJsonDocument::fromJson(event.data)
                         .object()
                         .value(QStringLiteral("last_event_id"))
                         .toInteger();
            return false;
        });
        QVERIFY(newest > 0);
        stopFollowing = false;
        // Wakes the follower beyond the last message of its session.
        QCOMPARE(admin.post("/api/sessions/" + sessionName(0) + "/release").status, 200);
        follower.follow(server.port(), token, sessionName(0), stopFollowing, newest + 1);
        QVERIFY(std::is_sorted(follower.ids.begin(), follower.ids.end()));
        QSet<QString> seen(follower.messageIds.begin(), follower.messageIds.end());
        QCOMPARE(seen.size(), follower.messageIds.size());
        for (const QString &id : std::as_const(firstSessionsIds))
            QVERIFY2(seen.contains(id), qPrintable(QStringLiteral("the stream never saw ") + id));
    }
};

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
