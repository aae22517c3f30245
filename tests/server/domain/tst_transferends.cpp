#include "server/domain/account/agentadmin.h"
#include "server/domain/account/presence.h"
#include "server/domain/session/handover.h"
#include "tests/server/domain/transferdesk.h"

using namespace handoff;
using test::session;
using Desk = test::TransferDesk;
using test::u8;
using S = SessionStatus;

/// How a request to transfer ends that is not simply answered.
class TestTransferEnds : public QObject
{
    Q_OBJECT

private slots:
    void expiring()
    {
        Desk desk;
        const QString id = desk.ask(desk.wang, desk.li)->transfer.id;
        const auto expire = [&] {
            return *desk.write([](Tx &tx) { return Transfers::expire(tx, 10); });
        };
        desk.pass(59);
        QVERIFY(expire().isEmpty());
        desk.pass(1);
        // Too late, also before the clock's sweep.
        QCOMPARE(desk.respond(id, desk.li).error(), errors::transferClosed());
        QVERIFY(desk.waitingFor(desk.li).isEmpty());
        QCOMPARE(desk.history().constFirst().status, TransferStatus::Expired);
        desk.takeEvents();
        QCOMPARE(expire().size(), 1);
        QCOMPARE(desk.takeFacts(), test::list({"transfer_result:expired"}));
        QVERIFY(expire().isEmpty());
        QCOMPARE(desk.owner(), desk.wang.agent.name);
        QCOMPARE(desk.respond(id, desk.li).error(), errors::transferClosed());
    }

    void anotherServerGoesOn()
    {
        Desk desk;
        QVERIFY(desk.ask(desk.wang, desk.li).ok());
        desk.pass(60);
        const auto restarted = desk.openAgain();
        const auto expired =
            test::await(restarted->write([](Tx &tx) { return Transfers::expire(tx, 10); }));
        QCOMPARE(expired->size(), 1);
        QCOMPARE(desk.history().constFirst().status, TransferStatus::Expired);
        QVERIFY(desk.ask(desk.wang, desk.li).ok());
    }

    void anOverdueOneDoesNotBlockTheNext()
    {
        Desk desk;
        QVERIFY(desk.ask(desk.wang, desk.li).ok());
        QCOMPARE(desk.ask(desk.wang, desk.admin).error(), errors::transferPending());
        desk.pass(60);
        desk.takeEvents();
        QVERIFY(desk.ask(desk.wang, desk.admin).ok());
        QCOMPARE(desk.takeFacts(),
                 test::list({"transfer_result:expired", "transfer_request:pending"}));
    }

    void theRequestEndsWithItsReason_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what :
             {"release", "close", "requeue", "lost", "owner deleted", "target deleted"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }

    void theRequestEndsWithItsReason()
    {
        QFETCH(QString, what);
        Desk desk;
        const QString id = desk.ask(desk.wang, desk.li)->transfer.id;
        desk.takeEvents();
        const auto remove = [&](const char *username) {
            QVERIFY(desk.write([&](Tx &tx) {
                            return AgentAdmin::remove(tx, desk.policy,
                                                      QString::fromLatin1(username), desk.admin);
                        })
                        .ok());
        };
        if (what == u"release")
            QVERIFY(desk.release(session, desk.wang).ok());
        else if (what == u"close")
            QVERIFY(desk.close(session, desk.wang).ok());
        else if (what == u"requeue")
            QVERIFY(desk.requeue(session, desk.wang).ok());
        else if (what == u"owner deleted")
            remove("agent001");
        else if (what == u"target deleted")
            remove("agent002");
        else {
            (void)desk.write(
                [&](Tx &tx) { return Agents::logout(tx, QStringLiteral("agent001"), desk.wang); });
            desk.policy.agentLostGraceSeconds = 5;
            desk.pass(6);
            QCOMPARE(
                desk.write([&](Tx &tx) { return Presence::requeueLost(tx, desk.policy); })->size(),
                1);
        }
        QCOMPARE(desk.takeFacts().count(QStringLiteral("transfer_result:expired")), 1);
        QCOMPARE(desk.history().constFirst().status, TransferStatus::Expired);
        if (what != u"target deleted")
            QCOMPARE(desk.respond(id, desk.li).error(), errors::transferClosed());
        QVERIFY(desk.write([](Tx &tx) { return Transfers::expire(tx, 10); })->isEmpty());
    }

    void racesHaveOneWinner()
    {
        // Accept, accept again, decline, release and the clock at once, from two servers.
        Desk desk;
        const auto other = desk.openAgain();
        int accepted = 0;
        int released = 0;
        for (int round = 0; round < 30; ++round) {
            const QString name = QStringLiteral("race%1").arg(round);
            (void)desk.begin(name);
            QVERIFY(desk.takeOver(name, desk.wang).ok());
            const auto asked = desk.ask(desk.wang, desk.li, false, name);
            QVERIFY2(asked.ok(), "ask");
            const QString id = asked->transfer.id;
            const auto answer = [&](TransferAction action) {
                return [&, action](Tx &tx) {
                    return Transfers::respond(tx, desk.policy, id, {action, {}}, desk.li);
                };
            };
            const auto giveUp = [&](Tx &tx) {
                return HandOver::release(tx, desk.policy, name, {}, desk.wang);
            };
            QList<Later<Transfers::Outcome>> answers;
            Later<HandOver::Changed> release;
            if (round % 2 == 0)
                release = other->write(giveUp);
            answers.append(desk.db->write(answer(TransferAction::Accept)));
            answers.append(other->write(answer(TransferAction::Accept)));
            answers.append(other->write(answer(TransferAction::Decline)));
            if (round % 2 == 1)
                release = other->write(giveUp);
            int won = 0;
            bool moved = false;
            for (const auto &future : answers) {
                const auto result = test::await(future);
                if (!result) {
                    QCOMPARE(result.error(), errors::transferClosed());
                    continue;
                }
                ++won;
                moved = moved || result->moved;
            }
            const auto gone = test::await(release);
            QVERIFY(won <= 1);
            if (moved) {
                ++accepted;
                QCOMPARE(desk.state(name)->assignedAgent->id, desk.li.agent.id);
                QCOMPARE(gone.error().code, QStringLiteral("PERMISSION_DENIED"));
                QVERIFY(desk.release(name, desk.li).ok());
            } else {
                ++released;
                QVERIFY(gone.ok());
                QCOMPARE(desk.state(name)->status, S::BotActive);
            }
        }
        QCOMPARE(accepted + released, 30);
    }
};

QTEST_GUILESS_MAIN(TestTransferEnds)
#include "tst_transferends.moc"
