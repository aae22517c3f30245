#include "tests/gui/roomclient.h"
#include "workbench/ui/stats/statsroom.h"

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
        QTableView *view = client.table(AdminList::Agents);
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
        WAIT(client.app->admin().agents()->find(QStringLiteral("sofia"))->name ==
             QStringLiteral("Sofia Rossi"));
        QCOMPARE(client.app->admin().agents()->find(QStringLiteral("sofia"))->maxSessions, 3);

        QVERIFY(client.openRow(view, QStringLiteral("sofia")));
        client.type("agentPassword", QStringLiteral("another123"));
        CLICK(client, "resetPassword");
        CONFIRM(client, "agentsPage");
        WAIT(!client.find("agentForm")->isVisible());
        QVERIFY(m_server->login("sofia", "sofia1234").isEmpty());
        QVERIFY(!m_server->login("sofia", "another123").isEmpty());

        QVERIFY(client.openRow(view, QStringLiteral("sofia")));
        CLICK(client, "deleteAgent");
        QCOMPARE(client.app->admin().agents()->rowCount(), 4); // only asked so far
        CONFIRM(client, "agentsPage");
        WAIT(view->model()->rowCount() == 3);
        // The last admin stays.
        QVERIFY(client.openRow(view, QStringLiteral("admin")));
        CLICK(client, "deleteAgent");
        CONFIRM(client, "agentsPage");
        WAIT(client.find<Banner>("agentFormBanner")->isVisible());
        QCOMPARE(view->model()->rowCount(), 3);

        CLICK(client, "adminAudit");
        QTableView *audit = client.table(AdminList::Audit);
        WAIT(audit->model()->rowCount() >= 5);
        client.type("auditAction", QStringLiteral("agent_deleted"));
        WAIT(audit->model()->rowCount() == 1);
        QCOMPARE(audit->model()->index(0, 1).data().toString(), QStringLiteral("admin"));
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
        WAIT(second.table(AdminList::Agents)->model()->rowCount() == 3);
        QCOMPARE(asAdmin("PUT", "/api/agents/agent002", R"({"role":"agent"})").status, 200);
        CLICK(second, "adminAudit");
        WAIT(!second.find<QAbstractButton>("roomAdmin")->isVisible());
        WAIT(second.find("conversationsRoom")->isVisible());
        QCOMPARE(second.app->admin().agents()->rowCount(), 0);
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
        for (const StatsFigure &figure : statsFigures(*client.app->stats().statistics())) {
            auto *tile = client.find(qPrintable(QStringLiteral("figure_") + figure.key));
            QVERIFY2(tile && tile->isVisible(), qPrintable(figure.key));
            QCOMPARE(tile->toolTip(), figure.definition);
            QCOMPARE(tile->accessibleDescription(), figure.definition);
            QVERIFY(tile->accessibleName().contains(figure.value));
        }
        QVERIFY(client.find("figure_today.escalations")->accessibleName().endsWith(u'3'));

        // The file holds the same points as the chart.
        const auto &points = client.app->stats().series(StatsMetric::Escalations);
        QVERIFY(points.size() >= 24);
        const QString series = client.place.filePath(QStringLiteral("e.csv"));
        client.app->window().statistics()->exportSeries(StatsMetric::Escalations, series);
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
        client.app->window().statistics()->exportAgents(agents);
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
