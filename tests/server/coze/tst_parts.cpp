#include "server/coze/breaker.h"
#include "server/coze/failure.h"
#include "server/coze/jwt.h"
#include "server/coze/settings.h"
#include "server/coze/tokens.h"
#include "tests/server/coze/testkey.h"

#include <QTemporaryFile>
#include <QTest>

using namespace handoff;
using namespace handoff::coze;

/// The parts of the relay that need no network: settings, JWT, rules of failures.
class TestParts : public QObject
{
    Q_OBJECT

private slots:
    void missingSettings();
    void audience_data();
    void audience();
    void privateKey();
    void signsBothKeyForms();
    void refusesBadKeys();
    void claims();
    void refreshAt_data();
    void refreshAt();
    void refusals_data();
    void refusals();
    void remedies_data();
    void remedies();
    void breaker();
};

void TestParts::missingSettings()
{
    CozeSettings s;
    QCOMPARE(s.missing(),
             (QStringList{QStringLiteral("COZE_WORKFLOW_ID"), QStringLiteral("COZE_APP_ID"),
                          QStringLiteral("COZE_OAUTH_CLIENT_ID"),
                          QStringLiteral("COZE_OAUTH_PUBLIC_KEY_ID"),
                          QStringLiteral("COZE_OAUTH_PRIVATE_KEY")}));
    s.workflowId = s.appId = s.clientId = s.publicKeyId = QStringLiteral("x");
    QVERIFY(!s.configured());
    s.privateKeyFile = QStringLiteral("/key.pem");
    QVERIFY(s.configured());
}

void TestParts::audience_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("set");
    QTest::addColumn<QString>("expected");
    QTest::newRow("default") << "https://api.coze.com"
                             << ""
                             << "api.coze.com";
    QTest::newRow("port") << "http://127.0.0.1:9001"
                          << ""
                          << "127.0.0.1:9001";
    QTest::newRow("path and user") << "https://u:p@api.coze.cn:8443/x"
                                   << ""
                                   << "api.coze.cn:8443";
    QTest::newRow("given") << "http://127.0.0.1:9001"
                           << "api.coze.com"
                           << "api.coze.com";
}

void TestParts::audience()
{
    QFETCH(QString, base);
    QFETCH(QString, set);
    CozeSettings s;
    s.apiBase = base;
    s.jwtAudience = set;
    QTEST(s.audience(), "expected");
}

void TestParts::privateKey()
{
    CozeSettings s;
    s.privateKey = QStringLiteral("-----A-----\\nB\\n");
    QCOMPARE(*s.privateKeyPem(), QByteArray("-----A-----\nB\n"));

    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("pem");
    file.close();
    s.privateKey.clear();
    s.privateKeyFile = file.fileName();
    QCOMPARE(*s.privateKeyPem(), QByteArray("pem"));
    s.privateKeyFile += QStringLiteral(".none");
    QVERIFY(!s.privateKeyPem());
}

void TestParts::signsBothKeyForms()
{
    QVERIFY(test::testKeyPkcs1().contains("BEGIN RSA PRIVATE KEY"));
    for (const QByteArray &pem : {test::testKeyPkcs8(), test::testKeyPkcs1()}) {
        const Result<SigningKey> key = SigningKey::fromPem(pem);
        QVERIFY(key);
        const QJsonObject header{{QStringLiteral("alg"), QStringLiteral("RS256")}};
        const QJsonObject claims{{QStringLiteral("session_name"), QStringLiteral("会话")}};
        const std::optional<test::VerifiedJwt> jwt = test::verifyJwt(key->sign(header, claims));
        QVERIFY(jwt);
        QCOMPARE(jwt->header, header);
        QCOMPARE(jwt->claims, claims);
    }
}

void TestParts::refusesBadKeys()
{
    QVERIFY(!SigningKey::fromPem({}));
    QVERIFY(!SigningKey::fromPem("not a key"));
    QVERIFY(!SigningKey::fromPem(test::testKeyPkcs8().first(200)));
}

void TestParts::claims()
{
    CozeSettings s;
    s.clientId = QStringLiteral("client");
    const QJsonObject a = Tokens::claims(s, QStringLiteral("session_1"), 1'737'000'000);
    const QJsonObject b = Tokens::claims(s, QStringLiteral("session_1"), 1'737'000'000);
    QCOMPARE(a.keys(), (QStringList{QStringLiteral("aud"), QStringLiteral("exp"),
                                    QStringLiteral("iat"), QStringLiteral("iss"),
                                    QStringLiteral("jti"), QStringLiteral("session_name")}));
    QCOMPARE(a.value(QStringLiteral("iss")).toString(), QStringLiteral("client"));
    QCOMPARE(a.value(QStringLiteral("aud")).toString(), QStringLiteral("api.coze.com"));
    QCOMPARE(a.value(QStringLiteral("iat")).toInteger(), 1'737'000'000);
    QCOMPARE(a.value(QStringLiteral("exp")).toInteger(), 1'737'003'600);
    QCOMPARE(a.value(QStringLiteral("session_name")).toString(), QStringLiteral("session_1"));
    QVERIFY(a.value(QStringLiteral("jti")) != b.value(QStringLiteral("jti"))); // a JWT works once
}

void TestParts::refreshAt_data()
{
    QTest::addColumn<qint64>("expiresIn");
    QTest::addColumn<qint64>("expected");
    constexpr qint64 now = 1'737'000'000;
    QTest::newRow("unix time, an hour") << now + 3600 << now + 3240;
    QTest::newRow("unix time, a day") << now + 86'399 << now + 86'399 - 8639;
    QTest::newRow("unix time, short: 60 s") << now + 300 << now + 240;
    QTest::newRow("duration") << qint64(3600) << now + 3240;
    QTest::newRow("nothing") << qint64(0) << now - 60;
}

void TestParts::refreshAt()
{
    QFETCH(qint64, expiresIn);
    QTEST(Tokens::refreshAt(1'737'000'000, expiresIn), "expected");
}

void TestParts::refusals_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("refused");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("logId");
    QTest::newRow("good") << 200 << QByteArray(R"({"code":0,"msg":"","data":{}})") << false << ""
                          << "h";
    QTest::newRow("good token") << 200 << QByteArray(R"({"access_token":"x"})") << false << ""
                                << "h";
    QTest::newRow("code, HTTP 200")
        << 200 << QByteArray(R"({"code":4002,"msg":"m","detail":{"logid":"L"}})") << true << "4002"
        << "L";
    QTest::newRow("code as string")
        << 200 << QByteArray(R"({"code":"720702204","msg":"m"})") << true << "720702204"
        << "h";
    QTest::newRow("big code") << 400 << QByteArray(R"({"code":700012006,"msg":"m"})") << true
                              << "700012006"
                              << "h";
    QTest::newRow("error_code") << 401
                                << QByteArray(
                                       R"({"error_code":"invalid_client","error_message":"m"})")
                                << true << "invalid_client"
                                << "h";
    QTest::newRow("error_code, HTTP 200")
        << 200 << QByteArray(R"({"error_code":"invalid_request","error_message":"m"})") << true
        << "invalid_request"
        << "h";
    QTest::newRow("status only") << 503 << QByteArray("<html>busy</html>") << true << ""
                                 << "h";
    QTest::newRow("status against code 0") << 500 << QByteArray(R"({"code":0})") << true << ""
                                           << "h";
    QTest::newRow("no JSON") << 200 << QByteArray("hello") << true << ""
                             << "h";
}

void TestParts::refusals()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, refused);
    const std::optional<Failure> f = refusal(status, body, QStringLiteral("h"));
    QCOMPARE(f.has_value(), refused);
    if (!f)
        return;
    QCOMPARE(f->httpStatus, status);
    QTEST(f->code, "code");
    QTEST(f->logId, "logId");
    QVERIFY(!f->message.isEmpty());
}

Q_DECLARE_METATYPE(handoff::coze::Remedy)

void TestParts::remedies_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("status");
    QTest::addColumn<Remedy>("expected");
    for (const char *code : {"4009", "4013", "4020", "5000"})
        QTest::newRow(code) << QString::fromLatin1(code) << 200 << Remedy::Retry;
    for (const int status : {408, 429, 500, 502, 503, 504})
        QTest::newRow(qPrintable(QString::number(status))) << "" << status << Remedy::Retry;
    for (const char *code : {"4100", "4101", "700012006"})
        QTest::newRow(code) << QString::fromLatin1(code) << 200 << Remedy::NewToken;
    QTest::newRow("401") << "" << 401 << Remedy::NewToken;
    QTest::newRow("4002") << "4002" << 200 << Remedy::NewConversation;
    QTest::newRow("720702204") << "720702204" << 200 << Remedy::NewConversation;
    QTest::newRow("4016") << "4016" << 200 << Remedy::Wait;
    for (const char *code : {"4000", "4200", "4001", "1"})
        QTest::newRow(code) << QString::fromLatin1(code) << 200 << Remedy::GiveUp;
    QTest::newRow("404") << "" << 404 << Remedy::GiveUp;
}

void TestParts::remedies()
{
    QFETCH(QString, code);
    QFETCH(int, status);
    QFETCH(Remedy, expected);
    Failure f;
    f.code = code;
    f.httpStatus = status;
    QCOMPARE(remedy(f), expected);
    QVERIFY(!customerText(f).isEmpty());
    QVERIFY(code.isEmpty() || !customerText(f).contains(code));

    Failure token = f;
    token.tokenCall = true; // a token endpoint that refuses us is not helped by another token
    if (expected == Remedy::NewToken)
        QCOMPARE(remedy(token), Remedy::GiveUp);

    Failure named;
    named.message = QStringLiteral("Conversation Not Found");
    QCOMPARE(remedy(named), Remedy::NewConversation);
    Failure connect;
    connect.kind = Failure::Kind::Connect;
    QCOMPARE(remedy(connect), Remedy::Retry);
}

void TestParts::breaker()
{
    Breaker b(15'000, 5'000);
    const auto session = [](int i) { return QStringLiteral("s%1").arg(i); };
    for (int i = 0; i < 4; ++i)
        b.failed(session(i), 0);
    QVERIFY(!b.isOpen());
    b.succeeded();                  // "in a row"
    for (int i = 0; i < 100; ++i) { // one or two customers are not everybody
        QVERIFY(b.allow(100));
        b.failed(session(i % 2), 100);
    }
    b.succeeded();
    for (int i = 0; i < 5; ++i) {
        QVERIFY(b.allow(100));
        b.failed(session(i % 3), 100);
    }
    QVERIFY(b.isOpen());
    QVERIFY(!b.allow(100));
    QVERIFY(!b.allow(15'099));
    QVERIFY(b.allow(15'100)); // the probe
    QVERIFY(b.isOpen());
    QVERIFY(!b.allow(15'100)); // and only it
    QVERIFY(!b.allow(20'099)); // nor does it keep the others out for ever
    QVERIFY(b.allow(20'100));
    b.failed(session(1), 15'200);
    QVERIFY(!b.allow(30'199));
    QVERIFY(b.allow(30'200));
    b.abandoned();
    QVERIFY(b.allow(30'200));
    b.succeeded();
    QVERIFY(!b.isOpen());
    QVERIFY(b.allow(30'300));
}

QTEST_GUILESS_MAIN(TestParts)
#include "tst_parts.moc"
