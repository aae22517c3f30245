#include "tests/gui/chatdesk.h"
#include "workbench/ui/common/formfield.h"

#include <QMenu>

using namespace handoff;
using namespace handoff::test;

/// What an agent does with a chat, in the real window.
class TestChatActions : public QObject, private ChatDesk
{
    Q_OBJECT

private slots:
    void init() { enter(); }
    void cleanup() { leave(); }

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
        WAIT(toast().contains(QStringLiteral("stays with you")));
        WAIT(!offer->isVisible());
        WAIT(button->isEnabled());
    }

    void pagesBelongToTheirChat()
    {
        const struct
        {
            Qt::Key letter;
            const char *page;
        } pages[] = {{Qt::Key_T, "transferFormPage"},
                     {Qt::Key_G, "tagPage"},
                     {Qt::Key_N, "ticketFromChatPage"}};
        for (const auto &[letter, name] : pages) {
            open(demoMine);
            key(letter, Qt::AltModifier);
            auto *page = find<QWidget>(name);
            QVERIFY2(page->isVisible(), name);
            key(Qt::Key_E, Qt::AltModifier); // no key acts on what lies below
            key(Qt::Key_Escape);             // one level only
            QVERIFY2(!page->isVisible(), name);
            QCOMPARE(m_app->chat().sessionName(), QString(demoMine));
            key(letter, Qt::AltModifier);
            QVERIFY2(page->isVisible(), name);
            m_app->chat().close();
            QVERIFY2(!page->isVisible(), name);
        }
        QCOMPARE(m_desk->sessions[demoMine].status, SessionStatus::ManualLive);
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
        WAIT(toast().contains(QStringLiteral("mailed to the team")));
        key(Qt::Key_M, Qt::AltModifier);
        WAIT(banner->text().contains(QStringLiteral("already")));
        QCOMPARE(m_chats->mails, 1);
        QTest::mouseClick(banner->findChild<QPushButton *>(QStringLiteral("bannerAction")),
                          Qt::LeftButton);
        WAIT(m_chats->mails == 2);
    }

    void theTabsBesideTheChatAreWhole()
    {
        m_app->window().resize(1400, 840);
        open(demoMine);
        room()->showContext(true);
        for (const char *name :
             {"contextCustomer", "contextTicket", "contextHistory", "contextNotes"}) {
            auto *tab = find<QToolButton>(name);
            WAIT(tab->width() >= tab->sizeHint().width());
        }
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
};

QTEST_MAIN(TestChatActions)
#include "tst_chatactions.moc"
