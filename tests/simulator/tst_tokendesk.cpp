#include "shared/core/ids.h"
#include "tests/simulator/tokendesk.h"

#include <QJsonDocument>
#include <QTest>

using namespace handoff;
using namespace handoff::sim;

namespace {

const Timestamp kNow{1'800'000'000'000};

App app()
{
    return {QStringLiteral("client-1"), QStringLiteral("kid-1"), demoKeyPair().publicPem,
            QStringLiteral("app-1"), QStringLiteral("workflow-1")};
}

QJsonObject goodClaims()
{
    return {{QStringLiteral("iss"), QStringLiteral("client-1")},
            {QStringLiteral("aud"), QStringLiteral("127.0.0.1:8080")},
            {QStringLiteral("iat"), kNow.ms / 1000},
            {QStringLiteral("exp"), kNow.ms / 1000 + 3600},
            {QStringLiteral("jti"), newUuid()},
            {QStringLiteral("session_name"), QStringLiteral("s-1")}};
}

QJsonObject goodBody()
{
    return {{QStringLiteral("grant_type"),
             QStringLiteral("urn:ietf:params:oauth:grant-type:jwt-bearer")},
            {QStringLiteral("duration_seconds"), 3600}};
}

TokenDesk desk()
{
    TokenDesk d;
    d.addApp(app());
    d.setAudiences({QStringLiteral("127.0.0.1:8080")});
    return d;
}

QByteArray jwtOf(const QJsonObject &claims, const QString &kid = QStringLiteral("kid-1"),
                 const QByteArray &key = demoKeyPair().privatePem)
{
    return signJwt(claims, kid, key);
}

QByteArray base64(const QByteArray &json)
{
    return json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QJsonObject with(QJsonObject object, const char *key, const QJsonValue &value)
{
    object.insert(QLatin1String(key), value);
    return object;
}

} // namespace

class TestTokenDesk : public QObject
{
    Q_OBJECT

private slots:
    void grantsAGoodToken()
    {
        TokenDesk d = desk();
        TokenRefusal refusal;
        const auto grant = d.check("Bearer " + jwtOf(goodClaims()), goodBody(), kNow, refusal);
        QVERIFY2(grant, qPrintable(refusal.message));
        QCOMPARE(grant->sessionName, QStringLiteral("s-1"));
        QCOMPARE(grant->durationSeconds, 3600);
        QCOMPARE(grant->app.appId, QStringLiteral("app-1"));

        QJsonObject body = goodBody();
        body.remove(QStringLiteral("duration_seconds"));
        for (const char *host : {"api.coze.com", "api.coze.cn"}) {
            const auto claims = with(goodClaims(), "aud", QString::fromLatin1(host));
            const auto other = d.check("Bearer " + jwtOf(claims), body, kNow, refusal);
            QVERIFY2(other, qPrintable(refusal.message));
            QCOMPARE(other->durationSeconds, 900);
        }
    }

    // Every row is wrong in its own way and in all the ways checked later: the first one must be
    // told.
    void refusesInCozesOrder_data()
    {
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("message");

        const QJsonObject badBody{{QStringLiteral("grant_type"), QStringLiteral("password")},
                                  {QStringLiteral("duration_seconds"), 0}};
        const QString invalidRequest = QStringLiteral("invalid_request");
        const QString invalidClient = QStringLiteral("invalid_client");
        static const KeyPair stranger = newKeyPair();

        QJsonObject claims = goodClaims();
        QTest::newRow("no header") << QByteArray() << badBody << 400 << invalidRequest
                                   << QStringLiteral("verify jwt empty error");
        QTest::newRow("not bearer") << QByteArray("Basic eDp5") << badBody << 400 << invalidRequest
                                    << QStringLiteral("verify jwt empty error");
        QTest::newRow("empty bearer") << QByteArray("Bearer ") << badBody << 400 << invalidRequest
                                      << QStringLiteral("verify jwt empty error");
        claims.insert(QStringLiteral("jti"), QString());
        claims.insert(QStringLiteral("exp"), 1);
        claims.insert(QStringLiteral("aud"), QStringLiteral("elsewhere"));
        claims.insert(QStringLiteral("iss"), QStringLiteral("somebody"));
        const QByteArray claimsJson = QJsonDocument(claims).toJson(QJsonDocument::Compact);
        for (const char *alg : {"HS256", "none", "RS512"}) {
            QTest::newRow(alg) << QByteArray(QByteArray("Bearer ") +
                                             base64(QByteArray("{\"alg\":\"") + alg +
                                                    "\",\"kid\":\"?\"}") +
                                             "." + base64(claimsJson) + ".AAAA")
                               << badBody << 400 << invalidRequest
                               << QStringLiteral("invalid jwt: alg not supported");
        }
        QTest::newRow("no jwt") << QByteArray("Bearer abc") << badBody << 400 << invalidRequest
                                << QStringLiteral("invalid jwt: alg not supported");
        QTest::newRow("kid") << QByteArray("Bearer " + jwtOf(claims, QStringLiteral("kid-2"),
                                                             stranger.privatePem))
                             << badBody << 400 << invalidRequest
                             << QStringLiteral("invalid jwt: kid not been registred");
        QTest::newRow("signature")
            << QByteArray("Bearer " + jwtOf(claims, QStringLiteral("kid-1"), stranger.privatePem))
            << badBody << 401 << invalidClient
            << QStringLiteral("invalid jwt: signature is invalid");
        QTest::newRow("iss") << QByteArray("Bearer " + jwtOf(claims)) << badBody << 401
                             << invalidClient
                             << QStringLiteral("invalid jwt: iss does not own the kid");
        claims.insert(QStringLiteral("iss"), QStringLiteral("client-1"));
        QTest::newRow("aud") << QByteArray("Bearer " + jwtOf(claims)) << badBody << 401
                             << invalidClient << QStringLiteral("invalid jwt: aud is invalid");
        claims.insert(QStringLiteral("aud"), QStringLiteral("api.coze.com"));
        QTest::newRow("iat") << QByteArray("Bearer " +
                                           jwtOf(with(claims, "iat", kNow.ms / 1000 + 62)))
                             << badBody << 401 << invalidClient
                             << QStringLiteral("invalid jwt: iat is invalid");
        QTest::newRow("exp") << QByteArray("Bearer " +
                                           jwtOf(with(with(claims, "iat", kNow.ms / 1000 - 3600),
                                                      "exp", kNow.ms / 1000 - 62)))
                             << badBody << 401 << invalidClient
                             << QStringLiteral("invalid jwt: token is expired");
        claims.insert(QStringLiteral("exp"), kNow.ms / 1000 + 3600);
        QTest::newRow("jti") << QByteArray("Bearer " + jwtOf(claims)) << badBody << 401
                             << invalidClient << QStringLiteral("invalid jwt: jti has been used");
        QTest::newRow("grant") << QByteArray("Bearer " + jwtOf(goodClaims())) << badBody << 400
                               << QStringLiteral("unsupported_grant_type")
                               << QStringLiteral("grant_type is not supported");
        for (const QJsonValue &duration : {QJsonValue(0), QJsonValue(86400), QJsonValue(-1),
                                           QJsonValue(1.5), QJsonValue(QStringLiteral("3600"))}) {
            QTest::addRow("duration %s", qPrintable(duration.toVariant().toString()))
                << QByteArray("Bearer " + jwtOf(goodClaims()))
                << with(goodBody(), "duration_seconds", duration) << 400 << invalidRequest
                << QStringLiteral("duration_seconds is out of range");
        }
    }
    void refusesInCozesOrder()
    {
        QFETCH(QByteArray, authorization);
        QFETCH(QJsonObject, body);
        TokenDesk d = desk();
        TokenRefusal refusal;
        QVERIFY(!d.check(authorization, body, kNow, refusal));
        QTEST(refusal.status, "status");
        QTEST(refusal.code, "code");
        QTEST(refusal.message, "message");
    }

    void acceptsAMinuteOfSkew()
    {
        TokenDesk d = desk();
        TokenRefusal refusal;
        const qint64 now = kNow.ms / 1000;
        QVERIFY(d.check("Bearer " + jwtOf(with(goodClaims(), "iat", now + 59)), goodBody(), kNow,
                        refusal));
        QVERIFY(
            d.check("Bearer " + jwtOf(with(with(goodClaims(), "iat", now - 3600), "exp", now - 59)),
                    goodBody(), kNow, refusal));
    }

    void takesAJwtOnce()
    {
        TokenDesk d = desk();
        TokenRefusal refusal;
        const QByteArray header = "Bearer " + jwtOf(goodClaims());
        QVERIFY(d.check(header, goodBody(), kNow, refusal));
        QVERIFY(!d.check(header, goodBody(), kNow, refusal));
        QCOMPARE(refusal.status, 401);
        QCOMPARE(refusal.code, QStringLiteral("invalid_client"));
        d.forgetIds();
        QVERIFY(d.check(header, goodBody(), kNow, refusal));
    }
};

QTEST_GUILESS_MAIN(TestTokenDesk)
#include "tst_tokendesk.moc"
