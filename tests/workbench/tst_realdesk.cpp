#include "tests/contract/testserver.h"
#include "tests/support/history.h"
#include "tests/workbench/realworkbench.h"
#include "workbench/api/sessionapi.h"

#include <QRandomGenerator>

using namespace handoff;
using namespace handoff::test;
using S = SessionStatus;

namespace {

constexpr int patience = linePatience;

} // namespace

/// The controllers against the real server, over real sockets.
class TestRealDesk : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<TestServer>();
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
    }
    void init() { m_name = QStringLiteral("会话_%1").arg(++m_count); }

    void wrongPasswordsAndWrongServers()
    {
        Workbench w(m_server->port());
        w.signIn.signIn(w.line.url(), wang, QStringLiteral("wrong"), false);
        QTRY_COMPARE_WITH_TIMEOUT(w.signInFailed.size(), 1, patience);
        QCOMPARE(w.signInFailed.at(0).at(0).value<Error>().code,
                 QStringLiteral("INVALID_CREDENTIALS"));
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QString nobody = QStringLiteral("127.0.0.1:%1").arg(closed.serverPort());
        closed.close();
        w.signIn.signIn(nobody, wang, QStringLiteral("agent123"), false);
        QTRY_COMPARE_WITH_TIMEOUT(w.signInFailed.size(), 2, patience);
        QCOMPARE(w.signInFailed.at(1).at(0).value<Error>().code, QString(clienterror::unreachable));
    }

    void aWholeHandOver()
    {
        Workbench w(m_server->port());
        w.enter(wang);
        QCOMPARE(w.signIn.agent().name, QStringLiteral("客服小王"));
        QCOMPARE(escalate().status, 200);
        QTRY_VERIFY_WITH_TIMEOUT(w.has(Section::Waiting, m_name), patience);
        QTRY_VERIFY_WITH_TIMEOUT(w.desk.lists().count(Section::Waiting) >= 1, patience);

        w.chat.open(m_name);
        QTRY_VERIFY_WITH_TIMEOUT(!w.chat.isLoading(), patience);
        QVERIFY(w.chat.actions().allowed(ChatAction::TakeOver).ok);
        w.chat.actions().act(ChatAction::TakeOver);
        QTRY_VERIFY_WITH_TIMEOUT(w.has(Section::Mine, m_name), patience);
        QVERIFY(!w.has(Section::Waiting, m_name));

        QVERIFY(w.chat.writing().reply(QStringLiteral("您好 😀")));
        QTRY_COMPARE_WITH_TIMEOUT(w.outbox.size(), 0, patience);
        QCOMPARE(say(QStringLiteral("谢谢")).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(w.texts(MessageRole::User), QStringList{QStringLiteral("谢谢")},
                                  patience);
        QCOMPARE(w.texts(MessageRole::Agent), QStringList{QStringLiteral("您好 😀")});
        QTRY_COMPARE_WITH_TIMEOUT(w.desk.lists().find(m_name)->session.lastMessagePreview->content,
                                  QStringLiteral("谢谢"), patience);

        QCOMPARE(customer("typing", R"({"active":true})").status, 200);
        QTRY_VERIFY_WITH_TIMEOUT(w.chat.company().customerTyping(), patience);
        QVERIFY(w.desk.lists().find(m_name)->typing);

        w.chat.actions().act(ChatAction::Requeue, QStringLiteral("换人"));
        QTRY_VERIFY_WITH_TIMEOUT(w.has(Section::Waiting, m_name), patience);
        w.chat.actions().act(ChatAction::CancelWait);
        QTRY_VERIFY_WITH_TIMEOUT(w.has(Section::Ai, m_name), patience);
        w.chat.actions().act(ChatAction::TakeOver); // two transitions at once
        QTRY_VERIFY_WITH_TIMEOUT(w.has(Section::Mine, m_name), patience);
        w.chat.actions().act(ChatAction::Release);
        QTRY_VERIFY_WITH_TIMEOUT(w.has(Section::Ai, m_name), patience);
        QTRY_VERIFY_WITH_TIMEOUT(w.chat.auditTrail().size() >= 7, patience);
        w.chat.actions().act(ChatAction::Close);
        QTRY_COMPARE_WITH_TIMEOUT(w.chat.session()->status, S::Closed, patience);
        QVERIFY(!w.chat.actions().allowed(ChatAction::Reply).ok);
        QCOMPARE(w.failed.size(), 0);
    }

    void twoAgentsWantTheSameChat()
    {
        Workbench one(m_server->port());
        Workbench two(m_server->port());
        one.enter(wang);
        two.enter(li);
        QCOMPARE(escalate().status, 200);
        for (Workbench *w : {&one, &two}) {
            QTRY_VERIFY_WITH_TIMEOUT(w->has(Section::Waiting, m_name), patience);
            w->chat.open(m_name);
            QTRY_VERIFY_WITH_TIMEOUT(!w->chat.isLoading(), patience);
        }
        one.chat.actions().act(ChatAction::TakeOver);
        two.chat.actions().act(ChatAction::TakeOver);
        QTRY_COMPARE_WITH_TIMEOUT(one.failed.size() + two.failed.size(), 1, patience);
        Workbench &loser = one.failed.isEmpty() ? two : one;
        QCOMPARE(loser.failed.at(0).at(0).value<Error>().code, QStringLiteral("ALREADY_TAKEN"));
        QTRY_COMPARE_WITH_TIMEOUT(loser.chat.session()->status, S::ManualLive, patience);
        QVERIFY(!loser.chat.actions().allowed(ChatAction::Reply).ok);
        QVERIFY(!loser.has(Section::Mine, m_name));
    }

    void anExpiredTokenIsRenewedUnseen()
    {
        Workbench w(m_server->port());
        w.enter(wang);
        QSignalSpy expired(&w.signIn, &SignInController::expired);
        w.api.setTokens(QStringLiteral("expired"), w.api.refreshToken());
        QCOMPARE(escalate().status, 200);
        QTRY_VERIFY_WITH_TIMEOUT(w.has(Section::Waiting, m_name), patience);
        w.chat.open(m_name);
        QTRY_VERIFY_WITH_TIMEOUT(!w.chat.auditTrail().isEmpty(), patience);
        QCOMPARE(expired.size(), 0);
        w.api.setTokens(QStringLiteral("expired"), QStringLiteral("expired too"));
        w.chat.actions().act(ChatAction::TakeOver);
        QTRY_COMPARE_WITH_TIMEOUT(expired.size(), 1, patience);
        // Signing in again goes on where it was.
        w.signIn.signIn(w.line.url(), wang, QStringLiteral("agent123"), false);
        QTRY_COMPARE_WITH_TIMEOUT(w.signIn.state(), SignInController::State::SignedIn, patience);
        QCOMPARE(w.chat.sessionName(), m_name);
        w.chat.actions().act(ChatAction::TakeOver);
        QTRY_VERIFY_WITH_TIMEOUT(w.has(Section::Mine, m_name), patience);
    }

    void presenceIsTheServers()
    {
        Workbench w(m_server->port());
        w.enter(li);
        w.desk.setPresence(AgentPresence::Busy, QStringLiteral("午餐"));
        QCOMPARE(w.desk.presence(), AgentPresence::Busy); // at once
        HttpClient http(m_server->port());
        http.setToken(w.api.accessToken().toLatin1());
        QTRY_COMPARE_WITH_TIMEOUT(http.get("/api/agent/status").data().value(u"status").toString(),
                                  QStringLiteral("busy"), patience);
        QCOMPARE(w.desk.presence(), AgentPresence::Busy);
    }

    void cutsAnywhereEndInTheStateOfAFreshWorkbench()
    {
        // Sessions come, go and talk while the line breaks again and again.
        Workbench w(m_server->port());
        w.enter(wang);
        QRandomGenerator random(11);
        HttpClient http(m_server->port());
        const QString prefix = m_name;
        for (int i = 0; i < 60; ++i) {
            m_name = prefix + QStringLiteral("_%1").arg(random.bounded(12));
            const QByteArray path = "/api/sessions/" + QUrl::toPercentEncoding(m_name);
            if (random.bounded(3) > 0)
                escalate();
            else
                http.post(path + "/cancel", "{}");
            if (random.bounded(4) == 0) {
                w.line.cut();
                QTest::qWait(0);
                w.desk.retryNow();
            }
            QTest::qWait(0); // events come in between
        }
        w.line.cut();
        QTRY_COMPARE_WITH_TIMEOUT(w.desk.connection(), EventStream::State::Live, patience);
        Workbench fresh(m_server->port());
        fresh.enter(li);
        for (const Section section : {Section::Waiting, Section::Ai, Section::All})
            QTRY_COMPARE_WITH_TIMEOUT(w.rows(section), fresh.rows(section), patience);
    }

    void offlineRepliesArriveOnce()
    {
        Workbench w(m_server->port());
        w.enter(wang);
        escalate();
        QTRY_VERIFY_WITH_TIMEOUT(w.has(Section::Waiting, m_name), patience);
        w.chat.open(m_name);
        QTRY_VERIFY_WITH_TIMEOUT(!w.chat.isLoading(), patience);
        w.chat.actions().act(ChatAction::TakeOver);
        QTRY_VERIFY_WITH_TIMEOUT(w.has(Section::Mine, m_name), patience);
        QStringList expected;
        for (int i = 0; i < 12; ++i) { // the line breaks before, between and after the answers
            expected.append(QString::number(i));
            QVERIFY(w.chat.writing().reply(expected.last()));
            if (i % 3 == 0)
                w.line.cut();
            else
                QTest::qWait(0);
        }
        w.desk.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(w.outbox.size(), 0, patience);
        QCOMPARE(agentTexts(m_server->port(), m_name), expected);
        QTRY_COMPARE_WITH_TIMEOUT(w.texts(MessageRole::Agent), expected, patience);
        w.chat.actions().act(ChatAction::Release);
        QTRY_VERIFY_WITH_TIMEOUT(w.has(Section::Ai, m_name), patience);
    }

private:
    Answer escalate()
    {
        HttpClient http(m_server->port());
        return http.post("/api/manual/escalate", "{\"session_name\":\"" + m_name.toUtf8() + "\"}");
    }
    Answer say(const QString &text)
    {
        HttpClient http(m_server->port());
        return http.post("/api/manual/messages", json::toJson(SendMessageRequest{
                                                     m_name, QStringLiteral("user"), text, {}}));
    }
    Answer customer(const QByteArray &verb, const QByteArray &body)
    {
        HttpClient http(m_server->port());
        return http.post("/api/sessions/" + QUrl::toPercentEncoding(m_name) + "/" + verb, body);
    }

    std::unique_ptr<TestServer> m_server;
    QString m_name;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestRealDesk)
#include "tst_realdesk.moc"
