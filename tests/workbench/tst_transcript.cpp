#include "workbench/models/transcriptmodel.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

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
        model.setMe(QStringLiteral("agent_1"), QStringLiteral("Alice"));
    }
    QVariant at(int row, int role) const { return model.index(row).data(role); }
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
        QCOMPARE(b.at(2, M::StateRole).toInt(), int(SendState::Sending));
        QVERIFY(b.at(2, M::OwnRole).toBool());
        b.model.append(message(3)); // of the customer, stands above what is under way
        QCOMPARE(ids(b.model), QStringLiteral("m1 m2 m3 c1 c2"));
        b.model.setSent(c1, QStringLiteral("m4"), noon().plusSeconds(12));
        QCOMPARE(ids(b.model), QStringLiteral("m1 m2 m3 m4 c2"));
        QCOMPARE(b.at(3, M::StateRole).toInt(), int(SendState::Stored));
        auto echo = message(4, MessageRole::Agent);
        QVERIFY(!b.model.append(echo));                    // the event comes after the answer
        b.model.setSent(c1, QStringLiteral("m4"), noon()); // an answer twice
        QCOMPARE(ids(b.model), QStringLiteral("m1 m2 m3 m4 c2"));
    }

    void ownMessageIsConfirmedByTheEvent()
    {
        Bench b;
        b.model.addOutgoing(c1, QStringLiteral("same"), noon());
        b.model.addOutgoing(c2, QStringLiteral("same"), noon());
        auto echo = message(1, MessageRole::Agent);
        echo.content = QStringLiteral("same");
        QVERIFY(b.model.append(echo));
        QCOMPARE(ids(b.model), QStringLiteral("m1 c2"));
        b.model.setSent(c1, QStringLiteral("m1"), noon());
        QCOMPARE(ids(b.model), QStringLiteral("m1 c2"));
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

    void refusedMessageCanBeSentAgainOrThrownAway()
    {
        Bench b;
        b.model.addOutgoing(c1, QStringLiteral("x"), noon());
        b.model.setFailed(c1, QStringLiteral("not live"));
        QCOMPARE(b.at(0, M::StateRole).toInt(), int(SendState::Failed));
        QCOMPARE(b.at(0, M::FailureRole).toString(), QStringLiteral("not live"));
        b.model.setSending(c1);
        QCOMPARE(b.at(0, M::StateRole).toInt(), int(SendState::Sending));
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
        QCOMPARE(b.at(1, M::ContentRole).toString(), QStringLiteral("a"));
        QTRY_COMPARE(b.at(1, M::ContentRole).toString().size(), 501);
        QCOMPARE(changes.size(), 1);
        QVERIFY(b.at(1, M::LiveRole).toBool());
        b.model.addOutgoing(c1, QStringLiteral("x"), noon());
        b.model.append(message(2));
        QCOMPARE(ids(b.model), QStringLiteral("m1 m2 c1 live"));
        b.model.appendLive(QStringLiteral("lost"));
        b.model.clearLive();
        QCOMPARE(ids(b.model), QStringLiteral("m1 m2 c1"));
        b.model.appendLive(QStringLiteral("next"));
        QCOMPARE(b.at(3, M::ContentRole).toString(), QStringLiteral("next"));
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
        QCOMPARE(b.model.newestId(), QStringLiteral("m151")); // only counted
        QCOMPARE(b.model.newCount(), 1);
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
        const auto flags = [&b](int role) {
            QString all;
            for (int i = 0; i < b.model.rowCount(); ++i)
                all += b.at(i, role).toBool() ? u'1' : u'0';
            return all;
        };
        QCOMPARE(flags(M::StartsDayRole), QStringLiteral("10001"));
        QCOMPARE(flags(M::StartsGroupRole), QStringLiteral("10111"));
        QCOMPARE(b.at(4, M::DayRole).toDate(), QDate(2026, 3, 2));
        QSignalSpy changes(&b.model, &QAbstractItemModel::dataChanged);
        b.model.prepend({message(0)}, false);
        QCOMPARE(flags(M::StartsDayRole), QStringLiteral("100001"));
        QCOMPARE(changes.size(), 1); // the old first row lost its separator
        QCOMPARE(changes.first().first().toModelIndex().row(), 1);
    }

    void newMessagesLine()
    {
        Bench b;
        b.model.replace(range(1, 3), false);
        b.model.startNew();
        b.model.append(message(4, MessageRole::Agent)); // my own is not new to me
        QCOMPARE(b.model.newCount(), 0);
        b.model.append(message(5));
        b.model.append(message(6));
        QVERIFY(b.at(4, M::FirstNewRole).toBool());
        QVERIFY(!b.at(5, M::FirstNewRole).toBool());
        QCOMPARE(b.model.newCount(), 2);
        b.model.clearNew();
        QCOMPARE(b.model.newCount(), 0);
        b.model.startNewAt(3);
        QVERIFY(b.at(2, M::FirstNewRole).toBool()); // m3, m5, m6
        QCOMPARE(b.model.newCount(), 3);
    }

    void anotherChatStartsEmpty()
    {
        Bench b;
        b.model.replace(range(1, 3), true);
        b.model.addOutgoing(c1, QStringLiteral("x"), noon());
        b.model.appendLive(QStringLiteral("a"));
        b.model.appendLive(QStringLiteral("b"));
        b.model.clear();
        QCOMPARE(b.model.rowCount(), 0);
        QVERIFY(!b.model.hasOlder());
        b.model.replace(range(1, 1), false);
        QTest::qWait(0);
        QCOMPARE(ids(b.model), QStringLiteral("m1")); // no text of the other chat comes late
    }
};

QTEST_GUILESS_MAIN(TestTranscript)
#include "tst_transcript.moc"
