#include "server/domain/account/agentadmin.h"
#include "tests/server/domain/accountdesk.h"

using namespace handoff;
using namespace handoff::test;

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
        named("a path of its own", QStringLiteral("Available"), "/username");
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
        QVERIFY(desk.logIn(desk.li).ok());
        QVERIFY(create(desk, newcomer()).ok());
        QCOMPARE(usernames(desk), test::list({"admin", "agent001", "agent002", "agent003"}));
        QCOMPARE(usernames(desk, {AgentPresence::Online, {}}), test::list({"agent002"}));
        QCOMPARE(usernames(desk, {{}, AgentRole::Admin}), test::list({"admin"}));
        QCOMPARE(usernames(desk, {AgentPresence::Busy, AgentRole::Admin}), QStringList());
        AgentAdmin::Query query;
        query.pageSize = 3;
        query.page = 2;
        const auto page = *desk.read([&](Tx &tx) { return AgentAdmin::list(tx, query); });
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
            auto agents = AgentAdmin::available(tx);
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

    void resettingAPassword()
    {
        TestDesk desk;
        const auto reset = [&](const char *username) {
            return desk.write([&](Tx &tx) {
                return AgentAdmin::resetPassword(tx, QString::fromLatin1(username),
                                                 {QStringLiteral("hash-9")}, desk.admin);
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
        query.actor = QStringLiteral("Agent001"); // usernames are one in any case
        QCOMPARE(audited(desk, query), test::list({"agent001 b x"}));
        query = {};
        note(desk.admin, "c", "agent002");
        query.object = QStringLiteral("AGENT002");
        QCOMPARE(audited(desk, query), test::list({"admin c agent002"}));
        query.object = QStringLiteral("X"); // other names are not
        QCOMPARE(audited(desk, query), QStringList());
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
        QCOMPARE(page.total, 4);
        QCOMPARE(page.totalPages, 2);
        QCOMPARE(page.items.size(), 2);
        QCOMPARE(page.items.constLast().timestamp, start);
        QCOMPARE(page.items.constFirst().details.value(u"n").toInt(), 1);
        query.page = 5001;
        QCOMPARE(refusal(desk.read([&](Tx &tx) { return Audit::page(tx, query); }).error()),
                 QStringLiteral("/page"));
    }
};

QTEST_GUILESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
