#include "tests/contract/testserver.h"
#include "tests/support/history.h"
#include "tests/workbench/realworkbench.h"

using namespace handoff;
using namespace handoff::test;
using S = SessionStatus;

namespace {
constexpr int patience = linePatience;
} // namespace

#define WAIT(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, patience)

/// What happens to a desk in the middle of the work: tokens end, accounts go, the server restarts.
class TestUpsets : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_database = std::make_unique<TestDatabase>();
        m_name = QStringLiteral("会话_1");
        m_server = begin(*m_database);
        m_desk = std::make_unique<Workbench>(m_server->port());
        m_desk->enter(li);
        post("/api/manual/escalate", "{\"session_name\":\"" + m_name.toUtf8() + "\"}");
        m_desk->takeOver(m_name);
    }
    void cleanup()
    {
        m_desk.reset();
        m_server.reset();
        m_database.reset();
    }

    void aTokenThatExpiresWhileTypingIsRenewedUnseen()
    {
        QSignalSpy expired(&m_desk->signIn, &SignInController::expired);
        QSignalSpy renewed(&m_desk->api, &ApiClient::accessRenewed);
        // Its hour is over in a moment.
        m_desk->api.setTokens(
            m_server->tokens().access(m_desk->signIn.agent(), Timestamp::now().plusSeconds(-3599)),
            m_desk->api.refreshToken());
        QStringList said;
        while (renewed.isEmpty() && said.size() < 1000) {
            said.append(QString::number(said.size()));
            QVERIFY(m_desk->chat.writing().reply(said.last()));
            QTest::qWait(20);
        }
        QCOMPARE(renewed.size(), 1);
        m_desk->chat.writing().setDraft(QStringLiteral("noch nicht"));
        m_desk->line.cut(); // the stream has to sign in again too
        m_desk->desk.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->outbox.size(), 0, patience);
        WAIT(m_desk->desk.connection() == EventStream::State::Live);
        QCOMPARE(stored(), said.mid(said.size() - stored().size())); // the newest 50
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->texts(MessageRole::Agent), said, patience);
        QCOMPARE(m_desk->chat.writing().draft(), QStringLiteral("noch nicht"));
        QCOMPARE(expired.size(), 0);
    }

    void whenNothingIsAcceptedAnyMoreOutboxAndDraftWait()
    {
        QSignalSpy expired(&m_desk->signIn, &SignInController::expired);
        m_desk->chat.writing().setDraft(QStringLiteral("halber Satz"));
        m_desk->api.setTokens(QStringLiteral("dead"), QStringLiteral("dead too"));
        QVERIFY(m_desk->chat.writing().reply(QStringLiteral("a")));
        QVERIFY(m_desk->chat.writing().reply(QStringLiteral("b")));
        m_desk->chat.writing().setDraft(QStringLiteral("halber Satz"));
        QTRY_COMPARE_WITH_TIMEOUT(expired.size(), 1, patience);
        QCOMPARE(m_desk->signIn.state(), SignInController::State::SignedOut);
        QCOMPARE(m_desk->outbox.size(), 2);
        QCOMPARE(m_desk->chat.sessionName(), m_name); // still there behind the page
        m_desk->signIn.signIn(m_desk->line.url(), li, QStringLiteral("agent123"), false);
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->outbox.size(), 0, patience);
        QCOMPARE(stored(), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(m_desk->chat.writing().draft(), QStringLiteral("halber Satz"));
        WAIT(m_desk->desk.connection() == EventStream::State::Live);
        QCOMPARE(expired.size(), 1);
    }

    void aRestartedServerIsJoinedAgainWithoutALoss()
    {
        QSignalSpy resync(&m_desk->desk.stream(), &EventStream::resyncNeeded);
        QSignalSpy expired(&m_desk->signIn, &SignInController::expired);
        QVERIFY(m_desk->chat.writing().reply(QStringLiteral("vorher")));
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->outbox.size(), 0, patience);
        m_server.reset();
        WAIT(m_desk->desk.connection() == EventStream::State::Lost);
        QVERIFY(m_desk->desk.stream().nextTryAt().ms > 0); // what the banner counts down to
        QVERIFY(m_desk->chat.writing().reply(QStringLiteral("währenddessen")));
        QVERIFY(!m_desk->chat.actions().allowed(ChatAction::Release).ok);
        m_server = begin(*m_database);
        m_desk->line.setPort(m_server->port());
        sayAsCustomer(QStringLiteral("sind Sie noch da?")); // before the workbench is back
        m_desk->desk.retryNow();
        WAIT(m_desk->desk.connection() == EventStream::State::Live);
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->outbox.size(), 0, patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->texts(MessageRole::User),
                                  QStringList{QStringLiteral("sind Sie noch da?")}, patience);
        const QStringList said{QStringLiteral("vorher"), QStringLiteral("währenddessen")};
        QCOMPARE(stored(), said);
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->texts(MessageRole::Agent), said, patience);
        WAIT(m_desk->has(Section::Mine, m_name));
        m_desk->settle();
        QCOMPARE(m_desk->desk.lists().count(Section::Mine), 1);
        QCOMPARE(resync.size(), 0); // the log goes on where it was
        QCOMPARE(expired.size(), 0);
    }

    void linesWhoseEndTheServerDidNotSeeTakeNoStreams()
    {
        // A cable pulled out five times in a minute; an account has five streams.
        int polled = 0;
        QObject::connect(&m_desk->desk, &DeskController::connectionChanged, &m_desk->desk,
                         [&polled](EventStream::State state) {
                             polled += state == EventStream::State::Polling ? 1 : 0;
                         });
        for (int i = 0; i < 5; ++i) {
            m_desk->line.lose();
            WAIT(m_desk->desk.connection() == EventStream::State::Lost);
            m_desk->desk.retryNow();
            WAIT(m_desk->desk.connection() == EventStream::State::Live);
        }
        sayAsCustomer(QStringLiteral("sind Sie noch da?"));
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->texts(MessageRole::User),
                                  QStringList{QStringLiteral("sind Sie noch da?")}, patience);
        QCOMPARE(polled, 0);
        const QByteArray metrics = m_server->client().get("/metrics").body;
        QVERIFY(metrics.contains("handoff_sse_connections"));
        QVERIFY(!metrics.contains("handoff_refused_total{what=\"streams\"}")); // the chat's neither
    }

    void anotherServerAtTheSameAddressIsNotTakenForTheOldOne()
    {
        // Somebody set the desk up anew: accounts, sessions and event ids are others.
        QSignalSpy expired(&m_desk->signIn, &SignInController::expired);
        m_server.reset();
        WAIT(m_desk->desk.connection() == EventStream::State::Lost);
        TestDatabase empty;
        const auto other = begin(empty);
        m_desk->line.setPort(other->port());
        m_desk->desk.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(expired.size(), 1, patience); // its agents are not ours
        m_desk->signIn.signIn(m_desk->line.url(), li, QStringLiteral("agent123"), false);
        WAIT(m_desk->desk.connection() == EventStream::State::Live);
        WAIT(!m_desk->desk.lists().find(m_name));
        m_desk->settle();
        for (const Section section : allSections)
            QTRY_COMPARE_WITH_TIMEOUT(m_desk->desk.lists().count(section), 0, patience);
    }

    void aDeletedAccountHasToSignInAndKeepsItsText()
    {
        QSignalSpy expired(&m_desk->signIn, &SignInController::expired);
        m_desk->chat.writing().setDraft(QStringLiteral("halber Satz"));
        HttpClient admin(m_server->port());
        admin.setToken(m_server->login("admin", "admin123"));
        QCOMPARE(admin.request("DELETE", "/api/agents/agent002").status, 200);
        m_desk->desk.retryNow(); // its stream was closed
        QTRY_COMPARE_WITH_TIMEOUT(expired.size(), 1, patience);
        QCOMPARE(m_desk->signIn.state(), SignInController::State::SignedOut);
        QVERIFY(m_desk->api.accessToken().isEmpty() && m_desk->api.refreshToken().isEmpty());
        QCOMPARE(m_desk->chat.writing().draft(), QStringLiteral("halber Satz"));
        m_desk->signIn.signIn(m_desk->line.url(), li, QStringLiteral("agent123"), false);
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->signInFailed.size(), 1, patience);
        QCOMPARE(m_desk->signInFailed.at(0).at(0).value<Error>().code,
                 QStringLiteral("INVALID_CREDENTIALS"));
        QCOMPARE(expired.size(), 1);
    }

    void strangeTextsArriveAsTheyAre_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char *tag, const QString &text) { QTest::newRow(tag) << text; };
        row("4,000 characters", QString(4000, u'字'));
        row("4,000 emoji", QStringLiteral("🚲").repeated(4000)); // two UTF-16 units each
        row("HTML", QStringLiteral("<script>alert(1)</script><img src=x onerror=alert(1)>&amp;"));
        row("HTML bomb", QStringLiteral("<table><tr><td>").repeated(260));
        row("Markdown bomb",
            QStringLiteral("> ").repeated(1000) + QStringLiteral("**_`[x](").repeated(240));
        row("right to left", QStringLiteral("مرحبا، أين طلبي؟ שלום \u202Eabc\u202C"));
        row("emoji", QStringLiteral("👩‍👩‍👧‍👦🚲🇩🇪👍🏽"));
        row("line ends", QStringLiteral("a\nb\r\nc\td"));
        row("quotes", QStringLiteral("\"\\ ' \u2028 \u0007 {customer_name} %1 %n"));
    }
    void strangeTextsArriveAsTheyAre()
    {
        QFETCH(QString, text);
        sayAsCustomer(text);
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->texts(MessageRole::User), QStringList{text}, patience);
        QVERIFY(m_desk->chat.writing().reply(text));
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->outbox.size(), 0, patience);
        QCOMPARE(stored(), QStringList{text});
        QCOMPARE(m_desk->texts(MessageRole::Agent), QStringList{text});
        m_desk->chat.writing().setDraft(text);
        m_desk->drafts.flush();
        Drafts later(m_desk->folder.path());
        later.open(m_desk->line.url(), li);
        QCOMPARE(later.text(m_name), text);
    }

    void tooLongIsRefusedHereAndKept()
    {
        const QString text = QStringLiteral("🚲").repeated(4001);
        m_desk->chat.writing().setDraft(text);
        QVERIFY(!m_desk->chat.writing().reply(text));
        QCOMPARE(m_desk->failed.size(), 1);
        QCOMPARE(m_desk->chat.writing().draft(), text);
        QVERIFY(stored().isEmpty());
    }

    void namesOf200Characters()
    {
        const QString name(200, u'N');
        HttpClient http(m_server->port());
        http.setToken(m_server->login("admin", "admin123"));
        const QByteArray path = "/api/sessions/" + QUrl::toPercentEncoding(m_name) + "/profile";
        QCOMPARE(http.request("PATCH", path, "{\"nickname\":\"" + name.toUtf8() + "\"}").status,
                 200);
        WAIT(m_desk->desk.lists().find(m_name)->session.userProfile.nickname == name);
        const QString longName = QString(200, u'会');
        post("/api/manual/escalate", "{\"session_name\":\"" + longName.toUtf8() + "\"}");
        m_desk->takeOver(longName);
        QVERIFY(m_desk->chat.writing().reply(QStringLiteral("hallo")));
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->outbox.size(), 0, patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->texts(MessageRole::Agent),
                                  QStringList{QStringLiteral("hallo")}, patience);
    }

private:
    static std::unique_ptr<TestServer> begin(const TestDatabase &database)
    {
        auto server = std::make_unique<TestServer>(
            QMap<QString, QString>{{QStringLiteral("DATABASE_URL"), database.url()}});
        if (server->port() == 0)
            qFatal("%s", qPrintable(server->startProblem()));
        return server;
    }
    void post(const QByteArray &path, const QByteArray &body)
    {
        HttpClient http(m_server->port());
        const Answer answer = http.post(path, body);
        QVERIFY2(answer.status == 200, answer.body.constData());
    }
    void sayAsCustomer(const QString &text)
    {
        post("/api/manual/messages",
             json::toJson(SendMessageRequest{m_name, QStringLiteral("user"), text, {}}));
    }
    QStringList stored() const { return agentTexts(m_server->port(), m_name); }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<Workbench> m_desk; ///< 客服小李, who has the chat
    QString m_name;
};

QTEST_GUILESS_MAIN(TestUpsets)
#include "tst_upsets.moc"
