#include "workbench/models/customername.h"
#include "workbench/ui/common/richtext.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/main/notificationdaemon.h"

#include <QApplication>
#include <QFile>
#include <QHelpEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QTest>
#include <QTextBlock>
#include <QToolTip>

using namespace handoff;

namespace {

const QString trap = QStringLiteral("<b>sign in</b> <a href=\"https://e.example\">desk</a> "
                                    "<img src=\"https://e.example/x.png\"/> & more");

/// The tool tip that is open.
QLabel *toolTip()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (widget->inherits("QTipLabel") && widget->isVisible())
            return qobject_cast<QLabel *>(widget);
    }
    return nullptr;
}

} // namespace

/// Texts of strangers in labels, tool tips, bubbles and notifications.
class TestTexts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void cleanupTestCase() { m_theme.reset(); }

    void linksAreFoundAsThePageFindsThem()
    {
        QFile file(QStringLiteral(HANDOFF_TEST_DATA "/texts.json"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        const QJsonArray cases =
            QJsonDocument::fromJson(file.readAll()).object().value(u"links").toArray();
        QVERIFY(!cases.isEmpty());
        for (const QJsonValue &value : cases) {
            const QString text = value.toArray().at(0).toString();
            richtext::Document document;
            richtext::setPlain(document, text, *m_theme);
            QJsonArray found;
            for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
                for (auto it = block.begin(); !it.atEnd(); ++it) {
                    if (!it.fragment().charFormat().isAnchor())
                        continue;
                    QCOMPARE(it.fragment().charFormat().anchorHref(), it.fragment().text());
                    found.append(it.fragment().text());
                }
            }
            QVERIFY2(found == value.toArray().at(1).toArray(), qPrintable(text));
        }
    }

    void labelsShowTextAsItIs()
    {
        QWidget window;
        auto *label = new QLabel(trap, &window);
        window.show();
        QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(label->sizeHint().width() >= label->fontMetrics().horizontalAdvance(trap));
    }

    void toolTipsShowTextAsItIs()
    {
        QWidget window;
        window.setToolTip(trap);
        window.resize(300, 100);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QHelpEvent help(QEvent::ToolTip, {10, 10}, window.mapToGlobal(QPoint(10, 10)));
        QApplication::sendEvent(&window, &help);
        QTRY_VERIFY(toolTip());
        QCOMPARE(toolTip()->text(), trap);
        QCOMPARE(toolTip()->textFormat(), Qt::PlainText);
        QToolTip::hideText();
    }

    void toolTipsOfRowsShowTextAsItIs()
    {
        QListWidget list;
        auto *item = new QListWidgetItem(QStringLiteral("row"), &list);
        item->setToolTip(trap);
        list.resize(300, 100);
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        const QPoint at = list.visualItemRect(item).center();
        QHelpEvent help(QEvent::ToolTip, at, list.viewport()->mapToGlobal(at));
        QApplication::sendEvent(list.viewport(), &help);
        QTRY_VERIFY(toolTip());
        QCOMPARE(toolTip()->textFormat(), Qt::PlainText);
        QToolTip::hideText();
    }

    void notificationsHoldNoMarkup()
    {
        NotificationDaemon daemon;
        for (const auto markup :
             {NotificationDaemon::Markup::Unknown, NotificationDaemon::Markup::Yes}) {
            daemon.setMarkup(markup);
            const QString shown = daemon.shown(trap);
            QVERIFY2(!shown.contains(u'<') && !shown.contains(u'>'), qPrintable(shown));
            QVERIFY(shown.contains(QStringLiteral("&amp; more")));
        }
        daemon.setMarkup(NotificationDaemon::Markup::No);
        QCOMPARE(daemon.shown(trap), trap);
    }

    void theNamelessCanBeToldApart()
    {
        const QString one = QStringLiteral("session_1"), two = QStringLiteral("session_2");
        for (const char *nothing : {"", " ", "访客", "\u200b", "\u3164"}) {
            const QString name = customerName(QString::fromUtf8(nothing), one);
            QVERIFY2(QRegularExpression(QStringLiteral("\\AVisitor [0-9A-F]{4}\\z"))
                         .match(name)
                         .hasMatch(),
                     qPrintable(name));
            QCOMPARE(customerName(QString(), one), name);
        }
        QVERIFY(customerName({}, one) != customerName({}, two));
        QCOMPARE(customerName(QStringLiteral("Two\nLines\u202e"), one),
                 QStringLiteral("Two Lines"));
        QCOMPARE(customerName({}, {}), QStringLiteral("Guest"));
    }

    void fieldsCountCharacters()
    {
        QLineEdit edit;
        setMaxCharacters(&edit, 3);
        edit.setText(QStringLiteral("ab🚲🚲"));
        QCOMPARE(edit.text(), QStringLiteral("ab🚲"));
        edit.clear();
        QTest::keyClicks(&edit, QStringLiteral("abcd"));
        QCOMPARE(edit.text(), QStringLiteral("abc"));
        edit.setText(QStringLiteral(
            "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦"));
        QCOMPARE(
            edit.text(),
            QStringLiteral(
                "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦"));
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TestTexts)
#include "tst_texts.moc"
