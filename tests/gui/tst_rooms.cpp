#include "tests/gui/roomclient.h"
#include "workbench/ui/stats/statsroom.h"

#include <QCheckBox>
#include <QPlainTextEdit>

using namespace handoff;
using handoff::test::Client;
using handoff::test::HttpClient;
using handoff::test::TestServer;

/// The rooms Admin and Statistics in real windows against the real server.
class TestRooms : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestServer> m_server;

    void enter(Client &client, const char *username, const char *password)
    {
        client.app->signIn().signIn(client.url, QString::fromLatin1(username),
                                    QString::fromLatin1(password), false);
        WAIT(client.app->desk().connection() == EventStream::State::Live);
    }
    test::Answer asAdmin(const QByteArray &method, const QByteArray &path,
                         const QByteArray &body = {}) const
    {
        HttpClient http = m_server->client();
        http.setToken(m_server->login("admin", "admin123"));
        return http.request(method, path, body);
    }

private slots:
    void init()
    {
        m_server = std::make_unique<TestServer>();
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
    }
    void cleanup() { m_server.reset(); }

    void accountsFromFirstToLast()
    {
        Client client(*m_server);
        enter(client, "admin", "admin123");
        CLICK(client, "roomAdmin");
        QTableView *view = client.table("agentsTable");
        WAIT(view->model()->rowCount() == 3);
        CLICK(client, "agentsNew");
        CLICK(client, "agentFormSave"); // nothing filled in
        QVERIFY(client.find("agentUserNote")->isVisible());
        client.type("agentUser", QStringLiteral("admin"));
        client.type("agentName", QStringLiteral("Sofia"));
        client.type("agentPassword", QStringLiteral("sofia1234"));
        CLICK(client, "agentFormSave");
        WAIT(client.find<Banner>("agentFormBanner")->isVisible()); // taken, said in the page
        QCOMPARE(client.find<Banner>("agentFormBanner")->text(),
                 QStringLiteral("This user name is taken."));
        client.type("agentUser", QStringLiteral("sofia"));
        CLICK(client, "agentFormSave");
        WAIT(view->model()->rowCount() == 4);
        QVERIFY(!m_server->login("sofia", "sofia1234").isEmpty());

        QVERIFY(client.openRow(view, QStringLiteral("sofia")));
        client.type("agentName", QStringLiteral("Sofia Rossi"));
        client.find<QSpinBox>("agentLimit")->setValue(3);
        CLICK(client, "agentFormSave");
        WAIT(client.app->admin().agents.table()->find(QStringLiteral("sofia"))->name ==
             QStringLiteral("Sofia Rossi"));
        QCOMPARE(client.app->admin().agents.table()->find(QStringLiteral("sofia"))->maxSessions, 3);

        QVERIFY(client.openRow(view, QStringLiteral("sofia")));
        client.type("agentPassword", QStringLiteral("short"));
        CLICK(client, "agentFormSave");
        QVERIFY(client.find("agentPasswordNote")->isVisible());
        QVERIFY(client.find("agentForm")->isVisible());
        client.type("agentPassword", QStringLiteral("another123"));
        CLICK(client, "agentFormSave");
        WAIT(!client.find("agentForm")->isVisible());
        QVERIFY(m_server->login("sofia", "sofia1234").isEmpty());
        QVERIFY(!m_server->login("sofia", "another123").isEmpty());

        QVERIFY(client.openRow(view, QStringLiteral("sofia")));
        CLICK(client, "deleteAgent");
        QCOMPARE(client.app->admin().agents.table()->rowCount(), 4); // only asked so far
        // Where it was pressed, and Enter or Space leave everything as it is.
        auto *confirm = client.find("agentForm")->findChild<Banner *>(QStringLiteral("confirmBar"));
        auto *cancel = confirm->findChild<QPushButton *>(QStringLiteral("bannerOther"));
        WAIT(client.app->window().focusWidget() == cancel);
        QTest::keyClick(cancel, Qt::Key_Space);
        QVERIFY(!confirm->isVisible());
        QCOMPARE(client.app->admin().agents.table()->rowCount(), 4);
        CLICK(client, "deleteAgent");
        CONFIRM(client, "agentsPage");
        WAIT(view->model()->rowCount() == 3);
        // The last admin stays.
        QVERIFY(client.openRow(view, QStringLiteral("admin")));
        CLICK(client, "deleteAgent");
        CONFIRM(client, "agentsPage");
        WAIT(client.find<Banner>("agentFormBanner")->isVisible());
        QCOMPARE(view->model()->rowCount(), 3);

        CLICK(client, "adminAudit");
        QTableView *audit = client.table("auditTable");
        WAIT(audit->model()->rowCount() >= 5);
        client.type("auditAction", QStringLiteral("agent_deleted"));
        WAIT(audit->model()->rowCount() == 1);
        QCOMPARE(audit->model()->index(0, 1).data().toString(), QStringLiteral("admin"));
    }

    /// What is typed into a form and saved has reached the server, field by field.
    void everyFieldOfEveryFormIsSent()
    {
        Client client(*m_server);
        enter(client, "admin", "admin123");
        CLICK(client, "roomAdmin");
        AdminLists &admin = client.app->admin();
        QTableView *agents = client.table("agentsTable");
        WAIT(agents->model()->rowCount() == 3);
        QVERIFY(client.openRow(agents, QStringLiteral("agent002")));
        client.type("agentName", QStringLiteral("Zoe"));
        client.choose("agentRole", int(AgentRole::Admin));
        client.find<QSpinBox>("agentLimit")->setValue(7);
        client.choose("agentStatus", int(AgentPresence::Busy));
        client.type("agentAvatar", QStringLiteral("https://shop.example/zoe.png"));
        client.type("agentPassword", QStringLiteral("zoe12345"));
        CLICK(client, "agentFormSave");
        WAIT(!client.find("agentForm")->isVisible() && !admin.agents.isLoading());
        const Agent *zoe = admin.agents.table()->find(QStringLiteral("agent002"));
        QCOMPARE(zoe->name, QStringLiteral("Zoe"));
        QCOMPARE(zoe->role, AgentRole::Admin);
        QCOMPARE(zoe->maxSessions, 7);
        QCOMPARE(zoe->status, AgentPresence::Busy);
        QVERIFY(zoe->avatarUrl == QStringLiteral("https://shop.example/zoe.png"));
        QVERIFY(!m_server->login("agent002", "zoe12345").isEmpty());
        QVERIFY(client.openRow(agents, QStringLiteral("agent002")));
        client.type("agentAvatar", {}); // taken away again
        CLICK(client, "agentFormSave");
        WAIT(!client.find("agentForm")->isVisible() && !admin.agents.isLoading());
        QCOMPARE(
            admin.agents.table()->find(QStringLiteral("agent002"))->avatarUrl.value_or(QString()),
            QString());

        CLICK(client, "adminQuickReplies");
        QTableView *replies = client.table("repliesTable");
        WAIT(replies->model()->rowCount() >= 12);
        const auto reply = [&](const QString &title) {
            const auto &rows = admin.quickReplies.table()->rows();
            const auto found = std::find_if(rows.begin(), rows.end(),
                                            [&](const auto &r) { return r.title == title; });
            return found == rows.end() ? QuickReply() : *found;
        };
        CLICK(client, "repliesNew");
        client.type("replyTitle", QStringLiteral("First"));
        client.choose("replyCategory", int(QuickReplyCategory::Logistics));
        client.choose("replyShortcut", QStringLiteral("Ctrl+9"));
        client.find<QPlainTextEdit>("replyContent")->setPlainText(QStringLiteral("One"));
        CLICK(client, "replyFormSave");
        WAIT(reply(QStringLiteral("First")).shortcut == QStringLiteral("Ctrl+9"));
        QCOMPARE(reply(QStringLiteral("First")).category, QuickReplyCategory::Logistics);
        QVERIFY(client.openRow(replies, QStringLiteral("First")));
        client.type("replyTitle", QStringLiteral("Second"));
        client.choose("replyCategory", int(QuickReplyCategory::Policy));
        client.choose("replyShortcut", QString()); // "none"
        client.find<QPlainTextEdit>("replyContent")->setPlainText(QStringLiteral("Two"));
        client.find<QCheckBox>("replyShared")->setChecked(false);
        CLICK(client, "replyFormSave");
        WAIT(!reply(QStringLiteral("Second")).id.isEmpty());
        const QuickReply second = reply(QStringLiteral("Second"));
        QCOMPARE(second.category, QuickReplyCategory::Policy);
        QCOMPARE(second.shortcut.value_or(QString()), QString());
        QCOMPARE(second.content, QStringLiteral("Two"));
        QVERIFY(!second.isShared);

        CLICK(client, "adminRules");
        WAIT(!admin.rules.isLoading());
        QTableView *rules = client.table("rulesTable");
        const int before = rules->model()->rowCount();
        CLICK(client, "rulesNew");
        client.choose("ruleType", int(AutoReplyType::Keyword));
        client.type("ruleKeywords", QStringLiteral("refund"));
        client.find<QPlainTextEdit>("ruleContent")->setPlainText(QStringLiteral("Five days."));
        CLICK(client, "ruleFormSave");
        WAIT(rules->model()->rowCount() == before + 1);
        const auto rule = [&] {
            const auto &rows = admin.rules.table()->rows();
            return std::find_if(rows.begin(), rows.end(),
                                [](const auto &r) {
                                    return r.replyContent.endsWith(QStringLiteral(" days."));
                                })
                .
                operator*();
        };
        emit rules->clicked(
            rules->model()->match(rules->model()->index(0, 0), RecordIdRole, rule().id).first());
        client.choose("ruleType", int(AutoReplyType::Timeout));
        client.find<QSpinBox>("ruleWait")->setValue(77);
        client.find<QPlainTextEdit>("ruleContent")->setPlainText(QStringLiteral("Six days."));
        client.find<QSpinBox>("ruleDelay")->setValue(4);
        client.find<QCheckBox>("ruleEnabled")->setChecked(false);
        CLICK(client, "ruleFormSave");
        WAIT(rule().replyContent == QStringLiteral("Six days."));
        QCOMPARE(rule().type, AutoReplyType::Timeout);
        QCOMPARE(rule().triggerCondition.value(u"wait_seconds").toInt(), 77);
        QCOMPARE(rule().delaySeconds, 4);
        QVERIFY(!rule().enabled);
    }

    /// Whoever signs in at the same window finds it as if it were new.
    void nothingOutlivesTheAgent()
    {
        Client client(*m_server);
        enter(client, "admin", "admin123");
        CLICK(client, "roomStatistics");
        client.choose("statsRange", int(StatsRange::Kind::Custom));
        WAIT(client.find("statsFrom")->isVisible());
        CLICK(client, "roomTickets");
        client.type("ticketSearch", QStringLiteral("secret"));
        client.choose("ticketPriorityFilter", QStringLiteral("urgent"));
        QTest::keyClick(&client.app->window(), Qt::Key_N, Qt::ControlModifier);
        WAIT(client.find("ticketForm")->isVisible());
        client.type("formTitle", QStringLiteral("of the one before"));
        CLICK(client, "roomAdmin");
        CLICK(client, "adminAudit");
        client.type("auditActor", QStringLiteral("agent001"));
        CLICK(client, "roomConversations");
        client.type("search", QStringLiteral("secret"));
        client.app->signIn().signOut();
        WAIT(client.find("loginPage")->isVisible());

        QCOMPARE(asAdmin("PUT", "/api/agents/agent002", R"({"role":"admin"})").status, 200);
        enter(client, "agent002", "agent123");
        QCOMPARE(client.find<QLineEdit>("search")->text(), QString());
        CLICK(client, "roomStatistics");
        WAIT(client.app->stats().statistics());
        QCOMPARE(client.app->stats().range(), StatsRange());
        QCOMPARE(client.find<QComboBox>("statsRange")->currentData().toInt(),
                 int(StatsRange::Kind::Day));
        QVERIFY(!client.find("statsFrom")->isVisible());
        CLICK(client, "roomTickets");
        QVERIFY(!client.find("ticketForm")->isVisible());
        QCOMPARE(client.find<QLineEdit>("ticketSearch")->text(), QString());
        QCOMPARE(client.find<QComboBox>("ticketPriorityFilter")->currentIndex(), 0);
        QCOMPARE(client.find<QLineEdit>("formTitle")->text(), QString());
        CLICK(client, "roomAdmin");
        QVERIFY(client.find("agentsPage")->isVisible());
        QCOMPARE(client.find<QLineEdit>("auditActor")->text(), QString());
    }

    void whoIsNoAdminHasNoSuchRoom()
    {
        Client agent(*m_server);
        enter(agent, "agent001", "agent123");
        QVERIFY(!agent.find<QAbstractButton>("roomAdmin")->isVisible());
        QVERIFY(agent.find<QAbstractButton>("roomTickets")->isVisible());

        // Demoted in the middle of his work: the room goes away cleanly.
        QCOMPARE(asAdmin("PUT", "/api/agents/agent002", R"({"role":"admin"})").status, 200);
        Client second(*m_server);
        enter(second, "agent002", "agent123");
        CLICK(second, "roomAdmin");
        WAIT(second.table("agentsTable")->model()->rowCount() == 3);
        QCOMPARE(asAdmin("PUT", "/api/agents/agent002", R"({"role":"agent"})").status, 200);
        CLICK(second, "adminAudit");
        WAIT(!second.find<QAbstractButton>("roomAdmin")->isVisible());
        WAIT(second.find("conversationsRoom")->isVisible());
        QCOMPARE(second.app->admin().agents.table()->rowCount(), 0);
        QCOMPARE(second.app->signIn().state(), SignInController::State::SignedIn);
    }

    void statisticsShowAndSaveWhatTheServerSays()
    {
        HttpClient http = m_server->client();
        for (int i = 0; i < 3; ++i)
            QCOMPARE(http.post("/api/manual/escalate",
                               "{\"session_name\":\"s" + QByteArray::number(i) + "\"}")
                         .status,
                     200);
        Client client(*m_server);
        enter(client, "agent001", "agent123");
        CLICK(client, "roomStatistics");
        WAIT(client.app->stats().statistics() && !client.app->stats().isLoading());
        for (const StatsFigure &figure :
             statsFigures(*client.app->stats().statistics(), client.app->stats().before())) {
            auto *tile = client.find(qPrintable(QStringLiteral("figure_") + figure.key));
            QVERIFY2(tile, qPrintable(figure.key));
            WAIT(tile->isVisible());
            QCOMPARE(tile->toolTip(), figure.definition);
            QCOMPARE(tile->accessibleDescription(), figure.definition);
            QVERIFY(tile->accessibleName().contains(figure.value));
        }
        QVERIFY(client.find("figure_today.escalations")->accessibleName().endsWith(u'3'));

        // The file holds the same points as the chart.
        const auto &points = client.app->stats().series(StatsMetric::Escalations);
        QVERIFY(points.size() >= 24);
        const QString series = client.place.filePath(QStringLiteral("e.csv"));
        client.app->window().desk()->statistics()->exportSeries(StatsMetric::Escalations, series);
        WAIT(QFile::exists(series));
        QFile file(series);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList lines =
            QString::fromUtf8(file.readAll()).trimmed().split(QStringLiteral("\r\n"));
        QCOMPARE(lines.size(), points.size() + 1);
        for (qsizetype i = 0; i < points.size(); ++i) {
            const QStringList cells = lines.at(i + 1).split(u',');
            QCOMPARE(cells.at(1), points.at(i).label);
            QCOMPARE(cells.at(2).toDouble(), points.at(i).value.value_or(0));
        }
        const QString agents = client.place.filePath(QStringLiteral("a.csv"));
        client.app->window().desk()->statistics()->exportAgents(agents);
        WAIT(QFile::exists(agents));
        QFile agentsFile(agents);
        QVERIFY(agentsFile.open(QIODevice::ReadOnly));
        const QString rows = QString::fromUtf8(agentsFile.readAll());
        for (const AgentFigures &agent : client.app->stats().agents()->rows())
            QVERIFY(rows.contains(agent.username));

        auto *range = client.find<QComboBox>("statsRange");
        range->setCurrentIndex(2); // 30 days: one point a day
        WAIT(!client.app->stats().isLoading() && client.app->stats().bucket() == StatsBucket::Day);
        QVERIFY(client.app->stats().series(StatsMetric::Escalations).size() <= 32);
    }
};

QTEST_MAIN(TestRooms)
#include "tst_rooms.moc"
