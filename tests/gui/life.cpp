#include "tests/gui/life.h"

#include <QJsonArray>
#include <QUrl>

namespace handoff::test {

namespace {

QByteArray number(int n)
{
    return QByteArray::number(n);
}

QByteArray path(const QByteArray &chat, const QByteArray &verb)
{
    return "/api/sessions/" + chat.toPercentEncoding() + '/' + verb;
}

QByteArray body(const QByteArray &chat, const QByteArray &rest = {})
{
    return "{\"session_name\":\"" + chat + '"' + rest + '}';
}

QByteArray say(const QByteArray &chat, const QByteArray &role, const QByteArray &text)
{
    return body(chat, ",\"role\":\"" + role + "\",\"content\":\"" + text + '"');
}

QByteArray idOf(const Answer &answer, const char *key)
{
    return answer.data().value(QString::fromLatin1(key)).toString().toUtf8();
}

} // namespace

QString Life::chatName(int i)
{
    return QStringLiteral("会话_%1").arg(i);
}

Life::People::People(const TestServer &server)
    : customer(server.port()), colleague(server.port()), admin(server.port())
{
    colleague.setToken(server.login("agent002", "agent123"));
    admin.setToken(server.login("admin", "admin123"));
}

Life::Life(const TestServer &server, quint32 seed) : m_server(server), m_seed(seed) {}

Life::~Life()
{
    m_stopped = true;
    m_due.release();
    wait();
}

void Life::go(int deeds)
{
    m_asked += deeds;
    m_due.release(deeds);
}

void Life::run()
{
    m_people.emplace(m_server);
    begin();
    for (int n = 1;; ++n) {
        m_due.acquire();
        if (m_stopped)
            break;
        m_random.seed(m_seed * 7919U + static_cast<quint32>(n));
        deed(n);
        ++m_done;
    }
    m_people.reset();
}

/// A desk with something of everything.
void Life::begin()
{
    for (int i = 0; i < chats; ++i) {
        const QByteArray chat = chatName(i).toUtf8();
        m_people->customer.post("/api/manual/escalate", body(chat));
        if (i % 3 == 0)
            m_people->customer.post(path(chat, "cancel"));
        if (i % 8 == 1)
            m_people->colleague.post(path(chat, "takeover"));
        if (i % 4 == 0)
            m_people->admin.request("PATCH", path(chat, "profile"),
                                    R"({"nickname":"Kunde )" + number(i) + R"(","language":"de"})");
    }
}

void Life::deed(int n)
{
    // Some have much to say.
    const int i = m_random.bounded(3) == 0 ? m_random.bounded(5) : m_random.bounded(chats);
    const QByteArray chat = chatName(i).toUtf8();
    switch (m_random.bounded(10)) {
    case 0:
    case 1:
    case 2:
        colleague(chat, n);
        break;
    case 3:
        admin(chat, n);
        break;
    default:
        customer(chat, n);
    }
}

void Life::customer(const QByteArray &chat, int n)
{
    switch (m_random.bounded(12)) {
    case 0:
    case 1:
    case 2:
        m_people->customer.post("/api/manual/escalate", body(chat));
        break;
    case 3:
        m_people->customer.post(path(chat, "cancel"));
        break;
    case 4:
    case 5:
        m_people->customer.post("/api/chat", "{\"user_id\":\"" + chat +
                                                 R"(","message":"@sim:echo Frage )" + number(n) +
                                                 "\"}");
        break;
    case 6:
        m_people->customer.post(path(chat, "typing"), R"({"active":true})");
        break;
    default: // only live chats take it
        m_people->customer.post("/api/manual/messages",
                                say(chat, "user", "第 " + number(n) + " 句"));
    }
}

void Life::colleague(const QByteArray &chat, int n)
{
    switch (m_random.bounded(12)) {
    case 0:
        m_people->colleague.post(path(chat, "takeover"));
        break;
    case 1:
    case 2:
    case 3:
    case 4:
        ownChat(n);
        break;
    case 5:
    case 6:
        answerOffers();
        break;
    case 7:
        m_people->colleague.post(path(chat, "tags"), R"({"tag_id":"tag_refund"})");
        break;
    case 8:
        m_people->colleague.request("DELETE", path(chat, "tags/tag_refund"));
        break;
    case 9:
        m_people->colleague.post(path(chat, "notes"), "{\"content\":\"Notiz " + number(n) + "\"}");
        break;
    case 10:
        m_people->colleague.post(path(chat, "viewing"));
        break;
    default:
        ticket(chat, n);
    }
}

/// One of the colleague's chats: he answers, gives it back, or offers it to the agent.
void Life::ownChat(int n)
{
    const QJsonArray mine = m_people->colleague.get("/api/sessions?agent=mine&status=manual_live")
                                .data()
                                .value(u"items")
                                .toArray();
    if (mine.isEmpty())
        return;
    const QByteArray chat =
        mine.at(m_random.bounded(static_cast<int>(mine.size())))[u"session_name"]
            .toString()
            .toUtf8();
    switch (m_random.bounded(6)) {
    case 0:
        m_people->colleague.post(path(chat, "release"),
                                 m_random.bounded(4) == 0 ? R"({"close":true})" : "{}");
        break;
    case 1:
        m_people->colleague.post(path(chat, "requeue"));
        break;
    case 2:
        m_people->colleague.post("/api/manual/messages",
                                 say(chat, "agent", "Antwort " + number(n)));
        break;
    default:
        m_people->colleague.post(path(chat, "transfer"),
                                 R"({"to_agent_id":"agent001","reason":"Grund )" + number(n) +
                                     "\"}");
    }
}

void Life::answerOffers()
{
    const QJsonArray offers =
        m_people->colleague.get("/api/transfer-requests/pending").json().value(u"data").toArray();
    for (const QJsonValue &offer : offers)
        m_people->colleague.post(
            "/api/transfer-requests/" + offer[u"id"].toString().toUtf8() + "/respond",
            m_random.bounded(2) == 0 ? R"({"action":"accept"})" : R"({"action":"decline"})");
}

void Life::ticket(const QByteArray &chat, int n)
{
    const QByteArray last = "/api/tickets/" + m_ticket;
    const int kind = m_ticket.isEmpty() ? 0 : m_random.bounded(4);
    if (kind == 0)
        m_ticket =
            idOf(m_people->colleague.post("/api/tickets", "{\"title\":\"Ticket " + number(n) +
                                                              "\",\"customer_id\":\"c\","
                                                              "\"session_id\":\"" +
                                                              chat + "\"}"),
                 "ticket_id");
    else if (kind == 1)
        m_people->colleague.post(last + "/comments",
                                 "{\"content\":\"Kommentar " + number(n) + "\"}");
    else if (kind == 2)
        m_people->colleague.request("PATCH", last, R"({"priority":"urgent"})");
    else
        m_people->colleague.post(last + "/status", R"({"status":"in_progress"})");
}

void Life::admin(const QByteArray &chat, int n)
{
    switch (m_random.bounded(6)) {
    case 0: // whoever has it
        m_people->admin.post(path(chat, "requeue"));
        break;
    case 1:
        m_people->admin.post(path(chat, "release"),
                             m_random.bounded(4) == 0 ? R"({"close":true})" : "{}");
        break;
    case 2:
        m_people->admin.request("PATCH", path(chat, "profile"),
                                "{\"nickname\":\"Kunde " + number(n) + "\",\"vip\":" +
                                    (m_random.bounded(4) == 0 ? "true" : "false") + '}');
        break;
    case 3: // also after he went off line
        m_people->admin.request("PUT", "/api/agents/agent002", R"({"status":"online"})");
        break;
    default:
        catalogue(n);
    }
}

void Life::catalogue(int n)
{
    switch (m_random.bounded(4)) {
    case 0:
        m_reply =
            idOf(m_people->admin.post("/api/quick-replies",
                                      R"({"category":"policy","content":"Hallo {customer_name}",)"
                                      R"("title":"Gruss )" +
                                          number(n) + "\"}"),
                 "id");
        break;
    case 1:
        m_people->admin.request("DELETE", "/api/quick-replies/" + m_reply);
        break;
    case 2:
        m_tag = idOf(m_people->admin.post("/api/tags", "{\"name\":\"Akku " + number(n) +
                                                           R"(","color":")" + '#' + "123456\"}"),
                     "id");
        break;
    default:
        m_people->admin.request("DELETE", "/api/tags/" + m_tag);
    }
}

} // namespace handoff::test
