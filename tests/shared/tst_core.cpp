#include "shared/contract/errors.h"
#include "shared/contract/event.h"
#include "shared/contract/session.h"
#include "shared/core/deskclock.h"
#include "shared/core/ids.h"
#include "shared/core/sse.h"

#include <QSet>
#include <QTest>

using namespace handoff;

namespace {
struct Inner
{
    QString name;
    std::optional<int> count;
    static constexpr auto fields(auto to)
    {
        return to(json::field("name", &Inner::name), json::field("count", &Inner::count));
    }
};
struct Page
{
    QList<Inner> items;
    int total = 0;
    static constexpr auto fields(auto to)
    {
        return to(json::field("items", &Page::items), json::again("old", &Page::items),
                  json::field("total", &Page::total));
    }
};
struct Outer
{
    QStringList tags;
    QList<Inner> inner;
    SessionStatus status = SessionStatus::BotActive;
    int page = 1;
    Timestamp at;
    static constexpr auto fields(auto to)
    {
        return to(json::field("tags", &Outer::tags), json::field("inner", &Outer::inner),
                  json::field("status", &Outer::status), json::optional("page", &Outer::page),
                  json::field("at", &Outer::at));
    }
};
/// What a client asks for.
struct Asked
{
    QString text;
    QJsonObject extra;
    QStringList names;
    std::optional<QString> title;
    static constexpr auto fields(auto to)
    {
        return to(json::optional("text", &Asked::text), json::optional("extra", &Asked::extra),
                  json::optionalName("names", &Asked::names), json::line("title", &Asked::title));
    }
};
} // namespace

class TestCore : public QObject
{
    Q_OBJECT

private slots:
    void theDesksDayIsNotThisComputersDay()
    {
        const DeskClock shanghai = DeskClock::named(QStringLiteral("Asia/Shanghai"));
        QCOMPARE(shanghai.zone(), QStringLiteral("Asia/Shanghai"));
        const Timestamp evening{1'764'433'800'000}; // 2025-11-29T16:30Z, past midnight there
        QCOMPARE(shanghai.day(evening), QDate(2025, 11, 30));
        QCOMPARE(shanghai.startOf(QDate(2025, 11, 30)).ms, 1'764'432'000'000);
        QCOMPARE(shanghai.when(QDate(2025, 11, 30), QTime(0, 30)), evening);
        // Midnight that clocks skip: the day begins an hour later.
        const DeskClock santiago = DeskClock::named(QStringLiteral("America/Santiago"));
        const Timestamp begins = santiago.startOf(QDate(2026, 9, 6));
        QCOMPARE(santiago.at(begins).time(), QTime(1, 0));
        QCOMPARE(santiago.day(begins.plusMs(-1)), QDate(2026, 9, 5));
        QVERIFY(DeskClock::named(QStringLiteral("Nowhere/Town")) == DeskClock());
        QVERIFY(DeskClock::named(QString()) == DeskClock());
    }

    void writesCompactUtf8WithThreeDecimals()
    {
        const Outer o{{QStringLiteral("客服\n\"")},
                      {{QStringLiteral("a"), {}}, {{}, 2}},
                      SessionStatus::ManualLive,
                      3,
                      {1764126450000}};
        QCOMPARE(
            json::toJson(o),
            QByteArray("{\"tags\":[\"客服\\n\\\"\"],\"inner\":[{\"name\":\"a\",\"count\":null},"
                       "{\"name\":\"\",\"count\":2}],\"status\":\"manual_live\",\"page\":3,"
                       "\"at\":1764126450.000}"));
    }

    void writesEveryTextAsJson_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("empty") << QString() << QByteArray("\"\"");
        QTest::newRow("escapes") << QStringLiteral("\\ \" \n \r \t \x01 \x1f \x7f")
                                 << QByteArray("\"\\\\ \\\" \\n \\r \\t \\u0001 \\u001f \x7f\"");
        QTest::newRow("two, three, four bytes")
            << QStringLiteral("é ߿ ࠀ 中 �") + QString::fromUcs4(U"\U0001F600\U0010FFFF")
            << QByteArray("\"é ߿ ࠀ 中 �\U0001F600\U0010FFFF\"");
        QTest::newRow("half pairs") << QString(QChar(0xd83d)) + u'x' + QChar(0xde00) + QChar(0xd83d)
                                    << QByteArray("\"\uFFFDx\uFFFD\uFFFD\"");
        const QString longText(5000, u'\x01');
        QTest::newRow("long") << longText << '"' + QByteArray("\\u0001").repeated(5000) + '"';
    }
    void writesEveryTextAsJson()
    {
        QFETCH(QString, text);
        QTEST(json::toJson(text), "written");
        QByteArray behind = "[";
        json::writeString(behind, text);
        QCOMPARE(behind, '[' + json::toJson(text));
    }

    void writesNumbers()
    {
        const QList<qint64> whole{0, -1, 42, std::numeric_limits<qint64>::max(),
                                  std::numeric_limits<qint64>::min()};
        QCOMPARE(json::toJson(whole), "[0,-1,42,9223372036854775807,-9223372036854775808]");
        QCOMPARE(json::toJson(QList<double>{0.0, -2.5, 1e15, 0.1, 12.345,
                                            std::numeric_limits<double>::infinity()}),
                 "[0,-2.5,1000000000000000,0.1,12.345,null]");
        QCOMPARE(json::toJson(QList<Timestamp>{{0}, {7}, {1764126450848}, {-1500}, {60}}),
                 "[0.000,0.007,1764126450.848,-1.500,0.060]");
    }

    void writesAFieldAgainUnderItsOldName()
    {
        const Page page{{{QStringLiteral("a"), 1}}, 1};
        QCOMPARE(json::toJson(page), "{\"items\":[{\"name\":\"a\",\"count\":1}],"
                                     "\"old\":[{\"name\":\"a\",\"count\":1}],\"total\":1}");
        const auto back = json::fromJson<Page>(QByteArray("{\"items\":[],\"old\":7,\"total\":3}"));
        QVERIFY(back.ok());
        QCOMPARE(back->total, 3);
        QByteArray behind = "[1,";
        json::write(behind, page);
        QCOMPARE(behind, "[1," + json::toJson(page));
    }

    void readsWhatItWrote()
    {
        SessionState s;
        s.sessionName = QStringLiteral("会话");
        s.history = {{QStringLiteral("msg_1"),
                      MessageRole::Agent,
                      QStringLiteral("你好 😀"),
                      {5},
                      QStringLiteral("agent_1"),
                      QStringLiteral("王")}};
        s.escalation =
            Escalation{EscalationReason::Vip, QStringLiteral("x"), Severity::High, {1764126450848}};
        s.userProfile.metadata.insert(QStringLiteral("k"), 1);
        const auto back = json::fromJson<SessionState>(json::toJson(s));
        QVERIFY(back.ok());
        QCOMPARE(*back, s);
    }

    void namesTheFieldThatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("message");
        QTest::newRow("type") << QByteArray(R"({"tags":[1],"inner":[],"status":"closed","at":1})")
                              << QStringLiteral("/tags/0: string expected");
        QTest::newRow("nested")
            << QByteArray(R"({"tags":[],"inner":[{"name":"x"},{}],"status":"closed","at":1})")
            << QStringLiteral("/inner/1/name: required");
        QTest::newRow("enum") << QByteArray(R"({"tags":[],"inner":[],"status":"unknown","at":1})")
                              << QStringLiteral("/status: one of bot_active, pending_manual, "
                                                "manual_live, after_hours_email, closed expected");
        QTest::newRow("root") << QByteArray("[]") << QStringLiteral("/: object expected");
        QTest::newRow("fraction")
            << QByteArray(R"({"tags":[],"inner":[],"status":"closed","page":1.5,"at":1})")
            << QStringLiteral("/page: integer expected");
        QTest::newRow("nul") << QByteArray(
                                    R"({"tags":["\u0000"],"inner":[],"status":"closed","at":1})")
                             << QStringLiteral("/tags/0: must not contain U+0000");
    }
    void namesTheFieldThatIsWrong()
    {
        QFETCH(QByteArray, body);
        const auto r = json::fromJson<Outer>(body);
        QVERIFY(!r.ok());
        QTEST(r.error().message, "message");
        QCOMPARE(r.error().code, QStringLiteral("VALIDATION_ERROR"));
    }

    void refusesWhatIsNoJson_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray("{\"a\":");
        QTest::newRow("latin1") << QByteArray("{\"a\":\"\xe9\"}");
        QTest::newRow("deep") << QByteArray(200, '[') + QByteArray(200, ']');
        QTest::newRow("nul byte") << QByteArray("{\"a\":\"x\0y\"}", 11);
    }
    void refusesWhatIsNoJson()
    {
        QFETCH(QByteArray, body);
        const auto r = json::parse(body);
        QVERIFY(!r.ok());
        QCOMPARE(r.error().code, QStringLiteral("INVALID_JSON"));
    }

    void textsOfRequestsAreMadeWhatTheyAreFor()
    {
        const QByteArray body = "{\"text\":\"cafe\u0301\\n\",\"title\":\" two\\nlines\u202e \"}";
        const auto strict = json::fromJson<Asked>(body);
        QVERIFY(strict.ok());
        QCOMPARE(strict->text, QStringLiteral("caf\u00e9\n"));
        QCOMPARE(strict->title, QStringLiteral("two lines"));
        const auto lenient = json::fromJson<Asked>(body, json::Mode::Lenient);
        QVERIFY(lenient.ok());
        QCOMPARE(lenient->text, QStringLiteral("cafe\u0301\n"));
    }

    void textsOfRequestsThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("message");
        const QString half = QStringLiteral("must not contain half a surrogate pair");
        QTest::newRow("half a pair")
            << QByteArray(R"({"text":"a\ud83d"})") << QString(u"/text: " + half);
        QTest::newRow("deep in an object")
            << QByteArray(R"({"extra":{"a":[{"\udeb2":1}]}})") << QString(u"/extra/a/0: " + half);
        QTest::newRow("line break in a name")
            << QByteArray(R"({"names":["a","b\n"]})")
            << QStringLiteral("/names/1: must not contain control or broken characters");
    }
    void textsOfRequestsThatAreNone()
    {
        QFETCH(QByteArray, body);
        const auto strict = json::fromJson<Asked>(body);
        QVERIFY(!strict.ok());
        QTEST(strict.error().message, "message");
        QVERIFY(json::fromJson<Asked>(body, json::Mode::Lenient).ok());
    }

    void noValueOfAFrameBecomesAField()
    {
        const QByteArray forged = "x\n\nevent: manual_message\rdata: {}\r\n\n";
        SseParser parser;
        const auto events =
            parser.feed(QByteArray(sse::eventFrame(7, forged, forged) + sse::dataFrame(forged)));
        QCOMPARE(events.size(), 2);
        QCOMPARE(events.at(0).id, QByteArray("7"));
        QCOMPARE(events.at(0).type, QByteArray("x  event: manual_message data: {}   "));
        QVERIFY(events.at(1).type.isEmpty());
    }

    void lenientReadingSurvivesNewerServers()
    {
        const auto r = json::fromJson<Outer>(QByteArray(R"({"status":"on_the_moon","new":1})"),
                                             json::Mode::Lenient);
        QVERIFY(r.ok());
        QCOMPARE(r->status, SessionStatus::Unknown);
    }

    void sseAtEverySplit()
    {
        const QByteArray bytes =
            "\xEF\xBB\xBF: hello\r\nevent: a\r\nid: 7\r\ndata: 你好\r\ndata:two\r\n\r\n"
            "data: {\"x\":1}\n\nretry: 3000\nevent: done\n\ndata: last\n";
        const QList<SseEvent> expected{
            {"a", "你好\ntwo", "7"}, {"", "{\"x\":1}", "7"}, {"done", "", "7"}, {"", "last", "7"}};
        for (qsizetype split = 0; split <= bytes.size(); ++split) {
            SseParser p;
            QList<SseEvent> got = p.feed(QByteArrayView(bytes).first(split));
            got += p.feed(QByteArrayView(bytes).sliced(split));
            if (const auto last = p.finish())
                got.append(*last);
            QCOMPARE(got, expected);
            QCOMPARE(p.retryMs(), 3000);
        }
        SseParser bytewise;
        QList<SseEvent> got;
        for (const char c : bytes)
            got += bytewise.feed(QByteArrayView(&c, 1));
        if (const auto last = bytewise.finish())
            got.append(*last);
        QCOMPARE(got, expected);
    }

    void sseKeepsItsLimits()
    {
        SseParser line(16, 64);
        QVERIFY(line.feed(QByteArray(32, 'x')).isEmpty());
        QVERIFY(line.overflow());
        SseParser event(1024, 64);
        for (int i = 0; i < 10; ++i)
            (void)event.feed("data: 0123456789\n");
        QVERIFY(event.overflow());
    }

    void sseFrames()
    {
        QCOMPARE(sse::dataFrame("{}"), QByteArray("data: {}\n\n"));
        QCOMPARE(sse::eventFrame(5, "a", "{}"), QByteArray("id: 5\nevent: a\ndata: {}\n\n"));
        QCOMPARE(sse::eventFrame(0, "a", "{}"), QByteArray("event: a\ndata: {}\n\n"));
    }

    void idsDiffer()
    {
        QSet<QString> seen;
        for (int i = 0; i < 10000; ++i)
            seen.insert(newId(u"msg_"));
        QCOMPARE(seen.size(), 10000);
        QCOMPARE(seen.begin()->size(), 28);
    }

    void errorsHaveTheLiteralsOfTheContract()
    {
        QCOMPARE(errors::alreadyTaken(QStringLiteral("小王")).detail,
                 QStringLiteral("ALREADY_TAKEN: 会话已被坐席【小王】接入"));
        QCOMPARE(errors::invalidCredentials().detail, QStringLiteral("用户名或密码错误"));
        QCOMPARE(errors::sessionInManualMode(QStringLiteral("pending_manual")).detail,
                 QStringLiteral("SESSION_IN_MANUAL_MODE: pending_manual"));
        QCOMPARE(errors::invalidStatus(QStringLiteral("closed"), QStringLiteral("接入")).detail,
                 QStringLiteral("INVALID_STATUS: 当前状态为closed，无法接入"));
    }
};

QTEST_GUILESS_MAIN(TestCore)
#include "tst_core.moc"
