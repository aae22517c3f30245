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

    void anOfferIsAcceptedFromItsCard()
    {
        const QRect before = room()->geometry();
        m_chats->offerToMe(QStringLiteral("session_tom"), QStringLiteral("my shift ends"));
        WAIT(offer());
        QCOMPARE(room()->geometry(), before); // it pushes nothing
        QVERIFY(offer()->text().contains(QStringLiteral("Tom O'Brien")));
        QVERIFY(offer()->text().contains(QStringLiteral("my shift ends")));
        click(answer("questionFirst"));
        WAIT(m_app->chat().sessionName() == QStringLiteral("session_tom"));
        WAIT(!offer());
        WAIT(m_app->desk().lists().list(Section::Mine)->rowOf(QStringLiteral("session_tom")) >= 0);
    }

    void anOfferIsDeclinedOrForgotten()
    {
        m_chats->offerToMe(QStringLiteral("session_tom"), QStringLiteral("busy"));
        WAIT(offer());
        click(answer("questionOther"));
        WAIT(m_chats->transfers.last().status == TransferStatus::Declined);
        WAIT(!offer());
        m_chats->offerToMe(QStringLiteral("session_tom"), QStringLiteral("again"), -60);
        WAIT(!offer()); // expired long ago
    }

    /// News that passes takes no question away, and a question that counts down keeps its focus.
    void anOfferStaysAmongTheNews()
    {
        m_chats->offerToMe(QStringLiteral("session_tom"), QStringLiteral("busy"), 30);
        WAIT(offer());
        const QPointer<Toast> card = offer();
        answer("questionOther")->setFocus(Qt::TabFocusReason);
        auto *toasts = m_app->window().findChild<Toasts *>();
        for (int i = 0; i < 5; ++i)
            toasts->show({Token::Ok, QStringLiteral("check"), QString::number(i)});
        QCOMPARE(offer(), card.data());
        const QString left = card->findChildren<QLabel *>().last()->text();
        WAIT(card->findChildren<QLabel *>().last()->text() != left);
        QVERIFY(answer("questionOther")->hasFocus());
    }

    /// It lies over much, but never over what is being typed.
    void anOfferLeavesTheComposerFree()
    {
        open(demoMine);
        m_app->window().resize(900, 640);
        m_chats->offerToMe(QStringLiteral("session_tom"), QStringLiteral("busy"));
        WAIT(offer());
        const auto place = [this](const QWidget *widget) {
            return QRect(widget->mapTo(&m_app->window(), QPoint()), widget->size());
        };
        QTRY_VERIFY(!place(offer()).intersects(place(room()->chatPane()->composer())));
        QVERIFY(m_app->window().rect().contains(place(offer())));
    }

    /// An event may forbid what a menu offers while it is open. Disabled with its button it took no
    /// key and no click, and kept them from the window.
    void aMenuThatIsForbiddenGoes()
    {
        open(demoMine);
        auto *button = find<QToolButton>("releaseMore");
        QMenu *menu = button->menu();
        menu->popup(button->mapToGlobal(QPoint()));
        QVERIFY(menu->isVisible());
        button->setEnabled(false);
        QVERIFY(!menu->isVisible());
        QVERIFY(!QApplication::activePopupWidget());
    }

    /// In a small window with large text the list can still be read: news takes half of it at most.
    void newsLeavesHalfThePage()
    {
        m_app->window().resize(900, 640);
        m_app->theme().setFontPercent(200);
        auto *toasts = m_app->window().findChild<Toasts *>();
        const QString words = QStringLiteral("A sentence of some length about what happened. ");
        for (const char *which : {"first", "second", "third"})
            toasts->show({Token::Ok, QStringLiteral("check"),
                          QString::fromLatin1(which) + u' ' + words.repeated(4)});
        const auto shown = [this] {
            QList<Toast *> all;
            for (Toast *toast : m_app->window().findChildren<Toast *>()) {
                if (toast->isVisible())
                    all.append(toast);
            }
            return all;
        };
        WAIT(shown().size() == 1);
        QVERIFY(shown().constFirst()->text().startsWith(u"third"));
        m_app->theme().setFontPercent(100);
        QMetaObject::invokeMethod(shown().constFirst(), &Toast::over);
        WAIT(shown().size() == 2); // room again
        toasts->clear();
    }

    /// Without a mouse: a key of its own, from anywhere, also while something is typed.
    void anOfferIsAnsweredByKey()
    {
        open(demoMine);
        edit()->setFocus();
        m_chats->offerToMe(QStringLiteral("session_tom"), QStringLiteral("busy"));
        WAIT(offer());
        QVERIFY(edit()->hasFocus());
        key(Qt::Key_Y, Qt::AltModifier | Qt::ShiftModifier);
        WAIT(m_chats->transfers.last().status == TransferStatus::Declined);
        WAIT(!offer());
        key(Qt::Key_Y, Qt::AltModifier); // there is none
        m_chats->offerToMe(QStringLiteral("session_tom"), QStringLiteral("again"));
        WAIT(offer());
        key(Qt::Key_Y, Qt::AltModifier);
        WAIT(m_app->chat().sessionName() == QStringLiteral("session_tom"));
        WAIT(!offer());
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
