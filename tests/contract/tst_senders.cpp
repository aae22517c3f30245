#include "tests/contract/chatfixture.h"

#include <QTest>

using namespace handoff;
using namespace handoff::test;

namespace {

QString u8(const char *text)
{
    return QString::fromUtf8(text);
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

/// Who sent a message: he knows it again by the id that he gave it, others do not see that; and an
/// agent who writes in a customer's name is named to agents.
class TestSenders : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_desk = std::make_unique<Desk>(); }
    void cleanupTestCase() { m_desk.reset(); }
    void init() { m_name = "session_" + QByteArray::number(++m_count); }
    void cleanup() { m_desk->agent->post("/api/sessions/" + m_name + "/release"); }

    void customersOwnId()
    {
        QCOMPARE(ask("@sim:echo 1", u8("c-1")).status, 200);
        QCOMPARE(last(*m_desk->customer, "user").value(u"client_message_id"), u8("c-1"));
        QCOMPARE(last(*m_desk->agent, "user").value(u"client_message_id"), QJsonValue::Null);
        QCOMPARE(m_desk->takeOver(m_name).status, 200);
        const Answer sent = say(*m_desk->customer, "user", "2", u8("c-2"));
        QCOMPARE(sent.data().value(u"client_message_id"), u8("c-2"));
        QCOMPARE(last(*m_desk->customer, "user").value(u"client_message_id"), u8("c-2"));
        QCOMPARE(last(*m_desk->agent, "user").value(u"client_message_id"), QJsonValue::Null);
        QCOMPARE(page(*m_desk->agent).value(u"client_message_id"), QJsonValue::Null);
    }

    void agentsOwnId()
    {
        m_desk->chat(m_name, "@sim:echo 1");
        QCOMPARE(m_desk->takeOver(m_name).status, 200);
        QCOMPARE(say(*m_desk->agent, "agent", "hi", u8("a-1")).data().value(u"client_message_id"),
                 u8("a-1"));
        QCOMPARE(page(*m_desk->agent).value(u"client_message_id"), u8("a-1"));
        QCOMPARE(last(*m_desk->agent, "agent").value(u"client_message_id"), u8("a-1"));
        const auto other = m_desk->server->signedIn("agent002");
        QCOMPARE(page(*other).value(u"client_message_id"), QJsonValue::Null);
        QCOMPARE(last(*m_desk->customer, "agent").value(u"client_message_id"), QJsonValue::Null);
    }

    void eventsTellAgentsTheIdsOfAgents()
    {
        m_desk->chat(m_name, "@sim:echo 1");
        QCOMPARE(m_desk->takeOver(m_name).status, 200);
        (void)say(*m_desk->customer, "user", "2", u8("c-3"));
        (void)say(*m_desk->agent, "agent", "hi", u8("a-3"));
        HttpClient agent(m_desk->server->port());
        agent.setToken(m_desk->server->login("agent002", "agent123"));
        QList<QJsonValue> ids;
        agent.stream(
            "/api/sessions/" + m_name + "/events?last_event_id=1", {}, [&](const SseEvent &event) {
                const QJsonObject message =
                    QJsonDocument::fromJson(event.data).object().value(u"message").toObject();
                if (event.type == "message_added" &&
                    message.value(u"role").toString() != u8("system"))
                    ids.append(message.value(u"client_message_id"));
                return ids.size() < 4;
            });
        QCOMPARE(ids, (QList<QJsonValue>{QJsonValue::Null, QJsonValue::Null, QJsonValue::Null,
                                         u8("a-3")}));
    }

    void theSameQuestionAgain()
    {
        QCOMPARE(ask("@sim:echo once", u8("q-1")).json().value(u"message"), u8("once"));
        const auto asked = m_desk->sim.journal("chat").size();
        QCOMPARE(ask("@sim:echo once", u8("q-1")).json().value(u"message"), u8("once"));
        QCOMPARE(askStreamed("@sim:echo once", u8("q-1")).rest(),
                 (QStringList{u8("message:once"), u8("done:")}));
        QCOMPARE(m_desk->sim.journal("chat").size(), asked);
        QCOMPARE(m_desk->history(m_name).size(), 2);
        QCOMPARE(ask("x", QString(101, u'x')).status, 422);
    }

    void aQuestionThatFailedIsAskedAgain()
    {
        m_desk->sim.fault("chat", "json=4200");
        QCOMPARE(ask("@sim:echo again", u8("q-2")).json().value(u"success"), QJsonValue(false));
        QCOMPARE(last(*m_desk->customer, "user").value(u"answered"), QJsonValue(false));
        QCOMPARE(answering(), QJsonValue(false));
        QCOMPARE(ask("@sim:echo again", u8("q-2")).json().value(u"message"), u8("again"));
        QCOMPARE(last(*m_desk->customer, "user").value(u"answered"), QJsonValue(true));
        QCOMPARE(m_desk->customerHistory(m_name),
                 (QStringList{u8("user:@sim:echo again"), u8("assistant:again")}));
    }

    void aQuestionThatIsBeingAnswered()
    {
        StreamClient first = askStreamed("@sim:echo @sim:chunks=3 @sim:slow=300 abc", u8("q-3"));
        QCOMPARE(first.told(), u8("message:a"));
        QCOMPARE(answering(), QJsonValue(true));
        QCOMPARE(ask("@sim:echo abc", u8("q-3")).json().value(u"code"), u8("QUESTION_UNDERWAY"));
        const QStringList told = askStreamed("@sim:echo abc", u8("q-3")).rest();
        QCOMPARE(told.size(), 1);
        QVERIFY(told.first().startsWith(u8("error:")));
        QCOMPARE(first.rest().last(), u8("done:"));
        QCOMPARE(answering(), QJsonValue(false));
        QCOMPARE(m_desk->history(m_name).size(), 2);
    }

    void whoWritesInACustomersName()
    {
        m_desk->chat(m_name, "@sim:echo 1");
        QCOMPARE(m_desk->takeOver(m_name).status, 200);
        const auto other = m_desk->server->signedIn("agent002");
        QCOMPARE(say(*other, "user", "not by him", {}).status, 200);
        QCOMPARE(last(*m_desk->agent, "user").value(u"agent_name"), u8("客服小李"));
        QVERIFY(!last(*m_desk->agent, "user").value(u"agent_id").isNull());
        QCOMPARE(last(*m_desk->customer, "user").value(u"agent_name"), QJsonValue::Null);
        QCOMPARE(last(*m_desk->customer, "user").value(u"agent_id"), QJsonValue::Null);
        QCOMPARE(say(*m_desk->customer, "user", "by him", {}).status, 200);
        QCOMPARE(last(*m_desk->agent, "user").value(u"agent_id"), QJsonValue::Null);
    }

    /// By every way that stores what a customer says or does.
    void whoAsksOrLeavesInACustomersName()
    {
        const auto author = [this](HttpClient &who, const char *role) {
            const QJsonObject message = last(who, role);
            return message.value(u"agent_name");
        };
        const auto other = m_desk->server->signedIn("agent002");
        const QString li = u8("客服小李");
        const auto question = [this](const QString &text) {
            return compact({{u8("user_id"), QString::fromLatin1(m_name)}, {u8("message"), text}});
        };
        QCOMPARE(other->post("/api/chat", question(u8("@sim:echo 1"))).status, 200);
        QCOMPARE(author(*m_desk->agent, "user"), li);
        QCOMPARE(author(*m_desk->customer, "user"), QJsonValue::Null);
        QCOMPARE(m_desk->customer->post("/api/chat", question(u8("@sim:echo 2"))).status, 200);
        QCOMPARE(author(*m_desk->agent, "user"), QJsonValue::Null);
        QCOMPARE(m_desk->takeOver(m_name).status, 200);
        QCOMPARE(other->post("/api/chat/stream", question(u8("to the human"))).status, 200);
        QCOMPARE(last(*m_desk->agent, "user").value(u"content"), u8("to the human"));
        QCOMPARE(author(*m_desk->agent, "user"), li);
        QCOMPARE(other->post("/api/sessions/" + m_name + "/leave").status, 200);
        QCOMPARE(author(*m_desk->agent, "system"), li);
        QCOMPARE(m_desk->customer->post("/api/sessions/" + m_name + "/leave").status, 200);
        QCOMPARE(author(*m_desk->agent, "system"), QJsonValue::Null);
    }

    void oneConversation()
    {
        const QByteArray body = compact({{u8("session_id"), QString::fromLatin1(m_name)}});
        const auto open = [&](const char *path) {
            return m_desk->customer->post(path, body).json().value(u"conversation_id").toString();
        };
        const QString first = open("/api/conversation/new");
        QVERIFY(!first.isEmpty());
        QCOMPARE(open("/api/conversation/new"), first);
        m_desk->chat(m_name, "my name is Zoe");
        QCOMPARE(open("/api/conversation/new"), first);
        QVERIFY(m_desk->chat(m_name, "who am I")
                    .json()
                    .value(u"message")
                    .toString()
                    .contains(u8("Zoe")));
        const QString cleared = open("/api/conversation/clear");
        QVERIFY(cleared != first);
        QCOMPARE(open("/api/conversation/new"), cleared);
    }

private:
    QByteArray question(const QByteArray &text, const QString &id) const
    {
        return compact({{u8("user_id"), QString::fromLatin1(m_name)},
                        {u8("message"), QString::fromUtf8(text)},
                        {u8("client_message_id"), id}});
    }
    Answer ask(const QByteArray &text, const QString &id)
    {
        return m_desk->customer->post("/api/chat", question(text, id));
    }
    StreamClient askStreamed(const QByteArray &text, const QString &id)
    {
        return StreamClient(m_desk->server->port(), "/api/chat/stream", question(text, id));
    }
    Answer say(HttpClient &who, const char *role, const char *text, const QString &id)
    {
        QJsonObject body{{u8("session_name"), QString::fromLatin1(m_name)},
                         {u8("role"), u8(role)},
                         {u8("content"), u8(text)}};
        if (!id.isEmpty())
            body.insert(u8("client_message_id"), id);
        return who.post("/api/manual/messages", compact(body));
    }
    QJsonValue answering() const
    {
        return m_desk->customer->get("/api/sessions/" + m_name).data().value(u"answering");
    }
    /// The newest message of this role in the history as this client sees it.
    QJsonObject last(HttpClient &who, const char *role)
    {
        const QJsonArray history = who.get("/api/sessions/" + m_name)
                                       .data()
                                       .value(u"session")
                                       .toObject()
                                       .value(u"history")
                                       .toArray();
        for (qsizetype i = history.size() - 1; i >= 0; --i) {
            if (history.at(i).toObject().value(u"role") == u8(role))
                return history.at(i).toObject();
        }
        return {};
    }
    /// The newest message of the pages.
    QJsonObject page(HttpClient &who)
    {
        return who.get("/api/sessions/" + m_name + "/messages")
            .data()
            .value(u"items")
            .toArray()
            .last()
            .toObject();
    }

    std::unique_ptr<Desk> m_desk;
    QByteArray m_name;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestSenders)
#include "tst_senders.moc"
