#include "shared/rules/isocodes.h"
#include "shared/text/displaytext.h"
#include "shared/text/links.h"
#include "shared/text/names.h"
#include "shared/text/searchfold.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace handoff;

/// Text that people read, names, what is found and what is a link. tests/data/texts.json holds the
/// cases that the page obeys as well.
class TestText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QFile file(QStringLiteral(HANDOFF_TEST_DATA "/texts.json"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        m_cases = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(!m_cases.isEmpty());
    }

    void blankMeansNothingToSee()
    {
        for (const QJsonArray &c : cases("blank"))
            QVERIFY2(displaytext::isBlank(c[0].toString()) == c[1].toBool(), shown(c));
    }
    void trimmedOfWhatShowsNothing()
    {
        for (const QJsonArray &c : cases("trimmed"))
            QVERIFY2(displaytext::trimmed(c[0].toString()) == c[1].toString(), shown(c));
    }
    void aNameStandsOnOneLine()
    {
        for (const QJsonArray &c : cases("oneLine"))
            QVERIFY2(displaytext::oneLine(c[0].toString()) == c[1].toString(), shown(c));
        QCOMPARE(displaytext::oneLine(QStringLiteral("a") + QChar(0xd83d)), QStringLiteral("a"));
    }
    void lengthIsWhatPeopleCount()
    {
        for (const QJsonArray &c : cases("length")) {
            const QString text = c[0].toString();
            QVERIFY2(displaytext::length(text) == c[1].toInt(), shown(c));
            QVERIFY2(displaytext::fits(text, c[1].toInt()), shown(c));
            QVERIFY2(c[1].toInt() == 0 || !displaytext::fits(QString(text + text), c[1].toInt()),
                     shown(c));
        }
    }
    void cutsFallBetweenCharacters()
    {
        for (const QJsonArray &c : cases("cut")) {
            const QString text = c[0].toString(), wanted = c[2].toString();
            QVERIFY2(displaytext::cut(text, c[1].toInt()) == wanted, shown(c));
            QVERIFY2(displaytext::preview(text, c[1].toInt()) ==
                         (text == wanted ? text : QString(wanted + u'…')),
                     shown(c));
        }
    }
    void aTowerOfMarksIsBounded()
    {
        const QString tower = u'a' + QString(100'000, QChar(0x301));
        QVERIFY(!displaytext::fits(tower, 50));
        QCOMPARE(displaytext::cut(tower, 50).size(), 50 * displaytext::unitsPerCharacter);
        QVERIFY(displaytext::fits(QString(u'a' + QString(10, QChar(0x301))), 1));
    }
    void everyCutIsWellFormed()
    {
        const QString text =
            QStringLiteral("a👨‍👩‍👧‍👦é🇩🇪🇫🇷각客\r\n🚲");
        for (qsizetype max = 0; max <= displaytext::length(text); ++max) {
            const QString start = displaytext::cut(text, max);
            QVERIFY(displaytext::isWellFormed(start) && text.startsWith(start));
            QCOMPARE(displaytext::length(start), max);
        }
        QVERIFY(!displaytext::isWellFormed(QString(QChar(0xd83d))));
    }
    void directionEndsWithTheName()
    {
        QCOMPARE(displaytext::isolated(QStringLiteral("王 Zoë (2)")), QStringLiteral("王 Zoë (2)"));
        for (const char *name : {"ليلى", "דנה 7", "a\u202e"}) {
            const QString turning = QString::fromUtf8(name);
            QCOMPARE(displaytext::isolated(turning), QString(u'\u2068' + turning + u'\u2069'));
        }
    }

    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("ok");
        const auto row = [](const char *what, const QString &name, bool ok) {
            QTest::newRow(what) << name << ok;
        };
        row("plain", QStringLiteral("session_123"), true);
        row("chinese", QStringLiteral("客服 小王"), true);
        row("emoji", QStringLiteral("🚲 👩‍🚀"), true);
        row("slash", QStringLiteral("a/b?c=%d"), true);
        row("empty", QString(), true);
        row("longest", QString(255, u'n'), true);
        row("too long", QString(256, u'n'), false);
        for (const char16_t c :
             {u'\0', u'\n', u'\r', u'\t', u'\x1b', u'\x7f', u'\x85', u'\x9f', u'\u2028', u'\u2029',
              u'\u202e', u'\u2066', u'\u200f', u'\ufffd', u'\uffff', u'\xd83d', u'\xdeb2'})
            row(qPrintable(QStringLiteral("U+%1").arg(uint(c), 4, 16)),
                u'a' + QString(QChar(c)) + u'b', false);
    }
    void names()
    {
        QFETCH(QString, name);
        QFETCH(bool, ok);
        const auto checked = names::check(QStringLiteral("/x"), name);
        QCOMPARE(checked.ok(), ok);
        if (!ok) {
            QCOMPARE(checked.error().code, QStringLiteral("VALIDATION_ERROR"));
            QVERIFY(checked.error().message.startsWith(QLatin1String("/x: ")));
        }
    }
    void codesOfProfiles()
    {
        const auto tidied = [](const char *country, const char *language, const char *currency) {
            DeclaredProfile profile;
            profile.country = QString::fromUtf8(country);
            profile.language = QString::fromUtf8(language);
            profile.currency = QString::fromUtf8(currency);
            const QStringList wrong = IsoCodes::tidy(profile);
            return QString(
                QStringList{*profile.country, *profile.language, *profile.currency}.join(u' ') +
                u'|' + wrong.join(u','));
        };
        QCOMPARE(tidied("DE", "de", "EUR"), QStringLiteral("DE de EUR|"));
        QCOMPARE(tidied(" gb", "EN-us", "usd "), QStringLiteral("GB en USD|"));
        QCOMPARE(tidied("CN", "zh_Hans_CN", "CNY"), QStringLiteral("CN zh CNY|"));
        QCOMPARE(tidied("", "", ""), QStringLiteral("  |"));
        QCOMPARE(tidied("UK", "xx", "BTC"), QStringLiteral("  |country,language,currency"));
        QCOMPARE(tidied("Germany", "German", "Euro"),
                 QStringLiteral("  |country,language,currency"));
        QCOMPARE(tidied("E A", "e", "D A"), QStringLiteral("  |country,language,currency"));
        // Other letters become these in upper or lower case: ß is SS, ı is I, the Kelvin sign k.
        QCOMPARE(tidied("ß", "\u212Ao", "ınr"), QStringLiteral("  |country,language,currency"));
        QCOMPARE(tidied("ın", "ｄｅ", "uſd"), QStringLiteral("  |country,language,currency"));
        QCOMPARE(tidied("\u200b", "\u3000de\u200b", "\u2060"), QStringLiteral(" de |"));
        DeclaredProfile nothing;
        QVERIFY(IsoCodes::tidy(nothing).isEmpty() && !nothing.country);
    }

    void namesOfPathsAreNoSessions()
    {
        for (const char *name : {"queue", "stats", "by-tag", ".", ".."})
            QVERIFY2(!names::checkNewSession(QString(), QString::fromLatin1(name)), name);
        for (const char *name : {"queue1", "Stats", "...", "session"})
            QVERIFY2(names::checkNewSession(QString(), QString::fromLatin1(name)), name);
    }

    void whatLooksEqualIsFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("keyword");
        QTest::addColumn<QString>("shown"); ///< what find() marks; empty: nothing
        const auto row = [](const char *text, const char *keyword, const char *shown) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(keyword)
                                << QString::fromUtf8(shown);
        };
        row("Äpfel", "Äpfel", "Äpfel");
        row("Zwei ÄPFEL", "äpfel", "ÄPFEL");
        row("Доставка", "доставка", "Доставка");
        row("ДОСТАВКА", "Доставка", "ДОСТАВКА");
        row("Παραγγελία ΟΔΟΣ", "παραγγελια", "Παραγγελία");
        row("meine οδός", "ΟΔΟΣ", "οδός");
        row("ＡＢＣ１２３", "abc123", "ＡＢＣ１２３");
        row("abc123", "ＡＢＣ１２３", "abc123");
        row("Ünal", "Unal", "Ünal");
        row("Unal", "Ünal", "Unal");
        row("das cafe\u0301 hier", "café", "cafe\u0301");
        row("das café hier", "cafe\u0301", "café");
        row("Straße", "STRASSE", "Straße");
        row("İstanbul ve IŞIK", "istanbul", "İstanbul");
        row("ışık", "ISIK", "ışık");
        row("Sørensen", "sorensen", "Sørensen");
        row("Łódź", "lodz", "Łódź");
        row("ﬁne oﬃce", "office", "oﬃce");
        row("ca\u00adfe\u200b", "cafe", "ca\u00adfe");
        row("two\u00a0 \t words", "two words", "two\u00a0 \t words");
        row("two\nlines", "two lines", "");
        row("각도", "\u1100\u1161\u11a8", "각");
        row("ガス", "カス", "");
        row("ｶﾞｽ", "ガス", "ｶﾞｽ");
        row("退款", "退款", "退款");
        row("a🚲b", "🚲", "🚲");
        row("50%_off", "%_", "%_");
        row("cat", "dog", "");
        row("שָׁלוֹם", "שלום", "שָׁלוֹם");
        row("I don’t know", "don't", "don’t");
        row("I don't know", "don‘t", "don't");
        row("oʼzbek", "o'zbek", "oʼzbek");
        row("wie geht´s", "geht's", "geht´s");
        row("26″ und 5′", "26\" und 5'", "26″ und 5′");
        row("Mo – Fr", "mo - fr", "Mo – Fr");
        row("Mo - Fr", "mo — fr", "Mo - Fr");
        row("E\u2010E\u2011E\u2012E\u2013E\u2014E\u2015E\u2212E", "e-e-e-e-e-e-e-e",
            "E\u2010E\u2011E\u2012E\u2013E\u2014E\u2015E\u2212E");
        row("say “so”", "\"so\"", "“so”");
        row("say \"so\"", "„so“", "\"so\"");
    }
    void whatLooksEqualIsFound()
    {
        QFETCH(QString, text);
        QFETCH(QString, keyword);
        QFETCH(QString, shown);
        const QString key = searchfold::key(keyword);
        QCOMPARE(searchfold::contains(text, key), !shown.isEmpty());
        const auto hit = searchfold::find(text, key);
        QCOMPARE(hit ? text.mid(hit->start, hit->length) : QString(), shown);
        QCOMPARE(searchfold::folded(searchfold::folded(text)), searchfold::folded(text));
        QVERIFY(searchfold::contains(text, searchfold::key(text)));
    }
    void findsOneAfterTheOther()
    {
        const QString text = QStringLiteral("Äh, äh; ah");
        const QString key = searchfold::key(QStringLiteral("ah"));
        QList<qsizetype> places;
        for (auto hit = searchfold::find(text, key); hit;
             hit = searchfold::find(text, key, hit->start + hit->length))
            places.append(hit->start);
        QCOMPARE(places, QList<qsizetype>({0, 4, 8}));
        QVERIFY(!searchfold::find(text, QString()));
    }
    void aKeyOfNothingIsEmpty()
    {
        for (const char *nothing : {"", " \t", "\u200b", "\u0301", "\u00ad \u2060"})
            QVERIFY(searchfold::key(QString::fromUtf8(nothing)).isEmpty());
    }

    void links()
    {
        for (const QJsonArray &c : cases("links")) {
            const QString text = c[0].toString();
            QJsonArray found;
            for (const links::Link &link : links::find(text))
                found.append(text.mid(link.start, link.length));
            QVERIFY2(found == c[1].toArray(), shown(c));
        }
    }

private:
    QList<QJsonArray> cases(const char *name) const
    {
        QList<QJsonArray> list;
        for (const QJsonValue &value : m_cases.value(QLatin1String(name)).toArray())
            list.append(value.toArray());
        Q_ASSERT(!list.isEmpty());
        return list;
    }
    static const char *shown(const QJsonArray &value)
    {
        static QByteArray text;
        text = QJsonDocument(value).toJson(QJsonDocument::Compact);
        return text.constData();
    }

    QJsonObject m_cases;
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
