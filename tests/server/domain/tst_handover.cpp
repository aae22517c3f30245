#include "server/domain/session/customers.h"
#include "server/domain/session/handover.h"
#include "tests/server/domain/testdesk.h"

using namespace handoff;
using test::TestDesk;
using test::u8;
using S = SessionStatus;

namespace {

const QString session = QStringLiteral("会话 一");

} // namespace

class TestHandover : public QObject
{
    Q_OBJECT

private slots:
    // ---- escalation ---------------------------------------------------------------------------
    void escalationMakesTheSessionAndAnEpisode()
    {
        TestDesk desk;
        const auto result = desk.escalate(session, QStringLiteral("user_request"));
        QVERIFY(result.ok());
        QVERIFY(result->isInShift && result->changed && !result->mailQueued);
        QCOMPARE(result->state.status, S::PendingManual);
        QCOMPARE(result->state.escalation->reason, EscalationReason::Manual);
        QCOMPARE(result->state.escalation->triggerAt, desk.now());
        QCOMPARE(desk.detail(session)->auditTrail.constLast().reason, QStringLiteral("manual"));
        const auto events = desk.takeEvents();
        QCOMPARE(desk.takeLines(),
                 test::list({"manual_escalate bot_active>pending_manual customer"}));
        QCOMPARE(events.size(), 2);
        const auto change = QJsonDocument::fromJson(events.at(0).json).object();
        QCOMPARE(change.value(u"type").toString(), QStringLiteral("status_change"));
        QCOMPARE(change.value(u"status").toString(), QStringLiteral("pending_manual"));
        QCOMPARE(change.value(u"reason").toString(), QStringLiteral("manual_request"));
        QCOMPARE(change.value(u"session_name").toString(), session);
        QCOMPARE(change.value(u"version").toInteger(), result->state.version);
        QVERIFY(change.value(u"agent_info").isNull());
        QCOMPARE(events.at(0).sessionName, session);
        QCOMPARE(events.at(1).type, QStringLiteral("session_updated"));
        QCOMPARE(events.at(1).audience, Audience::Agents);

        // Again: nothing changes, not even trigger_at.
        desk.pass(10);
        const auto again = desk.escalate(session, QStringLiteral("keyword"));
        QVERIFY(again.ok() && !again->changed);
        QCOMPARE(again->state.version, result->state.version);
        QCOMPARE(again->state.escalation, result->state.escalation);
        QCOMPARE(again->state.priority.waitTimeSeconds, 10);
        QVERIFY(desk.takeEvents().isEmpty());

        const auto episodes = desk.episodes(session);
        QCOMPARE(episodes.size(), 1);
        QCOMPARE(episodes.at(0).escalatedAt, test::workday);
        QVERIFY(!episodes.at(0).releasedAt && !episodes.at(0).takenOverAt);
    }

    void reasonsOfTheRequest_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("stored");
        QTest::addColumn<QString>("announced");
        QTest::newRow("none") << ""
                              << "manual"
                              << "manual_request";
        QTest::newRow("user_request") << "user_request"
                                      << "manual"
                                      << "manual_request";
        QTest::newRow("manual_request") << "manual_request"
                                        << "manual"
                                        << "manual_request";
        for (const char *same : {"manual", "keyword", "fail_loop", "vip", "sentiment"})
            QTest::newRow(same) << same << same << same;
    }
    void reasonsOfTheRequest()
    {
        QFETCH(QString, reason);
        QFETCH(QString, stored);
        QFETCH(QString, announced);
        TestDesk desk;
        const auto result = desk.escalate(session, reason);
        QCOMPARE(QString(json::enumName(result->state.escalation->reason)), stored);
        QCOMPARE(QJsonDocument::fromJson(desk.takeEvents().at(0).json)
                     .object()
                     .value(u"reason")
                     .toString(),
                 announced);
    }

    void outOfShiftItIsMailed()
    {
        TestDesk desk;
        desk.policy.mail.recipients = test::list({"staff@example.com"});
        desk.setNow(test::night);
        const auto result = desk.escalate(session);
        QVERIFY(result.ok());
        QVERIFY(!result->isInShift && result->mailQueued && result->changed);
        QCOMPARE(result->state.status, S::AfterHoursEmail);
        QCOMPARE(desk.takeLines(),
                 test::list({"after_hours_escalate bot_active>pending_manual customer",
                             "after_hours_escalate pending_manual>after_hours_email system"}));
        QCOMPARE(desk.detail(session)->auditTrail.constLast().reason,
                 QStringLiteral("after_hours"));
        QCOMPARE(TestDesk::contents(result->state.history),
                 QStringList{desk.policy.texts.afterHours});
        QCOMPARE(desk.takeFacts(),
                 test::list({"!status_change:pending_manual", "!manual_message:system",
                             "message_added:system", "!status_change:after_hours_email",
                             "session_updated"}));
        // Once more at night: no second mail. In the morning: the queue.
        const auto again = desk.escalate(session);
        QVERIFY(again.ok() && again->mailQueued && !again->changed && !again->isInShift);
        desk.setNow({test::night.ms + 12LL * 3600 * 1000});
        const auto morning = desk.escalate(session);
        QCOMPARE(morning->state.status, S::PendingManual);
        QVERIFY(morning->isInShift && !morning->mailQueued);
        QCOMPARE(desk.episodes(session).size(), 2);
        QVERIFY(desk.episodes(session).at(0).releasedAt.has_value());
    }

    // ---- takeover -----------------------------------------------------------------------------
    void takeoverFromTheAiIsTwoTransitions()
    {
        TestDesk desk;
        (void)desk.begin(session);
        desk.takeEvents();
        QList<QJsonObject> extras; // of the lines of backend.log
        connect(desk.db.get(), &Database::logged, this, [&](const QList<LogEntry> &lines) {
            for (const LogEntry &line : lines)
                extras.append(line.extra);
        });
        const auto result = desk.takeOver(session, desk.wang);
        QVERIFY(result.ok());
        QCOMPARE(result->state.status, S::ManualLive);
        QCOMPARE(result->state.assignedAgent, (AgentRef{desk.wang.agent.id, u8("客服小王")}));
        QCOMPARE(result->state.manualStartAt, desk.now());
        QCOMPARE(desk.detail(session)->auditTrail.size(), 2);
        QCOMPARE(desk.takeLines(),
                 test::list({"agent_takeover bot_active>pending_manual agent001",
                             "agent_takeover pending_manual>manual_live agent001"}));
        QCOMPARE(extras.size(), 2);
        QVERIFY(extras.at(0).isEmpty()); // they stand in the last one
        QCOMPARE(extras.at(1).value(u"agent_id").toString(), desk.wang.agent.id);
        QCOMPARE(TestDesk::contents(result->state.history),
                 QStringList{u8("客服【客服小王】已接入，正在为您服务")});
        const auto events = desk.takeEvents();
        QStringList types;
        QList<qint64> versions;
        for (const auto &event : events) {
            types.append(event.type);
            if (event.type == eventtype::statusChange)
                versions.append(
                    QJsonDocument::fromJson(event.json).object().value(u"version").toInteger());
        }
        QCOMPARE(types, test::list({"status_change", "status_change", "manual_message",
                                    "message_added", "session_updated", "agent_updated"}));
        // A client drops what is not newer than it knows, so the versions must grow.
        QCOMPARE(versions, (QList<qint64>{result->state.version - 1, result->state.version}));
        const auto live = QJsonDocument::fromJson(events.at(1).json).object();
        QCOMPARE(live.value(u"agent_info").toObject().value(u"agent_name").toString(),
                 u8("客服小王"));
        QCOMPARE(live.value(u"agent_info").toObject().value(u"agent_id").toString(),
                 desk.wang.agent.id);
        const auto agent =
            QJsonDocument::fromJson(events.at(5).json).object().value(u"agent").toObject();
        QCOMPARE(agent.value(u"current_sessions").toInt(), 1);
        QVERIFY(events.at(5).sessionName.isEmpty());
    }

    void takeoverByOthers()
    {
        TestDesk desk;
        desk.bring(session, S::PendingManual);
        // An agent only for himself, by id or username; an admin for anybody.
        QCOMPARE(desk.takeOver(session, desk.wang, QStringLiteral("agent002")).error().kind,
                 ErrorKind::Forbidden);
        QCOMPARE(desk.takeOver(session, desk.admin, QStringLiteral("agent009")).error(),
                 errors::agentNotFound());
        const auto named = desk.takeOver(session, desk.admin, desk.li.agent.id);
        QCOMPARE(named->state.assignedAgent->name, u8("客服小李"));
        QCOMPARE(desk.takeLines(), test::list({"agent_takeover pending_manual>manual_live admin"}));
        QCOMPARE(desk.takeOver(session, desk.wang).error().detail,
                 u8("ALREADY_TAKEN: 会话已被坐席【客服小李】接入"));
        desk.bring(QStringLiteral("b"), S::PendingManual);
        QVERIFY(desk.takeOver(QStringLiteral("b"), desk.wang, QStringLiteral("agent001")).ok());
    }

    void capacity()
    {
        TestDesk desk;
        for (int i = 0; i < 6; ++i)
            (void)desk.escalate(QString::number(i));
        for (int i = 0; i < 5; ++i)
            QVERIFY(desk.takeOver(QString::number(i), desk.wang).ok());
        QCOMPARE(desk.takeOver(QStringLiteral("5"), desk.wang).error().detail,
                 u8("CAPACITY_REACHED: 已达最大会话数 5"));
        QCOMPARE(desk.state(QStringLiteral("5"))->status, S::PendingManual);
        QVERIFY(desk.takeOver(QStringLiteral("5"), desk.admin, QStringLiteral("agent001")).ok());
        QCOMPARE(desk.read([&](Tx &tx) { return Agents::load(tx, desk.wang.agent.id); })
                     ->currentSessions,
                 6);
        (void)desk.release(QStringLiteral("0"), desk.wang);
        (void)desk.release(QStringLiteral("1"), desk.wang);
        (void)desk.escalate(QStringLiteral("0"));
        QVERIFY(desk.takeOver(QStringLiteral("0"), desk.wang).ok());
    }

    void fiftyWantTheSame()
    {
        TestDesk desk;
        desk.bring(session, S::PendingManual);
        QList<Actor> actors;
        for (int i = 0; i < 50; ++i)
            actors.append(i % 2 ? desk.wang : desk.li);
        // From 50 threads at once through the one door.
        std::vector<Later<HandOver::Changed>> futures(50);
        std::vector<std::unique_ptr<QThread>> threads;
        for (int i = 0; i < 50; ++i) {
            threads.emplace_back(QThread::create([&, i] {
                futures[static_cast<size_t>(i)] = desk.db->write([&, i](Tx &tx) {
                    return HandOver::takeOver(tx, desk.policy, session, {}, actors.at(i));
                });
            }));
            threads.back()->start();
        }
        for (const auto &thread : threads)
            thread->wait();
        int winners = 0;
        QString owner;
        QStringList told;
        for (const auto &future : futures) {
            const auto result = test::await(future);
            if (result.ok()) {
                ++winners;
                owner = result->state.assignedAgent->name;
            } else {
                told.append(result.error().detail);
            }
        }
        QCOMPARE(winners, 1);
        told.removeDuplicates();
        QCOMPARE(told, QStringList{u8("ALREADY_TAKEN: 会话已被坐席【%1】接入").arg(owner)});
        QCOMPARE(desk.detail(session)->auditTrail.size(), 2);
        QCOMPARE(desk.takeFacts().filter(QStringLiteral("manual_live")).size(), 1);
    }

    // ---- release and the rest -----------------------------------------------------------------
    void releaseGivesBack()
    {
        TestDesk desk;
        desk.bring(session, S::PendingManual);
        desk.pass(60);
        (void)desk.takeOver(session, desk.wang);
        desk.pass(100);
        QCOMPARE(desk.release(session, desk.li).error().code, QStringLiteral("PERMISSION_DENIED"));
        QCOMPARE(desk.release(session, desk.wang, {desk.li.agent.id, {}, {}}).error().code,
                 QStringLiteral("PERMISSION_DENIED"));
        desk.takeEvents();
        const auto result = desk.release(session, desk.wang, {QStringLiteral("agent001"), {}, {}});
        QVERIFY(result.ok());
        QCOMPARE(result->state.status, S::BotActive);
        QVERIFY(!result->state.assignedAgent && !result->state.escalation &&
                !result->state.manualStartAt);
        QCOMPARE(result->state.lastManualEndAt, desk.now());
        QCOMPARE(result->state.history.constLast().content, u8("人工结束，AI 已接管"));
        QCOMPARE(desk.detail(session)->auditTrail.constLast().reason, QStringLiteral("resolved"));
        QCOMPARE(desk.takeLines().constLast(),
                 QStringLiteral("session_released manual_live>bot_active agent001"));
        QCOMPARE(desk.takeFacts(),
                 test::list({"!manual_message:system", "message_added:system",
                             "!status_change:bot_active", "session_updated", "agent_updated"}));
        const auto episode = desk.episodes(session).at(0);
        QCOMPARE(episode.takenOverAt->msSince(episode.escalatedAt), 60000);
        QCOMPARE(episode.releasedAt->msSince(*episode.takenOverAt), 100000);
        QCOMPARE(episode.agentId, desk.wang.agent.id);
        QVERIFY(!episode.transferred);
        // Who was escalated before is high, from then on.
        QCOMPARE(result->state.priority.level, PriorityLevel::High);
        QVERIFY(result->state.priority.isRepeat);
        // An admin may release what he does not own.
        (void)desk.takeOver(session, desk.wang);
        QVERIFY(desk.release(session, desk.admin).ok());
    }

    void closeAndReopen()
    {
        TestDesk desk;
        desk.bring(session, S::ManualLive);
        QCOMPARE(desk.close(session, desk.li).error().code, QStringLiteral("PERMISSION_DENIED"));
        QVERIFY(desk.close(session, desk.wang).ok());
        QVERIFY(desk.takeFacts().contains(QStringLiteral("!status_change:closed")));
        QCOMPARE(desk.takeLines(), test::list({"session_closed manual_live>closed agent001"}));
        const auto asked = desk.ask(session, u8("还在吗"));
        QCOMPARE(asked->status, S::BotActive);
        QCOMPARE(desk.takeLines(), test::list({"session_reopened closed>bot_active customer"}));
        QVERIFY(asked->mayAnswer());
        QCOMPARE(desk.takeFacts(), test::list({"!status_change:bot_active", "message_added:user",
                                               "session_updated"}));
    }

    void requeueStartsTheWaitAnew()
    {
        TestDesk desk;
        desk.bring(session, S::ManualLive);
        desk.pass(1000);
        QCOMPARE(desk.requeue(session, desk.li).error().code, QStringLiteral("PERMISSION_DENIED"));
        const auto result = desk.requeue(session, desk.wang);
        QCOMPARE(result->state.status, S::PendingManual);
        QVERIFY(!result->state.assignedAgent);
        QCOMPARE(result->state.escalation->triggerAt, desk.now());
        QCOMPARE(result->state.priority.waitTimeSeconds, 0);
        (void)desk.takeOver(session, desk.li);
        const auto episodes = desk.episodes(session);
        QCOMPARE(episodes.size(), 1);
        QVERIFY(episodes.at(0).transferred);
        QCOMPARE(episodes.at(0).agentId, desk.li.agent.id);
        QCOMPARE(episodes.at(0).takenOverAt, test::workday);
    }

    void cancelByBothSides()
    {
        TestDesk desk;
        desk.bring(session, S::PendingManual);
        const auto byCustomer = desk.cancel(session);
        QCOMPARE(desk.takeLines(),
                 test::list({"escalation_cancelled pending_manual>bot_active customer"}));
        QCOMPARE(byCustomer->state.status, S::BotActive);
        QVERIFY(!byCustomer->state.escalation);
        (void)desk.escalate(session);
        desk.takeLines();
        QVERIFY(desk.cancel(session, desk.li).ok());
        QCOMPARE(desk.takeLines(),
                 test::list({"escalation_cancelled pending_manual>bot_active agent002"}));
        QCOMPARE(desk.episodes(session).size(), 2);
    }

    void idleSessionsAreClosed()
    {
        TestDesk desk;
        for (const S status :
             {S::BotActive, S::PendingManual, S::ManualLive, S::AfterHoursEmail, S::Closed})
            desk.bring(json::enumName(status), status);
        desk.setNow(test::workday.plusSeconds(3 * 86400));
        (void)desk.begin(QStringLiteral("fresh"));
        desk.takeEvents();
        const auto closeIdle = [&](int limit) {
            return desk.write([&](Tx &tx) { return HandOver::closeIdle(tx, desk.policy, limit); });
        };
        QCOMPARE(*closeIdle(1), QStringList{QStringLiteral("bot_active")});
        QCOMPARE(*closeIdle(10), QStringList{QStringLiteral("after_hours_email")});
        QCOMPARE(*closeIdle(10), QStringList());
        QCOMPARE(desk.detail(QStringLiteral("bot_active"))->auditTrail.constLast().operatorName,
                 QStringLiteral("system"));
        QCOMPARE(desk.counted(S::Closed), 3);
        QCOMPARE(desk.takeFacts().filter(QStringLiteral("!status_change:closed")).size(), 2);
    }

    void profiles()
    {
        TestDesk desk;
        (void)desk.begin(session);
        desk.takeEvents();
        ProfilePatch change;
        change.nickname = u8("小明");
        change.country = QStringLiteral("DE");
        change.metadata = QJsonObject{{QStringLiteral("bike"), u8("X 型")}};
        const auto set = [&](const Actor &actor) {
            return desk.write([&](Tx &tx) {
                return Customers::changeProfile(tx, desk.policy, session, change, actor);
            });
        };
        const auto state = set(desk.wang);
        QCOMPARE(state->userProfile.nickname, u8("小明"));
        QCOMPARE(state->userProfile.metadata, *change.metadata);
        QCOMPARE(state->userProfile.language, QStringLiteral("en"));
        QCOMPARE(desk.takeFacts(), QStringList{QStringLiteral("session_updated")});
        QVERIFY(set(desk.wang).ok());
        QVERIFY(desk.takeFacts().isEmpty()); // nothing new
        change.vip = true;
        QCOMPARE(set(desk.wang).error(), errors::adminRequired());
        QVERIFY(set(desk.admin)->userProfile.vip);
        QCOMPARE(desk.state(session, desk.admin)->priority.level, PriorityLevel::Urgent);
    }
};

QTEST_GUILESS_MAIN(TestHandover)
#include "tst_handover.moc"
