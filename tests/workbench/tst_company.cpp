#include "tests/contract/testserver.h"
#include "tests/workbench/realworkbench.h"

using namespace handoff;
using namespace handoff::test;
using S = SessionStatus;

namespace {
constexpr int patience = linePatience;
} // namespace

#define WAIT(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, patience)

/// Two workbenches on one chat, against the real server: what one does, the other sees.
class TestCompany : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<TestServer>();
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        HttpClient admin(m_server->port());
        admin.setToken(m_server->login("admin", "admin123"));
        const Answer more = admin.request("PUT", "/api/agents/agent001", R"({"max_sessions":20})");
        QCOMPARE(more.status, 200); // one chat for each test
    }
    void init()
    {
        m_name = QStringLiteral("会话_%1").arg(++m_count);
        m_one = std::make_unique<Workbench>(m_server->port());
        m_two = std::make_unique<Workbench>(m_server->port());
        m_one->enter(wang);
        m_two->enter(li);
        WAIT(!m_one->catalog.agents().isEmpty() && !m_one->catalog.tags().isEmpty());
        post("/api/manual/escalate", "{\"session_name\":\"" + m_name.toUtf8() + "\"}");
        m_one->takeOver(m_name);
        m_two->open(m_name);
    }
    void cleanup()
    {
        m_one.reset();
        m_two.reset();
    }

    void takenByOneIsSeenByTheOther()
    {
        WAIT(m_two->chat.session()->status == S::ManualLive);
        QCOMPARE(m_two->chat.session()->assignedAgent->name, QStringLiteral("客服小王"));
        QVERIFY(!m_two->has(Section::Waiting, m_name) && !m_two->has(Section::Mine, m_name));
        QVERIFY(!m_two->chat.actions().allowed(ChatAction::TakeOver).ok);
        QVERIFY(m_two->chat.actions()
                    .allowed(ChatAction::TakeOver)
                    .why.contains(QStringLiteral("客服小王")));
    }

    void bothSeeEveryReplyOnce()
    {
        QSignalSpy noticed(&m_two->chat, &ChatController::colleagueReplied);
        QStringList said;
        for (int i = 0; i < 5; ++i) {
            said.append(QStringLiteral("回复 %1").arg(i));
            QVERIFY(m_one->chat.writing().reply(said.last()));
            sayAsCustomer(QStringLiteral("问 %1").arg(i));
        }
        for (Workbench *w : {m_one.get(), m_two.get()}) {
            QTRY_COMPARE_WITH_TIMEOUT(w->texts(MessageRole::Agent), said, patience);
            QTRY_COMPARE_WITH_TIMEOUT(w->texts(MessageRole::User).size(), 5, patience);
        }
        QCOMPARE(noticed.size(), 5);
        QCOMPARE(noticed.at(0).at(0).toString(), QStringLiteral("客服小王"));
    }

    void eachSeesThatTheOtherIsThere()
    {
        WAIT(m_one->chat.company().viewers() == QStringList{QStringLiteral("客服小李")});
        WAIT(m_two->chat.company().viewers() == QStringList{QStringLiteral("客服小王")});
        WAIT(m_one->desk.lists().find(m_name)->viewers == QStringList{QStringLiteral("客服小李")});
        m_one->chat.writing().setDraft(QStringLiteral("我在写"));
        WAIT(m_two->chat.company().colleagueTyping() == QStringLiteral("客服小王"));
        QVERIFY(!m_two->chat.company().customerTyping());
        QVERIFY(m_one->chat.writing().reply(QStringLiteral("写完了")));
        WAIT(m_two->chat.company().colleagueTyping().isEmpty());
    }

    void whoDoesNotOwnItKeepsHisText()
    {
        WAIT(m_two->chat.session()->status == S::ManualLive);
        const QString text = QStringLiteral("我也想回答");
        m_two->chat.writing().setDraft(text);
        QVERIFY(!m_two->chat.writing().reply(text));
        QCOMPARE(m_two->failed.size(), 1);
        QVERIFY(
            m_two->failed.at(0).at(0).value<Error>().message.contains(QStringLiteral("客服小王")));
        QCOMPARE(m_two->chat.writing().draft(), text);
        QCOMPARE(m_two->outbox.size(), 0);
    }

    void whoLostItWhileOfflineIsRefusedAndKeepsHisText()
    {
        // The owner's line is down; meanwhile an admin gives the chat to the other.
        m_one->line.setUp(false);
        WAIT(m_one->desk.connection() == EventStream::State::Lost);
        const QString text = QStringLiteral("离线时写的");
        QVERIFY(m_one->chat.writing().reply(text));
        post("/api/sessions/" + QUrl::toPercentEncoding(m_name) + "/transfer",
             R"({"to_agent_id":"agent002","reason":"掉线","force":true})",
             m_server->login("admin", "admin123"));
        WAIT(m_two->has(Section::Mine, m_name));
        QSignalSpy refused(&m_one->outbox, &Outbox::failed);
        m_one->line.setUp(true);
        m_one->desk.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, patience);
        QCOMPARE(refused.at(0).at(2).value<Error>().code, QStringLiteral("PERMISSION_DENIED"));
        WAIT(!m_one->has(Section::Mine, m_name));
        QCOMPARE(m_one->outbox.items(m_name).value(0).content, text); // to send again or discard
        const TranscriptModel *chat = m_one->chat.transcript();
        const TranscriptRow *last = chat->row(chat->rowCount() - 1);
        QCOMPARE(last->message.content, text);
        QCOMPARE(last->state, SendState::Failed);
        QVERIFY(!last->failure.isEmpty());
        QVERIFY(m_two->texts(MessageRole::Agent).isEmpty());
    }

    void aTransferIsDeclinedThenAccepted()
    {
        QSignalSpy answered(&m_one->transfers, &Transfers::answered);
        QSignalSpy accepted(&m_two->transfers, &Transfers::accepted);
        QSignalSpy noticed(&m_two->notifier, &Notifier::noticed);
        for (const TransferAction action : {TransferAction::Decline, TransferAction::Accept}) {
            m_one->transfers.request(m_name, {m_two->desk.me().id, QStringLiteral("法语客户"),
                                              QStringLiteral("请继续"), false});
            QTRY_COMPARE_WITH_TIMEOUT(m_two->transfers.incoming().size(), 1, patience);
            const Transfer offer = m_two->transfers.incoming().at(0);
            QCOMPARE(offer.fromAgent.name, QStringLiteral("客服小王"));
            QCOMPARE(offer.note, QStringLiteral("请继续"));
            QVERIFY(m_two->transfers.secondsLeft(offer) > 0);
            WAIT(m_one->transfers.outgoing(m_name));
            m_two->transfers.respond(offer.id, action);
            QTRY_VERIFY_WITH_TIMEOUT(!m_one->transfers.outgoing(m_name), patience);
            WAIT(m_two->transfers.incoming().isEmpty());
            const bool taken = action == TransferAction::Accept;
            WAIT(m_two->has(Section::Mine, m_name) == taken);
            WAIT(m_one->has(Section::Mine, m_name) != taken);
        }
        QCOMPARE(answered.size(), 2);
        QCOMPARE(answered.at(0).at(0).value<Transfer>().status, TransferStatus::Declined);
        QCOMPARE(answered.at(1).at(0).value<Transfer>().status, TransferStatus::Accepted);
        QCOMPARE(accepted.size(), 1);
        QCOMPARE(noticesOf(NoticeKind::Transfer, noticed), 2);
        const QString told = QStringLiteral("会话已从【客服小王】转接至【客服小李】");
        for (Workbench *w : {m_one.get(), m_two.get()}) {
            WAIT(w->texts(MessageRole::System).count(told) == 1);
            WAIT(w->chat.session()->assignedAgent->name == QStringLiteral("客服小李"));
        }
    }

    void notesAndMentionsReachTheColleague()
    {
        QSignalSpy noticed(&m_two->notifier, &Notifier::noticed);
        QSignalSpy failed(&m_two->context, &ContextController::failed);
        WAIT(hasAgent(*m_one, li));
        m_one->context.addNote(QStringLiteral("请 @agent002 看一下 @nobody"));
        QTRY_COMPARE_WITH_TIMEOUT(m_one->context.notes().size(), 1, patience);
        QCOMPARE(m_one->context.notes().at(0).mentions, QStringList{li});
        QTRY_COMPARE_WITH_TIMEOUT(m_two->context.notes().size(), 1, patience); // by the mention
        QTRY_COMPARE_WITH_TIMEOUT(noticesOf(NoticeKind::Mention, noticed), 1, patience);
        QCOMPARE(m_two->chat.transcript()->rowCount(), m_one->chat.transcript()->rowCount());

        const Note note = m_two->context.notes().at(0);
        QVERIFY(m_one->context.mayChange(note) && !m_two->context.mayChange(note));
        m_two->context.editNote(note.id, QStringLiteral("别人的"));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QCOMPARE(failed.at(0).at(1).value<Error>().code, QStringLiteral("PERMISSION_DENIED"));
        m_one->context.editNote(note.id, QStringLiteral("改过"));
        WAIT(m_one->context.notes().at(0).content == QStringLiteral("改过"));
        m_one->context.removeNote(note.id);
        WAIT(m_one->context.notes().isEmpty());
        m_two->chat.close();
        m_two->open(m_name);
        WAIT(!m_two->chat.isLoading());
        QVERIFY(m_two->context.notes().isEmpty());
    }

    void tagsShowInBothLists()
    {
        QSignalSpy failed(&m_one->context, &ContextController::failed);
        m_one->context.addTag(QStringLiteral("tag_refund"));
        WAIT(tagsOf(*m_two) == QStringList{QStringLiteral("退款")});
        WAIT(tagsOf(*m_one) == tagsOf(*m_two));
        m_one->context.addTag(QStringLiteral("tag_refund"));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QCOMPARE(failed.at(0).at(1).value<Error>().code, QStringLiteral("TAG_ALREADY_ADDED"));
        m_one->context.createTag(QStringLiteral("电池"), QStringLiteral("#10b981"));
        WAIT(tagsOf(*m_two) == (QStringList{QStringLiteral("退款"), QStringLiteral("电池")}));
        WAIT(knowsTag(*m_two, QStringLiteral("电池"))); // by catalog_changed
        QVERIFY(knowsTag(*m_one, QStringLiteral("电池")));
        m_one->context.removeTag(QStringLiteral("tag_refund"));
        for (Workbench *w : {m_one.get(), m_two.get()})
            WAIT(tagsOf(*w) == QStringList{QStringLiteral("电池")});
    }

    void quickRepliesComeFilledAndCounted()
    {
        QuickReplyModel *replies = m_one->catalog.quickReplies();
        WAIT(replies->total() >= 12); // the presets
        post(
            "/api/quick-replies",
            R"({"category":"policy","title":"退货地址","content":"{customer_name}，我是{agent_name}：{session_name} {unknown}","shortcut":"Ctrl+7"})",
            m_server->login("admin", "admin123"));
        for (Workbench *w : {m_one.get(), m_two.get()})
            WAIT(w->catalog.quickReplies()->byShortcut(7)->shortcut); // by catalog_changed
        const QuickReply reply = *replies->byShortcut(7);
        QCOMPARE(reply.title, QStringLiteral("退货地址"));
        QCOMPARE(Templates::fill(reply.content, m_one->context.variables()),
                 QStringLiteral("尊敬的客户，我是客服小王：%1 {unknown}").arg(m_name));
        replies->search(QStringLiteral("thdz"));
        QVERIFY(replies->rowCount() > 0);
        QCOMPARE(replies->at(0)->id, reply.id);
        m_one->catalog.use(reply.id);
        WAIT(replies->find(reply.id)->usageCount == 1);
        m_one->catalog.use(reply.id);
        WAIT(replies->find(reply.id)->usageCount == 2);
        HttpClient admin(m_server->port());
        admin.setToken(m_server->login("admin", "admin123"));
        QCOMPARE(admin.request("DELETE", "/api/quick-replies/" + reply.id.toUtf8()).status, 200);
        WAIT(!m_two->catalog.quickReplies()->find(reply.id));
    }

private:
    void post(const QByteArray &path, const QByteArray &body, const QByteArray &token = {})
    {
        HttpClient http(m_server->port());
        http.setToken(token);
        const Answer answer = http.post(path, body);
        QVERIFY2(answer.status == 200, answer.body.constData());
    }
    void sayAsCustomer(const QString &text)
    {
        post("/api/manual/messages",
             json::toJson(SendMessageRequest{m_name, QStringLiteral("user"), text, {}}));
    }
    QStringList tagsOf(const Workbench &w) const
    {
        QStringList names;
        for (const SessionTag &tag : w.desk.lists().find(m_name)->session.tags)
            names.append(tag.name);
        return names;
    }
    static bool knowsTag(const Workbench &w, const QString &name)
    {
        const auto &tags = w.catalog.tags();
        return std::any_of(tags.begin(), tags.end(), [&](const Tag &t) { return t.name == name; });
    }
    static bool hasAgent(const Workbench &w, const QString &username)
    {
        const auto &agents = w.catalog.agents();
        return std::any_of(agents.begin(), agents.end(),
                           [&](const AvailableAgent &a) { return a.username == username; });
    }
    static int noticesOf(NoticeKind kind, const QSignalSpy &noticed)
    {
        return static_cast<int>(
            std::count_if(noticed.begin(), noticed.end(), [kind](const QList<QVariant> &call) {
                return call.at(0).value<Notice>().kind == kind;
            }));
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<Workbench> m_one; ///< 客服小王, who has the chat
    std::unique_ptr<Workbench> m_two; ///< 客服小李
    QString m_name;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestCompany)
#include "tst_company.moc"
