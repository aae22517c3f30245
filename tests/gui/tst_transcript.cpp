#include "workbench/ui/common/richtext.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/conversations/transcriptview.h"

#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>

using namespace handoff;

namespace {

QList<Message> messages(int from, int to)
{
    QList<Message> list;
    for (int i = from; i < to; ++i) {
        Message m;
        m.id = QStringLiteral("msg_%1").arg(i, 6, 10, QLatin1Char('0'));
        m.role = i % 3 == 0 ? MessageRole::Assistant : MessageRole::User;
        m.content = QStringLiteral("Message %1 ").arg(i).repeated(1 + i % 17);
        m.timestamp = {1764000000000 + i * 60000};
        list.append(m);
    }
    return list;
}

} // namespace

/// The history of a chat and the text in it, without a desk behind them.
class TestTranscript : public QObject
{
    Q_OBJECT

private:
    Theme *m_theme = nullptr;

private slots:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }

    // ---- Markdown of strangers

    void onlyHarmlessLinksStay_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("href");
        const auto row = [](const char *name, const char *markdown, const char *shown,
                            const char *href) {
            QTest::newRow(name) << QString::fromUtf8(markdown) << QString::fromUtf8(shown)
                                << QString::fromUtf8(href);
        };
        row("https", "see [shop](https://example.com/a)", "see shop", "https://example.com/a");
        row("mailto", "[mail](mailto:a@b.de)", "mail", "mailto:a@b.de");
        row("script", "[x](javascript:alert(1))", "x", "");
        row("file", "[x](file:///etc/passwd)", "x", "");
        row("data", "[x](data:text/html,hi)", "x", "");
        row("relative", "[x](../secret)", "x", "");
        row("image", "a ![bike](https://example.com/p.png) b", "a [bike] b", "");
        row("local image", "![](file:///etc/passwd)", "", "");
        row("html", "<b onclick=1>bold</b>", "<b onclick=1>bold</b>", "");
        row("bold", "**bold** and `code`", "bold and code", "");
    }
    void onlyHarmlessLinksStay()
    {
        QFETCH(QString, markdown);
        QFETCH(QString, shown);
        QFETCH(QString, href);
        richtext::Document document;
        richtext::setMarkdown(document, markdown, *m_theme);
        QCOMPARE(document.toPlainText().trimmed(), shown);
        QString found;
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
            for (auto it = block.begin(); !it.atEnd(); ++it) {
                QVERIFY(!it.fragment().charFormat().isImageFormat());
                if (it.fragment().charFormat().isAnchor())
                    found += it.fragment().charFormat().anchorHref();
            }
        }
        QCOMPARE(found, href);
    }

    void customersTextStaysText()
    {
        richtext::Document document;
        const QString text = QStringLiteral("<img src=x>\r\n**no** https://a.example/x?y=1. end");
        richtext::setPlain(document, text, *m_theme);
        QCOMPARE(document.toPlainText(), QString(text).remove(QLatin1Char('\r')));
        QVERIFY(document.toHtml().contains(QStringLiteral("href=\"https://a.example/x?y=1\"")));
    }

    // ---- transcript

    void olderPagesMoveNothing()
    {
        TranscriptModel model;
        TranscriptView view(*m_theme);
        view.setModel(&model);
        view.resize(600, 400);
        view.show();
        model.replace(messages(500, 700), true);
        QVERIFY(view.isAtBottom());
        QScrollBar *bar = view.verticalScrollBar();
        QCOMPARE(bar->value(), bar->maximum());
        QSignalSpy older(&view, &TranscriptView::olderWanted);
        bar->setValue(bar->maximum() / 3);
        QVERIFY(!view.isAtBottom());
        bar->setValue(120);
        QVERIFY(!older.isEmpty());

        const QString id = QStringLiteral("msg_000502");
        const int y = view.rowTop(model.rowOf(id));
        const QImage before = view.viewport()->grab().toImage();
        model.prepend(messages(400, 500), true);
        QCOMPARE(view.rowTop(model.rowOf(id)), y);
        model.prepend(messages(100, 400), false);
        QCOMPARE(view.rowTop(model.rowOf(id)), y);
        QVERIFY(view.viewport()->grab().toImage() == before);
        // New messages below do not move it either, but are counted.
        for (const Message &m : messages(700, 703))
            model.append(m);
        QCOMPARE(view.rowTop(model.rowOf(id)), y);
        auto *jump = view.findChild<QToolButton *>(QStringLiteral("jumpToLatest"));
        QVERIFY(jump->isVisible());
        QVERIFY(jump->text().contains(QLatin1Char('3')));
        QTest::mouseClick(jump, Qt::LeftButton);
        QVERIFY(view.isAtBottom());
        QVERIFY(!jump->isVisible());
    }

    void bottomStaysTheBottom()
    {
        TranscriptModel model;
        TranscriptView view(*m_theme);
        view.setModel(&model);
        view.resize(600, 400);
        view.show();
        model.replace(messages(0, 60), false);
        QScrollBar *bar = view.verticalScrollBar();
        for (const Message &m : messages(60, 80)) {
            model.append(m);
            QCOMPARE(bar->value(), bar->maximum());
        }
        model.appendLive(QStringLiteral("The AI says **a lot** of things. ").repeated(30));
        QTRY_VERIFY(model.hasLive());
        QTRY_COMPARE(bar->value(), bar->maximum());
        view.resize(420, 300);
        QCOMPARE(bar->value(), bar->maximum());
        QCOMPARE(view.rowTop(model.rowCount()), view.viewport()->height());
    }

    void tenThousandMessagesOpenAtOnce()
    {
        TranscriptModel model(nullptr, 20000);
        TranscriptView view(*m_theme);
        view.setModel(&model);
        view.resize(700, 700);
        view.show();
        const QList<Message> all = messages(0, 10000);
        QElapsedTimer timer;
        timer.start();
        model.replace(all, false);
        (void)view.viewport()->grab();
        const qint64 open = timer.restart();
        model.append(messages(10000, 10001).first());
        (void)view.viewport()->grab();
        qInfo("10000 messages: first paint %lld ms, append %lld ms", open, timer.elapsed());
        QVERIFY(view.isAtBottom());
    }

    void textCanBeSelectedAndCopied()
    {
        TranscriptModel model;
        TranscriptView view(*m_theme);
        view.setModel(&model);
        view.resize(600, 400);
        view.show();
        model.replace(messages(1, 3), false);
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(view.selectedText(),
                 model.row(0)->message.content + QLatin1Char('\n') + model.row(1)->message.content);
    }

    /// What is special about a message stands under its bubble, and in what a screen reader reads.
    void aWordUnderTheBubble_data()
    {
        QTest::addColumn<Message>("message");
        QTest::addColumn<QString>("word");
        Message plain = messages(1, 2).first();
        Message named = plain;
        named.agentId = QStringLiteral("agent_2");
        named.agentName = QStringLiteral("Bob");
        Message open = plain;
        open.answered = false;
        Message cut = messages(3, 4).first();
        cut.incomplete = true;
        QTest::newRow("nothing") << plain << QString();
        QTest::newRow("in the customer's name") << named << QStringLiteral("Written by Bob");
        QTest::newRow("no answer") << open << QStringLiteral("Not answered yet");
        QTest::newRow("cut off") << cut << QStringLiteral("Cut off");
    }
    void aWordUnderTheBubble()
    {
        QFETCH(Message, message);
        QFETCH(QString, word);
        TranscriptModel model;
        TranscriptView view(*m_theme);
        view.setModel(&model);
        view.resize(600, 400);
        view.show();
        Message without = message;
        without.agentId.reset();
        without.answered.reset();
        without.incomplete = false;
        model.replace({without}, false);
        const int usual = view.rowTop(1) - view.rowTop(0);
        model.replace({message}, false);
        QCOMPARE(view.rowTop(1) - view.rowTop(0) > usual, !word.isEmpty());
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.accessibleDescription().section(QStringLiteral(" — "), 1), word);
        if (message.answered == false) { // the answer takes the word away
            model.append(messages(3, 4).first());
            QVERIFY(view.rowTop(1) - view.rowTop(0) <= usual);
        }
    }

    void failedMessagesOfferRetry()
    {
        TranscriptModel model;
        TranscriptView view(*m_theme);
        view.setModel(&model);
        view.resize(600, 400);
        view.show();
        model.clear(QStringLiteral("agent_1"), QStringLiteral("Me"));
        model.addOutgoing(QStringLiteral("c1"), QStringLiteral("hello"), Timestamp::now());
        const int sending = view.rowTop(1);
        model.setState(QStringLiteral("c1"), SendState::Failed, QStringLiteral("why"));
        QVERIFY(view.rowTop(1) > sending); // the line with Retry stands below
        QSignalSpy retry(&view, &TranscriptView::retryRequested);
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(retry.size(), 1);
        QCOMPARE(retry.at(0).at(0).toString(), QStringLiteral("c1"));
    }
};

QTEST_MAIN(TestTranscript)
#include "tst_transcript.moc"
