#include "tests/server/domain/ticketdesk.h"

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

/// Working on tickets: moves, comments, edits, many at once.
class TestTicketWork : public QObject
{
    Q_OBJECT

private slots:
    void aCustomerMessageMovesTheWaitingTicketOn()
    {
        Desk desk;
        desk.bring(session, SessionStatus::ManualLive);
        CreateTicketRequest r = request();
        r.sessionId = session;
        const QString waiting = desk.bringTicket(TicketStatus::WaitingCustomer, r);
        const QString parts = desk.bringTicket(TicketStatus::WaitingParts, r);
        (void)desk.send(session, QStringLiteral("agent"), u8("请确认"), desk.wang);
        QCOMPARE(desk.get(waiting)->status, TicketStatus::WaitingCustomer);
        desk.takeEvents();
        QVERIFY(desk.send(session, QStringLiteral("user"), u8("已确认"), Actor::customer()).ok());
        QCOMPARE(desk.takeFacts(), test::list({"manual_message:user", "message_added:user",
                                               "session_updated", "ticket_updated"}));
        const auto moved = desk.get(waiting);
        QCOMPARE(moved->status, TicketStatus::InProgress);
        QCOMPARE(told(*moved).constLast(),
                 u8("status_changed|状态从 waiting_customer 变更为 in_progress|客户"));
        QCOMPARE(moved->activityLog.constLast().operatorId, QStringLiteral("customer"));
        QCOMPARE(desk.get(parts)->status, TicketStatus::WaitingParts);
        // And again: nothing waits any more.
        (void)desk.send(session, QStringLiteral("user"), u8("在吗"), Actor::customer());
        QCOMPARE(desk.takeFacts().last(), QStringLiteral("session_updated"));
    }

    void aCustomerMessageToTheAiDoesToo()
    {
        Desk desk;
        desk.bring(session, SessionStatus::BotActive);
        CreateTicketRequest r = request();
        r.sessionId = session;
        const QString id = desk.bringTicket(TicketStatus::WaitingCustomer, r);
        QVERIFY(desk.turn(session, u8("照片发您了"), u8("好的")).ok());
        QCOMPARE(desk.get(id)->status, TicketStatus::InProgress);
    }

    void everyTransition_data()
    {
        QTest::addColumn<int>("from");
        for (int from = 0; from < 6; ++from)
            QTest::addRow("%s", json::enumName(static_cast<TicketStatus>(from)).data()) << from;
    }

    void everyTransition()
    {
        QFETCH(int, from);
        const QMap<int, QSet<int>> allowed{{0, {1, 5}},    {1, {2, 3, 4}}, {2, {3, 1, 4}},
                                           {3, {2, 1, 4}}, {4, {5, 1}},    {5, {1}}};
        Desk desk;
        for (int to = 0; to < 6; ++to) {
            const QString id = desk.bringTicket(static_cast<TicketStatus>(from));
            const auto before = desk.get(id);
            const auto moved = desk.move(id, static_cast<TicketStatus>(to), u8("说明"));
            const QString a = json::enumName(static_cast<TicketStatus>(from));
            const QString b = json::enumName(static_cast<TicketStatus>(to));
            if (allowed.value(from).contains(to)) {
                QVERIFY(moved.ok());
                QCOMPARE(moved->version, before->version + 1);
                const auto line = moved->activityLog.constLast();
                QCOMPARE(line.description, u8("状态从 %1 变更为 %2").arg(a, b));
                QCOMPARE(line.details.value(u"comment").toString(), u8("说明"));
                QCOMPARE(desk.takeFacts(), test::list({"ticket_updated"}));
            } else {
                QCOMPARE(moved.error().detail,
                         u8("INVALID_TRANSITION: 工单不能从 %1 变更为 %2").arg(a, b));
                QVERIFY(*desk.get(id) == *before);
                QVERIFY(desk.takeEvents().isEmpty());
            }
        }
    }

    void aCommentThatShowsNothingIsNone()
    {
        Desk desk;
        const auto moved = desk.move(desk.make()->ticketId, TicketStatus::InProgress, u8("\u200b"));
        QVERIFY(moved.ok());
        QVERIFY(!moved->activityLog.constLast().details.contains(QStringLiteral("comment")));
    }

    void timesOfALife()
    {
        Desk desk;
        const QString id = desk.make()->ticketId;
        desk.pass(60);
        QVERIFY(!desk.assign(id, desk.li.agent.id)->firstRespondedAt); // nobody has answered yet
        desk.pass(60);
        QVERIFY(!desk.comment(id, {u8("内部"), {}, true})->firstRespondedAt);
        desk.pass(60);
        const Timestamp response = desk.now();
        QCOMPARE(desk.move(id, TicketStatus::InProgress)->firstRespondedAt, response);
        desk.pass(3600);
        const Timestamp resolved = desk.now();
        QCOMPARE(desk.move(id, TicketStatus::Resolved)->resolvedAt, resolved);
        desk.pass(3600);
        const Timestamp closed = desk.now();
        auto t = desk.move(id, TicketStatus::Closed);
        QCOMPARE(t->closedAt, closed);
        QCOMPARE(t->resolvedAt, resolved);
        QCOMPARE(t->firstRespondedAt, response);
        desk.pass(9 * 3600);
        QCOMPARE(desk.get(id)->slaStatus, SlaStatus::Within); // frozen at resolved
        t = desk.move(id, TicketStatus::InProgress);
        QVERIFY(!t->resolvedAt && !t->closedAt);
        QCOMPARE(t->firstRespondedAt, response);
        QCOMPARE(t->slaStatus, SlaStatus::Breached); // the clock runs on
    }

    void anExternalCommentIsAResponse()
    {
        Desk desk;
        const QString id = desk.make()->ticketId;
        desk.pass(30);
        const auto t = desk.comment(id, {u8("您好"), {}, false});
        QCOMPARE(t->firstRespondedAt, desk.now());
        QCOMPARE(t->commentCount, 1);
        QCOMPARE(t->comments.constFirst().authorName, u8("客服小王"));
        QCOMPARE(told(*t).constLast(), u8("commented|客服小王 添加了评论|客服小王"));
        desk.pass(30);
        QCOMPARE(desk.comment(id, {u8("再次"), {}, false})->firstRespondedAt, t->firstRespondedAt);
    }

    void mentions()
    {
        Desk desk;
        const QString id = desk.make()->ticketId;
        desk.takeEvents();
        const auto t = desk.comment(id, {u8("@小李 看一下"),
                                         {QStringLiteral("agent002"), QStringLiteral("agent001"),
                                          QStringLiteral("agent002"), QStringLiteral("nobody")},
                                         true});
        QCOMPARE(t->comments.constFirst().mentions,
                 test::list({"agent002", "agent001", "agent002", "nobody"})); // as given
        const auto events = desk.takeEvents();
        QCOMPARE(events.size(), 2);
        QCOMPARE(events.at(1).type, QStringLiteral("mention"));
        QCOMPARE(events.at(1).audience, Audience::NamedAgents);
        QCOMPARE(events.at(1).agentIds, QStringList{desk.li.agent.id}); // not oneself, once
        const auto o = QJsonDocument::fromJson(events.at(1).json).object();
        QCOMPARE(o.value(u"source").toString(), QStringLiteral("ticket"));
        QCOMPARE(o.value(u"ticket_id").toString(), id);
        QVERIFY(o.value(u"session_name").isNull());
        QCOMPARE(o.value(u"from").toObject().value(u"name").toString(), u8("客服小王"));
        QCOMPARE(o.value(u"content").toString(), u8("@小李 看一下"));
    }

    void commentsAreChecked()
    {
        Desk desk;
        const QString id = desk.make()->ticketId;
        desk.takeEvents();
        for (const QString &bad : {QString(), QStringLiteral("  "), QString(2001, u'x')})
            QCOMPARE(desk.comment(id, {bad, {}, false}).error().detail,
                     QStringLiteral("/content: 1 to 2000 characters expected"));
        QVERIFY(
            !desk.comment(id, {u8("x"), QStringList(51, QStringLiteral("agent002")), false}).ok());
        QVERIFY(desk.takeEvents().isEmpty());
        QVERIFY(desk.comment(id, {QString(2000, u'x'), {}, false}).ok());
    }

    void assigned()
    {
        Desk desk;
        const QString id = desk.make()->ticketId;
        auto t = desk.assign(id, desk.li.agent.id);
        QCOMPARE(t->assigneeId, desk.li.agent.id);
        QCOMPARE(t->assigneeName, u8("客服小李")); // the account's own name
        QCOMPARE(t->department, Department::Warehouse);
        QCOMPARE(told(*t).constLast(),
                 u8("assigned|工单从 未分配 指派给 客服小李 (warehouse)|客服小王"));
        t = desk.assign(id, QStringLiteral("admin")); // by username
        QCOMPARE(told(*t).constLast(),
                 u8("assigned|工单从 客服小李 指派给 系统管理员 (warehouse)|客服小王"));
        // An id of another desk, with a name that is known here.
        const auto named = [&](const QString &name) {
            return desk.write([&](Tx &tx) {
                return TicketWork::assign(
                    tx, id, {QStringLiteral("agent_9"), name, Department::Warehouse}, desk.wang);
            });
        };
        QCOMPARE(named(QStringLiteral("AGENT002"))->assigneeId, desk.li.agent.id);
        QCOMPARE(named(u8("客服小王"))->assigneeId, desk.wang.agent.id);
        QCOMPARE(named(u8("客服小张")).error(), errors::agentNotFound());
        desk.takeEvents();
        const auto before = desk.get(id);
        QCOMPARE(desk.assign(id, QStringLiteral("nobody")).error(), errors::agentNotFound());
        QCOMPARE(desk.assign(QStringLiteral("ticket_x"), QStringLiteral("admin")).error().detail,
                 u8("工单不存在: ticket_x"));
        QVERIFY(*desk.get(id) == *before);
        QVERIFY(desk.takeEvents().isEmpty());
    }

    void patched()
    {
        Desk desk;
        const QString id = desk.make()->ticketId;
        desk.pass(60);
        PatchTicketRequest p;
        p.title = u8("新标题");
        p.tags = QStringList{u8(" 刹车 "), u8("刹车"), QStringLiteral("rain")};
        p.version = 1;
        auto t = desk.patch(id, p);
        QVERIFY(t.ok());
        QCOMPARE(t->title, u8("新标题"));
        QCOMPARE(t->tags, QStringList({u8("刹车"), QStringLiteral("rain")}));
        QCOMPARE(t->version, 2);
        QCOMPARE(told(*t).constLast(), u8("updated|客服小王 更新了 title, tags|客服小王"));
        desk.takeEvents();

        // Stale.
        p.title = u8("旧的");
        const auto stale = desk.patch(id, p);
        QCOMPARE(stale.error().code, QStringLiteral("TICKET_CONFLICT"));
        QCOMPARE(stale.error().detail, u8("工单已被其他操作修改,请刷新后重试"));
        QVERIFY(*desk.get(id) == *t);
        // Without a version the last one wins; what is equal changes nothing.
        PatchTicketRequest same;
        same.title = t->title;
        QCOMPARE(desk.patch(id, same)->version, t->version);
        QVERIFY(desk.takeEvents().isEmpty());
        QCOMPARE(desk.patch(id, {}).error(), errors::noFieldsToUpdate());
        p = {};
        p.tags = QStringList(21, QStringLiteral("x"));
        QCOMPARE(desk.patch(id, p).error().detail, QStringLiteral("/tags: at most 20 expected"));
        p.tags = QStringList{QStringLiteral("ok"), QString()};
        QCOMPARE(desk.patch(id, p).error().detail,
                 QStringLiteral("/tags/1: 1 to 50 characters expected"));
    }

    void anotherPairHasOtherDeadlines()
    {
        Desk desk;
        const auto made = desk.make();
        desk.pass(600);
        PatchTicketRequest p;
        p.category = TicketCategory::PreSales;
        p.priority = TicketPriority::Normal;
        const auto t = desk.patch(made->ticketId, p);
        QCOMPARE(t->slaResponseDeadline, made->createdAt.plusSeconds(2 * 3600));
        QCOMPARE(t->slaDeadline, made->createdAt.plusSeconds(24 * 3600));
        // Resolved ones stay as they were judged.
        const QString resolved = desk.bringTicket(TicketStatus::Resolved);
        const Timestamp deadline = desk.get(resolved)->slaDeadline;
        QCOMPARE(desk.patch(resolved, p)->slaDeadline, deadline);
    }

    void unknownTicketsAre404()
    {
        Desk desk;
        const QString id = QStringLiteral("ticket_0000000000000000");
        const QString detail = u8("工单不存在: ") + id;
        PatchTicketRequest p;
        p.title = u8("x");
        QCOMPARE(desk.get(id).error().detail, detail);
        QCOMPARE(desk.patch(id, p).error().detail, detail);
        QCOMPARE(desk.move(id, TicketStatus::Closed).error().detail, detail);
        QCOMPARE(desk.comment(id, {u8("x"), {}, false}).error().detail, detail);
    }

    void bulk()
    {
        Desk desk;
        const QString a = desk.bringTicket(TicketStatus::Pending);
        const QString b = desk.bringTicket(TicketStatus::Resolved);
        const QString c = desk.bringTicket(TicketStatus::InProgress);
        const auto untouched = desk.get(b);
        BulkTicketsRequest r;
        r.ids = {a, QStringLiteral("ticket_x"), b, c, a};
        r.status = TicketStatus::InProgress;
        r.priority = TicketPriority::Low;
        r.assign = AssignTicketRequest{desk.li.agent.id, {}, Department::Logistics};
        r.tags = QStringList{QStringLiteral("t")};
        const auto run = [&] {
            return desk.write([&](Tx &tx) { return TicketWork::bulk(tx, r, desk.wang); });
        };
        auto answer = run();
        QVERIFY(answer.ok());
        QCOMPARE(answer->done, QStringList({a, b}));
        QCOMPARE(answer->failed, QList<BulkFailure>({{QStringLiteral("ticket_x"),
                                                      QStringLiteral("TICKET_NOT_FOUND")},
                                                     {c, QStringLiteral("INVALID_TRANSITION")}}));
        QCOMPARE(desk.takeFacts(), test::list({"ticket_updated", "ticket_updated"}));
        const auto t = desk.get(a);
        QCOMPARE(t->status, TicketStatus::InProgress);
        QCOMPARE(t->priority, TicketPriority::Low);
        QCOMPARE(t->assigneeName, u8("客服小李"));
        QCOMPARE(t->tags, *r.tags);
        QCOMPARE(t->activityLog.size(), 4); // created, assigned, updated, status_changed
        QVERIFY(!desk.get(c)->assigneeId);  // wholly or not at all
        QVERIFY(desk.get(b)->version == untouched->version + 1);

        r.assign->assigneeId = QStringLiteral("nobody");
        answer = run();
        QCOMPARE(answer->done, QStringList());
        QCOMPARE(answer->failed.at(0), (BulkFailure{a, QStringLiteral("AGENT_NOT_FOUND")}));
        QVERIFY(desk.takeEvents().isEmpty());

        QCOMPARE(desk.write([&](Tx &tx) {
                         return TicketWork::bulk(tx, {{a}, {}, {}, {}, {}}, desk.wang);
                     })
                     .error(),
                 errors::noFieldsToUpdate());
        for (const int n : {0, 101}) {
            r.ids = QStringList(n, a);
            QCOMPARE(run().error().detail, QStringLiteral("/ids: 1 to 100 expected"));
        }
    }
};

QTEST_GUILESS_MAIN(TestTicketWork)
#include "tst_ticketwork.moc"
