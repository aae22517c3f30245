#include "server/domain/account/agentadmin.h"
#include "server/domain/account/presence.h"
#include "server/domain/catalog/quickreplies.h"
#include "server/domain/ticket/tickets.h"
#include "server/domain/ticket/ticketwork.h"
#include "server/store/sql.h"
#include "tests/server/domain/accountdesk.h"
#include "tests/server/domain/ticketdesk.h"

using namespace handoff;
using namespace handoff::test;

/// Accounts and rights that are taken away.
class TestAccountEnds : public QObject
{
    Q_OBJECT

private slots:
    void theLastAdminStays()
    {
        TestDesk desk;
        UpdateAgentRequest demote;
        demote.role = AgentRole::Agent;
        QCOMPARE(update(desk, "admin", demote).error().detail,
                 u8("LAST_ADMIN: 不能降级最后一个管理员"));
        QCOMPARE(removed(desk, "admin").error().detail, u8("LAST_ADMIN: 不能删除最后一个管理员"));
        QCOMPARE(desk.agent("admin").agent.role, AgentRole::Admin);
        QVERIFY(desk.takeEvents().isEmpty());
        UpdateAgentRequest promote;
        promote.role = AgentRole::Admin;
        QVERIFY(update(desk, "agent001", promote).ok());
        QCOMPARE(desk.takeFacts(), test::list({"agent_updated"})); // more rights: nothing to end
        QVERIFY(update(desk, "admin", demote).ok());
        QCOMPARE(desk.takeFacts(), test::list({"agent_updated", "end_streams"}));
        QCOMPARE(removed(desk, "agent001").error(), errors::lastAdminDeleted());
    }

    void twoAdminsTakeEachOthersRights()
    {
        // Two servers on one database, both asked at once, many times.
        const test::TestDatabase files;
        const auto one = files.open();
        const auto other = files.open();
        const QList<Agents::Seed> seeds{
            {QStringLiteral("left"), QStringLiteral("l"), AgentRole::Admin, 5, {}},
            {QStringLiteral("right"), QStringLiteral("r"), AgentRole::Admin, 5, {}}};
        QVERIFY(test::await(one->write([&](Tx &tx) { return Agents::seed(tx, seeds); })).ok());
        const DeskPolicy policy;
        const auto set = [&](Database &db, const char *username, AgentRole role) {
            return db.write([&policy, username, role](Tx &tx) {
                UpdateAgentRequest request;
                request.role = role;
                return AgentAdmin::update(tx, policy, QString::fromLatin1(username), request,
                                          Actor::system());
            });
        };
        for (int round = 0; round < 20; ++round) {
            const auto left = set(*one, "left", AgentRole::Agent);
            const auto right = set(*other, "right", AgentRole::Agent);
            const auto a = test::await(left);
            const auto b = test::await(right);
            QVERIFY(a.ok() != b.ok());
            QCOMPARE((a.ok() ? b : a).error(), errors::lastAdminDemoted());
            QVERIFY(test::await(set(*one, a.ok() ? "left" : "right", AgentRole::Admin)).ok());
        }
    }

    void nothingOfTheDeletedStays()
    {
        TestDesk desk;
        const auto ticket = [&](const QString &title, const Actor &to) {
            CreateTicketRequest request;
            request.title = title;
            request.customerId = QStringLiteral("c");
            const auto made = desk.write(
                [&](Tx &tx) { return Tickets::create(tx, desk.policy, request, desk.li); });
            const QString id = made->ticketId;
            const auto given = desk.write([&](Tx &tx) {
                return TicketWork::assign(tx, id, {to.agent.id, {}, Department::Technical},
                                          desk.li);
            });
            return given.ok() ? id : QString();
        };
        const QString open = ticket(QStringLiteral("open"), desk.wang);
        const QString closed = ticket(QStringLiteral("closed"), desk.wang);
        const QString others = ticket(QStringLiteral("li's"), desk.li);
        const auto move = [&](TicketStatus to) {
            return desk.write([&](Tx &tx) {
                return TicketWork::setStatus(tx, closed, {to, {}}, desk.li);
            });
        };
        QVERIFY(move(TicketStatus::Closed).ok());
        const auto reply = [&](const Actor &author, bool shared) {
            QuickReplyRequest request;
            request.title = request.content = QStringLiteral("q");
            request.isShared = shared;
            return desk.write([&](Tx &tx) { return QuickReplies::create(tx, request, author); });
        };
        QVERIFY(reply(desk.wang, false).ok() && reply(desk.wang, true).ok() &&
                reply(desk.li, false).ok());
        desk.takeEvents();

        QVERIFY(removed(desk, "agent001").ok());
        const QStringList facts = desk.takeFacts();
        QCOMPARE(facts.filter(QStringLiteral("ticket_updated")).size(), 1);
        QCOMPARE(facts.filter(QStringLiteral("catalog_changed")).size(), 1);
        const auto find = [&](const QString &id) {
            return *desk.read([&](Tx &tx) { return Tickets::find(tx, id); });
        };
        QVERIFY(!find(open).assigneeId && !find(open).assigneeName);
        QCOMPARE(find(open).department, Department::Technical);
        QCOMPARE(find(open).activityLog.constLast().description,
                 u8("工单从 客服小王 指派给 未分配 (technical)"));
        QCOMPARE(find(open).activityLog.constLast().operatorName, u8("系统管理员"));
        QCOMPARE(find(others).assigneeId, desk.li.agent.id);
        // What is closed says who did it, until somebody opens it again.
        QCOMPARE(find(closed).assigneeName, u8("客服小王"));
        QVERIFY(move(TicketStatus::InProgress).ok());
        QVERIFY(!find(closed).assigneeId);
        // His shared quick reply stays for the others, his own one is gone.
        QCOMPARE(*desk.read([&](Tx &tx) -> Result<int> {
            return sql::value(tx, QStringLiteral("SELECT COUNT(*) FROM quick_replies")).toInt();
        }),
                 2);
    }

    /// Sessions have a test of their own (tst_accounts).
    void aNewNameStandsOnHisTickets()
    {
        test::TicketDesk desk;
        const auto given = [&](TicketStatus status) {
            const QString id = desk.make(ticketRequest())->ticketId;
            (void)desk.assign(id, desk.li.agent.id);
            if (status != TicketStatus::Pending)
                (void)desk.move(id, status);
            return id;
        };
        const QString open = given(TicketStatus::Pending);
        const QString closed = given(TicketStatus::Closed);
        const auto found = [&](const QString &keyword) {
            TicketList::Filter filter;
            filter.keyword = keyword;
            return desk.numbers(filter);
        };
        QCOMPARE(found(u8("客服小李")).size(), 2);
        desk.takeEvents();

        UpdateAgentRequest request;
        request.name = u8("李师傅");
        QVERIFY(update(desk, "agent002", request).ok());
        QCOMPARE(desk.takeFacts().filter(QStringLiteral("ticket_updated")).size(), 1);
        QCOMPARE(desk.get(open)->assigneeName, u8("李师傅"));
        QCOMPARE(desk.get(open)->activityLog.constLast().action, QStringLiteral("assigned"));
        QCOMPARE(found(u8("李师傅")), QStringList{desk.get(open)->ticketNumber});
        // What is closed says who did it, until somebody opens it again.
        QCOMPARE(desk.get(closed)->assigneeName, u8("客服小李"));
        QCOMPARE(desk.move(closed, TicketStatus::InProgress)->assigneeName, u8("李师傅"));

        const ProfileUpdate profile{QStringLiteral("Li"), {}};
        QVERIFY(desk.write([&](Tx &tx) {
                        return Agents::updateProfile(tx, desk.policy, desk.li.agent.id, profile);
                    })
                    .ok());
        QCOMPARE(found(QStringLiteral("Li")).size(), 2);
    }

    void deleting()
    {
        TestDesk desk;
        QVERIFY(desk.logIn(desk.wang).ok());
        desk.bring(session, SessionStatus::ManualLive);
        QCOMPARE(removed(desk, "nobody").error(), errors::agentNotFound());
        const auto gone = removed(desk, "agent001");
        QVERIFY(gone.ok());
        QCOMPARE(gone->id, desk.wang.agent.id);
        QCOMPARE(desk.takeLines().filter(QStringLiteral("session_requeued")),
                 test::list({"session_requeued manual_live>pending_manual admin"}));
        const auto events = desk.takeEvents();
        QStringList types;
        for (const StoredEvent &event : events)
            types.append(event.type);
        QCOMPARE(types,
                 test::list({"status_change", "manual_message", "message_added", "session_updated",
                             "agent_updated", "agent_updated", "end_streams"}));
        QCOMPARE(events.constLast().agentIds, QStringList{desk.wang.agent.id});
        QVERIFY(events.at(events.size() - 2).json.contains("\"status\":\"offline\""));
        QVERIFY(events.at(0).json.contains("\"reason\":\"agent_lost\""));

        const auto detail = *desk.detail(session);
        QCOMPARE(detail.session.status, SessionStatus::PendingManual);
        QVERIFY(!detail.session.assignedAgent);
        QCOMPARE(detail.session.history.constLast().content, desk.policy.texts.agentLost);
        QCOMPARE(detail.auditTrail.constLast().operatorName, QStringLiteral("admin"));
        QCOMPARE(detail.auditTrail.constLast().reason, QStringLiteral("agent_deleted"));
        QVERIFY(!desk.read([&](Tx &tx) -> Result<SessionRow> {
                         return *SessionStore::find(tx, session);
                     })
                     ->offeredTo);
        QCOMPARE(audited(desk).constFirst(), QStringLiteral("admin agent_deleted agent001"));
        QCOMPARE(
            desk.read([&](Tx &tx) { return Agents::require(tx, desk.wang.agent.id, {}); }).error(),
            errors::invalidToken());
        // Others go on, and nothing can be given to him.
        QCOMPARE(desk.takeOver(session, desk.admin, desk.wang.agent.id).error(),
                 errors::agentNotFound());
        QVERIFY(desk.takeOver(session, desk.li).ok());
        QCOMPARE(removed(desk, "agent001").error(), errors::agentNotFound());
        // The name is free again, and another person has it.
        QVERIFY(create(desk, newcomer(QStringLiteral("agent001"))).ok());
        QVERIFY(desk.agent("agent001").agent.id != desk.wang.agent.id);
    }

    void nothingIsOfferedToTheDeleted()
    {
        TestDesk desk;
        QVERIFY(desk.logIn(desk.wang).ok());
        desk.bring(session, SessionStatus::ManualLive);
        (void)desk.write(
            [&](Tx &tx) { return Agents::logout(tx, QStringLiteral("agent001"), desk.wang); });
        desk.pass(121);
        QCOMPARE(desk.write([&](Tx &tx) { return Presence::requeueLost(tx, desk.policy); })->size(),
                 1);
        QVERIFY(removed(desk, "agent001").ok());
        QVERIFY(!desk.read([&](Tx &tx) -> Result<SessionRow> {
                         return *SessionStore::find(tx, session);
                     })
                     ->offeredTo);
    }
};

QTEST_GUILESS_MAIN(TestAccountEnds)
#include "tst_accountends.moc"
