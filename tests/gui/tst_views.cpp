#include "tests/gui/quietdesk.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/language.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/stats/chartpane.h"

#include <QApplication>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QFile>
#include <QLineSeries>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QVBoxLayout>

#include <cmath>

using namespace handoff;

namespace {

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

/// Parts, theme and language, without a desk behind them.
class TestViews : public QObject
{
    Q_OBJECT

private:
    Theme *m_theme = nullptr;
    test::QuietDesk m_desk;

private slots:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }

    // ---- parts

    /// A line may have no points: its answer has not come, or says nothing.
    void aChartDrawsWhatItHas()
    {
        const SeriesPoint point{Timestamp{1'700'000'000'000}, QStringLiteral("x"), 90.0};
        ChartPane pane(*m_theme,
                       {{StatsMetric::WaitP50, Token::Brand}, {StatsMetric::WaitP90, Token::Warn}},
                       "chart");
        auto *view = pane.findChild<QChartView *>();
        const auto range = [view] {
            const auto *axis =
                qobject_cast<QCategoryAxis *>(view->chart()->axes(Qt::Horizontal).value(0));
            return axis ? axis->max() - axis->min() : -1;
        };
        for (const QList<QList<SeriesPoint>> &points :
             {QList<QList<SeriesPoint>>{{}, {point}}, {{point}, {}}, {{point}}}) {
            pane.show(points, StatsBucket::Hour);
            QCOMPARE(view->chart()->series().size(), 1);
            QCOMPARE(range(), 1.0);
        }
        for (const QList<QList<SeriesPoint>> &points :
             {QList<QList<SeriesPoint>>{{}, {}}, QList<QList<SeriesPoint>>{}}) {
            pane.show(points, StatsBucket::Hour);
            QVERIFY(view->chart()->series().isEmpty());
        }
    }

    /// The axis is made of the buckets: what they are called is the desk's clock, whatever the
    /// clock of this computer is, and each has its own place.
    void aChartShowsTheDesksClock_data()
    {
        QTest::addColumn<QStringList>("labels");
        QTest::addColumn<bool>("hours");
        QTest::addColumn<QStringList>("ticks");
        QStringList days, manyDays, hours, back;
        for (int i = 0; i < 8; ++i)
            days.append(QDate(2026, 11, 23).addDays(i).toString(Qt::ISODate));
        for (int i = 0; i < 31; ++i)
            manyDays.append(QDate(2026, 10, 31).addDays(i).toString(Qt::ISODate));
        for (int i = 0; i < 25; ++i) {
            const QDateTime at = QDateTime(QDate(2026, 11, 29), QTime(10, 0), Qt::UTC);
            hours.append(at.addSecs(i * 3600).toString(QStringLiteral("yyyy-MM-ddTHH:mm+08:00")));
        }
        back = {QStringLiteral("2026-10-25T01:00+02:00"), QStringLiteral("2026-10-25T02:00+02:00"),
                QStringLiteral("2026-10-25T02:00+01:00"), QStringLiteral("2026-10-25T03:00+01:00")};
        const auto list = [](const char *text) { return QString::fromLatin1(text).split(u'|'); };
        QTest::newRow("eight days")
            << days << false << list("23 Nov|24 Nov|25 Nov|26 Nov|27 Nov|28 Nov|29 Nov|30 Nov");
        QTest::newRow("a month") << manyDays << false
                                 << list("31 Oct|4 Nov|8 Nov|12 Nov|16 Nov|20 Nov|24 Nov|28 Nov");
        QTest::newRow("a day") << hours << true << list("12:00|16:00|20:00|30 Nov|04:00|08:00");
        QTest::newRow("clocks go back") << back << true << list("01:00|02:00|02:00|03:00");
        QTest::newRow("one") << days.mid(7) << false << list("30 Nov");
    }
    void aChartShowsTheDesksClock()
    {
        QFETCH(QStringList, labels);
        QFETCH(bool, hours);
        QFETCH(QStringList, ticks);
        QList<SeriesPoint> points;
        for (int i = 0; i < labels.size(); ++i) // 16:00 UTC is midnight in Shanghai
            points.append({Timestamp{1'795'449'600'000 + i * (hours ? 3'600'000LL : 86'400'000LL)},
                           labels.at(i), double(i)});
        ChartPane pane(*m_theme, {{StatsMetric::Sessions, Token::Brand}}, "chart");
        pane.show({points}, hours ? StatsBucket::Hour : StatsBucket::Day);
        const QChart *chart = pane.findChild<QChartView *>()->chart();
        auto *axis = qobject_cast<QCategoryAxis *>(chart->axes(Qt::Horizontal).value(0));
        QVERIFY(axis);
        QStringList shown = axis->categoriesLabels();
        for (QString &label : shown)
            label.remove(QChar(0x200B));
        QCOMPARE(shown, ticks);
        const auto *line = static_cast<QLineSeries *>(chart->series().value(0));
        QCOMPARE(line->count(), labels.size());
        for (int i = 0; i < line->count(); ++i)
            QCOMPARE(line->at(i), QPointF(i, i));
    }

    void aLayoutIsEmptied()
    {
        QWidget page;
        QVBoxLayout layout(&page);
        layout.addWidget(new QLabel);
        layout.addStretch();
        auto *inner = new QHBoxLayout;
        inner->addSpacing(4);
        inner->addWidget(new QLabel);
        layout.addLayout(inner);
        clearLayout(&layout);
        clearLayout(&layout); // nothing is left to delete
        QCOMPARE(layout.count(), 0);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(page.findChildren<QLabel *>().isEmpty());
    }

    // ---- theme

    /// Whether the page itself had the focus or something on it: the next page has it, no button.
    void thePageThatComesHasTheFocus_data()
    {
        QTest::addColumn<bool>("onPage");
        QTest::newRow("the page") << false;
        QTest::newRow("something on it") << true;
    }
    void thePageThatComesHasTheFocus()
    {
        QFETCH(bool, onPage);
        QStackedWidget stack;
        QWidget *pages[2];
        QPushButton *buttons[2];
        for (int i = 0; i < 2; ++i) {
            pages[i] = new QWidget;
            buttons[i] = new QPushButton(pages[i]);
            stack.addWidget(pages[i]);
        }
        stack.show();
        QVERIFY(QTest::qWaitForWindowActive(&stack));
        QWidget *had = onPage ? buttons[0] : pages[0];
        had->setFocus();
        QCOMPARE(QApplication::focusWidget(), had);
        showPage(&stack, pages[1]);
        QCOMPARE(QApplication::focusWidget(), pages[1]);
    }

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
};

QTEST_MAIN(TestViews)
#include "tst_views.moc"
