#include "shared/contract/event.h"
#include "shared/rules/slarules.h"
#include "shared/rules/ticketrules.h"

#include <QTest>

#include <random>

using namespace handoff;
using S = TicketStatus;

namespace {

constexpr qint64 minute = 60'000;

/// Walks minute by minute and counts, knowing nothing of the formula.
SlaStatus walked(qint64 totalMinutes, qint64 elapsedMinutes)
{
    qint64 left = totalMinutes;
    for (qint64 m = 0; m < elapsedMinutes; ++m)
        --left;
    if (left < 0)
        return SlaStatus::Breached;
    return left * 100 < totalMinutes * 20 ? SlaStatus::Warning : SlaStatus::Within;
}

SlaRules::Clocks clocksOf(SlaRules::Span span, Timestamp created)
{
    return {created, SlaRules::deadlines(span, created), {}, {}};
}

} // namespace

class TestTicketRules : public QObject
{
    Q_OBJECT

private slots:
    void everyCellOfTheTransitionTable()
    {
        // api.md, Tickets: Transitions. Rows: from; columns: to.
        const QList<QList<bool>> expected{
            // pending in_progress waiting_customer waiting_parts resolved closed
            {false, true, false, false, false, true},  // pending
            {false, false, true, true, true, false},   // in_progress
            {false, true, false, true, true, false},   // waiting_customer
            {false, true, true, false, true, false},   // waiting_parts
            {false, true, false, false, false, true},  // resolved
            {false, true, false, false, false, false}, // closed
        };
        for (int from = 0; from < expected.size(); ++from) {
            QList<S> reachable;
            for (int to = 0; to < expected.at(from).size(); ++to) {
                const auto f = static_cast<S>(from), t = static_cast<S>(to);
                QVERIFY2(TicketRules::allowed(f, t) == expected.at(from).at(to),
                         qPrintable(QStringLiteral("%1 -> %2").arg(from).arg(to)));
                if (expected.at(from).at(to))
                    reachable.append(t);
            }
            QList<S> next = TicketRules::next(static_cast<S>(from));
            std::sort(next.begin(), next.end());
            QCOMPARE(next, reachable);
        }
        QVERIFY(TicketRules::next(S::Unknown).isEmpty());
        QVERIFY(TicketRules::settled(S::Resolved) && TicketRules::settled(S::Closed));
        QVERIFY(!TicketRules::settled(S::WaitingParts));
    }

    void thePairsOfTheContract_data()
    {
        using C = TicketCategory;
        using P = TicketPriority;
        QTest::addColumn<int>("category");
        QTest::addColumn<int>("priority");
        QTest::addColumn<int>("response");
        QTest::addColumn<int>("resolution");
        const auto row = [](const char *name, C c, P p, int response, int resolution) {
            QTest::newRow(name) << int(c) << int(p) << response << resolution;
        };
        row("pre_sales normal", C::PreSales, P::Normal, 2 * 60, 24 * 60);
        row("order_modify high", C::OrderModify, P::High, 30, 4 * 60);
        row("shipping high", C::Shipping, P::High, 60, 12 * 60);
        row("after_sales normal", C::AfterSales, P::Normal, 4 * 60, 48 * 60);
        row("technical urgent", C::Technical, P::Urgent, 15, 8 * 60);
        row("compliance high", C::Compliance, P::High, 2 * 60, 24 * 60);
        row("pre_sales urgent", C::PreSales, P::Urgent, 4 * 60, 24 * 60);
        row("technical normal", C::Technical, P::Normal, 4 * 60, 24 * 60);
        row("warranty low", C::Warranty, P::Low, 4 * 60, 24 * 60);
    }
    void thePairsOfTheContract()
    {
        QFETCH(int, category);
        QFETCH(int, priority);
        const auto span =
            SlaRules::span(SlaRules::defaults(), static_cast<TicketCategory>(category),
                           static_cast<TicketPriority>(priority));
        QTEST(span.responseMinutes, "response");
        QTEST(span.resolutionMinutes, "resolution");
    }

    void theResponseClockAgainstAMinuteWalker()
    {
        // The resolution clock is so long that only the response clock speaks.
        const Timestamp created{1'790'000'000'123};
        for (const int total : {1, 4, 5, 7, 15, 30, 60, 61, 120, 240}) {
            const auto clocks = clocksOf({total, total * 100}, created);
            for (int elapsed = 0; elapsed <= total + 3; ++elapsed) {
                const SlaStatus got = SlaRules::status(clocks, created.plusMs(elapsed * minute));
                QVERIFY2(got == walked(total, elapsed),
                         qPrintable(QStringLiteral("%1 of %2").arg(elapsed).arg(total)));
            }
        }
    }

    void theWorseClockSpeaks()
    {
        std::mt19937 random(42);
        const Timestamp created{1'790'000'000'000};
        for (int i = 0; i < 3000; ++i) {
            const int response = 1 + int(random() % 300),
                      resolution = response + int(random() % 900);
            const int elapsed = int(random() % unsigned(resolution + 60));
            auto clocks = clocksOf({response, resolution}, created);
            const Timestamp now = created.plusMs(elapsed * minute);
            QCOMPARE(SlaRules::status(clocks, now),
                     std::max(walked(response, elapsed), walked(resolution, elapsed)));
            clocks.firstRespondedAt = created.plusMs(1);
            QCOMPARE(SlaRules::status(clocks, now), walked(resolution, elapsed));
        }
    }

    void itIsFrozenWhereTheTicketWasSettled()
    {
        std::mt19937 random(7);
        const Timestamp created{1'790'000'000'000};
        for (int i = 0; i < 500; ++i) {
            auto clocks = clocksOf({60, 600}, created);
            clocks.firstRespondedAt = created.plusMs(5 * minute);
            const Timestamp settled = created.plusMs(qint64(random() % 700) * minute);
            const SlaStatus then = SlaRules::status(clocks, settled);
            clocks.stoppedAt = settled;
            QCOMPARE(SlaRules::status(clocks, settled.plusMs(qint64(random() % 90'000) * minute)),
                     then);
            QVERIFY(!SlaRules::turnsAt(clocks, settled));
        }
    }

    void everyTurnIsForeseenToTheMillisecond()
    {
        std::mt19937 random(11);
        const Timestamp created{1'790'000'000'456};
        for (int i = 0; i < 300; ++i) {
            const int response = 1 + int(random() % 30);
            auto clocks = clocksOf({response, response + int(random() % 60)}, created);
            if (random() % 2)
                clocks.firstRespondedAt = created.plusMs(1);
            Timestamp now = created;
            while (const auto turn = SlaRules::turnsAt(clocks, now)) {
                QVERIFY(*turn > now);
                const SlaStatus before = SlaRules::status(clocks, now);
                QCOMPARE(SlaRules::status(clocks, turn->plusMs(-1)), before);
                QVERIFY(SlaRules::status(clocks, *turn) > before);
                now = *turn;
            }
            QCOMPARE(SlaRules::status(clocks, now), SlaStatus::Breached);
        }
    }

    void ticketsAndEventsOnTheWire()
    {
        Ticket t;
        t.ticketId = QStringLiteral("ticket_0123456789abcdef");
        t.ticketNumber = QStringLiteral("TK-202600001");
        t.title = QStringLiteral("刹车异响");
        t.category = TicketCategory::AfterSales;
        t.createdAt = {1'764'126'450'848};
        t.tags = {QStringLiteral("brake")};
        t.comments = {{QStringLiteral("tcom_1"),
                       QStringLiteral("ok"),
                       QStringLiteral("agent_1"),
                       QStringLiteral("小王"),
                       {},
                       {1'764'126'451'000},
                       true}};
        const QByteArray bytes = json::toJson(t);
        const auto back = json::fromJson<Ticket>(bytes);
        QVERIFY2(back.ok(), back.ok() ? "" : qPrintable(back.error().message));
        QVERIFY(*back == t);
        for (const char *part :
             {"\"category\":\"after_sales\"", "\"assignee_id\":null", "\"vin\":null",
              "\"ai_summary\":null", "\"created_at\":1764126450.848", "\"sla_status\":\"within\"",
              "\"is_internal\":true"})
            QVERIFY2(bytes.contains(part), part);
        const QByteArray event = json::toJson(TicketUpdatedEvent{eventtype::ticketUpdated, t});
        QVERIFY(event.startsWith(
            "{\"type\":\"ticket_updated\",\"ticket\":{\"ticket_id\":\"ticket_0123456789abcdef\""));
        QVERIFY(!event.contains("comments\""));
        QCOMPARE(json::toJson(TicketSlaEvent{eventtype::ticketSla, t.ticketId, SlaStatus::Warning}),
                 QByteArray("{\"type\":\"ticket_sla\",\"ticket_id\":\"ticket_0123456789abcdef\","
                            "\"sla_status\":\"warning\"}"));
    }
};

QTEST_APPLESS_MAIN(TestTicketRules)
#include "tst_ticketrules.moc"
