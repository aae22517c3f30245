#include "server/store/account/agentstore.h"
#include "server/store/catalog/tagstore.h"
#include "server/store/database.h"
#include "server/store/session/auditstore.h"
#include "server/store/session/episodestore.h"
#include "server/store/session/messagestore.h"
#include "server/store/session/sessionlist.h"
#include "server/store/session/sessionstore.h"
#include "server/store/sql.h"
#include "tests/support/testdatabase.h"

#include <QTest>

using namespace handoff;
using test::await;

namespace {

const QString name = QStringLiteral("会话/1");

SessionRow made(Tx &tx, const QString &sessionName = name)
{
    SessionRow row;
    row.name = sessionName;
    (void)SessionStore::insert(tx, row);
    return row;
}

/// A row in which every field differs from its default.
SessionRow full(Tx &tx)
{
    SessionRow row = made(tx);
    row.status = SessionStatus::ManualLive;
    row.profile = {QStringLiteral("小明"), true, QStringLiteral("DE"), QStringLiteral("de")};
    row.escalation =
        Escalation{EscalationReason::Keyword, QStringLiteral("命中"), Severity::High, tx.now()};
    row.owner = AgentRef{QStringLiteral("agent_1"), QStringLiteral("客服")};
    row.preview = MessagePreview{MessageRole::User,
                                 QStringLiteral("'; DROP TABLE sessions; -- \\ …"), tx.now()};
    row.escalations = 2;
    row.urgentKeywords = QStringList{QStringLiteral("退款"), QStringLiteral("投诉")};
    row.tags = {{QStringLiteral("tag_vip"), QStringLiteral("VIP"), QStringLiteral("#F59E0B")}};
    row.ticketId = QStringLiteral("ticket_1");
    row.userMessages = 7;
    row.unreadBase = 5;
    row.conversationId = QStringLiteral("757");
    row.email = QStringLiteral("a@b.c");
    row.gdprConsent = true;
    row.marketingSubscribed = true;
    row.city = QStringLiteral("Köln");
    row.currency = QStringLiteral("EUR");
    row.metadata = QJsonObject{{QStringLiteral("车"), 1}};
    row.offeredTo = QStringLiteral("agent_2");
    row.mail = {true, {QStringLiteral("x@y.z")}, QStringLiteral("<1>"), QStringLiteral("late")};
    row.aiFailCount = 2;
    row.vipEscalated = true;
    row.lastSeq = 9;
    row.lastAt = tx.now().plusMs(3);
    row.manualStartAt = tx.now();
    row.lastManualEndAt = tx.now().plusMs(-5);
    return row;
}

Error refused()
{
    return Error::plain(ErrorKind::Conflict, QStringLiteral("NO"), QStringLiteral("no"));
}

} // namespace

class TestAggregates : public QObject
{
    Q_OBJECT

private slots:
    void aSessionComesBackAsItWasSaved()
    {
        const test::TestDatabase files;
        const auto db = files.open();
        const auto saved = await(db->write([](Tx &tx) -> Result<SessionRow> {
            SessionRow row = full(tx);
            Tag vip;
            vip.id = row.tags.first().id;
            vip.name = row.tags.first().name;
            vip.color = row.tags.first().color;
            TagStore::insert(tx, vip);
            return SessionStore::save(tx, row) ? Result<SessionRow>(row) : refused();
        }));
        QVERIFY(saved.ok());
        const auto found = await(
            db->read([](Tx &tx) -> Result<SessionRow> { return *SessionStore::find(tx, name); }));
        QCOMPARE(found->version, 2);
        QCOMPARE(found->savedVersion, 2);
        QCOMPARE(found->savedStatus, SessionStatus::ManualLive);
        QCOMPARE(found->status, saved->status);
        QCOMPARE(found->profile, saved->profile);
        QCOMPARE(found->escalation, saved->escalation);
        QCOMPARE(found->owner, saved->owner);
        QCOMPARE(found->preview, saved->preview);
        QCOMPARE(found->escalations, 2);
        QCOMPARE(found->urgentKeywords, saved->urgentKeywords);
        QCOMPARE(found->tags, saved->tags);
        QCOMPARE(found->ticketId, saved->ticketId);
        QCOMPARE(found->userMessages, 7);
        QCOMPARE(found->unreadBase, 5);
        QCOMPARE(found->messageKey, saved->messageKey);
        QCOMPARE(found->conversationId, saved->conversationId);
        QCOMPARE(found->email, saved->email);
        QVERIFY(found->gdprConsent && found->marketingSubscribed && found->vipEscalated);
        QCOMPARE(found->city, saved->city);
        QCOMPARE(found->currency, saved->currency);
        QCOMPARE(found->metadata, saved->metadata);
        QCOMPARE(found->offeredTo, saved->offeredTo);
        QCOMPARE(found->mail, saved->mail);
        QCOMPARE(found->aiFailCount, 2);
        QCOMPARE(found->lastSeq, 9);
        QCOMPARE(found->lastAt, saved->lastAt);
        QCOMPARE(found->manualStartAt, saved->manualStartAt);
        QCOMPARE(found->lastManualEndAt, saved->lastManualEndAt);
        QCOMPARE(found->createdAt, saved->createdAt);
        // And the list carries the head of the same row.
        const auto heads = await(db->read([](Tx &tx) -> Result<QList<SessionHead>> {
            return SessionList::list(tx, {}, SessionList::Order::LastUpdate, {}, 0, 10);
        }));
        QCOMPARE(heads->size(), 1);
        QCOMPARE(heads->at(0).tags, saved->tags);
        QCOMPARE(heads->at(0).escalation, saved->escalation);
    }

    void namesAreUniqueAndVersionsCompared()
    {
        const test::TestDatabase files;
        const auto db = files.open();
        const auto stale = await(db->write([](Tx &tx) -> Result<SessionRow> {
            SessionRow row = made(tx);
            const SessionRow before = row;
            SessionRow twin;
            twin.name = name;
            const bool unique = !SessionStore::insert(tx, twin);
            return unique && SessionStore::saveProgress(tx, row) ? Result<SessionRow>(before)
                                                                 : refused();
        }));
        QVERIFY(stale.ok());
        // SQLite says it at once, PostgreSQL at the end: then the use case has run again, in vain.
        for (const auto save : {&SessionStore::saveProgress, &SessionStore::save}) {
            QVERIFY(!await(db->write([&](Tx &tx) -> Result<bool> {
                         SessionRow row = *stale;
                         row.city = QStringLiteral("nowhere");
                         return save(tx, row) ? Result<bool>(true) : refused();
                     })).ok());
        }
        const auto found = await(
            db->read([](Tx &tx) -> Result<SessionRow> { return *SessionStore::find(tx, name); }));
        QCOMPARE(found->version, stale->version + 1);
        QCOMPARE(found->city, stale->city);
    }

    void countersFollowRollbacks()
    {
        const test::TestDatabase files;
        const auto db = files.open();
        QList<Later<int>> writes;
        for (int i = 0; i < 60; ++i) {
            writes.append(db->write([i](Tx &tx) -> Result<int> {
                SessionRow row = made(tx, QString::number(i));
                row.status = i % 2 ? SessionStatus::Closed : SessionStatus::AfterHoursEmail;
                (void)SessionStore::save(tx, row);
                if (i % 3 == 0)
                    return refused();
                return i;
            }));
        }
        for (const auto &write : writes)
            (void)await(write);
        const auto counts = await(db->read(
            [](Tx &tx) -> Result<QMap<QString, qint64>> { return SessionStore::counts(tx); }));
        QCOMPARE(counts->value(QStringLiteral("closed")), 20);
        QCOMPARE(counts->value(QStringLiteral("after_hours_email")), 20);
        QCOMPARE(counts->value(QStringLiteral("bot_active")), 0);
        QCOMPARE(counts->size(), 5);
    }

    void idsOfMessages()
    {
        const QString key = QStringLiteral("0123456789abcdef");
        for (const qint64 seq : {1LL, 255LL, 4'294'967'295LL, 4'294'967'296LL, 1'000'000'000'000LL})
            QCOMPARE(MessageStore::seqOf(key, MessageStore::idOf(key, seq)), seq);
        QCOMPARE(MessageStore::idOf(key, 10), QStringLiteral("msg_0123456789abcdef0000000a"));
        for (const char *bad : {"", "msg_", "msg_0123456789abcdef", "msg_0123456789abcdef0000000",
                                "msg_0123456789abcdef00000000", "msg_0123456789abcdef-0000001",
                                "msg_fedcba98765432100000000a", "0123456789abcdef0000000a"})
            QVERIFY2(!MessageStore::seqOf(key, QString::fromLatin1(bad)), bad);
    }

    void messagesAreGuardedByConstraints()
    {
        const test::TestDatabase files;
        const auto db = files.open();
        const auto put = [&](qint64 seq, MessageRole role, const char *clientId) {
            return await(db->write([&](Tx &tx) -> Result<int> {
                       const auto row = SessionStore::find(tx, name);
                       MessageRow message;
                       message.seq = seq;
                       message.role = role;
                       message.content = QStringLiteral("内容 '\\\n");
                       message.createdAt = tx.now();
                       message.clientMessageId = QString::fromLatin1(clientId);
                       MessageStore::insert(tx, row ? row->id : made(tx).id, message);
                       return 0;
                   }))
                .ok();
        };
        QVERIFY(put(1, MessageRole::User, "a"));
        QVERIFY(put(2, MessageRole::Agent, "a"));
        QVERIFY(put(3, MessageRole::User, ""));
        QVERIFY(put(4, MessageRole::User, ""));
        QVERIFY(!put(4, MessageRole::User, "b")); // seq taken
        QVERIFY(!put(5, MessageRole::User, "a")); // client id taken
        const auto rows = await(db->read([](Tx &tx) -> Result<QList<MessageRow>> {
            return MessageStore::page(tx, SessionStore::find(tx, name)->id, 0, 10, true);
        }));
        QCOMPARE(rows->size(), 4);
        QCOMPARE(rows->constFirst().content, QStringLiteral("内容 '\\\n"));
        QCOMPARE(rows->constFirst().clientMessageId, QStringLiteral("a"));
    }

    void oneOpenEpisode()
    {
        const test::TestDatabase files;
        const auto db = files.open();
        const auto begin = [&] {
            return await(db->write([](Tx &tx) -> Result<int> {
                       const auto row = SessionStore::find(tx, name);
                       EpisodeStore::begin(tx, row ? row->id : made(tx).id,
                                           {EscalationReason::Vip, {}, Severity::High, tx.now()},
                                           3);
                       return 0;
                   }))
                .ok();
        };
        QVERIFY(begin());
        QVERIFY(!begin());
        (void)await(db->write([](Tx &tx) -> Result<int> {
            EpisodeStore::end(tx, SessionStore::find(tx, name)->id);
            return 0;
        }));
        QVERIFY(begin());
    }

    void accounts()
    {
        const test::TestDatabase files;
        const auto db = files.open();
        const auto result = await(db->write([](Tx &tx) -> Result<AgentRow> {
            AgentRow row;
            row.id = QStringLiteral("agent_1");
            row.username = QStringLiteral("小王");
            row.name = QStringLiteral("客服小王");
            row.createdAt = tx.now();
            row.passwordHash = QStringLiteral("$2b$12$x");
            if (!AgentStore::insert(tx, row) || AgentStore::insert(tx, row))
                return refused();
            row.status = AgentPresence::Busy;
            row.statusNote = QStringLiteral("午休");
            row.avatarUrl = QStringLiteral("https://a");
            row.lastLogin = row.streamSeenAt = row.lostAt = tx.now();
            row.statusBeforeLoss = AgentPresence::Online;
            return AgentStore::save(tx, row) ? Result<AgentRow>(row) : refused();
        }));
        QVERIFY(result.ok());
        QVERIFY(!await(db->write([&](Tx &tx) -> Result<bool> {
                     AgentRow stale = *result;
                     stale.version = 1;
                     stale.statusNote = QStringLiteral("old");
                     return AgentStore::save(tx, stale) ? Result<bool>(true) : refused();
                 })).ok());
        const auto found = await(db->read([](Tx &tx) -> Result<AgentRow> {
            return *AgentStore::findAny(tx, QStringLiteral("小王"));
        }));
        QCOMPARE(static_cast<const Agent &>(*found), static_cast<const Agent &>(*result));
        QCOMPARE(found->passwordHash, result->passwordHash);
        QCOMPARE(found->streamSeenAt, result->streamSeenAt);
        QCOMPARE(found->lostAt, result->lostAt);
        QCOMPARE(found->statusBeforeLoss, AgentPresence::Online);
        QCOMPARE(found->version, 2);
    }

    void trailKeepsTheNewest()
    {
        const test::TestDatabase files;
        const auto db = files.open();
        const auto trail = await(db->write([](Tx &tx) -> Result<QList<AuditEntry>> {
            const SessionRow row = made(tx);
            for (int i = 0; i < 10; ++i) {
                AuditStore::addTransition(tx, row.id,
                                          {SessionStatus::BotActive, SessionStatus::Closed,
                                           QStringLiteral("system"), QString::number(i), tx.now()});
            }
            return AuditStore::trail(tx, row.id, 3);
        }));
        QCOMPARE(trail->size(), 3);
        QCOMPARE(trail->constFirst().reason, QStringLiteral("7"));
        QCOMPARE(trail->constLast().reason, QStringLiteral("9"));
    }
};

QTEST_GUILESS_MAIN(TestAggregates)
#include "tst_aggregates.moc"
