#include "tests/contract/testserver.h"
#include "tests/workbench/realworkbench.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTextStream>
#include <QThread>

#include <array>
#include <atomic>
#include <vector>

using namespace handoff;
using namespace handoff::test;

namespace {

constexpr int events = 10'000;
constexpr int chats = 130;      ///< more than a page of the list
constexpr int patience = 5'000; ///< ms, from the moment the line is back
constexpr int pageSize = 50;    ///< of a chat

/// So many that they can take whoever waits.
constexpr std::array<const char *, 8> staff{"agent001", "agent002", "agent003", "agent004",
                                            "agent005", "agent006", "agent007", "agent008"};

/// Which history it is: another one with `HANDOFF_TEST_SEED`.
quint32 seed()
{
    return qEnvironmentVariable("HANDOFF_TEST_SEED", QStringLiteral("1")).toUInt();
}

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
        : m_server(server), m_half(half), m_random(100 * seed() + static_cast<quint32>(half))
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
        std::vector<std::unique_ptr<HttpClient>> agents;
        for (const char *name : staff)
            agents.push_back(m_server.signedIn(name));
        for (int i = m_half; i < chats; i += 2)
            customer.post("/api/manual/escalate", body(i, "}"));
        for (int n = 0; !m_stopped; ++n) {
            const int among = m_random.bounded(3) == 0 ? 1 : chats / 2; // two say most
            const int i = m_random.bounded(among) * 2 + m_half;
            HttpClient &agent = *agents[m_random.bounded(static_cast<quint32>(agents.size()))];
            switch (m_random.bounded(among == 1 ? 32 : 16)) {
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
                agent.post(path(i, "release"), // those two are never closed
                           i > 1 && m_random.bounded(4) == 0 ? R"({"close":true})" : "{}");
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
                             polled += state == EventStream::State::Polling ? 1 : 0;
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
    QRandomGenerator random{7 * seed()};
    int cuts = 0;
    int polled = 0; ///< how often it took the server for one without streams
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

/// What a workbench shows, part by part, comparable between workbenches.
using Parts = QMap<QString, QStringList>;

QString rowsOf(Section section)
{
    return QStringLiteral("rows of section %1").arg(int(section));
}

Parts partsOf(Workbench &w)
{
    Parts parts;
    for (const Section section : allSections) {
        parts.insert(rowsOf(section), w.rows(section));
        parts.insert(QStringLiteral("count of section %1").arg(int(section)),
                     {QString::number(w.desk.lists().count(section))});
    }
    const auto &session = w.chat.session();
    if (session) {
        parts.insert(QStringLiteral("chat's version"), {QString::number(session->version)});
        parts.insert(QStringLiteral("chat's status"), {json::enumName(session->status)});
    }
    const QStringList said = messages(*w.chat.transcript());
    parts.insert(QStringLiteral("chat's newest messages"),
                 said.mid(qMax(0, said.size() - pageSize)));
    QStringList trail;
    for (const AuditEntry &entry : w.chat.auditTrail())
        trail.append(QString::fromUtf8(json::toJson(entry)));
    parts.insert(QStringLiteral("chat's audit trail"), trail);
    return parts;
}

/// Rows of a list that has one page: which of the chats of one millisecond come last on it, is the
/// server's choice.
int comparable(const Workbench &fresh, Section section)
{
    const SessionListModel *list = fresh.desk.lists().list(section);
    int rows = list->rowCount();
    if (!fresh.desk.lists().hasMore(section) || rows == 0)
        return rows;
    const Timestamp last = list->row(rows - 1)->session.updatedAt;
    while (rows > 0 && list->row(rows - 1)->session.updatedAt == last)
        --rows;
    return rows;
}

/// Notes when each part of what a workbench shows became what it is, from the moment the line is
/// back, and how long this thread was kept from looking: so much of it is the machine's.
class Settling : public QObject
{
public:
    explicit Settling(Workbench &watched) : m_watched(watched)
    {
        m_sinceBack.start();
        look();
        startTimer(20);
    }
    const Workbench &watched() const { return m_watched; }
    qint64 elapsed() const { return m_sinceBack.elapsed(); }
    /// Of the patience; how long a fresh workbench took tells how slow the machine is.
    int left(qint64 tookFresh) const
    {
        return static_cast<int>(qMax(0LL, patience + tookFresh - elapsed()));
    }
    QStringList part(const QString &name)
    {
        look();
        return m_parts.value(name);
    }
    qint64 at(const QString &name) const { return m_at.value(name); }
    qint64 longestStall() const { return m_longestStall; }
    /// For a failure: what is not as expected, and what the workbench is doing about it.
    QString report(const Parts &expected)
    {
        look();
        QStringList lines{QStringLiteral("%1 ms after the line was back:").arg(elapsed())};
        for (auto it = expected.begin(); it != expected.end(); ++it) {
            if (m_parts.value(it.key()) != it.value())
                lines.append(QStringLiteral("%1 since %2 ms: %3\n  instead of %4")
                                 .arg(it.key())
                                 .arg(at(it.key()))
                                 .arg(m_parts.value(it.key()).join(u'|'), it.value().join(u'|')));
        }
        lines.append(QStringLiteral("connection %1, chat loading %2, lists settled %3")
                         .arg(int(m_watched.desk.connection()))
                         .arg(m_watched.chat.isLoading())
                         .arg(m_watched.isSettled()));
        return lines.join(u'\n');
    }

protected:
    void timerEvent(QTimerEvent *) override
    {
        m_longestStall = qMax(m_longestStall, elapsed() - m_lookedAt);
        look();
    }

private:
    void look()
    {
        const Parts now = partsOf(m_watched);
        for (auto it = now.begin(); it != now.end(); ++it) {
            if (m_parts.value(it.key()) != it.value())
                m_at.insert(it.key(), elapsed());
        }
        m_parts = now;
        m_lookedAt = elapsed();
    }

    Workbench &m_watched;
    QElapsedTimer m_sinceBack;
    Parts m_parts;
    QMap<QString, qint64> m_at;
    qint64 m_lookedAt = 0;
    qint64 m_longestStall = 0;
};

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
        ServerAppOptions options;
        options.events.streamsPerAgent = 12; // one agent at three workbenches, two streams each
        TestServer server({}, options);
        QVERIFY2(server.port() > 0, qPrintable(server.startProblem()));
        HttpClient admin = server.client();
        admin.setToken(server.login("admin", "admin123"));
        for (const char *agent : staff) {
            const QByteArray name = agent;
            const QByteArray account = "{\"username\":\"" + name + "\",\"name\":\"" + name +
                                       "\",\"password\":\"agent123\"}";
            admin.post("/api/agents", account); // two are there
            const QByteArray path = "/api/agents/" + name;
            QCOMPARE(admin.request("PUT", path, R"({"max_sessions":20})").status, 200);
        }
        Workbench calm(server.port()); // sees the same without a cut
        calm.enter(wang);
        int seen = 0;
        QObject::connect(&calm.desk.stream(), &EventStream::event, &calm.desk,
                         [&seen](const AnyEvent &, qint64 id) { seen += id > 0 ? 1 : 0; });
        Workbench cut(server.port());
        cut.enter(wang);
        QSignalSpy back(&cut.desk, &DeskController::caughtUp);

        Busy one(server, 0);
        Busy two(server, 1);
        one.start();
        two.start();
        const QString chat = chatName(1);
        cut.open(chat);
        calm.open(chat);
        Breaker breaker(cut);
        QTRY_VERIFY_WITH_TIMEOUT(seen >= events, 240'000);
        one.stop();
        two.stop();
        one.wait();
        two.wait();
        breaker.end(); // from here on the line is whole
        Settling calmly(calm);
        Settling afterCuts(cut);
        QCOMPARE(breaker.polled, 0);
        QVERIFY2(breaker.cuts > 20, qPrintable(QString::number(breaker.cuts)));
        QVERIFY2(back.size() > 10, qPrintable(QString::number(back.size())));

        Workbench fresh(server.port());
        fresh.enter(wang);
        fresh.open(chat);
        QTextStream out(stdout);
        const qint64 tookFresh = afterCuts.elapsed();
        const Parts expected = partsOf(fresh);
        QMap<QString, int> known; // of a list's rows
        for (const Section section : allSections)
            known.insert(rowsOf(section), comparable(fresh, section));
        loadWhole(fresh.chat);
        const QStringList history = messages(*fresh.chat.transcript());
        QVERIFY2(history.size() > 10, qPrintable(QString::number(history.size())));
        out << "history " << seed() << ": " << breaker.cuts << " cuts, " << history.size()
            << " messages, a fresh workbench took " << tookFresh << " ms" << Qt::endl;
        for (Settling *settling : {&calmly, &afterCuts}) {
            const Workbench &w = settling->watched();
            QTRY_COMPARE_WITH_TIMEOUT(w.desk.connection(), EventStream::State::Live,
                                      settling->left(tookFresh));
            const auto isEqual = [&](const QString &part) {
                const int rows = known.value(part, -1);
                return settling->part(part).mid(0, rows) == expected.value(part).mid(0, rows);
            };
            for (auto it = expected.begin(); it != expected.end(); ++it) {
                if (!QTest::qWaitFor([&] { return isEqual(it.key()); }, settling->left(tookFresh)))
                    QFAIL(qPrintable(settling->report(expected)));
                out << "  " << it.key() << ": " << settling->at(it.key()) << " ms" << Qt::endl;
                QVERIFY2(settling->at(it.key()) <= patience + tookFresh, qPrintable(it.key()));
            }
            out << "  nobody looked for " << settling->longestStall() << " ms at most" << Qt::endl;
        }
        for (Workbench *w : {&calm, &cut}) {
            QTRY_VERIFY_WITH_TIMEOUT(w->isSettled() && !w->chat.isLoading(), patience);
            loadWhole(w->chat);
            QTRY_COMPARE_WITH_TIMEOUT(messages(*w->chat.transcript()), history, patience);
        }
    }
};

QTEST_GUILESS_MAIN(TestCuts)
#include "tst_cuts.moc"
