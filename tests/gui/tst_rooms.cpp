#include "tests/contract/testserver.h"
#include "workbench/app/workbenchapp.h"
#include "workbench/ui/admin/adminpage.h"
#include "workbench/ui/admin/adminroom.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/stats/chartpane.h"
#include "workbench/ui/stats/statsroom.h"
#include "workbench/ui/tickets/ticketform.h"
#include "workbench/ui/tickets/ticketsroom.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTest>

using namespace handoff;
using handoff::test::HttpClient;
using handoff::test::TestServer;

namespace {

constexpr int patience = 60000; ///< ms; slow machines and sanitizers

/// One agent with a window of his own.
struct Client
{
    explicit Client(const TestServer &server)
        : url(QStringLiteral("http://127.0.0.1:%1").arg(server.port()))
    {
        WorkbenchApp::Options options;
        options.server = url;
        options.settingsFile = place.filePath(QStringLiteral("settings.ini"));
        options.dataFolder = place.path();
        app = std::make_unique<WorkbenchApp>(*qApp, options);
        app->language().use(QStringLiteral("en"));
        app->start();
        app->window().resize(1400, 840);
    }
    template<typename T = QWidget>
    T *find(const char *name)
    {
        return app->window().findChild<T *>(QString::fromLatin1(name));
    }
    void choose(const char *box, const QVariant &value)
    {
        auto *combo = find<QComboBox>(box);
        combo->setCurrentIndex(combo->findData(value));
    }
    void type(const char *edit, const QString &text) { find<QLineEdit>(edit)->setText(text); }
    QTableView *table(AdminList list) { return app->window().admin()->page(list)->table()->view(); }
    /// Opens the row whose first or second column says `text`.
    bool openRow(QTableView *view, const QString &text)
    {
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            for (const int column : {0, 1}) {
                const QModelIndex index = view->model()->index(row, column);
                if (index.data().toString() == text) {
                    emit view->clicked(index);
                    return true;
                }
            }
        }
        return false;
    }

    QString url;
    QTemporaryDir place;
    std::unique_ptr<WorkbenchApp> app;
};

} // namespace

#define WAIT(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, patience)
#define CLICK(client, name)                                                                        \
    do {                                                                                           \
        auto *clickButton = (client).find<QAbstractButton>(name);                                  \
        QVERIFY2(clickButton, name);                                                               \
        WAIT(clickButton->isEnabled());                                                            \
        QTest::mouseClick(clickButton, Qt::LeftButton);                                            \
    } while (false)
/// Answers the question in the page that is open.
#define CONFIRM(client, page)                                                                      \
    do {                                                                                           \
        auto *confirmBar = (client).find(page)->findChild<Banner *>(QStringLiteral("confirmBar")); \
        WAIT(confirmBar->isVisible());                                                             \
        QTest::mouseClick(confirmBar->findChild<QPushButton *>(QStringLiteral("bannerAction")),    \
                          Qt::LeftButton);                                                         \
    } while (false)

/// The rooms Tickets, Statistics and Admin in real windows against the real server.
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
    QByteArray adminToken() const { return m_server->login("admin", "admin123"); }
    HttpClient asAdmin() const
    {
        HttpClient http = m_server->client();
        http.setToken(adminToken());
        return http;
    }

private slots:
    void init()
    {
        m_server = std::make_unique<TestServer>();
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
    }
    void cleanup() { m_server.reset(); }

    void twoClientsEditOneTicket()
    {
        Client one(*m_server);
        Client two(*m_server);
        enter(one, "agent001", "agent123");
        enter(two, "agent002", "agent123");
        CLICK(one, "roomTickets");
        CLICK(two, "roomTickets");
        WAIT(one.app->tickets().total() == 0 && two.app->tickets().total() == 0);

        CLICK(one, "newTicket");
        one.type("formTitle", QStringLiteral("Brake squeals"));
        one.type("formCustomer", QStringLiteral("peter@example.com"));
        one.choose("formCategory", QStringLiteral("technical"));
        one.choose("formPriority", QStringLiteral("urgent"));
        CLICK(one, "ticketFormSave");
        WAIT(one.app->ticket().ticket());
        const QString id = one.app->ticket().ticketId();
        WAIT(two.app->tickets().table()->find(id)); // by its event
        two.app->window().tickets()->open(id);
        WAIT(two.app->ticket().ticket());

        // Assign, move and comment on one side, seen on the other.
        CLICK(one, "assignTicket");
        WAIT(one.find<QComboBox>("assignAgent")->count() == 2);
        one.choose("assignAgent", two.app->desk().me().id);
        CLICK(one, "assignApply");
        WAIT(two.app->ticket().ticket()->assigneeId == two.app->desk().me().id);
        auto *move = one.find<QMenu>("moveMenu");
        WAIT(move->findChild<QAction *>(QStringLiteral("move_in_progress")));
        QVERIFY(!move->findChild<QAction *>(QStringLiteral("move_resolved")));
        move->findChild<QAction *>(QStringLiteral("move_in_progress"))->trigger();
        CLICK(one, "moveApply");
        WAIT(two.app->ticket().ticket()->status == TicketStatus::InProgress);
        one.find<QPlainTextEdit>("ticketComment")->setPlainText(QStringLiteral("内部备注"));
        CLICK(one, "commentInternal");
        CLICK(one, "sendComment");
        WAIT(two.app->ticket().ticket()->comments.size() == 1);
        QVERIFY(two.app->ticket().ticket()->comments.first().isInternal);

        // Both edit; the second to save is told who was faster and loses nothing.
        CLICK(one, "editTicket");
        CLICK(two, "editTicket");
        one.type("formTitle", QStringLiteral("Brakes of both wheels"));
        two.type("formTags", QStringLiteral("brake"));
        CLICK(one, "ticketFormSave");
        WAIT(!one.app->window().tickets()->form()->isVisible());
        auto *banner = two.find<Banner>("ticketFormBanner");
        WAIT(banner->isVisible());
        QVERIFY2(banner->text().contains(QStringLiteral("客服小王")), qPrintable(banner->text()));
        QCOMPARE(two.find<QLineEdit>("formTags")->text(), QStringLiteral("brake"));
        QTest::mouseClick(banner->findChild<QPushButton *>(QStringLiteral("bannerAction")),
                          Qt::LeftButton);
        QCOMPARE(two.find<QLineEdit>("formTitle")->text(), QStringLiteral("Brakes of both wheels"));
        CLICK(two, "ticketFormSave");
        WAIT(one.app->ticket().ticket()->tags == QStringList{QStringLiteral("brake")});
        QCOMPARE(one.app->ticket().ticket()->title, QStringLiteral("Brakes of both wheels"));
    }

    void filesBulkAndExportOfTickets()
    {
        Client client(*m_server);
        enter(client, "agent001", "agent123");
        HttpClient http = m_server->client();
        http.setToken(m_server->login("agent002", "agent123"));
        for (int i = 0; i < 3; ++i) {
            CreateTicketRequest request;
            request.title = QStringLiteral("Ticket %1").arg(i);
            request.customerId = QStringLiteral("c%1").arg(i);
            QCOMPARE(http.post("/api/tickets", json::toJson(request)).status, 200);
        }
        CLICK(client, "roomTickets");
        TicketsController &tickets = client.app->tickets();
        WAIT(tickets.table()->rowCount() == 3);

        client.app->window().tickets()->open(tickets.table()->row(0)->ticketId);
        WAIT(client.app->ticket().ticket());
        const QString source = client.place.filePath(QStringLiteral("note.txt"));
        QFile file(source);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray bytes = QByteArray("plain text\n").repeated(20000);
        file.write(bytes);
        file.close();
        client.app->ticket().upload(source);
        WAIT(client.app->ticket().ticket()->attachments.size() == 1);
        const QString target = client.place.filePath(QStringLiteral("back.txt"));
        client.app->ticket().download(client.app->ticket().ticket()->attachments.first().id,
                                      target);
        WAIT(QFile::exists(target));
        QFile back(target);
        QVERIFY(back.open(QIODevice::ReadOnly));
        QCOMPARE(back.readAll(), bytes);
        client.app->ticket().removeAttachment(
            client.app->ticket().ticket()->attachments.first().id);
        WAIT(client.app->ticket().ticket()->attachments.isEmpty());

        QTableView *view = client.find<QTableView>("ticketTable");
        view->selectAll();
        client.choose("bulkAction", 1);
        client.choose("bulkStatus", QStringLiteral("waiting_parts")); // not allowed from pending
        CLICK(client, "bulkApply");
        auto *result = client.find<Banner>("bulkResult");
        WAIT(result->isVisible());
        QCOMPARE(result->text().count(QStringLiteral("this move is not allowed")), 3);
        view->selectAll();
        client.choose("bulkStatus", QStringLiteral("in_progress"));
        CLICK(client, "bulkApply");
        WAIT(result->isVisible() && result->text().startsWith(QStringLiteral("3 tickets changed")));
        WAIT(tickets.table()->row(2)->status == TicketStatus::InProgress);

        client.choose("ticketStatusFilter", QStringLiteral("in_progress"));
        WAIT(!tickets.isLoading() && tickets.table()->rowCount() == 3);
        const QString csv = client.place.filePath(QStringLiteral("tickets.csv"));
        client.app->window().tickets()->exportTo(csv);
        WAIT(QFile::exists(csv));
        QFile exported(csv);
        QVERIFY(exported.open(QIODevice::ReadOnly));
        const QByteArray bytesOfCsv = exported.readAll();
        QVERIFY(bytesOfCsv.startsWith("\xEF\xBB\xBF"));
        const QString text = QString::fromUtf8(bytesOfCsv);
        QCOMPARE(text.trimmed().count(QStringLiteral("\r\n")), 3);
        for (const TicketSummary &row : tickets.table()->rows())
            QVERIFY2(text.contains(row.ticketNumber), qPrintable(text));
    }

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

    void repliesTagsRulesAndPolicies()
    {
        Client client(*m_server);
        enter(client, "admin", "admin123");
        CLICK(client, "roomAdmin");

        CLICK(client, "adminQuickReplies");
        QTableView *replies = client.table(AdminList::QuickReplies);
        WAIT(replies->model()->rowCount() >= 12); // the presets
        const int presets = replies->model()->rowCount();
        emit replies->clicked(replies->model()->index(0, 0));
        QVERIFY(!client.find<QLineEdit>("replyTitle")->isEnabled()); // read only
        QVERIFY(!client.find("replyFormSave")->isVisible());
        CLICK(client, "repliesNew");
        QVERIFY(client.find<QLineEdit>("replyTitle")->isEnabled());
        client.type("replyTitle", QStringLiteral("Versand"));
        client.find<QPlainTextEdit>("replyContent")
            ->setPlainText(QStringLiteral("Hallo {customer_name}, {foto}?"));
        QVERIFY(client.find<QLabel>("replyContentNote")->text().contains(QStringLiteral("{foto}")));
        CLICK(client, "replyFormSave");
        WAIT(replies->model()->rowCount() == presets + 1);
        QVERIFY(client.openRow(replies, QStringLiteral("Versand")));
        CLICK(client, "deleteReply");
        CONFIRM(client, "repliesPage");
        WAIT(replies->model()->rowCount() == presets);

        CLICK(client, "adminTags");
        QTableView *tags = client.table(AdminList::Tags);
        WAIT(tags->model()->rowCount() == 6);
        CLICK(client, "tagsNew");
        client.type("tagName", QStringLiteral("Akku"));
        client.type("tagColor", QStringLiteral("red"));
        CLICK(client, "tagFormSave");
        QVERIFY(client.find("tagColorNote")->isVisible());
        client.type("tagColor", QStringLiteral("#123456"));
        CLICK(client, "tagFormSave");
        WAIT(tags->model()->rowCount() == 7);
        QVERIFY(client.openRow(tags, QStringLiteral("Akku")));
        client.type("tagName", QStringLiteral("Battery"));
        CLICK(client, "tagFormSave");
        WAIT(client.openRow(tags, QStringLiteral("Battery")));
        CLICK(client, "deleteTag");
        CONFIRM(client, "tagsPage");
        WAIT(tags->model()->rowCount() == 6);

        CLICK(client, "adminRules");
        QTableView *rules = client.table(AdminList::Rules);
        WAIT(!client.app->admin().isLoading(AdminList::Rules));
        const int before = rules->model()->rowCount();
        CLICK(client, "rulesNew");
        client.choose("ruleType", int(AutoReplyType::Keyword));
        client.type("ruleKeywords", QStringLiteral("refund，退款"));
        client.find<QPlainTextEdit>("ruleContent")->setPlainText(QStringLiteral("Five days."));
        client.find<QSpinBox>("ruleDelay")->setValue(3);
        CLICK(client, "ruleFormSave");
        WAIT(rules->model()->rowCount() == before + 1);
        client.type("testMessage", QStringLiteral("我要退款"));
        CLICK(client, "testRules");
        WAIT(client.find<QLabel>("testMatches")->text().contains(QStringLiteral("Five days.")));
        QVERIFY(client.find<QLabel>("testMatches")->text().contains(QStringLiteral("退款")));
        client.type("testMessage", QStringLiteral("nothing of it"));
        CLICK(client, "testRules");
        WAIT(!client.find<QLabel>("testMatches")->text().contains(QStringLiteral("Five days.")));

        CLICK(client, "adminSla");
        QTableView *sla = client.table(AdminList::Sla);
        WAIT(sla->model()->rowCount() == 7); // six pairs and all others
        CLICK(client, "slaNew");
        client.choose("slaCategory", QStringLiteral("warranty"));
        client.choose("slaPriority", QStringLiteral("low"));
        client.find<QSpinBox>("slaResponse")->setValue(600);
        client.find<QSpinBox>("slaResolution")->setValue(300);
        CLICK(client, "slaFormSave");
        QVERIFY(client.find("slaResolutionNote")->isVisible());
        client.find<QSpinBox>("slaResolution")->setValue(6000);
        CLICK(client, "slaFormSave");
        WAIT(sla->model()->rowCount() == 8);

        CLICK(client, "adminConfig");
        WAIT(client.table(AdminList::Config)->model()->rowCount() == 15);
    }

    void whoIsNoAdminHasNoSuchRoom()
    {
        Client agent(*m_server);
        enter(agent, "agent001", "agent123");
        QVERIFY(!agent.find<QAbstractButton>("roomAdmin")->isVisible());
        QVERIFY(agent.find<QAbstractButton>("roomTickets")->isVisible());

        // Demoted in the middle of his work: the room goes away cleanly.
        QCOMPARE(asAdmin().request("PUT", "/api/agents/agent002", R"({"role":"admin"})").status, 200);
        Client second(*m_server);
        enter(second, "agent002", "agent123");
        CLICK(second, "roomAdmin");
        WAIT(second.table(AdminList::Agents)->model()->rowCount() == 3);
        QCOMPARE(asAdmin().request("PUT", "/api/agents/agent002", R"({"role":"agent"})").status, 200);
        CLICK(second, "adminRules");
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
