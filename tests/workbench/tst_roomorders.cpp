#include "tests/workbench/bench.h"
#include "workbench/controllers/adminlists.h"
#include "workbench/controllers/contextcontroller.h"
#include "workbench/controllers/finder.h"
#include "workbench/controllers/ticketcontroller.h"

#include <QUrlQuery>

using namespace handoff;
using test::a;
using test::b;
using test::Bench;
using test::FakeDesk;
using test::Held;
using S = SessionStatus;

namespace {

Ticket ticket(int number, qint64 version, const QString &title = {})
{
    Ticket t;
    t.ticketId = QStringLiteral("t%1").arg(number);
    t.ticketNumber = t.ticketId;
    t.title = title;
    t.version = version;
    return t;
}

QByteArray answerOf(const Ticket &t)
{
    return FakeDesk::success(json::toJson(t));
}

QByteArray pageOf(const QList<TicketSummary> &items)
{
    return FakeDesk::success(json::toJson(TicketPage{items, items.size(), 1, 50, 1}));
}

/// The rooms Tickets and Admin beside the chats.
struct Rooms : Bench
{
    void tell(const TicketSummary &t)
    {
        TicketUpdatedEvent event;
        event.ticket = t;
        emit desk.event(event);
    }
    QString titles()
    {
        QStringList titles;
        for (const TicketSummary &t : tickets.table()->rows())
            titles.append(t.title);
        return titles.join(u' ');
    }

    DeskCatalog catalog{api, desk};
    ContextController context{api, desk, chat, catalog};
    TicketsController tickets{api, desk};
    TicketController ticketPane{api, tickets, desk};
    AdminLists admin{api, desk};
};

} // namespace

/// What is shown beside the chats: answers in every order, late, missing and refused.
class TestRoomOrders : public QObject
{
    Q_OBJECT

private slots:
    // ---- one ticket

    /// A colleague's change that is told while mine is under way is there in the end, whether his
    /// or mine was the later one.
    void aColleaguesChangeIsNotForgottenOverMine_data()
    {
        QTest::addColumn<qint64>("mine");
        QTest::newRow("mine first") << qint64(2);
        QTest::newRow("his first") << qint64(4);
    }
    void aColleaguesChangeIsNotForgottenOverMine()
    {
        QFETCH(qint64, mine);
        Rooms t;
        qint64 stored = 1;
        Held held;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!r.path.startsWith("/api/tickets/t1"))
                return false;
            if (r.method == "POST")
                held.keep(r, socket, answerOf(ticket(1, mine)));
            else
                socket->write(answerOf(ticket(1, stored)));
            return true;
        };
        t.start();
        t.ticketPane.open(QStringLiteral("t1"));
        QTRY_VERIFY(t.ticketPane.ticket());
        t.ticketPane.setStatus(TicketStatus::InProgress);
        QTRY_COMPARE(held.answers.size(), 1);
        t.tell(ticket(1, 3));
        stored = qMax<qint64>(3, mine);
        held.release(0);
        QTRY_COMPARE(t.ticketPane.ticket()->version, stored);
        QVERIFY(!t.ticketPane.isBusy(TicketAction::Status));
    }

    /// The first answer was made before the change that an event told.
    void anEventDuringTheFirstLoadCounts()
    {
        Rooms t;
        Held held;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!r.path.startsWith("/api/tickets/t1"))
                return false;
            held.keep(r, socket, answerOf(ticket(1, held.answers.isEmpty() ? 1 : 2)));
            return true;
        };
        t.start();
        t.ticketPane.open(QStringLiteral("t1"));
        QTRY_COMPARE(held.answers.size(), 1);
        t.tell(ticket(1, 2));
        held.answers[0].bytes = answerOf(ticket(1, 1));
        held.release(0);
        QTRY_COMPARE(held.answers.size(), 1);
        held.answers[0].bytes = answerOf(ticket(1, 2));
        held.release(0);
        QTRY_VERIFY(t.ticketPane.ticket() && t.ticketPane.ticket()->version == 2);
    }

    /// What could not be loaded is asked for again; what is not there is not.
    void aTicketIsAskedForAgain_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("again");
        QTest::newRow("overloaded") << 503 << true;
        QTest::newRow("gone") << 404 << false;
    }
    void aTicketIsAskedForAgain()
    {
        QFETCH(int, status);
        QFETCH(bool, again);
        Rooms t;
        QSignalSpy failed(&t.ticketPane, &TicketController::failed);
        QSignalSpy cleared(&t.ticketPane, &TicketController::cleared);
        int asked = 0;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!r.path.startsWith("/api/tickets/t1"))
                return false;
            socket->write(++asked < 3 ? FakeDesk::refusal(status, "X") : answerOf(ticket(1, 1)));
            return true;
        };
        t.start();
        t.ticketPane.open(QStringLiteral("t1"));
        cleared.clear(); // what stood there of another ticket
        QTRY_COMPARE(failed.size(), 1);
        if (again) {
            QTRY_VERIFY(t.ticketPane.ticket());
            QCOMPARE(failed.size(), 1); // said once
            QCOMPARE(cleared.size(), 1);
        } else {
            QTest::qWait(1200); // longer than the first pause
            QCOMPARE(asked, 1);
        }
    }

    /// An answer of the dead line is not waited for.
    void theReturnOfTheLineAsksForTheTicketAnew()
    {
        Rooms t;
        int asked = 0;
        bool deaf = true;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!r.path.startsWith("/api/tickets/t1"))
                return false;
            ++asked;
            if (!deaf)
                socket->write(answerOf(ticket(1, 1)));
            return true;
        };
        t.start();
        t.ticketPane.open(QStringLiteral("t1"));
        QTRY_COMPARE(asked, 1);
        t.fake.cut();
        QTRY_COMPARE(t.desk.connection(), EventStream::State::Lost);
        deaf = false;
        t.desk.retryNow();
        QTRY_VERIFY(t.ticketPane.ticket());
        QVERIFY(!t.ticketPane.isLoading());
    }

    // ---- the list of tickets

    /// A page that was made before a change takes the change away nowhere.
    void anOldPageTakesNoChangeBack()
    {
        Rooms t;
        Held held;
        QList<TicketSummary> stored{ticket(1, 1, QStringLiteral("one")),
                                    ticket(2, 1, QStringLiteral("two"))};
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!r.path.startsWith("/api/tickets?"))
                return false;
            held.keep(r, socket, pageOf(stored));
            return true;
        };
        t.start();
        t.tickets.show();
        QTRY_COMPARE(held.answers.size(), 1);
        held.release(0);
        QTRY_COMPARE(t.titles(), QStringLiteral("one two"));
        t.tickets.reload();
        QTRY_COMPARE(held.answers.size(), 1);
        t.tell(ticket(1, 2, QStringLiteral("ONE")));
        TicketSummary closed = ticket(2, 2, QStringLiteral("two"));
        closed.status = TicketStatus::Closed;
        t.tell(closed); // the list is of open ones
        held.release(0);
        QTRY_VERIFY(!t.tickets.isLoading());
        QCOMPARE(t.titles(), QStringLiteral("ONE"));
        QCOMPARE(t.tickets.total(), 1);
    }

    void aListOfTicketsIsAskedForAgain()
    {
        Rooms t;
        int asked = 0;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!r.path.startsWith("/api/tickets?"))
                return false;
            socket->write(++asked == 1 ? FakeDesk::refusal(503, "UNAVAILABLE")
                                       : pageOf({ticket(1, 1, QStringLiteral("one"))}));
            return true;
        };
        t.start();
        QSignalSpy failed(&t.tickets, &TicketsController::failed);
        t.tickets.show();
        QTRY_COMPARE(failed.size(), 1);
        QTRY_COMPARE(t.titles(), QStringLiteral("one"));
        // Of who looks elsewhere nothing is asked.
        asked = 0;
        t.tickets.reload();
        QTRY_COMPARE(failed.size(), 2);
        t.tickets.hide();
        QTest::qWait(1200);
        QCOMPARE(asked, 1);
        t.tickets.show(); // but at the next visit
        QTRY_COMPARE(asked, 2);
    }

    /// Answers to somebody who has left reach nobody.
    void answersToWhoHasLeftAreDropped()
    {
        Rooms t;
        Held held;
        int others = 0;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (r.path == "/api/tickets/bulk")
                held.keep(r, socket, FakeDesk::success("{\"done\":[\"t1\"],\"failed\":[]}"));
            else if (r.path == "/api/tickets")
                held.keep(r, socket, answerOf(ticket(7, 1)));
            else if (r.path.startsWith("/api/tags/"))
                held.keep(r, socket, FakeDesk::success("{}"));
            else
                return false;
            return true;
        };
        t.start();
        QSignalSpy bulk(&t.tickets, &TicketsController::bulkDone);
        QSignalSpy created(&t.tickets, &TicketsController::created);
        QSignalSpy saved(&t.admin.tags, &AdminList::saved);
        BulkTicketsRequest request;
        request.ids = {QStringLiteral("t1")};
        request.priority = TicketPriority::High;
        t.tickets.bulk(request);
        t.tickets.create({});
        t.admin.tags.remove(QStringLiteral("x"));
        QTRY_COMPARE(held.answers.size(), 3);
        t.desk.stop();
        QVERIFY(!t.tickets.isBusy() && !t.admin.tags.isBusy());
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *) {
            others += r.path.contains("ticket") || r.path.contains("tags") ? 1 : 0;
            return false;
        };
        while (!held.answers.isEmpty())
            held.release(0);
        QTest::qWait(100);
        QCOMPARE(bulk.size() + created.size() + saved.size(), 0);
        QCOMPARE(others, 0);
    }

    // ---- admin

    /// A policy saved while the list is still on its way is not lost with the next one.
    void anOldListOfPoliciesTakesNoneAway()
    {
        Rooms t;
        SlaPolicies stored;
        Held held;
        bool hold = true;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (r.path != "/api/sla-policies")
                return false;
            if (r.method == "PUT")
                stored = *json::fromJson<SlaPolicies>(r.body);
            if (r.method == "GET" && hold)
                held.keep(r, socket, FakeDesk::success(json::toJson(stored)));
            else
                socket->write(FakeDesk::success(json::toJson(stored)));
            return true;
        };
        t.start();
        hold = false;
        t.admin.sla.show();
        QTRY_COMPARE(t.admin.sla.table()->rowCount(), 1);
        hold = true;
        t.admin.sla.reload();
        QTRY_COMPARE(held.answers.size(), 1);
        QSignalSpy saved(&t.admin.sla, &AdminList::saved);
        t.admin.sla.save({TicketCategory::Returns, TicketPriority::Low, 10, 20});
        held.release(0); // without it
        QTRY_COMPARE(saved.size(), 1);
        hold = false;
        t.admin.sla.save({TicketCategory::Shipping, TicketPriority::Low, 30, 40});
        QTRY_COMPARE(saved.size(), 2);
        QCOMPARE(stored.items.size(), 2);
    }

    /// Somebody comes while the accounts are on their way.
    void presenceIsAsItWasToldLast()
    {
        Rooms t;
        Agent bob;
        bob.id = bob.username = QStringLiteral("bob");
        bob.status = AgentPresence::Offline;
        Held held;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!r.path.startsWith("/api/agents?"))
                return false;
            held.keep(r, socket, FakeDesk::success(json::toJson(AgentPage{{bob}, 1, 1, 100, 1})));
            return true;
        };
        t.start();
        t.admin.agents.show();
        QTRY_COMPARE(held.answers.size(), 1);
        AgentUpdatedEvent event;
        event.agent.id = bob.id;
        event.agent.status = AgentPresence::Online;
        emit t.desk.event(event);
        held.release(0);
        QTRY_COMPARE(t.admin.agents.table()->rowCount(), 1);
        QCOMPARE(t.admin.agents.table()->row(0)->status, AgentPresence::Online);
    }

    /// The configuration is three answers: one refused, all are asked for again.
    void theConfigurationIsAskedForAgain_data()
    {
        QTest::addColumn<QByteArray>("refused");
        QTest::newRow("shift") << QByteArray("/api/shift/config");
        QTest::newRow("assistant") << QByteArray("/api/config");
        QTest::newRow("health") << QByteArray("/api/health");
    }
    void theConfigurationIsAskedForAgain()
    {
        QFETCH(QByteArray, refused);
        Rooms t;
        int times = 0;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (r.path != refused || times == 1)
                return false;
            ++times;
            socket->write(FakeDesk::refusal(503, "UNAVAILABLE"));
            return true;
        };
        t.start();
        QSignalSpy failed(&t.admin.config, &AdminList::failed);
        QSignalSpy loaded(&t.admin.config, &AdminList::loaded);
        t.admin.config.show();
        QTRY_COMPARE(failed.size(), 1);
        QTRY_COMPARE(loaded.size(), 1);
        QCOMPARE(times, 1);
        QVERIFY(t.admin.config.table()->rowCount() > 0);
    }

    // ---- labels of a chat

    /// Two labels at once: both are there, whichever answer comes first.
    void labelsComeInAnyOrder_data()
    {
        QTest::addColumn<bool>("backwards");
        QTest::newRow("in order") << false;
        QTest::newRow("backwards") << true;
    }
    void labelsComeInAnyOrder()
    {
        QFETCH(bool, backwards);
        Rooms t;
        t.fake.put(a, S::ManualLive);
        Held held;
        SessionTags stored;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (r.path != "/api/sessions/a/tags")
                return false;
            AppliedTag tag;
            tag.id = tag.name =
                QJsonDocument::fromJson(r.body).object().value(u"tag_id").toString();
            stored.tags.append(tag);
            held.keep(r, socket, FakeDesk::success(json::toJson(stored)));
            return true;
        };
        t.start();
        t.chat.open(a);
        QTRY_VERIFY(t.chat.session() && !t.chat.isLoading());
        t.context.addTag(QStringLiteral("x"));
        t.context.addTag(QStringLiteral("y"));
        QTRY_COMPARE(held.answers.size(), 2);
        held.release(backwards ? 1 : 0);
        QTRY_COMPARE(t.chat.session()->tags.size(), 1);
        held.release(0);
        QTRY_COMPARE(t.chat.session()->tags.size(), 2);
    }

    /// A new label is in the catalogue once, whether the event or the answer was quicker.
    void aNewLabelIsThereOnce()
    {
        Rooms t;
        Tag tag;
        tag.id = tag.name = QStringLiteral("x");
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (r.path != "/api/tags")
                return false;
            socket->write(FakeDesk::success(json::toJson(TagList{{}, {tag}, 1})));
            return true;
        };
        t.start();
        QTRY_COMPARE(t.catalog.tags().size(), 1);
        t.catalog.addTag(tag);
        QCOMPARE(t.catalog.tags().size(), 1);
    }

    // ---- search

    /// Conversations are read one by one: the same is found in the same order, whoever answers
    /// first, and what is refused is missing alone.
    void whatIsFoundStandsInItsOrder_data()
    {
        QTest::addColumn<QList<int>>("order");
        QTest::addColumn<QString>("refused");
        QTest::addColumn<QString>("found");
        QList<int> order{0, 1, 2};
        do
            QTest::addRow("%d%d%d", order.at(0), order.at(1), order.at(2))
                << order << QString() << QStringLiteral("chat:k2 message:k1 message:k3");
        while (std::next_permutation(order.begin(), order.end()));
        QTest::newRow("one refused")
            << QList<int>{2, 0, 1} << QStringLiteral("k1") << QStringLiteral("chat:k2 message:k3");
    }
    void whatIsFoundStandsInItsOrder()
    {
        QFETCH(QList<int>, order);
        QFETCH(QString, refused);
        QFETCH(QString, found);
        Rooms t;
        Finder finder{t.api, t.desk, t.catalog};
        for (const QString &name :
             {QStringLiteral("k1"), QStringLiteral("k2"), QStringLiteral("k3")}) {
            t.fake.put(name, S::Closed).userProfile.nickname = QStringLiteral("Zoe");
            t.fake.say(name, MessageRole::User,
                       name == u"k2" ? QStringLiteral("no") : QStringLiteral("a Karte"));
        }
        Held held;
        QList<QPointer<QTcpSocket>> sockets(3);
        QList<FakeDesk::Request> requests(3);
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (r.path.startsWith("/api/sessions?") && r.path.contains("keyword")) {
                SessionPage page;
                for (const SessionSummary &s : std::as_const(t.fake.sessions))
                    page.items.append(s);
                socket->write(FakeDesk::success(json::toJson(page)));
                return true;
            }
            const qsizetype at = r.path.indexOf("/messages?");
            if (at < 0)
                return false;
            const int k = r.path.at(at - 1) - '1';
            sockets[k] = socket;
            requests[k] = r;
            return true;
        };
        t.start();
        QString seen;
        connect(&finder, &Finder::found, &finder, [&](const QList<PaletteRow> &rows) {
            QStringList all;
            for (const PaletteRow &row : rows) {
                all.append((row.kind == PaletteRow::Kind::Chat ? QStringLiteral("chat:")
                                                               : QStringLiteral("message:")) +
                           row.id);
            }
            seen = all.join(u' ');
        });
        finder.find(QStringLiteral("karte"), Finder::Scope::Everything);
        QTRY_VERIFY(std::all_of(sockets.begin(), sockets.end(),
                                [](const QPointer<QTcpSocket> &s) { return !s.isNull(); }));
        t.fake.special = nullptr;
        for (const int k : std::as_const(order)) {
            if (refused == QStringLiteral("k%1").arg(k + 1))
                sockets.at(k)->write(FakeDesk::refusal(503, "UNAVAILABLE"));
            else
                t.fake.answer(requests.at(k), sockets.at(k));
            QTest::qWait(20);
        }
        QTRY_VERIFY(!finder.isBusy());
        QCOMPARE(seen, found);
    }
};

QTEST_GUILESS_MAIN(TestRoomOrders)
#include "tst_roomorders.moc"
