#include "workbench/models/transcriptmodel.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace handoff;
using M = TranscriptModel;

namespace {

/// Noon, so that seconds around it are one local day in every time zone.
Timestamp noon(int day = 1)
{
    return {QDateTime(QDate(2026, 3, day), QTime(12, 0)).toMSecsSinceEpoch()};
}

Message message(int n, MessageRole role = MessageRole::User, Timestamp at = noon())
{
    Message m;
    m.id = QStringLiteral("m%1").arg(n);
    m.role = role;
    m.content = QStringLiteral("text %1").arg(n);
    m.timestamp = at.plusSeconds(n);
    if (role == MessageRole::Agent) {
        m.agentId = QStringLiteral("agent_1");
        m.agentName = QStringLiteral("Alice");
    }
    return m;
}

/// What the server gives back of an own message.
Message echo(int n, const QString &clientMessageId)
{
    Message m = message(n, MessageRole::Agent);
    m.content = QStringLiteral("same");
    m.clientMessageId = clientMessageId;
    return m;
}

QList<Message> range(int from, int to)
{
    QList<Message> messages;
    for (int i = from; i <= to; ++i)
        messages.append(message(i));
    return messages;
}

QString ids(const M &model)
{
    QStringList ids;
    for (int i = 0; i < model.rowCount(); ++i) {
        const TranscriptRow *row = model.row(i);
        ids.append(row->live
                       ? QStringLiteral("live")
                       : (row->message.id.isEmpty() ? row->clientMessageId : row->message.id));
    }
    return ids.join(u' ');
}

struct Bench
{
    explicit Bench(int window = 2000) : model(nullptr, window)
    {
        model.clear(QStringLiteral("agent_1"), QStringLiteral("Alice"));
    }
    const TranscriptRow &at(int row) const { return *model.row(row); }
    M model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

const QString c1 = QStringLiteral("c1");
const QString c2 = QStringLiteral("c2");

} // namespace

class TestTranscript : public QObject
{
    Q_OBJECT

private slots:
    void pagesAndEventsGiveEachMessageOnce()
    {
        Bench b;
        b.model.replace(range(5, 7), true);
        QVERIFY(!b.model.append(message(7)));
        QVERIFY(b.model.append(message(8)));
        b.model.prepend({message(3), message(4), message(5)}, false);
        QCOMPARE(ids(b.model), QStringLiteral("m3 m4 m5 m6 m7 m8"));
        QVERIFY(!b.model.hasOlder());
        QVERIFY(b.model.merge({message(8), message(9)}));
        QCOMPARE(ids(b.model), QStringLiteral("m3 m4 m5 m6 m7 m8 m9"));
        QVERIFY(!b.model.merge({message(20)})); // a gap: the caller replaces
        QCOMPARE(b.model.oldestId(), QStringLiteral("m3"));
        QCOMPARE(b.model.newestId(), QStringLiteral("m9"));
    }

    /// What the AI had said when a human came stands in front of what he says.
    void aLateAnswerStandsBehindItsQuestion()
    {
        Bench b;
        b.model.replace({message(5), message(7)}, true);
        QVERIFY(b.model.append(message(8)));
        QVERIFY(b.model.append(message(6, MessageRole::Assistant)));
        QCOMPARE(ids(b.model), QStringLiteral("m5 m6 m7 m8"));
        QVERIFY(!b.model.append(message(3))); // its page is not loaded
        QCOMPARE(ids(b.model), QStringLiteral("m5 m6 m7 m8"));
    }

    void ownMessageIsConfirmedByTheAnswer()
    {
        Bench b;
        b.model.replace(range(1, 2), false);
        b.model.addOutgoing(c1, QStringLiteral("one"), noon().plusSeconds(10));
        b.model.addOutgoing(c2, QStringLiteral("two"), noon().plusSeconds(11));
        QCOMPARE(b.at(2).state, SendState::Sending);
        QVERIFY(b.model.isOwn(b.at(2).message));
        b.model.append(message(3)); // of the customer, stands above what is under way
        QCOMPARE(ids(b.model), QStringLiteral("m1 m2 m3 c1 c2"));
        b.model.setSent(c1, QStringLiteral("m4"), noon().plusSeconds(12));
        QCOMPARE(ids(b.model), QStringLiteral("m1 m2 m3 m4 c2"));
        QCOMPARE(b.at(3).state, SendState::Stored);
        QVERIFY(!b.model.append(echo(4, c1)));             // the event comes after the answer
        b.model.setSent(c1, QStringLiteral("m4"), noon()); // an answer twice
        QCOMPARE(ids(b.model), QStringLiteral("m1 m2 m3 m4 c2"));
    }

    void ownMessageIsConfirmedByTheEvent()
    {
        Bench b;
        b.model.addOutgoing(c1, QStringLiteral("same"), noon());
        b.model.addOutgoing(c2, QStringLiteral("same"), noon());
        QVERIFY(b.model.append(echo(1, c1)));
        QCOMPARE(ids(b.model), QStringLiteral("m1 c2"));
        b.model.setSent(c1, QStringLiteral("m1"), noon());
        QCOMPARE(ids(b.model), QStringLiteral("m1 c2"));
    }

    /// Two equal texts: each bubble is its own message, whatever comes first.
    void equalTextsAreNeitherDoubledNorSwapped_data()
    {
        QTest::addColumn<QStringList>("steps"); // "event 1", "answer 2", "page"
        const QStringList each{QStringLiteral("event 1"), QStringLiteral("event 2"),
                               QStringLiteral("answer 1"), QStringLiteral("answer 2"),
                               QStringLiteral("page")};
        QStringList order = each;
        order.sort();
        do
            QTest::newRow(qPrintable(order.join(u", "))) << order;
        while (std::next_permutation(order.begin(), order.end()));
        for (const QString &one : {QStringLiteral("event"), QStringLiteral("answer")}) {
            for (const QString &other : {QStringLiteral("event"), QStringLiteral("answer")}) {
                QTest::addRow("only %s 2, %s 1", qPrintable(one), qPrintable(other))
                    << QStringList{one + u" 2", other + u" 1"};
            }
        }
        QTest::newRow("only the page") << QStringList{QStringLiteral("page")};
    }
    void equalTextsAreNeitherDoubledNorSwapped()
    {
        QFETCH(QStringList, steps);
        Bench b;
        b.model.replace(range(1, 1), true);
        b.model.addOutgoing(c1, QStringLiteral("same"), noon().plusSeconds(1));
        b.model.addOutgoing(c2, QStringLiteral("same"), noon().plusSeconds(1));
        for (const QString &step : std::as_const(steps)) {
            const int n = step.endsWith(u'1') ? 2 : 3; // m2 and m3
            const QString mine = n == 2 ? c1 : c2;
            if (step == u"page")
                b.model.replace({message(1), echo(2, c1), echo(3, c2)}, true);
            else if (step.startsWith(u"event"))
                b.model.append(echo(n, mine));
            else
                b.model.setSent(mine, QStringLiteral("m%1").arg(n), echo(n, mine).timestamp);
            QCOMPARE(b.model.rowCount(), 3);
        }
        QCOMPARE(ids(b.model), QStringLiteral("m1 m2 m3"));
    }

    /// What another window of mine sends in the same words is not what I have on its way.
    void theSameWordsFromElsewhereAreAnotherMessage()
    {
        Bench b;
        b.model.addOutgoing(c1, QStringLiteral("same"), noon());
        QVERIFY(b.model.append(echo(1, c2)));
        QCOMPARE(ids(b.model), QStringLiteral("m1 c1"));
        b.model.append(echo(2, c1));
        b.model.addOutgoing(c1, QStringLiteral("same"), noon()); // told again by the outbox
        QCOMPARE(ids(b.model), QStringLiteral("m1 m2"));
    }

    void eventWithOtherTextThenAnswerLeavesOneRow()
    {
        Bench b;
        b.model.addOutgoing(c1, QStringLiteral("text  1"), noon());
        b.model.append(message(1, MessageRole::Agent)); // the server trimmed it
        QCOMPARE(b.model.rowCount(), 2);
        b.model.setSent(c1, QStringLiteral("m1"), noon());
        QCOMPARE(ids(b.model), QStringLiteral("m1"));
    }

    /// A question is open until its answer, or a person's word, stands below it.
    void questionsAreOpenUntilTheirAnswer()
    {
        Bench b;
        const auto open = [&] {
            QString marks;
            for (int i = 0; i < b.model.rowCount(); ++i)
                marks += b.model.look(i).unanswered ? u'?' : u'.';
            return marks;
        };
        const auto question = [](int n) {
            Message m = message(n);
            m.answered = false;
            return m;
        };
        Message answered = message(1);
        answered.answered = true;
        b.model.replace({answered, message(2), question(3)}, false); // of 2 nobody asked the AI
        QCOMPARE(open(), QStringLiteral("..?"));
        QSignalSpy changes(&b.model, &QAbstractItemModel::dataChanged);
        b.model.appendLive(QStringLiteral("so"));
        QCOMPARE(open(), QStringLiteral("...."));
        QVERIFY(!changes.isEmpty());
        b.model.clearLive();
        QCOMPARE(open(), QStringLiteral("..?"));
        b.model.append(message(4, MessageRole::System)); // why it failed
        b.model.append(question(5));
        QCOMPARE(open(), QStringLiteral("..?.?"));
        b.model.append(message(6, MessageRole::Assistant));
        QCOMPARE(open(), QStringLiteral("..?...")); // of 5 only
        b.model.append(question(7));
        changes.clear();
        b.model.append(message(8, MessageRole::Agent)); // a person sees all of it
        QCOMPARE(open(), QStringLiteral("........"));
        QVERIFY(!changes.isEmpty());
    }

    void refusedMessageCanBeSentAgainOrThrownAway()
    {
        Bench b;
        b.model.addOutgoing(c1, QStringLiteral("x"), noon());
        b.model.setState(c1, SendState::Failed, QStringLiteral("not live"));
        QCOMPARE(b.at(0).state, SendState::Failed);
        QCOMPARE(b.at(0).failure, QStringLiteral("not live"));
        b.model.setState(c1, SendState::Sending);
        QCOMPARE(b.at(0).state, SendState::Sending);
        b.model.removeOutgoing(c1);
        QCOMPARE(b.model.rowCount(), 0);
    }

    void liveTextComesInBundles()
    {
        Bench b;
        b.model.replace(range(1, 1), false);
        QSignalSpy changes(&b.model, &QAbstractItemModel::dataChanged);
        b.model.appendLive(QStringLiteral("a")); // the first piece shows at once
        QCOMPARE(ids(b.model), QStringLiteral("m1 live"));
        for (int i = 0; i < 500; ++i)
            b.model.appendLive(QStringLiteral("b"));
        QCOMPARE(b.at(1).message.content, QStringLiteral("a"));
        QTRY_COMPARE(b.at(1).message.content.size(), 501);
        QCOMPARE(changes.size(), 1);
        QVERIFY(b.at(1).live);
        b.model.addOutgoing(c1, QStringLiteral("x"), noon());
        b.model.append(message(2));
        QCOMPARE(ids(b.model), QStringLiteral("m1 m2 c1 live"));
        b.model.appendLive(QStringLiteral("lost"));
        b.model.clearLive();
        QCOMPARE(ids(b.model), QStringLiteral("m1 m2 c1"));
        b.model.appendLive(QStringLiteral("next"));
        QCOMPARE(b.at(3).message.content, QStringLiteral("next"));
    }

    void windowSlidesDownAndUp()
    {
        Bench b(100);
        b.model.replace(range(101, 200), true);
        b.model.append(message(201));
        QCOMPARE(b.model.rowCount(), 100);
        QCOMPARE(b.model.oldestId(), QStringLiteral("m102"));
        b.model.prepend(range(52, 101), true); // the newest 50 fall off
        QCOMPARE(b.model.rowCount(), 100);
        QVERIFY(b.model.hasNewer());
        QCOMPARE(b.model.newestId(), QStringLiteral("m151"));
        QVERIFY(b.model.append(message(202)));
        QCOMPARE(b.model.newestId(), QStringLiteral("m151")); // has no row
        b.model.addOutgoing(c1, QStringLiteral("x"), noon());
        b.model.setSent(c1, QStringLiteral("m203"), noon());
        QCOMPARE(b.model.rowCount(), 100);
        b.model.replace(range(154, 203), true);
        QVERIFY(!b.model.hasNewer());
        QCOMPARE(b.model.newestId(), QStringLiteral("m203"));
    }

    void daysAndGroups()
    {
        Bench b;
        b.model.replace({message(1), message(2), message(3, MessageRole::Assistant),
                         message(4, MessageRole::Assistant, noon().plusSeconds(400)),
                         message(5, MessageRole::Assistant, noon(2))},
                        true);
        const auto flags = [&b](bool RowLook::*flag) {
            QString all;
            for (int i = 0; i < b.model.rowCount(); ++i)
                all += b.model.look(i).*flag ? u'1' : u'0';
            return all;
        };
        QCOMPARE(flags(&RowLook::startsDay), QStringLiteral("10001"));
        QCOMPARE(flags(&RowLook::startsGroup), QStringLiteral("10111"));
        QSignalSpy changes(&b.model, &QAbstractItemModel::dataChanged);
        b.model.prepend({message(0)}, false);
        QCOMPARE(flags(&RowLook::startsDay), QStringLiteral("100001"));
        QCOMPARE(changes.size(), 1); // the old first row lost its separator
        QCOMPARE(changes.first().first().toModelIndex().row(), 1);
    }

    void newMessagesLine()
    {
        Bench b;
        b.model.replace(range(1, 3), false);
        b.model.startNew();
        b.model.append(message(4, MessageRole::Agent)); // my own is not new to me
        QVERIFY(!b.model.look(3).firstNew);
        b.model.append(message(5));
        b.model.append(message(6));
        QVERIFY(b.model.look(4).firstNew);
        QVERIFY(!b.model.look(5).firstNew);
        b.model.startNewAt(3);
        QVERIFY(!b.model.look(4).firstNew); // there is one line
        QVERIFY(b.model.look(2).firstNew);  // m3, m5, m6
    }

    void anotherChatStartsEmpty()
    {
        Bench b;
        b.model.replace(range(1, 3), true);
        b.model.addOutgoing(c1, QStringLiteral("x"), noon());
        b.model.appendLive(QStringLiteral("a"));
        b.model.appendLive(QStringLiteral("b"));
        b.model.clear(QStringLiteral("agent_1"), QStringLiteral("Alice"));
        QCOMPARE(b.model.rowCount(), 0);
        QVERIFY(!b.model.hasOlder());
        b.model.replace(range(1, 1), false);
        QTest::qWait(0);
        QCOMPARE(ids(b.model), QStringLiteral("m1")); // no text of the other chat comes late
    }
};

QTEST_GUILESS_MAIN(TestTranscript)
#include "tst_transcript.moc"
