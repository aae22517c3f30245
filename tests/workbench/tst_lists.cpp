#include "workbench/models/sessionlistmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace handoff;
using S = SessionStatus;

namespace {

constexpr Timestamp start{1'700'000'000'000};

SessionSummary session(const QString &name, S status = S::PendingManual, qint64 second = 0,
                       bool vip = false)
{
    SessionSummary s;
    s.sessionName = name;
    s.status = status;
    s.userProfile.nickname = name;
    s.userProfile.vip = vip;
    s.createdAt = s.updatedAt = start.plusSeconds(second);
    s.version = 1;
    if (status == S::PendingManual)
        s.escalation = EscalationSummary{EscalationReason::Manual, Severity::High,
                                         start.plusSeconds(second), 0};
    if (status == S::ManualLive)
        s.assignedAgent = AgentRef{QStringLiteral("agent_1"), QStringLiteral("Alice")};
    return s;
}

SessionSummary changed(SessionSummary s, qint64 second)
{
    s.updatedAt = start.plusSeconds(second);
    ++s.version;
    return s;
}

QString names(const SessionListModel &model)
{
    QStringList names;
    for (int i = 0; i < model.rowCount(); ++i)
        names.append(model.index(i).data(SessionListModel::SessionNameRole).toString());
    return names.join(u' ');
}

/// A model under the eyes of QAbstractItemModelTester, with a fixed clock.
struct Bench
{
    explicit Bench(Section section) : model(section)
    {
        model.setMe(QStringLiteral("agent_1"));
        model.tick(start.plusSeconds(100));
    }
    SessionListModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TestLists : public QObject
{
    Q_OBJECT

private slots:
    void sectionsHoldWhatTheyName_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("owner");
        QTest::addColumn<QString>("sections"); // W M A H L in the order of allSections
        const auto row = [](const char *tag, S status, const char *owner, const char *sections) {
            QTest::newRow(tag) << int(status) << QString::fromLatin1(owner)
                               << QString::fromLatin1(sections);
        };
        row("bot", S::BotActive, "", "--A-L");
        row("pending", S::PendingManual, "", "W---L");
        row("mine", S::ManualLive, "agent_1", "-M--L");
        row("another's", S::ManualLive, "agent_2", "----L");
        row("after hours", S::AfterHoursEmail, "", "---HL");
        row("closed", S::Closed, "", "----L");
        row("unknown", S::Unknown, "", "----L");
        row("was mine", S::BotActive, "agent_1", "--A-L");
    }
    void sectionsHoldWhatTheyName()
    {
        QFETCH(int, status);
        QFETCH(QString, owner);
        SessionSummary s = session(QStringLiteral("a"), S(status));
        s.assignedAgent.reset();
        if (!owner.isEmpty())
            s.assignedAgent = AgentRef{owner, owner};
        QString sections;
        const QString letters = QStringLiteral("WMAHL");
        for (const Section section : allSections) {
            Bench b(section);
            b.model.apply(s, true);
            sections += b.model.rowCount() == 1 ? letters.at(qsizetype(section)) : QChar(u'-');
        }
        QTEST(sections, "sections");
    }

    void waitingIsOrderedByVipThenLevelThenWait()
    {
        Bench b(Section::Waiting);
        SessionSummary urgentWords = session(QStringLiteral("words"), S::PendingManual, 50);
        urgentWords.priority.urgentKeywords = {QStringLiteral("退款")};
        b.model.replace({session(QStringLiteral("late"), S::PendingManual, 90),
                         session(QStringLiteral("early"), S::PendingManual, 10),
                         session(QStringLiteral("vip2"), S::PendingManual, 80, true), urgentWords,
                         session(QStringLiteral("vip1"), S::PendingManual, 20, true)});
        QCOMPARE(names(b.model), QStringLiteral("vip1 vip2 words early late"));
        // 305 s later "early" has waited over five minutes and passes "words", by a move
        QSignalSpy moves(&b.model, &QAbstractItemModel::rowsMoved);
        b.model.tick(start.plusSeconds(312));
        QCOMPARE(names(b.model), QStringLiteral("vip1 vip2 early words late"));
        QCOMPARE(moves.size(), 1);
        QCOMPARE(b.model.rule().waitingSeconds(b.model.row(2)->session), 302);
        QCOMPARE(b.model.rule().level(b.model.row(2)->session), PriorityLevel::Urgent);
    }

    void othersShowTheLastActivityFirst()
    {
        Bench b(Section::All);
        const auto a = session(QStringLiteral("a"), S::BotActive, 1);
        b.model.replace({a, session(QStringLiteral("b"), S::Closed, 2),
                         session(QStringLiteral("c"), S::ManualLive, 3)});
        QCOMPARE(names(b.model), QStringLiteral("c b a"));
        QSignalSpy moves(&b.model, &QAbstractItemModel::rowsMoved);
        QSignalSpy resets(&b.model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex held = b.model.index(2);
        b.model.apply(changed(a, 9), true);
        QCOMPARE(names(b.model), QStringLiteral("a c b"));
        QCOMPARE(moves.size(), 1);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(held.row(), 0); // a selection follows its session
    }

    void olderVersionsAreIgnored()
    {
        Bench b(Section::All);
        auto s = session(QStringLiteral("a"), S::ManualLive, 5);
        s.version = 4;
        b.model.apply(s, true);
        s.version = 3;
        s.status = S::BotActive;
        b.model.apply(s, true);
        QCOMPARE(b.model.find(QStringLiteral("a"))->session.status, S::ManualLive);
    }

    void unreadOfEventsMeansNothing()
    {
        Bench b(Section::All);
        auto s = session(QStringLiteral("a"));
        s.unread = 3;
        b.model.apply(s, false);
        s.unread = 0;
        b.model.apply(changed(s, 2), true);
        QCOMPARE(b.model.row(0)->session.unread, 3);
        b.model.setUnread(QStringLiteral("a"), 0);
        QCOMPARE(b.model.row(0)->session.unread, 0);
    }

    void nothingMovesUnderThePointer()
    {
        Bench b(Section::All);
        const auto a = session(QStringLiteral("a"), S::BotActive, 1);
        const auto c = session(QStringLiteral("c"), S::BotActive, 3);
        b.model.replace({a, session(QStringLiteral("b"), S::BotActive, 2), c});
        QSignalSpy counts(&b.model, &SessionListModel::pendingChangesChanged);
        b.model.setFrozen(true);
        auto newer = changed(a, 9);
        newer.userProfile.nickname = QStringLiteral("Ann");
        b.model.apply(newer, true);
        b.model.apply(session(QStringLiteral("d"), S::BotActive, 10), true);
        b.model.remove(QStringLiteral("c"));
        QCOMPARE(names(b.model), QStringLiteral("c b a"));
        QCOMPARE(b.model.index(2).data(Qt::DisplayRole).toString(),
                 QStringLiteral("Ann")); // texts change at once
        QCOMPARE(b.model.pendingChanges(), 3);
        b.model.setFrozen(false);
        QCOMPARE(names(b.model), QStringLiteral("d a b"));
        QCOMPARE(b.model.pendingChanges(), 0);
        QCOMPARE(counts.last().first().toInt(), 0);
    }

    void frozenChangesThatEndWhereTheyBegan()
    {
        Bench b(Section::Waiting);
        b.model.setFrozen(true);
        const auto s = session(QStringLiteral("a"));
        b.model.apply(s, true);
        auto taken = changed(s, 1);
        taken.status = S::ManualLive;
        b.model.apply(taken, true); // came and went unseen
        QCOMPARE(b.model.pendingChanges(), 0);
        b.model.setFrozen(false);
        QCOMPARE(b.model.rowCount(), 0);
    }

    void randomChangesEndInOrder()
    {
        // The same changes with random freezes must give what a fresh model gives.
        QRandomGenerator random(7);
        Bench b(Section::Waiting);
        QHash<QString, SessionSummary> truth;
        for (int step = 0; step < 3000; ++step) {
            const QString name = QString::number(random.bounded(60));
            SessionSummary s = truth.contains(name) ? changed(truth.value(name), step)
                                                    : session(name, S::PendingManual, step);
            s.status = random.bounded(4) == 0 ? S::ManualLive : S::PendingManual;
            s.escalation = EscalationSummary{EscalationReason::Manual, Severity::Low,
                                             start.plusSeconds(random.bounded(500)), 0};
            s.userProfile.vip = random.bounded(5) == 0;
            truth.insert(name, s);
            b.model.apply(s, true);
            if (random.bounded(20) == 0)
                b.model.setFrozen(!b.model.isFrozen());
            if (random.bounded(50) == 0)
                b.model.tick(start.plusSeconds(100 + step / 5));
        }
        b.model.setFrozen(false);
        const Timestamp end = start.plusSeconds(1000);
        b.model.tick(end);
        SessionListModel fresh(Section::Waiting);
        fresh.tick(end);
        QList<SessionSummary> all;
        for (const auto &s : std::as_const(truth)) {
            if (s.status == S::PendingManual)
                all.append(s);
        }
        fresh.replace(all);
        QCOMPARE(names(b.model), names(fresh));
    }

    void healKeepsWhatStaysAndDropsWhatIsGone()
    {
        Bench b(Section::Waiting);
        b.model.replace({session(QStringLiteral("a"), S::PendingManual, 1),
                         session(QStringLiteral("b"), S::PendingManual, 2),
                         session(QStringLiteral("c"), S::PendingManual, 3)});
        b.model.setDraft(QStringLiteral("b"), QStringLiteral("half a sentence"));
        QSignalSpy resets(&b.model, &QAbstractItemModel::modelReset);
        b.model.heal({session(QStringLiteral("b"), S::PendingManual, 2),
                      session(QStringLiteral("d"), S::PendingManual, 4)},
                     true);
        QCOMPARE(names(b.model), QStringLiteral("b d"));
        QCOMPARE(b.model.row(0)->draft, QStringLiteral("half a sentence"));
        QCOMPARE(resets.size(), 0);
        b.model.heal({session(QStringLiteral("e"), S::PendingManual, 5)}, false);
        QCOMPARE(names(b.model), QStringLiteral("b d e"));
    }

    void filters_data()
    {
        QTest::addColumn<QString>("keyword");
        QTest::addColumn<QString>("tag");
        QTest::addColumn<bool>("vip");
        QTest::addColumn<bool>("shown");
        QTest::newRow("none") << QString() << QString() << false << true;
        QTest::newRow("name") << QStringLiteral("ALIC") << QString() << false << true;
        QTest::newRow("text") << QStringLiteral("退款") << QString() << false << true;
        QTest::newRow("other text") << QStringLiteral("发票") << QString() << false << false;
        QTest::newRow("tag") << QString() << QStringLiteral("tag_1") << false << true;
        QTest::newRow("other tag") << QString() << QStringLiteral("tag_2") << false << false;
        QTest::newRow("vip") << QString() << QString() << true << false;
    }
    void filters()
    {
        QFETCH(QString, keyword);
        QFETCH(QString, tag);
        QFETCH(bool, vip);
        QFETCH(bool, shown);
        Bench b(Section::All);
        b.model.setFilter({keyword, tag, vip, {}});
        auto s = session(QStringLiteral("alice"));
        s.lastMessagePreview = MessagePreview{MessageRole::User, QStringLiteral("我要退款"), start};
        s.tags = {{QStringLiteral("tag_1"), QStringLiteral("x"), QStringLiteral("#000000")}};
        b.model.apply(s, true);
        QCOMPARE(b.model.rowCount(), shown ? 1 : 0);
    }

    void aRowKnowsWhatOnlyThisClientKnows()
    {
        Bench b(Section::All);
        const auto s = session(QStringLiteral("a"), S::ManualLive, 5, true);
        b.model.apply(s, false);
        QSignalSpy changes(&b.model, &QAbstractItemModel::dataChanged);
        b.model.setTyping(QStringLiteral("a"), true);
        b.model.setViewers(QStringLiteral("a"), {QStringLiteral("Bob")});
        b.model.setViewers(QStringLiteral("a"), {QStringLiteral("Bob")}); // nothing new
        QCOMPARE(changes.size(), 2);
        b.model.apply(changed(s, 6), true);
        const ListRow &row = *b.model.row(0);
        QVERIFY(row.typing);
        QCOMPARE(row.viewers, QStringList{QStringLiteral("Bob")});
        QVERIFY(b.model.rule().isMine(row.session));
        QVERIFY(!sessionrow::waitingSince(row.session));
    }

    /// Who waits is known by his own words, not by what he was told; the server has them.
    void whoWaitsIsKnownByHisOwnWords()
    {
        Bench b(Section::All);
        auto s = session(QStringLiteral("a"));
        s.lastMessagePreview =
            MessagePreview{MessageRole::System, QStringLiteral("told"), start.plusSeconds(9)};
        s.lastCustomerMessage = CustomerWords{QStringLiteral("asked"), start.plusSeconds(8)};
        b.model.apply(s, false);
        const auto words = [&b](int row) {
            return sessionrow::lastWords(b.model.row(row)->session).value_or(MessagePreview());
        };
        QCOMPARE(words(0).content, QStringLiteral("asked"));
        QCOMPARE(words(0).role, MessageRole::User);
        s = changed(s, 10);
        s.status = S::ManualLive; // then what was said last
        b.model.apply(s, true);
        QCOMPARE(words(0).content, QStringLiteral("told"));
        s = session(QStringLiteral("b")); // who pressed a button has said nothing
        s.lastMessagePreview =
            MessagePreview{MessageRole::System, QStringLiteral("told"), start.plusSeconds(9)};
        b.model.apply(s, true);
        QCOMPARE(words(b.model.rowOf(QStringLiteral("b"))).content, QStringLiteral("told"));
    }

    void tenThousandRowsAndAsManyChanges()
    {
        SessionListModel model(Section::All); // without the tester, which looks at every row
        QList<SessionSummary> sessions;
        for (int i = 0; i < 10000; ++i)
            sessions.append(session(QStringLiteral("s%1").arg(i), S::BotActive, i));
        model.replace(sessions);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        for (int i = 0; i < 10000; ++i)
            model.apply(changed(sessions.at(i), 10000 + (i * 7919) % 10000), true);
        for (int i = 0; i < 100; ++i)
            model.apply(session(QStringLiteral("n%1").arg(i), S::BotActive, 30000 + i), true);
        QCOMPARE(model.rowCount(), 10100);
        QCOMPARE(resets.size(), 0);
        for (int i = 1; i < model.rowCount(); ++i)
            QVERIFY(model.row(i - 1)->session.updatedAt >= model.row(i)->session.updatedAt);
    }
};

QTEST_GUILESS_MAIN(TestLists)
#include "tst_lists.moc"
