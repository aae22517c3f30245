#include "server/domain/audit.h"
#include "server/domain/ticket/tickets.h"
#include "server/domain/ticket/ticketsla.h"
#include "server/domain/ticket/ticketwork.h"
#include "shared/rules/slarules.h"
#include "tests/server/domain/testdesk.h"

#include <random>

using namespace handoff;
using test::TestDesk;
using test::u8;

namespace {

struct Desk : TestDesk
{
    Ticket make(TicketCategory category = TicketCategory::Technical,
                TicketPriority priority = TicketPriority::Urgent)
    {
        CreateTicketRequest r;
        r.title = u8("x");
        r.category = category;
        r.priority = priority;
        r.customerId = QStringLiteral("c");
        return *write([&](Tx &tx) { return Tickets::create(tx, policy, r, wang); });
    }
    Result<Ticket> move(const QString &id, TicketStatus to)
    {
        return write([&](Tx &tx) { return TicketWork::setStatus(tx, id, {to, {}}, wang); });
    }
    int turn(int limit = 200)
    {
        return *write([=](Tx &tx) { return TicketSla::turn(tx, limit); });
    }
    /// `sla_status` of each `ticket_sla` so far.
    QStringList turns()
    {
        QStringList list;
        for (const StoredEvent &event : takeEvents()) {
            if (event.type == eventtype::ticketSla)
                list.append(
                    QJsonDocument::fromJson(event.json).object().value(u"sla_status").toString());
        }
        return list;
    }
    Ticket get(const QString &id)
    {
        return *read([&](Tx &tx) { return Tickets::find(tx, id); });
    }
};

} // namespace

/// The SLA in the store: the clock tells each turn once, policies are data.
class TestSla : public QObject
{
    Q_OBJECT

private slots:
    void eachTurnIsToldOnce()
    {
        Desk desk;
        desk.make(); // 15 min / 8 h
        QCOMPARE(desk.turn(), 0);
        desk.pass(12 * 60);
        QCOMPARE(desk.turn(), 0); // exactly 20 % left
        desk.pass(1);
        QCOMPARE(desk.turn(), 1);
        QCOMPARE(desk.turn(), 0);
        QCOMPARE(desk.turns(), QStringList{QStringLiteral("warning")});
        desk.pass(3 * 60);
        QCOMPARE(desk.turn(), 1);
        QCOMPARE(desk.turn(), 0);
        QCOMPARE(desk.turns(), QStringList{QStringLiteral("breached")});
        desk.pass(100 * 24 * 3600);
        QCOMPARE(desk.turn(), 0); // it cannot get worse
    }

    void aResponseTurnsItBackAndTheClockGoesOn()
    {
        Desk desk;
        const QString id = desk.make().ticketId;
        desk.pass(20 * 60);
        (void)desk.turn();
        QCOMPARE(desk.turns(), QStringList{QStringLiteral("breached")});
        QCOMPARE(desk.move(id, TicketStatus::InProgress)->slaStatus, SlaStatus::Within);
        QCOMPARE(desk.turns(), QStringList{QStringLiteral("within")}); // told by the use case
        desk.pass(6 * 3600 + 24 * 60 - 20 * 60);
        QCOMPARE(desk.turn(), 0);
        desk.pass(1);
        QCOMPARE(desk.turn(), 1);
        QCOMPARE(desk.turns(), QStringList{QStringLiteral("warning")});
        QVERIFY(desk.move(id, TicketStatus::Resolved).ok());
        desk.pass(3 * 3600);
        QCOMPARE(desk.turn(), 0); // frozen
        QCOMPARE(desk.get(id).slaStatus, SlaStatus::Warning);
    }

    void aTurnThatWasMissedIsToldByTheUseCase()
    {
        Desk desk;
        const QString id = desk.make().ticketId;
        desk.pass(9 * 3600); // the clock did not run
        QVERIFY(desk.move(id, TicketStatus::InProgress).ok());
        QCOMPARE(desk.turns(), QStringList{QStringLiteral("breached")});
        QCOMPARE(desk.turn(), 0);
    }

    void manyAreTurnedInPortions()
    {
        Desk desk;
        for (int i = 0; i < 5; ++i)
            desk.make();
        desk.pass(13 * 60);
        QCOMPARE(desk.turn(2), 2);
        QCOMPARE(desk.turn(2), 2);
        QCOMPARE(desk.turn(2), 1);
        QCOMPARE(desk.turns().size(), 5);
    }

    void theFilterFollowsTheRules()
    {
        Desk desk;
        std::mt19937 random(5);
        QList<QString> ids;
        for (int i = 0; i < 40; ++i) {
            const QString id = desk.make(static_cast<TicketCategory>(random() % 8),
                                         static_cast<TicketPriority>(random() % 4))
                                   .ticketId;
            ids.append(id);
            desk.pass(qint64(random() % 7200));
            if (random() % 2)
                (void)desk.move(ids.at(qsizetype(random() % ids.size())), TicketStatus::InProgress);
            if (random() % 3 == 0)
                (void)desk.move(ids.at(qsizetype(random() % ids.size())), TicketStatus::Resolved);
        }
        for (int hour = 0; hour < 12; ++hour) {
            desk.pass(3 * 3600 + 7);
            QMap<SlaStatus, QStringList> expected, found;
            for (const QString &id : std::as_const(ids)) {
                const Ticket t = desk.get(id);
                QCOMPARE(t.slaStatus, SlaRules::status(SlaRules::clocks(t), desk.now()));
                expected[t.slaStatus].append(id);
            }
            for (const auto status : {SlaStatus::Within, SlaStatus::Warning, SlaStatus::Breached}) {
                Tickets::ListQuery query;
                query.filter.slaStatus = status;
                query.pageSize = 100;
                const auto page = desk.read([&](Tx &tx) { return Tickets::list(tx, query); });
                for (const TicketSummary &t : page->items) {
                    found[status].append(t.ticketId);
                    QCOMPARE(t.slaStatus, status);
                }
                QCOMPARE(page->total, found[status].size());
                std::sort(found[status].begin(), found[status].end());
                std::sort(expected[status].begin(), expected[status].end());
                QCOMPARE(found[status], expected[status]);
            }
        }
    }

    void policiesAreDataSeededFromTheContract()
    {
        Desk desk;
        const auto stored = desk.read([](Tx &tx) { return TicketSla::policies(tx); });
        for (int c = 0; c < 8; ++c) {
            for (int p = 0; p < 4; ++p) {
                const auto category = static_cast<TicketCategory>(c);
                const auto priority = static_cast<TicketPriority>(p);
                QCOMPARE(SlaRules::span(*stored, category, priority),
                         SlaRules::span(SlaRules::defaults(), category, priority));
            }
        }
    }

    void newPoliciesMoveOpenTickets()
    {
        Desk desk;
        const Ticket open = desk.make();
        const Ticket other = desk.make(TicketCategory::Returns, TicketPriority::Low);
        const Ticket done = desk.make();
        (void)desk.move(done.ticketId, TicketStatus::InProgress);
        (void)desk.move(done.ticketId, TicketStatus::Resolved);
        desk.pass(10 * 60);
        desk.takeEvents();
        SlaPolicies policies = *desk.read([](Tx &tx) { return TicketSla::policies(tx); });
        for (SlaPolicy &policy : policies.items) {
            if (policy.category == TicketCategory::Technical)
                policy.responseMinutes = 5;
        }
        const auto set =
            desk.write([&](Tx &tx) { return TicketSla::setPolicies(tx, policies, desk.admin); });
        QVERIFY(set.ok() && *set == policies);
        QCOMPARE(desk.takeFacts(), test::list({"catalog_changed"}));
        QCOMPARE(desk.get(open.ticketId).slaResponseDeadline, open.createdAt.plusSeconds(300));
        QCOMPARE(desk.get(open.ticketId).slaStatus, SlaStatus::Breached);
        QCOMPARE(desk.get(other.ticketId).slaResponseDeadline, other.slaResponseDeadline);
        QCOMPARE(desk.get(done.ticketId).slaResponseDeadline, done.slaResponseDeadline);
        QCOMPARE(desk.turn(), 1);
        QCOMPARE(desk.turns(), QStringList{QStringLiteral("breached")});
        QCOMPARE(desk.make().slaResponseDeadline, desk.now().plusSeconds(300));
        const auto audit = desk.read([](Tx &tx) { return Audit::page(tx, {}); });
        QCOMPARE(audit->items.constFirst().action, QStringLiteral("settings_changed"));
    }

    void badPoliciesChangeNothing_data()
    {
        QTest::addColumn<SlaPolicies>("policies");
        QTest::addColumn<QString>("detail");
        using C = TicketCategory;
        using P = TicketPriority;
        const auto row = [](const char *name, const SlaPolicies &policies, const char *detail) {
            QTest::newRow(name) << policies << QString::fromUtf8(detail);
        };
        row("no time", {{{C::Returns, P::Low, 0, 10}}, 240, 1440},
            "/items/0/response_minutes: whole number from 1 to 525600 expected");
        row("too long", {{{C::Returns, P::Low, 1, 525601}}, 240, 1440},
            "/items/0/resolution_minutes: whole number from 1 to 525600 expected");
        row("response after resolution", {{{C::Returns, P::Low, 11, 10}}, 240, 1440},
            "/items/0/response_minutes: at most resolution_minutes expected");
        row("default", {{}, 0, 1440},
            "/default_response_minutes: whole number from 1 to 525600 expected");
        row("twice", {{{C::Returns, P::Low, 1, 10}, {C::Returns, P::Low, 2, 10}}, 240, 1440},
            "/items/1: this pair stands there already");
    }
    void badPoliciesChangeNothing()
    {
        QFETCH(SlaPolicies, policies);
        QFETCH(QString, detail);
        Desk desk;
        const auto before = desk.read([](Tx &tx) { return TicketSla::policies(tx); });
        const auto set =
            desk.write([&](Tx &tx) { return TicketSla::setPolicies(tx, policies, desk.admin); });
        QVERIFY(!set.ok());
        QCOMPARE(set.error().detail, detail);
        QVERIFY(*desk.read([](Tx &tx) { return TicketSla::policies(tx); }) == *before);
        QVERIFY(desk.takeEvents().isEmpty());
    }
};

Q_DECLARE_METATYPE(handoff::SlaPolicies)
QTEST_GUILESS_MAIN(TestSla)
#include "tst_sla.moc"
