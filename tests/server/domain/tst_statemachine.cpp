#include "tests/server/domain/testdesk.h"

using namespace handoff;
using test::TestDesk;
using test::u8;
using S = SessionStatus;

namespace {

const QString session = QStringLiteral("会话 一");

/// Version and audit trail of a session: what a refused verb must leave alone.
QByteArray fingerprint(TestDesk &desk, const QString &name)
{
    return json::toJson(*desk.detail(name));
}

} // namespace

class TestStateMachine : public QObject
{
    Q_OBJECT

private slots:
    void everyVerbInEveryStatus_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to"); // -1: refused
        const auto rows = [](const char *verb, QList<int> results) {
            for (int from = 0; from < 5; ++from) {
                QTest::addRow("%s from %s", verb,
                              json::EnumNames<S>::names.at(static_cast<size_t>(from)))
                    << QString::fromLatin1(verb) << from << results.at(from);
            }
        };
        const int bot = 0, pending = 1, live = 2, email = 3, closed = 4, no = -1;
        rows("escalate", {pending, pending, no, pending, no});
        rows("takeOver", {live, live, no, live, no});
        rows("release", {no, no, bot, no, no});
        rows("close", {closed, no, closed, closed, no});
        rows("requeue", {no, no, pending, no, no});
        rows("cancel", {no, bot, no, no, no});
        rows("agentCancel", {no, bot, no, bot, no}); // an agent also dismisses the mail
        rows("write", {bot, pending, live, email, bot});
    }
    void everyVerbInEveryStatus()
    {
        QFETCH(QString, verb);
        QFETCH(int, from);
        QFETCH(int, to);
        TestDesk desk;
        desk.bring(session, static_cast<S>(from));
        const QByteArray before = fingerprint(desk, session);
        const qint64 version = desk.state(session)->version;

        Error error;
        const auto note = [&error](const auto &result) {
            if (!result)
                error = result.error();
        };
        if (verb == u"escalate")
            note(desk.escalate(session));
        else if (verb == u"takeOver")
            note(desk.takeOver(session, desk.li));
        else if (verb == u"release")
            note(desk.release(session, desk.wang));
        else if (verb == u"close")
            note(desk.close(session, desk.wang));
        else if (verb == u"requeue")
            note(desk.requeue(session, desk.wang));
        else if (verb == u"cancel")
            note(desk.cancel(session));
        else if (verb == u"agentCancel")
            note(desk.cancel(session, desk.wang));
        else
            note(desk.ask(session, u8("在吗")));

        if (to < 0) {
            QCOMPARE(error.kind, ErrorKind::Conflict);
            QCOMPARE(fingerprint(desk, session), before);
            QVERIFY(desk.takeEvents().isEmpty());
            return;
        }
        QCOMPARE(error.code, QString());
        const auto detail = *desk.detail(session);
        QCOMPARE(detail.session.status, static_cast<S>(to));
        if (to == from &&
            SessionRules::aiAnswers(static_cast<S>(to))) { // a question changes no more
            QCOMPARE(detail.session.history.constLast().content, u8("在吗"));
            return;
        }
        if (to == from) {
            QCOMPARE(fingerprint(desk, session), before);
            QVERIFY(desk.takeEvents().isEmpty());
            return;
        }
        QVERIFY(detail.session.version > version);
        // The counters follow, the trail has no gap, and each step is allowed by the table.
        for (int i = 0; i < 5; ++i)
            QCOMPARE(desk.counted(static_cast<S>(i)), i == to ? 1 : 0);
        S at = S::BotActive;
        for (const AuditEntry &entry : detail.auditTrail) {
            QCOMPARE(entry.statusFrom, at);
            at = entry.statusTo;
        }
        QCOMPARE(at, static_cast<S>(to));
    }

    void refusalsSayWhatTheContractSays()
    {
        TestDesk desk;
        desk.bring(session, S::Closed);
        QCOMPARE(desk.escalate(session).error().detail,
                 u8("INVALID_STATUS: 当前状态为closed，无法转人工"));
        QCOMPARE(desk.takeOver(session, desk.wang).error().detail,
                 u8("INVALID_STATUS: 当前状态为closed，无法接入"));
        QCOMPARE(desk.release(session, desk.wang).error().detail,
                 u8("Session not in manual_live status"));
        QCOMPARE(desk.close(session, desk.wang).error().detail,
                 u8("Session not in manual_live status"));
        const QString none = QStringLiteral("nobody");
        QCOMPARE(desk.takeOver(none, desk.wang).error(), errors::sessionNotFound());
        QCOMPARE(desk.release(none, desk.wang).error(), errors::sessionNotFound());
        QCOMPARE(desk.requeue(none, desk.wang).error(), errors::sessionNotFound());
        QCOMPARE(desk.cancel(none).error(), errors::sessionNotFound());
        QCOMPARE(desk.state(none).error(), errors::sessionNotFound());
        desk.bring(QStringLiteral("live"), S::ManualLive);
        QCOMPARE(desk.escalate(QStringLiteral("live")).error(), errors::manualInProgress());
        QCOMPARE(desk.escalate(QStringLiteral(" ")).error(), errors::sessionNameRequired());
        QCOMPARE(desk.escalate(session, QStringLiteral("because")).error().code,
                 QStringLiteral("VALIDATION_ERROR"));
    }

    void theDatabaseGuardsOwnership()
    {
        TestDesk desk;
        desk.bring(session, S::ManualLive);
        for (const char *statement :
             {"UPDATE sessions SET owner_id = NULL", "UPDATE sessions SET status = 'bot_active'"}) {
            const auto result = desk.write([&](Tx &tx) -> Result<int> {
                return sql::changed(tx, QString::fromLatin1(statement), {});
            });
            QVERIFY(!result.ok());
        }
        // Compare-and-set: an old row is not saved.
        const auto stale = desk.write([&](Tx &tx) -> Result<bool> {
            auto first = *SessionStore::find(tx, session);
            auto second = first;
            return SessionStore::save(tx, first) && !SessionStore::save(tx, second);
        });
        QVERIFY(test::TestDatabase::isPostgres() ? !stale.ok() : *stale);
    }
};

QTEST_GUILESS_MAIN(TestStateMachine)
#include "tst_statemachine.moc"
