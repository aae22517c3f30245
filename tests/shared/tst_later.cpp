#include "shared/core/later.h"

#include <QObject>
#include <QTest>

using namespace handoff;

namespace {

Error refused()
{
    return Error::plain(ErrorKind::Conflict, QStringLiteral("REFUSED"), QStringLiteral("no"));
}

/// Text of a result, so that both halves are compared at once.
QString said(const Result<int> &result)
{
    return result ? QString::number(*result) : result.error().code;
}

} // namespace

class TestLater : public QObject
{
    Q_OBJECT

private slots:
    void isHeardWhenItComesAndWhenItIsThere()
    {
        QStringList heard;
        LaterSource<int> source;
        const Later<int> later = source.later();
        later.then(this, [&](const Result<int> &result) { heard.append(said(result)); });
        QVERIFY(!later.isFinished());
        QCOMPARE(heard, QStringList());
        source.resolve(7);
        QVERIFY(later.isFinished());
        QCOMPARE(*later.result(), 7);
        later.then(this, [&](const Result<int> &result) { heard.append(said(result)); });
        Later<int>(refused()).then(this, [&](const Result<int> &r) { heard.append(said(r)); });
        QCOMPARE(heard, (QStringList{QStringLiteral("7"), QStringLiteral("7"),
                                     QStringLiteral("REFUSED")}));
    }

    void whoIsGoneDoesNotHear()
    {
        LaterSource<int> source;
        auto context = std::make_unique<QObject>();
        bool heard = false;
        const auto next = source.later().then(context.get(), [&](const Result<int> &result) {
            heard = true;
            return result;
        });
        next.then(this, [&](const Result<int> &) { heard = true; });
        context.reset();
        source.resolve(7);
        QVERIFY(!heard);
        QVERIFY(!next.isFinished());
    }

    void whoHearsMayGoMeanwhile()
    {
        LaterSource<int> source;
        auto context = std::make_unique<QObject>();
        auto later = std::make_unique<Later<int>>(source.later());
        QString heard;
        later->then(context.get(), [&, kept = QString(100, u'x')](const Result<int> &result) {
            context.reset();
            later.reset();
            heard = kept.left(1) + said(result);
        });
        source.resolve(7);
        QCOMPARE(heard, QStringLiteral("x7"));
    }

    void stepsFollowOneAnother()
    {
        LaterSource<QString> text;
        LaterSource<int> number;
        QString heard;
        text.later()
            .andThen(this,
                     [&](const QString &from) {
                         return from == u"ask" ? number.later() : Later<int>(from.toInt());
                     })
            .andThen(this, [](int n) -> Result<int> { return n + 1; })
            .then(this, [&](const Result<int> &result) { heard = said(result); });
        text.resolve(QStringLiteral("ask"));
        QCOMPARE(heard, QString());
        number.resolve(41);
        QCOMPARE(heard, QStringLiteral("42"));
    }

    void anErrorGoesPastTheSteps()
    {
        LaterSource<void> source;
        int steps = 0;
        QString heard;
        source.later()
            .andThen(this,
                     [&]() -> Result<int> {
                         ++steps;
                         return 1;
                     })
            .andThen(this,
                     [&](int n) -> Result<int> {
                         ++steps;
                         return n;
                     })
            .then(this, [&](const Result<int> &result) { heard = said(result); });
        source.resolve(refused());
        QCOMPARE(heard, QStringLiteral("REFUSED"));
        QCOMPARE(steps, 0);
    }

    void nothingIsKeptOfWhatWasHeard()
    {
        const auto kept = std::make_shared<int>(1);
        LaterSource<int> source;
        const auto next = source.later().andThen(this, [kept](int n) -> Result<int> { return n; });
        next.then(this, [kept](const Result<int> &) {});
        QCOMPARE(kept.use_count(), 3L);
        source.resolve(7);
        QCOMPARE(kept.use_count(), 1L);
    }
};

QTEST_GUILESS_MAIN(TestLater)
#include "tst_later.moc"
