#include "tests/gui/chatdesk.h"
#include "workbench/models/palettemodel.h"

#include <QInputMethodEvent>
#include <QListView>
#include <QToolButton>

using namespace handoff;
using namespace handoff::test;

/// Quick replies, notes and drafts in the real window.
class TestComposing : public QObject, private ChatDesk
{
    Q_OBJECT

private:
    QListWidget *suggestions() { return find<QListWidget>("completionItems"); }
    bool suggesting()
    {
        auto *list = find<QWidget>("completionList");
        return list && list->isVisible();
    }

private slots:
    void init() { enter(); }
    void cleanup() { leave(); }

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

    /// Chosen from the palette where nobody can write: nothing is written where nobody sees it.
    void aReplyNeedsAPlaceToWrite()
    {
        for (const QString &chat : QStringList{{}, demoWaiting}) {
            if (!chat.isEmpty())
                open(chat);
            key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
            find<QLineEdit>("paletteText")->insert(m_chats->replies.at(0).title);
            auto *list = find<QListView>("paletteList");
            const auto row = [list] {
                return list->model()
                    ->match(list->model()->index(0, 0), PaletteModel::KindRole,
                            int(PaletteRow::Kind::Reply))
                    .value(0);
            };
            WAIT(row().isValid());
            emit list->clicked(row());
            QVERIFY(!edit()->hasFocus());
            QCOMPARE(edit()->toPlainText(), QString());
            QVERIFY(!toast().isEmpty());
        }
    }

    void thePanelIsSortedByUseAndSearches()
    {
        open(demoMine);
        WAIT(edit()->isVisible());
        QTest::mouseClick(find<QToolButton>("quickReplies"), Qt::LeftButton);
        WAIT(suggesting());
        // Anna writes German, of which there is none: English first, then the rest, each by use.
        QCOMPARE(suggestions()->item(0)->text(), QStringLiteral("Tracking link"));
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
        QVERIFY(m_app->chat().writing().noteDraft().isEmpty());
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
            QCOMPARE(edit()->toPlainText(), m_app->chat().writing().draft());
            edit()->setPlainText(QStringLiteral("%1 %2").arg(name).arg(i));
        }
        WAIT(!m_app->chat().isLoading());
        for (const QString &name : names) {
            room()->open(name);
            QVERIFY(edit()->toPlainText().startsWith(name));
        }
    }
};

QTEST_MAIN(TestComposing)
#include "tst_composing.moc"
