#include "shared/contract/sessionrequests.h"
#include "tests/workbench/bench.h"
#include "workbench/controllers/contextcontroller.h"
#include "workbench/controllers/transfers.h"

using namespace handoff;
using test::a;
using test::b;
using test::Bench;
using test::FakeDesk;
using test::Held;
using test::ScriptedServer;
using S = SessionStatus;

namespace {

Note note(const QString &id)
{
    Note n;
    n.id = id;
    n.sessionName = a;
    n.content = id;
    n.createdBy = QStringLiteral("alice");
    return n;
}

QByteArray notes(const QList<Note> &list)
{
    QByteArrayList all;
    for (const Note &n : list)
        all.append(json::toJson(n));
    return FakeDesk::success('[' + all.join(',') + ']');
}

Transfer offer(const QString &id)
{
    Transfer t;
    t.id = id;
    t.sessionName = a;
    t.fromAgent = {QStringLiteral("agent_2"), QStringLiteral("Bob")};
    t.toAgent = {QStringLiteral("agent_1"), QStringLiteral("Alice")};
    t.expiresAt = Timestamp::now().plusSeconds(60);
    return t;
}

} // namespace

/// Answers in every order, late, missing and refused: what a controller shows in the end is what
/// the server has, and soon after the line is back.
class TestOrders : public QObject
{
    Q_OBJECT

private slots:
    /// The five lists of a desk, answered in each order that begins with another one.
    void listsComeInAnyOrder_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<bool>("backwards");
        for (int i = 0; i < 5; ++i) {
            QTest::addRow("from %d on", i) << i << false;
            QTest::addRow("from %d back", i) << i << true;
        }
    }
    void listsComeInAnyOrder()
    {
        QFETCH(int, first);
        QFETCH(bool, backwards);
        Bench t;
        t.fake.put(a, S::PendingManual);
        t.fake.put(b, S::BotActive);
        t.start();
        bool again = true;
        QList<std::pair<FakeDesk::Request, QPointer<QTcpSocket>>> held;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!again || !r.path.startsWith("/api/sessions?"))
                return false;
            held.append({r, socket});
            return true;
        };
        t.desk.retryNow();
        t.fake.cut();
        QTRY_COMPARE(held.size(), 5);
        t.fake.put(a, S::ManualLive); // while the answers are on their way
        t.fake.tellSession(a);
        again = false;
        for (int i = 0; i < 5; ++i) {
            const int at = (first + (backwards ? 5 - i : i)) % 5;
            const QPointer<QTcpSocket> socket = held.at(at).second;
            if (i == 2 && socket) { // one of them is refused, and asked for again
                socket->write(FakeDesk::refusal(503, "UNAVAILABLE"));
                continue;
            }
            if (socket)
                t.fake.answer(held.at(at).first, socket);
        }
        QTRY_COMPARE(t.names(Section::Mine), a);
        QTRY_COMPARE(t.names(Section::Waiting), QString());
        QTRY_COMPARE(t.names(Section::Ai), b);
        QTRY_COMPARE(t.counts(), QStringLiteral("0 1 1 0 2"));
    }

    /// The page above the first one, and a newest page that leaves a gap to what was shown.
    void aLateOlderPageMakesNoHole()
    {
        Bench t;
        t.fake.put(a, S::ManualLive);
        for (int i = 1; i <= 200; ++i)
            t.fake.say(a, MessageRole::User, QString::number(i));
        t.start();
        t.chat.open(a);
        QTRY_COMPARE(t.messages(), 50);
        Held held;
        bool holds = true;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!holds || !r.path.startsWith("/api/sessions/a/messages"))
                return false;
            held.keep(r, socket, {});
            return true;
        };
        t.chat.loadOlder();
        QTRY_COMPARE(held.answers.size(), 1);
        for (int i = 201; i <= 300; ++i) // nobody hears of them
            t.fake.say(a, MessageRole::User, QString::number(i));
        t.fake.cut();
        QTRY_VERIFY(t.texts().startsWith(QStringLiteral("251|")));
        holds = false;
        FakeDesk::Request late;
        late.method = "GET";
        late.path = held.answers.constFirst().path;
        if (held.answers.constFirst().socket)
            t.fake.answer(late, held.answers.constFirst().socket);
        QTest::qWait(200);
        QVERIFY(t.texts().startsWith(QStringLiteral("251|")));
        t.chat.loadOlder();
        QTRY_COMPARE(t.messages(), 100);
        QVERIFY(t.texts().startsWith(QStringLiteral("201|202|")));
    }

    /// Whoever scrolled to the top asks once.
    void anOlderPageThatFailedIsAskedForAgain()
    {
        Bench t;
        t.fake.put(a, S::ManualLive);
        for (int i = 1; i <= 120; ++i)
            t.fake.say(a, MessageRole::User, QString::number(i));
        t.start();
        t.chat.open(a);
        QTRY_COMPARE(t.messages(), 50);
        int refusals = 2;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!r.path.startsWith("/api/sessions/a/messages") || refusals-- <= 0)
                return false;
            socket->write(FakeDesk::refusal(503, "UNAVAILABLE"));
            return true;
        };
        QSignalSpy failed(&t.chat, &ChatController::failed);
        QSignalSpy cleared(&t.chat, &ChatController::bannerCleared);
        t.chat.loadOlder();
        QTRY_COMPARE(t.messages(), 100);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(cleared.size(), 1);
    }

    void anOlderPageComesWhileTheNewestIsCompared()
    {
        Bench t;
        t.fake.put(a, S::ManualLive);
        for (int i = 1; i <= 120; ++i)
            t.fake.say(a, MessageRole::User, QString::number(i));
        t.start();
        t.chat.open(a);
        QTRY_COMPARE(t.messages(), 50);
        QTRY_VERIFY(!t.chat.isLoading());
        bool holds = true;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *) {
            return holds && r.path == "/api/sessions/a";
        };
        t.fake.cut();
        QTRY_VERIFY(t.chat.isLoading());
        t.chat.loadOlder();
        QTRY_COMPARE(t.messages(), 100);
        QVERIFY(t.chat.isLoading());
        holds = false;
    }

    /// As long as something happened that was not compared, a comparison is due.
    void aFailedComparisonIsRepeated()
    {
        Bench t;
        t.fake.put(a, S::PendingManual);
        t.fake.say(a, MessageRole::User, QStringLiteral("1"));
        t.start();
        t.chat.open(a);
        QTRY_COMPARE(t.texts(), QStringLiteral("1"));
        QTRY_VERIFY(!t.chat.isLoading());
        int refused = 0;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (r.path != "/api/sessions/a" || refused == 2)
                return false;
            ++refused;
            socket->write(FakeDesk::refusal(503, "UNAVAILABLE"));
            return true;
        };
        QSignalSpy cleared(&t.chat, &ChatController::bannerCleared);
        t.fake.say(a, MessageRole::System, QStringLiteral("2")); // never announced
        t.fake.put(a, S::ManualLive);
        t.fake.tellSession(a);
        QTRY_COMPARE(refused, 2);
        QTRY_COMPARE(t.texts(), QStringLiteral("1|2"));
        QCOMPARE(t.failed.size(), 1); // said once
        QTRY_COMPARE(cleared.size(), 1);
        QTRY_COMPARE(t.chat.auditTrail().value(0).statusTo, S::ManualLive);
    }

    /// An answer that was on its way when the line broke may never come.
    void theReturnOfTheLineWaitsForNoAnswer()
    {
        Bench t;
        t.fake.put(a, S::ManualLive);
        t.fake.say(a, MessageRole::User, QStringLiteral("1"));
        t.start();
        bool deaf = true;
        int asked = 0;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *) {
            if (r.path != "/api/sessions/a")
                return false;
            ++asked;
            return deaf; // for ever
        };
        t.chat.open(a);
        QTRY_COMPARE(asked, 1);
        t.fake.cut();
        QTRY_COMPARE(t.desk.connection(), EventStream::State::Lost);
        deaf = false;
        t.desk.retryNow();
        QTRY_COMPARE(t.texts(), QStringLiteral("1"));
        QVERIFY(!t.chat.isLoading());
        QCOMPARE(asked, 2);
        QCOMPARE(t.failed.size(), 0);
    }

    /// What is lost with the desk's line is lost with the chat's own, though it seems to stand.
    void theChatsOwnStreamIsRenewedWithTheDesks()
    {
        Bench t;
        t.fake.put(a, S::BotActive);
        t.start();
        t.chat.open(a);
        const auto streams = [&] {
            return t.fake.server.requestsTo("/api/sessions/a/events").size();
        };
        QTRY_COMPARE(streams(), 1);
        QTRY_VERIFY((t.fake.tellDelta(a, QStringLiteral("x")), t.chat.transcript()->hasLive()));
        t.fake.cut(true); // only the desk's
        QTRY_COMPARE(t.desk.connection(), EventStream::State::Lost);
        t.desk.retryNow();
        QTRY_COMPARE(streams(), 2);
    }

    /// Two equal texts, typed quickly: each is one bubble, in the order they were typed, whether
    /// the event or the answer is quicker, and when an answer is lost.
    void equalTextsStandOnceInTheirOrder_data()
    {
        QTest::addColumn<bool>("eventFirst");
        QTest::addColumn<bool>("lost");
        QTest::newRow("answer, event") << false << false;
        QTest::newRow("event, answer") << true << false;
        QTest::newRow("event, no answer") << true << true;
        QTest::newRow("no answer, then event") << false << true;
    }
    void equalTextsStandOnceInTheirOrder()
    {
        QFETCH(bool, eventFirst);
        QFETCH(bool, lost);
        Bench t;
        t.fake.put(a, S::ManualLive);
        t.fake.say(a, MessageRole::User, QStringLiteral("1"));
        t.start();
        int asked = 0;
        QStringList seen;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (r.path != "/api/manual/messages")
                return false;
            ++asked;
            const Message m = t.fake.stored(r);
            if (eventFirst)
                t.fake.tellMessage(a);
            if (lost && asked == 1) // it is sent again, and known again
                socket->disconnectFromHost();
            else
                socket->write(
                    FakeDesk::success(json::toJson(SendMessageAnswer{m.id, m.timestamp})));
            if (!eventFirst)
                t.fake.tellMessage(a);
            return true;
        };
        t.chat.open(a);
        QTRY_COMPARE(t.texts(), QStringLiteral("1"));
        connect(t.chat.transcript(), &QAbstractItemModel::rowsInserted, &t.chat,
                [&] { seen.append(t.texts()); });
        t.chat.writing().reply(QStringLiteral("x"));
        t.chat.writing().reply(QStringLiteral("x"));
        QTRY_COMPARE(t.outbox.size(), 0);
        QTRY_COMPARE(t.texts(), QStringLiteral("1|x|x"));
        QTest::qWait(50); // for what would be one too many
        QCOMPARE(t.texts(), QStringLiteral("1|x|x"));
        QVERIFY2(!seen.contains(QStringLiteral("1|x|x|x")), qPrintable(seen.join(u' ')));
        QCOMPARE(asked, lost ? 3 : 2);
        QStringList ids;
        for (int i = 0; i < t.chat.transcript()->rowCount(); ++i) {
            const TranscriptRow *row = t.chat.transcript()->row(i);
            if (row->kind == RowKind::Message && row->message.role == MessageRole::Agent)
                ids.append(row->message.id);
        }
        QCOMPARE(ids, (QStringList{t.fake.messages.value(a).at(1).id,
                                   t.fake.messages.value(a).at(2).id}));
    }

    /// A page that was made before my message was stored does not take it away.
    void anOldPageTakesNoMessageOfMineAway()
    {
        Bench t;
        t.fake.put(a, S::ManualLive);
        t.fake.say(a, MessageRole::User, QStringLiteral("1"));
        t.start();
        Held held;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (r.path != "/api/sessions/a" || !held.answers.isEmpty())
                return false;
            SessionDetail detail;
            detail.session.sessionName = a;
            detail.session.status = S::ManualLive;
            detail.session.history = t.fake.messages.value(a);
            held.keep(r, socket, FakeDesk::success(json::toJson(detail)));
            return true;
        };
        t.chat.open(a);
        QTRY_COMPARE(held.answers.size(), 1);
        t.chat.writing().reply(QStringLiteral("2"));
        QTRY_COMPARE(t.outbox.size(), 0); // answered, and never announced
        held.release(0);
        QTRY_COMPARE(t.texts(), QStringLiteral("1|2"));
    }

    /// A list of notes that was made before mine was stored does not take mine away.
    void anOldListOfNotesTakesNoNoteAway()
    {
        Bench t;
        DeskCatalog catalog{t.api, t.desk};
        ContextController context{t.api, t.desk, t.chat, catalog};
        t.fake.put(a, S::ManualLive);
        QList<Note> stored{note(QStringLiteral("n1"))};
        Held held;
        bool hold = false;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!r.path.endsWith("/notes"))
                return false;
            if (r.method == "POST") {
                stored.append(note(QStringLiteral("n2")));
                socket->write(FakeDesk::success(json::toJson(stored.last())));
            } else if (hold) {
                held.keep(r, socket, notes(stored));
            } else {
                socket->write(notes(stored));
            }
            return true;
        };
        t.start();
        hold = true;
        t.chat.open(a);
        QTRY_COMPARE(held.answers.size(), 1);
        context.addNote(QStringLiteral("n2"));
        QTRY_COMPARE(context.notes().size(), 1);
        hold = false;
        held.release(0); // knows n1 only
        QTRY_COMPARE(context.notes().size(), 2);
        QTest::qWait(0);
        QCOMPARE(context.notes().size(), 2);
    }

    /// An offer that came while the open ones were asked for is not forgotten by their answer.
    void anOldListOfOffersForgetsNone()
    {
        Bench t;
        Transfers transfers{t.api, t.desk};
        Held held;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (r.path != "/api/transfer-requests/pending")
                return false;
            held.keep(r, socket, FakeDesk::success("[]"));
            return true;
        };
        t.start();
        QTRY_VERIFY(!held.answers.isEmpty());
        TransferEvent event;
        static_cast<Transfer &>(event) = offer(QStringLiteral("t1"));
        emit t.desk.event(event);
        QCOMPARE(transfers.incoming().size(), 1);
        QSignalSpy changed(&transfers, &Transfers::changed);
        while (!held.answers.isEmpty())
            held.release(0);
        QTRY_VERIFY(!changed.isEmpty());
        QCOMPARE(transfers.incoming().size(), 1);
    }

    /// What could not be loaded beside the chat comes later, and its error goes.
    void whatBelongsToTheChatIsAskedForAgain()
    {
        Bench t;
        DeskCatalog catalog{t.api, t.desk};
        ContextController context{t.api, t.desk, t.chat, catalog};
        QSignalSpy failed(&context, &ContextController::failed);
        QSignalSpy recovered(&context, &ContextController::recovered);
        t.fake.put(a, S::ManualLive);
        int refused = 0;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (r.path.endsWith("/ticket")) {
                socket->write(FakeDesk::success("null"));
                return true;
            }
            if (!r.path.endsWith("/notes"))
                return false;
            socket->write(refused++ < 2 ? FakeDesk::refusal(503, "UNAVAILABLE")
                                        : notes({note(QStringLiteral("n1"))}));
            return true;
        };
        t.start();
        t.chat.open(a);
        QTRY_COMPARE(failed.size(), 1);
        QTRY_COMPARE(context.notes().size(), 1);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(recovered.size(), 1);
    }

    /// Of two wishes the later one counts, whichever answer comes first.
    void theLastPresenceCounts()
    {
        Bench t;
        t.start();
        Held held;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (r.path != "/api/agent/status")
                return false;
            const bool busy = r.body.contains("busy");
            held.keep(r, socket,
                      busy ? FakeDesk::refusal(503, "UNAVAILABLE")
                           : FakeDesk::success("{\"status\":\"offline\",\"status_note\":\"\"}"));
            return true;
        };
        t.desk.setPresence(AgentPresence::Busy);
        t.desk.setPresence(AgentPresence::Offline);
        QTRY_COMPARE(held.answers.size(), 2);
        const bool busyFirst = held.answers.at(0).bytes.contains("503");
        held.release(busyFirst ? 1 : 0);
        QTest::qWait(50);
        held.release(0); // the refusal of the first wish
        QTest::qWait(50);
        QCOMPARE(t.desk.presence(), AgentPresence::Offline);
    }

    /// The line stands above what was unread when the chat was opened, though it is read at once.
    void theNewLineStandsThoughOneWatches()
    {
        Bench t;
        t.fake.put(a, S::ManualLive).unread = 2;
        for (int i = 1; i <= 3; ++i)
            t.fake.say(a, MessageRole::User, QString::number(i));
        t.start();
        connect(&t.chat, &ChatController::opened, &t.chat,
                [&] { t.chat.setWatching(t.chat.isOpen()); });
        t.chat.open(a);
        QTRY_COMPARE(t.messages(), 3);
        QCOMPARE(t.firstNew(), QStringLiteral("2"));
        QTRY_COMPARE(t.desk.lists().find(a)->session.unread, 0);
    }
};

QTEST_GUILESS_MAIN(TestOrders)
#include "tst_orders.moc"
