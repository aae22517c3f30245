#include "workbench/controllers/deskcatalog.h"
#include "workbench/ui/common/language.h"
#include "workbench/ui/common/richtext.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/transcriptview.h"

#include <QApplication>
#include <QFile>
#include <QInputMethodEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>

#include <cmath>

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

double luminance(const QColor &c)
{
    const auto part = [](double v) {
        return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(c.redF()) + 0.7152 * part(c.greenF()) + 0.0722 * part(c.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (qMax(x, y) + 0.05) / (qMin(x, y) + 0.05);
}

} // namespace

/// The views without a desk behind them.
class TestViews : public QObject
{
    Q_OBJECT

private:
    /// A desk that never goes on line.
    struct QuietDesk
    {
        ApiClient api;
        QTemporaryDir folder;
        Drafts drafts{folder.path()};
        DeskController desk{api, drafts};
        DeskCatalog catalog{api, desk};
    };
    Theme *m_theme = nullptr;
    QuietDesk m_desk;

private slots:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }

    // ---- theme

    void everyTextCanBeRead_data()
    {
        QTest::addColumn<ThemeMode>("mode");
        QTest::newRow("light") << ThemeMode::Light;
        QTest::newRow("dark") << ThemeMode::Dark;
    }
    void everyTextCanBeRead()
    {
        QFETCH(ThemeMode, mode);
        m_theme->setMode(mode);
        for (const Token ground : {Token::Base, Token::Raised, Token::Sunken}) {
            for (const Token ink :
                 {Token::Text, Token::Muted, Token::Brand, Token::Danger, Token::Warn, Token::Ok})
                QVERIFY2(contrast(m_theme->color(ink), m_theme->color(ground)) >= 4.5,
                         qPrintable(QStringLiteral("%1 on %2").arg(int(ink)).arg(int(ground))));
        }
        for (const Token bubble :
             {Token::BubbleCustomer, Token::BubbleAgent, Token::BubbleAi, Token::BubbleNote})
            QVERIFY(contrast(m_theme->color(Token::Text), m_theme->color(bubble)) >= 4.5);
        QVERIFY(contrast(m_theme->color(Token::OnBrand), m_theme->color(Token::Brand)) >= 4.5);
        QVERIFY(contrast(m_theme->color(Token::Text),
                         m_theme->mix(Token::Brand, Token::Raised, 14)) >= 4.5);
    }

    void themeSwitchesAtRunTime()
    {
        m_theme->setMode(ThemeMode::Light);
        QSignalSpy changed(m_theme, &Theme::changed);
        const QPixmap before = m_theme->icon(QStringLiteral("chat"), Token::Text).pixmap(24, 24);
        const QIcon icon = m_theme->icon(QStringLiteral("chat"), Token::Text);
        m_theme->setMode(ThemeMode::Dark);
        QCOMPARE(changed.size(), 1);
        QVERIFY(m_theme->isDark());
        QCOMPARE(qApp->palette().color(QPalette::Base), m_theme->color(Token::Base));
        QVERIFY(qApp->styleSheet().contains(m_theme->color(Token::Sunken).name()));
        QVERIFY(!qApp->styleSheet().contains(QLatin1Char('@')));
        QVERIFY(icon.pixmap(24, 24).toImage() != before.toImage()); // the same icon follows
    }

    // ---- language

    void languageSwitchesAtRunTime()
    {
        Language language(*qApp);
        language.use(QStringLiteral("en"));
        QCOMPARE(text::statusName(SessionStatus::PendingManual), QStringLiteral("Waiting"));
        Composer composer(*m_theme, m_desk.catalog);
        language.use(QStringLiteral("zh_CN"));
        composer.retranslate();
        QCOMPARE(composer.findChild<QPushButton *>(QStringLiteral("send"))->text(),
                 QStringLiteral("发送"));
        QCOMPARE(text::statusName(SessionStatus::PendingManual), QStringLiteral("等待接入"));
        language.use(QStringLiteral("en"));
        Error throttled;
        throttled.code = QStringLiteral("LOGIN_THROTTLED");
        throttled.retryAfterSeconds = 60;
        QVERIFY(text::error(throttled).contains(
            QStringLiteral("1 minute."))); // plural forms are loaded
    }

    void translationsAreComplete_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("zh_CN") << QStringLiteral(TRANSLATIONS "/workbench_zh_CN.ts");
        QTest::newRow("en") << QStringLiteral(TRANSLATIONS "/workbench_en.ts");
    }
    void translationsAreComplete()
    {
        QFETCH(QString, file);
        QFile ts(file);
        QVERIFY(ts.open(QIODevice::ReadOnly));
        const QByteArray bytes = ts.readAll();
        QVERIFY(bytes.contains("<source>Take over</source>"));
        QVERIFY(!bytes.contains("type=\"unfinished\""));
        QVERIFY(!bytes.contains("<translation></translation>"));
    }

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

    // ---- composer

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

    void tooLongIsNotSent()
    {
        Composer composer(*m_theme, m_desk.catalog);
        composer.show();
        QSignalSpy sent(&composer, &Composer::sendRequested);
        QSignalSpy edited(&composer, &Composer::edited);
        auto *count = composer.findChild<QLabel *>(QStringLiteral("composerCount"));
        composer.setText(QString(Composer::maxLength + 1, QLatin1Char('a')));
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
        composer.refuse(QStringLiteral("waiting"), QStringLiteral("because"),
                        QStringLiteral("do it"));
        QVERIFY(!composer.edit()->isVisible());
        QCOMPARE(composer.findChild<QLabel *>(QStringLiteral("composerReason"))->text(),
                 QStringLiteral("because"));
        QTest::mouseClick(composer.findChild<QPushButton *>(QStringLiteral("composerAction")),
                          Qt::LeftButton);
        QCOMPARE(action.size(), 1);
        composer.allow();
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
        composer.refuse(QStringLiteral("lock"), QStringLiteral("not yours"));
        QVERIFY(note->isVisible()); // notes are everybody's
        composer.setTab(Composer::Reply);
        QVERIFY(!note->isVisible());
        QVERIFY(composer.findChild<QLabel *>(QStringLiteral("composerReason"))->isVisible());
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

    void failedMessagesOfferRetry()
    {
        TranscriptModel model;
        TranscriptView view(*m_theme);
        view.setModel(&model);
        view.resize(600, 400);
        view.show();
        model.setMe(QStringLiteral("agent_1"), QStringLiteral("Me"));
        model.addOutgoing(QStringLiteral("c1"), QStringLiteral("hello"), Timestamp::now());
        const int sending = view.rowTop(1);
        model.setFailed(QStringLiteral("c1"), QStringLiteral("why"));
        QVERIFY(view.rowTop(1) > sending); // the line with Retry stands below
        QSignalSpy retry(&view, &TranscriptView::retryRequested);
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(retry.size(), 1);
        QCOMPARE(retry.at(0).at(0).toString(), QStringLiteral("c1"));
    }
};

QTEST_MAIN(TestViews)
#include "tst_views.moc"
