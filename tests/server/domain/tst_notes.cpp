#include "server/domain/session/notes.h"
#include "server/domain/session/sessionlists.h"
#include "tests/server/domain/testdesk.h"

using namespace handoff;
using test::TestDesk;
using test::u8;
using S = SessionStatus;

namespace {

const QString session = QStringLiteral("s");

struct Desk : TestDesk
{
    Desk() { bring(session, S::ManualLive); }

    Result<Note> add(const Actor &actor, const NoteRequest &request, const QString &name = session)
    {
        return write([&](Tx &tx) { return Notes::add(tx, name, request, actor); });
    }
    Result<Note> change(const Actor &actor, const QString &id, const NoteRequest &request,
                        const QString &name = session)
    {
        return write([&](Tx &tx) { return Notes::change(tx, name, id, request, actor); });
    }
    Result<void> remove(const Actor &actor, const QString &id, const QString &name = session)
    {
        return write([&](Tx &tx) { return Notes::remove(tx, name, id, actor); });
    }
    QList<Note> notes()
    {
        return *read([](Tx &tx) { return Notes::list(tx, session); });
    }
    /// Whom each `mention` told, by username.
    QStringList mentioned()
    {
        QStringList names;
        for (const StoredEvent &event : takeEvents()) {
            if (event.type != eventtype::mention || event.audience != Audience::NamedAgents)
                continue;
            for (const Actor &actor : {admin, wang, li}) {
                if (event.agentIds.contains(actor.agent.id))
                    names.append(actor.agent.username);
            }
        }
        return names;
    }
    qint64 unread(const Actor &actor)
    {
        SessionLists::Query query;
        query.askedBy = actor.agent.id;
        query.keyword = session;
        return read([&](Tx &tx) { return SessionLists::list(tx, query); })
            ->items.constFirst()
            .unread;
    }
    Result<ReadAnswer> markRead(const Actor &actor, const QString &messageId,
                                const QString &name = session)
    {
        return write([&](Tx &tx) { return Sessions::markRead(tx, name, messageId, actor); });
    }
    QString customerWrites(const QString &text)
    {
        return send(session, QStringLiteral("user"), text, Actor::customer())->answer.messageId;
    }
};

} // namespace

class TestNotes : public QObject
{
    Q_OBJECT

private slots:
    void writingAndReading()
    {
        Desk desk;
        const auto note = desk.add(desk.wang, {u8(" 客户要退款 "), {}});
        QVERIFY(note.ok());
        QVERIFY(note->id.startsWith(u"note_"));
        QCOMPARE(note->content, u8("客户要退款"));
        QCOMPARE(note->createdBy, QStringLiteral("agent001"));
        QCOMPARE(note->createdByName, desk.wang.agent.name);
        QCOMPARE(note->createdAt, desk.now());
        QCOMPARE(note->mentions, QStringList());
        QVERIFY(desk.takeEvents().isEmpty());
        desk.pass(5);
        QVERIFY(desk.add(desk.li, {u8("我来跟进"), {}}).ok());
        const auto all = desk.notes();
        QCOMPARE(all.size(), 2);
        QCOMPARE(all.constFirst(), *note); // oldest first
        // Nothing of it is in what customers get.
        const QByteArray shown = json::toJson(*desk.state(session, Actor::customer()));
        QVERIFY(!shown.contains(u8("客户要退款").toUtf8()));
    }

    void refused_data()
    {
        QTest::addColumn<QString>("content");
        QTest::addColumn<int>("mentions");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("code");
        const QString validation = QStringLiteral("VALIDATION_ERROR");
        QTest::newRow("blank") << QStringLiteral("  ") << 0 << session << validation;
        QTest::newRow("too long") << QString(2001, u'字') << 0 << session << validation;
        QTest::newRow("51 mentions") << QStringLiteral("x") << 51 << session << validation;
        QTest::newRow("unknown session") << QStringLiteral("x") << 0 << QStringLiteral("none")
                                         << QStringLiteral("SESSION_NOT_FOUND");
    }
    void refused()
    {
        QFETCH(QString, content);
        QFETCH(int, mentions);
        QFETCH(QString, name);
        QFETCH(QString, code);
        Desk desk;
        const QString id = desk.add(desk.wang, {u8("alt"), {}})->id;
        NoteRequest request{content, {}};
        if (mentions > 0)
            request.mentions = QStringList(mentions, QStringLiteral("agent002"));
        QCOMPARE(desk.add(desk.wang, request, name).error().code, code);
        QCOMPARE(desk.change(desk.wang, id, request, name).error().code, code);
        QCOMPARE(desk.notes().size(), 1);
        QCOMPARE(desk.notes().constFirst().content, u8("alt"));
        QVERIFY(desk.takeEvents().isEmpty());
    }

    void lengthCountsCharacters()
    {
        Desk desk;
        QVERIFY(desk.add(desk.wang, {u8("😀").repeated(2000), {}}).ok());
        QVERIFY(!desk.add(desk.wang, {u8("😀").repeated(2001), {}}).ok());
    }

    void mentions()
    {
        Desk desk;
        const NoteRequest request{u8("@agent002 看一下"),
                                  test::list({"agent002", "ghost", "agent001", "agent002"})};
        const auto note = desk.add(desk.wang, request);
        QCOMPARE(note->mentions, *request.mentions); // as given
        const auto events = desk.takeEvents();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.constFirst().agentIds, QStringList{desk.li.agent.id}); // not himself
        const auto event = *json::fromJson<MentionEvent>(events.constFirst().json);
        QCOMPARE(event.source, QStringLiteral("note"));
        QCOMPARE(event.sessionName, session);
        QVERIFY(!event.ticketId);
        QCOMPARE(event.from, (AgentRef{desk.wang.agent.id, desk.wang.agent.name}));
        QCOMPARE(event.content, note->content);
        // A changed note tells only who is new in it.
        QVERIFY(
            desk.change(desk.wang, note->id, {u8("neu"), test::list({"agent002", "admin"})}).ok());
        QCOMPARE(desk.mentioned(), test::list({"admin"}));
        // Written in another way it is the same one.
        QVERIFY(
            desk.change(desk.wang, note->id, {u8("neu"), test::list({"Agent002", "ADMIN"})}).ok());
        QCOMPARE(desk.mentioned(), QStringList());
        QVERIFY(
            desk.change(desk.wang, note->id, {u8("neu"), test::list({"agent002", "admin"})}).ok());
        QCOMPARE(desk.mentioned(), QStringList());
        QCOMPARE(desk.change(desk.wang, note->id, {u8("neuer"), {}})->mentions,
                 test::list({"agent002", "admin"})); // kept when not given
        QCOMPARE(desk.mentioned(), QStringList());
        QCOMPARE(desk.change(desk.wang, note->id, {u8("neuer"), QStringList()})->mentions,
                 QStringList());
    }

    void onlyAuthorAndAdminChange()
    {
        Desk desk;
        const QString id = desk.add(desk.wang, {u8("alt"), {}})->id;
        desk.pass(3);
        QCOMPARE(desk.change(desk.li, id, {u8("neu"), {}}).error().code,
                 QStringLiteral("PERMISSION_DENIED"));
        QCOMPARE(desk.remove(desk.li, id).error().code, QStringLiteral("PERMISSION_DENIED"));
        const auto changed = desk.change(desk.admin, id, {u8("neu"), {}});
        QCOMPARE(changed->content, u8("neu"));
        QCOMPARE(changed->createdBy, QStringLiteral("agent001"));
        QCOMPARE(changed->createdAt, test::workday);
        QCOMPARE(changed->updatedAt, desk.now());
        QCOMPARE(desk.notes(), QList{*changed});
        // A note of another session is not found here.
        desk.bring(QStringLiteral("t"), S::BotActive);
        QCOMPARE(desk.change(desk.wang, id, {u8("x"), {}}, QStringLiteral("t")).error(),
                 errors::noteNotFound());
        QCOMPARE(desk.remove(desk.wang, id, QStringLiteral("t")).error(), errors::noteNotFound());
        QCOMPARE(desk.remove(desk.wang, QStringLiteral("note_x")).error(), errors::noteNotFound());
        QVERIFY(desk.remove(desk.wang, id).ok());
        QVERIFY(desk.notes().isEmpty());
        QCOMPARE(desk.remove(desk.wang, id).error(), errors::noteNotFound()); // twice
    }

    // ---- read cursors -------------------------------------------------------------------------
    void everyAgentReadsForHimself()
    {
        Desk desk;
        const QString first = desk.customerWrites(u8("一"));
        const QString second = desk.customerWrites(u8("二"));
        (void)desk.customerWrites(u8("三"));
        QCOMPARE(desk.unread(desk.wang), 3);
        QCOMPARE(desk.unread(desk.li), 3);
        desk.takeEvents();
        const qint64 version = desk.state(session)->version;
        QCOMPARE(desk.markRead(desk.wang, second)->unread, 1);
        QCOMPARE(desk.unread(desk.wang), 1);
        QCOMPARE(desk.unread(desk.li), 3);
        // Back it goes not, and nobody else hears of it.
        const auto back = desk.markRead(desk.wang, first);
        QCOMPARE(back->messageId, second);
        QCOMPARE(back->unread, 1);
        QCOMPARE(desk.unread(desk.wang), 1);
        QVERIFY(desk.takeEvents().isEmpty());
        QCOMPARE(desk.state(session)->version, version);
        // What is answered is read for all, by whomever.
        QVERIFY(desk.send(session, QStringLiteral("agent"), u8("好"), desk.wang).ok());
        QCOMPARE(desk.unread(desk.wang), 0);
        QCOMPARE(desk.unread(desk.li), 0);
        (void)desk.customerWrites(u8("四"));
        QCOMPARE(desk.unread(desk.wang), 1);
        QCOMPARE(desk.unread(desk.li), 1);
        QCOMPARE(desk.markRead(desk.li, desk.customerWrites(u8("五")))->unread, 0);
        QCOMPARE(desk.unread(desk.li), 0);
        QCOMPARE(desk.unread(desk.wang), 2);
    }

    void badCursors()
    {
        Desk desk;
        const QString id = desk.customerWrites(u8("一"));
        desk.bring(QStringLiteral("t"), S::BotActive);
        const auto code = [&](const QString &messageId, const QString &name = session) {
            return desk.markRead(desk.wang, messageId, name).error().code;
        };
        QCOMPARE(code(QString()), QStringLiteral("VALIDATION_ERROR"));
        QCOMPARE(code(QStringLiteral("msg_x")), QStringLiteral("VALIDATION_ERROR"));
        QCOMPARE(code(id.chopped(4) + QStringLiteral("ffff")), QStringLiteral("VALIDATION_ERROR"));
        QCOMPARE(code(id, QStringLiteral("t")), QStringLiteral("VALIDATION_ERROR"));
        QCOMPARE(code(id, QStringLiteral("none")), QStringLiteral("SESSION_NOT_FOUND"));
        QCOMPARE(desk.unread(desk.wang), 1);
    }
};

QTEST_GUILESS_MAIN(TestNotes)
#include "tst_notes.moc"
