#include "server/app/epolldispatcher.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <sys/socket.h>
#include <unistd.h>

using namespace handoff;

namespace {

/// Two connected sockets.
struct Pair
{
    Pair()
    {
        [[maybe_unused]] const int made = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fd);
    }
    ~Pair()
    {
        ::close(fd[0]);
        ::close(fd[1]);
    }
    Pair(const Pair &) = delete;
    Pair &operator=(const Pair &) = delete;
    bool send(char c) const { return ::write(fd[1], &c, 1) == 1; }
    bool receive() const
    {
        char c = 0;
        return ::read(fd[0], &c, 1) == 1;
    }
    int fd[2] = {-1, -1};
};

} // namespace

class TestEpollDispatcher : public QObject
{
    Q_OBJECT

private slots:
    void runsTheseTests()
    {
        QVERIFY(dynamic_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance()));
    }

    void timersComeInOrderAndNeverEarly()
    {
        QElapsedTimer since;
        since.start();
        QList<int> order;
        for (const int ms : {40, 0, 15, 1}) {
            QTimer::singleShot(ms, Qt::PreciseTimer, this, [&order, &since, ms] {
                QVERIFY(since.nsecsElapsed() >= ms * 1'000'000LL);
                order.append(ms);
            });
        }
        QTRY_COMPARE(order, (QList<int>{0, 1, 15, 40}));
    }

    void timersRepeatAndStop()
    {
        int other = 0;
        QTimer stopped;
        connect(&stopped, &QTimer::timeout, this, [&] { ++other; });
        int times = 0;
        QTimer repeated;
        connect(&repeated, &QTimer::timeout, this, [&] {
            stopped.stop(); // due in the same turn, but stopped before
            if (++times == 5)
                repeated.stop();
        });
        repeated.start(0);
        stopped.start(0);
        QVERIFY(repeated.remainingTime() == 0 && stopped.isActive());
        QTRY_COMPARE(times, 5);
        QCOMPARE(other, 0);
        QTimer late;
        late.start(100'000);
        QVERIFY(late.remainingTime() > 90'000 && late.remainingTime() <= 100'001);
        QCOMPARE(QAbstractEventDispatcher::instance()->registeredTimers(&late).size(), 1);
        QVERIFY(QAbstractEventDispatcher::instance()->unregisterTimers(&late));
        QCOMPARE(QAbstractEventDispatcher::instance()->registeredTimers(&late).size(), 0);
    }

    void timersWithoutPauseLeaveRoomForSockets()
    {
        QTimer busy;
        busy.start(0);
        const Pair pair;
        int seen = 0;
        QSocketNotifier reader(pair.fd[0], QSocketNotifier::Read);
        connect(&reader, &QSocketNotifier::activated, this,
                [&] { seen += pair.receive() ? 1 : 0; });
        QVERIFY(pair.send('a'));
        QTRY_COMPARE(seen, 1);
    }

    void notifiersGoOnAndOff()
    {
        const Pair pair;
        int seen = 0;
        QSocketNotifier reader(pair.fd[0], QSocketNotifier::Read);
        connect(&reader, &QSocketNotifier::activated, this,
                [&] { seen += pair.receive() ? 1 : 0; });
        reader.setEnabled(false);
        QVERIFY(pair.send('a'));
        bool turned = false;
        QTimer::singleShot(5, this, [&] { turned = true; });
        QTRY_VERIFY(turned);
        QCOMPARE(seen, 0);
        reader.setEnabled(true);
        QTRY_COMPARE(seen, 1);
        int writable = 0;
        QSocketNotifier writer(pair.fd[0], QSocketNotifier::Write);
        connect(&writer, &QSocketNotifier::activated, this, [&] {
            ++writable;
            writer.setEnabled(false);
        });
        QTRY_COMPARE(writable, 1);
        QVERIFY(pair.send('b')); // the reader is still watched
        QTRY_COMPARE(seen, 2);
        QCOMPARE(writable, 1);
    }

    void aSlotMayDeleteTheOtherNotifier()
    {
        const Pair pair;
        auto *writer = new QSocketNotifier(pair.fd[0], QSocketNotifier::Write);
        int seen = 0;
        QSocketNotifier reader(pair.fd[0], QSocketNotifier::Read);
        connect(&reader, &QSocketNotifier::activated, this, [&] {
            seen += pair.receive() ? 1 : 0;
            delete std::exchange(writer, nullptr);
        });
        QVERIFY(pair.send('a'));
        QTRY_COMPARE(seen, 1);
        QVERIFY(!writer);
    }

    void anotherDescriptorOfTheSameNumberIsNew()
    {
        for (int i = 0; i < 50; ++i) {
            const Pair pair;
            bool closed = false;
            QSocketNotifier reader(pair.fd[0], QSocketNotifier::Read);
            connect(&reader, &QSocketNotifier::activated, this, [&] { closed = pair.receive(); });
            QVERIFY(pair.send('a'));
            QTRY_VERIFY(closed);
        }
    }

    void socketsCarryMoreThanTheKernelTakesAtOnce()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QByteArray got;
        connect(&server, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this,
                    [&got, socket] { got += socket->readAll(); });
        });
        QTcpSocket client;
        client.connectToHost(server.serverAddress(), server.serverPort());
        const QByteArray sent(20 << 20, 'x');
        client.write(sent);
        QTRY_COMPARE_WITH_TIMEOUT(got.size(), sent.size(), 60'000);
        bool gone = false;
        connect(&client, &QTcpSocket::disconnected, this, [&] { gone = true; });
        client.disconnectFromHost();
        QTRY_VERIFY(gone);
    }

    void otherThreadsWakeTheLoop()
    {
        constexpr int threads = 4;
        constexpr int posts = 2000;
        int seen = 0;
        QList<QThread *> all;
        for (int i = 0; i < threads; ++i) {
            all.append(QThread::create([this, &seen] {
                for (int n = 0; n < posts; ++n)
                    QMetaObject::invokeMethod(
                        this, [&seen] { ++seen; }, Qt::QueuedConnection);
            }));
            all.constLast()->start();
        }
        QTRY_COMPARE_WITH_TIMEOUT(seen, threads * posts, 60'000);
        for (QThread *thread : all) {
            thread->wait();
            delete thread;
        }
        // One alone, while the loop sleeps without a timer of its own.
        QEventLoop loop;
        QThread *thread = QThread::create([&loop] { loop.quit(); });
        thread->start();
        loop.exec();
        thread->wait();
        delete thread;
    }
};

int main(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
    QCoreApplication application(argc, argv);
    TestEpollDispatcher test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_epolldispatcher.moc"
