#include "server/domain/account/agentadmin.h"
#include "server/domain/texts.h"
#include "shared/text/displaytext.h"
#include "tests/server/domain/transferdesk.h"

using namespace handoff;
using test::session;
using Desk = test::TransferDesk;
using test::u8;
using S = SessionStatus;

class TestTransfers : public QObject
{
    Q_OBJECT

private slots:
    void askingChangesNothingYet()
    {
        Desk desk;
        const qint64 version = desk.state(session)->version;
        const auto asked = desk.ask(desk.wang, desk.li);
        QVERIFY(asked.ok());
        const Transfer &t = asked->transfer;
        QVERIFY(!asked->moved);
        QVERIFY(t.id.startsWith(u"transfer_"));
        QCOMPARE(t.sessionName, session);
        QCOMPARE(t.fromAgent, (AgentRef{desk.wang.agent.id, desk.wang.agent.name}));
        QCOMPARE(t.toAgent, (AgentRef{desk.li.agent.id, desk.li.agent.name}));
        QCOMPARE(t.reason, u8("专业问题"));
        QCOMPARE(t.note, u8("客户很急"));
        QCOMPARE(t.status, TransferStatus::Pending);
        QCOMPARE(t.createdAt, desk.now());
        QCOMPARE(t.expiresAt, desk.now().plusSeconds(60));
        const auto events = desk.takeEvents();
        QCOMPARE(events.size(), 1);
        QCOMPARE(desk.receivers(events, eventtype::transferRequest),
                 (QStringList{desk.wang.agent.id, desk.li.agent.id}));
        const auto told = json::fromJson<TransferEvent>(events.constFirst().json);
        QVERIFY(told.ok());
        QCOMPARE(static_cast<const Transfer &>(*told), t);
        QCOMPARE(desk.owner(), desk.wang.agent.name);
        QCOMPARE(desk.state(session)->version, version);
        QCOMPARE(desk.waitingFor(desk.li), QList{t});
        QVERIFY(desk.waitingFor(desk.wang).isEmpty());
        QCOMPARE(desk.history(), QList{t});
    }

    /// A name is no text to fill in again, and turns no sentence.
    void namesInTextsStayNames()
    {
        const auto text = [](const QString &from, const QString &to) {
            return texts::filled(u8("从【<old>】至【<new>】"),
                                 {{QLatin1String("<old>"), from}, {QLatin1String("<new>"), to}});
        };
        QCOMPARE(text(u8("<new>"), u8("小李")), u8("从【<new>】至【小李】"));
        const QString hebrew = u8("אבג 12");
        QCOMPARE(text(hebrew, u8("小李")),
                 u8("从【") + displaytext::isolated(hebrew) + u8("】至【小李】"));
        QVERIFY(displaytext::isolated(hebrew) != hebrew);
    }

    void accepting()
    {
        Desk desk;
        const QString id = desk.ask(desk.wang, desk.li)->transfer.id;
        desk.takeEvents();
        desk.pass(59);
        const auto done = desk.respond(id, desk.li, TransferAction::Accept, u8("好的"));
        QVERIFY(done.ok());
        QVERIFY(done->moved);
        QCOMPARE(done->transfer.status, TransferStatus::Accepted);
        QCOMPARE(done->transfer.respondedAt, desk.now());
        QCOMPARE(done->transfer.responseNote, u8("好的"));
        const auto events = desk.takeEvents();
        QCOMPARE(desk.receivers(events, eventtype::transferResult),
                 (QStringList{desk.wang.agent.id, desk.li.agent.id}));
        QStringList types;
        for (const StoredEvent &event : events)
            types.append(event.type);
        QCOMPARE(types,
                 test::list({"status_change", "manual_message", "message_added", "session_updated",
                             "agent_updated", "agent_updated", "transfer_result"}));
        QCOMPARE(events.at(0).audience, Audience::CustomerAndAgents);
        const auto change = *json::fromJson<StatusChangeEvent>(events.at(0).json);
        QCOMPARE(change.reason, QStringLiteral("transferred"));
        QCOMPARE(change.status, S::ManualLive);
        QCOMPARE(change.agentInfo, (AgentInfo{desk.li.agent.id, desk.li.agent.name}));

        const auto detail = *desk.detail(session);
        QCOMPARE(detail.session.assignedAgent->id, desk.li.agent.id);
        QCOMPARE(detail.session.version, change.version);
        QCOMPARE(detail.session.history.constLast().content,
                 u8("会话已从【客服小王】转接至【客服小李】"));
        QCOMPARE(detail.auditTrail.constLast(),
                 (AuditEntry{S::ManualLive, S::ManualLive, QStringLiteral("agent002"),
                             QStringLiteral("transferred"), desk.now()}));
        const auto episodes = desk.episodes(session);
        QCOMPARE(episodes.size(), 1);
        QVERIFY(episodes.constFirst().transferred);
        QCOMPARE(episodes.constFirst().agentId, desk.li.agent.id);
        QVERIFY(desk.waitingFor(desk.li).isEmpty());
        // The old owner may not write any more, the new one may.
        QCOMPARE(desk.send(session, QStringLiteral("agent"), u8("我"), desk.wang).error().kind,
                 ErrorKind::Forbidden);
        QVERIFY(desk.send(session, QStringLiteral("agent"), u8("我"), desk.li).ok());
        QCOMPARE(desk.respond(id, desk.li).error(), errors::transferClosed());
    }

    void declining()
    {
        Desk desk;
        const QString id = desk.ask(desk.wang, desk.li)->transfer.id;
        desk.takeEvents();
        QCOMPARE(desk.respond(id, desk.wang).error().code, QStringLiteral("PERMISSION_DENIED"));
        QCOMPARE(desk.respond(id, desk.admin).error().code, QStringLiteral("PERMISSION_DENIED"));
        QCOMPARE(desk.respond(QStringLiteral("transfer_x"), desk.li).error(),
                 errors::transferNotFound());
        QCOMPARE(
            desk.respond(id, desk.li, TransferAction::Decline, QString(501, u'x')).error().code,
            QStringLiteral("VALIDATION_ERROR"));
        QVERIFY(desk.takeEvents().isEmpty());
        const auto done = desk.respond(id, desk.li, TransferAction::Decline);
        QCOMPARE(done->transfer.status, TransferStatus::Declined);
        QVERIFY(!done->moved);
        QCOMPARE(desk.takeFacts(), test::list({"transfer_result:declined"}));
        QCOMPARE(desk.owner(), desk.wang.agent.name);
        QCOMPARE(desk.respond(id, desk.li).error(), errors::transferClosed());
        QVERIFY(!desk.episodes(session).constFirst().transferred);
        QVERIFY(desk.ask(desk.wang, desk.li).ok()); // again is allowed
        QCOMPARE(desk.history().size(), 2);
        QCOMPARE(desk.history().constLast().status, TransferStatus::Declined); // newest first
    }

    void refused_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("note");
        QTest::addColumn<bool>("force");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *what, const char *who, const char *to,
                            const QString &reason, int note, bool force, const char *name,
                            const char *code) {
            QTest::newRow(what) << QString::fromLatin1(who) << QString::fromLatin1(to) << reason
                                << note << force << QString::fromLatin1(name)
                                << QString::fromLatin1(code);
        };
        const QString ok = QStringLiteral("r");
        row("no reason", "agent001", "agent002", QStringLiteral(" "), 0, false, "s",
            "VALIDATION_ERROR");
        row("long reason", "agent001", "agent002", QString(201, u'x'), 0, false, "s",
            "VALIDATION_ERROR");
        row("long note", "agent001", "agent002", ok, 501, false, "s", "VALIDATION_ERROR");
        row("unknown session", "agent001", "agent002", ok, 0, false, "none", "SESSION_NOT_FOUND");
        row("not live", "agent001", "agent002", ok, 0, false, "bot", "INVALID_STATUS");
        row("still waiting", "agent001", "agent002", ok, 0, false, "pending", "INVALID_STATUS");
        row("not the owner", "agent002", "agent002", ok, 0, false, "s", "PERMISSION_DENIED");
        row("forced by no admin", "agent001", "agent002", ok, 0, true, "s", "ADMIN_REQUIRED");
        row("unknown agent", "agent001", "nobody", ok, 0, false, "s", "AGENT_NOT_FOUND");
        row("to himself", "agent001", "agent001", ok, 0, false, "s", "SAME_AGENT");
        row("admin, to the owner", "admin", "agent001", ok, 0, true, "s", "SAME_AGENT");
        row("offline", "agent001", "away", ok, 0, false, "s", "AGENT_OFFLINE");
        row("forced to the absent", "admin", "away", ok, 0, true, "s", "AGENT_OFFLINE");
        row("full", "agent001", "full", ok, 0, false, "s", "CAPACITY_REACHED");
        row("forced into the full", "admin", "full", ok, 0, true, "s", "CAPACITY_REACHED");
    }
    void refused()
    {
        QFETCH(QString, who);
        QFETCH(QString, to);
        QFETCH(QString, reason);
        QFETCH(int, note);
        QFETCH(bool, force);
        QFETCH(QString, name);
        QFETCH(QString, code);
        Desk desk;
        for (const char *username : {"away", "full"}) {
            CreateAgentRequest request;
            request.username = QString::fromLatin1(username);
            request.name = request.username;
            request.maxSessions = 1;
            QVERIFY(desk.write([&](Tx &tx) {
                            return AgentAdmin::create(tx, request, {QStringLiteral("h")},
                                                      desk.admin);
                        })
                        .ok());
        }
        const Actor full = desk.agent("full");
        QVERIFY(desk.logIn(full).ok());
        (void)desk.begin(QStringLiteral("other"));
        QVERIFY(desk.takeOver(QStringLiteral("other"), full).ok());
        desk.bring(QStringLiteral("bot"), S::BotActive);
        desk.bring(QStringLiteral("pending"), S::PendingManual);
        const auto before = *desk.state(session);
        desk.takeEvents();

        const TransferRequest request{
            to, reason, note > 0 ? std::optional(QString(note, u'x')) : std::nullopt, force};
        const auto result = desk.ask(desk.agent(who.toLatin1().constData()), request, name);
        QCOMPARE(result.error().code, code);
        QVERIFY(desk.takeEvents().isEmpty());
        QVERIFY(desk.history().isEmpty());
        QCOMPARE(*desk.state(session), before);
    }

    void capacityIsAskedAgainWhenAccepting()
    {
        Desk desk;
        const QString id = desk.ask(desk.wang, desk.li)->transfer.id;
        UpdateAgentRequest one;
        one.maxSessions = 1;
        (void)desk.write([&](Tx &tx) {
            return AgentAdmin::update(tx, desk.policy, QStringLiteral("agent002"), one, desk.admin);
        });
        (void)desk.begin(QStringLiteral("other"));
        QVERIFY(desk.takeOver(QStringLiteral("other"), desk.li).ok());
        desk.takeEvents();
        QCOMPARE(desk.respond(id, desk.li).error().detail,
                 u8("CAPACITY_REACHED: 已达最大会话数 1"));
        QVERIFY(desk.takeEvents().isEmpty());
        QCOMPARE(desk.owner(), desk.wang.agent.name);
        QVERIFY(desk.release(QStringLiteral("other"), desk.li).ok());
        QVERIFY(desk.respond(id, desk.li).ok()); // it waited
        QCOMPARE(desk.owner(), desk.li.agent.name);
    }

    void adminsForce()
    {
        Desk desk;
        const QString waiting = desk.ask(desk.wang, desk.admin)->transfer.id;
        desk.takeEvents();
        const auto done = desk.ask(desk.admin, desk.li, true);
        QVERIFY(done->moved);
        QCOMPARE(done->transfer.status, TransferStatus::Accepted);
        QCOMPARE(done->transfer.fromAgent.id, desk.wang.agent.id);
        QCOMPARE(desk.takeFacts(),
                 test::list({"transfer_result:expired", "!status_change:manual_live",
                             "!manual_message:system", "message_added:system", "session_updated",
                             "agent_updated", "agent_updated", "transfer_result:accepted"}));
        QCOMPARE(desk.owner(), desk.li.agent.name);
        QCOMPARE(desk.detail(session)->auditTrail.constLast().operatorName,
                 QStringLiteral("admin"));
        QCOMPARE(desk.respond(waiting, desk.admin).error(), errors::transferClosed());
        // An admin may also ask politely for another's session.
        QVERIFY(desk.ask(desk.admin, desk.wang).ok());
        QCOMPARE(desk.owner(), desk.li.agent.name);
    }
    void ofSessionNeedsASession()
    {
        Desk desk;
        QCOMPARE(desk.read([](Tx &tx) { return Transfers::ofSession(tx, QStringLiteral("none")); })
                     .error(),
                 errors::sessionNotFound());
    }
};

QTEST_GUILESS_MAIN(TestTransfers)
#include "tst_transfers.moc"
