#include "server/domain/audit.h"
#include "tests/server/domain/testdesk.h"

using namespace handoff;
using test::TestDesk;
using test::u8;

namespace {

const QString session = QStringLiteral("s");

CreateAgentRequest newcomer(const QString &username = QStringLiteral("agent003"))
{
    CreateAgentRequest request;
    request.username = username;
    request.name = u8("客服小赵");
    return request;
}

Result<Agent> create(TestDesk &desk, const CreateAgentRequest &request)
{
    return desk.write([&](Tx &tx) {
        return Agents::create(tx, request, QStringLiteral("hash-new"), desk.admin);
    });
}

Result<Agent> update(TestDesk &desk, const char *username, const UpdateAgentRequest &request)
{
    return desk.write([&](Tx &tx) {
        return Agents::update(tx, desk.policy, QString::fromLatin1(username), request, desk.admin);
    });
}

Result<Agents::Removed> removed(TestDesk &desk, const char *username)
{
    return desk.write([&](Tx &tx) {
        return Agents::remove(tx, desk.policy, QString::fromLatin1(username), desk.admin);
    });
}

/// `actor action object` of the audit log, newest first.
QStringList audited(TestDesk &desk, const Audit::Query &query = {})
{
    QStringList lines;
    const auto page = *desk.read([&](Tx &tx) { return Audit::page(tx, query); });
    for (const AuditRecord &record : page.items)
        lines.append(record.actor + u' ' + record.action + u' ' + record.object);
    return lines;
}

/// `CODE path` of a refusal, or the code alone.
QString refusal(const Error &error)
{
    return error.code == u"VALIDATION_ERROR" ? error.message.section(u':', 0, 0) : error.code;
}

QStringList usernames(TestDesk &desk, const Agents::ListQuery &query = {})
{
    QStringList names;
    const auto page = *desk.read([&](Tx &tx) { return Agents::list(tx, query); });
    for (const Agent &agent : page.items)
        names.append(agent.username);
    return names;
}

} // namespace

class TestAccounts : public QObject
{
    Q_OBJECT

private slots:
    void creating()
    {
        TestDesk desk;
        CreateAgentRequest request = newcomer();
        request.role = AgentRole::Admin;
        request.maxSessions = 20;
        request.avatarUrl = QStringLiteral("https://x.example/a.png");
        desk.takeEvents();
        const auto agent = create(desk, request);
        QVERIFY2(agent.ok(), "create");
        QVERIFY(agent->id.startsWith(u"agent_"));
        QCOMPARE(agent->role, AgentRole::Admin);
        QCOMPARE(agent->maxSessions, 20);
        QCOMPARE(agent->status, AgentPresence::Offline);
        QCOMPARE(agent->createdAt, desk.now());
        QVERIFY(!agent->lastLogin);
        QCOMPARE(desk.agent("agent003").agent, *agent);
        QCOMPARE(desk.takeFacts(), test::list({"agent_updated"}));
        QCOMPARE(audited(desk), test::list({"admin agent_created agent003"}));
        const auto login =
            desk.read([](Tx &tx) { return Agents::findForLogin(tx, QStringLiteral("agent003")); });
        QCOMPARE((*login)->passwordHash, QStringLiteral("hash-new"));
    }

    void refusedNewcomers_data()
    {
        QTest::addColumn<CreateAgentRequest>("request");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *what, const auto &change, const char *code) {
            CreateAgentRequest request = newcomer();
            change(request);
            QTest::newRow(what) << request << QString::fromLatin1(code);
        };
        const auto named = [&row](const char *what, const QString &username, const char *code) {
            row(
                what, [&](CreateAgentRequest &r) { r.username = username; }, code);
        };
        named("too short", QStringLiteral("ab"), "/username");
        named("too long", QString(51, u'a'), "/username");
        named("empty", QString(), "/username");
        named("blank inside", QStringLiteral("a b c"), "/username");
        named("line feed at the end", QStringLiteral("agent003\n"), "/username");
        named("slash", QStringLiteral("a/../b"), "/username");
        named("Chinese", u8("客服小赵"), "/username");
        named("look-alike letters", u8("аdmin"), "/username"); // Cyrillic а
        named("dot first", QStringLiteral(".abc"), "/username");
        named("stands for the system", QStringLiteral("System"), "/username");
        named("stands for the customer", QStringLiteral("customer"), "/username");
        named("exists", QStringLiteral("agent001"), "USERNAME_EXISTS");
        named("exists in other case", QStringLiteral("Agent001"), "USERNAME_EXISTS");
        row(
            "no name", [](auto &r) { r.name = QStringLiteral("  "); }, "/name");
        row(
            "long name", [](auto &r) { r.name = QString(51, u'名'); }, "/name");
        row(
            "no sessions", [](auto &r) { r.maxSessions = 0; }, "/max_sessions");
        row(
            "21 sessions", [](auto &r) { r.maxSessions = 21; }, "/max_sessions");
        row(
            "endless avatar", [](auto &r) { r.avatarUrl = QString(501, u'x'); }, "/avatar_url");
    }
    void refusedNewcomers()
    {
        QFETCH(CreateAgentRequest, request);
        QFETCH(QString, code);
        TestDesk desk;
        QCOMPARE(refusal(create(desk, request).error()), code);
        QCOMPARE(usernames(desk).size(), 3);
        QVERIFY(desk.takeEvents().isEmpty());
        QCOMPARE(audited(desk), QStringList());
    }

    void nobodyIsNamedLikeAnId()
    {
        TestDesk desk;
        QCOMPARE(create(desk, newcomer(desk.wang.agent.id)).error(), errors::usernameExists());
    }

    void theListHasPagesAndFilters()
    {
        TestDesk desk;
        desk.pass(1);
        (void)desk.write([&](Tx &tx) { return Agents::loggedIn(tx, desk.li.agent.id); });
        QVERIFY(create(desk, newcomer()).ok());
        QCOMPARE(usernames(desk), test::list({"admin", "agent001", "agent002", "agent003"}));
        QCOMPARE(usernames(desk, {AgentPresence::Online, {}}), test::list({"agent002"}));
        QCOMPARE(usernames(desk, {{}, AgentRole::Admin}), test::list({"admin"}));
        QCOMPARE(usernames(desk, {AgentPresence::Busy, AgentRole::Admin}), QStringList());
        Agents::ListQuery query;
        query.pageSize = 3;
        query.page = 2;
        const auto page = *desk.read([&](Tx &tx) { return Agents::list(tx, query); });
        QCOMPARE(page.items.size(), 1);
        QCOMPARE(page.total, 4);
        QCOMPARE(page.totalPages, 2);
        query.page = 3;
        QCOMPARE(usernames(desk, query), QStringList());
    }

    void availableSortsByRoom()
    {
        TestDesk desk;
        for (int i = 0; i < 12; ++i) {
            const QString username = QStringLiteral("more%1").arg(i, 2, 10, QLatin1Char('0'));
            QVERIFY(create(desk, newcomer(username)).ok());
            const Actor actor = desk.agent(username.toLatin1().constData());
            (void)desk.write([&](Tx &tx) {
                return Agents::setStatus(
                    tx, actor.agent.id,
                    {i % 2 == 0 ? AgentPresence::Online : AgentPresence::Busy, {}});
            });
            for (int n = 0; n < i % 3; ++n) {
                const QString name = QStringLiteral("s%1-%2").arg(i).arg(n);
                (void)desk.begin(name);
                QVERIFY(desk.takeOver(name, actor).ok());
            }
        }
        qsizetype statements = 0;
        const auto all = *desk.read([&](Tx &tx) {
            auto agents = Agents::available(tx);
            statements = tx.connection().statementCount();
            return agents;
        });
        QCOMPARE(statements, 1); // however many there are
        QCOMPARE(all.total, 12); // the three of the seed are offline
        QStringList order;
        for (const AvailableAgent &agent : all.items)
            order.append(QStringLiteral("%1:%2/%3")
                             .arg(agent.username)
                             .arg(agent.currentSessions)
                             .arg(agent.maxSessions));
        QCOMPARE(order, test::list({"more00:0/5", "more06:0/5", "more04:1/5", "more10:1/5",
                                    "more02:2/5", "more08:2/5", "more03:0/5", "more09:0/5",
                                    "more01:1/5", "more07:1/5", "more05:2/5", "more11:2/5"}));
    }

    void updating()
    {
        TestDesk desk;
        desk.bring(session, SessionStatus::ManualLive);
        UpdateAgentRequest request;
        QCOMPARE(update(desk, "agent001", request).error(), errors::noFieldsToUpdate());
        request.name = u8(" 王师傅 ");
        request.maxSessions = 7;
        request.status = AgentPresence::Busy;
        QCOMPARE(update(desk, "nobody", request).error(), errors::agentNotFound());
        const auto agent = update(desk, "agent001", request);
        QVERIFY(agent.ok());
        QCOMPARE(agent->name, u8("王师傅"));
        QCOMPARE(agent->maxSessions, 7);
        QCOMPARE(agent->status, AgentPresence::Busy);
        QCOMPARE(desk.takeFacts(), test::list({"agent_updated", "session_updated"}));
        QCOMPARE(desk.state(session)->assignedAgent->name, u8("王师傅"));
        const auto records = *desk.read([](Tx &tx) { return Audit::page(tx, {}); });
        QCOMPARE(records.items.constFirst().action, QStringLiteral("agent_updated"));
        QCOMPARE(records.items.constFirst().details.keys(),
                 test::list({"max_sessions", "name", "status"}));
        // The same once more is no news.
        QVERIFY(update(desk, "agent001", request).ok());
        QVERIFY(desk.takeEvents().isEmpty());
        QCOMPARE(audited(desk).size(), 1);
    }

    void refusedUpdates_data()
    {
        QTest::addColumn<UpdateAgentRequest>("request");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *what, const auto &change, const char *code) {
            UpdateAgentRequest request;
            change(request);
            QTest::newRow(what) << request << QString::fromLatin1(code);
        };
        row(
            "no name", [](auto &r) { r.name = QString(); }, "/name");
        row(
            "long name", [](auto &r) { r.name = QString(51, u'x'); }, "/name");
        row(
            "no sessions", [](auto &r) { r.maxSessions = 0; }, "/max_sessions");
        row(
            "too many", [](auto &r) { r.maxSessions = 21; }, "/max_sessions");
        row(
            "avatar", [](auto &r) { r.avatarUrl = QString(501, u'x'); }, "/avatar_url");
        row(
            "one good, one bad",
            [](auto &r) {
                r.name = QStringLiteral("x");
                r.maxSessions = -1;
            },
            "/max_sessions");
    }
    void refusedUpdates()
    {
        QFETCH(UpdateAgentRequest, request);
        QFETCH(QString, code);
        TestDesk desk;
        QCOMPARE(refusal(update(desk, "agent001", request).error()), code);
        QCOMPARE(desk.agent("agent001").agent, desk.wang.agent);
        QVERIFY(desk.takeEvents().isEmpty());
    }

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
        (void)desk.write([&](Tx &tx) { return Agents::loggedIn(tx, desk.wang.agent.id); });
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
        QCOMPARE(desk.read([&](Tx &tx) { return Agents::require(tx, desk.wang.agent.id); }).error(),
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
        (void)desk.write([&](Tx &tx) { return Agents::loggedIn(tx, desk.wang.agent.id); });
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

    void resettingAPassword()
    {
        TestDesk desk;
        const auto reset = [&](const char *username) {
            return desk.write([&](Tx &tx) {
                return Agents::resetPassword(tx, QString::fromLatin1(username),
                                             QStringLiteral("hash-9"), desk.admin);
            });
        };
        QCOMPARE(reset("nobody").error(), errors::agentNotFound());
        QVERIFY(reset("agent001").ok());
        const auto login =
            desk.read([](Tx &tx) { return Agents::findForLogin(tx, QStringLiteral("agent001")); });
        QCOMPARE((*login)->passwordHash, QStringLiteral("hash-9"));
        QCOMPARE(audited(desk), test::list({"admin password_reset agent001"}));
    }

    void theAuditLogHasFiltersAndPages()
    {
        TestDesk desk;
        const Timestamp start = desk.now();
        const auto note = [&](const Actor &actor, const char *action, const char *object) {
            (void)desk.write([&](Tx &tx) -> Result<void> {
                Audit::record(tx, actor, QString::fromLatin1(action), QString::fromLatin1(object),
                              {{QStringLiteral("n"), 1}});
                return {};
            });
            desk.pass(1);
        };
        note(desk.admin, "a", "x");
        note(desk.wang, "b", "x");
        note(Actor::system(), "a", "y");
        QCOMPARE(audited(desk), test::list({"system a y", "agent001 b x", "admin a x"}));
        Audit::Query query;
        query.actor = QStringLiteral("agent001");
        QCOMPARE(audited(desk, query), test::list({"agent001 b x"}));
        query = {};
        query.action = QStringLiteral("a");
        query.object = QStringLiteral("y");
        QCOMPARE(audited(desk, query), test::list({"system a y"}));
        query = {};
        query.from = start.plusSeconds(1);
        query.to = start.plusSeconds(2);
        QCOMPARE(audited(desk, query), test::list({"agent001 b x"}));
        query = {};
        query.pageSize = 2;
        query.page = 2;
        const auto page = *desk.read([&](Tx &tx) { return Audit::page(tx, query); });
        QCOMPARE(page.total, 3);
        QCOMPARE(page.totalPages, 2);
        QCOMPARE(page.items.size(), 1);
        QCOMPARE(page.items.constFirst().timestamp, start);
        QCOMPARE(page.items.constFirst().details.value(u"n").toInt(), 1);
        query.page = 5001;
        QCOMPARE(refusal(desk.read([&](Tx &tx) { return Audit::page(tx, query); }).error()),
                 QStringLiteral("/page"));
    }
};

QTEST_GUILESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
