#include "server/auth/loginthrottle.h"
#include "server/auth/passwordpool.h"
#include "server/auth/tokens.h"
#include "shared/rules/accountrules.h"

#include <QElapsedTimer>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace handoff;

namespace {

const QByteArray secret = "0123456789abcdef0123456789abcdef-test";
const Timestamp now{1'764'126'450'848};

Agent alice()
{
    Agent agent;
    agent.id = QStringLiteral("agent_1");
    agent.username = QStringLiteral("alice");
    agent.role = AgentRole::Admin;
    return agent;
}

QByteArray base64(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// A JWT made by hand, so that forgeries do not depend on the library under test.
QByteArray forge(const QByteArray &header, const QByteArray &claims, const QByteArray &key,
                 QCryptographicHash::Algorithm algorithm = QCryptographicHash::Sha256)
{
    const QByteArray head = base64(header) + '.' + base64(claims);
    return head + '.' + base64(QMessageAuthenticationCode::hash(head, key, algorithm));
}

const QByteArray hs256 = R"({"alg":"HS256","typ":"JWT"})";
const QByteArray goodClaims =
    R"({"agent_id":"agent_1","username":"alice","role":"admin","type":"access","iat":1764126450,"exp":1764130050})";

} // namespace

class TestAuth : public QObject
{
    Q_OBJECT

private slots:
    void passwordRule_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<bool>("acceptable");
        QTest::newRow("default of the demo") << QStringLiteral("admin123") << true;
        QTest::newRow("seven") << QStringLiteral("admin12") << false;
        QTest::newRow("no digit") << QStringLiteral("adminadmin") << false;
        QTest::newRow("no letter") << QStringLiteral("12345678") << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("Chinese letters") << QStringLiteral("密码密码密码密1") << true;
        QTest::newRow("72 bytes") << QString(QString(71, u'a') + u'1') << true;
        QTest::newRow("73 bytes") << QString(QString(72, u'a') + u'1') << false;
        QTest::newRow("NUL") << QString(QStringLiteral("admin123") + QChar(0)) << false;
    }
    void passwordRule()
    {
        QFETCH(QString, password);
        QTEST(AccountRules::isPassword(password), "acceptable");
    }

    void hashesAreSaltedBcrypt()
    {
        const QString first = Password::hash(QStringLiteral("admin123"), 4);
        const QString second = Password::hash(QStringLiteral("admin123"), 4);
        QVERIFY(first.startsWith(u"$2b$04$"));
        QCOMPARE(first.size(), 60);
        QVERIFY(first != second);
        QVERIFY(Password::verify(QStringLiteral("admin123"), first));
        QVERIFY(!Password::verify(QStringLiteral("admin124"), first));
        QVERIFY(!Password::verify(QString(), first));
        // A hash that another program made (the vector of the crypt_blowfish tests).
        QVERIFY(Password::verify(
            QStringLiteral("U*U"),
            QStringLiteral("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")));
    }

    void malformedHashesNeverMatch_data()
    {
        QTest::addColumn<QString>("hash");
        QTest::newRow("empty") << QString();
        QTest::newRow("text") << QStringLiteral("admin123");
        QTest::newRow("failure token 0") << QStringLiteral("*0");
        QTest::newRow("failure token 1") << QStringLiteral("*1");
        QTest::newRow("cut") << QStringLiteral("$2b$04$CCCCCCCC");
    }
    void malformedHashesNeverMatch()
    {
        QFETCH(QString, hash);
        QVERIFY(!Password::verify(QStringLiteral("admin123"), hash));
        QVERIFY(!Password::verify(QStringLiteral("*0"), hash));
    }

    void cutPasswordsDoNotMatch()
    {
        const QString longest(QString(71, u'a') + u'1');
        const QString hash = Password::hash(longest, 4);
        QVERIFY(Password::verify(longest, hash));
        QVERIFY(!Password::verify(longest + u'x', hash));
    }

    void poolVerifiesAndHashes()
    {
        PasswordPool pool(4);
        Later<QString> hashed = pool.hash(QStringLiteral("secret99"));
        QTRY_VERIFY(hashed.isFinished());
        QVERIFY(hashed.result().ok());
        const QString hash = *hashed.result();
        Later<bool> right = pool.verify(QStringLiteral("secret99"), hash);
        Later<bool> wrong = pool.verify(QStringLiteral("secret98"), hash);
        Later<bool> unknown = pool.verify(QStringLiteral("secret99"), {});
        QTRY_VERIFY(right.isFinished() && wrong.isFinished() && unknown.isFinished());
        QCOMPARE(*right.result(), true);
        QCOMPARE(*wrong.result(), false);
        QCOMPARE(*unknown.result(), false);
    }

    void unknownUserCostsAsMuch()
    {
        // Only a lower bound: were the made-up hash malformed, crypt would give up in microseconds.
        PasswordPool pool(10);
        const QString hash = Password::hash(QStringLiteral("secret99"), 10);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!Password::verify(QStringLiteral("other999"), hash));
        const qint64 known = timer.nsecsElapsed();
        timer.restart();
        Later<bool> unknown = pool.verify(QStringLiteral("other999"), {});
        QTRY_VERIFY(unknown.isFinished());
        QCOMPARE(*unknown.result(), false);
        QVERIFY(timer.nsecsElapsed() > known / 10);
    }

    void poolIsBoundedAndResolvesEverything()
    {
        QList<Later<QString>> futures;
        {
            PasswordPool pool(8, 4);
            for (int i = 0; i < 20; ++i)
                futures.append(pool.hash(QStringLiteral("secret99")));
        }
        int done = 0;
        int refused = 0;
        for (auto &future : futures) {
            QVERIFY(future.isFinished());
            if (future.result().ok())
                ++done;
            else if (future.result().error().kind == ErrorKind::Unavailable)
                ++refused;
        }
        QCOMPARE(done + refused, 20);
        QVERIFY(refused >= 15); // four fit, and one more if the first was done meanwhile
    }

    /// See WorkPool: not while somebody attaches a continuation.
    void poolResolvesOnTheEventLoop()
    {
        constexpr int rounds = 300;
        PasswordPool pool(4, rounds);
        QList<int> answers(rounds, 0);
        for (int i = 0; i < rounds; ++i) {
            auto future = pool.verify(QStringLiteral("secret99"), {});
            QThread::usleep(static_cast<unsigned>(i % 50) * 40); // about when the work is done
            QVERIFY(!future.isFinished());
            future.then(this, [&answers, i](const Result<bool> &) { ++answers[i]; });
            if (i % 10 == 9)
                QCoreApplication::processEvents();
        }
        QTRY_COMPARE(answers, QList<int>(rounds, 1));
    }

    void throttleForgetsAnAccount()
    {
        LoginThrottle throttle;
        const Timestamp now = Timestamp::now();
        const QString user = QStringLiteral("alice");
        const QStringList addresses{QStringLiteral("10.0.0.1"), QStringLiteral("10.0.0.2")};
        for (int i = 0; i < LoginThrottle::maxFailures; ++i) {
            for (const QString &address : addresses)
                throttle.failed(user, address, now);
            throttle.failed(QStringLiteral("bob"), addresses.constFirst(), now);
        }
        throttle.forget(user);
        for (const QString &address : addresses)
            QVERIFY(throttle.check(user, address, now));
        QVERIFY(!throttle.check(QStringLiteral("bob"), addresses.constFirst(), now));
        QCOMPARE(throttle.size(), 1);
    }

    void throttleRefusesTheSixth()
    {
        LoginThrottle throttle;
        const QString user = QStringLiteral("alice");
        const QString address = QStringLiteral("10.0.0.1");
        for (int i = 0; i < 5; ++i) {
            QVERIFY(throttle.check(user, address, now));
            throttle.failed(user, address, now);
        }
        const Result<void> refused = throttle.check(user, address, now.plusSeconds(60));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QStringLiteral("LOGIN_THROTTLED"));
        QCOMPARE(refused.error().retryAfterSeconds, 14 * 60);
        QVERIFY(throttle.check(user, QStringLiteral("10.0.0.2"), now));
        QVERIFY(throttle.check(QStringLiteral("bob"), address, now));
        QVERIFY(throttle.check(user, address, now.plusSeconds(15 * 60)));
        throttle.failed(user, address, now.plusSeconds(15 * 60)); // starts to count anew
        QVERIFY(throttle.check(user, address, now.plusSeconds(15 * 60)));
    }

    void throttleForgetsOnSuccessAndWithTime()
    {
        LoginThrottle throttle;
        const QString user = QStringLiteral("alice");
        for (int i = 0; i < 4; ++i)
            throttle.failed(user, {}, now);
        throttle.succeeded(user, {});
        for (int i = 0; i < 4; ++i)
            throttle.failed(user, {}, now);
        QVERIFY(throttle.check(user, {}, now));
        throttle.failed(user, {}, now.plusSeconds(16 * 60)); // the first four are out of the window
        QVERIFY(throttle.check(user, {}, now.plusSeconds(16 * 60)));
    }

    void throttleMemoryIsBounded()
    {
        LoginThrottle throttle(10);
        for (int i = 0; i < 100; ++i)
            throttle.failed(QString::number(i), {}, now.plusSeconds(i));
        QVERIFY(throttle.size() <= 10);
        for (int i = 0; i < 4; ++i)
            throttle.failed(QStringLiteral("99"), {}, now.plusSeconds(100));
        QVERIFY(!throttle.check(QStringLiteral("99"), {}, now.plusSeconds(101))); // newest kept
    }

    void accessTokenHasTheClaimsOfTheContract()
    {
        const Tokens tokens({secret, 60, 7});
        const QByteArray token = tokens.access(alice(), now).toLatin1();
        const QList<QByteArray> parts = token.split('.');
        QCOMPARE(parts.size(), 3);
        const auto header = QJsonDocument::fromJson(
            QByteArray::fromBase64(parts[0], QByteArray::Base64UrlEncoding));
        QCOMPARE(header[u"alg"].toString(), QStringLiteral("HS256"));
        const QJsonObject expected{{QStringLiteral("agent_id"), QStringLiteral("agent_1")},
                                   {QStringLiteral("username"), QStringLiteral("alice")},
                                   {QStringLiteral("role"), QStringLiteral("admin")},
                                   {QStringLiteral("type"), QStringLiteral("access")},
                                   {QStringLiteral("iat"), 1764126450},
                                   {QStringLiteral("exp"), 1764130050}};
        QCOMPARE(
            QJsonDocument::fromJson(QByteArray::fromBase64(parts[1], QByteArray::Base64UrlEncoding))
                .object(),
            expected);
        const Result<AccessClaims> claims = tokens.verifyAccess(token, now.plusSeconds(3599));
        QVERIFY(claims);
        QCOMPARE(claims->agentId, QStringLiteral("agent_1"));
        QCOMPARE(claims->username, QStringLiteral("alice"));
    }

    void refreshTokenHasTheClaimsOfTheContract()
    {
        const Tokens tokens({secret, 60, 7});
        const QByteArray token = tokens.refresh(alice(), now).toLatin1();
        const QJsonObject expected{{QStringLiteral("agent_id"), QStringLiteral("agent_1")},
                                   {QStringLiteral("username"), QStringLiteral("alice")},
                                   {QStringLiteral("type"), QStringLiteral("refresh")},
                                   {QStringLiteral("iat"), 1764126450},
                                   {QStringLiteral("exp"), 1764126450 + 7 * 86400}};
        QCOMPARE(QJsonDocument::fromJson(
                     QByteArray::fromBase64(token.split('.')[1], QByteArray::Base64UrlEncoding))
                     .object(),
                 expected);
        QVERIFY(tokens.verifyRefresh(token, now.plusSeconds(6 * 86400)));
        QVERIFY(!tokens.verifyRefresh(token, now.plusSeconds(7 * 86400)));
    }

    void forgedTokensAreRefused_data()
    {
        QTest::addColumn<QByteArray>("token");
        const Tokens tokens({secret, 60, 7});
        const QByteArray good = forge(hs256, goodClaims, secret);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("abc");
        QTest::newRow("dots") << QByteArray("..");
        QTest::newRow("alg none, no signature")
            << QByteArray(base64(R"({"alg":"none","typ":"JWT"})") + '.' + base64(goodClaims) + '.');
        QTest::newRow("alg none, two parts")
            << QByteArray(base64(R"({"alg":"none"})") + '.' + base64(goodClaims));
        QTest::newRow("alg nOnE") << forge(R"({"alg":"nOnE","typ":"JWT"})", goodClaims, secret);
        QTest::newRow("alg missing") << forge(R"({"typ":"JWT"})", goodClaims, secret);
        QTest::newRow("HS512 with our key") << forge(R"({"alg":"HS512","typ":"JWT"})", goodClaims,
                                                     secret, QCryptographicHash::Sha512);
        QTest::newRow("RS256 in the head")
            << forge(R"({"alg":"RS256","typ":"JWT"})", goodClaims, secret);
        QTest::newRow("other key") << forge(hs256, goodClaims, "another secret of 32 characters!!");
        QTest::newRow("empty key") << forge(hs256, goodClaims, "");
        QTest::newRow("signature cut") << good.chopped(1);
        QTest::newRow("no signature") << good.left(good.lastIndexOf('.') + 1);
        QTest::newRow("claims changed") << QByteArray(
            base64(hs256) + '.' + base64(QByteArray(goodClaims).replace("agent_1", "agent_2")) +
            '.' + good.split('.')[2]);
        QTest::newRow("NUL behind") << QByteArray(good + QByteArray(1, '\0') + "x");
        QTest::newRow("huge") << QByteArray(1 << 20, 'a');
        QTest::newRow("refresh token") << tokens.refresh(alice(), now).toLatin1();
        QTest::newRow("expired") << tokens.access(alice(), now.plusSeconds(-3600)).toLatin1();
        QTest::newRow("no exp") << forge(
            hs256, R"({"agent_id":"agent_1","username":"alice","type":"access"})", secret);
        QTest::newRow("exp is text")
            << forge(hs256, R"({"agent_id":"agent_1","type":"access","exp":"9999999999"})", secret);
        QTest::newRow("no type") << forge(hs256, R"({"agent_id":"agent_1","exp":9999999999})",
                                          secret);
        QTest::newRow("no agent") << forge(hs256, R"({"type":"access","exp":9999999999})", secret);
        QTest::newRow("agent is a number")
            << forge(hs256, R"({"agent_id":1,"type":"access","exp":9999999999})", secret);
        QTest::newRow("claims are a list") << forge(hs256, R"(["access"])", secret);
    }
    void forgedTokensAreRefused()
    {
        QFETCH(QByteArray, token);
        const Tokens tokens({secret, 60, 7});
        const Result<AccessClaims> result = tokens.verifyAccess(token, now);
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("INVALID_TOKEN"));
        QCOMPARE(result.error().detail, QStringLiteral("Token 无效或已过期"));
        // The forgery by hand is a good one: unchanged it passes, so the rows above test something.
        QVERIFY(tokens.verifyAccess(forge(hs256, goodClaims, secret), now));
    }

    void accessIsNoRefresh()
    {
        const Tokens tokens({secret, 60, 7});
        const Result<AccessClaims> result =
            tokens.verifyRefresh(tokens.access(alice(), now).toLatin1(), now);
        QVERIFY(!result);
        QCOMPARE(result.error().detail, QStringLiteral("无效的刷新 Token"));
    }

    void sessionTokens()
    {
        const Tokens tokens({secret, 60, 7});
        const Tokens others({"another secret, also 32 characters", 60, 7});
        const QString token = tokens.sessionToken(QStringLiteral("会话1"));
        QVERIFY(token.size() >= 40);
        QVERIFY(tokens.verifySessionToken(QStringLiteral("会话1"), token));
        QVERIFY(!tokens.verifySessionToken(QStringLiteral("会话2"), token));
        QVERIFY(!tokens.verifySessionToken(QStringLiteral("会话1"), {}));
        QVERIFY(!tokens.verifySessionToken(QStringLiteral("会话1"), QString(token + u'a')));
        QVERIFY(!others.verifySessionToken(QStringLiteral("会话1"), token));
    }
};

QTEST_GUILESS_MAIN(TestAuth)
#include "tst_auth.moc"
