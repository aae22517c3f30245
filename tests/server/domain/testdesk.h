#pragma once

#include "server/domain/account/agents.h"
#include "server/domain/session/chat.h"
#include "server/domain/session/handover.h"
#include "server/domain/session/messages.h"
#include "server/domain/session/sessionlists.h"
#include "server/domain/session/sessions.h"
#include "server/store/database.h"
#include "server/store/session/episodestore.h"
#include "server/store/session/messagestore.h"
#include "server/store/session/sessionstore.h"
#include "server/store/sql.h"
#include "shared/contract/errors.h"
#include "shared/contract/event.h"
#include "tests/support/testdatabase.h"

#include <QTest>

#include <atomic>
#include <memory>

/// A desk with three agents, a clock that the test turns, and all events it announced.
namespace handoff::test {

/// A Wednesday, 10:00 in Shanghai: in shift.
inline constexpr Timestamp workday{1768356000000};
/// The same day, 22:00.
inline constexpr Timestamp night{1768356000000 + 12LL * 3600 * 1000};

class TestDesk
{
public:
    TestDesk()
        : m_clock(std::make_shared<std::atomic<qint64>>(workday.ms)),
          db(m_files.open([clock = m_clock] { return Timestamp{clock->load()}; }))
    {
        QObject::connect(db.get(), &Database::committed, db.get(),
                         [this](const QList<StoredEvent> &committed) { m_events += committed; });
        QObject::connect(db.get(), &Database::logged, db.get(),
                         [this](const QList<LogEntry> &lines) { m_lines += lines; });
        const auto seeds =
            QList<Agents::Seed>{{QStringLiteral("admin"), QStringLiteral("系统管理员"),
                                 AgentRole::Admin, 10, QStringLiteral("hash-admin")},
                                {QStringLiteral("agent001"), QStringLiteral("客服小王"),
                                 AgentRole::Agent, 5, QStringLiteral("hash-1")},
                                {QStringLiteral("agent002"), QStringLiteral("客服小李"),
                                 AgentRole::Agent, 5, QStringLiteral("hash-2")}};
        if (*write([&](Tx &tx) { return Agents::seed(tx, seeds); }) != 3)
            qFatal("seeding failed");
        admin = agent("admin");
        wang = agent("agent001");
        li = agent("agent002");
        forget();
    }

    /// Another server on the same database, with the same clock.
    std::unique_ptr<Database> openAgain() const
    {
        return m_files.open([clock = m_clock] { return Timestamp{clock->load()}; });
    }

    /// As somebody who knows the password.
    Result<Agents::LoggedIn> logIn(const Actor &actor)
    {
        const auto known =
            read([&](Tx &tx) { return Agents::findForLogin(tx, actor.agent.username); });
        return write([&](Tx &tx) { return Agents::loggedIn(tx, known->value()); });
    }

    Timestamp now() const { return {m_clock->load()}; }
    void setNow(Timestamp time) { m_clock->store(time.ms); }
    void pass(qint64 seconds) { *m_clock += seconds * 1000; }

    template<typename F>
    std::invoke_result_t<F, Tx &> write(F f)
    {
        return run(&test::write, f);
    }
    template<typename F>
    std::invoke_result_t<F, Tx &> read(F f)
    {
        return run(&test::read, f);
    }

    Actor agent(const char *username)
    {
        return Actor::of(
            *read([&](Tx &tx) { return Agents::find(tx, QString::fromLatin1(username)); }));
    }

    // ---- verbs in short -------------------------------------------------------------------------
    Result<HandOver::Escalated> escalate(const QString &name, const QString &reason = {})
    {
        return write([&](Tx &tx) {
            return HandOver::escalate(tx, policy, name, reason, Actor::customer());
        });
    }
    Result<HandOver::Changed> takeOver(const QString &name, const Actor &actor,
                                       const QString &agentId = {})
    {
        return write([&](Tx &tx) { return HandOver::takeOver(tx, policy, name, agentId, actor); });
    }
    Result<HandOver::Changed> release(const QString &name, const Actor &actor,
                                      const ReleaseRequest &request = {})
    {
        return write([&](Tx &tx) { return HandOver::release(tx, policy, name, request, actor); });
    }
    Result<HandOver::Changed> close(const QString &name, const Actor &actor)
    {
        return release(name, actor, {{}, {}, true});
    }
    Result<HandOver::Changed> requeue(const QString &name, const Actor &actor)
    {
        return write([&](Tx &tx) { return HandOver::requeue(tx, policy, name, {}, actor); });
    }
    Result<HandOver::Changed> cancel(const QString &name, const Actor &actor = Actor::customer())
    {
        return write([&](Tx &tx) { return HandOver::cancel(tx, policy, name, actor); });
    }
    Result<Messages::Sent> send(const QString &name, const QString &role, const QString &content,
                                const Actor &actor, const std::optional<QString> &clientId = {})
    {
        return write([&](Tx &tx) {
            return Messages::send(tx, policy, {name, role, content, clientId}, actor);
        });
    }
    /// The session exists then.
    Result<Chat::Opened> begin(const QString &name)
    {
        return write([&](Tx &tx) { return Chat::introduce(tx, policy, name, {}); });
    }
    Result<Chat::Asked> ask(const QString &name, const QString &text,
                            const std::optional<QString> &conversation = {},
                            bool alsoForHuman = false)
    {
        return write([&](Tx &tx) {
            return Chat::ask(tx, policy, {name, text, now(), conversation, alsoForHuman, {}},
                             Actor::customer());
        });
    }
    /// A whole good turn.
    Result<Chat::Ended> turn(const QString &name, const QString &text, const QString &answer)
    {
        HANDOFF_TRY(const Chat::Asked asked, ask(name, text));
        return write([&](Tx &tx) { return Chat::completeTurn(tx, policy, asked.turn, answer); });
    }
    Result<SessionState> state(const QString &name, const Actor &viewer = Actor::customer())
    {
        return read([&](Tx &tx) { return Sessions::state(tx, policy, name, viewer); });
    }
    Result<SessionDetail> detail(const QString &name)
    {
        return read([&](Tx &tx) { return Sessions::detail(tx, policy, name, admin); });
    }
    /// How many sessions have this status.
    qint64 counted(SessionStatus status)
    {
        return read([](Tx &tx) { return SessionLists::counts(tx, QStringLiteral("nobody")); })
            ->value(json::enumName(status));
    }
    QList<Episode> episodes(const QString &name)
    {
        return *read([&](Tx &tx) -> Result<QList<Episode>> {
            return EpisodeStore::ofSession(tx, SessionStore::find(tx, name)->id);
        });
    }
    /// Brings a session into a status in the ordinary way; the clock is in shift afterwards.
    void bring(const QString &name, SessionStatus status)
    {
        setNow(workday);
        (void)begin(name);
        if (status == SessionStatus::PendingManual)
            (void)escalate(name);
        if (status == SessionStatus::ManualLive)
            (void)takeOver(name, wang);
        if (status == SessionStatus::Closed)
            (void)close(name, wang);
        if (status == SessionStatus::AfterHoursEmail) {
            setNow(night);
            (void)escalate(name);
            setNow({night.ms + 12LL * 3600 * 1000});
        }
        if (state(name)->status != status)
            qFatal("could not bring %s", qPrintable(name));
        forget();
    }

    // ---- events ---------------------------------------------------------------------------------
    QList<StoredEvent> takeEvents()
    {
        QCoreApplication::sendPostedEvents(db.get()); // committed() was posted before the results
        return std::exchange(m_events, {});
    }
    /// `type:detail` of the events so far, and forgets them: the status of a change, the role of a
    /// message; `!` in front of what the customer sees.
    QStringList takeFacts()
    {
        QStringList facts;
        for (const StoredEvent &event : takeEvents()) {
            const QJsonObject o = QJsonDocument::fromJson(event.json).object();
            const QString detail = o.value(u"status").toString() + o.value(u"role").toString() +
                                   o.value(u"message").toObject().value(u"role").toString();
            facts.append(
                (event.audience == Audience::CustomerAndAgents ? QStringLiteral("!") : QString()) +
                event.type + (detail.isEmpty() ? QString() : QString(u':' + detail)));
        }
        return facts;
    }

    /// Lines of backend.log so far, `event from>to by`, and forgets them.
    QStringList takeLines()
    {
        QCoreApplication::sendPostedEvents(db.get());
        QStringList all;
        for (const LogEntry &line : std::exchange(m_lines, {})) {
            const auto name = [](const auto &status) {
                return status ? QString(json::enumName(*status)) : QString();
            };
            all.append(line.event + u' ' + name(line.statusFrom) + u'>' + name(line.statusTo) +
                       u' ' + line.operatorName);
        }
        return all;
    }

    /// `what` of the catalog_changed events so far, and forgets all events.
    QStringList takeCatalogs()
    {
        QStringList all;
        for (const StoredEvent &event : takeEvents()) {
            if (event.type == eventtype::catalogChanged)
                all.append(QJsonDocument::fromJson(event.json).object().value(u"what").toString());
        }
        return all;
    }

    static QStringList contents(const QList<Message> &history)
    {
        QStringList list;
        for (const Message &message : history)
            list.append(message.content);
        return list;
    }

private:
    void forget()
    {
        takeEvents();
        m_lines.clear();
    }
    template<typename F>
    std::invoke_result_t<F, Tx &> run(Result<void> (*on)(Database &, const UseCase &), F &f)
    {
        std::optional<std::invoke_result_t<F, Tx &>> result;
        const Result<void> done = on(*db, [&](Tx &tx) -> Result<void> {
            result.emplace(f(tx));
            HANDOFF_CHECK(*result);
            return {};
        });
        HANDOFF_CHECK(done);
        return std::move(*result);
    }

    const TestDatabase m_files;
    std::shared_ptr<std::atomic<qint64>> m_clock;
    QList<StoredEvent> m_events;
    QList<LogEntry> m_lines;

public:
    std::unique_ptr<Database> db;
    DeskPolicy policy;
    Actor admin;
    Actor wang;
    Actor li;
};

inline QStringList list(std::initializer_list<const char *> texts)
{
    QStringList list;
    for (const char *text : texts)
        list.append(QString::fromUtf8(text));
    return list;
}

inline QString u8(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace handoff::test
