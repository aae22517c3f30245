#include "tests/contract/testserver.h"
#include "tests/gui/shown.h"
#include "workbench/app/workbenchapp.h"
#include "workbench/models/palettemodel.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/main/attention.h"
#include "workbench/ui/main/palette.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeEdit>
#include <QToolButton>

using namespace handoff;
using handoff::test::HttpClient;
using handoff::test::patience;
using handoff::test::TestServer;

/// What lies around the rooms: palette, notifications, preferences, the own account; the real
/// window against the real server.
class TestWindow : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<QTemporaryDir> m_place;
    std::unique_ptr<WorkbenchApp> m_app;

    template<typename T>
    T *find(const char *name)
    {
        return m_app->window().findChild<T *>(QString::fromLatin1(name));
    }
    WorkbenchApp::Options options()
    {
        WorkbenchApp::Options options;
        options.undoMs = 0; // ends at once
        options.server = QStringLiteral("http://127.0.0.1:%1").arg(m_server->port());
        options.settingsFile = m_place->filePath(QStringLiteral("settings.ini"));
        options.dataFolder = m_place->path();
        return options;
    }
    void start()
    {
        m_app = std::make_unique<WorkbenchApp>(*qApp, options());
        m_app->language().use(QStringLiteral("en"));
        m_app->start();
        QVERIFY(QTest::qWaitForWindowActive(&m_app->window(), patience));
        m_app->signIn().signIn(options().server, QStringLiteral("agent001"),
                               QStringLiteral("agent123"), false);
        WAIT(m_app->desk().connection() == EventStream::State::Live);
        WAIT(!m_app->desk().lists().isLoading(Section::Waiting));
    }
    void post(const QByteArray &path, const QByteArray &body, const QByteArray &token = {})
    {
        HttpClient client = m_server->client();
        if (!token.isEmpty())
            client.setToken(token);
        const auto answer = client.post(path, body);
        QVERIFY2(answer.status == 200, answer.body.constData());
    }
    void wantsPerson(const QByteArray &name)
    {
        post("/api/manual/escalate", R"({"session_name":")" + name + R"("})");
    }

private slots:
    void init()
    {
        m_server = std::make_unique<TestServer>();
        m_place = std::make_unique<QTemporaryDir>();
    }
    void cleanup()
    {
        m_app.reset();
        m_server.reset();
    }

    void paletteFindsCommands()
    {
        start();
        QTest::keyClick(&m_app->window(), Qt::Key_K, Qt::ControlModifier);
        auto *palette = find<Palette>("palette");
        WAIT(palette->isVisible());
        auto *edit = find<QLineEdit>("paletteText");
        WAIT(edit->hasFocus());
        QAbstractItemModel *rows = find<QListView>("paletteList")->model();
        const QAbstractItemModelTester tester(rows);
        const int all = rows->rowCount();
        QVERIFY(all >= 10);
        QTest::keyClicks(edit, QStringLiteral("prefer"));
        QCOMPARE(rows->rowCount(), 2); // and a search for it in everything
        // What cannot be done now says why and does nothing.
        edit->setText(QStringLiteral("take over"));
        QCOMPARE(rows->rowCount(), 2);
        QCOMPARE(rows->index(0, 0).data(PaletteModel::RefusedRole).toString(),
                 QStringLiteral("No chat is open"));
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(palette->isVisible());
        edit->setText(QStringLiteral("preferences"));
        QTest::keyClick(edit, Qt::Key_Return);
        WAIT(find<QWidget>("preferencesPage")->isVisible());
        QVERIFY(!palette->isVisible());
        QTest::keyClick(find<QWidget>("preferencesPage"), Qt::Key_Escape);
        QVERIFY(!find<QWidget>("preferencesPage")->isVisible());
    }

    void paletteFindsChats()
    {
        wantsPerson("客户_甲");
        wantsPerson("someone_else");
        start();
        WAIT(m_app->desk().lists().count(Section::Waiting) == 2);
        m_app->window().desk()->run(QStringLiteral("palette"));
        auto *edit = find<QLineEdit>("paletteText");
        const QAbstractItemModel *rows = find<QListView>("paletteList")->model();
        edit->setText(QStringLiteral("甲"));
        WAIT(rows->rowCount() == 2);
        QCOMPARE(rows->index(0, 0).data(PaletteModel::KindRole).toInt(),
                 static_cast<int>(PaletteRow::Kind::Chat));
        QTest::keyClick(edit, Qt::Key_Return);
        WAIT(m_app->chat().session() && m_app->chat().sessionName() == QStringLiteral("客户_甲"));
    }

    /// Tab walks inside the card, and the focus comes back when it closes.
    void overlaysKeepTheFocus()
    {
        start();
        auto *before = find<QListView>("sessionList");
        if (before && before->isVisible())
            before->setFocus();
        QWidget *had = m_app->window().focusWidget();
        m_app->window().desk()->showPreferences();
        auto *page = find<QWidget>("preferencesPage");
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(m_app->window().focusWidget(), Qt::Key_Tab);
            QVERIFY(page->isAncestorOf(m_app->window().focusWidget()));
        }
        QTest::keyClick(page, Qt::Key_Escape);
        QVERIFY(!page->isVisible());
        QCOMPARE(m_app->window().focusWidget(), had);
    }

    void whoWaitsIsTold()
    {
        wantsPerson("was_there_before");
        start();
        WAIT(m_app->desk().lists().count(Section::Waiting) == 1);
        QSignalSpy told(&m_app->notifier(), &Notifier::noticed);
        wantsPerson("comes_now");
        WAIT(told.count() == 1);
        const auto notice = told.at(0).at(0).value<Notice>();
        QCOMPARE(notice.kind, NoticeKind::Waiting);
        QCOMPARE(notice.sessionName, QStringLiteral("comes_now"));
        QVERIFY(notice.show && notice.sound);
        QCOMPARE(m_app->notifier().attention(), 1);
        // The number outside the window is the number beside the section.
        WAIT(m_app->window().desk()->attention()->shownCount() == 2);
        QVERIFY(
            m_app->window().desk()->attention()->toolTip().contains(QStringLiteral("2 waiting")));
        m_app->window().desk()->openChat(QStringLiteral("comes_now"));
        WAIT(m_app->notifier().attention() == 0);
    }

    void aColleagueTakesCareOfIt()
    {
        start();
        wantsPerson("short_wait");
        WAIT(m_app->notifier().attention() == 1);
        const QByteArray other = m_server->login("agent002", "agent123");
        post("/api/sessions/short_wait/takeover", "{}", other);
        WAIT(m_app->notifier().attention() == 0);
    }

    void repliesInMyChatsAreTold()
    {
        wantsPerson("mine");
        start();
        const QByteArray token = m_server->login("agent001", "agent123");
        post("/api/sessions/mine/takeover", "{}", token);
        WAIT(m_app->desk().lists().count(Section::Mine) == 1 &&
             m_app->desk().lists().list(Section::Mine)->rowCount() == 1);
        QSignalSpy told(&m_app->notifier(), &Notifier::noticed);
        post("/api/manual/messages", R"({"session_name":"mine","role":"user","content":"在吗？"})");
        WAIT(told.count() == 1);
        const auto notice = told.at(0).at(0).value<Notice>();
        QCOMPARE(notice.kind, NoticeKind::Reply);
        QCOMPARE(notice.text, QStringLiteral("在吗？"));
        // What the agent himself says is no news.
        post("/api/manual/messages", R"({"session_name":"mine","role":"agent","content":"在"})",
             token);
        // Nor is what he is reading right now.
        m_app->window().desk()->openChat(QStringLiteral("mine"));
        WAIT(m_app->chat().session() && m_app->chat().isWatching());
        post("/api/manual/messages", R"({"session_name":"mine","role":"user","content":"ok"})");
        WAIT(m_app->chat().transcript()->rowCount() >= 4);
        QCOMPARE(told.count(), 1);
    }

    void rulesDecide_data()
    {
        QTest::addColumn<bool>("show");
        QTest::addColumn<bool>("sound");
        QTest::addColumn<bool>("quiet");
        QTest::addColumn<bool>("presented");
        QTest::newRow("all") << true << true << false << true;
        QTest::newRow("silent") << true << false << false << true;
        QTest::newRow("sound only") << false << true << false << true;
        QTest::newRow("off") << false << false << false << false;
        QTest::newRow("quiet hours") << true << true << true << false;
    }
    void rulesDecide()
    {
        QFETCH(bool, show);
        QFETCH(bool, sound);
        QFETCH(bool, quiet);
        QFETCH(bool, presented);
        start();
        NotificationRules rules;
        rules.of(NoticeKind::Waiting) = {show, sound};
        rules.quiet = quiet;
        const QTime now = QTime::currentTime();
        rules.quietFrom = now.addSecs(-3600);
        rules.quietTo = now.addSecs(3600);
        m_app->notifier().setRules(rules);
        QSignalSpy told(m_app->window().desk()->attention(), &Attention::presented);
        QSignalSpy noticed(&m_app->notifier(), &Notifier::noticed);
        wantsPerson("waits");
        WAIT(noticed.count() == 1);
        QCOMPARE(told.count(), presented ? 1 : 0);
        if (presented) {
            const auto notice = told.at(0).at(0).value<Notice>();
            QCOMPARE(notice.show, show);
            QCOMPARE(notice.sound, sound);
        }
        QCOMPARE(m_app->notifier().attention(), 1); // counted all the same
    }

    void quietHoursMaySpanMidnight()
    {
        NotificationRules rules;
        rules.quiet = true;
        rules.quietFrom = QTime(22, 0);
        rules.quietTo = QTime(8, 0);
        QVERIFY(rules.isQuiet(QTime(22, 0)));
        QVERIFY(rules.isQuiet(QTime(3, 0)));
        QVERIFY(!rules.isQuiet(QTime(8, 0)));
        QVERIFY(!rules.isQuiet(QTime(12, 0)));
        rules.quietFrom = QTime(12, 0);
        rules.quietTo = QTime(13, 0);
        QVERIFY(rules.isQuiet(QTime(12, 59)));
        QVERIFY(!rules.isQuiet(QTime(13, 0)));
        rules.quiet = false;
        QVERIFY(!rules.isQuiet(QTime(12, 30)));
    }

    void preferencesHoldAtOnceAndAreKept()
    {
        start();
        m_app->window().desk()->showPreferences();
        const auto choose = [this](const char *name, int index) {
            auto *box = find<QComboBox>(name);
            box->setCurrentIndex(index);
            emit box->activated(index);
        };
        const int font = m_app->theme().font(TextStyle::Body).pixelSize();
        const int row = m_app->theme().rowHeight();
        choose("prefFont", 4);
        QVERIFY(m_app->theme().font(TextStyle::Body).pixelSize() > font);
        choose("prefFont", 1);
        QCOMPARE(m_app->theme().font(TextStyle::Body).pixelSize(), font);
        choose("prefDensity", 1);
        QVERIFY(m_app->theme().rowHeight() < row);
        choose("prefTheme", 2);
        QVERIFY(m_app->theme().isDark());
        choose("prefSend", 1);
        QVERIFY(!m_app->preferences().enterSends());
        choose("prefLanguage", 1);
        WAIT(m_app->language().code() == QStringLiteral("zh_CN") ||
             m_app->language().code() == QStringLiteral("en"));
        find<QAbstractButton>("preferencesTab1")->click();
        find<QAbstractButton>("noticeSound0")->click();
        find<QAbstractButton>("quietHours")->click();
        find<QTimeEdit>("quietFrom")->setTime(QTime(21, 30));
        const NotificationRules rules = m_app->notifier().rules();
        QVERIFY(!rules.of(NoticeKind::Waiting).sound);
        QVERIFY(rules.quiet);
        QCOMPARE(rules.quietFrom, QTime(21, 30));
        QSignalSpy told(m_app->window().desk()->attention(), &Attention::presented);
        for (size_t i = 0; i < allNoticeKinds.size(); ++i)
            find<QToolButton>(qPrintable(QStringLiteral("noticeTest%1").arg(i)))->click();
        QCOMPARE(told.count(),
                 static_cast<qsizetype>(allNoticeKinds.size())); // even in quiet hours

        m_app.reset(); // the next start has them all
        m_app = std::make_unique<WorkbenchApp>(*qApp, options());
        QCOMPARE(m_app->notifier().rules(), rules);
        QVERIFY(m_app->theme().isDark());
        QVERIFY(m_app->theme().rowHeight() < row);
        m_app->theme().setMode(ThemeMode::Light);
        m_app->theme().setCompact(false);
    }

    void profileAndPassword()
    {
        start();
        m_app->window().desk()->run(QStringLiteral("account"));
        auto *banner = find<Banner>("accountBanner");
        QCOMPARE(find<QLineEdit>("accountName")->text(), m_app->desk().me().name);
        find<QLineEdit>("accountName")->setText(QStringLiteral("小王 Wang"));
        find<QPushButton>("accountSave")->click();
        WAIT(banner->isVisible());
        QCOMPARE(m_app->desk().me().name, QStringLiteral("小王 Wang"));

        const auto type = [this](const char *old, const char *fresh, const char *again) {
            find<QLineEdit>("oldPassword")->setText(QString::fromLatin1(old));
            find<QLineEdit>("newPassword")->setText(QString::fromLatin1(fresh));
            find<QLineEdit>("againPassword")->setText(QString::fromLatin1(again));
            find<QPushButton>("changePassword")->click();
        };
        QVERIFY(!find<QPushButton>("changePassword")->isEnabled());
        type("agent123", "newpass123", "newpass124");
        QVERIFY(banner->text().contains(QStringLiteral("not repeated alike")));
        type("wrong", "newpass123", "newpass123");
        WAIT(banner->text().contains(QStringLiteral("旧密码不正确")));
        type("agent123", "short", "short");
        WAIT(banner->text().contains(QStringLiteral("at least 8 characters")));
        type("agent123", "newpass123", "newpass123");
        WAIT(banner->text().contains(QStringLiteral("changed")));
        QVERIFY(find<QLineEdit>("oldPassword")->text().isEmpty());
        QVERIFY(!m_server->login("agent001", "newpass123").isEmpty());
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
