#include "tests/contract/testserver.h"
#include "tests/workbench/realworkbench.h"

#include <QRandomGenerator>
#include <QThread>

#include <atomic>

using namespace handoff;
using namespace handoff::test;

namespace {

constexpr int events = 10'000;
constexpr int chats = 130; ///< more than a page of the list

QString chatName(int i)
{
    return QStringLiteral("会话_%1").arg(i);
}

/// A busy desk: customers and agents do this and that, as the seed says, until told to stop. Two
/// of them share the chats, so that each chat's course is its own. A thread of its own.
class Busy : public QThread
{
public:
    Busy(const TestServer &server, int half)
        : m_server(server), m_half(half), m_random(static_cast<quint32>(100 + half))
    {
    }
    ~Busy() override
    {
        stop();
        wait();
    }
    void stop() { m_stopped = true; }

protected:
    void run() override
    {
        HttpClient customer(m_server.port());
        HttpClient wangs(m_server.port());
        HttpClient lis(m_server.port());
        wangs.setToken(m_server.login(wang.toLatin1(), "agent123"));
        lis.setToken(m_server.login(li.toLatin1(), "agent123"));
        for (int i = m_half; i < chats; i += 2)
            customer.post("/api/manual/escalate", body(i, "}"));
        for (int n = 0; !m_stopped; ++n) {
            const int among = m_random.bounded(3) == 0 ? 4 : chats / 2; // some have much to say
            const int i = m_random.bounded(among) * 2 + m_half;
            HttpClient &agent = m_random.bounded(2) == 0 ? wangs : lis;
            switch (m_random.bounded(16)) {
            case 0:
                customer.post("/api/manual/escalate", body(i, "}"));
                break;
            case 1:
                customer.post(path(i, "cancel"));
                break;
            case 2:
            case 3:
                agent.post(path(i, "takeover"));
                break;
            case 4:
                agent.post(path(i, "release"),
                           m_random.bounded(4) == 0 ? R"({"close":true})" : "{}");
                break;
            case 5:
                agent.post(path(i, "requeue"));
                break;
            case 6:
                agent.post(path(i, "tags"), R"({"tag_id":"tag_refund"})");
                break;
            case 7:
                agent.request("DELETE", path(i, "tags/tag_refund"));
                break;
            case 8:
                agent.post("/api/manual/messages", say(i, "agent", n));
                break;
            default: // only the chats that are live take it
                customer.post("/api/manual/messages", say(i, "user", n));
            }
        }
    }

private:
    static QByteArray path(int i, const QByteArray &verb)
    {
        return "/api/sessions/" + QUrl::toPercentEncoding(chatName(i)) + '/' + verb;
    }
    static QByteArray body(int i, const QByteArray &rest)
    {
        return "{\"session_name\":\"" + chatName(i).toUtf8() + '"' + rest;
    }
    static QByteArray say(int i, const QByteArray &role, int n)
    {
        return body(i, ",\"role\":\"" + role + "\",\"content\":\"第 " + QByteArray::number(n) +
                           " 句\"}");
    }

    const TestServer &m_server;
    const int m_half;
    QRandomGenerator m_random;
    std::atomic_bool m_stopped = false;
};

/// Breaks the workbench's line again and again, at random bytes, also while it catches up.
struct Breaker
{
    explicit Breaker(Workbench &broken) : workbench(broken)
    {
        QObject::connect(&broken.desk, &DeskController::connectionChanged, &broken.desk,
                         [this](EventStream::State state) {
                             if (state == EventStream::State::Lost) // the agent is impatient
                                 QMetaObject::invokeMethod(
                                     &workbench.desk, [this] { workbench.desk.retryNow(); },
                                     Qt::QueuedConnection);
                         });
        next();
    }
    void next()
    {
        workbench.line.cutAfter(1 + random.bounded(random.bounded(2) == 0 ? 3'000 : 400'000),
                                [this] {
                                    ++cuts;
                                    if (!ended)
                                        next();
                                });
    }
    void end()
    {
        ended = true;
        workbench.line.cut();
    }
    Workbench &workbench;
    QRandomGenerator random{7};
    int cuts = 0;
    bool ended = false;
};

QStringList messages(const TranscriptModel &transcript)
{
    QStringList all;
    for (int i = 0; i < transcript.rowCount(); ++i) {
        if (transcript.row(i)->kind == RowKind::Message)
            all.append(transcript.row(i)->message.id + u' ' + transcript.row(i)->message.content);
    }
    return all;
}

/// Rows of a list that has one page: which of the chats of one millisecond come last on it, is the
/// server's choice.
int comparable(const Workbench &fresh, Section section)
{
    const SessionListModel *list = fresh.desk.list(section);
    int rows = list->rowCount();
    if (!fresh.desk.hasMore(section) || rows == 0)
        return rows;
    const Timestamp last = list->row(rows - 1)->session.updatedAt;
    while (rows > 0 && list->row(rows - 1)->session.updatedAt == last)
        --rows;
    return rows;
}

void loadWhole(ChatController &chat)
{
    while (chat.transcript()->hasOlder()) {
        const int rows = chat.transcript()->rowCount();
        chat.loadOlder();
        QTRY_VERIFY_WITH_TIMEOUT(chat.transcript()->rowCount() > rows, linePatience);
    }
}

} // namespace

/// Whatever happens to the line, in the end the workbench shows what a fresh one shows.
class TestCuts : public QObject
{
    Q_OBJECT

private slots:
    void tenThousandEventsEndInTheStateOfAFreshWorkbench()
    {
        TestServer server;
        QVERIFY2(server.port() > 0, qPrintable(server.startProblem()));
        HttpClient admin = server.client();
        admin.setToken(server.login("admin", "admin123"));
        for (const char *agent : {"agent001", "agent002"}) {
            const QByteArray path = QByteArray("/api/agents/") + agent;
            QCOMPARE(admin.request("PUT", path, R"({"max_sessions":20})").status, 200);
        }
        Workbench calm(server.port()); // sees the same without a cut
        calm.enter(wang);
        int seen = 0;
        QObject::connect(&calm.desk.stream(), &EventStream::event, &calm.desk,
                         [&seen](const QString &, qint64 id) { seen += id > 0 ? 1 : 0; });
        Workbench cut(server.port());
        cut.enter(wang);
        QSignalSpy back(&cut.desk, &DeskController::caughtUp);

        Busy one(server, 0);
        Busy two(server, 1);
        one.start();
        two.start();
        const QString chat = chatName(4);
        cut.open(chat);
        calm.open(chat);
        Breaker breaker(cut);
        QTRY_VERIFY_WITH_TIMEOUT(seen >= events, 240'000);
        one.stop();
        two.stop();
        one.wait();
        two.wait();
        breaker.end();
        QVERIFY2(breaker.cuts > 20, qPrintable(QString::number(breaker.cuts)));
        QVERIFY2(back.size() > 10, qPrintable(QString::number(back.size())));

        Workbench fresh(server.port());
        fresh.enter(wang);
        fresh.open(chat);
        loadWhole(fresh.chat);
        const QStringList history = messages(*fresh.chat.transcript());
        QVERIFY(history.size() > 10);
        for (Workbench *w : {&calm, &cut}) {
            QTRY_COMPARE_WITH_TIMEOUT(w->desk.connection(), EventStream::State::Live, linePatience);
            w->settle();
            for (const Section section : allSections) {
                const int known = comparable(fresh, section);
                QTRY_COMPARE_WITH_TIMEOUT(w->rows(section).mid(0, known),
                                          fresh.rows(section).mid(0, known), linePatience);
                QTRY_COMPARE_WITH_TIMEOUT(w->desk.count(section), fresh.desk.count(section),
                                          linePatience);
            }
            QTRY_VERIFY_WITH_TIMEOUT(!w->chat.isLoading(), linePatience);
            loadWhole(w->chat);
            QTRY_COMPARE_WITH_TIMEOUT(messages(*w->chat.transcript()), history, linePatience);
            QTRY_COMPARE_WITH_TIMEOUT(w->chat.session()->version, fresh.chat.session()->version,
                                      linePatience);
            QTRY_COMPARE_WITH_TIMEOUT(w->chat.session()->status, fresh.chat.session()->status,
                                      linePatience);
            QTRY_COMPARE_WITH_TIMEOUT(w->chat.auditTrail(), fresh.chat.auditTrail(), linePatience);
        }
    }
};

QTEST_GUILESS_MAIN(TestCuts)
#include "tst_cuts.moc"
