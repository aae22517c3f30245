#include "server/domain/session/sessionlists.h"
#include "server/domain/ticket/ticketfiles.h"
#include "tests/server/domain/ticketdesk.h"

#include <QDateTime>
#include <QRegularExpression>

using namespace handoff;
using test::told;
using test::u8;
using Desk = test::TicketDesk;

namespace {

const QString session = QStringLiteral("会话-工单");

CreateTicketRequest request(const QString &title = u8("刹车异响"))
{
    return test::ticketRequest(title);
}

} // namespace

/// Tickets as use cases: making, finding, listing, and what is announced.
class TestTickets : public QObject
{
    Q_OBJECT

private slots:
    void created()
    {
        Desk desk;
        const auto made = desk.make();
        QVERIFY(made.ok());
        QVERIFY(QRegularExpression(QStringLiteral("^ticket_[0-9a-f]{16}$"))
                    .match(made->ticketId)
                    .hasMatch());
        QCOMPARE(made->ticketNumber, QStringLiteral("TK-202600001"));
        QCOMPARE(made->status, TicketStatus::Pending);
        QCOMPARE(made->createdBy, desk.wang.agent.id);
        QCOMPARE(made->createdByName, u8("客服小王"));
        QCOMPARE(made->slaResponseDeadline, desk.now().plusSeconds(15 * 60));
        QCOMPARE(made->slaDeadline, desk.now().plusSeconds(8 * 3600));
        QCOMPARE(made->slaStatus, SlaStatus::Within);
        QCOMPARE(told(*made), test::list({"created|工单创建: 刹车异响|客服小王"}));
        QCOMPARE(made->version, 1);
        QVERIFY(!made->aiSummary && !made->assigneeId && !made->firstRespondedAt);
        QVERIFY(*desk.get(made->ticketId) == *made);
        const auto events = desk.takeEvents();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.at(0).type, QStringLiteral("ticket_updated"));
        QCOMPARE(events.at(0).audience, Audience::Agents);
        const auto told = json::fromJson<TicketUpdatedEvent>(events.at(0).json);
        QVERIFY(told.ok() && told->ticket == static_cast<const TicketSummary &>(*made));
    }

    void createIsChecked_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("detail");
        QTest::newRow("no title") << "title"
                                  << ""
                                  << "/title: 1 to 200 characters expected";
        QTest::newRow("blank title") << "title"
                                     << " \n"
                                     << "/title: 1 to 200 characters expected";
        QTest::newRow("long title")
            << "title" << QString(201, u'长') << "/title: 1 to 200 characters expected";
        QTest::newRow("long description") << "description" << QString(10001, u'x')
                                          << "/description: at most 10000 characters expected";
        QTest::newRow("no customer") << "customer"
                                     << ""
                                     << "/customer_id: 1 to 200 characters expected";
        QTest::newRow("long order")
            << "order" << QString(201, u'x') << "/order_id: at most 200 characters expected";
        QTest::newRow("long vin") << "vin" << QString(201, u'x')
                                  << "/vin: at most 200 characters expected";
        QTest::newRow("unknown session") << "session"
                                         << "nobody"
                                         << "Session not found";
    }

    void createIsChecked()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, detail);
        Desk desk;
        CreateTicketRequest r = request();
        if (field == u"title")
            r.title = value;
        if (field == u"description")
            r.description = value;
        if (field == u"customer")
            r.customerId = value;
        if (field == u"order")
            r.orderId = value;
        if (field == u"vin")
            r.vin = value;
        if (field == u"session")
            r.sessionId = value;
        const auto made = desk.make(r);
        QVERIFY(!made.ok());
        QCOMPARE(made.error().detail, detail);
        QVERIFY(desk.takeEvents().isEmpty());
        QCOMPARE(desk.numbers({}), QStringList());
        // The number was not used up.
        QCOMPARE(desk.make()->ticketNumber, QStringLiteral("TK-202600001"));
    }

    void whatShowsNothingIsNothing()
    {
        Desk desk;
        CreateTicketRequest r = request();
        r.sessionId = r.orderId = r.bikeModel = r.vin = u8("\u200b \u2060");
        const auto made = desk.make(r);
        QVERIFY(made.ok());
        QVERIFY(!made->sessionId && !made->orderId && !made->bikeModel && !made->vin);
    }

    void theLongestThatIsAllowed()
    {
        Desk desk;
        CreateTicketRequest r = request(u8("😀").repeated(200));
        r.description = QString(10000, u'字');
        r.orderId = QString(200, u'o');
        QVERIFY(desk.make(r).ok());
    }

    void numbersAreGaplessUnderConcurrency()
    {
        Desk desk;
        QList<Later<Ticket>> all;
        for (int i = 0; i < 50; ++i) {
            CreateTicketRequest r = request();
            if (i % 5 == 4) // refused in between
                r.sessionId = QStringLiteral("nobody");
            all.append(desk.db->write(
                [&desk, r](Tx &tx) { return Tickets::create(tx, desk.policy, r, desk.wang); }));
        }
        QStringList numbers, expected;
        for (const auto &future : all) {
            if (const auto made = test::await(future); made.ok())
                numbers.append(made->ticketNumber);
        }
        for (int i = 1; i <= 40; ++i)
            expected.append(QStringLiteral("TK-2026%1").arg(i, 5, 10, QLatin1Char('0')));
        std::sort(numbers.begin(), numbers.end());
        QCOMPARE(numbers, expected);
    }

    void numbersBeginAnewWithTheYearOfTheDesk()
    {
        Desk desk;
        const auto utc = [](const char *iso) {
            return Timestamp{
                QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate).toMSecsSinceEpoch()};
        };
        desk.setNow(utc("2026-12-31T15:59:59Z")); // 23:59:59 in Shanghai
        QCOMPARE(desk.make()->ticketNumber, QStringLiteral("TK-202600001"));
        desk.setNow(utc("2026-12-31T16:00:00Z"));
        QCOMPARE(desk.make()->ticketNumber, QStringLiteral("TK-202700001"));
        QCOMPARE(desk.make()->ticketNumber, QStringLiteral("TK-202700002"));
    }

    void theLinkedSession()
    {
        Desk desk;
        desk.bring(session, SessionStatus::ManualLive);
        for (int i = 1; i <= 6; ++i)
            (void)desk.send(session, i % 2 ? QStringLiteral("user") : QStringLiteral("agent"),
                            i == 5 ? u8("第五\n行  很长") + QString(200, u'x')
                                   : u8("消息%1").arg(i),
                            i % 2 ? Actor::customer() : desk.wang);
        desk.takeEvents();
        const qint64 version = desk.state(session)->version;
        CreateTicketRequest r = request();
        r.sessionId = session;
        const auto made = desk.make(r);
        const QString fifth = u8("客户: 第五 行 很长") + QString(120 - 7, u'x') + u8("…");
        QCOMPARE(made->aiSummary->split(u'\n'),
                 QStringList({u8("客服小王: 消息2"), u8("客户: 消息3"), u8("客服小王: 消息4"),
                              fifth, u8("客服小王: 消息6")}));
        QCOMPARE(desk.takeFacts(), test::list({"session_updated", "ticket_updated"}));
        QVERIFY(desk.state(session)->version > version);
        const auto page = desk.read([](Tx &tx) { return SessionLists::list(tx, {}); });
        QCOMPARE(page->items.at(0).ticketId, made->ticketId);
        const auto linked = desk.read([](Tx &tx) { return Tickets::ofSession(tx, session); });
        QVERIFY(linked.ok() && linked->has_value() && **linked == *made);

        desk.bring(QStringLiteral("other"), SessionStatus::BotActive);
        const auto none =
            desk.read([](Tx &tx) { return Tickets::ofSession(tx, QStringLiteral("other")); });
        QVERIFY(none.ok() && !none->has_value());
        const auto unknown =
            desk.read([](Tx &tx) { return Tickets::ofSession(tx, QStringLiteral("x")); });
        QCOMPARE(unknown.error(), errors::sessionNotFound());

        const auto second = desk.make(r);
        const auto newest = desk.read([](Tx &tx) { return Tickets::ofSession(tx, session); });
        QCOMPARE((*newest)->ticketId, second->ticketId);
    }

    void listed()
    {
        Desk desk;
        const auto with = [](TicketCategory c, TicketPriority p, Department d,
                             const QString &title) {
            CreateTicketRequest r = request(title);
            r.category = c;
            r.priority = p;
            r.department = d;
            return r;
        };
        using C = TicketCategory;
        using P = TicketPriority;
        using D = Department;
        // Numbers 1 to 5 in this order, a second apart.
        const QList<CreateTicketRequest> all{
            with(C::Returns, P::Normal, D::Logistics, u8("退货 50%")),
            with(C::Technical, P::Urgent, D::Technical, u8("刹车")),
            with(C::Warranty, P::Low, D::Warehouse, u8("质保")),
            with(C::Technical, P::Urgent, D::Technical, u8("BATTERY")),
            with(C::Returns, P::High, D::Logistics, u8("退货 50 欧"))};
        QStringList ids;
        for (const auto &r : all) {
            ids.append(desk.make(r)->ticketId);
            desk.pass(1);
        }
        const auto n = [](std::initializer_list<int> list) {
            QStringList numbers;
            for (const int i : list)
                numbers.append(QStringLiteral("TK-20260000%1").arg(i));
            return numbers;
        };
        TicketList::Filter f;
        QCOMPARE(desk.numbers(f), n({4, 2, 5, 1, 3})); // urgent first, then newest
        f.category = C::Returns;
        QCOMPARE(desk.numbers(f), n({5, 1}));
        f.keyword = QStringLiteral("50%"); // literally
        QCOMPARE(desk.numbers(f), n({1}));
        f = {};
        f.keyword = QStringLiteral("battery");
        QCOMPARE(desk.numbers(f), n({4}));
        f.keyword = QStringLiteral("tk-202600003");
        QCOMPARE(desk.numbers(f), n({3}));
        f.keyword = u8("刹车");
        QCOMPARE(desk.numbers(f), n({4, 2, 5, 1, 3})); // in every description
        f = {};
        f.priority = P::Urgent;
        QCOMPARE(desk.numbers(f), n({4, 2}));
        f = {};
        f.department = D::Warehouse;
        QCOMPARE(desk.numbers(f), n({3}));
        (void)desk.assign(ids.at(2), desk.li.agent.id);
        f = {};
        f.assigneeId = QStringLiteral("agent002");
        QCOMPARE(desk.numbers(f), n({3}));
        f.assigneeId = desk.li.agent.id;
        QCOMPARE(desk.numbers(f), n({3}));
        f = {};
        f.unassigned = true;
        QCOMPARE(desk.numbers(f), n({4, 2, 5, 1}));
        (void)desk.move(ids.at(0), TicketStatus::Closed);
        f = {};
        f.status = TicketStatus::Closed;
        QCOMPARE(desk.numbers(f), n({1}));

        const auto page = [&](int number, int size) {
            return desk.read([=](Tx &tx) { return Tickets::list(tx, {{}, number, size}); });
        };
        const auto second = page(2, 2);
        QCOMPARE(second->total, 5);
        QCOMPARE(second->totalPages, 3);
        QCOMPARE(second->items.size(), 2);
        QCOMPARE(second->items.at(0).ticketNumber, n({5}).first());
        QCOMPARE(page(9, 2)->items.size(), 0);
        QVERIFY(!page(100'001, 1).ok());

        // Reading them all by parts: newest first, each once.
        QStringList exported;
        qint64 next = 0;
        do {
            const auto part = desk.read([&](Tx &tx) { return Tickets::part(tx, {}, next, 2); });
            for (const TicketRow &row : part->rows)
                exported.append(row.ticketNumber);
            next = part->next;
        } while (next != 0);
        QCOMPARE(exported, n({5, 4, 3, 2, 1}));
    }

    void attachments()
    {
        Desk desk;
        const QString id = desk.make()->ticketId;
        desk.takeEvents();
        AttachmentRow upload;
        upload.filename = u8("照片.png");
        upload.contentType = QStringLiteral("image/png");
        upload.size = 12;
        upload.file = QStringLiteral("0123456789abcdef0123456789abcdef");
        const auto added =
            desk.write([&](Tx &tx) { return TicketFiles::add(tx, id, upload, desk.wang); });
        QVERIFY(added.ok());
        QVERIFY(added->id.startsWith(u"att_"));
        QCOMPARE(added->uploadedByName, u8("客服小王"));
        QCOMPARE(desk.takeFacts(), test::list({"ticket_updated"}));
        auto t = desk.get(id);
        QCOMPARE(t->attachments, QList<TicketAttachment>{*added});
        QCOMPARE(t->attachmentCount, 1);
        QCOMPARE(t->activityLog.constLast().action, QStringLiteral("attachment_added"));
        QCOMPARE(desk.read([&](Tx &tx) { return TicketFiles::find(tx, id, added->id); })->file,
                 upload.file);
        const QStringList files{upload.file, QStringLiteral("ffffffffffffffffffffffffffffffff")};
        const auto inUse = desk.read(
            [&](Tx &tx) -> Result<QStringList> { return TicketParts::filesInUse(tx, files); });
        QCOMPARE(*inUse, QStringList{upload.file});

        // Another ticket's attachment is none of this one's.
        const QString other = desk.make()->ticketId;
        QCOMPARE(desk.read([&](Tx &tx) { return TicketFiles::find(tx, other, added->id); }).error(),
                 errors::attachmentNotFound());
        QCOMPARE(
            desk.write([&](Tx &tx) { return TicketFiles::remove(tx, other, added->id, desk.wang); })
                .error(),
            errors::attachmentNotFound());
        const auto removed =
            desk.write([&](Tx &tx) { return TicketFiles::remove(tx, id, added->id, desk.li); });
        QCOMPARE(removed->file, upload.file);
        QVERIFY(removed->left.isEmpty());
        t = desk.get(id);
        QCOMPARE(t->attachmentCount, 0);
        QCOMPARE(t->activityLog.constLast().action, QStringLiteral("attachment_removed"));
    }
};

QTEST_GUILESS_MAIN(TestTickets)
#include "tst_tickets.moc"
