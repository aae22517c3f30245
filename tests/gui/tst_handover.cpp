#include "tests/contract/testserver.h"
#include "tests/gui/shown.h"
#include "tests/simulator/simulator.h"
#include "workbench/app/workbenchapp.h"
#include "workbench/ui/conversations/chatpane.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/conversationsroom.h"
#include "workbench/ui/conversations/listpane.h"
#include "workbench/ui/conversations/sectionbar.h"
#include "workbench/ui/main/connectionbanner.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <future>

using namespace handoff;
using handoff::test::HttpClient;
using handoff::test::patience;
using handoff::test::TestServer;

namespace {

/// Coze in a thread of its own, slow enough to be watched.
class SimulatorThread
{
public:
    SimulatorThread()
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        run([this] {
            m_simulator = std::make_unique<sim::CozeSimulator>(sim::Pace{30, 0});
            if (!m_simulator->start())
                qFatal("the simulator does not start");
            m_settings = m_simulator->settingsEnv();
        });
    }
    ~SimulatorThread()
    {
        run([this] { m_simulator.reset(); });
        m_thread.quit();
        m_thread.wait();
    }
    const QMap<QString, QString> &settings() const { return m_settings; }

private:
    template<typename F>
    void run(F fn)
    {
        QMetaObject::invokeMethod(&m_context, fn, Qt::BlockingQueuedConnection);
    }

    QThread m_thread;
    QObject m_context;
    std::unique_ptr<sim::CozeSimulator> m_simulator;
    QMap<QString, QString> m_settings;
};

/// A line between window and server that can be cut. Event loop of the test.
class Line : public QTcpServer
{
public:
    explicit Line(quint16 port)
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no free port on 127.0.0.1");
        connect(this, &QTcpServer::newConnection, this, [this, port] {
            QTcpSocket *here = nextPendingConnection();
            if (m_cut) {
                here->abort();
                here->deleteLater();
                return;
            }
            auto *there = new QTcpSocket(here);
            connect(here, &QTcpSocket::readyRead, there,
                    [here, there] { there->write(here->readAll()); });
            connect(there, &QTcpSocket::readyRead, here,
                    [here, there] { here->write(there->readAll()); });
            connect(there, &QTcpSocket::disconnected, here, &QTcpSocket::disconnectFromHost);
            connect(here, &QTcpSocket::disconnected, here, &QObject::deleteLater);
            there->connectToHost(QHostAddress::LocalHost, port);
        });
    }
    void cut(bool off)
    {
        m_cut = off;
        if (!off)
            return;
        for (QTcpSocket *socket : findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly))
            socket->abort();
    }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(serverPort()); }

private:
    bool m_cut = false;
};

} // namespace

/// The whole hand-over in the real window against the real server; the customer speaks plain HTTP.
class TestHandover : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SimulatorThread> m_coze;
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<Line> m_line;
    std::unique_ptr<QTemporaryDir> m_place;
    std::unique_ptr<WorkbenchApp> m_app;
    QString m_name = QStringLiteral("session_会话");

    template<typename T>
    T *find(const char *name)
    {
        return m_app->window().findChild<T *>(QString::fromLatin1(name));
    }
    /// The customer asks; the answer is waited for in another thread, so that the window lives.
    std::future<QString> ask(const char *text)
    {
        const QByteArray body =
            "{\"message\":\"" + QByteArray(text) + "\",\"user_id\":\"" + m_name.toUtf8() + "\"}";
        return std::async(std::launch::async, [port = m_server->port(), body] {
            HttpClient http(port);
            return http.post("/api/chat", body).json().value(u"message").toString();
        });
    }
    void customerWrites(const char *text)
    {
        HttpClient http(m_server->port());
        const auto answer =
            http.post("/api/manual/messages", "{\"session_name\":\"" + m_name.toUtf8() +
                                                  "\",\"role\":\"user\",\"content\":\"" +
                                                  QByteArray(text) + "\"}");
        QCOMPARE(answer.status, 200);
    }
    /// What the customer's page sees.
    QStringList customerSees(const QString &role)
    {
        HttpClient http(m_server->port());
        const QJsonObject session = http.get("/api/sessions/" + m_name.toUtf8().toPercentEncoding())
                                        .data()
                                        .value(u"session")
                                        .toObject();
        QStringList texts;
        const QJsonArray history = session.value(u"history").toArray();
        for (const QJsonValue &message : history) {
            if (message[u"role"].toString() == role)
                texts.append(message[u"content"].toString());
        }
        return texts;
    }
    QStringList shown(MessageRole role)
    {
        QStringList texts;
        const TranscriptModel *transcript = m_app->chat().transcript();
        for (int i = 0; i < transcript->rowCount(); ++i) {
            const TranscriptRow *row = transcript->row(i);
            if (row->message.role == role && row->state == SendState::Stored && !row->live)
                texts.append(row->message.content);
        }
        return texts;
    }
    SessionStatus status()
    {
        return m_app->chat().session() ? m_app->chat().session()->status : SessionStatus::Unknown;
    }
    void write(const QString &text)
    {
        auto *edit = find<ComposerEdit>("composerText");
        WAIT(edit->isVisible());
        edit->setPlainText(text);
        QTest::keyClick(edit, Qt::Key_Return);
    }

private slots:
    void initTestCase()
    {
        m_coze = std::make_unique<SimulatorThread>();
        m_server = std::make_unique<TestServer>(m_coze->settings());
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        m_line = std::make_unique<Line>(m_server->port());
        m_place = std::make_unique<QTemporaryDir>();
        WorkbenchApp::Options options;
        options.undoMs = 0; // ends at once
        options.server = m_line->url();
        options.settingsFile = m_place->filePath(QStringLiteral("settings.ini"));
        options.dataFolder = m_place->path();
        m_app = std::make_unique<WorkbenchApp>(*qApp, options);
        m_app->language().use(QStringLiteral("en"));
        m_app->start();
        QVERIFY(QTest::qWaitForWindowActive(&m_app->window(), patience));
        find<QLineEdit>("username")->setText(QStringLiteral("agent001"));
        find<QLineEdit>("password")->setText(QStringLiteral("agent123"));
        QTest::mouseClick(find<QPushButton>("signIn"), Qt::LeftButton);
        WAIT(m_app->desk().connection() == EventStream::State::Live);
        WAIT(m_app->desk().lists().count(Section::Waiting) == 0);
    }
    void cleanupTestCase()
    {
        m_app.reset();
        m_line.reset();
        m_server.reset();
        m_coze.reset();
    }

    void theCustomerTalksToTheAiAndAsksForAPerson()
    {
        auto answer = ask("@sim:echo Good morning");
        WAIT(answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready);
        QCOMPARE(answer.get(), QStringLiteral("Good morning"));
        WAIT(m_app->desk().lists().list(Section::Ai)->rowOf(m_name) >= 0);
        auto wish = ask("@sim:echo 我要人工");
        WAIT(wish.wait_for(std::chrono::seconds(0)) == std::future_status::ready);
        WAIT(m_app->desk().lists().list(Section::Waiting)->rowOf(m_name) == 0);
        WAIT(find<QLabel>("queueCount")->text() == QStringLiteral("1 waiting"));
    }

    void theAgentTakesOver()
    {
        QListView *view = m_app->window().desk()->conversations()->list()->view();
        WAIT(view->isVisible());
        QTest::mouseClick(view->viewport(), Qt::LeftButton, Qt::NoModifier,
                          view->visualRect(view->model()->index(0, 0)).center());
        WAIT(m_app->chat().sessionName() == m_name);
        WAIT(shown(MessageRole::User).contains(QStringLiteral("@sim:echo 我要人工")));
        WAIT(find<QPushButton>("composerAction")->isVisible() &&
             find<QPushButton>("composerAction")->isEnabled());
        QTest::mouseClick(find<QPushButton>("composerAction"), Qt::LeftButton);
        WAIT(status() == SessionStatus::ManualLive);
        WAIT(find<ComposerEdit>("composerText")->isVisible());
        WAIT(m_app->desk().lists().list(Section::Mine)->rowOf(m_name) == 0);
        WAIT(find<QLabel>("queueCount")->text() == QStringLiteral("0 waiting"));
    }

    void bothTalkLive()
    {
        write(QStringLiteral("How can I help?"));
        WAIT(customerSees(QStringLiteral("agent")) ==
             QStringList{QStringLiteral("How can I help?")});
        WAIT(shown(MessageRole::Agent) == QStringList{QStringLiteral("How can I help?")});
        customerWrites("The charger does not fit");
        WAIT(shown(MessageRole::User).last() == QStringLiteral("The charger does not fit"));
    }

    void aCutLosesAndDoublesNothing()
    {
        m_line->cut(true);
        auto *banner = find<ConnectionBanner>("connectionBanner");
        WAIT(banner->isVisible());
        write(QStringLiteral("Typed while offline"));
        customerWrites("Are you there?");
        m_line->cut(false);
        QTest::mouseClick(banner->findChild<QPushButton *>(QStringLiteral("bannerAction")),
                          Qt::LeftButton);
        WAIT(!banner->isVisible());
        const QStringList said{QStringLiteral("How can I help?"),
                               QStringLiteral("Typed while offline")};
        WAIT(customerSees(QStringLiteral("agent")) == said);
        WAIT(shown(MessageRole::Agent) == said);
        WAIT(shown(MessageRole::User).count(QStringLiteral("Are you there?")) == 1);
    }

    void backToTheQueueAndTakenAgain()
    {
        WAIT(find<QPushButton>("requeue")->isEnabled());
        QTest::mouseClick(find<QPushButton>("requeue"), Qt::LeftButton);
        WAIT(status() == SessionStatus::PendingManual);
        WAIT(m_app->desk().lists().list(Section::Waiting)->rowOf(m_name) == 0);
        WAIT(m_app->chat().actions().allowed(ChatAction::TakeOver).ok);
        QTest::keyClick(&m_app->window(), Qt::Key_A, Qt::AltModifier);
        WAIT(status() == SessionStatus::ManualLive);
    }

    void releasedTheAiGoesOn()
    {
        WAIT(m_app->chat().actions().allowed(ChatAction::Release).ok);
        QTest::keyClick(&m_app->window(), Qt::Key_E, Qt::AltModifier);
        WAIT(status() == SessionStatus::BotActive);
        WAIT(!find<ComposerEdit>("composerText")->isVisible());
        auto answer = ask(
            "@sim:echo @sim:chunks=40 Bremsen bitte trocken lagern und danach noch einmal prüfen");
        WAIT(m_app->chat().transcript()->hasLive()); // the window shows the words as they come
        WAIT(answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready);
        const QString whole = answer.get();
        QVERIFY(whole.startsWith(QStringLiteral("Bremsen")));
        WAIT(shown(MessageRole::Assistant).last() == whole);
        WAIT(!m_app->chat().transcript()->hasLive());
    }
};

QTEST_MAIN(TestHandover)
#include "tst_handover.moc"
