#include "tests/contract/program.h"
#include "tests/support/httpclient.h"

#include <QDir>
#include <QHostAddress>

#include <memory>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

using namespace handoff;
using test::HttpClient;
using test::Program;
using test::quick;
using test::u;

namespace {

/// A connection that never says anything; -1 when the system has none for us.
int idleConnection(quint16 port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || ::connect(fd, reinterpret_cast<const sockaddr *>(&to), sizeof to) != 0)
        return -1;
    return fd;
}

/// How many descriptors a process has open.
qsizetype openFiles(qint64 pid)
{
    return QDir(QStringLiteral("/proc/%1/fd").arg(pid))
        .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)
        .size();
}

qint64 metric(HttpClient &http, const QByteArray &name)
{
    for (const QByteArray &line : http.get("/metrics").body.split('\n')) {
        if (line.startsWith(QByteArray(name + ' ')))
            return line.mid(name.size() + 1).toLongLong();
    }
    return -1;
}

} // namespace

/// The program where the system gives it few open files.
class TestDescriptors : public QObject
{
    Q_OBJECT

    static void limitTo(Program &program, rlim_t soft, rlim_t hard)
    {
        program.process.setChildProcessModifier([soft, hard] {
            const rlimit limit{soft, hard};
            ::setrlimit(RLIMIT_NOFILE, &limit);
        });
    }

private slots:
    /// One address opens more idle connections than there are descriptors: everybody else is served
    /// meanwhile, and it is itself when it has left.
    void oneAddressCannotTakeThemAll()
    {
        Program program;
        limitTo(program, 256, 256);
        program.start(quick);
        const quint16 port = program.port();
        QVERIFY(port > 0);
        HttpClient elsewhere(port, 10'000);
        elsewhere.setFrom(QHostAddress(QStringLiteral("127.0.0.2")));
        for (int round = 0; round < 5; ++round) {
            std::vector<int> idle;
            for (int i = 0; i < 400; ++i) {
                if (const int fd = idleConnection(port); fd >= 0)
                    idle.push_back(fd);
            }
            QVERIFY(idle.size() > 300);
            QCOMPARE(elsewhere.get("/healthz").status, 200);
            HttpClient another(port, 10'000); // a connection of its own
            another.setFrom(QHostAddress(QStringLiteral("127.0.0.3")));
            QCOMPARE(another.get("/healthz").status, 200);
            QVERIFY(openFiles(program.process.processId()) < 200); // there is a reserve
            for (const int fd : idle)
                ::close(fd);
            QTRY_COMPARE(HttpClient(port, 10'000).get("/healthz").status, 200);
        }
        QVERIFY(metric(elsewhere, "handoff_refused_total{what=\"connections\"}") > 500);
        QCOMPARE(metric(elsewhere, "handoff_http_accept_errors_total"), 0);
        QByteArray said;
        QTRY_VERIFY((said += program.err()).contains("refused"));
        program.process.terminate();
        QCOMPARE(program.exitCode(), 0);
    }

    /// What the system allows without asking is taken.
    void theSoftLimitIsRaised()
    {
        rlimit own{};
        ::getrlimit(RLIMIT_NOFILE, &own);
        Program program;
        limitTo(program, 64, own.rlim_max);
        program.start(quick);
        const quint16 port = program.port();
        QVERIFY(port > 0);
        std::vector<std::unique_ptr<HttpClient>> clients;
        for (int i = 0; i < 100; ++i) {
            clients.push_back(std::make_unique<HttpClient>(port, 10'000));
            QCOMPARE(clients.back()->get("/healthz").status, 200);
        }
        program.process.terminate();
        QCOMPARE(program.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestDescriptors)
#include "tst_descriptors.moc"
