#include "server/domain/mail/mails.h"
#include "server/domain/session/handover.h"
#include "tests/server/domain/testdesk.h"

#include <QSet>

using namespace handoff;
using Mails::Job;
using Mails::Outcome;
using test::TestDesk;
using test::u8;

namespace {

const QString session = QStringLiteral("session_夜");
const QString refused = QStringLiteral("邮件发送失败: refused (550)");

/// A desk at night with mail.
class MailDesk : public TestDesk
{
public:
    MailDesk()
    {
        policy.mail.recipients = test::list({"a@example.com", "b@example.com"});
        policy.mail.domain = u8("example.com");
        policy.mail.digestSeconds = 0;
        setNow(test::night);
    }
    std::optional<Job> claim()
    {
        const auto job = write([](Tx &tx) { return Mails::claimNext(tx); });
        if (!job)
            qFatal("%s", qPrintable(job.error().message));
        return *job;
    }
    Result<Job> request(const QString &name, bool force = false)
    {
        return write([&](Tx &tx) { return Mails::request(tx, policy, name, force, wang); });
    }
    Outcome finish(const Job &job, const std::optional<QString> &failure = {})
    {
        return *write([&](Tx &tx) { return Mails::finish(tx, policy, job, failure); });
    }
    MailState mail() { return state(session, admin)->mail; }
};

} // namespace

class TestMails : public QObject
{
    Q_OBJECT

private slots:
    void anEscalationAtNightIsMailedOnce()
    {
        MailDesk desk;
        QVERIFY(!desk.claim());
        for (int i = 0; i < 12; ++i) {
            QVERIFY(desk.turn(session, u8("你好 %1").arg(i), u8("您好")).ok());
        }
        const auto escalated = desk.escalate(session);
        QVERIFY(escalated->mailQueued && !escalated->isInShift);
        QCOMPARE(escalated->state.mail, MailState());
        QVERIFY(desk.escalate(session)->mailQueued); // it is on the way already
        desk.takeEvents();

        const auto job = desk.claim();
        QVERIFY(job.has_value());
        QCOMPARE(job->sessionName, session);
        QCOMPARE(job->mail.recipients, desk.policy.mail.recipients);
        QCOMPARE(job->mail.requestedBy, u8("customer"));
        QCOMPARE(job->mail.messageId, QString(u8("<") + job->mail.id + u8("@example.com>")));
        QCOMPARE(job->escalation->reason, EscalationReason::Manual);
        QCOMPARE(job->history.size(), 10);
        QCOMPARE(job->history.constLast().content, desk.policy.texts.afterHours);
        QVERIFY(!desk.claim()); // nobody else sends it
        QVERIFY(desk.takeEvents().isEmpty());

        QCOMPARE(desk.finish(*job), Outcome::Sent);
        QCOMPARE(desk.mail(),
                 (MailState{true, desk.policy.mail.recipients, job->mail.messageId, {}}));
        QCOMPARE(desk.takeFacts(), test::list({"session_updated"}));
        desk.pass(3600);
        QVERIFY(!desk.claim());
        QVERIFY(!desk.escalate(session)->mailQueued);
    }

    void theRegulatorAtNightIsMailedToo()
    {
        MailDesk desk;
        QVERIFY(desk.turn(session, u8("转人工"), u8("好的"))->mailQueued);
        const auto job = desk.claim();
        QCOMPARE(job->mail.requestedBy, u8("regulator"));
        QCOMPARE(job->escalation->details, u8("命中关键词: 人工, 转人工"));
    }

    void withoutMailItSaysSo()
    {
        MailDesk desk;
        desk.policy.mail.recipients.clear();
        const auto escalated = desk.escalate(session);
        QVERIFY(!escalated->mailQueued);
        QCOMPARE(escalated->state.mail.error, u8("邮件服务未配置"));
        QVERIFY(!desk.claim());
        const auto asked = desk.request(session);
        QCOMPARE(asked.error().detail, u8("MAIL_NOT_CONFIGURED: 邮件服务未配置"));
        QCOMPARE(asked.error().kind, ErrorKind::Unavailable);
    }

    void failuresAreTriedAgain()
    {
        MailDesk desk;
        QVERIFY(desk.escalate(session).ok());
        const auto first = desk.claim();
        QCOMPARE(desk.finish(*first, refused), Outcome::Later);
        QCOMPARE(desk.mail(), (MailState{false, desk.policy.mail.recipients, {}, refused}));
        desk.pass(Mails::backoffSeconds(1) - 1);
        QVERIFY(!desk.claim());
        desk.pass(1);
        const auto second = desk.claim();
        QCOMPARE(second->mail.id, first->mail.id);
        QCOMPARE(second->mail.messageId, first->mail.messageId);
        QCOMPARE(second->mail.attempts, 1);
        QCOMPARE(desk.finish(*second, refused), Outcome::Later);
        desk.pass(Mails::backoffSeconds(2));
        const auto third = desk.claim();
        QCOMPARE(desk.finish(*third, refused), Outcome::GivenUp);
        desk.pass(24 * 3600);
        QVERIFY(!desk.claim());
        QCOMPARE(desk.mail().error, refused);
        // An agent may still send it.
        const auto asked = desk.request(session);
        QVERIFY(asked.ok());
        QCOMPARE(desk.finish(*asked), Outcome::Sent);
        QVERIFY(desk.mail().sent && !desk.mail().error);
    }

    /// Who was told that a mail went out is told when it did not, once, and only while he waits for
    /// what it promised.
    void whoWaitsForAFailedMailIsTold()
    {
        MailDesk desk;
        const auto told = [&](const QString &name) {
            return TestDesk::contents(desk.state(name)->history)
                .count(desk.policy.texts.afterHoursMailFailed);
        };
        const auto fail = [&](int times) {
            for (int i = 0; i < times; ++i) {
                desk.pass(Mails::backoffSeconds(Mails::maxAttempts));
                const auto job = desk.claim();
                QVERIFY(job.has_value());
                (void)desk.finish(*job, refused);
            }
        };
        QVERIFY(desk.escalate(session).ok());
        fail(2);
        QCOMPARE(told(session), 0); // it is tried again
        desk.takeEvents();
        desk.pass(Mails::backoffSeconds(2));
        const auto last = desk.claim();
        QCOMPARE(desk.finish(*last, refused), Outcome::GivenUp);
        QCOMPARE(told(session), 1);
        QVERIFY(desk.takeFacts().contains(u8("!manual_message:system")));
        QCOMPARE(desk.finish(*last, refused), Outcome::Lost);
        // An agent's own attempt fails before his eyes, not before the customer's.
        QCOMPARE(desk.finish(*desk.request(session), refused), Outcome::GivenUp);
        QCOMPARE(told(session), 1);

        // Meanwhile a human came: he says what there is to say.
        const QString other = u8("session_2");
        QVERIFY(desk.escalate(other).ok());
        fail(2);
        QVERIFY(desk.takeOver(other, desk.wang).ok());
        fail(1);
        QCOMPARE(told(other), 0);
        // An agent's mail was quicker.
        const QString third = u8("session_3");
        QVERIFY(desk.escalate(third).ok());
        fail(2);
        QCOMPARE(desk.finish(*desk.request(third, true)), Outcome::Sent);
        fail(1);
        QCOMPARE(told(third), 0);
    }

    /// A server that died with a claim: the mail is sent by another one, and a late word of the
    /// first does not count.
    void aClaimEnds()
    {
        MailDesk desk;
        QVERIFY(desk.escalate(session).ok());
        const auto dead = desk.claim();
        desk.pass(Mails::claimSeconds - 1);
        QVERIFY(!desk.claim());
        desk.pass(1);
        const auto next = desk.claim();
        QVERIFY(next.has_value());
        QCOMPARE(next->mail.id, dead->mail.id);
        QVERIFY(next->mail.claim != dead->mail.claim);
        QCOMPARE(desk.finish(*dead, refused), Outcome::Lost);
        QCOMPARE(desk.mail(), MailState());
        QCOMPARE(desk.finish(*next), Outcome::Sent);
        QCOMPARE(desk.finish(*next), Outcome::Lost);
        QVERIFY(desk.mail().sent);
    }

    /// Two servers on one database look at the same moment: each mail is claimed once.
    void twoServersShareTheWork()
    {
        constexpr int count = 20;
        const test::TestDatabase files;
        const auto clock = [] { return test::night; };
        const auto one = files.open(clock);
        const auto other = files.open(clock);
        DeskPolicy policy;
        policy.mail.recipients = test::list({"a@example.com"});
        policy.mail.digestSeconds = 0;
        for (int i = 0; i < count; ++i) {
            QVERIFY(test::await(one->write([&](Tx &tx) {
                        return HandOver::escalate(tx, policy, QString::number(i), {},
                                                  Actor::customer());
                    })).ok());
        }
        QList<Later<std::optional<Job>>> claims;
        for (int i = 0; i < count; ++i) {
            for (Database *server : {one.get(), other.get()})
                claims.append(server->write([](Tx &tx) { return Mails::claimNext(tx); }));
        }
        QStringList claimed;
        for (const auto &claim : claims) {
            const auto job = test::await(claim);
            if (job && *job)
                claimed.append((*job)->sessionName);
        }
        QCOMPARE(QSet<QString>(claimed.begin(), claimed.end()).size(), claimed.size());
        // On PostgreSQL the slower one goes away with nothing and looks again at the next sweep.
        for (auto job = test::await(one->write([](Tx &tx) { return Mails::claimNext(tx); }));
             job && *job;
             job = test::await(one->write([](Tx &tx) { return Mails::claimNext(tx); })))
            claimed.append((*job)->sessionName);
        QCOMPARE(claimed.size(), count);
        QCOMPARE(QSet<QString>(claimed.begin(), claimed.end()).size(), count);
    }

    /// Many escalations in a short time are two mails: the first at once, the others together.
    void manyAreGathered()
    {
        MailDesk desk;
        desk.policy.mail.digestSeconds = 60;
        QVERIFY(desk.escalate(session).ok());
        const auto first = desk.claim();
        QVERIFY(first && first->others.empty());
        for (int i = 0; i < 20; ++i) {
            QVERIFY(desk.escalate(QString::number(i))->mailQueued);
            desk.pass(1);
            if (i == 5)
                QCOMPARE(desk.finish(*first), Outcome::Sent);
        }
        QVERIFY(!desk.claim());
        desk.pass(60);
        const auto digest = desk.claim();
        QVERIFY(digest.has_value());
        QCOMPARE(digest->others.size(), size_t(19));
        QVERIFY(!desk.claim());

        QCOMPARE(desk.finish(*digest, refused), Outcome::Later);
        QCOMPARE(desk.state(u8("7"))->mail.error, refused);
        QVERIFY(!desk.claim());
        desk.pass(Mails::backoffSeconds(1));
        const auto again = desk.claim();
        QVERIFY(again.has_value());
        QCOMPARE(again->others.size(), size_t(19)); // together again
        QCOMPARE(desk.finish(*again), Outcome::Sent);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(desk.state(QString::number(i), desk.admin)->mail.messageId,
                     again->mail.messageId);
        QVERIFY(!desk.claim());

        // The next one waits for its turn; after a quiet time one goes at once.
        QVERIFY(desk.escalate(u8("soon"))->mailQueued);
        QVERIFY(!desk.claim());
        desk.pass(60);
        QCOMPARE(desk.finish(*desk.claim()), Outcome::Sent);
        desk.pass(60);
        QVERIFY(desk.escalate(u8("late"))->mailQueued);
        QVERIFY(desk.claim().has_value());
    }

    void agentsAsk()
    {
        MailDesk desk;
        QCOMPARE(desk.request(session).error().code, u8("SESSION_NOT_FOUND"));
        desk.setNow(test::workday);
        QVERIFY(desk.begin(session).ok());
        const auto job = desk.request(session);
        QVERIFY(job.ok());
        QCOMPARE(job->mail.requestedBy, u8("agent001"));
        QVERIFY(!job->escalation);
        QVERIFY(!desk.claim()); // who asked sends it
        QCOMPARE(desk.request(session).error().detail, u8("MAIL_ALREADY_SENT: 该会话的邮件已发送"));
        QCOMPARE(desk.finish(*job, refused), Outcome::GivenUp); // and hears of it at once
        QCOMPARE(desk.mail().error, refused);

        const auto again = desk.request(session);
        QVERIFY(again.ok());
        QCOMPARE(desk.finish(*again), Outcome::Sent);
        QCOMPARE(desk.request(session).error().kind, ErrorKind::Conflict);
        const auto forced = desk.request(session, true);
        QVERIFY(forced.ok());
        QVERIFY(forced->mail.id != again->mail.id);
        // Failing, it does not take back what was sent.
        QCOMPARE(desk.finish(*forced, refused), Outcome::GivenUp);
        QVERIFY(desk.mail().sent);
    }

    void theNextEscalationIsAnother()
    {
        MailDesk desk;
        QVERIFY(desk.escalate(session).ok());
        const auto first = desk.claim();
        QVERIFY(desk.cancel(session, desk.wang).ok());
        QVERIFY(desk.escalate(session)->mailQueued);
        // What became of the first mail says nothing about the second escalation.
        QCOMPARE(desk.finish(*first), Outcome::Sent);
        QCOMPARE(desk.mail(), MailState());
        const auto second = desk.claim();
        QVERIFY(second && second->mail.id != first->mail.id);
        QCOMPARE(desk.finish(*second), Outcome::Sent);
        QCOMPARE(desk.mail().messageId, second->mail.messageId);
        // A human who comes by himself begins a new one, which nobody mailed.
        QVERIFY(desk.cancel(session, desk.wang).ok());
        QVERIFY(desk.takeOver(session, desk.wang).ok());
        QCOMPARE(desk.mail(), MailState());
    }
};

QTEST_GUILESS_MAIN(TestMails)
#include "tst_mails.moc"
