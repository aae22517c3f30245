// The soak's course, and the comparison of all journals with the server's history.
#include "tests/bench/soak.h"

#include "tests/bench/report.h"

#include <QJsonArray>

#include <algorithm>
#include <charconv>
#include <set>

namespace handoff::bench {

namespace {

constexpr double kPatience = 60;

struct Stored
{
    std::string id;
    std::string role;
    std::string content;
};

/// Memory of the server over time.
struct Memory
{
    long begin = 0;
    long warm = 0;
    long end = 0;
    long most = 0;
};

void tickAll(Soak &soak)
{
    const int64_t now = nowNs();
    for (const auto &customer : soak.customers)
        customer->tick(now);
    for (const auto &agent : soak.agents)
        agent->tick(now);
    soak.rig.engine().sweep();
}

template<typename Clients, typename Asked>
bool all(const Clients &clients, Asked asked)
{
    return std::all_of(clients.begin(), clients.end(), asked);
}

/// The whole history of a session, oldest first; nothing when it cannot be had.
std::optional<std::vector<Stored>> historyOf(Soak &soak, int session)
{
    std::vector<Stored> stored;
    QString before;
    bool more = true;
    while (more) {
        const Answer page =
            soak.rig.call(soak.rig.serverPort(), "GET",
                          QStringLiteral("/api/sessions/%1/messages?limit=200&before=%2")
                              .arg(QString::fromStdString(Soak::nameOf(session)), before),
                          {}, soak.rig.adminToken());
        const QJsonObject data = page.json.value(QStringLiteral("data")).toObject();
        const QJsonArray items = data.value(QStringLiteral("items")).toArray();
        if (page.status != 200)
            return {};
        std::vector<Stored> older;
        for (const QJsonValue &item : items)
            older.push_back({item[QStringLiteral("id")].toString().toStdString(),
                             item[QStringLiteral("role")].toString().toStdString(),
                             item[QStringLiteral("content")].toString().toStdString()});
        stored.insert(stored.begin(), older.begin(), older.end());
        more = data.value(QStringLiteral("has_more")).toBool() && !items.isEmpty();
        if (more)
            before = items.first()[QStringLiteral("id")].toString();
    }
    return stored;
}

/// The first difference between what should be and what is, in words.
std::string difference(const std::vector<std::string> &should, const std::vector<std::string> &is)
{
    const auto [a, b] = std::mismatch(should.begin(), should.end(), is.begin(), is.end());
    return std::to_string(should.size()) + " stored, " + std::to_string(is.size()) +
           " heard, different from number " + std::to_string(a - should.begin()) +
           " on: " + (a == should.end() ? "nothing" : *a) + " / " +
           (b == is.end() ? "nothing" : *b);
}

/// What was sent must be there once, in the order of each sender; what was refused must not.
void compareSent(Soak &soak, int session, const std::vector<Stored> &stored)
{
    std::map<std::string, std::vector<size_t>> places; // by content
    for (size_t i = 0; i < stored.size(); ++i)
        places[stored[i].content].push_back(i);
    std::map<std::string, size_t> last; // by sender
    for (const SentMessage &message : soak.sent[size_t(session)]) {
        const auto found = places.find(message.content);
        const size_t times = found == places.end() ? 0 : found->second.size();
        if (!message.answered)
            soak.violation("message without an answer", message.content);
        else if (message.id.empty() && times > 0)
            soak.violation("refused message stored", message.content);
        else if (!message.id.empty() && times == 0)
            soak.violation("message lost", message.content);
        else if (times > 1)
            soak.violation("message doubled", message.content);
        if (times != 1 || message.id.empty())
            continue;
        const size_t place = found->second.front();
        if (stored[place].id != message.id)
            soak.violation("answered with another id", message.content);
        const std::string sender = message.content.substr(0, message.content.find(" number"));
        const auto before = last.find(sender);
        if (before != last.end() && before->second > place)
            soak.violation("messages of a sender out of order", message.content);
        last[sender] = place;
        soak.done("journal entries compared");
    }
}

void compareSession(Soak &soak, int session)
{
    const auto stored = historyOf(soak, session);
    if (!stored)
        return soak.violation("history not readable", Soak::nameOf(session));
    compareSent(soak, session, *stored);
    std::vector<std::string> everything;
    std::vector<std::string> forCustomer;
    for (const Stored &message : *stored) {
        everything.push_back(message.id);
        if (message.role == "agent" || message.role == "system")
            forCustomer.push_back(message.id);
    }
    const std::vector<std::string> &customer = soak.customers[size_t(session)]->heard;
    if (customer != forCustomer)
        soak.violation("customer's journal is not the history",
                       Soak::nameOf(session) + ": " + difference(forCustomer, customer));
    for (const auto &agent : soak.agents) {
        const std::vector<std::string> &desk = agent->heard[session];
        if (desk != everything)
            soak.violation("desk's journal is not the history",
                           Soak::nameOf(session) + ": " + difference(everything, desk));
        soak.counts["journal entries compared"] += long(desk.size());
    }
    soak.counts["journal entries compared"] += long(customer.size());
    soak.counts["messages stored"] += long(stored->size());
}

bool prepare(Soak &soak)
{
    Rig &rig = soak.rig;
    if (!rig.up(rig.quick() ? 50 : 300) || rig.adminToken().isEmpty())
        return false;
    const auto served = [&rig](const char *path) {
        return rig.call(rig.serverPort(), "GET", QString::fromLatin1(path), {}, rig.adminToken())
                   .status == 200;
    };
    soak.transfersServed = served("/api/transfer-requests/pending");
    soak.ticketsServed = served("/api/tickets");
    soak.sent.resize(size_t(soak.options.customers));
    for (int i = 1; i <= soak.options.agents; ++i)
        soak.agents.push_back(std::make_unique<SoakAgent>(soak, i));
    if (!rig.engine().run(kPatience, [&] {
            tickAll(soak);
            return all(soak.agents, [](const auto &a) { return a->isReady() && a->idle(); });
        }))
        return false;
    for (int i = 0; i < soak.options.customers; ++i) {
        if (!rig.newSession(QString::fromStdString(Soak::nameOf(i))))
            return false;
    }
    for (int i = 0; i < soak.options.customers; ++i)
        soak.customers.push_back(std::make_unique<SoakCustomer>(soak, i));
    return true;
}

/// Flat: a fifth more than after warming up, or 16 MiB, is noise of the allocator and of caches.
bool isFlat(const Memory &memory)
{
    return memory.end <= memory.warm + std::max(memory.warm / 5, 16L * 1024);
}

void print(const Soak &soak, const Memory &memory, QTextStream &out)
{
    out << "Soak: " << soak.options.customers << " customers, " << soak.options.agents
        << " agents, " << num(soak.options.seconds, 0) << " s, seed " << soak.options.seed
        << "\n\n| what | count |\n|---|---|\n";
    for (const auto &[what, count] : soak.counts)
        out << "| " << QString::fromStdString(what) << " | " << count << " |\n";
    out << "| RSS of the server: start / warm / end / most | " << num(double(memory.begin) / 1024)
        << " / " << num(double(memory.warm) / 1024) << " / " << num(double(memory.end) / 1024)
        << " / " << num(double(memory.most) / 1024) << " MiB |\n";
    out << "| violations | " << soak.violations() << " |\n";
    for (const auto &[what, count] : soak.wrong)
        out << "| **" << QString::fromStdString(what) << "** | " << count << ", e.g. "
            << QString::fromStdString(soak.samples.at(what)).left(300) << " |\n";
    out << Qt::flush;
}

} // namespace

void Soak::violation(const std::string &what, const std::string &sample)
{
    ++wrong[what];
    samples.emplace(what, sample);
}

long Soak::violations() const
{
    long sum = 0;
    for (const auto &[what, count] : wrong)
        sum += count;
    return sum;
}

int Soak::sessionOf(std::string_view name) const
{
    int session = -1;
    if (name.substr(0, 5) == "soak_")
        std::from_chars(name.data() + 5, name.data() + name.size(), session);
    return session < options.customers ? session : -1;
}

bool soak(Rig &rig, const SoakOptions &options, QTextStream &out)
{
    Soak soak(rig, options);
    if (!prepare(soak)) {
        out << "the soak could not begin" << Qt::endl;
        return false;
    }
    Memory memory;
    memory.begin = rig.server().rssKb();
    const int64_t begin = nowNs();
    int64_t nextSample = begin;
    rig.engine().run(options.seconds, [&] {
        tickAll(soak);
        if (const int64_t now = nowNs(); now >= nextSample) {
            nextSample = now + 1'000'000'000;
            const long rss = rig.server().rssKb();
            memory.most = std::max(memory.most, rss);
            if (double(now - begin) / 1e9 <= options.seconds / 5)
                memory.warm = rss;
        }
        return !rig.server().isRunning();
    });
    if (!rig.server().isRunning())
        soak.violation("the server has ended", "see its log");

    // Everybody gets the answer he waits for; then what is under way arrives.
    soak.stopping = true;
    if (!rig.engine().run(kPatience, [&] {
            tickAll(soak);
            const auto quiet = [](const auto &client) {
                return client->idle() && client->isReady();
            };
            return all(soak.customers, quiet) && all(soak.agents, quiet);
        }))
        soak.violation("calls without an answer", "at the end");
    rig.engine().run(rig.quick() ? 1 : 5, [&] {
        tickAll(soak);
        return false;
    });
    memory.end = rig.server().rssKb();
    // Seconds are all warming up, and sanitizers keep what was freed.
    if (!rig.quick() && !isFlat(memory))
        soak.violation("memory grows", std::to_string(memory.end) + " KiB");
    for (int session = 0; session < options.customers; ++session)
        compareSession(soak, session);
    rig.engine().clear();
    if (soak.counts["messages of agents"] == 0 || soak.counts["streams cut and resumed"] == 0)
        soak.violation("nothing was tried", "too short");
    print(soak, memory, out);
    return soak.violations() == 0;
}

} // namespace handoff::bench
