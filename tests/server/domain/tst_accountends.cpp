#include "tests/server/domain/accountdesk.h"

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
                return Agents::update(tx, policy, QString::fromLatin1(username), request,
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

    void deleting()
    {
        TestDesk desk;
        QVERIFY(desk.logIn(desk.wang).ok());
        desk.bring(session, SessionStatus::ManualLive);
        QCOMPARE(removed(desk, "nobody").error(), errors::agentNotFound());
        const auto gone = removed(desk, "agent001");
        QVERIFY(gone.ok());
        QCOMPARE(gone->agent.id, desk.wang.agent.id);
        QCOMPARE(gone->requeued.size(), 1);
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
        QCOMPARE(desk.write([&](Tx &tx) { return Agents::requeueLost(tx, desk.policy); })->size(),
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
