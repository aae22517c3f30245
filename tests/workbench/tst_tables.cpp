#include "shared/rules/regulator.h"
#include "shared/rules/slarules.h"
#include "workbench/models/admintables.h"
#include "workbench/models/adminwords.h"
#include "workbench/models/historywords.h"
#include "workbench/models/statsfigures.h"
#include "workbench/models/tickettable.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace handoff;

namespace {

constexpr Timestamp start{1'760'000'000'000};

TicketSummary ticket(int number, TicketPriority priority = TicketPriority::Normal)
{
    TicketSummary t;
    t.ticketId = QStringLiteral("ticket_%1").arg(number);
    t.ticketNumber = QStringLiteral("TK-2026%1").arg(number, 5, 10, QLatin1Char('0'));
    t.title = QStringLiteral("Title %1").arg(number);
    t.priority = priority;
    t.createdAt = t.updatedAt = start;
    t.slaResponseDeadline = start.plusSeconds(3600);
    t.slaDeadline = start.plusSeconds(36000);
    return t;
}

QStringList ids(const TicketTable &table)
{
    QStringList names;
    for (int i = 0; i < table.rowCount(); ++i)
        names.append(table.index(i, 0).data(RecordIdRole).toString());
    return names;
}

using Tester = QAbstractItemModelTester;
constexpr auto strict = Tester::FailureReportingMode::QtTest;

/// Puts rows into a table under the eyes of the tester, changes and removes them; every cell has
/// a header and says what it may.
template<typename Row>
void exercise(RecordTable<Row> *table, const QList<Row> &rows)
{
    const Tester tester(table, strict);
    table->assign(rows);
    QCOMPARE(table->rowCount(), int(rows.size()));
    for (int column = 0; column < table->columnCount(); ++column) {
        QVERIFY(!table->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        for (int row = 0; row < table->rowCount(); ++row)
            QVERIFY(table->index(row, column).data(SortRole).isValid());
    }
    QVERIFY(!table->index(0, 0).data().toString().isEmpty());
    QList<Row> reversed(rows.rbegin(), rows.rend());
    table->assign(reversed);
    QCOMPARE(table->rows(), reversed);
    table->retranslate();
    table->assign({});
    QCOMPARE(table->rowCount(), 0);
}

} // namespace

/// Tables of tickets, of the admin panel and of the statistics, without network or widgets.
class TestTables : public QObject
{
    Q_OBJECT

private slots:
    void historyIsToldInTheAgentsLanguage_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QJsonObject>("details");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *action, const char *details, const char *words) {
            QTest::newRow(words) << QString::fromLatin1(action)
                                 << QJsonDocument::fromJson(details).object()
                                 << QString::fromUtf8(words);
        };
        row("created", "{}", "Created the ticket");
        row("assigned", R"({"assignee_id":"a1","department":"warehouse"})",
            "Assigned to Ann (Warehouse)");
        row("assigned", R"({"assignee_id":"a2","assignee_name":"Bo","department":"warehouse"})",
            "Assigned to Bo (Warehouse)");
        row("assigned", R"({"assignee_id":"a3","department":"warehouse"})",
            "Assigned to a colleague (Warehouse)");
        row("assigned", R"({"department":"sales_eu"})", "Given to Sales EU");
        row("status_changed", R"({"from":"pending","to":"in_progress"})",
            "Status: Pending → In progress");
        row("status_changed", R"({"from":"resolved","to":"closed","comment":"done"})",
            "Status: Resolved → Closed – done");
        row("commented", R"({"is_internal":true})", "Added an internal note");
        row("commented", R"({"is_internal":false})", "Added a comment");
        row("updated", R"({"fields":["title","tags"]})", "Changed: title, tags");
        row("attachment_added", R"({"filename":"a.png"})", "Added the file a.png");
        row("attachment_removed", R"({"filename":"a.png"})", "Removed the file a.png");
        row("something_newer", "{}", "\u670d\u52a1\u5668\u7684\u8bdd"); // what the server said
    }
    void historyIsToldInTheAgentsLanguage()
    {
        QFETCH(QString, action);
        QFETCH(QJsonObject, details);
        Ticket ticket;
        ticket.assigneeId = QStringLiteral("a1");
        ticket.assigneeName = QStringLiteral("Ann");
        TicketActivity activity;
        activity.action = action;
        activity.description = QString::fromUtf8("服务器的话");
        activity.details = details;
        QTEST(text::ticketActivity(activity, ticket), "words");
    }
    void whyAPersonIsWanted()
    {
        Regulator::Policy policy;
        const auto words = [&](const Regulator::Input &input) {
            const auto result = Regulator::evaluate(policy, input);
            return text::escalationDetails({result.reason, result.details, result.severity, start});
        };
        Regulator::Input input;
        input.aiText = QStringLiteral("ok");
        input.customerText = QString::fromUtf8("人工 投诉");
        QCOMPARE(words(input), QString::fromUtf8("Said: 人工, 投诉"));
        input.vip = true;
        QCOMPARE(words(input), QStringLiteral("VIPs are passed on to a person at once"));
        input = {};
        input.cozeFailed = true;
        input.failCount = 2;
        QCOMPARE(words(input), QStringLiteral("The AI failed 3 times in a row; the limit is 3"));
        const Escalation other{EscalationReason::FailLoop, QStringLiteral("my own words"),
                               Severity::Low, start};
        QCOMPARE(text::escalationDetails(other), other.details);
    }

    void assigningTakesTheFewestSteps()
    {
        TicketTable table;
        const Tester tester(&table, strict);
        table.assign({ticket(1), ticket(2), ticket(3)});
        QSignalSpy removed(&table, &QAbstractItemModel::rowsRemoved);
        QSignalSpy inserted(&table, &QAbstractItemModel::rowsInserted);
        QSignalSpy moved(&table, &QAbstractItemModel::rowsMoved);
        QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&table, &QAbstractItemModel::modelReset);
        TicketSummary second = ticket(2);
        second.title = QStringLiteral("changed");
        table.assign({ticket(4), ticket(3), second, ticket(4)}); // a double counts once
        QCOMPARE(ids(table), QStringList({QStringLiteral("ticket_4"), QStringLiteral("ticket_3"),
                                          QStringLiteral("ticket_2")}));
        QCOMPARE(removed.size(), 1);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(reset.size(), 0);
        table.assign(QList<TicketSummary>(table.rows())); // nothing new
        QCOMPARE(changed.size() + moved.size(), 2);
    }

    void anyListAfterAnyOther()
    {
        TicketTable table;
        const Tester tester(&table, strict);
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            QList<TicketSummary> wanted;
            QSet<int> used;
            const int size = random.bounded(12);
            for (int i = 0; i < size; ++i) {
                const int number = random.bounded(15);
                if (used.contains(number))
                    continue;
                used.insert(number);
                wanted.append(ticket(number));
                wanted.last().version = random.bounded(3);
            }
            table.assign(wanted);
            QCOMPARE(table.rows(), wanted);
        }
    }

    void rowsAreFoundChangedAndRemovedById()
    {
        TicketTable table;
        const Tester tester(&table, strict);
        table.append(ticket(1));
        table.insertFirst(ticket(2));
        QCOMPARE(table.rowOf(QStringLiteral("ticket_1")), 1);
        QVERIFY(!table.find(QStringLiteral("ticket_9")));
        TicketSummary changed = ticket(1);
        changed.status = TicketStatus::Resolved;
        QVERIFY(table.update(changed));
        QVERIFY(!table.update(ticket(9)));
        QCOMPARE(table.index(1, TicketTable::Status).data(TicketTable::StatusRole).toInt(),
                 int(TicketStatus::Resolved));
        table.remove(QStringLiteral("ticket_2"));
        table.remove(QStringLiteral("ticket_2"));
        QCOMPARE(table.rowCount(), 1);
    }

    void theBadgeFollowsTheClock_data()
    {
        QTest::addColumn<int>("second");
        QTest::addColumn<bool>("answered");
        QTest::addColumn<int>("resolvedAt"); // -1: open
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, int second, bool answered, int resolvedAt,
                            SlaStatus status, const char *words) {
            QTest::newRow(name) << second << answered << resolvedAt << int(status)
                                << QString::fromLatin1(words);
        };
        using S = SlaStatus;
        row("fresh", 0, false, -1, S::Within, "Reply in 1 h 00 min");
        row("an hour is 60 minutes", 1, false, -1, S::Within, "Reply in 59 min");
        row("short", 3600 - 100, false, -1, S::Warning, "Reply in 100 s");
        row("late", 3600 + 125, false, -1, S::Breached, "Overdue 2 min");
        row("answered", 3600, true, -1, S::Within, "Due in 9 h 00 min");
        row("from ten hours on, minutes are noise", -100, true, -1, S::Within, "Due in 10 h");
        row("resolution late", 36001, true, -1, S::Breached, "Overdue 1 s");
        row("met", 90000, true, 5000, S::Within, "Met");
        row("missed", 90000, true, 40000, S::Breached, "Missed");
    }
    void theBadgeFollowsTheClock()
    {
        QFETCH(int, second);
        QFETCH(bool, answered);
        QFETCH(int, resolvedAt);
        TicketSummary t = ticket(1);
        if (answered)
            t.firstRespondedAt = start.plusSeconds(60);
        if (resolvedAt >= 0) {
            t.resolvedAt = start.plusSeconds(resolvedAt);
            t.status = TicketStatus::Resolved;
        }
        TicketTable table;
        table.assign({t});
        table.tick(start.plusSeconds(second));
        const QModelIndex badge = table.index(0, TicketTable::Sla);
        QTEST(badge.data().toString(), "words");
        QTEST(badge.data(TicketTable::SlaStatusRole).toInt(), "status");
    }

    void onlyWhatIsNearItsDeadlineTicksEverySecond()
    {
        TicketTable table;
        TicketSummary near = ticket(1);
        near.slaResponseDeadline = start.plusSeconds(100);
        table.assign({near, ticket(2)});
        table.tick(start);
        QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
        table.tick(start.plusSeconds(1));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 0);
        QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 0);
        table.tick(start.plusSeconds(16)); // now and then all of them
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed.at(1).at(1).toModelIndex().row(), 1);
    }

    void everyTableOfTheAdminPanel()
    {
        QObject parent;
        Agent alice;
        alice.username = alice.name = QStringLiteral("alice");
        Agent bob = alice;
        bob.username = QStringLiteral("bob");
        exercise(tables::agents(&parent), {alice, bob});
        QuickReply hello;
        hello.id = QStringLiteral("qr_1");
        hello.title = QStringLiteral("Hello");
        QuickReply bye = hello;
        bye.id = QStringLiteral("qr_2");
        exercise(tables::quickReplies(&parent), {hello, bye});
        Tag vip;
        vip.id = QStringLiteral("tag_vip");
        vip.name = QStringLiteral("VIP");
        Tag own = vip;
        own.id = QStringLiteral("tag_1");
        exercise(tables::tags(&parent), {vip, own});
        QList<AutoReplyRule> rules;
        for (size_t i = 0; i < json::EnumNames<AutoReplyType>::names.size(); ++i) {
            AutoReplyRule rule;
            rule.id = QString::number(i);
            rule.type = static_cast<AutoReplyType>(i);
            QVERIFY(!text::ruleCondition(rule).isEmpty());
            rules.append(rule);
        }
        exercise(tables::rules(&parent), rules);
        exercise(tables::sla(&parent), SlaRules::defaults().items);
        exercise(tables::config(&parent),
                 {{QStringLiteral("shift"), QStringLiteral("start"), QStringLiteral("09:00")},
                  {QStringLiteral("server"), QStringLiteral("unheard_of"), QStringLiteral("x")}});
        exercise(tables::audit(&parent), {{1,
                                           QStringLiteral("admin"),
                                           QStringLiteral("login"),
                                           QStringLiteral("admin"),
                                           {},
                                           start},
                                          {2,
                                           QStringLiteral("admin"),
                                           QStringLiteral("new_action"),
                                           QStringLiteral("x"),
                                           {},
                                           start}});
        exercise(makeAgentFiguresTable(&parent),
                 {{QStringLiteral("a1"), QStringLiteral("alice"), QStringLiteral("Alice"), 3, 1.5,
                   100, 20, 1},
                  {QStringLiteral("a2"), QString(), QStringLiteral("Bob"), 0, 0, 0, 0, 0}});
    }

    /// Tags, replies and rules are ids to the server, words to people.
    void theAuditLogNamesWhatItConcerns()
    {
        const AuditRecord rule{1,
                               QStringLiteral("admin"),
                               QStringLiteral("auto_reply_rule_created"),
                               QStringLiteral("rule_1f"),
                               {{QStringLiteral("name"), QStringLiteral("We open at 9")},
                                {QStringLiteral("type"), QStringLiteral("offline")}},
                               start};
        QCOMPARE(text::auditObject(rule), QStringLiteral("We open at 9"));
        QCOMPARE(text::auditDetails(rule),
                 QStringLiteral("Type: ") + text::ruleType(AutoReplyType::Offline));
        AuditRecord old = rule; // of an earlier server
        old.details = {};
        QCOMPARE(text::auditObject(old), QStringLiteral("rule_1f"));
        QVERIFY(text::auditDetails(old).isEmpty());
    }

    void figuresSayHowTheyHaveChanged()
    {
        Statistics now, before;
        now.avgWaitingTime = 60;
        before.avgWaitingTime = 80;
        now.maxWaitingTime = 90;
        before.maxWaitingTime = 90;
        now.byEscalationReason = {{QStringLiteral("vip"), 1250}, {QStringLiteral("keyword"), 3}};
        before.byEscalationReason = {{QStringLiteral("vip"), 1000}};
        now.aiQuality.successRate = 0.84;
        before.aiQuality.successRate = 0.80;
        now.totalSessions = 48211;
        before.totalSessions = 1;
        QHash<QString, StatsFigure> figures;
        for (const StatsFigure &figure : statsFigures(now, before))
            figures.insert(figure.key, figure);
        const auto change = [&](const char *key) {
            return figures.value(QString::fromLatin1(key)).change;
        };
        QCOMPARE(change("avg_waiting_time"), QString::fromUtf8("▼ 25 %"));
        QCOMPARE(change("max_waiting_time"), QStringLiteral("unchanged"));
        QCOMPARE(change("by_escalation_reason.vip"), QString::fromUtf8("▲ 25 %"));
        QCOMPARE(change("by_escalation_reason.keyword"), QString()); // there was none to compare
        QCOMPARE(change("ai_quality.success_rate"), QString::fromUtf8("▲ 4 points"));
        QCOMPARE(change("total_sessions"), QString()); // ever: no range has one before
        const StatsFigure vip = figures.value(QStringLiteral("by_escalation_reason.vip"));
        QCOMPARE(vip.value, QLocale().toString(1250));
        QVERIFY(vip.definition.contains(QLocale().toString(1000)));
        for (const StatsFigure &figure : statsFigures(now))
            QVERIFY2(figure.change.isEmpty(), qPrintable(figure.key));
    }

    void rangesAreTheDesks()
    {
        const DeskClock clock = DeskClock::named(QStringLiteral("Asia/Shanghai"));
        const Timestamp from = clock.startOf(QDate(2026, 11, 24));
        const QLocale english(QLocale::English, QLocale::UnitedKingdom);
        QLocale::setDefault(english);
        QCOMPARE(text::range(from, clock.startOf(QDate(2026, 12, 1)), clock),
                 QString::fromUtf8("24 Nov 2026 – 30 Nov 2026"));
        QCOMPARE(text::range(from.plusSeconds(36300), from.plusSeconds(36300 + 86400), clock),
                 QString::fromUtf8("24 Nov, 10:05 – 25 Nov, 10:05"));
    }

    void everyFigureOfTheEndpointHasATile()
    {
        Statistics s;
        s.byStatus = {{QStringLiteral("bot_active"), 1}, {QStringLiteral("closed"), 2}};
        s.byEscalationReason = {{QStringLiteral("vip"), 5}};
        s.aiQuality.successRate = 0.82;
        s.agentEfficiency.avgTakeoverTimeSec = 72;
        const QList<StatsFigure> figures = statsFigures(s);
        QHash<QString, StatsFigure> byKey;
        for (const StatsFigure &figure : figures) {
            QVERIFY2(!figure.definition.isEmpty(), qPrintable(figure.key));
            QVERIFY2(!figure.title.isEmpty(), qPrintable(figure.key));
            QVERIFY2(!byKey.contains(figure.key), qPrintable(figure.key));
            byKey.insert(figure.key, figure);
        }
        // Every number of the answer, found by walking over it as it crosses the wire.
        const QJsonObject wire = QJsonDocument::fromJson(json::toJson(s)).object();
        int numbers = 0;
        for (auto it = wire.begin(); it != wire.end(); ++it) {
            if (it.key() == u"from" || it.key() == u"to" || it.key() == u"timezone")
                continue;
            const QJsonObject inner = it->toObject();
            if (!it->isObject())
                QVERIFY2(byKey.contains(it.key()), qPrintable(it.key()));
            numbers += it->isObject() ? int(inner.size()) : 1;
            for (const QString &key : inner.keys())
                QVERIFY2(byKey.contains(it.key() + u'.' + key), qPrintable(key));
        }
        QCOMPARE(figures.size(), numbers);
        QCOMPARE(byKey.value(QStringLiteral("ai_quality.success_rate")).value,
                 QStringLiteral("82 %"));
        QCOMPARE(byKey.value(QStringLiteral("agent_efficiency.avg_takeover_time_sec")).value,
                 QStringLiteral("1 min 12 s"));
    }
};

QTEST_GUILESS_MAIN(TestTables)
#include "tst_tables.moc"
