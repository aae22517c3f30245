#include "tests/gui/roomclient.h"
#include "workbench/ui/tickets/ticketform.h"
#include "workbench/ui/tickets/ticketsroom.h"

#include <QCheckBox>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTreeWidget>

using namespace handoff;
using handoff::test::Client;
using handoff::test::HttpClient;
using handoff::test::TestServer;

/// Tickets and catalogues in real windows against the real server.
class TestRealTickets : public QObject
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
        two.app->window().desk()->tickets()->open(id);
        WAIT(two.app->ticket().ticket());

        // Assign, move and comment on one side, seen on the other.
        CLICK(one, "assignTicket");
        WAIT(one.find<QComboBox>("assignAgent")->count() == 3); // nobody, and two colleagues
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
        WAIT(!one.app->window().desk()->tickets()->form()->isVisible());
        auto *banner = two.app->window().desk()->tickets()->form()->banner();
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

        client.app->window().desk()->tickets()->open(tickets.table()->row(0)->ticketId);
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
        // Nothing is chosen beforehand, so nothing can be applied.
        WAIT(!tickets.agents().isEmpty());
        for (int action = 0; action < 4; ++action) {
            client.choose("bulkAction", action);
            QVERIFY(!client.find<QAbstractButton>("bulkApply")->isEnabled());
        }
        client.choose("bulkAction", 0);
        client.choose("bulkAgent", tickets.agents().first().id);
        client.choose("bulkDepartment", QStringLiteral("warehouse"));
        CLICK(client, "bulkApply");
        WAIT(tickets.table()->row(0)->department == Department::Warehouse);
        QCOMPARE(tickets.table()->row(0)->assigneeId.value_or(QString()),
                 tickets.agents().first().id);
        client.choose("bulkAction", 0); // and once more nothing is chosen
        QCOMPARE(client.find<QComboBox>("bulkAgent")->currentIndex(), 0);
        QCOMPARE(client.find<QComboBox>("bulkDepartment")->currentIndex(), 0);
        client.choose("bulkAction", 1);
        client.choose("bulkStatus",
                      QStringLiteral("waiting_parts")); // not allowed from pending
        CLICK(client, "bulkApply");
        auto *result = client.find<Banner>("bulkResult");
        WAIT(result->isVisible());
        QCOMPARE(result->text().count(QStringLiteral("this move is not allowed")), 3);
        view->selectAll();
        client.choose("bulkStatus", QStringLiteral("in_progress"));
        CLICK(client, "bulkApply");
        WAIT(!result->isVisible()); // nothing was refused
        WAIT(tickets.table()->row(2)->status == TicketStatus::InProgress);

        client.choose("ticketStatusFilter", QStringLiteral("in_progress"));
        WAIT(!tickets.isLoading() && tickets.table()->rowCount() == 3);
        const QString csv = client.place.filePath(QStringLiteral("tickets.csv"));
        client.app->window().desk()->tickets()->exportTo(csv);
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

    void aNoteIsFollowedByANote()
    {
        Client client(*m_server);
        enter(client, "agent001", "agent123");
        HttpClient http = m_server->client();
        http.setToken(m_server->login("agent002", "agent123"));
        for (const char *title : {"One", "Two"}) {
            CreateTicketRequest request;
            request.title = QString::fromLatin1(title);
            request.customerId = QStringLiteral("c");
            QCOMPARE(http.post("/api/tickets", json::toJson(request)).status, 200);
        }
        CLICK(client, "roomTickets");
        TicketsController &tickets = client.app->tickets();
        WAIT(tickets.table()->rowCount() == 2);
        const auto open = [&](int row) {
            client.app->window().desk()->tickets()->open(tickets.table()->row(row)->ticketId);
            WAIT(client.app->ticket().ticket() && !client.app->ticket().isLoading());
        };
        open(0);
        auto *internal = client.find<QCheckBox>("commentInternal");
        auto *edit = client.find<QPlainTextEdit>("ticketComment");
        QVERIFY(!internal->isChecked());
        internal->click();
        for (int i = 1; i <= 2; ++i) {
            edit->setPlainText(QStringLiteral("note %1").arg(i));
            CLICK(client, "sendComment");
            WAIT(client.app->ticket().ticket()->comments.size() == i);
            WAIT(edit->toPlainText().isEmpty());
            QVERIFY(client.app->ticket().ticket()->comments.last().isInternal);
        }
        // What is written while the last one is on its way stays.
        edit->setPlainText(QStringLiteral("note 3"));
        CLICK(client, "sendComment");
        edit->setPlainText(QStringLiteral("note 4, not ready"));
        WAIT(client.app->ticket().ticket()->comments.size() == 3);
        QCOMPARE(edit->toPlainText(), QStringLiteral("note 4, not ready"));
        open(1); // another ticket begins with a comment, as every ticket
        QVERIFY(!internal->isChecked());
        QVERIFY(edit->toPlainText().isEmpty());
        open(0);
        QVERIFY(internal->isChecked());
        QCOMPARE(edit->toPlainText(), QStringLiteral("note 4, not ready"));

        // The history speaks the agent's language, whoever wrote it.
        CLICK(client, "ticketTabHistory");
        auto *history = client.find<QTreeWidget>("ticketHistory");
        WAIT(history->topLevelItemCount() == 4);
        QCOMPARE(history->topLevelItem(3)->text(2), QStringLiteral("Created the ticket"));
        QCOMPARE(history->topLevelItem(0)->text(2), QStringLiteral("Added an internal note"));
        client.app->language().use(QStringLiteral("zh_CN"));
        WAIT(history->topLevelItem(3)->text(2) == QString::fromUtf8("创建了工单"));
    }

    void repliesTagsRulesAndPolicies()
    {
        Client client(*m_server);
        enter(client, "admin", "admin123");
        CLICK(client, "roomAdmin");

        CLICK(client, "adminQuickReplies");
        QTableView *replies = client.table("repliesTable");
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
        QTableView *tags = client.table("tagsTable");
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
        QTableView *rules = client.table("rulesTable");
        WAIT(!client.app->admin().rules.isLoading());
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
        QTableView *sla = client.table("slaTable");
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
        WAIT(client.table("configTable")->model()->rowCount() == 15);
    }
};

QTEST_MAIN(TestRealTickets)
#include "tst_realtickets.moc"
