#include "tests/gui/demodata.h"
#include "tests/gui/demotickets.h"
#include "tests/gui/shown.h"
#include "workbench/app/workbenchapp.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/tickets/ticketform.h"
#include "workbench/ui/tickets/ticketpane.h"
#include "workbench/ui/tickets/ticketsroom.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeWidget>

#include <memory>

using namespace handoff;
using namespace handoff::test;

/// The room Tickets in the real window, against a desk made of plain data.
class TestTickets : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_place;
    std::unique_ptr<DemoDesk> m_desk;
    std::unique_ptr<DemoTickets> m_tickets;
    std::unique_ptr<WorkbenchApp> m_app;

    template<typename T>
    T *find(const char *name)
    {
        return findShown<T>(m_app->window(), QString::fromLatin1(name));
    }
    void click(const char *button)
    {
        auto *found = find<QAbstractButton>(button);
        QVERIFY2(found, button);
        QVERIFY2(found->isEnabled(), button);
        QTest::mouseClick(found, Qt::LeftButton);
    }
    TicketsRoom *room() { return m_app->window().desk()->tickets(); }
    TicketTable *table() { return m_app->tickets().table(); }
    QTableView *view() { return room()->table()->view(); }
    QString cell(int row, TicketTable::Column column)
    {
        return view()->model()->index(row, column).data().toString();
    }
    void enterRoom()
    {
        m_app->signIn().signIn(m_desk->url(), QStringLiteral("agent001"),
                               QStringLiteral("agent123"), false);
        WAIT(m_app->desk().connection() == EventStream::State::Live);
        click("roomTickets");
        WAIT(room()->isVisible());
    }
    void openTicket(const QString &number)
    {
        for (const Ticket &t : m_tickets->tickets) {
            if (t.ticketNumber == number)
                room()->open(t.ticketId);
        }
        WAIT(m_app->ticket().ticket() && !m_app->ticket().isLoading());
        QCOMPARE(find<QLabel>("ticketNumber")->text(), number);
    }
    void chooseMove(const char *name)
    {
        auto *action = find<QMenu>("moveMenu")->findChild<QAction *>(QString::fromLatin1(name));
        QVERIFY2(action, name);
        action->trigger();
        WAIT(find<QWidget>("moveBar")->isVisible());
    }

private slots:
    void init()
    {
        m_place = std::make_unique<QTemporaryDir>();
        m_desk = std::make_unique<DemoDesk>();
        fillDemo(*m_desk);
        m_tickets = std::make_unique<DemoTickets>(*m_desk);
        fillTickets(*m_tickets);
        WorkbenchApp::Options options;
        options.undoMs = 0; // ends at once
        options.server = m_desk->url();
        options.settingsFile = m_place->filePath(QStringLiteral("settings.ini"));
        options.dataFolder = m_place->path();
        m_app = std::make_unique<WorkbenchApp>(*qApp, options);
        m_app->language().use(QStringLiteral("en"));
        m_app->start();
        m_app->window().resize(1400, 840);
        QVERIFY(QTest::qWaitForWindowActive(&m_app->window(), patience));
    }
    void cleanup()
    {
        m_app.reset();
        m_tickets.reset();
        m_desk.reset();
    }

    void theListFollowsFiltersAndEvents()
    {
        enterRoom();
        WAIT(table()->rowCount() == 6);
        QCOMPARE(cell(0, TicketTable::Title), m_tickets->tickets.at(0).title); // urgent first
        QCOMPARE(find<QLabel>("ticketsShown")->text(), QStringLiteral("6 tickets"));
        QVERIFY(cell(0, TicketTable::Sla).startsWith(QStringLiteral("Reply in ")));

        auto *status = find<QComboBox>("ticketStatusFilter");
        status->setCurrentIndex(status->findData(QStringLiteral("pending")));
        WAIT(table()->rowCount() == 2);
        // Somebody settles one of them: it leaves the filtered list by itself.
        Ticket &address = m_tickets->tickets[2];
        address.status = TicketStatus::Closed;
        const QString closed = address.ticketId; // the list of tickets grows below
        m_tickets->changeBy(QStringLiteral("客服小李"), address, QStringLiteral("closed"));
        WAIT(table()->rowCount() == 1);
        find<QLineEdit>("ticketSearch")->setText(QStringLiteral("no such thing"));
        WAIT(table()->rowCount() == 0);
        WAIT(find<QLabel>("ticketsShown")->isVisible());
        auto *state = find<QWidget>("ticketTableState");
        WAIT(state->isVisible());
        QTest::mouseClick(state->findChild<QPushButton *>(QStringLiteral("stateAction")),
                          Qt::LeftButton); // "Show all"
        WAIT(table()->rowCount() == 5);    // the closed one stands apart
        // A new one of a colleague comes in.
        m_tickets->push(m_tickets->add(QStringLiteral("New from elsewhere"), TicketStatus::Pending,
                                       TicketPriority::Normal, 0));
        WAIT(table()->rowCount() == 6);
        // One click for what is looked at most.
        click("ticketsClosed");
        WAIT(table()->rowCount() == 1 && table()->row(0)->ticketId == closed);
        QVERIFY(!find<QAbstractButton>("ticketsOpen")->isChecked());
        click("ticketsUnassigned");
        WAIT(m_app->tickets().filter().assigneeId == u"unassigned" &&
             !m_app->tickets().isLoading());
        for (const TicketSummary &row : table()->rows())
            QVERIFY2(!row.assigneeId, qPrintable(row.title));
        QVERIFY(table()->rowCount() > 0);
        click("ticketsMine");
        WAIT(m_app->tickets().filter().assigneeId == m_app->desk().me().id &&
             !m_app->tickets().isLoading());
        for (const TicketSummary &row : table()->rows())
            QVERIFY2(row.assigneeId == m_app->desk().me().id, qPrintable(row.title));
        click("ticketsOpen");
        WAIT(table()->rowCount() == 6);
    }

    /// Beside an open ticket in a window of 1360 pixels, at every size of text.
    void nothingInTheListIsCut()
    {
        m_app->window().resize(1360, 840);
        enterRoom();
        WAIT(table()->rowCount() == 6);
        openTicket(m_tickets->tickets.at(0).ticketNumber);
        for (const int percent : {100, 150, 200}) {
            m_app->theme().setFontPercent(percent);
            for (const char *name :
                 {"ticketStatusFilter", "ticketPriorityFilter", "ticketCategoryFilter",
                  "ticketDepartmentFilter", "ticketAssigneeFilter", "ticketSlaFilter"}) {
                auto *box = find<QComboBox>(name);
                WAIT(!box->isVisible() || box->width() >= box->sizeHint().width());
            }
        }
        m_app->theme().setFontPercent(100);
        // A status is told whole, whatever else has to stand back.
        Ticket &first = m_tickets->tickets[0];
        first.status = TicketStatus::WaitingCustomer;
        m_tickets->changeBy(QStringLiteral("客服小李"), first, QStringLiteral("waits"));
        const QModelIndex cell = view()->model()->index(0, TicketTable::Status);
        WAIT(cell.data().toString() == QStringLiteral("Waiting for customer"));
        const int needed =
            QFontMetrics(view()->font()).horizontalAdvance(QStringLiteral("Waiting for customer"));
        WAIT(view()->columnWidth(TicketTable::Status) >= needed + 16);
        WAIT(view()->columnWidth(TicketTable::Title) >= 200);
    }

    void createAssignMoveAndComment()
    {
        enterRoom();
        WAIT(table()->rowCount() == 6);
        QTest::keyClick(&m_app->window(), Qt::Key_N, Qt::ControlModifier);
        WAIT(room()->form()->isVisible());
        click("ticketFormSave"); // nothing filled in yet
        QVERIFY(find<QLabel>("formTitleNote")->isVisible());
        QVERIFY(find<QLabel>("formCustomerNote")->isVisible());
        find<QLineEdit>("formTitle")->setText(QStringLiteral("Brake squeals"));
        find<QLineEdit>("formCustomer")->setText(QStringLiteral("peter@example.com"));
        find<QLineEdit>("formOrder")->setText(QStringLiteral("FD-1"));
        find<QLineEdit>("formVin")->setText(QStringLiteral("VIN1"));
        auto *priority = find<QComboBox>("formPriority");
        priority->setCurrentIndex(priority->findData(QStringLiteral("high")));
        click("ticketFormSave");
        WAIT(find<QLabel>("ticketTitle")->text() == QStringLiteral("Brake squeals"));
        WAIT(table()->rowCount() == 7);
        const Ticket &made = m_tickets->tickets.last();
        QCOMPARE(made.priority, TicketPriority::High);
        QVERIFY(made.orderId == QStringLiteral("FD-1"));
        QVERIFY(made.vin == QStringLiteral("VIN1"));
        QVERIFY(!made.sessionId);

        click("assignTicket");
        WAIT(find<QComboBox>("assignAgent")->count() == 3); // nobody, and two colleagues
        QVERIFY(!find<QAbstractButton>("assignApply")->isEnabled());
        QVERIFY(find<QComboBox>("assignAgent")->itemText(2).contains(QStringLiteral("5/5")));
        find<QComboBox>("assignAgent")->setCurrentIndex(2);
        click("assignApply");
        WAIT(m_tickets->tickets.last().assigneeName == QStringLiteral("客服小李"));
        WAIT(!find<QWidget>("assignBar")->isVisible());

        // Only the moves of the rules are offered.
        WAIT(find<QMenu>("moveMenu")->actions().size() == 2);
        chooseMove("move_in_progress");
        find<QLineEdit>("moveComment")->setText(QStringLiteral("on it"));
        QTest::keyClick(find<QLineEdit>("moveComment"), Qt::Key_Return);
        WAIT(m_tickets->tickets.last().status == TicketStatus::InProgress);
        WAIT(find<Chip>("ticketStatus")->text() == QStringLiteral("In progress"));
        WAIT(find<QMenu>("moveMenu")->actions().size() == 3);

        auto *comment = find<QPlainTextEdit>("ticketComment");
        comment->setPlainText(QStringLiteral("Ask @agent002 about the pads"));
        find<QAbstractButton>("commentInternal")->click();
        QCOMPARE(comment->property("note").toBool(), true);
        click("sendComment");
        WAIT(m_tickets->tickets.last().comments.size() == 1);
        const TicketComment &said = m_tickets->tickets.last().comments.first();
        QVERIFY(said.isInternal);
        QCOMPARE(said.mentions, QStringList{QStringLiteral("agent002")});
        WAIT(comment->toPlainText().isEmpty());
        WAIT(m_app->window().findChild<QFrame *>(QStringLiteral("comment_") + said.id));
        click("ticketTabHistory");
        WAIT(find<QTreeWidget>("ticketHistory")->topLevelItemCount() == 4);
        QVERIFY(find<QTreeWidget>("ticketHistory")
                    ->topLevelItem(1)
                    ->text(2)
                    .contains(QStringLiteral("on it")));
    }

    void aConflictLosesNothing()
    {
        enterRoom();
        openTicket(QStringLiteral("TK-202600003"));
        click("editTicket");
        WAIT(room()->form()->isVisible());
        find<QLineEdit>("formTitle")->setText(QStringLiteral("My title"));
        // A colleague is faster; the event tells it while we type.
        Ticket &ticket = m_tickets->tickets[2];
        ticket.description = QStringLiteral("His description");
        m_tickets->changeBy(QStringLiteral("客服小李"), ticket, QStringLiteral("changed"));
        auto *banner = room()->form()->banner();
        WAIT(banner->isVisible());
        QVERIFY2(banner->text().contains(QStringLiteral("客服小李")), qPrintable(banner->text()));
        QVERIFY(!room()->form()->saveButton()->isEnabled());
        QCOMPARE(find<QLineEdit>("formTitle")->text(), QStringLiteral("My title"));
        QTest::mouseClick(banner->findChild<QPushButton *>(QStringLiteral("bannerAction")),
                          Qt::LeftButton);
        QCOMPARE(find<QLineEdit>("formTitle")->text(), QStringLiteral("My title"));
        QCOMPARE(find<QPlainTextEdit>("formDescription")->toPlainText(),
                 QStringLiteral("His description"));
        click("ticketFormSave");
        WAIT(m_tickets->tickets.at(2).title == QStringLiteral("My title"));
        QCOMPARE(m_tickets->tickets.at(2).description, QStringLiteral("His description"));
        WAIT(!room()->form()->isVisible());
    }

    void aConflictWithoutAnEvent()
    {
        enterRoom();
        openTicket(QStringLiteral("TK-202600003"));
        click("editTicket");
        find<QLineEdit>("formTitle")->setText(QStringLiteral("My title"));
        ++m_tickets->tickets[2].version; // nobody told us: the server refuses
        click("ticketFormSave");
        auto *banner = room()->form()->banner();
        WAIT(banner->isVisible() &&
             !banner->findChild<QPushButton *>(QStringLiteral("bannerAction"))->isHidden());
        QCOMPARE(find<QLineEdit>("formTitle")->text(), QStringLiteral("My title"));
        QTest::mouseClick(banner->findChild<QPushButton *>(QStringLiteral("bannerAction")),
                          Qt::LeftButton);
        click("ticketFormSave");
        WAIT(m_tickets->tickets.at(2).title == QStringLiteral("My title"));
    }

    void manyAtOnceWithAResultForEach()
    {
        enterRoom();
        WAIT(table()->rowCount() == 6);
        view()->selectAll();
        WAIT(find<QWidget>("ticketBulkBar")->isVisible());
        auto *action = find<QComboBox>("bulkAction");
        action->setCurrentIndex(1); // set status
        auto *status = find<QComboBox>("bulkStatus");
        status->setCurrentIndex(status->findData(QStringLiteral("in_progress")));
        click("bulkApply");
        auto *result = find<Banner>("bulkResult");
        WAIT(result->isVisible());
        QVERIFY2(result->text().startsWith(QStringLiteral("5 tickets changed")),
                 qPrintable(result->text()));
        QVERIFY2(result->text().contains(QStringLiteral("TK-202600001 stays as it was")),
                 qPrintable(result->text()));
        for (const Ticket &t : m_tickets->tickets)
            QCOMPARE(t.status, TicketStatus::InProgress);

        view()->selectAll();
        action->setCurrentIndex(3); // tags
        find<QLineEdit>("bulkTags")->setText(QStringLiteral("a, b，a"));
        WAIT(find<QPushButton>("bulkApply")->isEnabled());
        click("bulkApply");
        WAIT(m_tickets->tickets.at(5).tags ==
             QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    }

    /// For eight seconds a change of many can be taken back as if it had never been meant.
    void manyAtOnceCanBeTakenBack()
    {
        m_app->bulk().setDelay(60000);
        enterRoom();
        WAIT(table()->rowCount() == 6);
        const auto choose = [&](const char *priority) {
            view()->selectAll();
            WAIT(find<QWidget>("ticketBulkBar")->isVisible());
            find<QComboBox>("bulkAction")->setCurrentIndex(2);
            auto *box = find<QComboBox>("bulkPriority");
            box->setCurrentIndex(box->findData(QString::fromLatin1(priority)));
            click("bulkApply");
        };
        const auto stored = [&](TicketPriority priority) {
            return std::count_if(m_tickets->tickets.begin(), m_tickets->tickets.end(),
                                 [&](const Ticket &t) { return t.priority == priority; });
        };
        const auto low = stored(TicketPriority::Low);
        choose("low");
        WAIT(find<QPushButton>("toastAction"));
        QVERIFY(!find<QPushButton>("bulkApply")->isEnabled()); // once is enough
        click("toastAction");
        QVERIFY(!m_app->bulk().isWaiting());
        QTest::qWait(50);
        QCOMPARE(stored(TicketPriority::Low), low);

        // The next change does not wait for the one before, nor does who leaves.
        choose("low");
        choose("urgent");
        WAIT(stored(TicketPriority::Low) > low);
        QVERIFY(m_app->bulk().isWaiting());
        m_app->window().desk()->run(QStringLiteral("signOut"));
        WAIT(stored(TicketPriority::Urgent) > 0);
        WAIT(stored(TicketPriority::Low) == 0);
    }

    void filesGoUpAndDown()
    {
        enterRoom();
        openTicket(QStringLiteral("TK-202600002"));
        click("ticketTabFiles");
        const QString source = m_place->filePath(QStringLiteral("Foto Ä.txt"));
        QFile file(source);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray bytes("some text\n", 10);
        file.write(bytes.repeated(30000));
        file.close();
        QStringList progress;
        connect(&m_app->ticket(), &TicketController::uploadChanged, this,
                [&](const QString &, qint64 sent, qint64 total) {
                    progress.append(QStringLiteral("%1/%2").arg(sent).arg(total));
                });
        m_app->ticket().upload(source);
        WAIT(m_tickets->tickets.at(1).attachments.size() == 1);
        const TicketAttachment sent = m_tickets->tickets.at(1).attachments.first();
        QCOMPARE(sent.filename, QStringLiteral("Foto Ä.txt"));
        QCOMPARE(sent.size, qint64(300000));
        QCOMPARE(sent.contentType, QStringLiteral("text/plain"));
        WAIT(progress.contains(QStringLiteral("300000/300000")) &&
             progress.last() == QStringLiteral("0/0"));
        WAIT(m_app->window().findChild<QFrame *>(QStringLiteral("file_") + sent.id));

        const QString target = m_place->filePath(QStringLiteral("down.txt"));
        m_app->ticket().download(sent.id, target);
        WAIT(QFile::exists(target));
        QFile got(target);
        QVERIFY(got.open(QIODevice::ReadOnly));
        QCOMPARE(got.readAll(), bytes.repeated(30000));

        click("deleteFile");
        auto *confirm =
            find<QWidget>("ticketFiles")->findChild<Banner *>(QStringLiteral("confirmBar"));
        WAIT(confirm->isVisible());
        QTest::mouseClick(confirm->findChild<QPushButton *>(QStringLiteral("bannerAction")),
                          Qt::LeftButton);
        WAIT(m_tickets->tickets.at(1).attachments.isEmpty());
        WAIT(!m_app->window().findChild<QFrame *>(QStringLiteral("file_") + sent.id));
    }

    void theExportIsOfTheSameFilter()
    {
        enterRoom();
        auto *status = find<QComboBox>("ticketStatusFilter");
        status->setCurrentIndex(status->findData(QStringLiteral("pending")));
        WAIT(table()->rowCount() == 2);
        const QString target = m_place->filePath(QStringLiteral("t.csv"));
        room()->exportTo(target);
        WAIT(QFile::exists(target));
        QFile csv(target);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QStringList expected{QStringLiteral("number,title")};
        for (int i = 0; i < table()->rowCount(); ++i)
            expected.append(table()->row(i)->ticketNumber + u',' + table()->row(i)->title);
        QCOMPARE(QString::fromUtf8(csv.readAll()).trimmed().split(QStringLiteral("\r\n")),
                 expected);
        WAIT(find<Banner>("ticketsNote")->text().contains(QStringLiteral("t.csv")));
    }

    void statesOfTheList()
    {
        m_tickets->broken = true;
        enterRoom();
        auto *state = find<QWidget>("ticketTableState");
        WAIT(state->isVisible() && state->findChild<QLabel *>(QStringLiteral("stateTitle"))
                                       ->text()
                                       .contains(QStringLiteral("could not be loaded")));
        m_tickets->broken = false;
        m_tickets->silent = true;
        QTest::mouseClick(state->findChild<QPushButton *>(QStringLiteral("stateAction")),
                          Qt::LeftButton);
        WAIT(find<QWidget>("ticketTableSkeleton")->isVisible());
        m_tickets->silent = false;
        m_app->tickets().reload();
        WAIT(view()->isVisible());
        QCOMPARE(table()->rowCount(), 6);
        m_tickets->broken = true;
        m_app->tickets().reload();
        WAIT(find<Banner>("ticketTableBanner")->isVisible()); // the rows stay
        QCOMPARE(table()->rowCount(), 6);
    }

    void theConversationOfATicketOpens()
    {
        enterRoom();
        openTicket(QStringLiteral("TK-202600001"));
        click("openSession");
        WAIT(m_app->chat().sessionName() == demoMine);
        QVERIFY(!room()->isVisible());
        // Keys of the chat do nothing to it from the room Tickets.
        click("roomTickets");
        WAIT(room()->isVisible());
        m_app->language().use(QStringLiteral("zh_CN"));
        WAIT(find<QPushButton>("newTicket")->text() == QStringLiteral("新建工单"));
        m_app->language().use(QStringLiteral("en"));
    }

    void narrowWindowsShowOneThing()
    {
        enterRoom();
        WAIT(table()->rowCount() == 6);
        m_app->window().resize(1000, 640);
        WAIT(!room()->pane()->isVisible());
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, Qt::NoModifier,
                          view()->visualRect(view()->model()->index(1, 0)).center());
        WAIT(room()->pane()->isVisible());
        WAIT(m_app->ticket().ticket());
        QVERIFY(!view()->isVisible());
        click("ticketBack");
        WAIT(view()->isVisible());
        QVERIFY(!room()->pane()->isVisible());
    }
};

QTEST_MAIN(TestTickets)
#include "tst_tickets.moc"
