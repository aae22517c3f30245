#include "tests/contract/chatfixture.h"
#include "tests/contract/eventstream.h"
#include "tests/contract/greedy.h"
#include "tests/contract/program.h"
#include "tests/support/smtpserver.h"

#include <QDir>
#include <QFile>

#include <memory>
#include <sys/resource.h>
#include <unistd.h>

using namespace handoff;
using test::Answer;
using test::EventStream;
using test::GreedyClient;
using test::HttpClient;
using test::Program;
using test::SmtpServer;
using test::u;

namespace {

constexpr int kRounds = 4;
constexpr int kQueue = 20; ///< QUEUE_MAX_PER_ADDRESS
constexpr int kDescriptors = 1024;

const QHostAddress customerAddress(QStringLiteral("127.0.0.2"));
const QHostAddress agentAddress(QStringLiteral("127.0.0.3"));

/// A server as operators have it, but with few descriptors, and its AI.
struct House
{
    explicit House(const QMap<QString, QString> &settings)
    {
        QMap<QString, QString> all = sim.settings();
        all.insert(settings);
        // Freed memory is to be seen as free.
        all.insert(u("ASAN_OPTIONS"),
                   qEnvironmentVariable("ASAN_OPTIONS") + u(":quarantine_size_mb=1"));
        program.process.setChildProcessModifier([] {
            const rlimit limit{kDescriptors, kDescriptors};
            ::setrlimit(RLIMIT_NOFILE, &limit);
        });
        program.start(test::quick, all);
        port = program.port();
        if (port == 0)
            qFatal("no server: %s", program.err().constData());
    }
    std::unique_ptr<HttpClient> client(const QHostAddress &from) const
    {
        auto http = std::make_unique<HttpClient>(port);
        http->setFrom(from);
        return http;
    }
    qint64 residentMb() const
    {
        QFile file(QStringLiteral("/proc/%1/statm").arg(program.process.processId()));
        return file.open(QIODevice::ReadOnly)
                   ? file.readAll().split(' ').at(1).toLongLong() * ::sysconf(_SC_PAGESIZE) >> 20
                   : 0;
    }
    qsizetype openFiles() const
    {
        return QDir(QStringLiteral("/proc/%1/fd").arg(program.process.processId()))
            .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)
            .size();
    }

    test::SimulatorThread sim;
    Program program;
    quint16 port = 0;
};

QByteArray named(const char *field, const QByteArray &name)
{
    return QByteArray("{\"") + field + "\":\"" + name + "\"}";
}

/// Sum of a metric over all its labels.
qint64 metric(HttpClient &http, const QByteArray &name)
{
    double sum = 0;
    for (const QByteArray &line : http.get("/metrics").body.split('\n')) {
        if (line.startsWith(name) && (line.at(name.size()) == '{' || line.at(name.size()) == ' '))
            sum += line.mid(line.lastIndexOf(' ') + 1).toDouble();
    }
    return static_cast<qint64>(sum);
}

} // namespace

/// One greedy client beside an honest customer and an agent: whatever it tries to take, they are
/// served, and what it takes is bounded (limits.md).
class TestGreedy : public QObject
{
    Q_OBJECT

private slots:
    void theOthersAreServed();
    void theStaffIsNotFloodedWithMail();

private:
    /// A customer from his first page to a talk with a human; all that goes wrong fails the test.
    void oneVisit(const House &house, HttpClient &customer, HttpClient &agent,
                  const QByteArray &name);
};

void TestGreedy::oneVisit(const House &house, HttpClient &customer, HttpClient &agent,
                          const QByteArray &name)
{
    QCOMPARE(customer.post("/api/conversation/new", named("session_id", name)).status, 200);
    QCOMPARE(
        customer.post("/api/chat", "{\"message\":\"@sim:echo hi\",\"user_id\":\"" + name + "\"}")
            .json()
            .value(u"message")
            .toString(),
        u("hi"));
    QCOMPARE(customer.post("/api/manual/escalate", named("session_name", name)).status, 200);
    EventStream stream(house.port, "/api/sessions/" + name + "/events", {}, {}, 0, customerAddress);
    QVERIFY(stream.ready());
    QCOMPARE(agent.post("/api/sessions/" + name + "/takeover").status, 200);
    const QByteArray says = "{\"session_name\":\"" + name + "\",\"content\":\"here\",\"role\":";
    QCOMPARE(agent.post("/api/manual/messages", says + "\"agent\"}").status, 200);
    QCOMPARE(customer.post("/api/manual/messages", says + "\"user\"}").status, 200);
    QVERIFY(stream.readUntil([&] { return stream.count("manual_message") >= 2; }));
    QCOMPARE(agent.post("/api/sessions/" + name + "/release").status, 200);
}

void TestGreedy::theOthersAreServed()
{
    House house({{u("QUEUE_MAX_PER_ADDRESS"), QString::number(kQueue)},
                 {u("HUMAN_SHIFT_START"), u("00:00")},
                 {u("HUMAN_SHIFT_END"), u("23:59")},
                 {u("WEEKENDS_DISABLED"), u("false")}});
    const auto customer = house.client(customerAddress);
    const auto agent = house.client(agentAddress);
    const auto signIn = [&] {
        const Answer answer =
            agent->post("/api/agent/login", R"({"username":"agent001","password":"agent123"})");
        agent->setToken(answer.json().value(u"token").toString().toLatin1());
        return answer.status;
    };
    QCOMPARE(signIn(), 200);
    oneVisit(house, *customer, *agent, "honest_before");
    const qint64 before = house.residentMb();
    {
        GreedyClient greedy(house.port);
        QTRY_VERIFY_WITH_TIMEOUT(greedy.hasTried(10), 120'000);
        for (int i = 0; i < kRounds; ++i) {
            const auto newcomer = house.client(customerAddress); // a connection of his own
            oneVisit(house, *newcomer, *agent, "honest_" + QByteArray::number(i));
            if (QTest::currentTestFailed())
                return;
            const auto late = house.client(agentAddress);
            QCOMPARE(
                late->post("/api/agent/login", R"({"username":"agent002","password":"agent123"})")
                    .status,
                200);
        }
        QVERIFY(greedy.refused() > greedy.granted());
        QVERIFY2(house.residentMb() < before + 200,
                 qPrintable(QString::number(house.residentMb())));
        QVERIFY2(house.openFiles() < kDescriptors - 100,
                 qPrintable(QString::number(house.openFiles())));
        QVERIFY(metric(*customer, "handoff_sse_connections") < 150);
    }
    const qint64 waiting =
        agent->get("/api/sessions/queue").data().value(u"total_count").toInteger();
    QVERIFY2(waiting <= kQueue, qPrintable(QString::number(waiting)));
    QVERIFY(metric(*customer, "handoff_refused_total") > 100);
    QCOMPARE(metric(*customer, "handoff_http_accept_errors_total"), 0);
    house.program.process.terminate();
    QCOMPARE(house.program.exitCode(), 0);
}

void TestGreedy::theStaffIsNotFloodedWithMail()
{
    SmtpServer smtp;
    QMap<QString, QString> settings = smtp.closedToday();
    settings.insert(u("EMAIL_DIGEST_SECONDS"), u("2"));
    House house(settings);
    const auto greedy = house.client(QHostAddress(QHostAddress::LocalHost));
    int escalated = 0;
    for (int i = 0; i < 500; ++i) {
        if (greedy->post("/api/manual/escalate", named("session_name", QByteArray::number(i)))
                .status == 200)
            ++escalated;
    }
    const auto customer = house.client(customerAddress);
    QCOMPARE(customer->post("/api/manual/escalate", named("session_name", "honest")).status, 200);
    const auto told = [&] {
        const QList<QJsonObject> mails = smtp.mails();
        return std::any_of(mails.begin(), mails.end(), [](const QJsonObject &mail) {
            return mail.value(u"text").toString().contains(u"honest");
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(told(), 60'000);
    QVERIFY(escalated >= 60 && escalated < 500); // its budget of a minute, or two of them
    QVERIFY2(smtp.mails().size() < 15, qPrintable(QString::number(smtp.mails().size())));
    house.program.process.terminate();
    QCOMPARE(house.program.exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestGreedy)
#include "tst_greedy.moc"
