#include "tests/gui/chatdesk.h"
#include "workbench/ui/conversations/listpane.h"

#include <QMenu>
#include <QSignalSpy>

using namespace handoff;
using namespace handoff::test;

/// What ends an agent's part: it can be taken back, and nobody is left alone by who goes.
class TestLeaving : public QObject, private ChatDesk
{
    Q_OBJECT

private:
    SessionStatus status(const QString &name) { return m_desk->sessions[name].status; }

private slots:
    void init()
    {
        enter();
        m_app->window().resize(1500, 860);
    }
    void cleanup() { leave(); }

    void whatEndsMyPartCanBeTakenBack_data()
    {
        QTest::addColumn<QString>("chat");
        QTest::addColumn<int>("letter");
        QTest::addColumn<bool>("shift");
        QTest::newRow("release") << QString(demoMine) << int(Qt::Key_E) << false;
        QTest::newRow("close") << QString(demoMine) << int(Qt::Key_E) << true;
        QTest::newRow("return") << QString(demoMine) << int(Qt::Key_R) << false;
        QTest::newRow("back to the AI") << QString(demoWaiting) << int(Qt::Key_B) << false;
    }
    void whatEndsMyPartCanBeTakenBack()
    {
        QFETCH(QString, chat);
        QFETCH(int, letter);
        QFETCH(bool, shift);
        m_app->undo().setDelay(60000);
        open(chat);
        const SessionStatus before = status(chat);
        const auto press = [&] {
            key(static_cast<Qt::Key>(letter),
                shift ? Qt::AltModifier | Qt::ShiftModifier : Qt::AltModifier);
        };
        press();
        QVERIFY(!toast().isEmpty());
        QVERIFY(m_app->undo().waiting(chat));
        QVERIFY(!room()->chatPane()->composer()->isAllowed());
        press(); // twice is once
        click(find<QPushButton>("toastAction"));
        QVERIFY(!m_app->undo().waiting(chat));
        QCOMPARE(room()->chatPane()->composer()->isAllowed(), before == SessionStatus::ManualLive);
        QTest::qWait(50);
        QCOMPARE(status(chat), before);
        press();
        click(find<QPushButton>("composerAction")); // the other Undo
        QVERIFY(!m_app->undo().waiting(chat));
        m_app->undo().setDelay(100);
        press();
        WAIT(status(chat) != before);
        WAIT(!m_app->undo().waiting(chat));
    }

    void signingOutAsksForLiveChats()
    {
        m_app->undo().setDelay(60000);
        QSignalSpy out(&m_app->signIn(), &SignInController::signedOut);
        m_app->window().desk()->run(QStringLiteral("signOut"));
        auto *page = find<QWidget>("leavePage");
        WAIT(page->isVisible());
        QVERIFY(find<QPushButton>("leaveStay")->hasFocus());
        QTest::keyClick(page, Qt::Key_Escape);
        QVERIFY(!page->isVisible());
        QCOMPARE(out.size(), 0);
        m_app->window().desk()->run(QStringLiteral("signOut"));
        click(find<QPushButton>("leaveReturn"));
        WAIT(out.size() == 1);
        QCOMPARE(status(demoMine), SessionStatus::PendingManual);
    }

    void goingOfflineAsksForLiveChats()
    {
        auto *menu = find<QMenu>("agentMenu");
        QAction *offline = nullptr;
        for (QAction *action : menu->actions()) {
            if (action->data().isValid() &&
                action->data().toInt() == static_cast<int>(AgentPresence::Offline))
                offline = action;
        }
        QVERIFY(offline);
        offline->trigger();
        WAIT(find<QWidget>("leavePage")->isVisible());
        QCOMPARE(m_app->desk().presence(), AgentPresence::Online);
        click(find<QPushButton>("leaveTransfer")); // to do it oneself
        WAIT(find<QWidget>("transferFormPage")->isVisible());
        QCOMPARE(room()->list()->section(), Section::Mine);
        key(Qt::Key_Escape);
        offline->trigger();
        click(find<QPushButton>("leaveReturn"));
        WAIT(m_app->desk().presence() == AgentPresence::Offline);
        QCOMPARE(status(demoMine), SessionStatus::PendingManual);
    }

    void closingTheWindowAsksToo()
    {
        m_app->window().close();
        QVERIFY(m_app->window().isVisible());
        WAIT(find<QWidget>("leavePage")->isVisible());
        click(find<QPushButton>("leaveReturn"));
        WAIT(!m_app->window().isVisible());
    }

    /// What waits to be taken back goes out before anybody leaves.
    void nothingThatWaitsIsForgotten()
    {
        m_app->undo().setDelay(60000);
        QSignalSpy out(&m_app->signIn(), &SignInController::signedOut);
        while (m_app->desk().lists().list(Section::Mine)->rowCount() > 0) {
            const auto before = m_app->desk().lists().list(Section::Mine)->rowCount();
            open(m_app->desk().lists().list(Section::Mine)->row(0)->session.sessionName);
            key(Qt::Key_E, Qt::AltModifier);
            if (before == 1)
                break;
            m_app->undo().flush();
            WAIT(m_app->desk().lists().list(Section::Mine)->rowCount() < before);
        }
        m_app->window().desk()->run(QStringLiteral("signOut"));
        WAIT(out.size() == 1);
        QCOMPARE(status(demoMine), SessionStatus::BotActive);
    }

    void aTakenChatStaysUnderTheHand()
    {
        const QString waiting = demoWaiting;
        QCOMPARE(room()->list()->section(), Section::Waiting);
        open(waiting);
        key(Qt::Key_A, Qt::AltModifier);
        WAIT(room()->list()->section() == Section::Mine);
        WAIT(m_app->desk().lists().list(Section::Mine)->rowOf(waiting) >= 0);
        QCOMPARE(m_app->chat().sessionName(), waiting);
    }

    /// My own unanswered customers first, then the queue.
    void sendAndNextGoesToMineFirst()
    {
        const QString waiting = demoWaiting;
        open(waiting);
        key(Qt::Key_A, Qt::AltModifier);
        WAIT(room()->chatPane()->composer()->isAllowed());
        const QString next = m_app->desk().lists().list(Section::Mine)->longestUnanswered(waiting);
        QVERIFY(m_app->desk().lists().list(Section::Mine)->rowOf(next) >= 0);
        QTest::keyClicks(edit(), QStringLiteral("Hi"));
        QTest::keyClick(edit(), Qt::Key_Return, Qt::ControlModifier);
        WAIT(m_app->chat().sessionName() == next);
        WAIT(edit()->hasFocus());
        QTest::keyClicks(edit(), QStringLiteral("Hi"));
        QTest::keyClick(edit(), Qt::Key_Return, Qt::ControlModifier);
        WAIT(m_app->chat().sessionName() != next);
    }

    void aReplyInAnotherRoomIsOneClickAway()
    {
        open(demoMine);
        click(find<QToolButton>("roomTickets"));
        m_desk->say(demoMine, MessageRole::User, QStringLiteral("Are you there?"), 0);
        m_desk->pushMessage(demoMine);
        WAIT(toast().contains(QStringLiteral("Are you there?")));
        click(find<QPushButton>("toastAction"));
        QVERIFY(room()->isVisible());
        QVERIFY(edit()->hasFocus());
    }

    void theFirstArrowChoosesTheFirstColleague()
    {
        open(demoMine);
        key(Qt::Key_T, Qt::AltModifier);
        auto *agents = find<QListWidget>("transferAgents");
        WAIT(agents->isVisible() && agents->count() == 3);
        QVERIFY(agents->selectedItems().isEmpty());
        int first = 0;
        while (!(agents->item(first)->flags() & Qt::ItemIsSelectable))
            ++first;
        key(Qt::Key_Down);
        QCOMPARE(agents->selectedItems(), QList<QListWidgetItem *>{agents->item(first)});
        // The chat beside it stays in use.
        QVERIFY(find<QWidget>("transferFormPage")->x() > room()->list()->width());
        key(Qt::Key_Escape);
        QVERIFY(edit()->hasFocus());
    }

    /// One banner says that the line is down, and none is left when it is up again.
    void aLostLineIsSaidOnce()
    {
        open(demoMine);
        m_desk->cut(true);
        auto *connection = find<Banner>("connectionBanner");
        auto *chat = find<Banner>("chatBanner");
        WAIT(connection->isVisible());
        m_app->chat().loadOlder();
        m_app->context().addNote(QStringLiteral("n"));
        QTest::qWait(100);
        QVERIFY(!chat->isVisible());
        m_desk->cut(false);
        m_app->desk().retryNow();
        WAIT(!connection->isVisible());
        WAIT(m_app->desk().connection() == EventStream::State::Live);
        QVERIFY(!chat->isVisible());
    }
};

QTEST_MAIN(TestLeaving)
#include "tst_leaving.moc"
