#include "tests/gui/demodata.h"
#include "tests/gui/shown.h"
#include "workbench/app/workbenchapp.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/toast.h"
#include "workbench/ui/conversations/chatpane.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/conversationsroom.h"
#include "workbench/ui/conversations/listpane.h"
#include "workbench/ui/conversations/sectionbar.h"
#include "workbench/ui/conversations/transcriptview.h"
#include "workbench/ui/login/loginpage.h"
#include "workbench/ui/main/connectionbanner.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace handoff;
using namespace handoff::test;

/// The real window against a desk made of plain data.
class TestDesk : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_place;
    std::unique_ptr<DemoDesk> m_desk;
    std::unique_ptr<WorkbenchApp> m_app;

    template<typename T>
    T *find(const char *name)
    {
        return m_app->window().findChild<T *>(QString::fromLatin1(name));
    }
    ConversationsRoom *room() { return m_app->window().desk()->conversations(); }
    SessionListModel *list(Section section) { return m_app->desk().lists().list(section); }
    QStringList order(Section section)
    {
        QStringList names;
        for (int i = 0; i < list(section)->rowCount(); ++i)
            names.append(list(section)->row(i)->session.sessionName);
        return names;
    }
    void signIn()
    {
        m_app->signIn().signIn(m_desk->url(), QStringLiteral("agent001"),
                               QStringLiteral("agent123"), false);
        WAIT(m_app->desk().connection() == EventStream::State::Live);
        WAIT(m_app->desk().lists().count(Section::Waiting) == 4);
        WAIT(list(Section::Mine)->rowCount() == 2);
    }
    void open(const QString &name)
    {
        room()->open(name);
        WAIT(m_app->chat().session() && !m_app->chat().isLoading());
    }

private slots:
    void init()
    {
        m_place = std::make_unique<QTemporaryDir>();
        m_desk = std::make_unique<DemoDesk>();
        fillDemo(*m_desk);
        WorkbenchApp::Options options;
        options.undoMs = 0; // ends at once
        options.server = m_desk->url();
        options.settingsFile = m_place->filePath(QStringLiteral("settings.ini"));
        options.dataFolder = m_place->path();
        m_app = std::make_unique<WorkbenchApp>(*qApp, options);
        m_app->language().use(QStringLiteral("en"));
        m_app->start();
        QVERIFY(QTest::qWaitForWindowActive(&m_app->window(), patience));
    }
    void cleanup()
    {
        m_app.reset();
        m_desk.reset();
    }

    void signInTellsWhatIsWrong_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("text");
        QTest::newRow("password") << QString() << QStringLiteral("wrong")
                                  << QStringLiteral("password is wrong");
        QTest::newRow("nothing typed") << QString() << QString() << QStringLiteral("Fill in");
        QTest::newRow("unreachable") << QStringLiteral("http://127.0.0.1:1") << QStringLiteral("x")
                                     << QStringLiteral("cannot be reached");
        QTest::newRow("no address") << QStringLiteral("http://") << QStringLiteral("x")
                                    << QStringLiteral("not a server address");
    }
    void signInTellsWhatIsWrong()
    {
        QFETCH(QString, server);
        QFETCH(QString, password);
        QFETCH(QString, text);
        if (!server.isEmpty())
            find<QLineEdit>("server")->setText(server);
        find<QLineEdit>("username")->setText(QStringLiteral("agent001"));
        find<QLineEdit>("password")->setText(password);
        QTest::mouseClick(find<QPushButton>("signIn"), Qt::LeftButton);
        auto *banner = find<Banner>("loginBanner");
        WAIT(banner->isVisible());
        QVERIFY2(banner->text().contains(text), qPrintable(banner->text()));
        QVERIFY(find<QWidget>("loginPage")->isVisible());
        QCOMPARE(find<QPushButton>("signIn")->text(), QStringLiteral("Sign in"));
    }

    void anOldWorkbenchIsLedToTheNewOne()
    {
        const auto least = std::make_shared<QByteArray>("99.1.0"); // it cannot work with this one
        m_desk->handlers.prepend(
            [least](const ScriptedServer::Request &request, QTcpSocket *socket) {
                if (request.path != "/api/version")
                    return false;
                socket->write(ScriptedServer::answer(
                    200, "{\"success\":true,\"data\":{\"server\":\"99.2.0\",\"contract\":1,"
                         "\"min_workbench\":\"" +
                             *least +
                             "\",\"workbench\":{\"latest\":\"99.2.0\",\"url\":\"https://"
                             "desk.example/get\"}}}"));
                return true;
            });
        find<QLineEdit>("username")->setText(QStringLiteral("agent001"));
        find<QLineEdit>("password")->setText(QStringLiteral("agent123"));
        QTest::mouseClick(find<QPushButton>("signIn"), Qt::LeftButton);
        auto *banner = find<Banner>("loginBanner");
        WAIT(banner->isVisible());
        QCOMPARE(banner->text(), QStringLiteral("This workbench is too old for the server. Install "
                                                "version 99.1.0 or newer."));
        QVERIFY(banner->findChild<QPushButton *>(QStringLiteral("bannerAction"))->isVisible());

        *least = "0.0.1"; // it can, and says that there is a newer one
        QTest::mouseClick(find<QPushButton>("signIn"), Qt::LeftButton);
        WAIT(find<QWidget>("deskPage") && find<QWidget>("deskPage")->isVisible());
        WAIT(m_app->window().findChild<Toast *>());
        QCOMPARE(m_app->window().findChild<Toast *>()->text(),
                 QStringLiteral("There is a newer workbench: 99.2.0."));
    }

    void signInOpensTheDesk()
    {
        find<QLineEdit>("username")->setText(QStringLiteral("agent001"));
        find<QLineEdit>("password")->setText(QStringLiteral("agent123"));
        QTest::keyClick(find<QLineEdit>("password"), Qt::Key_Return);
        WAIT(find<QWidget>("deskPage") && find<QWidget>("deskPage")->isVisible());
        WAIT(list(Section::Waiting)->rowCount() == 4);
        WAIT(find<QLabel>("connectionState")->text() == QStringLiteral("Connected"));
        QVERIFY(find<QLabel>("lastSynced")->text().startsWith(QStringLiteral("Last synced ")));
        QCOMPARE(find<QLabel>("queueCount")->text(), QStringLiteral("4 waiting"));
        QVERIFY(find<QLineEdit>("password")->text().isEmpty()); // not kept behind the desk
    }

    void languageAndThemeSwitchWhileWorking()
    {
        signIn();
        open(demoWaiting);
        const QString before = find<QPushButton>("composerAction")->text();
        QVERIFY(before.startsWith(QStringLiteral("Take over")) &&
                before.endsWith(QStringLiteral("Alt+A")));
        m_app->language().use(QStringLiteral("zh_CN"));
        WAIT(find<QPushButton>("composerAction")->text().startsWith(QStringLiteral("接入")));
        QCOMPARE(find<QLabel>("connectionState")->text(), QStringLiteral("已连接"));
        QVERIFY(find<QLineEdit>("search")->placeholderText().contains(QStringLiteral("搜索")));
        m_app->theme().setMode(ThemeMode::Dark);
        const QImage dark = m_app->window().grab().toImage();
        m_app->theme().setMode(ThemeMode::Light);
        QVERIFY(dark.pixelColor(2, 2).lightness() <
                m_app->window().grab().toImage().pixelColor(2, 2).lightness());
        m_app->language().use(QStringLiteral("en"));
        WAIT(find<QPushButton>("composerAction")->text() == before);
    }

    void rowsStandStillUnderThePointer()
    {
        signIn();
        QListView *view = room()->list()->view();
        const QStringList before = order(Section::Waiting);
        QEnterEvent enter(QPointF(20, 20), QPointF(20, 20), QPointF(20, 20));
        QCoreApplication::sendEvent(view->viewport(), &enter);

        SessionState &vip = m_desk->add(QStringLiteral("session_new"), QStringLiteral("New VIP"),
                                        SessionStatus::PendingManual);
        vip.userProfile.vip = true;
        vip.escalation = Escalation{
            EscalationReason::Vip, {}, Severity::High, Timestamp::now().plusSeconds(-600)};
        m_desk->pushSummary(vip.sessionName);
        auto *changes = find<QPushButton>("pendingChanges");
        WAIT(changes->isVisible());
        QCOMPARE(order(Section::Waiting), before);

        // What is clicked is what opens.
        const QModelIndex second = view->model()->index(1, 0);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, Qt::NoModifier,
                          view->visualRect(second).center());
        WAIT(m_app->chat().sessionName() == before.at(1));

        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(view->viewport(), &leave);
        WAIT(order(Section::Waiting).size() == 5);
        QVERIFY(!changes->isVisible());
        QCOMPARE(m_app->chat().sessionName(), before.at(1)); // still the same chat
    }

    void keysWalkTheList()
    {
        signIn();
        const QStringList names = order(Section::Waiting);
        QTest::keyClick(&m_app->window(), Qt::Key_F4);
        WAIT(m_app->chat().sessionName() == names.at(0));
        QTest::keyClick(&m_app->window(), Qt::Key_Down, Qt::AltModifier);
        WAIT(m_app->chat().sessionName() == names.at(1));
        QTest::keyClick(&m_app->window(), Qt::Key_Up, Qt::AltModifier);
        WAIT(m_app->chat().sessionName() == names.at(0));
        QTest::keyClick(&m_app->window(), Qt::Key_Question);
        WAIT(find<QWidget>("keysPage")->isVisible());
        QTest::keyClick(find<QWidget>("keysPage"), Qt::Key_Escape);
        WAIT(!find<QWidget>("keysPage")->isVisible());
    }

    void takeOverReplyAndRelease()
    {
        signIn();
        open(demoWaiting);
        QVERIFY(!find<QWidget>("composerText")->isVisible());
        WAIT(find<QPushButton>("composerAction")->isEnabled());
        QTest::keyClick(&m_app->window(), Qt::Key_A, Qt::AltModifier);
        auto *edit = find<ComposerEdit>("composerText");
        WAIT(edit->isVisible() && edit->hasFocus());
        QTest::keyClicks(edit, QStringLiteral("Bonjour Marie"));
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(edit->toPlainText().isEmpty());
        WAIT(m_desk->sessions[demoWaiting].history.last().content ==
             QStringLiteral("Bonjour Marie"));
        TranscriptModel *transcript = m_app->chat().transcript();
        WAIT(transcript->row(transcript->rowCount() - 1)->state == SendState::Stored);
        WAIT(list(Section::Mine)->rowOf(demoWaiting) >= 0);

        m_desk->say(demoWaiting, MessageRole::User, QStringLiteral("Merci !"), 0);
        m_desk->pushMessage(demoWaiting);
        WAIT(transcript->row(transcript->rowCount() - 1)->message.content ==
             QStringLiteral("Merci !"));
        QVERIFY(room()->chatPane()->transcript()->isAtBottom());

        QTest::keyClick(&m_app->window(), Qt::Key_E, Qt::AltModifier);
        WAIT(m_desk->sessions[demoWaiting].status == SessionStatus::BotActive);
        WAIT(!edit->isVisible());
        WAIT(find<QPushButton>("composerAction")->isVisible());
    }

    void refusedMessagesStayWithRetry()
    {
        signIn();
        open(demoMine);
        m_desk->refuseMessages = true;
        auto *edit = find<ComposerEdit>("composerText");
        WAIT(edit->isVisible());
        edit->setPlainText(QStringLiteral("lost?"));
        QTest::keyClick(edit, Qt::Key_Return);
        TranscriptModel *transcript = m_app->chat().transcript();
        WAIT(transcript->row(transcript->rowCount() - 1)->state == SendState::Failed);
        m_desk->refuseMessages = false;
        m_app->chat().writing().retry(transcript->row(transcript->rowCount() - 1)->clientMessageId);
        WAIT(transcript->row(transcript->rowCount() - 1)->state == SendState::Stored);
    }

    void aCutIsToldAndHealed()
    {
        signIn();
        open(demoMine);
        WAIT(m_app->desk().connection() == EventStream::State::Live);
        m_desk->cut(true);
        auto *banner = find<ConnectionBanner>("connectionBanner");
        WAIT(banner->isVisible());
        QVERIFY(find<QPushButton>("bannerAction"));
        auto *edit = find<ComposerEdit>("composerText");
        QVERIFY(edit->isVisible()); // one may go on writing
        edit->setPlainText(QStringLiteral("written offline"));
        QTest::keyClick(edit, Qt::Key_Return);
        TranscriptModel *transcript = m_app->chat().transcript();
        WAIT(transcript->row(transcript->rowCount() - 1)->state == SendState::Sending);
        m_desk->say(QStringLiteral("session_jan"), MessageRole::User,
                    QStringLiteral("while you were away"), 0);

        m_desk->cut(false);
        m_app->desk().retryNow();
        WAIT(!banner->isVisible());
        WAIT(transcript->row(transcript->rowCount() - 1)->state == SendState::Stored);
        int copies = 0;
        for (const Message &m : std::as_const(m_desk->sessions[demoMine].history))
            copies += m.content == QStringLiteral("written offline");
        QCOMPARE(copies, 1);
        WAIT(list(Section::Waiting)
                 ->find(QStringLiteral("session_jan"))
                 ->session.lastMessagePreview->content == QStringLiteral("while you were away"));
    }

    void draftsStayWithTheirChat()
    {
        signIn();
        open(demoMine);
        auto *edit = find<ComposerEdit>("composerText");
        WAIT(edit->isVisible());
        edit->setPlainText(QStringLiteral("half a sentence"));
        open(QStringLiteral("session_kate"));
        WAIT(edit->toPlainText().isEmpty());
        QCOMPARE(list(Section::Mine)->find(demoMine)->draft, QStringLiteral("half a sentence"));
        open(demoMine);
        QCOMPARE(edit->toPlainText(), QStringLiteral("half a sentence"));
    }

    void everythingFitsInASmallWindow()
    {
        signIn();
        open(demoMine);
        m_app->window().resize(1024, 640);
        QCoreApplication::processEvents();
        QCOMPARE(m_app->window().size(), QSize(1024, 640));
        for (const char *name :
             {"release", "requeue", "togglePanel", "send", "composerText", "search"}) {
            QWidget *widget = find<QWidget>(name);
            const QRect inWindow(widget->mapTo(&m_app->window(), QPoint(0, 0)), widget->size());
            QVERIFY2(m_app->window().rect().contains(inWindow) && widget->isVisible(), name);
        }
        QVERIFY(!room()->isContextShown());
        room()->showContext(true);
        QVERIFY(find<QWidget>("contextPanel")->isVisible());
        room()->back();
        QVERIFY(!room()->isContextShown());
    }

    void everyButtonHasAName()
    {
        signIn();
        open(demoMine);
        // Rooms are built when they are opened.
        for (const char *opener :
             {"roomConversations", "roomTickets", "roomStatistics", "roomAdmin"}) {
            auto *door = find<QAbstractButton>(opener);
            QVERIFY2(door, opener);
            door->click();
            const auto buttons = m_app->window().findChildren<QAbstractButton *>();
            for (const QAbstractButton *button : buttons) {
                if (!button->isVisible() || !button->text().isEmpty())
                    continue;
                const QByteArray name = button->objectName().toUtf8();
                if (button->parent()->inherits("QLineEdit") || name.startsWith("qt_"))
                    continue;
                QVERIFY2(!button->accessibleName().isEmpty(), name.constData());
            }
        }
        const QAbstractItemModel *rows = room()->list()->view()->model();
        const QString sentence = rows->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY(sentence.contains(QStringLiteral("Jan de Vries")));
        QVERIFY(sentence.contains(QStringLiteral("1 unread")));
        QVERIFY(sentence.contains(QStringLiteral("waiting ")));
    }
};

QTEST_MAIN(TestDesk)
#include "tst_desk.moc"
