#include "tests/support/scriptedserver.h"
#include "workbench/controllers/drafts.h"
#include "workbench/controllers/outbox.h"
#include "workbench/controllers/preferences.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace handoff;
using handoff::test::ScriptedServer;

namespace {

const QString server = QStringLiteral("http://desk");
const QString user = QStringLiteral("agent001");
const QString chat = QStringLiteral("session_1");

QByteArray stored(int n)
{
    return ScriptedServer::answer(200, "{\"success\":true,\"data\":{\"message_id\":\"msg_" +
                                           QByteArray::number(n) + "\",\"timestamp\":5.000}}");
}
QByteArray refused(int status)
{
    return ScriptedServer::answer(status,
                                  R"({"success":false,"error":"no","code":"C","detail":"no"})");
}

struct Bench
{
    Bench()
    {
        api.setServer(QUrl(http.url()));
        api.setTokens(QStringLiteral("t"), QStringLiteral("r"));
        http.setHandler([this](const ScriptedServer::Request &r, QTcpSocket *socket) {
            const auto body = QJsonDocument::fromJson(r.body).object();
            contents.append(body.value(u"content").toString());
            clientIds.append(body.value(u"client_message_id").toString());
            if (respond)
                respond(static_cast<int>(contents.size()), socket);
        });
    }
    ScriptedServer http;
    ApiClient api;
    QTemporaryDir folder;
    QStringList contents;
    QStringList clientIds;
    std::function<void(int n, QTcpSocket *)> respond = [](int n, QTcpSocket *s) {
        s->write(stored(n));
    };
};

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT

private slots:
    void sendsOneByOneInOrder()
    {
        Bench b;
        QList<QPointer<QTcpSocket>> held;
        b.respond = [&](int, QTcpSocket *socket) { held.append(socket); };
        Outbox outbox(b.api, b.folder.path());
        QSignalSpy sent(&outbox, &Outbox::sent);
        outbox.open(server, user);
        const QString first = outbox.post(chat, QStringLiteral("a"));
        outbox.post(QStringLiteral("session_2"), QStringLiteral("b"));
        outbox.post(chat, QStringLiteral("c"));
        QCOMPARE(outbox.size(), 3);
        for (int i = 0; i < 3; ++i) {
            QTRY_COMPARE(held.size(), i + 1);
            QCOMPARE(sent.size(), i); // the next waits for this answer
            held.at(i)->write(stored(i + 1));
        }
        QTRY_COMPARE(sent.size(), 3);
        QCOMPARE(b.contents,
                 (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
        QCOMPARE(sent.at(0).at(0).toString(), chat);
        QCOMPARE(sent.at(0).at(1).toString(), first);
        QCOMPARE(sent.at(0).at(2).toString(), QStringLiteral("msg_1"));
        QCOMPARE(outbox.size(), 0);
    }

    void survivesAKillAndSendsTheSameIds()
    {
        Bench b;
        b.respond = {}; // the answers never come
        QStringList ids;
        {
            Outbox outbox(b.api, b.folder.path());
            outbox.open(server, user);
            ids << outbox.post(chat, QStringLiteral("a")) << outbox.post(chat, QStringLiteral("b"));
            QTRY_COMPARE(b.contents.size(), 1);
            // What is on the disk now is what a killed process leaves; nothing is written at the
            // end.
        }
        b.contents.clear();
        b.clientIds.clear();
        b.respond = [](int n, QTcpSocket *s) { s->write(stored(n)); };
        {
            Outbox outbox(b.api, b.folder.path());
            QSignalSpy queued(&outbox, &Outbox::queued);
            outbox.open(server, user);
            QCOMPARE(queued.size(), 2);
            QTRY_COMPARE(outbox.size(), 0);
            QCOMPARE(b.clientIds, ids);
            QCOMPARE(b.contents, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        }
        Outbox outbox(b.api, b.folder.path());
        outbox.open(server, user);
        QCOMPARE(outbox.size(), 0); // sent ones are gone from the disk too
    }

    void troubleIsRetriedWithTheSameId_data()
    {
        QTest::addColumn<int>("status"); // 0: the line breaks after the server stored it
        for (const int status : {0, 429, 500, 502, 503})
            QTest::addRow("%d", status) << status;
    }
    void troubleIsRetriedWithTheSameId()
    {
        QFETCH(int, status);
        Bench b;
        b.respond = [&](int n, QTcpSocket *socket) {
            if (n > 1)
                socket->write(stored(n));
            else if (status == 0)
                ScriptedServer::reset(socket);
            else
                socket->write(refused(status));
        };
        Outbox outbox(b.api, b.folder.path());
        QSignalSpy failed(&outbox, &Outbox::failed);
        outbox.open(server, user);
        outbox.post(chat, QStringLiteral("a"));
        outbox.post(chat, QStringLiteral("b"));
        QTRY_COMPARE(outbox.size(), 0);
        QCOMPARE(b.contents,
                 (QStringList{QStringLiteral("a"), QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(b.clientIds.at(0), b.clientIds.at(1));
        QCOMPARE(failed.size(), 0);
    }

    void refusedOnesWaitForTheAgent_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {400, 403, 404, 409, 422})
            QTest::addRow("%d", status) << status;
    }
    void refusedOnesWaitForTheAgent()
    {
        QFETCH(int, status);
        Bench b;
        b.respond = [&](int n, QTcpSocket *s) { s->write(n == 1 ? refused(status) : stored(n)); };
        Outbox outbox(b.api, b.folder.path());
        QSignalSpy failed(&outbox, &Outbox::failed);
        QSignalSpy retrying(&outbox, &Outbox::retrying);
        outbox.open(server, user);
        const QString id = outbox.post(chat, QStringLiteral("a"));
        outbox.post(chat, QStringLiteral("b"));
        QTRY_COMPARE(failed.size(), 1);
        QTRY_COMPARE(outbox.size(), 1); // the other one went out
        QVERIFY(outbox.items(chat).at(0).failed);
        QCOMPARE(outbox.items(chat).at(0).failure, QStringLiteral("no"));
        {
            Outbox later(b.api, b.folder.path()); // it is still failed after a restart
            later.open(server, user);
            QVERIFY(later.items(chat).at(0).failed);
        }
        outbox.retry(id);
        QCOMPARE(retrying.size(), 1);
        QTRY_COMPARE(outbox.size(), 0);
        QCOMPARE(b.clientIds.first(), b.clientIds.last());
    }

    void discardedOnesAreGone()
    {
        Bench b;
        b.respond = [](int, QTcpSocket *s) { s->write(refused(409)); };
        Outbox outbox(b.api, b.folder.path());
        QSignalSpy failed(&outbox, &Outbox::failed);
        outbox.open(server, user);
        const QString id = outbox.post(chat, QStringLiteral("a"));
        outbox.discard(id); // under way: it may be stored already
        QCOMPARE(outbox.size(), 1);
        QTRY_COMPARE(failed.size(), 1);
        outbox.discard(id);
        QCOMPARE(outbox.size(), 0);
        Outbox later(b.api, b.folder.path());
        later.open(server, user);
        QCOMPARE(later.size(), 0);
    }

    void usersDoNotShareAnOutbox()
    {
        Bench b;
        b.respond = {};
        Outbox outbox(b.api, b.folder.path());
        outbox.open(server, user);
        outbox.post(chat, QStringLiteral("a"));
        outbox.open(server, QStringLiteral("agent002"));
        QCOMPARE(outbox.size(), 0);
        outbox.open(server, user);
        QCOMPARE(outbox.size(), 1);
        outbox.close();
        QCOMPARE(outbox.size(), 0);
    }

    void draftsSurviveAKill()
    {
        QTemporaryDir folder;
        Drafts drafts(folder.path());
        drafts.open(server, user);
        drafts.setText(chat, QStringLiteral("半句话 \"quoted\"\n"));
        // no flush, no destructor: the timer writes it
        QTRY_VERIFY(!QDir(folder.path()).entryList({QStringLiteral("drafts-*.json")}).isEmpty());
        Drafts later(folder.path());
        QSignalSpy changed(&later, &Drafts::changed);
        later.open(server, user);
        QCOMPARE(later.text(chat), QStringLiteral("半句话 \"quoted\"\n"));
        QCOMPARE(changed.size(), 1);
        Drafts other(folder.path());
        other.open(server, QStringLiteral("agent002"));
        QVERIFY(other.all().isEmpty());
    }

    void draftsOfOneUserAreSavedBeforeTheNext()
    {
        QTemporaryDir folder;
        Drafts drafts(folder.path());
        drafts.open(server, user);
        drafts.setText(chat, QStringLiteral("a"));
        drafts.open(server, QStringLiteral("agent002"));
        QVERIFY(drafts.text(chat).isEmpty());
        drafts.setText(chat, QStringLiteral("b"));
        drafts.open(server, user);
        QCOMPARE(drafts.text(chat), QStringLiteral("a"));
        drafts.setText(chat, {});
        drafts.flush();
        Drafts later(folder.path());
        later.open(server, user);
        QVERIFY(later.all().isEmpty());
    }

    void aBrokenFileIsPutAside()
    {
        QTemporaryDir folder;
        Drafts drafts(folder.path());
        drafts.open(server, user);
        drafts.setText(chat, QStringLiteral("a"));
        drafts.flush();
        const QDir dir(folder.path());
        const QString name = dir.entryList({QStringLiteral("drafts-*.json")}).value(0);
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"drafts\":{\"a");
        file.close();
        Drafts later(folder.path());
        later.open(server, user);
        QVERIFY(later.all().isEmpty());
        QVERIFY(dir.exists(name + QStringLiteral(".broken")));
    }

    void preferencesRememberPlacesNotSecrets()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("w.ini"));
        const ServerProfile a{QUrl(QStringLiteral("http://a")), user, true};
        const ServerProfile b{QUrl(QStringLiteral("http://b:8000")), user, false};
        {
            Preferences preferences(file);
            preferences.remember(a);
            preferences.remember(b);
            preferences.remember({a.server, a.username, false});
            preferences.setLanguage(QStringLiteral("zh_CN"));
            preferences.setEnterSends(false);
            preferences.setViewState(QStringLiteral("main"), QByteArray("\x01\x00\x02", 3));
        }
        Preferences preferences(file);
        QCOMPARE(preferences.profiles(), (QList<ServerProfile>{{a.server, a.username, false}, b}));
        QCOMPARE(preferences.language(), QStringLiteral("zh_CN"));
        QCOMPARE(preferences.enterSends(), false);
        QCOMPARE(preferences.theme(), QString());
        QCOMPARE(preferences.viewState(QStringLiteral("main")), QByteArray("\x01\x00\x02", 3));
        preferences.forget(b);
        QCOMPARE(preferences.profiles().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
