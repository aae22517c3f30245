#include "shared/core/sse.h"
#include "tests/simulator/faults.h"
#include "tests/simulator/script.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace handoff;
using namespace handoff::sim;

namespace {

Turn turn(const QString &answer)
{
    return {answer,
            QStringLiteral("7570000000000000011"),
            QStringLiteral("7570000000000000012"),
            QStringLiteral("7570000000000000013"),
            QStringLiteral("7570000000000000010"),
            QStringLiteral("app-1"),
            QStringLiteral("log-1"),
            1'800'000'000};
}

Faults faultsOf(const char *words)
{
    const auto faults = parseFaults(QString::fromUtf8(words));
    if (!faults)
        qFatal("%s", qPrintable(faults.error().message));
    return *faults;
}

QByteArray bytesOf(const QList<Step> &steps)
{
    QByteArray out;
    for (const Step &step : steps)
        out += step.bytes;
    return out;
}

QList<SseEvent> eventsOf(const QList<Step> &steps)
{
    SseParser parser;
    QList<SseEvent> out;
    for (const Step &step : steps)
        out += parser.feed(step.bytes);
    if (const auto last = parser.finish())
        out.append(*last);
    return out;
}

QJsonObject jsonOf(const SseEvent &event)
{
    return QJsonDocument::fromJson(event.data).object();
}

/// What a customer must read: the deltas, or `completed` of a message without any.
QString answerIn(const QList<SseEvent> &events)
{
    QString out;
    QSet<QString> spoken;
    for (const SseEvent &event : events) {
        const QJsonObject json = jsonOf(event);
        if (json.value(QStringLiteral("type")) != QStringLiteral("answer"))
            continue;
        const QString id = json.value(QStringLiteral("id")).toString();
        if (event.type == "conversation.message.delta") {
            out += json.value(QStringLiteral("content")).toString();
            spoken.insert(id);
        } else if (event.type == "conversation.message.completed" && !spoken.contains(id)) {
            const QString content = json.value(QStringLiteral("content")).toString();
            const bool isCard =
                json.value(QStringLiteral("content_type")) == QStringLiteral("card");
            out += isCard ? QJsonDocument::fromJson(content.toUtf8())
                                .object()
                                .value(QStringLiteral("response_for_model"))
                                .toString()
                          : content;
        }
    }
    return out;
}

QList<QByteArray> typesOf(const QList<SseEvent> &events)
{
    QList<QByteArray> out;
    for (const SseEvent &event : events)
        out.append(event.type);
    return out;
}

const QString kChinese = QStringLiteral("您好！电池 48V，续航 90 公里 🚲。OK?");

} // namespace

class TestScript : public QObject
{
    Q_OBJECT

private slots:
    void takesFaultsOutOfText()
    {
        const auto t = takeFaults(
            QStringLiteral("@sim:slow=5 电池@sim:crlf 多少钱？ @sim:cut=3 @sim:split=1"));
        QVERIFY(t.ok());
        QCOMPARE(t->text, QStringLiteral("电池多少钱？"));
        QCOMPARE(t->faults.slowMs, 5);
        QVERIFY(t->faults.crlf);
        QCOMPARE(t->faults.split, 1);
        QCOMPARE(int(t->faults.ending), int(Ending::Cut));
        QCOMPARE(t->faults.after, 3);
        QCOMPARE(takeFaults(QStringLiteral("mail me at a@sim.example"))->text,
                 QStringLiteral("mail me at a@sim.example"));
    }

    void refusesUnknownFaults_data()
    {
        QTest::addColumn<QString>("word");
        for (const char *word : {"slwo=3", "slow", "slow=x", "slow=-1", "split=0", "crlf=1",
                                 "http=99", "http", "json", "cut=x", "chunks=0"})
            QTest::newRow(word) << QString::fromLatin1(word);
    }
    void refusesUnknownFaults()
    {
        QFETCH(QString, word);
        QVERIFY(!takeFaults(QStringLiteral("a @sim:%1 b").arg(word)).ok());
        QVERIFY(!parseFaults(word).ok());
    }

    void queueGivesEachFaultToWhomItIsFor()
    {
        FaultQueue queue;
        queue.add({QStringLiteral("chat"), QStringLiteral("a"), 2, faultsOf("http=503")});
        queue.add({QStringLiteral("*"), {}, 1, faultsOf("hang")});
        QVERIFY(queue.take(QStringLiteral("chat"), QStringLiteral("b"))->hang);
        QVERIFY(!queue.take(QStringLiteral("token"), QStringLiteral("a")));
        QCOMPARE(queue.take(QStringLiteral("chat"), QStringLiteral("a"))->http, 503);
        QCOMPARE(queue.take(QStringLiteral("chat"), QStringLiteral("a"))->http, 503);
        QVERIFY(!queue.take(QStringLiteral("chat"), QStringLiteral("a")));
        QCOMPARE(queue.size(), 0);
    }

    void cutsDeltas_data()
    {
        QTest::addColumn<int>("chunks");
        for (int n : {0, 1, 2, 7, 50, 400})
            QTest::addRow("%d", n) << n;
    }
    void cutsDeltas()
    {
        QFETCH(int, chunks);
        const QStringList deltas = deltasOf(kChinese, chunks);
        const QString all = deltas.join(QString());
        QVERIFY(all.startsWith(kChinese));
        if (chunks > 0)
            QCOMPARE(deltas.size(), chunks);
        else
            QCOMPARE(all, kChinese);
        for (const QString &delta : deltas) {
            QVERIFY(!delta.isEmpty());
            QVERIFY(delta.isValidUtf16());
        }
        QCOMPARE(deltasOf({}, 3).size(), 3);
        QVERIFY(deltasOf({}, 0).isEmpty());
    }

    void streamsInCozesForm()
    {
        const auto steps = streamScript(turn(kChinese), {});
        QCOMPARE(int(steps.last().action), int(Step::Action::End));
        const auto events = eventsOf(steps);
        const auto types = typesOf(events);
        QCOMPARE(types.first(), QByteArray("conversation.chat.created"));
        QCOMPARE(types.at(1), QByteArray("conversation.chat.in_progress"));
        QCOMPARE(types.at(2), QByteArray("conversation.message.delta"));
        QCOMPARE(
            types.mid(types.size() - 4),
            (QList<QByteArray>{"conversation.message.completed", "conversation.message.completed",
                               "conversation.chat.completed", "done"}));
        QCOMPARE(answerIn(events), kChinese);
        const QJsonObject verbose = jsonOf(events.at(events.size() - 3));
        QCOMPARE(verbose.value(QStringLiteral("type")).toString(), QStringLiteral("verbose"));
        QVERIFY(verbose.value(QStringLiteral("content"))
                    .toString()
                    .contains(QStringLiteral("generate_answer_finish")));
        const QJsonObject usage =
            jsonOf(events.at(events.size() - 2)).value(QStringLiteral("usage")).toObject();
        QVERIFY(usage.value(QStringLiteral("token_count")).toInt() > 0);
        QVERIFY(jsonOf(events.last()).contains(QStringLiteral("debug_url")));
        // Strictly one `event:` and one `data:` line each, LF, one write per event.
        for (const Step &step : steps.first(steps.size() - 1)) {
            const QList<QByteArray> lines = step.bytes.split('\n');
            QCOMPARE(lines.size(), 4);
            QVERIFY(lines.at(0).startsWith("event: ") && lines.at(1).startsWith("data: "));
            QVERIFY(lines.at(2).isEmpty() && lines.at(3).isEmpty());
            QVERIFY(!step.bytes.contains('\r'));
        }
        for (const SseEvent &event : events.first(events.size() - 1)) {
            const QString id = jsonOf(event).value(QStringLiteral("id")).toString();
            QCOMPARE(id.size(), 19);
        }
    }

    void paces()
    {
        Turn t = turn(kChinese);
        t.paceMs = 25;
        t.thinkMs = 300;
        auto steps = streamScript(t, faultsOf("chunks=4"));
        QCOMPARE(steps.at(2).delayMs, 325);
        QCOMPARE(steps.at(3).delayMs, 25);
        QCOMPARE(steps.at(6).delayMs, 0);
        steps = streamScript(t, faultsOf("chunks=4 slow=7"));
        QCOMPARE(steps.at(2).delayMs, 7);
    }

    // The shape may be anything: what is said must be the same.
    void keepsTheAnswerInEveryShape_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("extra");
        for (const char *words :
             {"split=1", "split=2", "split=3", "split=7", "coalesce", "coalesce split=5", "crlf",
              "crlf split=1", "ping", "garbage", "garbage crlf split=1", "badjson", "card",
              "chunks=3", "nodone", "action"})
            QTest::newRow(words) << QString::fromLatin1(words) << QString();
        QTest::newRow("multi") << QStringLiteral("multi") << QStringLiteral("好的，我查一下。\n");
    }
    void keepsTheAnswerInEveryShape()
    {
        QFETCH(QString, words);
        QFETCH(QString, extra);
        const Faults faults = faultsOf(words.toUtf8().constData());
        const auto steps = streamScript(turn(kChinese), faults);
        const auto events = eventsOf(steps);
        QCOMPARE(answerIn(events), QString(extra + kChinese));
        const bool done = faults.ending != Ending::NoDone;
        QCOMPARE(events.last().type,
                 done ? QByteArray("done") : QByteArray("conversation.chat.completed"));
        QCOMPARE(typesOf(events).contains("conversation.chat.requires_action"),
                 faults.ending == Ending::Action);
        if (faults.split > 0) {
            for (const Step &step : steps)
                QVERIFY(step.bytes.size() <= faults.split);
        } else if (faults.coalesce) {
            QCOMPARE(steps.size(), 2);
        }
        if (faults.crlf)
            QCOMPARE(bytesOf(steps).count('\n'), bytesOf(steps).count("\r\n"));
        if (faults.ping)
            QVERIFY(typesOf(events).contains("PING"));
        if (faults.card)
            QVERIFY(!typesOf(events).contains("conversation.message.delta"));
        if (faults.badJson) {
            const auto broken = std::count_if(events.begin(), events.end(), [](const SseEvent &e) {
                return jsonOf(e).isEmpty();
            });
            QCOMPARE(broken, 1);
        }
        if (faults.garbage)
            QVERIFY(bytesOf(steps).startsWith("\xEF\xBB\xBF"));
    }

    void splitsInsideACharacter()
    {
        bool inside = false;
        for (const Step &step : streamScript(turn(QStringLiteral("电池")), faultsOf("split=1")))
            inside = inside || (!step.bytes.isEmpty() && (uchar(step.bytes.at(0)) & 0xC0) == 0x80);
        QVERIFY(inside);
    }

    void breaksOff_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("action");
        QTest::addColumn<int>("deltas");
        QTest::newRow("eof") << QStringLiteral("chunks=6 eof") << int(Step::Action::End) << 3;
        QTest::newRow("cut") << QStringLiteral("chunks=6 cut=2") << int(Step::Action::Cut) << 2;
        QTest::newRow("cut 0") << QStringLiteral("chunks=6 cut=0") << int(Step::Action::Cut) << 0;
        QTest::newRow("hangmid") << QStringLiteral("chunks=6 hangmid") << int(Step::Action::Hang)
                                 << 3;
        QTest::newRow("reset") << QStringLiteral("chunks=6 reset") << int(Step::Action::Reset) << 3;
        QTest::newRow("reset after")
            << QStringLiteral("chunks=6 reset after=5") << int(Step::Action::Reset) << 5;
    }
    void breaksOff()
    {
        QFETCH(QString, words);
        const auto steps = streamScript(turn(kChinese), faultsOf(words.toUtf8().constData()));
        QTEST(int(steps.last().action), "action");
        const auto types = typesOf(eventsOf(steps));
        QTEST(int(types.count("conversation.message.delta")), "deltas");
        QVERIFY(!types.contains("done") && !types.contains("conversation.message.completed") &&
                !types.contains("conversation.chat.completed"));
    }

    void fails_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QJsonValue>("code");
        QTest::addColumn<int>("deltas");
        const QByteArray failed = "conversation.chat.failed";
        QTest::newRow("failed") << QStringLiteral("failed=4009") << failed << QJsonValue(4009) << 0;
        QTest::newRow("failed after")
            << QStringLiteral("failed after=2") << failed << QJsonValue(720702003) << 2;
        QTest::newRow("failedshort") << QStringLiteral("failedshort=720702204") << failed
                                     << QJsonValue(QStringLiteral("720702204")) << 0;
        QTest::newRow("error") << QStringLiteral("error=5000") << QByteArray("error")
                               << QJsonValue(5000) << 0;
        QTest::newRow("errorstr") << QStringLiteral("errorstr=5000 after=1") << QByteArray("error")
                                  << QJsonValue(QStringLiteral("5000")) << 1;
        QTest::newRow("errortext") << QStringLiteral("errortext") << QByteArray("error")
                                   << QJsonValue(QJsonValue::Undefined) << 0;
    }
    void fails()
    {
        QFETCH(QString, words);
        QFETCH(QByteArray, type);
        QFETCH(QJsonValue, code);
        const auto events =
            eventsOf(streamScript(turn(kChinese), faultsOf(words.toUtf8().constData())));
        const auto types = typesOf(events);
        QTEST(int(types.count("conversation.message.delta")), "deltas");
        QCOMPARE(types.count(type), 1);
        const QJsonObject json = jsonOf(events.at(types.indexOf(type)));
        const QJsonObject lastError = json.value(QStringLiteral("last_error")).toObject();
        QCOMPARE(lastError.isEmpty() ? json.value(QStringLiteral("code"))
                                     : lastError.value(QStringLiteral("code")),
                 code);
        QVERIFY(!types.contains("conversation.chat.completed"));
    }

    void makesBigAnswers()
    {
        const auto events = eventsOf(streamScript(turn(kChinese), faultsOf("big=64")));
        QVERIFY(answerIn(events).toUtf8().size() >= 64 * 1024);
    }
};

QTEST_GUILESS_MAIN(TestScript)
#include "tst_script.moc"
