#include "tests/contract/testserver.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QTcpSocket>
#include <QTest>

using namespace handoff;
using test::Answer;
using test::HttpClient;
using test::TestServer;

namespace {

using Headers = QList<QPair<QByteArray, QByteArray>>;

const QByteArray png = QByteArray("\x89PNG\r\n\x1a\n", 8) + QByteArray(64, '\0');

Headers typed(const QByteArray &type)
{
    return {{"Content-Type", type}};
}

QByteArray form(const QByteArray &disposition, const QByteArray &content,
                const QByteArray &type = "image/png")
{
    return "--b0\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--b0\r\n"
           "Content-Disposition: form-data; name=\"file\"; " +
           disposition + "\r\nContent-Type: " + type + "\r\n\r\n" + content + "\r\n--b0--\r\n";
}

const Headers formType = typed("multipart/form-data; boundary=b0");

QString code(const Answer &answer)
{
    return answer.json().value(u"code").toString();
}

} // namespace

/// Files at tickets over the wire: what is taken, what is refused, how it comes back.
class TestAttachments : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        ServerAppOptions options;
        options.tickets.sweepMs = 50;
        m_sweeping = std::make_unique<TestServer>(QMap<QString, QString>(), options);
        QVERIFY(m_sweeping->port() > 0);
        m_server = std::make_unique<TestServer>(
            QMap<QString, QString>{{QStringLiteral("ATTACHMENT_MAX_MB"), QStringLiteral("2")}});
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        m_http = m_server->signedIn("agent001");
        m_path = makeTicket(*m_http) + "/attachments";
    }

    void upAndDown()
    {
        const Answer added = m_http->request(
            "POST", m_path + "?filename=" + QByteArray("照片 1.png").toPercentEncoding(), png,
            typed("image/png"));
        QCOMPARE(added.status, 200);
        const QJsonObject a = added.data();
        QCOMPARE(
            a.keys(),
            QStringList({QStringLiteral("content_type"), QStringLiteral("created_at"),
                         QStringLiteral("filename"), QStringLiteral("id"), QStringLiteral("size"),
                         QStringLiteral("uploaded_by"), QStringLiteral("uploaded_by_name")}));
        QCOMPARE(a.value(u"filename").toString(), QStringLiteral("照片 1.png"));
        QCOMPARE(a.value(u"content_type").toString(), QStringLiteral("image/png"));
        QCOMPARE(a.value(u"size").toInteger(), png.size());
        QCOMPARE(a.value(u"uploaded_by_name").toString(), QStringLiteral("客服小王"));
        const QByteArray one = m_path + '/' + a.value(u"id").toString().toLatin1();

        const Answer down = m_http->get(one);
        QCOMPARE(down.status, 200);
        QCOMPARE(down.body, png);
        QCOMPARE(down.headers.value("content-type"), QByteArray("image/png"));
        QCOMPARE(down.headers.value("x-content-type-options"), QByteArray("nosniff"));
        QCOMPARE(down.headers.value("accept-ranges"), QByteArray("bytes"));
        QCOMPARE(down.headers.value("content-length"), QByteArray::number(png.size()));
        QCOMPARE(
            down.headers.value("content-disposition"),
            QByteArray(
                "attachment; filename=\"__ 1.png\"; filename*=UTF-8''%E7%85%A7%E7%89%87%201.png"));
        // The connection lives on.
        QCOMPARE(m_http->get(m_path).json().value(u"data").toArray().last().toObject(), a);

        // Kept under a name of its own, in the data directory.
        const QDir dir(m_server->dataDir() + QStringLiteral("/attachments"));
        const QStringList files = dir.entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QVERIFY(!files.constFirst().contains(u'.'));

        const Answer deleted = m_http->request("DELETE", one);
        QCOMPARE(deleted.status, 200);
        QCOMPARE(deleted.json().value(u"data").toArray(), QJsonArray());
        QCOMPARE(m_http->get(one).status, 404);
        QCOMPARE(code(m_http->request("DELETE", one)), QStringLiteral("ATTACHMENT_NOT_FOUND"));
        QTRY_COMPARE(dir.entryList(QDir::Files), QStringList());
    }

    void aLostFileIsAnErrorNotACutBody_data()
    {
        QTest::addColumn<QByteArray>("left"); ///< of the file; null: nothing
        QTest::addColumn<int>("status");
        QTest::newRow("gone") << QByteArray() << 404;
        QTest::newRow("shortened") << QByteArray(300'000, 'x') << 500;
        QTest::newRow("emptied") << QByteArray("") << 500;
    }
    void aLostFileIsAnErrorNotACutBody()
    {
        QFETCH(QByteArray, left);
        const Answer added = m_http->request("POST", m_path + "?filename=big.txt",
                                             QByteArray(1'500'000, 'x'), typed("text/plain"));
        QCOMPARE(added.status, 200);
        const QByteArray one = m_path + '/' + added.data().value(u"id").toString().toLatin1();
        QDir dir(m_server->dataDir() + QStringLiteral("/attachments"));
        for (const QFileInfo &info : dir.entryInfoList(QDir::Files)) {
            if (info.size() != 1'500'000)
                continue;
            QVERIFY(QFile::remove(info.filePath()));
            QFile shorter(info.filePath());
            QVERIFY(left.isNull() ||
                    (shorter.open(QIODevice::WriteOnly) && shorter.write(left) == left.size()));
        }
        for (const char *range : {"", "bytes=0-9"}) {
            const Answer down = m_http->request("GET", one, {}, {{"Range", QByteArray(range)}});
            QTEST(down.status, "status");
            QVERIFY(down.json().value(u"success") == QJsonValue(false));
        }
        QCOMPARE(m_http->request("DELETE", one).status, 200);
    }

    void largeFilesComeInPieces()
    {
        QByteArray text;
        for (int i = 0; text.size() < 1'500'000; ++i)
            text += "line " + QByteArray::number(i) + "\n";
        const Answer added =
            m_http->request("POST", m_path + "?filename=big.txt", text, typed("text/plain"));
        QCOMPARE(added.status, 200);
        const QByteArray one = m_path + '/' + added.data().value(u"id").toString().toLatin1();
        QCOMPARE(m_http->get(one).body, text);
        const Answer part = m_http->request("GET", one, {}, {{"Range", "bytes=300000-1299999"}});
        QCOMPARE(part.status, 206);
        QCOMPARE(part.body, text.mid(300'000, 1'000'000));
        // A client that goes away in the middle costs nothing.
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_server->port());
        QVERIFY(socket.waitForConnected());
        socket.write("GET " + one + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " +
                     m_server->login("agent001", "agent123") + "\r\n\r\n");
        QVERIFY(socket.waitForReadyRead());
        socket.abort();
        QCOMPARE(m_http->get(one).body.size(), text.size());
    }

    void ranges_data()
    {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("contentRange");
        const auto row = [](const char *range, int status, const char *body,
                            const char *contentRange) {
            QTest::newRow(range) << QByteArray(range) << status << QByteArray(body)
                                 << QByteArray(contentRange);
        };
        row("bytes=0-0", 206, "0", "bytes 0-0/10");
        row("bytes=2-4", 206, "234", "bytes 2-4/10");
        row("bytes=7-", 206, "789", "bytes 7-9/10");
        row("bytes=7-99", 206, "789", "bytes 7-9/10");
        row("bytes=-3", 206, "789", "bytes 7-9/10");
        row("bytes=-99", 206, "0123456789", "bytes 0-9/10");
        row("bytes=10-", 416, "", "bytes */10");
        row("bytes=-0", 416, "", "bytes */10");
        row("bytes=99999999999999999999-", 200, "0123456789", "");
        row("bytes=4-2", 200, "0123456789", "");
        row("bytes=0-1,3-4", 200, "0123456789", "");
        row("lines=1-2", 200, "0123456789", "");
        row("bytes=", 200, "0123456789", "");
        row("bytes=-", 200, "0123456789", "");
        row("bytes=a-b", 200, "0123456789", "");
        row("bytes=+1-2", 200, "0123456789", "");
    }
    void ranges()
    {
        QFETCH(QByteArray, range);
        QFETCH(QByteArray, body);
        if (m_digits.isEmpty())
            m_digits =
                m_path + '/' +
                m_http
                    ->request("POST", m_path + "?filename=d.txt", "0123456789", typed("text/plain"))
                    .data()
                    .value(u"id")
                    .toString()
                    .toLatin1();
        const Answer answer = m_http->request("GET", m_digits, {}, {{"Range", range}});
        QTEST(answer.status, "status");
        if (answer.status == 416)
            QCOMPARE(code(answer), QStringLiteral("RANGE_NOT_SATISFIABLE"));
        else
            QCOMPARE(answer.body, body);
        QTEST(answer.headers.value("content-range"), "contentRange");
    }

    void uploads_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Headers>("headers");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("result"); // the name, or the code
        const auto row = [](const char *name, const QByteArray &query, const QByteArray &body,
                            const Headers &headers, int status, const char *result) {
            QTest::newRow(name) << query << body << headers << status << QString::fromUtf8(result);
        };
        const QByteArray exe("MZ\x90\0\x03\0\0\0", 8);
        row("text", "?filename=a.txt", "hello", typed("text/plain"), 200, "a.txt");
        row("without a type", "?filename=a.txt", "hello", typed("application/octet-stream"), 200,
            "a.txt");
        row("without a name", "", png, typed("image/png"), 200, "attachment.png");
        row("path", "?filename=..%2F..%2Fetc%2Fpasswd", "root", typed("text/plain"), 200, "passwd");
        row("windows path", "?filename=C%3A%5Ctemp%5Cx.txt", "x", typed("text/plain"), 200,
            "x.txt");
        row("only dots", "?filename=..", "x", typed("text/plain"), 200, "attachment.txt");
        row("header in the name", "?filename=a%0D%0AX-Evil%3A1.txt", "x", typed("text/plain"), 200,
            "a X-Evil_1.txt");
        row("turned name", "?filename=%E2%80%AEtxt.gpj.txt", "x", typed("text/plain"), 200,
            "txt.gpj.txt");
        row("empty", "?filename=a.txt", "", typed("text/plain"), 422, "VALIDATION_ERROR");
        row("program", "?filename=a.bin", exe, typed("application/octet-stream"), 415,
            "UNSUPPORTED_MEDIA_TYPE");
        row("program as picture", "?filename=a.png", exe, typed("image/png"), 415,
            "UNSUPPORTED_MEDIA_TYPE");
        row("text as picture", "?filename=a.png", "hello", typed("image/png"), 415,
            "UNSUPPORTED_MEDIA_TYPE");
        row("picture as text", "?filename=a.txt", png, typed("text/plain"), 415,
            "UNSUPPORTED_MEDIA_TYPE");
        row("page", "?filename=a.txt", "  <!DOCTYPE html><html>", typed("text/plain"), 415,
            "UNSUPPORTED_MEDIA_TYPE");
        row("script inside", "?filename=a.txt", "hi <SCRIPT>alert(1)</SCRIPT>", typed("text/plain"),
            415, "UNSUPPORTED_MEDIA_TYPE");
        row("svg", "?filename=a.svg", "<svg xmlns=''>", typed("image/svg+xml"), 415,
            "UNSUPPORTED_MEDIA_TYPE");
        row("shell", "?filename=a.txt", "#!/bin/sh\nrm -rf", typed("text/plain"), 415,
            "UNSUPPORTED_MEDIA_TYPE");
        row("declared html", "?filename=a.txt", "hello", typed("text/html"), 415,
            "UNSUPPORTED_MEDIA_TYPE");
        row("batch file", "?filename=a.BAT", "echo", typed("text/plain"), 415,
            "UNSUPPORTED_MEDIA_TYPE");
        row("too large", "?filename=a.txt", QByteArray(2 * 1024 * 1024 + 1, 'x'),
            typed("text/plain"), 413, "PAYLOAD_TOO_LARGE");
        row("far too large", "?filename=a.txt", QByteArray(3 * 1024 * 1024, 'x'),
            typed("text/plain"), 413, "PAYLOAD_TOO_LARGE");
        row("the largest", "?filename=a.txt", QByteArray(2 * 1024 * 1024, 'x'), typed("text/plain"),
            200, "a.txt");

        row("form", "", form("filename=\"a.png\"", png), formType, 200, "a.png");
        row("form with quotes", "", form("filename=\"a\\\"b.png\"", png), formType, 200, "a_b.png");
        row("form, encoded name", "", form("filename=\"x\"; filename*=UTF-8''%E5%9B%BE.png", png),
            formType, 200, "图.png");
        row("form, UTF-8 name", "", form("filename=\"图.png\"", png), formType, 200, "图.png");
        row("form, path", "", form("filename=\"../../a.png\"", png), formType, 200, "a.png");
        row("form, empty name", "", form("filename=\"\"", png), formType, 200, "attachment.png");
        row("form, content like a boundary", "",
            form("filename=\"a.txt\"", "x\r\n-b0\r\n--b\r\n", "text/plain"), formType, 200,
            "a.txt");
        row("form, quoted boundary", "", form("filename=\"a.png\"", png),
            typed("multipart/form-data; boundary=\"b0\""), 200, "a.png");
        row("form, program", "", form("filename=\"a.png\"", exe), formType, 415,
            "UNSUPPORTED_MEDIA_TYPE");
        row("form, no file", "",
            "--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b0--\r\n", formType,
            422, "VALIDATION_ERROR");
        row("form, empty file", "", form("filename=\"a.png\"", ""), formType, 422,
            "VALIDATION_ERROR");
        row("form, no boundary", "", form("filename=\"a.png\"", png), typed("multipart/form-data"),
            422, "VALIDATION_ERROR");
        row("form, other boundary", "", form("filename=\"a.png\"", png),
            typed("multipart/form-data; boundary=zz"), 422, "VALIDATION_ERROR");
        row("form, cut", "", form("filename=\"a.png\"", png).chopped(20), formType, 422,
            "VALIDATION_ERROR");
        row("form, no head", "", "--b0\r\n\r\nx\r\n--b0--\r\n", formType, 422, "VALIDATION_ERROR");
        row("form, endless head", "",
            "--b0\r\nX: " + QByteArray(9000, 'x') + "\r\n\r\nx\r\n--b0--\r\n", formType, 422,
            "VALIDATION_ERROR");
        row("form, too large", "",
            form("filename=\"a.txt\"", QByteArray(2 * 1024 * 1024 + 1, 'x'), "text/plain"),
            formType, 413, "PAYLOAD_TOO_LARGE");
        row("form, the largest", "",
            form("filename=\"a.txt\"", QByteArray(2 * 1024 * 1024, 'x'), "text/plain"), formType,
            200, "a.txt");
    }
    void uploads()
    {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, body);
        QFETCH(Headers, headers);
        QFETCH(QString, result);
        HttpClient http = m_server->client();
        http.setToken(m_server->login("agent001", "agent123"));
        const QByteArray path = makeTicket(http);
        const Answer answer = http.request("POST", path + "/attachments" + query, body, headers);
        QTEST(answer.status, "status");
        const QJsonArray kept = m_http->get(path + "/attachments").json().value(u"data").toArray();
        if (answer.status != 200) {
            QCOMPARE(code(answer), result);
            QVERIFY(kept.isEmpty());
            return;
        }
        QCOMPARE(answer.data().value(u"filename").toString(), result);
        QCOMPARE(kept.size(), 1);
        QCOMPARE(
            m_http->get(path + "/attachments/" + answer.data().value(u"id").toString().toLatin1())
                .status,
            200);
        QCOMPARE(m_http->get(path).data().value(u"attachment_count").toInt(), 1);
    }

    void chunkedUploadsAreSmall()
    {
        // What is large has to say so first.
        const auto upload = [this](int size) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, m_server->port());
            if (!socket.waitForConnected())
                return QByteArray();
            const QByteArray body(size, 'x');
            socket.write("POST " + m_path +
                         "?filename=a.txt HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
                         "Transfer-Encoding: chunked\r\nAuthorization: Bearer " +
                         m_server->login("agent001", "agent123") + "\r\n\r\n" +
                         QByteArray::number(size, 16) + "\r\n" + body + "\r\n0\r\n\r\n");
            QByteArray answer;
            while (!answer.contains("\r\n\r\n") && socket.waitForReadyRead(10000))
                answer += socket.readAll();
            return answer.left(12);
        };
        QCOMPARE(upload(1000), QByteArray("HTTP/1.1 200"));
        QCOMPARE(upload(1024 * 1024 + 1), QByteArray("HTTP/1.1 413"));
    }

    void unknownTicketsKeepNothing()
    {
        const QDir dir(m_server->dataDir() + QStringLiteral("/attachments"));
        const qsizetype before = dir.entryList(QDir::Files).size();
        const Answer answer =
            m_http->request("POST", "/api/tickets/ticket_x/attachments?filename=a.txt", "hello",
                            typed("text/plain"));
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.detail(), QStringLiteral("工单不存在: ticket_x"));
        QCOMPARE(dir.entryList(QDir::Files).size(), before);
    }

    void anotherTicketsFile()
    {
        const QByteArray id =
            m_http->request("POST", m_path + "?filename=a.txt", "hello", typed("text/plain"))
                .data()
                .value(u"id")
                .toString()
                .toLatin1();
        QCOMPARE(m_http->get(makeTicket(*m_http) + "/attachments/" + id).status, 404);
        QCOMPARE(m_http->get(m_path + "/..%2F..%2Fhandoff.db").status, 404);
    }

    void orphansAreSweptAndOthersStay()
    {
        HttpClient http = m_sweeping->client();
        http.setToken(m_sweeping->login("agent001", "agent123"));
        const QByteArray path = makeTicket(http) + "/attachments";
        const Answer added =
            http.request("POST", path + "?filename=a.txt", "hello", typed("text/plain"));
        QCOMPARE(added.status, 200);
        QDir dir(m_sweeping->dataDir() + QStringLiteral("/attachments"));
        const QString kept = dir.entryList(QDir::Files).constFirst();
        const auto age = [&dir](const QString &name) {
            QFile file(dir.filePath(name));
            return file.open(QIODevice::ReadWrite | QIODevice::Append) && file.write("x") == 1 &&
                   file.flush() &&
                   file.setFileTime(QDateTime::currentDateTime().addSecs(-7200),
                                    QFileDevice::FileModificationTime);
        };
        const QString young(32, u'3');
        QFile fresh(dir.filePath(young));
        QVERIFY(fresh.open(QIODevice::WriteOnly));
        QVERIFY(age(kept) && age(QStringLiteral("notes.txt"))); // somebody else's
        QVERIFY(age(QString(32, u'0')) && age(QString(32, u'1') + QStringLiteral(".AbCdEf")));
        QStringList left{kept, QStringLiteral("notes.txt"), young};
        left.sort();
        QTRY_COMPARE(dir.entryList(QDir::Files, QDir::Name), left);
        const QByteArray one = path + '/' + added.data().value(u"id").toString().toLatin1();
        QCOMPARE(http.get(one).status, 200);
    }

private:
    /// Path of a new ticket.
    static QByteArray makeTicket(HttpClient &http)
    {
        const Answer made = http.post(
            "/api/tickets",
            R"({"title":"t","description":"","category":"returns","customer_id":"c","department":"logistics"})");
        return "/api/tickets/" + made.data().value(u"ticket_id").toString().toLatin1();
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<TestServer> m_sweeping;
    std::unique_ptr<HttpClient> m_http;
    QByteArray m_path;
    QByteArray m_digits;
};

QTEST_GUILESS_MAIN(TestAttachments)
#include "tst_attachments.moc"
