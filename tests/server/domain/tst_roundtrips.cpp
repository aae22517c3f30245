#include "server/domain/session/notes.h"
#include "server/store/ahead.h"
#include "tests/server/domain/ticketdesk.h"

#include <QFile>
#include <QRegularExpression>

using namespace handoff;
using test::TicketDesk;

/// How often each use case waits for PostgreSQL (tests/data/roundtrips.md).
class TestRoundTrips : public QObject
{
    Q_OBJECT

private slots:
    void asTheTableSays();

private:
    /// Runs `use` on names of its own: the first times prepare statements, the last one counts.
    void measure(const char *what, const std::function<void(const QString &name)> &prepare,
                 const std::function<void(const QString &name)> &use);
    /// A use case as the API runs it.
    template<typename F>
    void asAgent(F useCase)
    {
        QVERIFY(m_desk
                    .write([&](Tx &tx) -> Result<void> {
                        HANDOFF_CHECK(Agents::require(tx, m_desk.wang.agent.id, {}));
                        HANDOFF_CHECK(useCase(tx));
                        return {};
                    })
                    .ok());
    }
    template<typename F>
    void agentReads(
        F useCase, const std::function<void(Tx &)> &ahead = [](Tx &) {})
    {
        QVERIFY(m_desk
                    .read([&](Tx &tx) -> Result<void> {
                        readAhead(tx, [&] { ahead(tx); });
                        HANDOFF_CHECK(Agents::require(tx, m_desk.wang.agent.id, {}));
                        HANDOFF_CHECK(useCase(tx));
                        return {};
                    })
                    .ok());
    }

    TicketDesk m_desk;
    QStringList m_rows;
    int m_count = 0;
};

void TestRoundTrips::measure(const char *what,
                             const std::function<void(const QString &name)> &prepare,
                             const std::function<void(const QString &name)> &use)
{
    qint64 waits = 0;
    for (int i = 0; i < 4; ++i) { // each reader has its connection
        const QString name = QStringLiteral("session_%1").arg(++m_count);
        prepare(name);
        const qint64 before = m_desk.db->roundTrips();
        use(name);
        waits = m_desk.db->roundTrips() - before;
    }
    m_rows.append(QStringLiteral("| %1 | %2 |").arg(QString::fromUtf8(what)).arg(waits));
}

void TestRoundTrips::asTheTableSays()
{
    TicketDesk &desk = m_desk;
    const DeskPolicy &policy = desk.policy;
    const auto bot = [&](const QString &name) { desk.bring(name, SessionStatus::BotActive); };
    const auto waiting = [&](const QString &name) {
        desk.bring(name, SessionStatus::PendingManual);
    };
    QString taken;
    const auto live = [&](const QString &name) {
        if (!taken.isEmpty())
            (void)desk.close(taken, desk.wang); // his capacity
        desk.bring(taken = name, SessionStatus::ManualLive);
    };
    Chat::Turn turn;
    const auto asked = [&](const QString &name) {
        bot(name);
        turn = desk.ask(name, QStringLiteral("hello"))->turn;
    };
    const auto ready = [](const QString &) {};

    measure("message of an agent", live, [&](const QString &name) {
        asAgent([&](Tx &tx) {
            return Messages::send(
                tx, policy,
                {name, QStringLiteral("agent"), QStringLiteral("hi"), QStringLiteral("client-1")},
                desk.wang);
        });
    });
    measure("message of a customer", live, [&](const QString &name) {
        QVERIFY(desk.send(name, QStringLiteral("user"), QStringLiteral("hi"), Actor::customer(),
                          QStringLiteral("client-1"))
                    .ok());
    });
    measure("new session", ready, [&](const QString &name) { QVERIFY(desk.begin(name).ok()); });
    measure("question to the AI", bot,
            [&](const QString &name) { QVERIFY(desk.ask(name, QStringLiteral("hello")).ok()); });
    measure("answer of the AI", asked, [&](const QString &) {
        QVERIFY(desk.write([&](Tx &tx) {
                        return Chat::completeTurn(tx, policy, turn, QStringLiteral("well"));
                    })
                    .ok());
    });
    measure("escalation", bot, [&](const QString &name) { QVERIFY(desk.escalate(name).ok()); });
    measure(
        "takeover",
        [&](const QString &name) {
            if (!taken.isEmpty())
                (void)desk.close(taken, desk.wang);
            waiting(taken = name);
        },
        [&](const QString &name) {
            asAgent([&](Tx &tx) { return HandOver::takeOver(tx, policy, name, {}, desk.wang); });
        });
    measure("release", live, [&](const QString &name) {
        asAgent([&](Tx &tx) { return HandOver::release(tx, policy, name, {}, desk.wang); });
        taken.clear();
    });
    QString newest;
    measure(
        "read mark",
        [&](const QString &name) {
            live(name);
            newest =
                desk.read([&](Tx &tx) { return Sessions::messages(tx, name, {}, 10, desk.wang); })
                    ->items.constLast()
                    .id;
        },
        [&](const QString &name) {
            asAgent([&](Tx &tx) { return Sessions::markRead(tx, name, newest, desk.wang); });
        });
    measure("note", live, [&](const QString &name) {
        NoteRequest note;
        note.content = QStringLiteral("remember");
        asAgent([&](Tx &tx) { return Notes::add(tx, name, note, desk.wang); });
    });
    measure("status of an agent", ready, [&](const QString &) {
        StatusUpdate update;
        update.status = AgentPresence::Online;
        asAgent([&](Tx &tx) { return Agents::setStatus(tx, desk.wang.agent.id, update); });
    });
    measure("new ticket", ready, [&](const QString &) {
        asAgent(
            [&](Tx &tx) { return Tickets::create(tx, policy, test::ticketRequest(), desk.wang); });
    });
    QString ticket;
    measure(
        "status of a ticket",
        [&](const QString &) { ticket = desk.bringTicket(TicketStatus::Pending); },
        [&](const QString &) {
            asAgent([&](Tx &tx) {
                return TicketWork::setStatus(tx, ticket, {TicketStatus::InProgress, {}}, desk.wang);
            });
        });
    measure("page of the list", ready, [&](const QString &) {
        SessionLists::Query query;
        query.askedBy = desk.wang.agent.id;
        agentReads([&](Tx &tx) { return SessionLists::list(tx, query); },
                   [&](Tx &tx) { SessionLists::ahead(tx, query); });
    });
    measure("page of the history", waiting, [&](const QString &name) {
        agentReads([&](Tx &tx) { return Sessions::messages(tx, name, {}, 50, desk.wang); });
    });
    measure("state of a session", waiting,
            [&](const QString &name) { QVERIFY(desk.state(name).ok()); });

    QFile file(QStringLiteral(TEST_DATA "/roundtrips.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QStringList expected = QString::fromUtf8(file.readAll()).split(u'\n');
    expected = expected.filter(QRegularExpression(QStringLiteral(R"(^\| .* \| \d+ \|$)")));
    if (m_rows != expected)
        qInfo().noquote() << QStringLiteral("counted:\n") + m_rows.join(u'\n');
    QCOMPARE(m_rows, expected);
}

QTEST_GUILESS_MAIN(TestRoundTrips)
#include "tst_roundtrips.moc"
