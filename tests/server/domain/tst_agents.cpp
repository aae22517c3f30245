#include "server/domain/account/agentadmin.h"
#include "server/domain/account/presence.h"
#include "tests/server/domain/testdesk.h"

using namespace handoff;
using test::TestDesk;
using test::u8;

namespace {

/// `actor action object` of the audit log, oldest first.
QStringList audited(TestDesk &desk)
{
    return *desk.read([](Tx &tx) -> Result<QStringList> {
        QStringList lines;
        auto &rows =
            sql::run(tx, QStringLiteral("SELECT actor, action, object FROM audit_log ORDER BY id"));
        while (rows.next())
            lines.append(rows.value(0).toString() + u' ' + rows.value(1).toString() + u' ' +
                         rows.value(2).toString());
        return lines;
    });
}

Result<Agent> login(TestDesk &desk, const Actor &actor)
{
    HANDOFF_TRY(const Agents::LoggedIn in, desk.logIn(actor));
    return in.agent;
}

Result<QStringList> alive(TestDesk &desk, const Actor &actor)
{
    return desk.write([&](Tx &tx) { return Presence::streamsAlive(tx, {actor.agent.id}); });
}

QStringList lost(TestDesk &desk)
{
    QStringList names;
    const auto result = desk.write([&](Tx &tx) { return Presence::markLost(tx, desk.policy); });
    for (const Agent &agent : *result)
        names.append(agent.username);
    return names;
}

QStringList requeued(TestDesk &desk)
{
    return *desk.write([&](Tx &tx) { return Presence::requeueLost(tx, desk.policy); });
}

AgentPresence presence(TestDesk &desk, const char *username)
{
    return desk.agent(username).agent.status;
}

const QString session = QStringLiteral("s");

} // namespace

class TestAgents : public QObject
{
    Q_OBJECT

private slots:
    void seedOnlyAnEmptyStore()
    {
        TestDesk desk; // seeded
        QCOMPARE(*desk.read([](Tx &tx) { return Agents::none(tx); }), false);
        const QList<Agents::Seed> more{
            {QStringLiteral("x"), QStringLiteral("x"), AgentRole::Admin, 1, QStringLiteral("h")}};
        QCOMPARE(*desk.write([&](Tx &tx) { return Agents::seed(tx, more); }), 0);
        QCOMPARE(desk.admin.agent.role, AgentRole::Admin);
        QCOMPARE(desk.admin.agent.maxSessions, 10);
        QCOMPARE(desk.wang.agent.name, u8("客服小王"));
        QVERIFY(desk.wang.agent.id.startsWith(u"agent_"));
        QCOMPARE(desk.wang.agent.status, AgentPresence::Offline);
    }

    void loginAndLogout()
    {
        TestDesk desk;
        const auto found =
            desk.read([](Tx &tx) { return Agents::findForLogin(tx, QStringLiteral("agent001")); });
        QCOMPARE((*found)->passwordHash, QStringLiteral("hash-1"));
        QCOMPARE((*found)->agent, desk.wang.agent);
        // However it is written, but not by id, and nobody by chance.
        QVERIFY(
            desk.read([](Tx &tx) { return Agents::findForLogin(tx, QStringLiteral("AGENT001")); })
                ->has_value());
        QVERIFY(!*desk.read([&](Tx &tx) { return Agents::findForLogin(tx, desk.wang.agent.id); }));
        QVERIFY(!*desk.read(
            [](Tx &tx) { return Agents::findForLogin(tx, QStringLiteral("agent00")); }));
        const auto agent = login(desk, desk.wang);
        QCOMPARE(agent->status, AgentPresence::Online);
        QCOMPARE(agent->lastLogin, desk.now());
        QCOMPARE(desk.takeFacts(), test::list({"agent_updated"}));
        const auto logout = [&](const char *who, const Actor &actor) {
            return desk.write(
                [&](Tx &tx) { return Agents::logout(tx, QString::fromLatin1(who), actor); });
        };
        QCOMPARE(logout("agent001", desk.li).error().kind, ErrorKind::Forbidden);
        QCOMPARE(logout("nobody", desk.admin).error(), errors::agentNotFound());
        QVERIFY(logout("agent001", desk.wang).ok());
        QCOMPARE(presence(desk, "agent001"), AgentPresence::Offline);
        (void)login(desk, desk.wang);
        QVERIFY(logout("agent001", desk.admin).ok());
        QVERIFY(
            desk.write([](Tx &tx) { return Agents::loginFailed(tx, QString(300, u'x')); }).ok());
        QVERIFY(
            desk.write([](Tx &tx) { return Agents::loginFailed(tx, QStringLiteral("AGENT001")); })
                .ok());
        const QString x50(50, u'x');
        const QStringList told =
            test::list({"agent001 login agent001", "agent001 logout agent001",
                        "agent001 login agent001", "admin logout agent001"}) +
            QStringList{x50 + QStringLiteral(" login_failed ") + x50} +
            test::list({"agent001 login_failed agent001"}); // as the account is written
        QCOMPARE(audited(desk), told);
        QCOMPARE(desk.write([](Tx &tx) { return Agents::loggedIn(tx, {}); }).error(),
                 errors::invalidCredentials());
    }

    void theGuardAsksTheStore()
    {
        TestDesk desk;
        QCOMPARE(
            desk.read([&](Tx &tx) { return Agents::require(tx, desk.li.agent.id, {}); })->username,
            QStringLiteral("agent002"));
        QCOMPARE(
            desk.read([](Tx &tx) { return Agents::require(tx, QStringLiteral("agent002"), {}); })
                .error(),
            errors::invalidToken());
        QCOMPARE(
            desk.read([](Tx &tx) { return Agents::find(tx, QStringLiteral("agent009")); }).error(),
            errors::agentNotFound());
    }

    void aNewPasswordEndsSignIns_data()
    {
        QTest::addColumn<bool>("ownChange");
        QTest::newRow("changed by oneself") << true;
        QTest::newRow("reset by an admin") << false;
    }
    void aNewPasswordEndsSignIns()
    {
        QFETCH(bool, ownChange);
        TestDesk desk;
        const SignIn here = desk.logIn(desk.wang)->signIn;
        const SignIn elsewhere = desk.logIn(desk.wang)->signIn;
        QVERIFY(here.id != elsewhere.id);
        const Actor self = Actor::of(desk.wang.agent, here);
        const auto lives = [&](const SignIn &signIn) {
            return desk
                .read([&](Tx &tx) { return Agents::require(tx, desk.wang.agent.id, signIn); })
                .ok();
        };
        QVERIFY(lives(here) && lives(elsewhere) && lives({}));
        desk.takeEvents();
        QVERIFY(desk.write([&](Tx &tx) {
                        return ownChange ? Agents::changePassword(tx, QStringLiteral("hash-1"),
                                                                  {QStringLiteral("hash-9")}, self)
                                         : AgentAdmin::resetPassword(tx, QStringLiteral("agent001"),
                                                                     {QStringLiteral("hash-9")},
                                                                     desk.admin);
                    })
                    .ok());
        QCOMPARE(lives(here), ownChange); // the own session may stay
        QVERIFY(!lives(elsewhere));
        QVERIFY(!lives({})); // a token from before there were generations
        const auto events = desk.takeEvents();
        QVERIFY(std::any_of(events.begin(), events.end(), [&](const StoredEvent &event) {
            return event.type == endStreamsEvent &&
                   event.agentIds == QStringList{desk.wang.agent.id};
        }));
        // Who compared the old password before it changed does not come in after it.
        QCOMPARE(desk.write([&](Tx &tx) {
                         return Agents::loggedIn(tx, {desk.wang.agent, QStringLiteral("hash-1")});
                     })
                     .error(),
                 errors::invalidCredentials());
        const SignIn later = desk.logIn(desk.wang)->signIn;
        QVERIFY(lives(later));
        QVERIFY(desk.write([&](Tx &tx) {
                        return AgentAdmin::resetPassword(tx, QStringLiteral("agent001"),
                                                         {QStringLiteral("hash-8")}, desk.admin);
                    })
                    .ok());
        QVERIFY(!lives(later) && !lives(here));
    }

    void wellKnownPasswordsAreNoted()
    {
        TestDesk desk;
        const auto doubtful = [&] {
            QStringList out;
            const auto accounts = desk.read([](Tx &tx) { return Agents::doubtful(tx); });
            for (const Agents::Doubtful &account : *accounts)
                out.append(account.username +
                           (account.known ? QStringLiteral(" known") : QString()));
            return out;
        };
        QCOMPARE(doubtful(), QStringList());
        const auto set = [&](bool wellKnown) {
            return desk.write([&](Tx &tx) {
                return AgentAdmin::resetPassword(tx, QStringLiteral("agent001"),
                                                 {QStringLiteral("h"), wellKnown}, desk.admin);
            });
        };
        QVERIFY(set(true).ok());
        QCOMPARE(doubtful(), QStringList{QStringLiteral("agent001 known")});
        QVERIFY(set(false).ok());
        QCOMPARE(doubtful(), QStringList());
    }

    void profile()
    {
        TestDesk desk;
        desk.bring(session, SessionStatus::ManualLive);
        const auto update = [&](const ProfileUpdate &change) {
            return desk.write([&](Tx &tx) {
                return Agents::updateProfile(tx, desk.policy, desk.wang.agent.id, change);
            });
        };
        QCOMPARE(update({}).error(), errors::noFieldsToUpdate());
        QCOMPARE(update({QStringLiteral(" "), {}}).error().code,
                 QStringLiteral("VALIDATION_ERROR"));
        QCOMPARE(update({QString(51, u'名'), {}}).error().code, QStringLiteral("VALIDATION_ERROR"));
        QCOMPARE(update({{}, QStringLiteral("https://x/y.png")})->avatarUrl,
                 QStringLiteral("https://x/y.png"));
        desk.takeEvents();
        QCOMPARE(update({u8("王师傅"), {}})->name, u8("王师傅"));
        // His live sessions show the new name at once.
        QCOMPARE(desk.state(session)->assignedAgent->name, u8("王师傅"));
        QCOMPARE(desk.takeFacts(), test::list({"agent_updated", "session_updated"}));
        QVERIFY(!update({{}, QString()})->avatarUrl);
    }

    void passwordIsSwapped()
    {
        TestDesk desk;
        const auto change = [&](const char *from, const char *to) {
            return desk.write([&](Tx &tx) {
                return Agents::changePassword(tx, QString::fromLatin1(from),
                                              {QString::fromLatin1(to)}, desk.wang);
            });
        };
        QVERIFY(change("hash-1", "hash-9").ok());
        QCOMPARE(change("hash-1", "hash-8").error(),
                 errors::oldPasswordIncorrect()); // another one was faster
        const auto found =
            desk.read([](Tx &tx) { return Agents::findForLogin(tx, QStringLiteral("agent001")); });
        QCOMPARE((*found)->passwordHash, QStringLiteral("hash-9"));
    }

    void statusAndLoad()
    {
        TestDesk desk;
        desk.bring(session, SessionStatus::ManualLive);
        const auto set = [&](const StatusUpdate &update) {
            return desk.write(
                [&](Tx &tx) { return Agents::setStatus(tx, desk.wang.agent.id, update); });
        };
        const auto load = set({AgentPresence::Busy, u8("午休")});
        QCOMPARE(load->status, AgentPresence::Busy);
        QCOMPARE(load->statusNote, u8("午休"));
        QCOMPARE(load->currentSessions, 1);
        QCOMPARE(load->maxSessions, 5);
        const auto events = desk.takeEvents();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.at(0).audience, Audience::Agents);
        QCOMPARE(QJsonDocument::fromJson(events.at(0).json)
                     .object()
                     .value(u"agent")
                     .toObject()
                     .value(u"status")
                     .toString(),
                 QStringLiteral("busy"));
        QCOMPARE(set({AgentPresence::Online, {}})->statusNote, u8("午休")); // kept when not given
        QCOMPARE(set({AgentPresence::Online, QString(121, u'x')}).error().code,
                 QStringLiteral("VALIDATION_ERROR"));
    }

    // ---- presence -----------------------------------------------------------------------------
    void whoIsGoneGoesOfflineAndLosesHisSessions()
    {
        TestDesk desk;
        (void)login(desk, desk.wang);
        desk.bring(session, SessionStatus::ManualLive);
        (void)alive(desk, desk.wang);
        desk.takeEvents();
        desk.pass(90);
        QCOMPARE(lost(desk), QStringList()); // not yet
        desk.pass(1);
        QCOMPARE(lost(desk), QStringList{QStringLiteral("agent001")});
        QCOMPARE(presence(desk, "agent001"), AgentPresence::Offline);
        QCOMPARE(desk.takeFacts(), test::list({"agent_updated"}));
        QCOMPARE(lost(desk), QStringList());
        desk.pass(120);
        QCOMPARE(requeued(desk), QStringList());
        desk.pass(1);
        QCOMPARE(requeued(desk), QStringList{session});
        QCOMPARE(desk.takeFacts(),
                 test::list({"!status_change:pending_manual", "!manual_message:system",
                             "message_added:system", "session_updated", "agent_updated"}));
        QCOMPARE(requeued(desk), QStringList());
        const auto detail = *desk.detail(session);
        QCOMPARE(detail.session.status, SessionStatus::PendingManual);
        QCOMPARE(detail.session.escalation->triggerAt, desk.now());
        QCOMPARE(detail.session.history.constLast().content, desk.policy.texts.agentLost);
        QCOMPARE(detail.auditTrail.constLast().reason, QStringLiteral("agent_lost"));
        QCOMPARE(detail.auditTrail.constLast().operatorName, QStringLiteral("system"));
        // He returns: as he was, and what waits is offered to him.
        QCOMPARE(*alive(desk, desk.wang), QStringList{session});
        QCOMPARE(presence(desk, "agent001"), AgentPresence::Online);
        QCOMPARE(desk.takeFacts(), test::list({"agent_updated", "session_updated"}));
        QCOMPARE(*alive(desk, desk.wang), QStringList());
        QVERIFY(desk.takeFacts().isEmpty()); // the beat alone is no news
    }

    void whoReturnsInTimeKeepsThem()
    {
        TestDesk desk;
        (void)login(desk, desk.wang);
        (void)desk.write([&](Tx &tx) {
            return Agents::setStatus(tx, desk.wang.agent.id, {AgentPresence::Busy, {}});
        });
        desk.bring(session, SessionStatus::ManualLive);
        (void)alive(desk, desk.wang);
        desk.pass(91);
        QCOMPARE(lost(desk).size(), 1);
        desk.pass(60);
        QCOMPARE(*alive(desk, desk.wang), QStringList());
        QCOMPARE(presence(desk, "agent001"), AgentPresence::Busy);
        desk.pass(89);
        QCOMPARE(lost(desk), QStringList());
        QCOMPARE(requeued(desk), QStringList());
        QCOMPARE(desk.state(session)->status, SessionStatus::ManualLive);
    }

    void takenByAnotherItIsOfferedNoMore()
    {
        TestDesk desk;
        (void)login(desk, desk.wang);
        desk.bring(session, SessionStatus::ManualLive);
        (void)alive(desk, desk.wang);
        desk.pass(91);
        (void)lost(desk);
        desk.pass(121);
        QCOMPARE(requeued(desk).size(), 1);
        QVERIFY(desk.takeOver(session, desk.li).ok());
        (void)desk.requeue(session, desk.li);
        QCOMPARE(*alive(desk, desk.wang), QStringList());
    }

    void whoNeverHadAStreamIsNotLost()
    {
        TestDesk desk;
        (void)login(desk, desk.wang); // over REST only
        desk.bring(session, SessionStatus::ManualLive);
        desk.pass(100000);
        QCOMPARE(lost(desk), QStringList());
        QCOMPARE(requeued(desk), QStringList());
    }

    void logoutLeavesNobodyWaitingForEver()
    {
        TestDesk desk;
        (void)login(desk, desk.wang);
        desk.bring(session, SessionStatus::ManualLive);
        (void)desk.write(
            [&](Tx &tx) { return Agents::logout(tx, QStringLiteral("agent001"), desk.wang); });
        desk.pass(121);
        QCOMPARE(requeued(desk), QStringList{session});
    }

    void offlineByChoiceStaysOffline()
    {
        TestDesk desk;
        (void)login(desk, desk.wang);
        (void)alive(desk, desk.wang);
        (void)desk.write([&](Tx &tx) {
            return Agents::setStatus(tx, desk.wang.agent.id, {AgentPresence::Offline, {}});
        });
        desk.takeEvents();
        desk.pass(91);
        QCOMPARE(lost(desk), QStringList()); // everybody knows
        QVERIFY(desk.takeFacts().isEmpty());
        (void)alive(desk, desk.wang);
        QCOMPARE(presence(desk, "agent001"), AgentPresence::Offline);
    }
};

QTEST_GUILESS_MAIN(TestAgents)
#include "tst_agents.moc"
