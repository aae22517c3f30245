#include "server/domain/session/sessionlists.h"
#include "tests/server/domain/testdesk.h"

using namespace handoff;
using test::TestDesk;
using test::u8;

namespace {

const QString session = QStringLiteral("会话-二");
const QString agent = QStringLiteral("agent");
const QString user = QStringLiteral("user");
const QString hello = QStringLiteral("你好，我的电池充不进电 🔋");

Actor customer()
{
    return Actor::customer();
}

} // namespace

class TestMessages : public QObject
{
    Q_OBJECT

private slots:
    void errorsInTheirOrder_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("who");
        QTest::addColumn<QString>("detail");
        const QString missing = QStringLiteral("session_name, role, and content are required");
        const QString text = QStringLiteral("x");
        const QString tooLong(4001, u'长');
        QTest::newRow("no name, all else wrong") << ""
                                                 << "boss" << tooLong << "customer" << missing;
        QTest::newRow("no role") << session << "" << text << "customer" << missing;
        QTest::newRow("no content") << session << "boss"
                                    << ""
                                    << "customer" << missing;
        QTest::newRow("blank content") << session << "user"
                                       << " \n\t"
                                       << "customer" << missing;
        QTest::newRow("role before length") << session << "boss" << tooLong << "customer"
                                            << "role must be 'agent' or 'user'";
        QTest::newRow("assistant") << session << "assistant" << text << "agent001"
                                   << "role must be 'agent' or 'user'";
        QTest::newRow("length before session") << "nobody"
                                               << "user" << tooLong << "customer"
                                               << "/content: at most 4000 characters expected";
        QTest::newRow("no such session") << "nobody"
                                         << "user" << text << "customer"
                                         << "Session not found";
        QTest::newRow("status before owner") << "waiting"
                                             << "agent" << text << "agent002"
                                             << "Session not in manual_live status";
        QTest::newRow("customer while pending") << "waiting"
                                                << "user" << text << "customer"
                                                << "Session not in manual_live status";
        QTest::newRow("not the owner")
            << session << "agent" << text << "agent002" << u8("没有权限执行此操作");
        QTest::newRow("customer as agent")
            << session << "agent" << text << "customer" << QStringLiteral("Not authenticated");
    }
    void errorsInTheirOrder()
    {
        QFETCH(QString, name);
        QFETCH(QString, role);
        QFETCH(QString, content);
        QFETCH(QString, who);
        QFETCH(QString, detail);
        TestDesk desk;
        desk.bring(QStringLiteral("waiting"), SessionStatus::PendingManual);
        desk.bring(session, SessionStatus::ManualLive);
        const qint64 version = desk.state(session)->version;
        const Actor actor =
            who == u"customer" ? customer() : desk.agent(who.toLatin1().constData());
        const auto result = desk.send(name, role, content, actor);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().detail, detail);
        QVERIFY(desk.takeEvents().isEmpty());
        QCOMPARE(desk.state(session)->version, version);
    }

    void bothSidesTalk()
    {
        TestDesk desk;
        desk.bring(session, SessionStatus::ManualLive);
        const auto question = desk.send(session, user, hello, customer());
        QVERIFY(question.ok());
        QVERIFY(question->answer.messageId.startsWith(u"msg_"));
        QCOMPARE(desk.takeFacts(),
                 test::list({"manual_message:user", "message_added:user", "session_updated"}));
        const auto answer = desk.send(session, agent, u8("我来看看"), desk.wang);
        QVERIFY(answer.ok());
        const auto events = desk.takeEvents();
        QCOMPARE(events.at(0).audience, Audience::CustomerAndAgents);
        const auto manual = QJsonDocument::fromJson(events.at(0).json).object();
        QCOMPARE(manual.value(u"type").toString(), QStringLiteral("manual_message"));
        QCOMPARE(manual.value(u"role").toString(), agent);
        QCOMPARE(manual.value(u"content").toString(), u8("我来看看"));
        QCOMPARE(manual.value(u"message_id").toString(), answer->answer.messageId);
        QCOMPARE(manual.value(u"session_name").toString(), session);
        QCOMPARE(manual.value(u"timestamp").toDouble(), answer->answer.timestamp.seconds());
        QCOMPARE(manual.value(u"agent_id").toString(), desk.wang.agent.id);
        QCOMPARE(manual.value(u"agent_name").toString(), u8("客服小王"));
        QCOMPARE(manual.value(u"agent_info").toObject().value(u"agent_id").toString(),
                 desk.wang.agent.id);
        QCOMPARE(manual.value(u"agent_info").toObject().value(u"agent_name").toString(),
                 u8("客服小王"));
        const auto added = QJsonDocument::fromJson(events.at(1).json).object();
        QCOMPARE(added.value(u"message").toObject().value(u"id").toString(),
                 answer->answer.messageId);

        const auto history = desk.state(session)->history;
        QCOMPARE(history.size(), 3); // after the system's text of the takeover
        QCOMPARE(history.at(1).content, hello);
        QCOMPARE(history.at(1).id, question->answer.messageId);
        QVERIFY(!history.at(1).agentId);
        QCOMPARE(history.at(2).agentId, desk.wang.agent.id);
        // An admin may write into a colleague's session.
        QCOMPARE(desk.send(session, agent, QStringLiteral("hi"), desk.admin).ok(), true);
        QCOMPARE(desk.state(session)->history.constLast().agentName, u8("系统管理员"));
    }

    void lengthIsInCharacters()
    {
        TestDesk desk;
        desk.bring(session, SessionStatus::ManualLive);
        const QString face = u8("😀");
        QVERIFY(desk.send(session, user, face.repeated(4000), customer()).ok());
        QVERIFY(!desk.send(session, user, face.repeated(4001), customer()).ok());
        const auto page = desk.read([](Tx &tx) { return SessionLists::list(tx, {}); });
        QCOMPARE(page->items.at(0).lastMessagePreview->content,
                 QString(face.repeated(50) + u8("…")));
        QVERIFY(desk.send(session, user, QString(50, u'字'), customer()).ok());
        const auto exact = desk.read([](Tx &tx) { return SessionLists::list(tx, {}); });
        QCOMPARE(exact->items.at(0).lastMessagePreview->content, QString(50, u'字'));
    }

    void timesGrowStrictly()
    {
        // The existing page asks for what is later than the last time it saw, so two messages of
        // the same millisecond, or a clock that goes back, must not lose one.
        TestDesk desk;
        desk.bring(session, SessionStatus::ManualLive);
        for (int i = 0; i < 20; ++i) {
            desk.setNow(test::workday.plusMs(i % 7 == 0 ? -5000 : i / 3));
            QVERIFY(desk.send(session, i % 2 ? user : agent, QString::number(i),
                              i % 2 ? customer() : desk.wang)
                        .ok());
        }
        const auto history = desk.state(session)->history;
        for (qsizetype i = 1; i < history.size(); ++i)
            QVERIFY(history.at(i).timestamp > history.at(i - 1).timestamp);
        QCOMPARE(history.constLast().content, QStringLiteral("19"));
    }

    void retriesAreAnsweredLikeTheFirst()
    {
        TestDesk desk;
        desk.bring(session, SessionStatus::ManualLive);
        const QString id = QStringLiteral("c-1");
        const auto first = desk.send(session, user, hello, customer(), id);
        QVERIFY(first.ok() && !first->repeated);
        desk.takeEvents();
        // Ten at once, as after a network failure.
        QList<Later<Messages::Sent>> retries;
        for (int i = 0; i < 10; ++i) {
            retries.append(desk.db->write([&](Tx &tx) {
                return Messages::send(tx, desk.policy, {session, user, hello, id}, customer());
            }));
        }
        for (const auto &retry : retries) {
            const auto again = test::await(retry);
            QVERIFY(again.ok() && again->repeated);
            QCOMPARE(again->answer.messageId, first->answer.messageId);
            QCOMPARE(again->answer.timestamp, first->answer.timestamp);
        }
        // The other side may use the same id, another session too.
        QVERIFY(!desk.send(session, agent, hello, desk.wang, id)->repeated);
        desk.bring(QStringLiteral("other"), SessionStatus::ManualLive);
        QVERIFY(!desk.send(QStringLiteral("other"), user, hello, customer(), id)->repeated);
        // Even after the release the retry is told that its message is there.
        (void)desk.release(session, desk.wang);
        QCOMPARE(desk.send(session, user, hello, customer(), id)->answer.messageId,
                 first->answer.messageId);
        QCOMPARE(desk.send(session, user, hello, customer(), QStringLiteral("c-2")).error(),
                 errors::notInManualLive());
        QCOMPARE(desk.state(session)->history.size(), 4); // takeover, two messages, release
    }

    void manyAtOnceKeepTheirOrder()
    {
        TestDesk desk;
        desk.bring(session, SessionStatus::ManualLive);
        QList<Later<Messages::Sent>> sent;
        for (int i = 0; i < 500; ++i) {
            const QString role = i % 2 ? user : agent;
            const Actor actor = i % 2 ? customer() : desk.wang;
            sent.append(desk.db->write(session, [&desk, role, actor, i](Tx &tx) {
                return Messages::send(tx, desk.policy, {session, role, QString::number(i), {}},
                                      actor);
            }));
        }
        for (const auto &future : sent)
            QVERIFY(test::await(future).ok());
        // Paged backwards the history is whole: no gap, no double.
        QStringList contents;
        QString before;
        for (;;) {
            const auto page = desk.read(
                [&](Tx &tx) { return Sessions::messages(tx, session, before, 70, desk.wang); });
            QVERIFY(page.ok());
            contents = TestDesk::contents(page->items) + contents;
            if (!page->hasMore)
                break;
            QCOMPARE(page->items.size(), 70);
            before = page->items.constFirst().id;
        }
        QCOMPARE(contents.size(), 501);
        for (int i = 0; i < 500; ++i)
            QCOMPARE(contents.at(i + 1), QString::number(i));
        QCOMPARE(desk.state(session)->history.size(), 50);
        QCOMPARE(desk.state(session)->history.constFirst().content, QStringLiteral("450"));
    }

    void pagesOfMessages()
    {
        TestDesk desk;
        desk.bring(session, SessionStatus::ManualLive);
        desk.bring(QStringLiteral("other"), SessionStatus::ManualLive);
        for (int i = 0; i < 250; ++i)
            (void)desk.send(session, user, QString::number(i), customer());
        const auto page = [&](const QString &name, const QString &before, int limit) {
            return desk.read(
                [&](Tx &tx) { return Sessions::messages(tx, name, before, limit, desk.wang); });
        };
        QCOMPARE(page(session, {}, 1000)->items.size(), 200); // at most
        QCOMPARE(page(session, {}, 0)->items.size(), 1);      // at least
        const QString first =
            desk.read([&](Tx &tx) { return Sessions::messages(tx, session, {}, 200, desk.wang); })
                ->items.constFirst()
                .id;
        const auto older = page(session, first, 200);
        QCOMPARE(older->items.size(), 51);
        QVERIFY(!older->hasMore);
        QVERIFY(page(session, older->items.constFirst().id, 10)->items.isEmpty());
        QCOMPARE(page(QStringLiteral("nobody"), {}, 10).error(), errors::sessionNotFound());
        QCOMPARE(page(QStringLiteral("other"), first, 10).error().code,
                 QStringLiteral("VALIDATION_ERROR"));
        QCOMPARE(page(session, QStringLiteral("msg_"), 10).error().code,
                 QStringLiteral("VALIDATION_ERROR"));
    }

    void notesStayInside()
    {
        TestDesk desk;
        desk.bring(session, SessionStatus::ManualLive);
        const auto note = desk.write(
            [&](Tx &tx) { return Messages::addNote(tx, desk.policy, session, u8("内部")); });
        QVERIFY(note.ok());
        QCOMPARE(desk.takeFacts(), test::list({"message_added:system", "session_updated"}));
        QVERIFY(!TestDesk::contents(desk.state(session)->history).contains(u8("内部")));
        QVERIFY(TestDesk::contents(desk.state(session, desk.wang)->history).contains(u8("内部")));
        const auto page = desk.read([](Tx &tx) { return SessionLists::list(tx, {}); });
        QVERIFY(page->items.at(0).lastMessagePreview->content != u8("内部"));
        const auto text = desk.write(
            [&](Tx &tx) { return Messages::addSystem(tx, desk.policy, session, u8("公告")); });
        QVERIFY(text.ok());
        QCOMPARE(desk.takeFacts(),
                 test::list({"!manual_message:system", "message_added:system", "session_updated"}));
    }

    void urgentWordsAndUnread()
    {
        TestDesk desk;
        desk.bring(session, SessionStatus::ManualLive);
        (void)desk.send(session, user, u8("我要退款"), customer());
        (void)desk.send(session, user, u8("不退款就投诉"), customer());
        QJsonObject summary;
        for (const auto &event : desk.takeEvents()) {
            if (event.type == eventtype::sessionUpdated)
                summary = QJsonDocument::fromJson(event.json).object().value(u"session").toObject();
        }
        const auto row = desk.read([](Tx &tx) { return SessionLists::list(tx, {}); })->items.at(0);
        QCOMPARE(row.unread, 2);
        QCOMPARE(row.priority.urgentKeywords, (QStringList{u8("退款"), u8("投诉")}));
        QCOMPARE(row.priority.level, PriorityLevel::High);
        // The event and the list say the same, version included.
        QCOMPARE(summary.value(u"version").toInteger(), row.version);
        QCOMPARE(summary.value(u"priority").toObject().value(u"level").toString(),
                 QStringLiteral("high"));
        QCOMPARE(summary.value(u"last_message_preview").toObject().value(u"content").toString(),
                 u8("不退款就投诉"));
        (void)desk.send(session, agent, u8("马上处理"), desk.wang);
        QCOMPARE(desk.read([](Tx &tx) { return SessionLists::list(tx, {}); })->items.at(0).unread,
                 0);
    }

    void fewStatements()
    {
        TestDesk desk;
        desk.bring(session, SessionStatus::ManualLive);
        for (int i = 0; i < 100; ++i)
            (void)desk.send(session, user, QString::number(i), customer());
        const auto statements = desk.write([&](Tx &tx) -> Result<qint64> {
            const auto sent = Messages::send(
                tx, desk.policy, {session, agent, hello, QStringLiteral("id")}, desk.wang);
            (void)tx.logEvents(); // as the database does behind each use case
            return sent ? Result<qint64>(tx.connection().statementCount()) : sent.error();
        });
        // One update, one insert, all events; on PostgreSQL the session is held.
        QCOMPARE(*statements, test::TestDatabase::isPostgres() ? 4 : 3);
        const auto counted = [&](auto useCase) {
            return *desk.read([&](Tx &tx) -> Result<qint64> {
                const auto result = useCase(tx);
                return result ? Result<qint64>(tx.connection().statementCount()) : result.error();
            });
        };
        QCOMPARE(
            counted([&](Tx &tx) { return Sessions::detail(tx, desk.policy, session, desk.wang); }),
            3);
        for (const int limit : {1, 50, 100})
            QCOMPARE(counted([&](Tx &tx) {
                         return Sessions::messages(tx, session, {}, limit, desk.wang);
                     }),
                     2);
        // The queue: its figures and its rows, however long it is.
        for (int i = 0; i < 30; ++i) {
            desk.bring(QStringLiteral("waiting%1").arg(i), SessionStatus::PendingManual);
            if (i % 29 == 0)
                QCOMPARE(counted([](Tx &tx) { return SessionLists::queue(tx); }), 2);
        }
    }
};

QTEST_GUILESS_MAIN(TestMessages)
#include "tst_messages.moc"
