#include "tests/contract/testserver.h"
#include "tests/support/history.h"
#include "tests/support/line.h"
#include "workbench/app/workbenchapp.h"
#include "workbench/ui/conversations/composeredit.h"
#include "workbench/ui/conversations/conversationsroom.h"

#include <QApplication>
#include <QDir>
#include <QProcess>
#include <QSocketNotifier>
#include <QTest>

#include <cstdio>
#include <unistd.h>

using namespace handoff;
using namespace handoff::test;

namespace {

constexpr int patience = 60000; ///< ms; slow machines and sanitizers
constexpr int few = 8;          ///< messages that somebody types
constexpr int many = 40;        ///< enough that some are on their way at any moment
constexpr int keyMs = 15;       ///< between two keys of somebody who types

const QString chatName = QStringLiteral("会话_1");

QString sentText(int i)
{
    return QStringLiteral("message %1").arg(i);
}

// ---- the program that is killed: the real window, which does what its standard input says -------

class Victim : public QObject
{
public:
    Victim(QApplication &app, const QString &server, const QString &folder)
        : m_app(app, options(server, folder)), m_input(STDIN_FILENO, QSocketNotifier::Read)
    {
        connect(&m_input, &QSocketNotifier::activated, this, &Victim::read);
        connect(&m_app.desk().lists(), &DeskLists::loadingChanged, this, &Victim::openChat);
        connect(&m_app.chat(), &ChatController::changed, this, &Victim::takeOver);
        const TranscriptModel *rows = m_app.chat().transcript();
        connect(rows, &QAbstractItemModel::rowsInserted, this, &Victim::count);
        connect(rows, &QAbstractItemModel::modelReset, this, &Victim::count);
        connect(rows, &QAbstractItemModel::dataChanged, this, &Victim::count);
        m_keys.setInterval(keyMs);
        connect(&m_keys, &QTimer::timeout, this,
                [this] { QTest::keyClick(edit(), char('a' + m_typed++ % 26)); });
        m_app.start();
        m_app.signIn().signIn(server, QStringLiteral("agent001"), QStringLiteral("agent123"),
                              false);
    }

private:
    static WorkbenchApp::Options options(const QString &server, const QString &folder)
    {
        WorkbenchApp::Options options;
        options.undoMs = 0; // ends at once
        options.server = server;
        options.settingsFile = folder + QStringLiteral("/settings.ini");
        options.dataFolder = folder;
        return options;
    }
    static void say(const QString &line)
    {
        std::puts(line.toUtf8().constData());
        std::fflush(stdout);
    }
    ComposerEdit *edit()
    {
        return m_app.window().findChild<ComposerEdit *>(QStringLiteral("composerText"));
    }
    void openChat()
    {
        if (m_app.chat().isOpen() || !m_app.desk().lists().find(chatName))
            return;
        m_app.window().desk()->conversations()->open(chatName);
        say(QStringLiteral("draft ") + edit()->toPlainText());
    }
    void takeOver()
    {
        ChatController &chat = m_app.chat();
        if (chat.actions().allowed(ChatAction::TakeOver).ok)
            chat.actions().act(ChatAction::TakeOver);
        else if (chat.actions().allowed(ChatAction::Reply).ok && !std::exchange(m_live, true))
            say(QStringLiteral("live"));
    }
    /// My messages that are on the server, as the chat shows them.
    void count()
    {
        int stored = 0;
        const TranscriptModel *rows = m_app.chat().transcript();
        for (int i = 0; i < rows->rowCount(); ++i) {
            const TranscriptRow *row = rows->row(i);
            stored += row->message.role == MessageRole::Agent && row->state == SendState::Stored;
        }
        if (std::exchange(m_stored, stored) != stored)
            say(QStringLiteral("shown %1").arg(stored));
    }
    void read()
    {
        char bytes[64];
        if (::read(STDIN_FILENO, bytes, sizeof bytes) <= 0) {
            QCoreApplication::exit(1); // the test is gone
            return;
        }
        if (bytes[0] == 'm') {
            for (int i = 0; i < many; ++i)
                m_app.chat().writing().reply(sentText(i));
        } else {
            for (int i = 0; i < few; ++i) {
                QTest::keyClicks(edit(), sentText(i));
                QTest::keyClick(edit(), Qt::Key_Return);
            }
        }
        m_keys.start();
    }

    WorkbenchApp m_app;
    QSocketNotifier m_input;
    QTimer m_keys;
    int m_typed = 0;
    int m_stored = 0;
    bool m_live = false;
};

/// That program, from the outside.
struct Client
{
    Client(const Line &line, const QString &folder)
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("--client"), line.url(), folder});
    }
    ~Client()
    {
        process.kill();
        process.waitForFinished();
    }
    bool says(const QByteArray &line)
    {
        out += process.readAllStandardOutput();
        return out.split('\n').contains(line);
    }
    QString draft() const
    {
        const qsizetype at = out.indexOf("draft ") + 6;
        return QString::fromUtf8(out.mid(at, out.indexOf('\n', at) - at));
    }
    QProcess process;
    QByteArray out;
};

/// What the files of the workbench hold under `key`; empty without one.
QJsonValue onDisk(const QString &folder, const QString &kind, const QString &key)
{
    const QDir dir(folder);
    const QStringList names = dir.entryList({kind + QStringLiteral("-*.json")});
    QFile file(dir.filePath(names.value(0)));
    if (names.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object().value(key);
}

} // namespace

#define WAIT(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, patience)

/// kill -9 while the agent types and while messages wait: the draft is there again, and every
/// message arrives exactly once.
class TestKill : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsLostAndNothingDoubled_data()
    {
        QTest::addColumn<bool>("up");
        QTest::addColumn<bool>("deaf");
        QTest::newRow("the server never heard of them") << false << false;
        QTest::newRow("stored, but the answer was lost") << true << true;
        QTest::newRow("in the middle of sending") << true << false;
    }
    void nothingIsLostAndNothingDoubled()
    {
        QFETCH(bool, up);
        QFETCH(bool, deaf);
        const bool flowing = up && !deaf;
        const int messages = flowing ? many : few;
        TestServer server;
        QVERIFY2(server.port() > 0, qPrintable(server.startProblem()));
        HttpClient http = server.client();
        const Answer escalated =
            http.post("/api/manual/escalate", "{\"session_name\":\"" + chatName.toUtf8() + "\"}");
        QCOMPARE(escalated.status, 200);
        Line line(server.port());
        const QTemporaryDir folder;
        QString saved;
        {
            Client client(line, folder.path());
            WAIT(client.says("live"));
            if (!up)
                line.setUp(false);
            line.setDeaf(deaf);
            client.process.write(flowing ? "many\n" : "few\n");
            if (flowing) {
                WAIT(!stored(server).isEmpty());
            } else {
                if (deaf)
                    WAIT(stored(server).size() == 1); // the next waits for its answer
                WAIT(draftOnDisk(folder.path()).size() >= 5 &&
                     draftOnDisk(folder.path()).startsWith(u'a'));
            }
            client.process.kill(); // SIGKILL
            QVERIFY(client.process.waitForFinished());
            QCOMPARE(client.process.exitStatus(), QProcess::CrashExit);
            saved = draftOnDisk(folder.path());
            const qsizetype waiting =
                onDisk(folder.path(), QStringLiteral("outbox"), QStringLiteral("items"))
                    .toArray()
                    .size();
            QVERIFY(waiting + stored(server).size() >= messages);
            if (!flowing)
                QCOMPARE(waiting, messages);
        }
        line.setDeaf(false);
        line.setUp(true);
        Client again(line, folder.path());
        WAIT(again.says("shown " + QByteArray::number(messages)));
        QStringList sent;
        for (int i = 0; i < messages; ++i)
            sent.append(sentText(i));
        QCOMPARE(stored(server), sent);
        QCOMPARE(again.draft(), saved);
        WAIT(onDisk(folder.path(), QStringLiteral("outbox"), QStringLiteral("items"))
                 .toArray()
                 .isEmpty());
        QCOMPARE(stored(server), sent);
    }

private:
    static QString draftOnDisk(const QString &folder)
    {
        return onDisk(folder, QStringLiteral("drafts"), QStringLiteral("drafts"))
            .toObject()
            .value(chatName)
            .toString();
    }
    static QStringList stored(const TestServer &server)
    {
        return agentTexts(server.port(), chatName);
    }
};

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--client") {
        Victim victim(app, arguments.value(2), arguments.value(3));
        return QApplication::exec();
    }
    TestKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_kill.moc"
