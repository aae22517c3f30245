#include "tests/gui/chatdesk.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/statepage.h"
#include "workbench/ui/conversations/listfilters.h"
#include "workbench/ui/conversations/listpane.h"
#include "workbench/ui/conversations/sectionbar.h"
#include "workbench/ui/main/mainwindow.h"
#include "workbench/ui/main/rail.h"

#include <QListView>
#include <QMenu>
#include <QTimer>
#include <QToolButton>

using namespace handoff;
using namespace handoff::test;

namespace {

const QString waiting = demoWaiting;
const QString tom = QStringLiteral("session_tom"); ///< of a colleague
const QString words = QStringLiteral("Guten Tag, ich helfe Ihnen gleich. ");

/// What a customer or the desk would notice: everything but reading and looking.
QList<QByteArray> deeds(DemoDesk &desk)
{
    QList<QByteArray> deeds;
    for (const ScriptedServer::Request &request : desk.server().requests()) {
        if (request.method != "GET" && !request.path.endsWith("/read") &&
            !request.path.endsWith("/typing") && !request.path.endsWith("/viewing"))
            deeds.append(request.method + ' ' + request.path);
    }
    return deeds;
}

} // namespace

/// The focus contract: after every action, what is typed is in the composer or nowhere, and nothing
/// else happens.
class TestFocus : public QObject, private ChatDesk
{
    Q_OBJECT

private:
    enum Where { Composer, Elsewhere };

    QWidget *focus() { return QApplication::focusWidget(); }
    void clickRow(const QString &name)
    {
        QListView *view = room()->list()->view();
        const int row = m_app->desk().lists().list(room()->list()->section())->rowOf(name);
        QVERIFY(row >= 0);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->visualRect(view->model()->index(row, 0)).center());
        WAIT(m_app->chat().sessionName() == name);
        WAIT(m_app->chat().session() && !m_app->chat().isLoading());
    }
    /// By Tab, as one who has no mouse.
    void tabTo(QWidget *button)
    {
        for (int i = 0; i < 200 && focus() != button; ++i)
            key(Qt::Key_Tab);
        QCOMPARE(focus(), button);
    }
    void act(const QString &what)
    {
        if (what == u"click mine") {
            emit room()->sections()->sectionChosen(Section::Mine);
            clickRow(demoMine);
        } else if (what == u"click waiting") {
            clickRow(waiting);
        } else if (what == u"click again") {
            open(demoMine);
            emit room()->sections()->sectionChosen(Section::Mine);
            clickRow(demoMine);
        } else if (what == u"next waiting") {
            key(Qt::Key_Space, Qt::ControlModifier);
            WAIT(m_app->chat().session() && !m_app->chat().isLoading());
        } else if (what == u"alt down") {
            open(demoMine);
            key(Qt::Key_Down, Qt::AltModifier);
            WAIT(m_app->chat().session() && !m_app->chat().isLoading());
        } else if (what == u"take over" || what == u"take over by mouse") {
            open(waiting);
            if (what == u"take over")
                key(Qt::Key_A, Qt::AltModifier);
            else
                click(find<QPushButton>("composerAction"));
            WAIT(m_desk->sessions[waiting].status == SessionStatus::ManualLive);
            WAIT(room()->chatPane()->composer()->isAllowed());
        } else if (what == u"take over by tab") {
            open(waiting);
            tabTo(find<QPushButton>("composerAction"));
            key(Qt::Key_Space);
            WAIT(room()->chatPane()->composer()->isAllowed());
        } else if (what == u"send" || what == u"send by mouse" || what == u"send by tab") {
            open(demoMine);
            QTest::keyClicks(edit(), QStringLiteral("Hallo"));
            if (what == u"send")
                key(Qt::Key_Return);
            else if (what == u"send by mouse")
                click(find<QPushButton>("send"));
            else
                tabTo(find<QPushButton>("send")), key(Qt::Key_Space);
            WAIT(m_desk->sessions[demoMine].history.last().content == u"Hallo");
        } else if (what == u"send and next") {
            open(demoMine);
            QTest::keyClicks(edit(), QStringLiteral("Hallo"));
            key(Qt::Key_Return, Qt::ControlModifier);
            WAIT(m_app->chat().sessionName() != demoMine && m_app->chat().session());
        } else if (what == u"requeue" || what == u"release" || what == u"release by tab") {
            open(demoMine);
            if (what == u"requeue")
                key(Qt::Key_R, Qt::AltModifier);
            else if (what == u"release")
                key(Qt::Key_E, Qt::AltModifier);
            else
                tabTo(find<QPushButton>("release")), key(Qt::Key_Space);
            WAIT(m_desk->sessions[demoMine].status != SessionStatus::ManualLive);
            WAIT(!room()->chatPane()->composer()->isAllowed());
        } else if (what == u"cancel wait by tab") {
            open(waiting);
            tabTo(find<QPushButton>("cancelWait"));
            key(Qt::Key_Space);
            WAIT(m_desk->sessions[waiting].status == SessionStatus::BotActive);
        } else if (what == u"accept" || what == u"accept by tab") {
            open(demoMine);
            m_chats->offerToMe(tom, QStringLiteral("my shift ends"));
            WAIT(offer());
            if (what == u"accept")
                click(answer("questionFirst"));
            else
                tabTo(answer("questionFirst")), key(Qt::Key_Space);
            WAIT(m_app->chat().sessionName() == tom);
            WAIT(room()->chatPane()->composer()->isAllowed());
        } else if (what == u"accept the open one") {
            open(tom);
            m_chats->offerToMe(tom, QStringLiteral("my shift ends"));
            WAIT(offer());
            room()->list()->filters()->focusSearch();
            click(answer("questionFirst"));
            WAIT(room()->chatPane()->composer()->isAllowed());
            WAIT(!offer());
        } else if (what == u"decline by tab") {
            open(demoMine);
            m_chats->offerToMe(tom, QStringLiteral("busy"));
            WAIT(offer());
            tabTo(answer("questionOther"));
            key(Qt::Key_Space);
            WAIT(!offer());
        } else if (what == u"transfer asked by tab") {
            open(demoMine);
            tabTo(find<QPushButton>("transfer"));
            key(Qt::Key_Space);
            auto *agents = find<QListWidget>("transferAgents");
            WAIT(agents->isVisible() && agents->count() == 3);
            agents->item(0)->setSelected(true);
            find<QLineEdit>("transferReason")->setText(QStringLiteral("x"));
            click(find<QPushButton>("transferFormSave"));
            WAIT(m_chats->transfers.size() == 1);
            WAIT(!find<QWidget>("transferFormPage")->isVisible());
        } else if (what == u"page left") {
            open(demoMine);
            tabTo(find<QPushButton>("release"));
            key(Qt::Key_T, Qt::AltModifier);
            WAIT(find<QWidget>("transferFormPage")->isVisible());
            key(Qt::Key_Escape);
        } else if (what == u"page of another chat") {
            open(demoMine);
            key(Qt::Key_G, Qt::AltModifier);
            open(waiting);
        } else if (what == u"note left") {
            open(tom);
            key(Qt::Key_P, Qt::AltModifier);
            QVERIFY(find<ComposerEdit>("noteText")->hasFocus());
            key(Qt::Key_Escape);
        } else if (what == u"find left") {
            open(demoMine);
            key(Qt::Key_F, Qt::ControlModifier);
            key(Qt::Key_Escape);
        } else if (what == u"taken by another") {
            open(demoMine);
            SessionState &s = m_desk->sessions[demoMine];
            s.assignedAgent = AgentRef{QStringLiteral("agent_li"), QStringLiteral("客服小李")};
            ++s.version;
            m_desk->pushSummary(demoMine);
            WAIT(!room()->chatPane()->composer()->isAllowed());
        } else if (what == u"closed chat") {
            open(demoMine);
            key(Qt::Key_E, Qt::AltModifier | Qt::ShiftModifier);
            WAIT(!room()->chatPane()->composer()->isAllowed());
        } else if (what == u"left chat") {
            open(waiting);
            key(Qt::Key_Escape);
            WAIT(!m_app->chat().isOpen());
        } else if (what == u"room and back") {
            open(demoMine);
            click(find<QToolButton>("roomTickets"));
            click(find<QToolButton>("roomConversations"));
        } else if (what == u"other room") {
            open(demoMine);
            click(find<QToolButton>("roomTickets"));
        } else if (what == u"focus deleted") {
            open(demoMine);
            room()->showContext(true);
            auto *button = find<QToolButton>("editProfile");
            button->setFocus(Qt::TabFocusReason);
            QCOMPARE(focus(), button);
            m_desk->sessions[demoMine].userProfile.city = QStringLiteral("Bonn");
            ++m_desk->sessions[demoMine].version;
            m_app->chat().takeState(m_desk->sessions[demoMine]);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QCoreApplication::processEvents();
        } else if (what == u"narrow") {
            open(demoMine);
            room()->showContext(true);
            m_app->window().resize(800, 600);
        } else {
            QFAIL("no such action");
        }
    }

private slots:
    void init()
    {
        enter();
        m_app->window().resize(1700, 860); // room for all buttons
    }
    void cleanup() { leave(); }

    void whatIsTypedNextIsHarmless_data()
    {
        QTest::addColumn<Where>("where");
        for (const char *what :
             {"click mine", "click again", "take over", "take over by mouse", "take over by tab",
              "send", "send by mouse", "send by tab", "accept", "accept by tab",
              "accept the open one", "decline by tab", "transfer asked by tab", "page left",
              "find left", "room and back", "send and next"})
            QTest::newRow(what) << Composer;
        for (const char *what :
             {"click waiting", "next waiting", "alt down", "requeue", "release", "release by tab",
              "cancel wait by tab", "page of another chat", "note left", "taken by another",
              "closed chat", "left chat", "other room", "focus deleted"})
            QTest::newRow(what) << Elsewhere;
        QTest::newRow("narrow") << Composer;
    }
    void whatIsTypedNextIsHarmless()
    {
        QFETCH(Where, where);
        act(QString::fromLatin1(QTest::currentDataTag()));
        if (QTest::currentTestFailed())
            return;
        QCoreApplication::processEvents();
        QVERIFY2(focus(), "no key works any more");
        QVERIFY(!isFateful(focus()));
        if (where == Composer)
            QCOMPARE(focus()->objectName(), QStringLiteral("composerText"));
        const QString chat = m_app->chat().sessionName();
        const QString written = edit()->toPlainText();
        const QList<QByteArray> done = deeds(*m_desk);
        QTest::keyClicks(focus(), words);
        QCOMPARE(edit()->toPlainText(), where == Composer ? written + words : written);
        QCOMPARE(m_app->chat().sessionName(), chat);
        QTest::qWait(0);
        QCOMPARE(deeds(*m_desk), done);
    }

    /// Whoever asks for the focus below a page gets it when the page closes.
    void aPageKeepsTheKeys()
    {
        open(demoMine);
        key(Qt::Key_G, Qt::AltModifier);
        auto *page = find<QWidget>("tagPage");
        WAIT(page->isVisible());
        click(find<QToolButton>("roomTickets"));
        key(Qt::Key_L, Qt::AltModifier); // comes back, and the page is still there
        QVERIFY(page->isVisible());
        QVERIFY(page == focus() || page->isAncestorOf(focus()));
        key(Qt::Key_Escape);
        QVERIFY(!page->isVisible());
        QCOMPARE(focus(), edit());
        // The same for what the server answers meanwhile.
        open(waiting);
        m_app->chat().actions().act(ChatAction::TakeOver);
        key(Qt::Key_K, Qt::ControlModifier);
        WAIT(m_app->chat().actions().allowed(ChatAction::Reply).ok &&
             !m_app->chat().actions().isBusy(ChatAction::TakeOver));
        QCOMPARE(focus()->objectName(), QStringLiteral("paletteText"));
        key(Qt::Key_Escape);
        QCOMPARE(focus(), edit());
    }

    /// A page beside the chat closes when the server has answered; he may be elsewhere by then.
    void aPageThatClosesLateTakesNoKeys()
    {
        open(demoMine);
        emit room()->sections()->sectionChosen(Section::Mine);
        key(Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(focus()->objectName(), QStringLiteral("findText"));
        key(Qt::Key_T, Qt::AltModifier);
        auto *page = find<QWidget>("transferFormPage");
        WAIT(page->isVisible());
        clickRow(demoMine);
        QCOMPARE(focus(), edit());
        page->hide();
        QCOMPARE(focus(), edit());
    }

    /// A page in the history's place has nothing to read: it does not keep the keys from the text,
    /// however it got them.
    void anEmptyHistoryKeepsNoKeys()
    {
        const QString empty = QStringLiteral("session_empty");
        m_desk->add(empty, QStringLiteral("Neu"), SessionStatus::PendingManual);
        m_desk->pushSummary(empty);
        WAIT(m_app->desk().lists().find(empty));
        open(empty);
        auto *state = room()->chatPane()->findChild<StatePage *>();
        WAIT(focus() == state);
        key(Qt::Key_G, Qt::AltModifier);
        WAIT(find<QWidget>("tagPage")->isVisible());
        SessionState &session = m_desk->sessions[empty]; // it becomes mine below the page
        session.status = SessionStatus::ManualLive;
        session.assignedAgent = AgentRef{m_desk->agent.id, m_desk->agent.name};
        session.version += 1;
        m_desk->pushSummary(empty);
        WAIT(room()->chatPane()->composer()->isAllowed());
        key(Qt::Key_Escape);
        WAIT(focus() == edit());
        state->setFocus();
        QCOMPARE(focus(), edit());
    }

    /// Somebody's menu and another window had the keys: they do not come back to a button that
    /// decides about a customer. Its own menu leaves them where they were.
    void nobodyGivesTheKeysBackToFate()
    {
        open(demoMine);
        auto *more = find<QToolButton>("releaseMore");
        const auto before = deeds(*m_desk);
        tabTo(more);
        QMenu menu;
        menu.addAction(QStringLiteral("Online"));
        menu.popup(m_app->window().mapToGlobal(QPoint(10, 10)));
        WAIT(QApplication::activePopupWidget() == &menu);
        pressKey(menu, Qt::Key_Escape);
        WAIT(!QApplication::activePopupWidget());
        // Without a window manager nobody makes the window active again.
        const auto keys = [this] { return m_app->window().focusWidget(); };
        WAIT(keys() == edit());

        m_app->window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&m_app->window(), patience));
        tabTo(more);
        bool opened = false;
        QTimer escape; // the button waits for its menu
        connect(&escape, &QTimer::timeout, more, [&] {
            if (QApplication::activePopupWidget() != more->menu())
                return;
            opened = true;
            pressKey(*more->menu(), Qt::Key_Escape);
        });
        escape.start(10);
        key(Qt::Key_Space);
        WAIT(opened && !QApplication::activePopupWidget());
        QCoreApplication::processEvents();
        QCOMPARE(keys(), more);
        QCOMPARE(deeds(*m_desk), before);
    }

    /// Tab still goes on along the order.
    void tabGoesOn()
    {
        open(demoMine);
        QSet<QWidget *> seen;
        for (int i = 0; i < 150; ++i) {
            seen.insert(focus());
            key(Qt::Key_Tab);
        }
        QVERIFY(seen.contains(find<QPushButton>("requeue")));
        QVERIFY(seen.contains(find<QPushButton>("release")));
        QVERIFY(seen.size() > 12);
    }
};

QTEST_MAIN(TestFocus)
#include "tst_focus.moc"
