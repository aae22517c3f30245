#include "tests/gui/chatdesk.h"
#include "workbench/ui/conversations/listpane.h"
#include "workbench/ui/conversations/sectionbar.h"
#include "workbench/ui/conversations/transcriptview.h"

#include <QClipboard>
#include <QComboBox>
#include <QListView>
#include <QMenu>

using namespace handoff;
using namespace handoff::test;

/// What an agent sees of chats and their list, in the real window.
class TestChatView : public QObject, private ChatDesk
{
    Q_OBJECT

private slots:
    void init() { enter(); }
    void cleanup() { leave(); }

    void findWalksThroughTheChat()
    {
        open(demoMine);
        key(Qt::Key_F, Qt::ControlModifier);
        auto *text = find<QLineEdit>("findText");
        WAIT(text->hasFocus());
        QTest::keyClicks(text, QStringLiteral("charger"));
        auto *count = find<QLabel>("findCount");
        const auto hits = room()->chatPane()->transcript()->rowsWith(QStringLiteral("charger"));
        QVERIFY(hits.size() >= 3);
        QCOMPARE(count->text(), QStringLiteral("%1 of %1").arg(hits.size()));
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(count->text(), QStringLiteral("%1 of %2").arg(hits.size() - 1).arg(hits.size()));
        QCOMPARE(room()->chatPane()->transcript()->selectedText().toLower(),
                 QStringLiteral("charger"));
        QTest::keyClick(text, Qt::Key_Escape);
        WAIT(!text->isVisible());
        QCOMPARE(m_app->chat().sessionName(), QString(demoMine));
    }

    void theCopiedTranscriptHasNoNotes()
    {
        m_chats->addNote(demoMine, QStringLiteral("agent002"), QStringLiteral("between us"), 700);
        open(demoMine);
        WAIT(rowOfKind(RowKind::Note) >= 0);
        key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.contains(QStringLiteral("Anna Schmidt: Great, ordered. Thank you!")));
        QVERIFY(!copied.contains(QStringLiteral("between us")));
    }

    void colleaguesAreSeen()
    {
        m_chats->viewers = {QStringLiteral("客服小李")};
        open(demoMine);
        auto *viewers = find<QWidget>("chatViewers");
        WAIT(viewers->isVisible());
        TypingEvent typing;
        typing.sessionName = demoMine;
        typing.who = {QStringLiteral("agent"), QStringLiteral("agent_other"),
                      QStringLiteral("客服小李")};
        typing.active = true;
        m_desk->push(eventtype::typing, json::toJson(typing));
        auto *line = find<QLabel>("customerTyping");
        WAIT(line->isVisible() && line->text().contains(QStringLiteral("客服小李")));
        auto *warning = find<Banner>("composerWarning");
        QVERIFY(!warning->isVisible());
        m_desk->say(demoMine, MessageRole::Agent, QStringLiteral("I have answered"), 0,
                    QStringLiteral("客服小李"));
        m_desk->pushMessage(demoMine);
        WAIT(warning->isVisible());
        QVERIFY(warning->text().contains(QStringLiteral("客服小李")));
        open(QStringLiteral("session_kate"));
        QVERIFY(!warning->isVisible());
    }

    void strangeThingsAreShownAsTheyAre()
    {
        SessionState &s = m_desk->add(QStringLiteral("session_odd"), QString(200, u'N'),
                                      SessionStatus::PendingManual);
        s.escalation = Escalation{EscalationReason::Manual, {}, Severity::Low, Timestamp::now()};
        const QStringList texts{
            QStringLiteral("<script>alert(1)</script><img src=x>"),
            QStringLiteral("[x](javascript:alert(1)) **") + QStringLiteral("> ").repeated(300),
            QStringLiteral("مرحبا، أين طلبي؟"),
            QStringLiteral("👩‍👩‍👧‍👦🚲🇩🇪"), QString(4000, u'字')};
        for (const QString &text : texts) {
            m_desk->say(s.sessionName, MessageRole::User, text, 60);
            m_desk->say(s.sessionName, MessageRole::Assistant, text, 50);
        }
        m_desk->pushSummary(s.sessionName);
        m_desk->push(QLatin1String("some_future_event"), "{\"type\":\"some_future_event\"}");
        WAIT(m_app->desk().lists().list(Section::Waiting)->rowOf(s.sessionName) >= 0);
        open(s.sessionName);
        const TranscriptModel *model = m_app->chat().transcript();
        WAIT(model->rowCount() >= 10);
        m_app->window().grab(); // laid out and painted
        const auto rows = room()->chatPane()->transcript()->rowsWith(QStringLiteral("<script>"));
        QCOMPARE(rows.size(), 2);
        room()->chatPane()->transcript()->showFound(rows.last(), QStringLiteral("<script>"));
        QCOMPARE(room()->chatPane()->transcript()->selectedText(), QStringLiteral("<script>"));
        // An unknown status of a newer server is text, not a crash.
        m_desk->push(eventtype::sessionUpdated,
                     QByteArray(json::toJson(SessionUpdatedEvent{eventtype::sessionUpdated,
                                                                 m_desk->summary(s.sessionName)}))
                         .replace("pending_manual", "on_the_moon"));
        WAIT(m_app->desk().connection() == EventStream::State::Live);
        room()->sections()->choose(Section::All);
        m_app->window().grab();
    }

    void filtersAskTheServerAndAreCleared()
    {
        room()->sections()->choose(Section::All);
        SessionListModel *list = m_app->desk().lists().list(Section::All);
        const int all = list->rowCount();
        QTest::mouseClick(find<QToolButton>("vipFilter"), Qt::LeftButton);
        WAIT(list->rowCount() > 0 && list->rowCount() < all);
        for (int i = 0; i < list->rowCount(); ++i)
            QVERIFY(list->row(i)->session.userProfile.vip);
        auto *tag = find<QComboBox>("tagFilter");
        tag->setCurrentIndex(tag->findData(QStringLiteral("tag_technical")));
        emit tag->activated(tag->currentIndex());
        WAIT(list->rowCount() == 0);
        auto *state = room()->list()->findChild<QPushButton *>(QStringLiteral("stateAction"));
        WAIT(state->isVisible());
        QTest::mouseClick(state, Qt::LeftButton);
        WAIT(list->rowCount() == all);
        QVERIFY(!find<QToolButton>("vipFilter")->isChecked());
    }

    void aRowsMenuActsWithoutOpening()
    {
        room()->sections()->choose(Section::Waiting);
        QListView *view = room()->list()->view();
        const QString name =
            view->model()->index(0, 0).data(SessionListModel::SessionNameRole).toString();
        emit view->customContextMenuRequested(
            view->visualRect(view->model()->index(0, 0)).center());
        auto *menu = find<QMenu>("rowMenu");
        WAIT(menu && menu->isVisible());
        QVERIFY(!menu->findChild<QAction *>(QStringLiteral("row_release"))->isEnabled());
        menu->findChild<QAction *>(QStringLiteral("row_takeOver"))->trigger();
        menu->close();
        WAIT(m_desk->sessions[name].status == SessionStatus::ManualLive);
        WAIT(m_app->desk().lists().list(Section::Mine)->rowOf(name) >= 0);
        QVERIFY(!m_app->chat().isOpen());
    }

    void theHeaderFitsItsPane_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("percent");
        QTest::newRow("wide") << 1900 << 100;
        QTest::newRow("usual") << 1360 << 100;
        QTest::newRow("narrow") << 1024 << 100;
        QTest::newRow("smallest") << 760 << 100;
        QTest::newRow("usual, text 150 %") << 1360 << 150;
        QTest::newRow("narrow, text 200 %") << 1024 << 200;
        QTest::newRow("smallest, text 200 %") << 760 << 200;
    }
    void theHeaderFitsItsPane()
    {
        QFETCH(int, width);
        QFETCH(int, percent);
        m_app->window().resize(width, 640);
        m_app->theme().setFontPercent(percent);
        for (const QLatin1String chat : {demoAi, demoWaiting, demoMine}) {
            m_chats->viewers.clear();
            if (chat == demoMine)
                m_chats->viewers = {QStringLiteral("客服小李")};
            open(chat);
            WAIT(find<QWidget>("chatViewers")->isVisible() == (chat == demoMine));
            const auto *status = find<QWidget>("chatStatus");
            // The first look may come before the parts have told the header their sizes.
            QTRY_VERIFY(percent > 100 || status->width() >= status->sizeHint().width());
            QList<QRect> places;
            for (QWidget *part :
                 find<QWidget>("chatHeader")->findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
                if (!part->isVisible() || part->isWindow())
                    continue;
                const QRect place = part->geometry();
                const QByteArray words = part->objectName().toUtf8();
                const char *name = words.constData();
                QVERIFY2(part->parentWidget()->rect().contains(place), name);
                QVERIFY2(place.height() >= part->minimumSizeHint().height(), name);
                QVERIFY2(place.width() >= part->minimumSizeHint().width(), name);
                for (const QRect &other : std::as_const(places))
                    QVERIFY2(!other.intersects(place), name);
                places.append(place);
            }
            QVERIFY(places.size() >= 4);                // name, state, menu, panel
            const auto *who = find<QLabel>("chatName"); // two letters name nobody
            QTRY_VERIFY(who->width() >=
                        qMin(who->sizeHint().width(), 6 * who->fontMetrics().averageCharWidth()));
        }
        if (percent == 100 && width > 1000) {
            const auto *name = find<QLabel>("chatName");
            QVERIFY(name->width() >= name->sizeHint().width());
            QCOMPARE(find<QPushButton>("release")->text(), QStringLiteral("Release"));
        }
        // What is no button is in the menu.
        auto *menu = find<QMenu>("chatMenuItems");
        emit menu->aboutToShow();
        QVERIFY(menu->findChild<QAction *>(QStringLiteral("menu_transfer"))->isEnabled());
        m_app->theme().setFontPercent(100);
    }

    void nothingIsCutWhenTheTextGrows()
    {
        open(demoMine);
        m_app->window().resize(1360, 820);
        for (const int percent : {150, 200, 100}) {
            m_app->theme().setFontPercent(percent);
            QCoreApplication::processEvents();
            for (QWidget *part : m_app->window().findChildren<QWidget *>()) {
                if (part->objectName().isEmpty())
                    continue; // Qt's own
                const bool control = qobject_cast<QLineEdit *>(part) ||
                                     qobject_cast<QComboBox *>(part) ||
                                     qobject_cast<QAbstractButton *>(part);
                if (control && part->isVisible())
                    QVERIFY2(
                        part->height() >= part->minimumSizeHint().height(),
                        qPrintable(QStringLiteral("%1 %2 in %3 at %4 %")
                                       .arg(QString::fromLatin1(part->metaObject()->className()),
                                            part->objectName(), part->parentWidget()->objectName())
                                       .arg(percent)));
            }
        }
    }

    /// What was measured with small text and hidden meanwhile is measured anew.
    void aSheetFitsItsTextWhenItIsShownAgain()
    {
        open(demoMine);
        m_app->window().resize(900, 640);
        key(Qt::Key_T, Qt::AltModifier);
        WAIT(find<QLineEdit>("transferReason")->isVisible());
        key(Qt::Key_Escape);
        m_app->theme().setFontPercent(200);
        key(Qt::Key_T, Qt::AltModifier);
        auto *reason = find<QLineEdit>("transferReason");
        WAIT(reason->isVisible());
        QTRY_VERIFY(reason->height() >= reason->minimumSizeHint().height());
        m_app->theme().setFontPercent(100);
    }

    void everythingFitsATinyWindow()
    {
        open(demoMine);
        m_app->window().resize(800, 560);
        QCoreApplication::processEvents();
        QVERIFY(!find<QWidget>("sectionBar")->isVisible());
        QVERIFY(find<QToolButton>("sectionMenu")->isVisible());
        for (const char *name : {"release", "chatMenu", "togglePanel", "send", "composerText"}) {
            QWidget *widget = find<QWidget>(name);
            const QRect inWindow(widget->mapTo(&m_app->window(), QPoint(0, 0)), widget->size());
            QVERIFY2(m_app->window().rect().contains(inWindow) && widget->isVisible(), name);
        }
    }
};

QTEST_MAIN(TestChatView)
#include "tst_chatview.moc"
