#include "shared/core/workpool.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTest>

using namespace handoff;

namespace {

Error error(const char *code)
{
    return Error::plain(ErrorKind::Unavailable, QString::fromLatin1(code), {});
}

QString codeOf(const Later<int> &future)
{
    return future.isFinished() && !future.result() ? future.result().error().code : QString();
}

} // namespace

class TestWorkPool : public QObject
{
    Q_OBJECT

private slots:
    /// Thousands of continuations, attached about when the work is done: each runs once, here.
    void continuationsRunOnce()
    {
        constexpr int rounds = 20'000;
        WorkPool pool(4, rounds, error("FULL"), error("CLOSED"));
        QList<int> answers(rounds, 0);
        for (int i = 0; i < rounds; ++i) {
            auto future = pool.run([i]() -> Result<int> { return i; });
            QElapsedTimer timer;
            timer.start();
            while (timer.nsecsElapsed() < i % 1000 * 20) { // every overlap
            }
            future.then(this, [this, &answers, i](const Result<int> &result) {
                QCOMPARE(*result, i);
                QCOMPARE(QThread::currentThread(), thread());
                ++answers[i];
            });
            if (i % 100 == 99)
                QCoreApplication::processEvents();
        }
        QTRY_COMPARE(answers, QList<int>(rounds, 1));
    }

    void nothingIsResolvedOutsideTheEventLoop()
    {
        WorkPool pool(1, 10, error("FULL"), error("CLOSED"));
        QSemaphore done;
        const auto first = pool.run([]() -> Result<int> { return 1; });
        const auto second = pool.run([&done]() -> Result<int> {
            done.release();
            return 2;
        });
        done.acquire(); // so the first has ended
        QVERIFY(!first.isFinished());
        QTRY_VERIFY(first.isFinished() && second.isFinished());
        QCOMPARE(*first.result(), 1);
        QCOMPARE(*second.result(), 2);
    }

    void theQueueIsBounded()
    {
        WorkPool pool(1, 2, error("FULL"), error("CLOSED"));
        QSemaphore go;
        const auto running = pool.run([&go]() -> Result<int> {
            go.acquire();
            return 1;
        });
        const auto waiting = pool.run([]() -> Result<int> { return 2; });
        const auto third = pool.run([]() -> Result<int> { return 3; });
        QCOMPARE(codeOf(third), QStringLiteral("FULL"));
        go.release();
        QTRY_VERIFY(running.isFinished() && waiting.isFinished());
        QVERIFY(!pool.run([]() -> Result<int> { return 4; }).isFinished()); // room again
    }

    /// Who asks much waits for himself: another share's job is the one after the next.
    void sharesTakeTurns()
    {
        WorkPool pool(1, 64, error("FULL"), error("CLOSED"));
        QSemaphore go;
        QList<int> order;
        const auto run = [&](int n, const char *share) {
            auto future = pool.run(
                [&go, n]() -> Result<int> {
                    go.acquire();
                    return n;
                },
                QString::fromLatin1(share));
            return future.then(this, [&order](const Result<int> &result) {
                if (result)
                    order.append(*result);
            });
        };
        for (int i = 0; i < 50; ++i)
            run(i, "greedy");
        run(100, "honest");
        run(101, "other");
        run(102, "honest");
        go.release(1000);
        QTRY_COMPARE(order.size(), 53);
        QVERIFY2(order.indexOf(100) <= 4, qPrintable(QString::number(order.indexOf(100))));
        QVERIFY(order.indexOf(101) <= 5);
        QVERIFY(order.indexOf(102) <= 7);
        QCOMPARE(order.constLast(), 49); // each share in its own order
    }

    /// A full queue has room for who has little in it, at the cost of who has most.
    void theLongestShareGivesWay()
    {
        WorkPool pool(1, 10, error("FULL"), error("CLOSED"));
        QSemaphore go;
        const auto run = [&](const char *share) {
            return pool.run(
                [&go]() -> Result<int> {
                    go.acquire();
                    return 1;
                },
                QString::fromLatin1(share));
        };
        QList<Later<int>> greedy;
        for (int i = 0; i < 20; ++i)
            greedy.append(run("greedy"));
        QCOMPARE(codeOf(greedy.at(10)), QStringLiteral("FULL"));
        QVERIFY(!greedy.at(9).isFinished());
        const auto honest = run("honest");
        QVERIFY(!honest.isFinished());
        QCOMPARE(codeOf(greedy.at(9)), QStringLiteral("FULL"));
        go.release(1000);
        QTRY_VERIFY(honest.isFinished());
        QVERIFY(honest.result().ok());
        QTRY_VERIFY(greedy.at(8).isFinished());
        QVERIFY(greedy.at(8).result().ok());
    }

    void closingResolvesEverything()
    {
        WorkPool pool(1, 10, error("FULL"), error("CLOSED"));
        QSemaphore begun;
        const auto running = pool.run([&begun, &pool]() -> Result<int> {
            begun.release();
            while (!pool.closing())
                QThread::yieldCurrentThread();
            return 1;
        });
        const auto waiting = pool.run([]() -> Result<int> { return 2; });
        begun.acquire();
        pool.close();
        QCOMPARE(*running.result(), 1);
        QCOMPARE(codeOf(waiting), QStringLiteral("CLOSED"));
        QCOMPARE(codeOf(pool.run([]() -> Result<int> { return 3; })), QStringLiteral("CLOSED"));
    }
};

QTEST_GUILESS_MAIN(TestWorkPool)
#include "tst_workpool.moc"
