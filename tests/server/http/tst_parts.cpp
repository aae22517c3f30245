#include "server/http/loopshare.h"
#include "server/http/ratelimit.h"
#include "server/http/reply.h"
#include "server/http/request.h"
#include "server/http/requestscanner.h"
#include "server/http/trustedproxies.h"
#include "shared/contract/errors.h"

#include <QTest>

using namespace handoff;
using namespace handoff::http;

/// The parts of server/http that need no socket.
class TestHttpParts : public QObject
{
    Q_OBJECT

    using State = RequestScanner::State;
    RequestScanner::BodyLimit m_limit = [](QByteArrayView, QByteArrayView path) {
        return path == "/upload" ? 100 : 10;
    };

private slots:
    void good_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<bool>("keepAlive");
        QTest::addColumn<int>("body");
        const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &target,
                            bool keepAlive = true, int body = 0) {
            QTest::newRow(name) << bytes << target << keepAlive << body;
        };
        row("plain", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "/");
        row("lf only", "GET /x HTTP/1.1\nHost: a\n\n", "/x");
        row("empty lines first", "\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n", "/x");
        row("1.0", "GET /x HTTP/1.0\r\n\r\n", "/x", false);
        row("1.0 keep", "GET /x HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "/x", true);
        row("close", "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "/x", false);
        row("absolute", "GET http://a:1/p?q HTTP/1.1\r\nHost: a\r\n\r\n", "/p?q");
        row("absolute, no path", "GET http://a HTTP/1.1\r\nHost: a\r\n\r\n", "/");
        row("star", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "*");
        row("raw utf-8", "GET /\xe4\xbd\xa0 HTTP/1.1\r\nHost: a\r\n\r\n", "/\xe4\xbd\xa0");
        row("body", "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789", "/x",
            true, 10);
        row("length 0", "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "/x");
        row("own limit",
            "POST /upload?a=b HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\n0123456789ab",
            "/upload?a=b", true, 12);
        row("chunked",
            "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            "3\r\nabc\r\n4;ext=\"1\"\r\ndefg\r\n0\r\nTrailer: x\r\n\r\n",
            "/x", true, 7);
    }
    void good()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, target);
        QFETCH(bool, keepAlive);
        QFETCH(int, body);
        const QByteArray next = "GET /next HTTP/1.1\r\n";
        for (qsizetype split = 0; split <= bytes.size(); ++split) {
            RequestScanner scanner(200, m_limit);
            // Each part is offered until nothing of it is taken, as a connection does.
            qsizetype used = 0;
            for (const QByteArray &part :
                 {bytes.left(split), QByteArray(bytes.mid(split) + next)}) {
                qsizetype at = 0;
                while (at < part.size() && scanner.state() != State::Complete) {
                    const qsizetype took = scanner.feed(QByteArrayView(part).sliced(at));
                    QVERIFY(took > 0);
                    at += took;
                }
                used += at;
            }
            QCOMPARE(scanner.state(), State::Complete);
            QCOMPARE(used, bytes.size()); // nothing of the next request
            QCOMPARE(scanner.head().target, target);
            QCOMPARE(scanner.head().keepAlive, keepAlive);
            if (scanner.head().chunked)
                QCOMPARE(scanner.body(), QByteArray("abcdefg"));
            else
                QCOMPARE(scanner.head().contentLength, body);
            scanner.reset();
            QVERIFY(scanner.idle());
        }
    }

    void bad_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QByteArray &bytes, int status = 400) {
            QTest::newRow(name) << bytes << status;
        };
        const auto with = [](const QByteArray &headers) {
            return QByteArray("POST /x HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n");
        };
        row("garbage", "\x16\x03\x01\x02\n\n");
        row("one word", "GET\r\n\r\n");
        row("no version", "GET /\r\n\r\n");
        row("two blanks", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n");
        row("blank first", " GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        row("http/2", "PRI * HTTP/2.0\r\n\r\n", 505);
        row("http/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505);
        row("lower case", "GET / http/1.1\r\nHost: a\r\n\r\n");
        row("no slash", "GET x HTTP/1.1\r\nHost: a\r\n\r\n");
        row("connect", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n");
        row("no host", "GET / HTTP/1.1\r\n\r\n");
        row("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        row("no colon", with("Header"));
        row("blank before colon", with("Header : x"));
        row("empty name", with(": x"));
        row("folded", with("A: b\r\n c"));
        row("nul", with(QByteArray("A: b\0c", 6)));
        row("bare cr", with("A: b\rc"));
        row("length twice", with("Content-Length: 1\r\nContent-Length: 1"));
        row("length list", with("Content-Length: 1, 1"));
        row("length negative", with("Content-Length: -1"));
        row("length plus", with("Content-Length: +1"));
        row("length hex", with("Content-Length: 0x1"));
        row("length empty", with("Content-Length:"));
        row("length absurd", with("Content-Length: 99999999999999999999"));
        row("length too large", with("Content-Length: 11"), 413);
        row("length and chunked", with("Content-Length: 1\r\nTransfer-Encoding: chunked"));
        row("gzip", with("Transfer-Encoding: gzip"));
        row("gzip, chunked", with("Transfer-Encoding: gzip, chunked"));
        row("chunked twice", with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"));
        row("chunked in 1.0", "POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n");
        row("websocket", with("Connection: Upgrade\r\nUpgrade: websocket"));
        const QByteArray chunked = with("Transfer-Encoding: chunked");
        row("chunk size", chunked + "x\r\n");
        row("chunk size negative", chunked + "-1\r\n");
        row("chunk size empty", chunked + "\r\n");
        row("chunk size absurd", chunked + "fffffffffffffffffff\r\n");
        row("chunk size lf", chunked + "1\nx\r\n0\r\n\r\n");
        row("chunk end", chunked + "1\r\nxy\r\n");
        row("chunks too large", chunked + "8\r\n12345678\r\n3\r\n", 413);
        row("chunk extension", chunked + "1;" + QByteArray(20'000, 'x'));
        row("trailers", chunked + "0\r\nA: " + QByteArray(20'000, 'x'));
        row("head too large", "GET /" + QByteArray(1000, 'x'), 431);
        row("head just too large", "GET / HTTP/1.1\r\nHost: " + QByteArray(200, 'x') + "\r\n\r\n",
            431);
    }
    void bad()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        for (const bool byteWise : {false, true}) {
            RequestScanner scanner(200, m_limit);
            for (qsizetype at = 0; at < bytes.size() && scanner.state() != State::Refused;) {
                const QByteArrayView rest = QByteArrayView(bytes).sliced(at);
                const qsizetype took = scanner.feed(byteWise ? rest.first(1) : rest);
                if (took == 0)
                    break;
                at += took;
            }
            QCOMPARE(scanner.state(), State::Refused);
            QCOMPARE(httpStatus(scanner.refusal()), status);
        }
    }
    void manyHeaders()
    {
        for (const int count : {99, 100}) { // and Host
            QByteArray bytes = "GET / HTTP/1.1\r\nHost: a\r\n";
            for (int i = 0; i < count; ++i)
                bytes += "X-" + QByteArray::number(i) + ": y\r\n";
            RequestScanner scanner(16'384, m_limit);
            bytes += "\r\n";
            scanner.feed(bytes);
            QCOMPARE(scanner.state(), count == 99 ? State::Complete : State::Refused);
        }
    }

    void request()
    {
        Request r;
        r.target = "/a%2Fb/%E4%BD%A0?x=1&x=2&name=%E4%BD%A0+%2B&flag&=&#frag";
        r.headers = {{"content-TYPE", "Application/JSON; charset=utf-8"},
                     {"X-A", "1"},
                     {"x-a", "2"},
                     {"Authorization", "bearer  abc.def "}};
        QCOMPARE(r.rawPath().toByteArray(), QByteArray("/a%2Fb/%E4%BD%A0"));
        QCOMPARE(r.path(), QStringLiteral("/a/b/你"));
        QCOMPARE(r.queryValue(u"x"), QStringLiteral("1"));
        QCOMPARE(r.queryAll(u"x"), QStringList({QStringLiteral("1"), QStringLiteral("2")}));
        QCOMPARE(r.queryValue(u"name"), QStringLiteral("你 +"));
        QCOMPARE(r.queryValue(u"flag"), QString());
        QVERIFY(!r.queryValue(u"none"));
        QCOMPARE(r.header("x-A"), QByteArray("1"));
        QCOMPARE(r.headerAll("X-a"), QList<QByteArray>({"1", "2"}));
        QVERIFY(!r.hasHeader("x-b"));
        QCOMPARE(r.bearerToken(), QByteArray("abc.def"));
        QVERIFY(r.hasContentType("application/json"));
        QVERIFY(!r.hasContentType("application/js"));
        r.headers = {{"Authorization", "Basic abc"}};
        QVERIFY(!r.bearerToken());
    }

    void errorStatus_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<int>("status");
        const auto of = [](ErrorKind kind) { return Error{kind, QStringLiteral("X"), {}, {}, 0}; };
        QTest::newRow("invalid") << of(ErrorKind::Invalid) << 400;
        QTest::newRow("validation") << errors::validation(QStringLiteral("/a"), {}) << 422;
        QTest::newRow("json") << errors::invalidJson() << 422;
        QTest::newRow("method") << errors::methodNotAllowed() << 405;
        QTest::newRow("payload") << errors::payloadTooLarge() << 413;
        QTest::newRow("media") << errors::unsupportedMediaType() << 415;
        QTest::newRow("unauthorized") << of(ErrorKind::Unauthorized) << 401;
        QTest::newRow("forbidden") << of(ErrorKind::Forbidden) << 403;
        QTest::newRow("not found") << of(ErrorKind::NotFound) << 404;
        QTest::newRow("conflict") << of(ErrorKind::Conflict) << 409;
        QTest::newRow("too many") << of(ErrorKind::TooMany) << 429;
        QTest::newRow("upstream") << of(ErrorKind::Upstream) << 502;
        QTest::newRow("unavailable") << of(ErrorKind::Unavailable) << 503;
        QTest::newRow("internal") << of(ErrorKind::Internal) << 500;
    }
    void errorStatus()
    {
        QFETCH(Error, error);
        QTEST(httpStatus(error), "status");
    }
    void errorText()
    {
        const Error e =
            Error::coded(ErrorKind::Conflict, QStringLiteral("A"), QStringLiteral("会\""));
        const QByteArray expected = "{\"success\":false,\"error\":\"会\\\"\",\"code\":\"A\","
                                    "\"detail\":\"A: 会\\\"\"}";
        QCOMPARE(errorBody(e), expected);
    }

    void rateLimit()
    {
        RateLimit limit(60'000, 3);
        const QString key = QStringLiteral("k");
        for (int i = 0; i < 20; ++i)
            QCOMPARE(limit.hit(key, 20, 1'000 + i * 100), 0);
        QCOMPARE(limit.hit(key, 20, 3'000), 58);
        QCOMPARE(limit.check(key, 20, 3'000), 58);
        QCOMPARE(limit.hit(key, 100, 3'000), 0);       // VIP: another limit, the same hits
        QCOMPARE(limit.hit(key, 20, 60'999), 1);       // the first hit leaves at 61,000
        QCOMPARE(limit.hit(key, 20, 61'000 + 100), 0); // two have left, the VIP hit is counted
        QCOMPARE(limit.hit(key, 0, 61'100), 0);
        limit.forget(key);
        QCOMPARE(limit.check(key, 1, 61'100), 0);

        QCOMPARE(limit.hit(key, 2, 70'000), 0);
        limit.giveBack(key); // it was for nothing
        QCOMPARE(limit.keyCount(), 0);
        QCOMPARE(limit.hit(key, 2, 70'000), 0);

        for (const char *other : {"a", "b", "c", "d"})
            QCOMPARE(limit.hit(QString::fromLatin1(other), 1, 100'000), 0);
        QCOMPARE(limit.keyCount(), 3); // "a" was forgotten
        QVERIFY(limit.check(QStringLiteral("d"), 1, 100'001) > 0);
        QCOMPARE(limit.check(QStringLiteral("a"), 1, 100'001), 0);

        // What does not count any more is not kept.
        QCOMPARE(limit.hit(QStringLiteral("late"), 1, 160'000), 0);
        QCOMPARE(limit.keyCount(), 1);
    }

    /// Alone a client has all of the loop; beside another one a fifth, after a burst.
    void loopShare()
    {
        LoopShare share;
        const QHostAddress greedy(QStringLiteral("1.1.1.1"));
        const QHostAddress honest(QStringLiteral("2.2.2.2"));
        qint64 now = 1'000'000;
        for (int i = 0; i < 100; ++i) {
            QVERIFY(share.mayGoOn(greedy, now));
            share.spent(greedy, 1'000, ++now);
        }
        QVERIFY(share.mayGoOn(honest, now));
        share.spent(honest, 100, now);
        QVERIFY(!share.mayGoOn(greedy, now)); // there is somebody else now
        QVERIFY(share.mayGoOn(honest, now));
        // So many milliseconds of work it gets in a second.
        qint64 worked = 0;
        for (const qint64 end = now + 1'400; now < end; ++now) {
            if (now % 100 == 0)
                share.spent(honest, 100, now);
            if (share.mayGoOn(greedy, now)) {
                share.spent(greedy, 1'000, now);
                ++worked;
            }
        }
        QVERIFY2(worked > 150 && worked < 320, qPrintable(QString::number(worked)));
        share.spent(greedy, 60'000'000, now); // whatever it was: it does not rest for ever
        QVERIFY(!share.mayGoOn(greedy, now + 500));
        share.spent(honest, 100, now + 1'900);
        QVERIFY(share.mayGoOn(greedy, now + 2'000));
        now += 10'000; // and the other one has gone
        share.spent(greedy, 1'000'000, now);
        QVERIFY(share.mayGoOn(greedy, now));
    }

    void proxies_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QByteArray>("forwarded");
        QTest::addColumn<QString>("client");
        const QString outside = QStringLiteral("8.8.8.8");
        const QString proxy = QStringLiteral("10.1.2.3");
        QTest::newRow("none") << proxy << QByteArray() << proxy;
        QTest::newRow("not trusted") << outside << QByteArray("1.1.1.1") << outside;
        QTest::newRow("one hop") << proxy << QByteArray("1.1.1.1") << QStringLiteral("1.1.1.1");
        QTest::newRow("forged left")
            << proxy << QByteArray("6.6.6.6, 1.1.1.1") << QStringLiteral("1.1.1.1");
        QTest::newRow("two proxies")
            << proxy << QByteArray("1.1.1.1, 10.9.9.9") << QStringLiteral("1.1.1.1");
        QTest::newRow("ipv6") << proxy << QByteArray("2001:db8::1")
                              << QStringLiteral("2001:db8::1");
        QTest::newRow("mapped") << proxy << QByteArray("::ffff:1.1.1.1")
                                << QStringLiteral("1.1.1.1");
        QTest::newRow("garbage") << proxy << QByteArray("1.1.1.1, nobody") << proxy;
    }
    void proxies()
    {
        QFETCH(QString, peer);
        QFETCH(QByteArray, forwarded);
        QFETCH(QString, client);
        QStringList bad;
        const TrustedProxies proxies(
            {QStringLiteral("10.0.0.0/8"), QStringLiteral("::1"), QStringLiteral("no")}, &bad);
        QCOMPARE(bad, QStringList{QStringLiteral("no")});
        QList<QByteArray> headers;
        if (!forwarded.isEmpty())
            headers.append(forwarded);
        QCOMPARE(proxies.client(QHostAddress(peer), headers).toString(), client);
    }
};

QTEST_GUILESS_MAIN(TestHttpParts)
#include "tst_parts.moc"
