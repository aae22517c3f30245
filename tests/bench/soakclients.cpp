// The clients of the soak: what they do, and what they write into their journals.
#include "tests/bench/soak.h"

#include <charconv>

namespace handoff::bench {

namespace {

constexpr size_t kSessionsPerAgent = 5;

/// Statuses a call may get: `200`, and what the state of the desk explains.
bool isOneOf(int status, std::initializer_list<int> expected)
{
    return std::find(expected.begin(), expected.end(), status) != expected.end();
}

} // namespace

std::string_view jsonText(std::string_view json, std::string_view key)
{
    const std::string pattern = "\"" + std::string(key) + "\":\"";
    const size_t at = json.find(pattern);
    if (at == std::string_view::npos)
        return {};
    const std::string_view rest = json.substr(at + pattern.size());
    return rest.substr(0, rest.find('"'));
}

// ---- SoakCaller ------------------------------------------------------------------------------

void SoakCaller::call(const char *method, const std::string &target, const std::string &body,
                      Done done, bool repeatable)
{
    m_queue.push_back({method, target, body, std::move(done), repeatable});
    next();
}

void SoakCaller::next()
{
    if (m_underWay || m_queue.empty())
        return;
    const Call &call = m_queue.front();
    if (!m_connection) {
        m_connection = &m_soak.rig.engine().connect(m_soak.rig.serverPort());
        m_connection->onAnswer = [this](Connection &, int status, std::string_view body) {
            m_underWay = false;
            m_cutAt = 0;
            const Call answered = std::move(m_queue.front());
            m_queue.pop_front();
            answered.done(status, body);
            next();
        };
        m_connection->onClosed = [this](Connection &) {
            m_connection = nullptr;
            if (!std::exchange(m_underWay, false))
                return; // an idle connection may go
            if (!m_queue.front().repeatable)
                m_soak.violation("connection lost", m_queue.front().target);
            m_soak.done("calls sent again");
        };
    }
    m_underWay = true;
    m_connection->send(call.method, call.target, m_head, call.body);
    // Sometimes before the server has read it, sometimes after it has done it.
    if (call.repeatable && m_soak.chance(0.05))
        m_cutAt = nowNs() + m_soak.pause(0, 0.02);
}

void SoakCaller::tick(int64_t now)
{
    if (m_cutAt > 0 && now >= m_cutAt && m_connection) {
        m_cutAt = 0;
        m_connection->close();
    }
    next();
}

// ---- SoakStream ------------------------------------------------------------------------------

void SoakStream::open(int64_t now)
{
    Connection &c = m_soak.rig.engine().connect(m_soak.rig.serverPort());
    m_connection = &c;
    c.onFrame = [this](Connection &, std::string_view text) { frame(text); };
    c.onAnswer = [this](Connection &, int status, std::string_view body) {
        m_soak.violation("stream refused", std::to_string(status) + ' ' + std::string(body));
    };
    c.onClosed = [this](Connection &) {
        if (std::exchange(m_connection, nullptr))
            m_soak.violation("stream closed by the server", m_target);
    };
    c.onStreamEnd = [this](Connection &) {
        m_soak.violation("stream ended by the server", m_target);
    };
    c.send("GET", m_target,
           m_lastId < 0 ? m_head : m_head + "Last-Event-ID: " + std::to_string(m_lastId) + "\r\n");
    m_cutAt = now + m_soak.pause(2, 20);
}

void SoakStream::tick(int64_t now)
{
    if (!m_connection) {
        open(now);
    } else if (m_ready && now >= m_cutAt && !m_soak.stopping) {
        Connection *c = std::exchange(m_connection, nullptr);
        c->close();
        m_soak.done("streams cut and resumed");
        open(now);
    }
}

void SoakStream::frame(std::string_view frame)
{
    int64_t id = 0;
    std::string_view type;
    std::string_view data;
    while (!frame.empty()) {
        const size_t eol = std::min(frame.find('\n'), frame.size());
        const std::string_view line = frame.substr(0, eol);
        frame.remove_prefix(std::min(eol + 1, frame.size()));
        if (line.substr(0, 4) == "id: ")
            std::from_chars(line.data() + 4, line.data() + line.size(), id);
        else if (line.substr(0, 7) == "event: ")
            type = line.substr(7);
        else if (line.substr(0, 6) == "data: ")
            data = line.substr(6);
    }
    if (type.empty())
        return; // a heartbeat
    if (type == "ready") {
        if (m_lastId >= 0 && id != m_lastId)
            m_soak.violation("resumed at another id", std::string(data));
        m_lastId = id;
        m_ready = true;
        return;
    }
    if (type == "resync")
        m_soak.violation("resync", m_target + ' ' + std::string(data));
    if (id > 0) {
        if (id <= m_lastId)
            m_soak.violation("event doubled or out of order", std::string(data));
        m_lastId = id;
    }
    m_soak.done("events received");
    m_onEvent(type, data);
}

// ---- SoakCustomer ----------------------------------------------------------------------------

SoakCustomer::SoakCustomer(Soak &soak, int session)
    : stream(soak, "/api/sessions/" + Soak::nameOf(session) + "/events", {},
             [this](std::string_view type, std::string_view data) {
                 if (type == "status_change")
                     m_status = jsonText(data, "status");
                 else if (type == "manual_message")
                     heard.emplace_back(jsonText(data, "message_id"));
             }),
      m_soak(soak), m_session(session), m_caller(soak, {})
{
}

void SoakCustomer::tick(int64_t now)
{
    stream.tick(now);
    m_caller.tick(now);
    if (m_soak.stopping || !stream.isReady() || now < m_nextAt || !m_caller.idle())
        return;
    m_nextAt = now + m_soak.pause(1, 6);
    act();
}

void SoakCustomer::act()
{
    const std::string name = Soak::nameOf(m_session);
    const auto expect = [this](const char *what) {
        return [this, what](int status, std::string_view body) {
            if (!isOneOf(status, {200, 409}))
                m_soak.violation(std::string(what) + ' ' + std::to_string(status),
                                 std::string(body));
            m_soak.done(what);
        };
    };
    if (m_status == "manual_live") {
        say();
    } else if (m_status == "pending_manual") {
        if (m_soak.chance(0.03))
            m_caller.call("POST", "/api/sessions/" + name + "/cancel", "{}", expect("cancel"));
    } else if (m_soak.chance(0.5)) {
        m_caller.call("POST", "/api/manual/escalate", "{\"session_name\":\"" + name + "\"}",
                      expect("escalate"));
    } else {
        m_caller.call("POST", "/api/chat",
                      "{\"user_id\":\"" + name + "\",\"message\":\"chat " + name + ' ' +
                          std::to_string(++m_number) + "\"}",
                      expect("chat"));
    }
}

void SoakCustomer::say()
{
    std::vector<SentMessage> &all = m_soak.sent[size_t(m_session)];
    const size_t index = all.size();
    const std::string content =
        "from " + Soak::nameOf(m_session) + " number " + std::to_string(++m_number) + ';';
    all.push_back({content, {}, false, false});
    m_caller.call(
        "POST", "/api/manual/messages",
        R"({"session_name":")" + Soak::nameOf(m_session) + R"(","role":"user","content":")" +
            content + R"(","client_message_id":"c)" + std::to_string(m_number) + "\"}",
        [this, index](int status, std::string_view body) {
            SentMessage &message = m_soak.sent[size_t(m_session)][index];
            message.answered = true;
            if (status == 200)
                message.id = jsonText(body, "message_id");
            else if (status != 409)
                m_soak.violation("customer's message " + std::to_string(status), std::string(body));
            m_soak.done("messages of customers");
        },
        true);
}

// ---- SoakAgent -------------------------------------------------------------------------------

SoakAgent::SoakAgent(Soak &soak, int number)
    : desk(soak, "/api/agent/events",
           Rig::bearer(soak.rig.tokenFor(QStringLiteral("agent_bench%1").arg(number),
                                         seededAgent(number), QStringLiteral("agent"))),
           [this](std::string_view type, std::string_view data) { onEvent(type, data); }),
      m_soak(soak), m_number(number), m_id("agent_bench" + std::to_string(number)),
      m_caller(soak, Rig::bearer(soak.rig.tokenFor(QStringLiteral("agent_bench%1").arg(number),
                                                   seededAgent(number), QStringLiteral("agent"))))
{
    m_caller.call("PUT", "/api/agent/status", R"({"status":"online"})",
                  [this](int status, std::string_view body) {
                      if (status != 200)
                          m_soak.violation("status " + std::to_string(status), std::string(body));
                  });
}

void SoakAgent::onEvent(std::string_view type, std::string_view data)
{
    if (type == "transfer_request") {
        const std::string id(jsonText(data, "id"));
        const size_t to = data.find("\"to_agent\"");
        if (to != std::string_view::npos && jsonText(data.substr(to), "id") == m_id)
            m_caller.call("POST", "/api/transfer-requests/" + id + "/respond",
                          m_soak.chance(0.7) ? R"({"action":"accept"})" : R"({"action":"decline"})",
                          [this](int status, std::string_view body) {
                              if (!isOneOf(status, {200, 409}))
                                  m_soak.violation("transfer answer " + std::to_string(status),
                                                   std::string(body));
                              m_soak.done("transfers answered");
                          });
        return;
    }
    const int session = m_soak.sessionOf(jsonText(data, "session_name"));
    if (session < 0)
        return;
    if (type == "message_added") {
        heard[session].emplace_back(jsonText(data, "id"));
    } else if (type == "status_change") {
        const std::string_view status = jsonText(data, "status");
        m_mine.erase(session);
        if (status == "pending_manual")
            m_waiting.push_back(session);
        else if (status == "manual_live" && jsonText(data, "agent_id") == m_id)
            m_mine[session] = int(m_soak.between(1, 8));
    }
}

void SoakAgent::tick(int64_t now)
{
    desk.tick(now);
    m_caller.tick(now);
    if (m_soak.stopping || !desk.isReady() || now < m_nextAt || !m_caller.idle())
        return;
    m_nextAt = now + m_soak.pause(0.1, 0.6);
    act();
}

void SoakAgent::act()
{
    if (m_mine.size() < kSessionsPerAgent && !m_waiting.empty() && m_soak.chance(0.5))
        return takeOver();
    if (m_mine.empty())
        return;
    auto it = m_mine.begin();
    std::advance(it, long(m_soak.between(0, double(m_mine.size()) - 0.001)));
    if (it->second-- > 0)
        say(it->first);
    else
        finish(it->first);
}

void SoakAgent::takeOver()
{
    const size_t at = size_t(m_soak.between(0, double(m_waiting.size()) - 0.001));
    const int session = m_waiting[at];
    m_waiting.erase(m_waiting.begin() + long(at));
    m_caller.call("POST", "/api/sessions/" + Soak::nameOf(session) + "/takeover", "{}",
                  [this](int status, std::string_view body) {
                      if (!isOneOf(status, {200, 409}))
                          m_soak.violation("takeover " + std::to_string(status), std::string(body));
                      m_soak.done(status == 200 ? "takeovers" : "takeovers too late");
                  });
}

void SoakAgent::say(int session)
{
    std::vector<SentMessage> &all = m_soak.sent[size_t(session)];
    const size_t index = all.size();
    const std::string content = "from " + m_id + " number " + std::to_string(++m_count) + ';';
    all.push_back({content, {}, false, true});
    m_caller.call(
        "POST", "/api/manual/messages",
        R"({"session_name":")" + Soak::nameOf(session) + R"(","role":"agent","content":")" +
            content + R"(","client_message_id":")" + m_id + '-' + std::to_string(m_count) + "\"}",
        [this, session, index](int status, std::string_view body) {
            SentMessage &message = m_soak.sent[size_t(session)][index];
            message.answered = true;
            if (status == 200)
                message.id = jsonText(body, "message_id");
            else if (!isOneOf(status, {403, 409})) // given away meanwhile
                m_soak.violation("agent's message " + std::to_string(status), std::string(body));
            m_soak.done("messages of agents");
        },
        true);
}

void SoakAgent::finish(int session)
{
    const std::string target = "/api/sessions/" + Soak::nameOf(session);
    const auto expect = [this](const char *what) {
        return [this, what](int status, std::string_view body) {
            if (!isOneOf(status, {200, 403, 409}))
                m_soak.violation(std::string(what) + ' ' + std::to_string(status),
                                 std::string(body));
            m_soak.done(what);
        };
    };
    if (m_soak.ticketsServed && m_soak.chance(0.1))
        m_caller.call("POST", "/api/tickets",
                      R"({"title":"soak","description":"soak","category":"technical",)"
                      R"("customer_id":"c","department":"technical","session_id":")" +
                          Soak::nameOf(session) + "\"}",
                      expect("tickets"));
    if (m_soak.transfersServed && m_soak.chance(0.25)) {
        const int other = 1 + (m_number + int(m_soak.between(0, m_soak.options.agents - 1.001))) %
                                  m_soak.options.agents;
        m_mine[session] = 2;
        m_caller.call("POST", target + "/transfer",
                      R"({"to_agent_id":"agent_bench)" + std::to_string(other) +
                          R"(","reason":"soak"})",
                      expect("transfers offered"));
    } else if (m_soak.chance(0.2)) {
        m_caller.call("POST", target + "/requeue", "{}", expect("requeues"));
    } else {
        m_caller.call("POST", target + "/release",
                      m_soak.chance(0.2) ? R"({"close":true})" : R"({"reason":"resolved"})",
                      expect("releases"));
    }
}

} // namespace handoff::bench
