// handoff-bench: measures the server's budgets (operations.md, Budgets) on this machine and prints
// a table.
#include "tests/bench/cluster.h"
#include "tests/bench/scenarios.h"
#include "tests/bench/soak.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTextStream>

#include <sys/resource.h>

using namespace handoff::bench;

namespace {

struct Scenario
{
    const char *name;
    void (*run)(Rig &, Report &);
};

// Small stores first: the store only grows.
constexpr Scenario kScenarios[] = {
    {"memory", benchMemory},        {"health", benchHealth},    {"messages", benchMessages},
    {"relay", benchRelay},          {"chats", benchThroughput}, {"fanout", benchFanOut},
    {"idle", benchIdleStreams},     {"logins", benchLogins},    {"greedy", benchGreedy},
    {"replies", benchQuickReplies}, {"tags", benchTags},        {"autoreplies", benchAutoReplies},
    {"search", benchSearch},        {"list", benchList},        {"start", benchStart},
};

/// Each side of 10,000 streams needs a descriptor.
void raiseLimits()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    const rlimit wanted{65'536, std::max<rlim_t>(65'536, limit.rlim_max)};
    setrlimit(RLIMIT_NOFILE, &wanted); // root may
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Measures handoff-server's budgets and prints a table. Build with the release preset."));
    parser.addHelpOption();
    QStringList names;
    for (const Scenario &scenario : kScenarios)
        names.append(QString::fromLatin1(scenario.name));
    const QDir here(QCoreApplication::applicationDirPath());
    const QCommandLineOption only(QStringLiteral("only"),
                                  QStringLiteral("Scenarios to run, of: %1.").arg(names.join(u',')),
                                  QStringLiteral("names"));
    const QCommandLineOption quick(
        QStringLiteral("quick"),
        QStringLiteral("Small numbers: proves that every scenario runs; the times mean nothing."));
    const QCommandLineOption server(
        QStringLiteral("server"), QStringLiteral("Program to measure."), QStringLiteral("path"),
        QDir::cleanPath(here.filePath(QStringLiteral("../../server/handoff-server"))));
    const QCommandLineOption simulator(
        QStringLiteral("simulator"), QStringLiteral("Coze simulator."), QStringLiteral("path"),
        QDir::cleanPath(here.filePath(QStringLiteral("../simulator/coze-simulator"))));
    const QCommandLineOption seedFile(
        QStringLiteral("seed"),
        QStringLiteral("Only fill this SQLite store; a server must have made it, with a session "
                       "bench_template."),
        QStringLiteral("file"));
    const QCommandLineOption sessions(QStringLiteral("sessions"),
                                      QStringLiteral("How many sessions --seed makes."),
                                      QStringLiteral("n"), QStringLiteral("100000"));
    const auto number = [](const char *name, const char *what, const char *usual) {
        return QCommandLineOption(QString::fromLatin1(name), QString::fromLatin1(what),
                                  QStringLiteral("n"), QString::fromLatin1(usual));
    };
    const QCommandLineOption minutes = number("minutes", "How long soak takes.", "10");
    const QCommandLineOption customers = number("customers", "Customers of soak.", "200");
    const QCommandLineOption agents = number("agents", "Agents of soak, at most 200.", "20");
    const QCommandLineOption random = number("random", "Seed of soak's random numbers.", "1");
    parser.addOptions(
        {only, quick, server, simulator, seedFile, sessions, minutes, customers, agents, random});
    parser.addPositionalArgument(
        QStringLiteral("soak"),
        QStringLiteral("Instead of measuring: customers and agents work for minutes, are cut off "
                       "and come back; then every journal is compared with the server's history. "
                       "cluster: one, two and four servers on a PostgreSQL, beside it and 2 ms "
                       "away."),
        QStringLiteral("[soak|cluster]"));
    parser.process(application);

    QTextStream out(stdout);
    if (parser.isSet(seedFile))
        return seed(parser.value(seedFile), parser.value(sessions).toLong()) ? 0 : 1;
    const QStringList wanted = parser.value(only).split(u',', Qt::SkipEmptyParts);
    for (const QString &name : wanted) {
        if (!names.contains(name)) {
            out << "no such scenario: " << name << Qt::endl;
            return 2;
        }
    }
    raiseLimits();

    Rig rig({parser.isSet(quick), QFileInfo(parser.value(server)).absoluteFilePath(),
             QFileInfo(parser.value(simulator)).absoluteFilePath()});
    if (parser.positionalArguments() == QStringList{QStringLiteral("soak")}) {
        SoakOptions options{parser.value(minutes).toDouble() * 60, parser.value(customers).toInt(),
                            std::min(parser.value(agents).toInt(), kSeededAgents),
                            parser.value(random).toUInt()};
        if (parser.isSet(quick))
            options = {8, 12, 3, options.seed, 0.2};
        return soak(rig, options, out) ? 0 : 1;
    }
    Report report;
    if (parser.positionalArguments() == QStringList{QStringLiteral("cluster")}) {
        benchCluster(rig, report);
        out << report.text() << Qt::flush;
        return report.sane() ? 0 : 1;
    }
    for (const Scenario &scenario : kScenarios) {
        if (!wanted.isEmpty() && !wanted.contains(QString::fromLatin1(scenario.name)))
            continue;
        const size_t before = report.rows();
        const int64_t begin = nowNs();
        scenario.run(rig, report);
        QTextStream(stderr) << scenario.name << ": " << num(double(nowNs() - begin) / 1e9) << " s"
                            << Qt::endl;
        rig.engine().clear();
        if (report.rows() == before)
            report.insane(QString::fromLatin1(scenario.name), QStringLiteral("no result"));
    }
    out << report.text() << Qt::flush;
    return report.sane() ? 0 : 1;
}
