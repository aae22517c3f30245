#include "tests/gui/demochats.h"
#include "tests/gui/demodata.h"
#include "workbench/app/workbenchapp.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/conversations/chatpane.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/contextpanel.h"
#include "workbench/ui/conversations/conversationsroom.h"
#include "workbench/ui/conversations/listpane.h"
#include "workbench/ui/conversations/sectionbar.h"
#include "workbench/ui/conversations/transcriptview.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace handoff;
using namespace handoff::test;

namespace {
constexpr int patience = 60000; ///< ms; slow machines and sanitizers
} // namespace

#define WAIT(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, patience)

/// The agent's daily work in the real window, against a desk made of plain data.
class TestChatWork : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_place;
    std::unique_ptr<DemoDesk> m_desk;
    std::unique_ptr<DemoChats> m_chats;
    std::unique_ptr<WorkbenchApp> m_app;

    template<typename T>
    T *find(const QString &name)
    {
        return m_app->window().findChild<T *>(name);
    }
    template<typename T>
    T *find(const char *name)
    {
        return find<T>(QString::fromLatin1(name));
    }
    ConversationsRoom *room() { return m_app->window().conversations(); }
    ComposerEdit *edit() { return find<ComposerEdit>("composerText"); }
    QListWidget *suggestions() { return find<QListWidget>("completionItems"); }
    bool suggesting()
    {
        auto *list = find<QWidget>("completionList");
        return list && list->isVisible();
    }
    void open(const QString &name)
    {
        room()->open(name);
        WAIT(m_app->chat().session() && !m_app->chat().isLoading());
    }
    void key(Qt::Key key, Qt::KeyboardModifiers held)
    {
        QTest::keyClick(&m_app->window(), key, held);
    }
    int rowOfKind(RowKind kind)
    {
        const TranscriptModel *model = m_app->chat().transcript();
        for (int i = model->rowCount() - 1; i >= 0; --i) {
            if (model->row(i)->kind == kind)
                return i;
        }
        return -1;
    }

private slots:
    void init()
    {
        m_place = std::make_unique<QTemporaryDir>();
        m_desk = std::make_unique<DemoDesk>();
        m_chats = std::make_unique<DemoChats>(*m_desk);
        fillDemo(*m_desk);
        fillChats(*m_chats);
        WorkbenchApp::Options options;
        options.server = m_desk->url();
        options.settingsFile = m_place->filePath(QStringLiteral("settings.ini"));
        options.dataFolder = m_place->path();
        m_app = std::make_unique<WorkbenchApp>(*qApp, options);
        m_app->language().use(QStringLiteral("en"));
        m_app->start();
        QVERIFY(QTest::qWaitForWindowActive(&m_app->window(), patience));
        m_app->signIn().signIn(m_desk->url(), QStringLiteral("agent001"),
                               QStringLiteral("agent123"), false);
        WAIT(m_app->desk().connection() == EventStream::State::Live);
        WAIT(m_app->desk().count(Section::Waiting) == 4);
        WAIT(m_app->catalog().quickReplies()->total() == 5 && m_app->catalog().tags().size() == 6);
        WAIT(m_app->catalog().agents().size() == 4);
    }
    void cleanup()
    {
        m_app.reset();
        m_chats.reset();
        m_desk.reset();
    }

    // ---- quick replies

    void slashFindsQuickRepliesByInitials()
    {
        open(demoMine);
        WAIT(edit()->isVisible());
        edit()->setFocus();
        QTest::keyClicks(edit(), QStringLiteral("Hello /tk"));
        WAIT(suggesting());
        QCOMPARE(suggestions()->currentItem()->text(), QStringLiteral("退款流程"));
        QTest::keyClick(edit(), Qt::Key_Return); // chooses, does not send
        QCOMPARE(edit()->toPlainText(),
                 QStringLiteral("Hello 退款会在 3–5 个工作日内原路退回，请您放心。"));
        QVERIFY(!suggesting());
        const QString id = m_chats->replies.at(3).id;
        WAIT(m_chats->replies.at(3).usageCount == 18);
        WAIT(m_app->catalog().quickReplies()->find(id)->usageCount == 18);
        // Nothing fits: the list is gone and Enter sends.
        edit()->setPlainText(QString());
        QTest::keyClicks(edit(), QStringLiteral("ok /zzzz"));
        QVERIFY(!suggesting());
        QTest::keyClick(edit(), Qt::Key_Return);
        WAIT(m_desk->sessions[demoMine].history.last().content == QStringLiteral("ok /zzzz"));
    }

    void quickRepliesFillWhatIsKnown()
    {
        open(demoMine);
        WAIT(edit()->isVisible());
        edit()->setFocus();
        QTest::keyClick(edit(), Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(edit()->toPlainText(),
                 QStringLiteral("您好 Anna Schmidt，我是 客服小王，很高兴为您服务。"));
        edit()->clear();
        QTest::keyClick(edit(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(edit()->textCursor().selectedText(), QStringLiteral("{order_number}"));
        QTest::keyClicks(edit(), QStringLiteral("FD-1"));
        QTest::keyClick(edit(), Qt::Key_Tab);
        QCOMPARE(edit()->textCursor().selectedText(), QStringLiteral("{days}"));
    }

    void thePanelIsSortedByUseAndSearches()
    {
        open(demoMine);
        WAIT(edit()->isVisible());
        QTest::mouseClick(find<QToolButton>("quickReplies"), Qt::LeftButton);
        WAIT(suggesting());
        QCOMPARE(suggestions()->item(0)->text(), QStringLiteral("问候"));
        QCOMPARE(suggestions()->item(4)->text(), QStringLiteral("Warranty"));
        auto *search = find<QLineEdit>("completionSearch");
        WAIT(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("fhsj"));
        WAIT(suggestions()->count() == 1);
        QCOMPARE(suggestions()->item(0)->text(), QStringLiteral("发货时间"));
        QTest::keyClick(search, Qt::Key_Return);
        WAIT(edit()->hasFocus() && !suggesting());
        QVERIFY(edit()->toPlainText().startsWith(QStringLiteral("您的订单")));
        QTest::keyClick(edit(), Qt::Key_M, Qt::ControlModifier);
        WAIT(suggesting());
        QTest::keyClick(search, Qt::Key_Escape);
        WAIT(!suggesting() && edit()->hasFocus());
        QCOMPARE(m_app->chat().sessionName(), QString(demoMine)); // Esc went one level only
    }

    void aChoiceWhileComposingIsNotMade()
    {
        open(demoMine);
        WAIT(edit()->isVisible());
        edit()->setFocus();
        QTest::keyClicks(edit(), QStringLiteral("/"));
        WAIT(suggesting());
        QInputMethodEvent preedit(QStringLiteral("tuikuan"), {});
        QCoreApplication::sendEvent(edit(), &preedit);
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(edit()->toPlainText(), QStringLiteral("/"));
        QInputMethodEvent commit;
        commit.setCommitString(QStringLiteral("退款"));
        QCoreApplication::sendEvent(edit(), &commit);
        WAIT(suggesting() && suggestions()->count() == 1);
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(edit()->toPlainText().startsWith(QStringLiteral("退款会在")));
    }

    // ---- notes

    void notesStandInTheChatAndInTheirTab()
    {
        m_chats->addNote(demoMine, QStringLiteral("agent002"), QStringLiteral("Check the invoice"),
                         700);
        open(demoMine);
        WAIT(rowOfKind(RowKind::Note) >= 0);
        QVERIFY(rowOfKind(RowKind::HandOver) >= 0);
        QVERIFY(rowOfKind(RowKind::HandOver) < rowOfKind(RowKind::Note)); // by time
        key(Qt::Key_P, Qt::AltModifier);
        auto *note = find<ComposerEdit>("noteText");
        WAIT(note->hasFocus());
        QTest::keyClicks(note, QStringLiteral("Ask @ch"));
        WAIT(suggesting());
        QTest::keyClick(note, Qt::Key_Tab);
        QCOMPARE(note->toPlainText(), QStringLiteral("Ask @chen "));
        QTest::keyClicks(note, QStringLiteral("about it"));
        QTest::keyClick(note, Qt::Key_Return);
        WAIT(m_chats->notes[demoMine].size() == 2);
        QCOMPARE(m_chats->notes[demoMine].last().mentions, QStringList{QStringLiteral("chen")});
        WAIT(note->toPlainText().isEmpty());
        QVERIFY(m_app->chat().noteDraft().isEmpty());
        WAIT(m_app->context().notes().size() == 2);

        room()->showContext(true);
        room()->context()->showTab(ContextPanel::Notes);
        const QString mine = m_chats->notes[demoMine].last().id;
        auto *card = find<QFrame>(QStringLiteral("noteCard_") + mine);
        QVERIFY(card && card->isVisible());
        auto *other =
            find<QFrame>(QStringLiteral("noteCard_") + m_chats->notes[demoMine].first().id);
        QVERIFY(!other->findChild<QToolButton *>(QStringLiteral("editNote"))); // not mine
        QTest::mouseClick(card->findChild<QToolButton *>(QStringLiteral("editNote")),
                          Qt::LeftButton);
        auto *text = find<QPlainTextEdit>("noteFormText");
        WAIT(text->isVisible());
        text->setPlainText(QStringLiteral("Asked already"));
        QTest::mouseClick(find<QPushButton>("noteFormSave"), Qt::LeftButton);
        WAIT(m_chats->notes[demoMine].last().content == QStringLiteral("Asked already"));
        WAIT(!text->isVisible());
        card = find<QFrame>(QStringLiteral("noteCard_") + mine);
        QTest::mouseClick(card->findChild<QToolButton *>(QStringLiteral("deleteNote")),
                          Qt::LeftButton);
        auto *confirm = find<Banner>("confirmBar");
        WAIT(confirm->isVisible());
        QCOMPARE(m_chats->notes[demoMine].size(), 2); // asked first
        QTest::mouseClick(confirm->findChild<QPushButton *>(QStringLiteral("bannerAction")),
                          Qt::LeftButton);
        WAIT(m_chats->notes[demoMine].size() == 1);
        WAIT(m_app->context().notes().size() == 1);
    }

    void aNoteThatFailsIsNotLost()
    {
        open(demoMine);
        key(Qt::Key_P, Qt::AltModifier);
        auto *note = find<ComposerEdit>("noteText");
        m_chats->refuseNotes = true;
        QTest::keyClicks(note, QStringLiteral("precious"));
        QTest::keyClick(note, Qt::Key_Return);
        auto *banner = find<Banner>("chatBanner");
        WAIT(banner->isVisible());
        QCOMPARE(note->toPlainText(), QStringLiteral("precious"));
        open(QStringLiteral("session_kate"));
        QVERIFY(note->toPlainText().isEmpty());
        open(demoMine);
        QCOMPARE(note->toPlainText(), QStringLiteral("precious"));
    }

    void draftsNeverMoveToAnotherChat()
    {
        open(demoMine);
        const QStringList names{demoMine, QStringLiteral("session_kate")};
        for (int i = 0; i < 30; ++i) { // faster than any answer
            const QString &name = names.at(i % 2);
            room()->open(name);
            QCOMPARE(edit()->toPlainText(), m_app->chat().draft());
            edit()->setPlainText(QStringLiteral("%1 %2").arg(name).arg(i));
        }
        WAIT(!m_app->chat().isLoading());
        for (const QString &name : names) {
            room()->open(name);
            QVERIFY(edit()->toPlainText().startsWith(name));
        }
    }

    // ---- actions

    void transferIsOfferedAndAnswered()
    {
        open(demoMine);
        key(Qt::Key_T, Qt::AltModifier);
        auto *agents = find<QListWidget>("transferAgents");
        WAIT(agents->isVisible() && agents->count() == 3); // not to myself
        QTest::mouseClick(find<QPushButton>("transferFormSave"), Qt::LeftButton);
        QVERIFY(m_chats->transfers.isEmpty()); // nobody is chosen, no reason is given
        agents->item(0)->setSelected(true);
        find<QLineEdit>("transferReason")->setText(QStringLiteral("knows the warehouse"));
        QTest::mouseClick(find<QPushButton>("transferFormSave"), Qt::LeftButton);
        WAIT(m_chats->transfers.size() == 1);
        auto *offer = find<Banner>("transferOffer");
        WAIT(offer->isVisible());
        QVERIFY(offer->text().contains(QStringLiteral("客服小李")));
        auto *button = find<QPushButton>("transfer");
        WAIT(!button->isEnabled());
        QVERIFY(button->toolTip().contains(QStringLiteral("asked already")));
        m_chats->answerMine(TransferStatus::Declined);
        auto *result = find<Banner>("transferResult");
        WAIT(result->isVisible());
        QVERIFY(result->text().contains(QStringLiteral("stays with you")));
        WAIT(!offer->isVisible());
        WAIT(button->isEnabled());
    }

    void anOfferIsAcceptedFromTheBanner()
    {
        m_chats->offerToMe(QStringLiteral("session_tom"), QStringLiteral("my shift ends"));
        auto *banner = find<Banner>("transferBanner");
        WAIT(banner->isVisible());
        QVERIFY(banner->text().contains(QStringLiteral("Tom O'Brien")));
        QVERIFY(banner->text().contains(QStringLiteral("my shift ends")));
        QTest::mouseClick(banner->findChild<QPushButton *>(QStringLiteral("bannerAction")),
                          Qt::LeftButton);
        WAIT(m_app->chat().sessionName() == QStringLiteral("session_tom"));
        WAIT(!banner->isVisible());
        WAIT(m_app->desk().list(Section::Mine)->rowOf(QStringLiteral("session_tom")) >= 0);
    }

    void anOfferIsDeclinedOrForgotten()
    {
        m_chats->offerToMe(QStringLiteral("session_tom"), QStringLiteral("busy"));
        auto *banner = find<Banner>("transferBanner");
        WAIT(banner->isVisible());
        QTest::mouseClick(banner->findChild<QPushButton *>(QStringLiteral("bannerOther")),
                          Qt::LeftButton);
        WAIT(m_chats->transfers.last().status == TransferStatus::Declined);
        WAIT(!banner->isVisible());
        m_chats->offerToMe(QStringLiteral("session_tom"), QStringLiteral("again"), -60);
        WAIT(!banner->isVisible()); // expired long ago
    }

    void tagsAreTickedSearchedAndMade()
    {
        open(QStringLiteral("session_kate"));
        key(Qt::Key_G, Qt::AltModifier);
        auto *search = find<QLineEdit>("tagSearch");
        WAIT(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("VIP"));
        auto *list = find<QListWidget>("tagList");
        QCOMPARE(list->count(), 1);
        QTest::keyClick(search, Qt::Key_Return);
        WAIT(m_app->chat().session()->tags.size() == 1);
        WAIT(find<QListWidget>("tagList")->item(0)->checkState() == Qt::Checked);
        search->setText(QStringLiteral("brake"));
        QCOMPARE(list->count(), 1); // the row that makes it
        QTest::keyClick(search, Qt::Key_Return);
        WAIT(m_app->chat().session()->tags.size() == 2);
        QTest::keyClick(search, Qt::Key_Escape);
        room()->showContext(true);
        QWidget *label = find<QWidget>("tag_tag_vip");
        WAIT(label && label->isVisible());
        QTest::mouseClick(find<QToolButton>("removeTag_tag_vip"), Qt::LeftButton);
        WAIT(m_app->chat().session()->tags.size() == 1);
        QCOMPARE(m_app->chat().session()->tags.first().name, QStringLiteral("brake"));
    }

    void aTicketComesFromTheChat()
    {
        open(demoMine);
        key(Qt::Key_N, Qt::AltModifier);
        auto *page = find<QWidget>("ticketFromChatPage");
        WAIT(page->isVisible());
        auto *form = page->findChild<FormPanel *>();
        QTest::mouseClick(form->saveButton(), Qt::LeftButton);
        WAIT(m_chats->tickets.contains(demoMine));
        WAIT(!page->isVisible());
        room()->showContext(true);
        room()->context()->showTab(ContextPanel::Ticket);
        WAIT(find<QPushButton>("openTicket") && find<QPushButton>("openTicket")->isVisible());
        QCOMPARE(m_app->context().ticket()->ticketNumber, QStringLiteral("TK-202600017"));
    }

    void mailGoesOutOnceUnlessAsked()
    {
        open(demoMine);
        key(Qt::Key_M, Qt::AltModifier);
        auto *banner = find<Banner>("chatBanner");
        WAIT(m_chats->mails == 1);
        WAIT(banner->isVisible() && banner->text().contains(QStringLiteral("mailed to the team")));
        key(Qt::Key_M, Qt::AltModifier);
        WAIT(banner->text().contains(QStringLiteral("already")));
        QCOMPARE(m_chats->mails, 1);
        QTest::mouseClick(banner->findChild<QPushButton *>(QStringLiteral("bannerAction")),
                          Qt::LeftButton);
        WAIT(m_chats->mails == 2);
    }

    void whatIsRefusedSaysWhy()
    {
        open(QStringLiteral("session_tom")); // of a colleague
        QCOMPARE(room()->chatPane()->refused(ChatCommand::Release),
                 QStringLiteral("This is the chat of 客服小李"));
        QCOMPARE(room()->chatPane()->refused(ChatCommand::Note), QString());
        auto *menu = find<QMenu>("chatMenuItems");
        emit menu->aboutToShow();
        QAction *release = menu->findChild<QAction *>(QStringLiteral("menu_release"));
        QVERIFY(release && !release->isEnabled());
        QCOMPARE(release->toolTip(), QStringLiteral("This is the chat of 客服小李"));
    }

    void theProfileIsCorrected()
    {
        open(demoMine);
        room()->showContext(true);
        QTest::mouseClick(find<QToolButton>("editProfile"), Qt::LeftButton);
        auto *city = find<QLineEdit>("profileCity");
        WAIT(city->isVisible());
        city->setText(QStringLiteral("Bonn"));
        QVERIFY(!find<QWidget>("profileVip")->isEnabled()); // admins only
        QTest::mouseClick(find<QPushButton>("profileFormSave"), Qt::LeftButton);
        WAIT(m_chats->patches.size() == 1);
        QVERIFY(m_chats->patches.first().contains("Bonn"));
        QVERIFY(!m_chats->patches.first().contains("Anna")); // only what has changed
        WAIT(!city->isVisible());
        QCOMPARE(m_app->chat().session()->userProfile.city, QStringLiteral("Bonn"));
    }

    // ---- chat

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
        WAIT(m_app->desk().list(Section::Waiting)->rowOf(s.sessionName) >= 0);
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

    // ---- list

    void filtersAskTheServerAndAreCleared()
    {
        room()->sections()->choose(Section::All);
        SessionListModel *list = m_app->desk().list(Section::All);
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
        WAIT(m_app->desk().list(Section::Mine)->rowOf(name) >= 0);
        QVERIFY(!m_app->chat().isOpen());
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

QTEST_MAIN(TestChatWork)
#include "tst_chatwork.moc"
