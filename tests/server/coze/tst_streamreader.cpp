#include "server/coze/streamreader.h"

#include <QTest>

using namespace handoff;
using namespace handoff::coze;

/// Coze's stream, cut at every byte.
class TestStreamReader : public QObject
{
    Q_OBJECT

private slots:
    void stream_data();
    void stream();
    void streamLimits();
};

namespace {

/// One letter per fact, with its text: C conversation, D delta, G good, F failed(code), E end.
QString told(const QList<Fact> &facts)
{
    QStringList out;
    for (const Fact &f : facts) {
        switch (f.kind) {
        case Fact::Kind::Conversation:
            out += QStringLiteral("C:") + f.text;
            break;
        case Fact::Kind::Delta:
            out += QStringLiteral("D:") + f.text;
            break;
        case Fact::Kind::Good:
            out += QStringLiteral("G");
            break;
        case Fact::Kind::Failed:
            out += QStringLiteral("F:") + f.failure.code;
            break;
        case Fact::Kind::Done:
            out += QStringLiteral("E");
            break;
        }
    }
    return out.join(u' ');
}

} // namespace

void TestStreamReader::stream_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("skipped");
    const auto row = [](const char *name, const QByteArray &bytes, const char *expected,
                        int skipped = 0) {
        QTest::newRow(name) << bytes << QString::fromUtf8(expected) << skipped;
    };
    const QByteArray delta =
        "event: conversation.message.delta\n"
        "data: {\"id\":\"m1\",\"role\":\"assistant\",\"type\":\"answer\",\"content\":\"你好\"}\n\n";
    const QByteArray completed =
        "event: conversation.message.completed\n"
        "data: {\"id\":\"m1\",\"role\":\"assistant\",\"type\":\"answer\",\"content\":\"你好\"}\n\n";
    row("created", "event: conversation.chat.created\ndata: {\"conversation_id\":\"757\"}\n\n",
        "C:757");
    row("in progress",
        "event: conversation.chat.in_progress\ndata: {\"conversation_id\":\"757\"}\n\n", "C:757");
    row("delta, completed, chat completed, done",
        delta + delta + completed +
            "event: conversation.chat.completed\ndata: {}\n\nevent: done\ndata: {}\n\n",
        "D:你好 D:你好 G E");
    row("completed without delta", completed, "D:你好");
    row("completed of another message", delta + QByteArray(completed).replace("m1", "m2"),
        "D:你好 D:你好");
    row("delta without id", QByteArray(delta).replace("\"id\":\"m1\",", "") + completed, "D:你好");
    row("absent type and role", "event: conversation.message.delta\ndata: {\"content\":\"x\"}\n\n",
        "D:x");
    row("user's own words",
        "event: conversation.message.delta\ndata: "
        "{\"role\":\"user\",\"type\":\"question\",\"content\":\"x\"}\n\n",
        "");
    for (const char *type :
         {"verbose", "follow_up", "function_call", "tool_output", "tool_response", "knowledge"})
        row(type,
            QByteArray(completed).replace("\"answer\"", QByteArray(QByteArray("\"") + type + "\"")),
            "");
    row("content null",
        "event: conversation.message.delta\ndata: {\"type\":\"answer\",\"content\":null}\n\n", "");
    const auto typed = [](const char *event, const char *type, const char *content) -> QByteArray {
        return QByteArray("event: conversation.message.") + event +
               "\ndata: {\"id\":\"m9\",\"role\":\"assistant\",\"type\":\"answer\","
               "\"content_type\":\"" +
               type + "\",\"content\":\"" + content + "\"}\n\n";
    };
    const char *objects =
        R"([{\"type\":\"text\",\"text\":\"看图\"},{\"type\":\"image\",\"file_url\":\"https://e.example/x.png\"}])";
    const QByteArray end = "event: conversation.chat.completed\ndata: {}\n\n";
    row("objects", typed("completed", "object_string", objects) + end,
        "D:看图\nhttps://e.example/x.png G");
    row("objects in pieces, then whole",
        typed("delta", "object_string", R"([{\"type\":\"te)") +
            typed("completed", "object_string", objects) + end,
        "D:看图\nhttps://e.example/x.png G");
    row("objects in pieces",
        typed("delta", "object_string", R"([{\"type\":\"text\",)") +
            typed("delta", "object_string", R"(\"text\":\"a\"}])") + end,
        "D:a G");
    row("card",
        typed("completed", "card", R"({\"card_type\":3,\"response_for_model\":\"选一款\"})") + end,
        "D:选一款 G");
    row("a card that says JSON",
        typed("completed", "card", R"({\"response_for_model\":\"{\\\"output\\\":\\\"x\\\"}\"})") +
            end,
        "D:x G");
    row("one object",
        typed("completed", "object_string", R"({\"type\":\"text\",\"text\":\"a\"})") + end,
        "D:a G");
    row("strings", typed("completed", "object_string", R"([\"a\",\"b\"])") + end, "D:a\nb G");
    row("a text that is code",
        typed("completed", "object_string", R"([{\"type\":\"text\",\"text\":\"[1]\"}])") + end,
        "D:[1] G");
    row("card in pieces", typed("delta", "card", R"({\"data\":1})") + end, "G");
    row("audio",
        typed("delta", "audio", "UklGRg==") + typed("completed", "audio", "UklGRg==") + end, "G");
    row("another name for text", typed("delta", "markdown", "**x**") + end, "D:**x** G");
    const QByteArray halves =
        "event: conversation.message.delta\ndata: {\"id\":\"m1\",\"content\":\"a\\ud83d\"}\n\n"
        "event: conversation.message.delta\ndata: {\"id\":\"m1\",\"content\":\"\\udeb2b\"}\n\n";
    row("a pair of surrogates in two deltas", halves, "D:a D:🚲b");
    row("half a pair at the end", halves.first(halves.indexOf("\n\n") + 2) + end, "D:a G");
    const auto said = [](const char *content) -> QByteArray {
        return QByteArray(
                   "event: conversation.message.delta\ndata: {\"id\":\"m1\",\"content\":\"") +
               content + "\"}\n\n";
    };
    row("a half without the other", said("a\\ude00b") + end, "D:a\uFFFDb G");
    row("two first halves", said("a\\ud83d") + said("b") + end, "D:a D:\uFFFDb G");
    row("U+0000", said("hello\\u0000world") + end, "D:helloworld G");
    row("a conversation that no store keeps",
        "event: conversation.chat.created\ndata: {\"conversation_id\":\"7\\u00005\"}\n\n", "");
    for (const char *gap : {"\n\n", "\r\n\r\n", ""}) {
        QTest::newRow(qPrintable(QStringLiteral("a refusal and %1 more").arg(qstrlen(gap))))
            << QByteArray(QByteArrayLiteral(R"({"code":4100,"msg":"auth"})") + gap)
            << QStringLiteral("F:4100") << 0;
    }
    row("a refusal of the newer kind", R"({"error_code":"4100","error_message":"auth"})", "F:4100");
    row("a refusal instead of a stream", R"({"code":4100,"msg":"authentication is invalid"})",
        "F:4100");
    row("a refusal after a comment", ": hi\n\n{\"code\":\"4100\",\"msg\":\"m\"}\n", "F:4100");
    row("no refusal", R"({"code":0,"msg":""})", "");
    row("requires action", "event: conversation.chat.requires_action\ndata: {}\n\n", "G");
    row("failed, long",
        "event: conversation.chat.failed\ndata: {\"last_error\":{\"code\":4009,\"msg\":\"m\"}}\n\n",
        "F:4009");
    row("failed, short",
        "event: conversation.chat.failed\ndata: {\"code\":\"720701013\",\"msg\":\"m\"}\n\n",
        "F:720701013");
    row("failed, code 0",
        "event: conversation.chat.failed\ndata: {\"last_error\":{\"code\":0,\"msg\":\"\"}}\n\n",
        "F:");
    row("error, number", "event: error\ndata: {\"code\":4000,\"msg\":\"m\"}\n\n", "F:4000");
    row("error, string", "event: error\ndata: {\"code\":\"5000\",\"msg\":\"m\"}\n\n", "F:5000");
    row("error, no JSON", "event: error\ndata: boom\n\n", "F:", 1);
    row("error, no data", "event: error\ndata:\n\n", "F:");
    row("done, object", "event: done\ndata: {\"debug_url\":\"https://x\"}\n\n", "E");
    row("done, quoted", "event: done\ndata: \"[DONE]\"\n\n", "E");
    row("done, bare", "event:done\ndata:[DONE]\n\n", "E");
    row("done, empty", "event: done\ndata:\n\n", "E");
    row("done, no data line", "event: done\n\n", "E");
    row("done, last empty line missing", "event: done\ndata: {}\n", "E");
    row("others",
        "event: PING\ndata: {}\n\nevent: conversation.audio.delta\ndata: x\n\ndata: "
        "{\"content\":\"x\"}\n\n",
        "");
    row("comments, id, retry, CR LF, BOM",
        "\xEF\xBB\xBF: hi\r\nid: 1\r\nretry: "
        "5\r\nevent:conversation.message.delta\r\ndata:{\"content\":\"x\"}\r\n\r\n",
        "D:x");
    row("several data lines",
        "event: conversation.message.delta\ndata: {\"content\":\ndata: \"x\"}\n\n", "D:x");
    row("one bad JSON", "event: conversation.message.delta\ndata: {\"content\n\n" + delta, "D:你好",
        1);
    row("good although its JSON is bad", "event: conversation.chat.completed\ndata: {\n\n", "G", 1);
}

void TestStreamReader::stream()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    QFETCH(int, skipped);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        StreamReader reader;
        QList<Fact> facts = reader.feed(bytes.first(cut));
        facts += reader.feed(bytes.sliced(cut));
        facts += reader.finish();
        QCOMPARE(told(facts), expected);
        QCOMPARE(reader.skipped(), skipped);
        QVERIFY(!reader.overflow());
    }
}

void TestStreamReader::streamLimits()
{
    StreamReader line;
    line.feed(QByteArray(1 << 20, 'x'));
    QVERIFY(!line.overflow());
    line.feed("x");
    QVERIFY(line.overflow());

    StreamReader turn;
    const QByteArray comment = ":" + QByteArray((1 << 20) - 2, 'x') + "\n";
    for (int i = 0; i < 16; ++i)
        turn.feed(comment);
    QVERIFY(!turn.overflow());
    turn.feed(":\n");
    QVERIFY(turn.overflow());
    QVERIFY(turn.feed("event: done\n\n").isEmpty());
}

QTEST_GUILESS_MAIN(TestStreamReader)
#include "tst_streamreader.moc"
