#include "workbench/controllers/drafts.h"
#include "workbench/controllers/sessionactions.h"
#include "workbench/models/episodes.h"
#include "workbench/models/palettemodel.h"
#include "workbench/models/pinyin.h"
#include "workbench/models/quickreplymodel.h"
#include "workbench/models/transcriptmodel.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

using namespace handoff;
using S = SessionStatus;

namespace {

Message message(int id, int second, MessageRole role = MessageRole::User)
{
    Message m;
    m.id = QStringLiteral("msg_%1").arg(id);
    m.role = role;
    m.content = m.id;
    m.timestamp = {second * 1000};
    return m;
}

Note note(int id, int second)
{
    Note n;
    n.id = QStringLiteral("note_%1").arg(id);
    n.content = n.id;
    n.createdAt = n.updatedAt = {second * 1000};
    return n;
}

QStringList ids(const TranscriptModel &model)
{
    QStringList ids;
    for (int i = 0; i < model.rowCount(); ++i)
        ids.append(model.row(i)->message.id);
    return ids;
}

QuickReply reply(const char *title, const char *content, qint64 used,
                 QuickReplyCategory category = QuickReplyCategory::Policy)
{
    QuickReply r;
    r.id = r.title = QString::fromUtf8(title);
    r.content = QString::fromUtf8(content);
    r.usageCount = used;
    r.category = category;
    return r;
}

QStringList titles(const QuickReplyModel &model)
{
    QStringList titles;
    for (int i = 0; i < model.rowCount(); ++i)
        titles.append(model.at(i)->title);
    return titles;
}

} // namespace

/// The models and rules of the chat's work, without network.
class TestChatModels : public QObject
{
    Q_OBJECT

private slots:
    void initialsOfHanzi_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("initials");
        QTest::newRow("usual") << QStringLiteral("退款流程") << QStringLiteral("tklc");
        QTest::newRow("mixed") << QStringLiteral("发货 24h") << QStringLiteral("fh24h");
        QTest::newRow("first and last") << QStringLiteral("啊座") << QStringLiteral("az");
        QTest::newRow("latin") << QStringLiteral("Warranty!") << QStringLiteral("warranty");
        QTest::newRow("nothing") << QStringLiteral("，。") << QString();
        QTest::newRow("every letter begins where GB 2312 says")
            << QStringLiteral("芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝")
            << QStringLiteral("bcdefghjklmnopqrstwxyz");
    }
    void initialsOfHanzi()
    {
        QFETCH(QString, text);
        QTEST(pinyin::initials(text), "initials");
    }

    void quickRepliesAreFoundBestFirst()
    {
        QuickReplyModel model;
        const QAbstractItemModelTester tester(&model);
        model.setReplies({reply("退款流程", "三天", 5), reply("问候", "您好，退款请稍候", 9),
                          reply("Refund", "Money comes back", 7),
                          reply("发货", "明天", 1, QuickReplyCategory::Logistics)});
        QCOMPARE(titles(model), QStringList({QStringLiteral("问候"), QStringLiteral("Refund"),
                                             QStringLiteral("退款流程"), QStringLiteral("发货")}));
        model.search(QStringLiteral("退款"));
        QCOMPARE(titles(model), QStringList({QStringLiteral("退款流程"), QStringLiteral("问候")}));
        model.search(QStringLiteral("TK"));
        QCOMPARE(titles(model), QStringList({QStringLiteral("退款流程"), QStringLiteral("问候")}));
        model.search(QStringLiteral("money"));
        QCOMPARE(titles(model), QStringList{QStringLiteral("Refund")});
        model.search(QStringLiteral("logistics"));
        QCOMPARE(titles(model), QStringList{QStringLiteral("发货")});
        model.search(QStringLiteral("zzz"));
        QCOMPARE(model.rowCount(), 0);
        model.search({});
        model.setUsage(QStringLiteral("发货"), 100);
        QCOMPARE(model.at(0)->title, QStringLiteral("发货"));
    }

    /// In the customer's language first, then English for who speaks another one.
    void quickRepliesComeInTheCustomersLanguage_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("order");
        QTest::newRow("de") << QStringLiteral("de") << QStringLiteral("german english chinese");
        QTest::newRow("zh") << QStringLiteral("zh") << QStringLiteral("chinese english german");
        QTest::newRow("en") << QStringLiteral("en") << QStringLiteral("english chinese german");
        QTest::newRow("fr") << QStringLiteral("fr") << QStringLiteral("english chinese german");
        QTest::newRow("none") << QString() << QStringLiteral("chinese german english");
    }
    void quickRepliesComeInTheCustomersLanguage()
    {
        QFETCH(QString, language);
        QFETCH(QString, order);
        QuickReplyModel model;
        model.setReplies({reply("english", "Thank you for your order, we will send it today.", 1),
                          reply("german", "Vielen Dank für Ihre Bestellung, wir melden uns.", 2),
                          reply("chinese", "您好，感谢您的订单。", 3)});
        model.setLanguage(language);
        QCOMPARE(titles(model).join(u' '), order);
    }

    /// Each call for a person has its card, the last one with what is known beside the trail.
    void eachHandOverHasItsCard()
    {
        TranscriptModel model;
        model.replace({message(1, 1), message(2, 60), message(3, 90)}, false);
        Episode first;
        first.escalatedAt = {10 * 1000};
        first.reason = QStringLiteral("manual_request");
        Episode second;
        second.escalatedAt = {70 * 1000};
        const auto cards = [&] {
            QStringList found;
            for (int i = 0; i < model.rowCount(); ++i) {
                if (model.row(i)->kind == RowKind::HandOver)
                    found.append(QString::number(i) + model.row(i)->cause);
            }
            return found.join(u' ');
        };
        model.setHandOvers(Escalation{EscalationReason::Vip, {}, Severity::High, {70 * 1000}},
                           {first, second});
        QCOMPARE(cards(), QStringLiteral("1manual_request 3"));
        QCOMPARE(model.row(3)->reason, EscalationReason::Vip);
        model.setHandOvers(std::nullopt, {first, second}); // back to the AI: they stay
        QCOMPARE(cards(), QStringLiteral("1manual_request 3"));
    }

    void whatLooksEqualIsFoundHere()
    {
        QuickReplyModel model;
        model.setReplies({reply("Äpfel", "Доставка завтра", 1), reply("Other", "text", 9)});
        for (const char *typed :
             {"Äpfel", "apfel", "ＡＰＦＥＬ", "доставка", "ДОСТАВКА", "a\u0308pfel"}) {
            model.search(QString::fromUtf8(typed));
            QCOMPARE(titles(model), QStringList{QStringLiteral("Äpfel")});
        }
        QVERIFY(
            PaletteModel::matches(QStringLiteral("Herr Ünal Çelik"), QStringLiteral("celik unal")));
        QVERIFY(!PaletteModel::matches(QStringLiteral("Herr Ünal"), QStringLiteral("unal x")));
    }

    void notesStandByTimeAndPagingPassesThemBy()
    {
        TranscriptModel model;
        const QAbstractItemModelTester tester(&model);
        model.setNotes({note(1, 5), note(2, 25), note(3, 90)});
        model.replace({message(10, 20), message(11, 30)}, true);
        // What is older than the page waits for its page.
        QCOMPARE(ids(model), QStringList({QStringLiteral("msg_10"), QStringLiteral("note_2"),
                                          QStringLiteral("msg_11"), QStringLiteral("note_3")}));
        QCOMPARE(model.oldestId(), QStringLiteral("msg_10"));
        QCOMPARE(model.newestId(), QStringLiteral("msg_11"));
        model.setHandOvers(Escalation{EscalationReason::Vip, {}, Severity::High, {22 * 1000}}, {});
        QCOMPARE(model.row(1)->kind, RowKind::HandOver);
        model.prepend({message(1, 1), message(2, 10)}, false);
        QCOMPARE(ids(model).first(3),
                 QStringList(
                     {QStringLiteral("msg_1"), QStringLiteral("note_1"), QStringLiteral("msg_2")}));
        QCOMPARE(model.oldestId(), QStringLiteral("msg_1"));
        QVERIFY(model.append(message(12, 100)));
        model.addOutgoing(QStringLiteral("c1"), QStringLiteral("mine"), {101 * 1000});
        model.appendLive(QStringLiteral("ai"));
        Note changed = note(2, 25);
        changed.content = QStringLiteral("other words");
        model.setNotes({changed, note(3, 90), note(4, 120)}); // one gone, one changed, one new
        QVERIFY(!ids(model).contains(QStringLiteral("note_1")));
        QCOMPARE(model.row(model.rowOf(QStringLiteral("note_2")))->message.content,
                 QStringLiteral("other words"));
        QCOMPARE(model.row(model.rowCount() - 2)->clientMessageId, QStringLiteral("c1"));
        QVERIFY(model.row(model.rowCount() - 1)->live);
        QVERIFY(model.merge({message(12, 100), message(13, 130)}));
        QCOMPARE(model.newestId(), QStringLiteral("msg_13"));
        model.setHandOvers(std::nullopt, {});
        QCOMPARE(ids(model).filter(QStringLiteral("handover")).size(), 0);
        model.clear({}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void episodesAreReadFromTheTrail()
    {
        const auto entry = [](S from, S to, const char *who, const char *why, int second) {
            return AuditEntry{
                from, to, QString::fromLatin1(who), QString::fromLatin1(why), {second * 1000}};
        };
        const auto episodes =
            episodesOf({entry(S::BotActive, S::PendingManual, "regulator", "keyword", 1),
                        entry(S::PendingManual, S::ManualLive, "agent001", "agent_takeover", 4),
                        entry(S::ManualLive, S::ManualLive, "agent001", "transferred", 5),
                        entry(S::ManualLive, S::BotActive, "agent002", "released", 9),
                        entry(S::BotActive, S::Closed, "system", "closed", 10),
                        entry(S::Closed, S::BotActive, "customer", "reopened", 11),
                        entry(S::BotActive, S::PendingManual, "customer", "manual", 12)});
        QCOMPARE(episodes.size(), 2);
        QCOMPARE(episodes.at(0).reason, QStringLiteral("keyword"));
        QCOMPARE(episodes.at(0).takenOverAt->ms, 4000);
        QCOMPARE(episodes.at(0).endedAt->ms, 9000);
        QVERIFY(episodes.at(0).transferred);
        QVERIFY(!episodes.at(1).takenOverAt && !episodes.at(1).endedAt);
        QVERIFY(episodesOf({}).isEmpty());
    }

    void actionsFollowTheServersTable_data()
    {
        QTest::addColumn<ChatAction>("action");
        QTest::addColumn<SessionStatus>("status");
        QTest::addColumn<QString>("owner");
        QTest::addColumn<bool>("ok");
        const QString me = QStringLiteral("me"), other = QStringLiteral("other");
        QTest::newRow("transfer mine") << ChatAction::Transfer << S::ManualLive << me << true;
        QTest::newRow("transfer another's")
            << ChatAction::Transfer << S::ManualLive << other << false;
        QTest::newRow("transfer the AI's")
            << ChatAction::Transfer << S::BotActive << QString() << false;
        QTest::newRow("dismiss") << ChatAction::Dismiss << S::AfterHoursEmail << QString() << true;
        QTest::newRow("dismiss waiting")
            << ChatAction::Dismiss << S::PendingManual << QString() << false;
        QTest::newRow("take over") << ChatAction::TakeOver << S::PendingManual << QString() << true;
        QTest::newRow("take over another's")
            << ChatAction::TakeOver << S::ManualLive << other << false;
        QTest::newRow("note anywhere") << ChatAction::Annotate << S::Closed << other << true;
        QTest::newRow("mail anywhere") << ChatAction::Email << S::ManualLive << other << true;
        QTest::newRow("close waiting")
            << ChatAction::Close << S::PendingManual << QString() << false;
    }
    void actionsFollowTheServersTable()
    {
        QFETCH(ChatAction, action);
        QFETCH(SessionStatus, status);
        QFETCH(QString, owner);
        QFETCH(bool, ok);
        Agent me;
        me.id = QStringLiteral("me");
        std::optional<AgentRef> who;
        if (!owner.isEmpty())
            who = AgentRef{owner, owner};
        const Allowed allowed = SessionActions::allowed(action, status, who, me);
        QCOMPARE(allowed.ok, ok);
        QCOMPARE(allowed.why.isEmpty(), ok); // a refusal has a reason
    }

    void notesAndRepliesHaveDraftsOfTheirOwn()
    {
        const QTemporaryDir folder;
        const QString server = QStringLiteral("http://desk"), user = QStringLiteral("u");
        {
            Drafts drafts(folder.path());
            drafts.open(server, user);
            drafts.setText(QStringLiteral("a"), QStringLiteral("reply"));
            drafts.setNote(QStringLiteral("a"), QStringLiteral("note"));
            drafts.setNote(QStringLiteral("b"), QStringLiteral("gone"));
            drafts.setNote(QStringLiteral("b"), {});
        }
        Drafts drafts(folder.path());
        drafts.open(server, user);
        QCOMPARE(drafts.text(QStringLiteral("a")), QStringLiteral("reply"));
        QCOMPARE(drafts.note(QStringLiteral("a")), QStringLiteral("note"));
        QVERIFY(drafts.note(QStringLiteral("b")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestChatModels)
#include "tst_chatmodels.moc"
