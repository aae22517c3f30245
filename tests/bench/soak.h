#pragma once

#include "tests/bench/rig.h"

#include <QTextStream>

#include <deque>
#include <map>
#include <random>

/// The soak: customers and agents work for minutes, are cut off and come back, send again what they
/// got no answer to; each keeps a journal of what it has sent and heard, and in the end every
/// journal must be what the server has stored: nothing lost, nothing doubled, in order.
namespace handoff::bench {

struct SoakOptions
{
    double seconds = 600;
    int customers = 200;
    int agents = 20;
    unsigned seed = 1; ///< of the random numbers; printed with the result
    double pace = 1;   ///< of all pauses
};

/// Runs it and prints a table; false when anything was wrong.
bool soak(Rig &rig, const SoakOptions &options, QTextStream &out);

class SoakCustomer;
class SoakAgent;

/// A message somebody wanted to send.
struct SentMessage
{
    std::string content; ///< unique in the soak
    std::string id;      ///< given by the server; empty: refused with 409
    bool answered = false;
    bool fromAgent = false;
};

/// What all of them share.
struct Soak
{
    Soak(Rig &r, const SoakOptions &o) : rig(r), options(o), random(o.seed) {}

    Rig &rig;
    SoakOptions options;
    std::mt19937 random;
    bool stopping = false;
    bool transfersServed = false;
    bool ticketsServed = false;
    std::vector<std::unique_ptr<SoakCustomer>> customers; ///< each with a session of his own
    std::vector<std::unique_ptr<SoakAgent>> agents;
    std::vector<std::vector<SentMessage>> sent; ///< by session
    std::map<std::string, long> counts;         ///< what was done, for the table
    std::map<std::string, long> wrong;          ///< violations
    std::map<std::string, std::string> samples; ///< one each

    void done(const std::string &what) { ++counts[what]; }
    void violation(const std::string &what, const std::string &sample);
    long violations() const;
    double between(double low, double high)
    {
        return std::uniform_real_distribution<double>(low, high)(random);
    }
    /// A pause in nanoseconds, between so many seconds.
    int64_t pause(double low, double high)
    {
        return int64_t(between(low, high) * options.pace * 1e9);
    }
    bool chance(double part) { return between(0, 1) < part; }
    /// Number of the session `soak_<n>`; nothing for others.
    int sessionOf(std::string_view name) const;
    static std::string nameOf(int session) { return "soak_" + std::to_string(session); }
};

/// The value of a string field in a frame or an answer: the first `"key":"…"`.
std::string_view jsonText(std::string_view json, std::string_view key);

/// REST calls of one client, one at a time, over one connection. Calls that may be repeated are
/// sometimes cut off before their answer, and sent again until there is one.
class SoakCaller
{
public:
    using Done = std::function<void(int status, std::string_view body)>;
    SoakCaller(Soak &soak, std::string head) : m_soak(soak), m_head(std::move(head)) {}

    void call(const char *method, const std::string &target, const std::string &body, Done done,
              bool repeatable = false);
    bool idle() const { return m_queue.empty(); }
    /// Cuts off what is to be cut off.
    void tick(int64_t now);

private:
    struct Call
    {
        const char *method;
        std::string target;
        std::string body;
        Done done;
        bool repeatable;
    };
    void next();

    Soak &m_soak;
    std::string m_head;
    std::deque<Call> m_queue;
    Connection *m_connection = nullptr;
    bool m_underWay = false;
    int64_t m_cutAt = 0;
};

/// A resumable event stream that is cut off now and then and comes back with its last id.
class SoakStream
{
public:
    using OnEvent = std::function<void(std::string_view type, std::string_view data)>;
    SoakStream(Soak &soak, std::string target, std::string head, OnEvent onEvent)
        : m_soak(soak), m_target(std::move(target)), m_head(std::move(head)),
          m_onEvent(std::move(onEvent))
    {
    }
    void tick(int64_t now);
    bool isReady() const { return m_ready; }

private:
    void open(int64_t now);
    void frame(std::string_view frame);

    Soak &m_soak;
    std::string m_target;
    std::string m_head;
    OnEvent m_onEvent;
    Connection *m_connection = nullptr;
    int64_t m_lastId = -1;
    int64_t m_cutAt = 0;
    bool m_ready = false;
};

/// Talks to the AI, asks for a human, talks to him.
class SoakCustomer
{
public:
    SoakCustomer(Soak &soak, int session);
    void tick(int64_t now);
    bool isReady() const { return stream.isReady(); }
    bool idle() const { return m_caller.idle(); }

    SoakStream stream;
    std::vector<std::string> heard; ///< message ids of agents and system, as they came

private:
    void act();
    void say();

    Soak &m_soak;
    const int m_session;
    std::string m_status = "bot_active";
    SoakCaller m_caller;
    int64_t m_nextAt = 0;
    int m_number = 0;
};

/// Takes sessions over, answers, gives them back, on, or away.
class SoakAgent
{
public:
    SoakAgent(Soak &soak, int number);
    void tick(int64_t now);
    bool isReady() const { return desk.isReady(); }
    bool idle() const { return m_caller.idle(); }

    SoakStream desk;
    std::map<int, std::vector<std::string>> heard; ///< message ids by session, as they came

private:
    void onEvent(std::string_view type, std::string_view data);
    void act();
    void takeOver();
    void say(int session);
    void finish(int session);

    Soak &m_soak;
    const int m_number;
    const std::string m_id;
    SoakCaller m_caller;
    std::map<int, int> m_mine; ///< messages still to say, by session
    std::deque<int> m_waiting;
    int64_t m_nextAt = 0;
    int m_count = 0;
};

} // namespace handoff::bench
