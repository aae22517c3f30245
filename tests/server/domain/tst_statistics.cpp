#include "server/domain/statistics/statistics.h"
#include "tests/server/domain/testdesk.h"

#include <QDateTime>

using namespace handoff;
using Stats::Range;
using test::TestDesk;
using test::u8;

namespace {

const QTimeZone shanghai("Asia/Shanghai");
const QTimeZone berlin("Europe/Berlin");

Timestamp utc(const char *text)
{
    return {QDateTime::fromString(QString::fromLatin1(text), Qt::ISODate).toMSecsSinceEpoch()};
}
/// By the clock in Shanghai, January 2026; the 14th is a Wednesday.
Timestamp at(int day, int hour, int minute, int second = 0)
{
    return {QDateTime({2026, 1, day}, {hour, minute, second}, shanghai).toMSecsSinceEpoch()};
}

QList<double> values(const StatsSeries &series)
{
    QList<double> list;
    for (const SeriesPoint &point : series.points)
        list.append(point.value.value_or(-1));
    return list;
}
QStringList labels(const QList<SeriesPoint> &points)
{
    QStringList list;
    for (const SeriesPoint &point : points)
        list.append(point.label);
    return list;
}

/// A desk that has seen four days, told here minute by minute; now it is the 17th, 9:30.
class Story
{
public:
    TestDesk desk;
    Range range{at(14, 0, 0), at(17, 9, 30)};

    Story()
    {
        desk.policy.shift.weekendsDisabled = false;
        if (!desk.write([&](Tx &tx) {
                return Agents::setStatus(tx, desk.wang.agent.id, {AgentPresence::Busy, {}});
            }))
            qFatal("status");

        answered(at(14, 10, 0), "s1", 2);
        escalated(at(14, 10, 1), "s1", "manual");
        taken(at(14, 10, 3), "s1", desk.wang);
        written(at(14, 10, 4), "s1", desk.wang);
        written(at(14, 10, 5), "s1", desk.wang);
        released(at(14, 10, 13), "s1", desk.wang);

        escalated(at(14, 10, 13), "s2", "keyword"); // passes to another human
        taken(at(14, 10, 14), "s2", desk.wang);
        clock(at(14, 10, 20));
        ok(desk.requeue(u8("s2"), desk.wang));
        taken(at(14, 10, 21), "s2", desk.li);
        written(at(14, 10, 22), "s2", desk.li);
        released(at(14, 10, 30), "s2", desk.li);

        escalated(at(14, 10, 30), "s3", "vip"); // comes back within 24 h of the release
        taken(at(14, 10, 40), "s3", desk.li);
        written(at(14, 10, 41, 30), "s3", desk.li);
        released(at(14, 10, 45), "s3", desk.li);
        answered(at(14, 11, 0), "s8", 1); // never needs a human
        answered(at(14, 11, 1), "s8", 3);

        escalated(at(15, 10, 45), "s3", "manual"); // exactly 24 h
        taken(at(15, 10, 51), "s3", desk.li);
        released(at(15, 10, 53), "s3", desk.li);
        escalated(at(15, 11, 0), "s4", "manual"); // comes back later than that
        taken(at(15, 11, 0, 30), "s4", desk.wang);
        released(at(15, 11, 1, 30), "s4", desk.wang);

        escalated(at(16, 11, 1, 31), "s4", "manual"); // gives up waiting
        clock(at(16, 11, 5));
        ok(desk.cancel(u8("s4")));
        escalated(at(16, 17, 50), "s5", "fail_loop"); // waits over night
        escalated(at(16, 22, 0), "s7", "sentiment");  // out of shift

        taken(at(17, 9, 10), "s5", desk.wang);
        released(at(17, 9, 20), "s5", desk.wang);
        escalated(at(17, 9, 20), "s6", "manual"); // still waits
        clock(at(17, 9, 30));
    }

    StatsSeries series(StatsMetric metric, StatsBucket bucket)
    {
        const auto series =
            desk.read([&](Tx &tx) { return Stats::series(tx, shanghai, metric, bucket, range); });
        if (!series)
            qFatal("%s", qPrintable(series.error().message));
        return *series;
    }

private:
    template<typename R>
    static void ok(const R &result)
    {
        if (!result)
            qFatal("%s", qPrintable(result.error().message));
    }
    void clock(Timestamp time)
    {
        if (time < desk.now())
            qFatal("the story goes back in time");
        desk.setNow(time);
    }
    void answered(Timestamp time, const char *name, int seconds)
    {
        clock(time);
        const Chat::Turn turn = desk.ask(u8(name), u8("你好"))->turn;
        desk.pass(seconds);
        ok(desk.write(
            [&](Tx &tx) { return Chat::completeTurn(tx, desk.policy, turn, u8("您好")); }));
    }
    void escalated(Timestamp time, const char *name, const char *reason)
    {
        clock(time);
        ok(desk.escalate(u8(name), u8(reason)));
    }
    void taken(Timestamp time, const char *name, const Actor &agent)
    {
        clock(time);
        ok(desk.takeOver(u8(name), agent));
    }
    void written(Timestamp time, const char *name, const Actor &agent)
    {
        clock(time);
        ok(desk.send(u8(name), u8("agent"), u8("您好"), agent));
    }
    void released(Timestamp time, const char *name, const Actor &agent)
    {
        clock(time);
        ok(desk.release(u8(name), agent));
    }
};

} // namespace

class TestStatistics : public QObject
{
    Q_OBJECT

private slots:
    void overview()
    {
        Story story;
        const auto result =
            story.desk.read([&](Tx &tx) { return Stats::overview(tx, shanghai, story.range); });
        QVERIFY(result.ok());
        const Statistics &s = *result;
        QCOMPARE(s.timezone, u8("Asia/Shanghai"));
        QCOMPARE(s.totalSessions, 8);
        QCOMPARE(s.byStatus, (QMap<QString, qint64>{{u8("bot_active"), 6},
                                                    {u8("pending_manual"), 1},
                                                    {u8("manual_live"), 0},
                                                    {u8("after_hours_email"), 1},
                                                    {u8("closed"), 0}}));
        QCOMPARE(s.activeSessions, 1);
        QCOMPARE(s.activeAgents, 1);
        QCOMPARE(s.byEscalationReason, (QMap<QString, qint64>{{u8("manual"), 5},
                                                              {u8("keyword"), 1},
                                                              {u8("vip"), 1},
                                                              {u8("fail_loop"), 1},
                                                              {u8("sentiment"), 1}}));
        // s1 120, s2 60, s3 600 and 360, s4 30, s5 over night 15:20 h, s6 still waits for 600
        QCOMPARE(s.avgWaitingTime, (120 + 60 + 600 + 360 + 30 + 55200 + 600) / 7.0);
        QCOMPARE(s.maxWaitingTime, 55200.0);

        QCOMPARE(s.today, (TodayFigures{1, 1, 1, 0, 1}));
        QCOMPARE(s.aiQuality.avgResponseTimeMs, 2000.0);
        QCOMPARE(s.aiQuality.successRate, 1 / 8.0);
        QCOMPARE(s.aiQuality.escalationRate, 7 / 8.0);
        QCOMPARE(s.aiQuality.avgMessagesBeforeEscalation, 1 / 9.0);

        QCOMPARE(s.agentEfficiency.avgTakeoverTimeSec, (120 + 60 + 600 + 360 + 30 + 55200) / 6.0);
        QCOMPARE(s.agentEfficiency.avgServiceTimeSec, (600 + 960 + 300 + 120 + 60 + 600) / 6.0);
        // not s2 (two humans), not s3's first (came back)
        QCOMPARE(s.agentEfficiency.resolutionRate, 4 / 6.0);
        QCOMPARE(s.agentEfficiency.avgSessionsPerAgent, 8 / 1.0); // all, by who is not offline
    }

    /// Facts belong to the moment they happened: the takeover of the 15th does not depend on today.
    void rangeCutsByTheFact()
    {
        Story story;
        const Range day{at(15, 0, 0), at(16, 0, 0)};
        const auto s = story.desk.read([&](Tx &tx) { return Stats::overview(tx, shanghai, day); });
        QVERIFY(s.ok());
        QCOMPARE(s->agentEfficiency.avgTakeoverTimeSec, (360 + 30) / 2.0);
        QCOMPARE(s->agentEfficiency.avgServiceTimeSec, (120 + 60) / 2.0);
        QCOMPARE(s->agentEfficiency.resolutionRate, 1.0);
        QCOMPARE(s->byEscalationReason.value(u8("manual")), 2);
        QCOMPARE(s->aiQuality.avgResponseTimeMs, 0.0);
        QCOMPARE(s->aiQuality.escalationRate, 1.0); // s4
    }

    void seriesByDay_data()
    {
        QTest::addColumn<int>("metric");
        QTest::addColumn<QList<double>>("expected");
        const auto row = [](const char *name, StatsMetric metric, const QList<double> &expected) {
            QTest::newRow(name) << static_cast<int>(metric) << expected;
        };
        row("sessions", StatsMetric::Sessions, {4, 1, 2, 1});
        row("escalations", StatsMetric::Escalations, {3, 2, 3, 1});
        row("takeovers", StatsMetric::Takeovers, {3, 2, 0, 1});
        row("p50", StatsMetric::WaitP50, {120, 30, -1, 55200});
        row("p90", StatsMetric::WaitP90, {600, 360, -1, 55200});
    }
    void seriesByDay()
    {
        QFETCH(int, metric);
        QFETCH(QList<double>, expected);
        Story story;
        const StatsSeries series = story.series(static_cast<StatsMetric>(metric), StatsBucket::Day);
        QCOMPARE(labels(series.points),
                 test::list({"2026-01-14", "2026-01-15", "2026-01-16", "2026-01-17"}));
        QCOMPARE(values(series), expected);
        QCOMPARE(series.points.constFirst().start, at(14, 0, 0));
    }

    /// Hours of all days together are the days: two reports never disagree.
    void hoursSumUpToDays()
    {
        Story story;
        for (const auto metric : {StatsMetric::Sessions, StatsMetric::Escalations,
                                  StatsMetric::Messages, StatsMetric::Takeovers}) {
            const StatsSeries hours = story.series(metric, StatsBucket::Hour);
            QCOMPARE(hours.points.size(), 3 * 24 + 10);
            QMap<QString, double> sums;
            for (const SeriesPoint &point : hours.points)
                sums[point.label.left(10)] += point.value.value_or(-1000);
            QCOMPARE(sums.values(), values(story.series(metric, StatsBucket::Day)));
        }
        const StatsSeries messages = story.series(StatsMetric::Messages, StatsBucket::Hour);
        QCOMPARE(messages.points.at(10).label, u8("2026-01-14T10:00+08:00"));
        // s1: 2 of the turn, taken, 2 written, released; s2: 2 taken, written, released; s3: 3
        QCOMPARE(messages.points.at(10).value, 6 + 4 + 3);
    }

    void agents()
    {
        Story story;
        const auto report = story.desk.read([&](Tx &tx) { return Stats::agents(tx, story.range); });
        QVERIFY(report.ok());
        QCOMPARE(report->total, 3);
        const auto &desk = story.desk;
        const QList<AgentFigures> expected{
            {desk.li.agent.id, u8("agent002"), u8("客服小李"), 3, 90, (960 + 300 + 120) / 3.0, 2,
             1},
            {desk.wang.agent.id, u8("agent001"), u8("客服小王"), 3, 60, (600 + 60 + 600) / 3.0, 2,
             0},
            {desk.admin.agent.id, u8("admin"), u8("系统管理员"), 0, {}, {}, 0, 0}};
        QList<AgentFigures> items = report->items;
        if (items.at(0).agentId != desk.li.agent.id) // equally busy: by username
            items.swapItemsAt(0, 1);
        QCOMPARE(items, expected);
        QCOMPARE(report->items.at(0).username, u8("agent001"));
    }

    void noData()
    {
        TestDesk desk;
        const Range range{at(14, 0, 0), at(15, 0, 0)};
        const auto s = desk.read([&](Tx &tx) { return Stats::overview(tx, shanghai, range); });
        QVERIFY(s.ok());
        QCOMPARE(s->totalSessions, 0);
        QCOMPARE(s->byEscalationReason.size(), 5);
        QCOMPARE(s->avgWaitingTime, 0.0);
        QCOMPARE(s->today, TodayFigures());
        QCOMPARE(s->aiQuality, AiQuality());
        QCOMPARE(s->agentEfficiency, AgentEfficiency());
        const auto p50 = desk.read([&](Tx &tx) {
            return Stats::series(tx, shanghai, StatsMetric::WaitP50, StatsBucket::Hour, range);
        });
        QVERIFY(p50.ok());
        QCOMPARE(values(*p50), QList<double>(24, -1));
    }

    void bucketsFollowTheClock_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("hours");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("third");
        QTest::addColumn<QString>("fourth");
        QTest::newRow("ordinary") << QByteArray("Europe/Berlin")
                                  << QByteArray("2026-01-13T23:00:00Z")
                                  << QByteArray("2026-01-14T23:00:00Z") << 24
                                  << "2026-01-14T00:00+01:00"
                                  << "2026-01-14T02:00+01:00"
                                  << "2026-01-14T03:00+01:00";
        QTest::newRow("forward") << QByteArray("Europe/Berlin")
                                 << QByteArray("2026-03-28T23:00:00Z")
                                 << QByteArray("2026-03-29T22:00:00Z") << 23
                                 << "2026-03-29T00:00+01:00"
                                 << "2026-03-29T03:00+02:00"
                                 << "2026-03-29T04:00+02:00";
        QTest::newRow("back") << QByteArray("Europe/Berlin") << QByteArray("2026-10-24T22:00:00Z")
                              << QByteArray("2026-10-25T23:00:00Z") << 25
                              << "2026-10-25T00:00+02:00"
                              << "2026-10-25T02:00+02:00"
                              << "2026-10-25T02:00+01:00";
        QTest::newRow("half hours")
            << QByteArray("Asia/Kolkata") << QByteArray("2026-01-13T18:30:00Z")
            << QByteArray("2026-01-14T18:30:00Z") << 24 << "2026-01-14T00:00+05:30"
            << "2026-01-14T02:00+05:30"
            << "2026-01-14T03:00+05:30";
        QTest::newRow("back by half an hour")
            << QByteArray("Australia/Lord_Howe") << QByteArray("2026-04-04T13:00:00Z")
            << QByteArray("2026-04-05T13:30:00Z") << 25 << "2026-04-05T00:00+11:00"
            << "2026-04-05T01:30+10:30"
            << "2026-04-05T02:00+10:30";
    }
    void bucketsFollowTheClock()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(int, hours);
        QFETCH(QString, first);
        QFETCH(QString, third);
        QFETCH(QString, fourth);
        const Range day{utc(from.constData()), utc(to.constData())};
        const auto points = Stats::buckets(QTimeZone(zone), StatsBucket::Hour, day);
        QCOMPARE(points.size(), hours);
        QCOMPARE(points.at(0).label, first);
        QCOMPARE(points.at(0).start, day.from);
        QCOMPARE(points.at(2).label, third);
        QCOMPARE(points.at(3).label, fourth);
        // The same day is one day, and begins and ends with these hours.
        const auto days =
            Stats::buckets(QTimeZone(zone), StatsBucket::Day, {day.from, day.to.plusMs(1)});
        QCOMPARE(days.size(), 2);
        QCOMPARE(days.at(0).start, day.from);
        QCOMPARE(days.at(1).start, day.to);
        // Beginning anywhere in an hour shows that whole hour.
        const auto later = Stats::buckets(QTimeZone(zone), StatsBucket::Hour,
                                          {day.from.plusSeconds(1234), day.to});
        QCOMPARE(labels(later), labels(points));
    }

    void doubledHourIsTwoBuckets()
    {
        TestDesk desk;
        desk.policy.shift.zone = berlin;
        int made = 0;
        for (const char *time :
             {"2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z", "2026-10-25T00:30:00Z",
              "2026-10-25T01:30:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"}) {
            desk.setNow(utc(time));
            QVERIFY(desk.begin(QString::number(++made)).ok());
        }
        const Range range{utc("2026-10-23T22:00:00Z"), utc("2026-10-26T23:00:00Z")};
        const auto series = [&](StatsBucket bucket) {
            return *desk.read([&](Tx &tx) {
                return Stats::series(tx, berlin, StatsMetric::Sessions, bucket, range);
            });
        };
        QCOMPARE(values(series(StatsBucket::Day)), (QList<double>{1, 4, 1}));
        QMap<QString, double> filled;
        for (const SeriesPoint &point : series(StatsBucket::Hour).points) {
            if (point.value != 0.0)
                filled.insert(point.label, *point.value);
        }
        QCOMPARE(filled, (QMap<QString, double>{{u8("2026-10-24T23:00+02:00"), 1},
                                                {u8("2026-10-25T00:00+02:00"), 1},
                                                {u8("2026-10-25T02:00+02:00"), 1},
                                                {u8("2026-10-25T02:00+01:00"), 1},
                                                {u8("2026-10-25T23:00+01:00"), 1},
                                                {u8("2026-10-26T00:00+01:00"), 1}}));
    }

    void percentiles()
    {
        const auto of = [](QList<qint64> list, double share) {
            return Stats::percentile(list, share);
        };
        QCOMPARE(of({7}, 0.5), 7.0);
        QCOMPARE(of({7}, 0.9), 7.0);
        QCOMPARE(of({4, 1, 3, 2}, 0.5), 2.0);
        QCOMPARE(of({5, 4, 1, 3, 2}, 0.5), 3.0);
        QCOMPARE(of({10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 0.9), 9.0);
        QCOMPARE(of({11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 0.9), 10.0);
    }

    void ranges_data()
    {
        QTest::addColumn<QString>("range");
        QTest::addColumn<qint64>("from"); // seconds before now; -1: none
        QTest::addColumn<qint64>("to");
        QTest::addColumn<qint64>("length"); // seconds; 0: refused
        const qint64 day = 24 * 3600;
        QTest::newRow("none: everything") << QString() << -1LL << -1LL << test::workday.ms / 1000;
        QTest::newRow("24h") << u8("24h") << -1LL << -1LL << day;
        QTest::newRow("7d") << u8("7d") << -1LL << -1LL << 7 * day;
        QTest::newRow("30d") << u8("30d") << -1LL << -1LL << 30 * day;
        QTest::newRow("unknown") << u8("1y") << -1LL << -1LL << 0LL;
        QTest::newRow("from") << QString() << 5 * day << -1LL << 5 * day;
        QTest::newRow("from wins over range") << u8("7d") << 5 * day << -1LL << 5 * day;
        QTest::newRow("both") << QString() << 5 * day << 3 * day << 2 * day;
        QTest::newRow("to") << QString() << -1LL << 3 * day << day;
        QTest::newRow("empty") << QString() << day << day << 0LL;
        QTest::newRow("backwards") << QString() << day << 2 * day << 0LL;
        QTest::newRow("a leap year") << QString() << 366 * day << -1LL << 366 * day;
        QTest::newRow("too long") << QString() << 366 * day + 1 << -1LL << 0LL;
    }
    void ranges()
    {
        QFETCH(QString, range);
        QFETCH(qint64, from);
        QFETCH(qint64, to);
        QFETCH(qint64, length);
        Stats::RangeQuery query{range, {}, {}};
        if (from >= 0)
            query.from = test::workday.plusSeconds(-from);
        if (to >= 0)
            query.to = test::workday.plusSeconds(-to);
        const auto result = Stats::rangeOf(test::workday, query);
        QCOMPARE(result.ok(), length > 0);
        if (result)
            QCOMPARE(result->to.msSince(result->from), length * 1000);
        else
            QCOMPARE(result.error().code, u8("VALIDATION_ERROR"));
    }

    void hoursAreBounded()
    {
        TestDesk desk;
        const auto hours = [&](qint64 seconds) {
            return desk.read([&](Tx &tx) {
                return Stats::series(tx, shanghai, StatsMetric::Sessions, StatsBucket::Hour,
                                     {tx.now().plusSeconds(-seconds), tx.now()});
            });
        };
        QVERIFY(hours(31 * 24 * 3600 + 3600).ok());
        const auto refused = hours(32 * 24 * 3600);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, u8("VALIDATION_ERROR"));
    }
};

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
