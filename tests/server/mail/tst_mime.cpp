#include "server/mail/escalationmail.h"
#include "server/mail/mime.h"

#include <QTest>

using namespace handoff;

namespace {

QString u8(const char *text)
{
    return QString::fromUtf8(text);
}

mail::Mail plainMail()
{
    mail::Mail m;
    m.messageId = u8("<mail_1@example.com>");
    m.fromName = u8("Handoff");
    m.from = u8("desk@example.com");
    m.to = {u8("a@example.com"), u8("b@example.com")};
    m.subject = u8("Hello");
    m.text = u8("text\n");
    m.html = u8("<p>text</p>\n");
    m.date = {1768356000000}; // 2026-01-14 02:00 UTC, a Wednesday
    return m;
}

/// Header fields of an encoded mail, unfolded.
QList<QByteArray> headersOf(const QByteArray &bytes)
{
    QByteArray head = bytes.left(bytes.indexOf("\r\n\r\n"));
    head.replace("\r\n ", " ");
    return head.split('\n');
}

/// Decodes what encodedHeader() made.
QString decoded(QByteArray header)
{
    header.replace("?=\r\n =?utf-8?B?", " ");
    if (!header.startsWith("=?utf-8?B?"))
        return QString::fromLatin1(header);
    QByteArray bytes;
    for (const QByteArray &word : header.mid(10).chopped(2).split(' '))
        bytes += QByteArray::fromBase64(word);
    return QString::fromUtf8(bytes);
}

mail::EscalationMail nightMail()
{
    mail::EscalationMail m;
    m.messageId = u8("<mail_1@example.com>");
    m.to = {u8("a@example.com")};
    m.sessionName = u8("session_夜/1");
    m.customer = u8("<b>Eve</b>");
    m.escalation = Escalation{
        EscalationReason::Keyword, u8("命中关键词: 人工"), Severity::High, {1768356000000}};
    m.requestedBy = u8("regulator");
    m.history = {
        {u8("1"),
         MessageRole::User,
         u8("<img src=x onerror=alert(1)>\n转人工"),
         {1768356000000},
         {},
         {}},
        {u8("2"), MessageRole::Assistant, u8("\"AI\" & 'more'"), {1768356001000}, {}, {}},
        {u8("3"), MessageRole::Agent, u8("hi"), {1768356002000}, u8("agent_1"), u8("小王")}};
    m.now = {1768356003000};
    return m;
}

} // namespace

class TestMime : public QObject
{
    Q_OBJECT

private slots:
    void headers()
    {
        const auto headers = headersOf(mail::encode(plainMail()));
        const QList<QByteArray> expected{
            "Date: Wed, 14 Jan 2026 02:00:00 +0000\r", "From: \"Handoff\" <desk@example.com>\r",
            "To: a@example.com, b@example.com\r",      "Subject: Hello\r",
            "Message-ID: <mail_1@example.com>\r",      "MIME-Version: 1.0\r",
            "Auto-Submitted: auto-generated\r"};
        QCOMPARE(headers.first(expected.size()), expected);
        QCOMPARE(headers.size(), expected.size() + 1);
        QVERIFY(headers.last().startsWith("Content-Type: multipart/alternative; boundary=\"=_"));
    }

    /// Nothing that people write makes a header or breaks out of a part.
    void headersCannotBeInjected()
    {
        const QString evil = u8("x\r\nBcc: victim@example.com\r\n\r\nbody\nX: 1\u2028Y\x01");
        mail::Mail m = plainMail();
        const auto names = [](const QByteArray &bytes) {
            QList<QByteArray> list;
            for (const QByteArray &header : headersOf(bytes))
                list.append(header.left(header.indexOf(':')));
            return list;
        };
        const auto expected = names(mail::encode(m));
        m.subject = evil;
        m.fromName = evil;
        m.messageId = evil;
        m.from = evil;
        m.to = {evil};
        m.text = u8("\r\n--=_x\r\nContent-Type: text/html\r\n\r\n<b>");
        QCOMPARE(names(mail::encode(m)), expected);
        QCOMPARE(mail::encode(m).count("Content-Type: "), 3);
    }

    void linesAreShortAscii()
    {
        mail::Mail m = plainMail();
        m.subject = u8("客户").repeated(60);
        m.fromName = u8("客服😀").repeated(30);
        m.text = u8("很长的一行").repeated(1000) + u8("\n.\n..\n");
        for (int i = 0; i < 30; ++i)
            m.to.append(u8("somebody.with.a.long.name%1@example.com").arg(i));
        const QByteArray bytes = mail::encode(m);
        for (const QByteArray &line : bytes.split('\n')) {
            QVERIFY2(line.size() <= 79, line.constData()); // 78 and CR
            QVERIFY(line.isEmpty() || line.endsWith('\r'));
            for (const char c : line)
                QVERIFY((c >= ' ' && c <= '~') || c == '\r');
        }
    }

    void encodedHeaders_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("read");
        QTest::newRow("ascii") << u8("Hello, world") << u8("Hello, world");
        QTest::newRow("chinese") << u8("客户需要人工服务") << u8("客户需要人工服务");
        QTest::newRow("long") << u8("客户").repeated(50) << u8("客户").repeated(50);
        QTest::newRow("surrogates") << u8("😀").repeated(25) << u8("😀").repeated(25);
        QTest::newRow("long ascii")
            << u8("word ").repeated(40) << u8("word ").repeated(40).trimmed();
        QTest::newRow("looks encoded") << u8("=?utf-8?Q?x?=") << u8("=?utf-8?Q?x?=");
        QTest::newRow("line breaks") << u8("a\r\nb\n\tc") << u8("a b c");
        QTest::newRow("empty") << QString() << QString();
    }
    void encodedHeaders()
    {
        QFETCH(QString, text);
        QFETCH(QString, read);
        const QByteArray header = mail::encodedHeader(text);
        QCOMPARE(decoded(header), read);
        for (const QByteArray &line : header.split('\n'))
            QVERIFY(line.trimmed().size() <= 76);
    }

    void addresses_data()
    {
        QTest::addColumn<bool>("good");
        for (const char *good : {"a@b", "staff@example.com", "first.last+tag@mail.example.com"})
            QTest::newRow(good) << true;
        for (const char *bad : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b>", "<a@b",
                                "a@b\r\nDATA", "客@b", "a,b@c", "\"a\"@b"})
            QTest::newRow(bad) << false;
    }
    void addresses()
    {
        QFETCH(bool, good);
        QCOMPARE(mail::isAddress(u8(QTest::currentDataTag())), good);
    }

    void theMailSaysWhatTheStaffNeeds()
    {
        const mail::Mail m =
            mail::composed(nightMail(), {u8("客服台"), u8("desk@example.com"),
                                         u8("https://desk.example.com/s?name=<session>"),
                                         QTimeZone("Asia/Shanghai")});
        QCOMPARE(m.subject, u8("[Handoff] 客户需要人工服务: session_夜/1"));
        for (const char *line :
             {"会话: session_夜/1\n", "客户: <b>Eve</b>\n",
              "原因: 命中关键词（命中关键词: 人工）\n", "时间: 2026-01-14 10:00:00\n",
              "发起: regulator\n", "链接: https://desk.example.com/s?name=session_%E5%A4%9C%2F1\n",
              "[2026-01-14 10:00:00] 客户: <img src=x onerror=alert(1)>\n转人工\n",
              "[2026-01-14 10:00:01] AI: \"AI\" & 'more'\n", "[2026-01-14 10:00:02] 小王: hi\n"})
            QVERIFY2(m.text.contains(u8(line)), line);
        for (const char *part :
             {"session_夜/1", "&lt;b&gt;Eve&lt;/b&gt;",
              "&lt;img src=x onerror=alert(1)&gt;<br>\n转人工", "&quot;AI&quot; &amp; ",
              "<a href=\"https://desk.example.com/s?name=session_%E5%A4%9C%2F1\">"})
            QVERIFY2(m.html.contains(u8(part)), part);
        QVERIFY(!m.html.contains(u8("<img")) && !m.html.contains(u8("<b>Eve")));
    }

    void withoutEscalationAndLink()
    {
        mail::EscalationMail asked = nightMail();
        asked.escalation.reset();
        const mail::Mail m = mail::composed(asked, {});
        QVERIFY(!m.text.contains(u8("原因")) && !m.text.contains(u8("链接")));
        QVERIFY(m.text.contains(u8("会话: session_夜/1\n")));
    }

    void severalSessionsInOneMail()
    {
        mail::EscalationMail digest = nightMail();
        digest.others = {{u8("session_b"), u8("<i>Bob</i>"), {}, u8("customer")},
                         {u8("session_c"), u8("Cleo"), digest.escalation, u8("regulator")}};
        const mail::Mail m = mail::composed(
            digest, {u8("客服台"), u8("desk@example.com"), u8("https://desk/<session>")});
        QCOMPARE(m.subject, u8("[Handoff] 3 位客户需要人工服务"));
        for (const char *name : {"session_夜/1", "session_b", "session_c"})
            QVERIFY(m.text.contains(u8("会话: ") + u8(name) + u'\n'));
        QVERIFY(m.text.contains(u8("链接: https://desk/session_b\n")));
        QVERIFY(!m.text.contains(u8("最近消息")));
        QVERIFY(!m.html.contains(u8("<i>")) && m.html.contains(u8("&lt;i&gt;Bob")));
    }
};

QTEST_GUILESS_MAIN(TestMime)
#include "tst_mime.moc"
