#include "shared/contract/limits.h"
#include "tests/gui/quietdesk.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/composer.h"

#include <QApplication>
#include <QInputMethodEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QVBoxLayout>

using namespace handoff;

/// The composer without a desk behind it.
class TestComposer : public QObject
{
    Q_OBJECT

private:
    Theme *m_theme = nullptr;
    test::QuietDesk m_desk;

private slots:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }

    void enterSendsAndShiftEnterBreaks()
    {
        Composer composer(*m_theme, m_desk.catalog);
        composer.show();
        QSignalSpy sent(&composer, &Composer::sendRequested);
        ComposerEdit *edit = composer.edit();
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(sent.size(), 0); // nothing to send
        QTest::keyClicks(edit, QStringLiteral("one"));
        QTest::keyClick(edit, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(edit, QStringLiteral("two"));
        QCOMPARE(sent.size(), 0);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.at(0).at(0).toString(), QStringLiteral("one\ntwo"));
        QCOMPARE(sent.at(0).at(1).toBool(), false);
        QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sent.at(1).at(1).toBool(), true); // and go on to the next
    }

    /// In every script, at every width: up to eight lines are seen whole, and only then a bar
    /// comes.
    void theFieldIsAsHighAsItsLines()
    {
        QWidget pane; // the history has the rest of the height
        QVBoxLayout column(&pane);
        Composer composer(*m_theme, m_desk.catalog);
        column.addWidget(new QWidget, 1);
        column.addWidget(&composer);
        pane.show();
        ComposerEdit *edit = composer.edit();
        const auto lines = [edit] {
            int count = 0;
            for (QTextBlock b = edit->document()->begin(); b.isValid(); b = b.next())
                count += b.layout()->lineCount();
            return count;
        };
        for (const QString &words :
             {QStringLiteral("Thank you for waiting. "), QStringLiteral("感谢您的耐心等待。"),
              QStringLiteral("“粘贴” a\n")}) {
            for (const int width : {400, 640, 900}) {
                pane.resize(width, 700);
                edit->clear();
                for (int i = 0; i < 40 && lines() < 10; ++i) {
                    edit->insertPlainText(words);
                    QTRY_COMPARE(edit->height(), edit->sizeHint().height());
                    const bool scrolls = edit->verticalScrollBar()->isVisible();
                    QCOMPARE(scrolls, edit->verticalScrollBar()->maximum() > 0);
                    QVERIFY2(scrolls == (lines() > 8),
                             qPrintable(QStringLiteral("%1 lines of %2").arg(lines()).arg(words)));
                }
            }
        }
    }

    void ctrlEnterSendsWhenChosen()
    {
        Composer composer(*m_theme, m_desk.catalog);
        composer.setEnterSends(false);
        QSignalSpy sent(&composer, &Composer::sendRequested);
        QTest::keyClicks(composer.edit(), QStringLiteral("a"));
        QTest::keyClick(composer.edit(), Qt::Key_Return);
        QTest::keyClicks(composer.edit(), QStringLiteral("b"));
        QCOMPARE(sent.size(), 0);
        QTest::keyClick(composer.edit(), Qt::Key_Enter, Qt::ControlModifier | Qt::KeypadModifier);
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.at(0).at(0).toString(), QStringLiteral("a\nb"));
    }

    void enterNeverSendsWhileComposing()
    {
        Composer composer(*m_theme, m_desk.catalog);
        QSignalSpy sent(&composer, &Composer::sendRequested);
        ComposerEdit *edit = composer.edit();
        QTest::keyClicks(edit, QStringLiteral("x"));
        QInputMethodEvent preedit(QStringLiteral("nihao"), {});
        QCoreApplication::sendEvent(edit, &preedit);
        QVERIFY(edit->isComposing());
        QTest::keyClick(edit, Qt::Key_Return);
        QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sent.size(), 0);
        QCOMPARE(composer.text(), QStringLiteral("x"));
        QInputMethodEvent commit;
        commit.setCommitString(QStringLiteral("你好"));
        QCoreApplication::sendEvent(edit, &commit);
        QVERIFY(!edit->isComposing());
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.at(0).at(0).toString(), QStringLiteral("x你好"));
    }

    void theFieldGrowsWithWhatReplacesASelection()
    {
        Composer composer(*m_theme, m_desk.catalog);
        composer.resize(420, 400);
        composer.show();
        ComposerEdit *edit = composer.edit();
        QTest::keyClicks(edit, QStringLiteral("short"));
        const int low = edit->sizeHint().height();
        edit->selectAll();
        edit->insertPlainText(
            QStringLiteral("a long sentence that has to be wrapped ").repeated(8));
        QTRY_VERIFY(edit->height() >= low + 3 * edit->fontMetrics().lineSpacing());
        edit->selectAll();
        edit->insertPlainText(QStringLiteral("short"));
        QTRY_COMPARE(edit->height(), low);
    }

    void tooLongIsNotSent()
    {
        Composer composer(*m_theme, m_desk.catalog);
        composer.show();
        QSignalSpy sent(&composer, &Composer::sendRequested);
        QSignalSpy edited(&composer, &Composer::edited);
        auto *count = composer.findChild<QLabel *>(QStringLiteral("composerCount"));
        composer.setText(QString(limits::message + 1, QLatin1Char('a')));
        QCOMPARE(edited.size(), 0); // a draft that is put in is no edit
        QVERIFY(count->isVisible());
        QTest::keyClick(composer.edit(), Qt::Key_Return);
        QCOMPARE(sent.size(), 0);
        QTest::keyClick(composer.edit(), Qt::Key_Backspace);
        QCOMPARE(edited.size(), 1);
        QTest::keyClick(composer.edit(), Qt::Key_Return);
        QCOMPARE(sent.size(), 1);
    }

    void refusalSaysWhyAndOffersTheWayOut()
    {
        Composer composer(*m_theme, m_desk.catalog);
        composer.show();
        QSignalSpy action(&composer, &Composer::actionTriggered);
        composer.setRefusal(
            Refusal{QStringLiteral("waiting"), QStringLiteral("because"), QStringLiteral("do it")});
        QVERIFY(!composer.edit()->isVisible());
        QCOMPARE(composer.findChild<ElidedLabel *>(QStringLiteral("composerReason"))->fullText(),
                 QStringLiteral("because"));
        QTest::mouseClick(composer.findChild<QPushButton *>(QStringLiteral("composerAction")),
                          Qt::LeftButton);
        QCOMPARE(action.size(), 1);
        composer.setRefusal(std::nullopt);
        QVERIFY(composer.edit()->isVisible());
    }

    void slashBeginsAWordAnywhereButInAddresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("query"); // null: no word
        QTest::newRow("start") << QStringLiteral("/fh") << QStringLiteral("fh");
        QTest::newRow("only the slash") << QStringLiteral("/") << QStringLiteral("");
        QTest::newRow("after a space") << QStringLiteral("hello /re") << QStringLiteral("re");
        QTest::newRow("after hanzi") << QStringLiteral("您好/发货") << QStringLiteral("发货");
        QTest::newRow("after a break") << QStringLiteral("a\n/x") << QStringLiteral("x");
        QTest::newRow("address") << QStringLiteral("https://a.de/b") << QString();
        QTest::newRow("fraction") << QStringLiteral("1/2") << QString();
        QTest::newRow("left behind") << QStringLiteral("/fh ok") << QString();
        QTest::newRow("a name") << QStringLiteral("see @chen") << QStringLiteral("chen");
        QTest::newRow("mail") << QStringLiteral("a@b.de") << QString();
    }
    void slashBeginsAWordAnywhereButInAddresses()
    {
        QFETCH(QString, text);
        QFETCH(QString, query);
        const auto word = typedWord(text, static_cast<int>(text.size()), u"/@");
        QCOMPARE(word.has_value(), !query.isNull());
        if (word)
            QCOMPARE(word->query, query);
    }

    void variablesWithoutValueAreFilledOneByOne()
    {
        Composer composer(*m_theme, m_desk.catalog);
        composer.show();
        QSignalSpy sent(&composer, &Composer::sendRequested);
        ComposerEdit *edit = composer.edit();
        edit->setFocus();
        QTest::keyClicks(edit, QStringLiteral("Hi "));
        edit->complete(QStringLiteral("order {number} comes in {days} days"));
        QCOMPARE(edit->textCursor().selectedText(), QStringLiteral("{number}"));
        QTest::keyClicks(edit, QStringLiteral("7"));
        QTest::keyClick(edit, Qt::Key_Return); // one is open: asked, not sent
        QCOMPARE(sent.size(), 0);
        QCOMPARE(edit->textCursor().selectedText(), QStringLiteral("{days}"));
        QTest::keyClicks(edit, QStringLiteral("3"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.at(0).at(0).toString(), QStringLiteral("Hi order 7 comes in 3 days"));
        edit->clear();
        edit->complete(QStringLiteral("{a} and {b}"));
        QTest::keyClick(edit, Qt::Key_Tab);
        QCOMPARE(edit->textCursor().selectedText(), QStringLiteral("{b}"));
        QTest::keyClick(edit, Qt::Key_Tab); // and round again
        QCOMPARE(edit->textCursor().selectedText(), QStringLiteral("{a}"));
        QTest::keyClick(edit, Qt::Key_Return); // the first time it asks,
        QTest::keyClick(edit, Qt::Key_Return); // then braces are what is meant
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent.at(1).at(0).toString(), QStringLiteral("{a} and {b}"));
        edit->undo(); // what was put in goes in one step
        QVERIFY(edit->toPlainText().isEmpty());
        edit->complete(QStringLiteral("order { number }"));
        QCOMPARE(edit->textCursor().selectedText(), QStringLiteral("{ number }"));
    }

    void notesAndRepliesAreApart()
    {
        Composer composer(*m_theme, m_desk.catalog);
        composer.show();
        QSignalSpy sent(&composer, &Composer::sendRequested);
        QSignalSpy noted(&composer, &Composer::noteRequested);
        composer.setText(QStringLiteral("to the customer"));
        composer.focusNote();
        auto *note = composer.findChild<ComposerEdit *>(QStringLiteral("noteText"));
        QVERIFY(note->isVisible() && !composer.edit()->isVisible());
        const QColor amber = m_theme->color(Token::BubbleNote);
        QCOMPARE(composer.grab().toImage().pixelColor(3, 30), amber);
        QTest::keyClicks(note, QStringLiteral("for us"));
        QTest::keyClick(note, Qt::Key_Return);
        QCOMPARE(noted.size(), 1);
        QCOMPARE(noted.at(0).at(0).toString(), QStringLiteral("for us"));
        QCOMPARE(sent.size(), 0);
        QCOMPARE(composer.text(), QStringLiteral("to the customer"));
        composer.setRefusal(Refusal{QStringLiteral("lock"), QStringLiteral("not yours")});
        QVERIFY(note->isVisible()); // notes are everybody's
        composer.setTab(Composer::Reply);
        QVERIFY(!note->isVisible());
        QVERIFY(composer.findChild<QLabel *>(QStringLiteral("composerReason"))->isVisible());
    }
};

QTEST_MAIN(TestComposer)
#include "tst_composer.moc"
