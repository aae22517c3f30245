// handoff-workbench-bench: measures the workbench's budgets (spec operations.md) and prints a
// table.
#include "tests/bench/scenarios.h"
#include "tests/bench/workbench/window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTextStream>

using namespace handoff::bench;

namespace {

const QString firstChat = QStringLiteral("bench_thousand");
const QString longChat = QStringLiteral("bench_long");

/// Sends that many messages into live chats; every one is three events for an agent.
bool sendMessages(Rig &rig, const QString &prefix, int chats, long messages)
{
    const auto connections = connectMany(rig, rig.serverPort(), chats);
    long sent = 0;
    long answered = 0;
    long bad = 0;
    const auto next = [&](Connection &c) {
        const std::string id = std::to_string(++sent);
        c.send("POST", "/api/manual/messages", {},
               R"({"session_name":")" + prefix.toStdString() +
                   (chats > 1 ? std::to_string(c.tag) : std::string()) +
                   R"(","role":"user","content":"How long does the delivery to Köln take? 第 )" +
                   id + R"( 次询问","client_message_id":"wb-)" + prefix.toStdString() + id + "\"}");
    };
    for (size_t i = 0; i < connections.size(); ++i) {
        connections[i]->tag = i;
        connections[i]->onAnswer = [&](Connection &c, int status, std::string_view) {
            ++answered;
            bad += status == 200 ? 0 : 1;
            if (sent < messages)
                next(c);
        };
        connections[i]->onClosed = [&](Connection &) { ++bad; };
        next(*connections[i]);
    }
    rig.engine().run(600, [&] { return answered >= messages || bad > 0; });
    rig.engine().clear();
    return bad == 0 && answered >= messages;
}

bool prepare(Rig &rig, bool quick)
{
    if (!rig.up(quick ? 300 : 10'000))
        return false;
    for (const auto &[chat, messages] :
         {std::pair(firstChat, quick ? 100 : 1'000), std::pair(longChat, quick ? 200 : 10'000)}) {
        if (!rig.newSession(chat) || !rig.takeOver(chat) || !sendMessages(rig, chat, 1, messages))
            return false;
    }
    for (int i = 0; i < 16; ++i) {
        const QString name = QStringLiteral("bench_event%1").arg(i);
        if (!rig.newSession(name) || !rig.takeOver(name))
            return false;
    }
    return true;
}

/// Runs the window and collects what it says.
QMap<QString, double> measure(Rig &rig, bool quick)
{
    QMap<QString, double> values;
    QProcess window;
    window.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    window.start(QCoreApplication::applicationFilePath(),
                 {QStringLiteral("--window"),
                  QStringLiteral("http://127.0.0.1:%1").arg(rig.serverPort()),
                  QStringLiteral("--started"), QString::number(nowNs()), QStringLiteral("--idle"),
                  quick ? QStringLiteral("0.5") : QStringLiteral("10")});
    while (window.waitForReadyRead(300'000)) {
        while (window.canReadLine()) {
            const QString line = QString::fromUtf8(window.readLine()).trimmed();
            if (line == u"events") {
                if (!sendMessages(rig, QStringLiteral("bench_event"), 16, quick ? 200 : 34'000))
                    return {};
                window.write("done\n");
                continue;
            }
            values.insert(line.section(u' ', 0, 0), line.section(u' ', 1).toDouble());
        }
    }
    window.waitForFinished();
    return window.exitCode() == 0 ? values : QMap<QString, double>();
}

void fill(Report &report, const QMap<QString, double> &v)
{
    const auto ms = [&v](const char *name) -> QString {
        return num(v.value(QString::fromLatin1(name))) + QStringLiteral(" ms");
    };
    const auto under = [&v](const char *name, double limit) {
        return v.value(QString::fromLatin1(name), 1e9) < limit;
    };
    report.row(QStringLiteral("workbench: start → sign-in page painted"), QStringLiteral("< 0.5 s"),
               ms("start_ms"), under("start_ms", 500));
    report.row(QStringLiteral("workbench: sign-in → queue painted (10,000 sessions)"),
               QStringLiteral("< 1 s"), ms("queue_ms"), under("queue_ms", 1000));
    report.row(QStringLiteral("workbench: open a chat of 1,000 messages, the first one"),
               QStringLiteral("first screen < 500 ms"), ms("first_ms"), under("first_ms", 500));
    report.row(QStringLiteral("workbench: open a chat of 10,000 messages"),
               QStringLiteral("first paint < 150 ms"), ms("open_ms"), under("open_ms", 150));
    report.row(QStringLiteral("workbench: append a message"), QStringLiteral("< 16 ms"),
               QStringLiteral("p50 %1, p99 %2").arg(ms("append_p50_ms"), ms("append_p99_ms")),
               under("append_p50_ms", 16));
    report.row(QStringLiteral("workbench: scroll by 40 px, one frame"),
               QStringLiteral("60 frames/s: < 16.7 ms"),
               QStringLiteral("p50 %1, p99 %2").arg(ms("scroll_p50_ms"), ms("scroll_p99_ms")),
               under("scroll_p99_ms", 16.7));
    report.row(QStringLiteral("workbench: RSS after 100,000 events"),
               QStringLiteral("< 150 MB, flat"),
               QStringLiteral("%1 MB → %2 MB, %3 events")
                   .arg(num(v.value(QStringLiteral("rss_before_mb"))),
                        num(v.value(QStringLiteral("rss_after_mb"))),
                        num(v.value(QStringLiteral("events_seen")), 0)),
               under("rss_after_mb", 150));
    report.row(QStringLiteral("workbench: idle processor time, a list of ticking clocks"),
               QStringLiteral("< 0.5 %"),
               QStringLiteral("%1 %, %2 chats wait, %3 paints/s")
                   .arg(num(v.value(QStringLiteral("idle_percent")), 2),
                        num(v.value(QStringLiteral("idle_clocks")), 0),
                        num(v.value(QStringLiteral("idle_paints_per_second")))),
               under("idle_percent", 0.5));
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Measures the workbench's budgets and prints a table. Build with the release preset."));
    parser.addHelpOption();
    const QDir here(QCoreApplication::applicationDirPath());
    const QCommandLineOption quick(QStringLiteral("quick"),
                                   QStringLiteral("Small numbers: proves that it runs."));
    const QCommandLineOption server(
        QStringLiteral("server"), QStringLiteral("Server to use."), QStringLiteral("path"),
        QDir::cleanPath(here.filePath(QStringLiteral("../../../server/handoff-server"))));
    const QCommandLineOption simulator(
        QStringLiteral("simulator"), QStringLiteral("Coze simulator."), QStringLiteral("path"),
        QDir::cleanPath(here.filePath(QStringLiteral("../../simulator/coze-simulator"))));
    QCommandLineOption window(QStringLiteral("window"), {}, QStringLiteral("url"));
    QCommandLineOption started(QStringLiteral("started"), {}, QStringLiteral("ns"));
    QCommandLineOption idle(QStringLiteral("idle"), {}, QStringLiteral("seconds"));
    for (QCommandLineOption *inner : {&window, &started, &idle})
        inner->setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({quick, server, simulator, window, started, idle});
    parser.process(application);

    if (parser.isSet(window))
        return runWindow(application,
                         {parser.value(window), QStringLiteral("agent001"),
                          QStringLiteral("agent123"), firstChat, longChat,
                          parser.value(started).toLongLong(), parser.value(idle).toDouble()});

    Rig rig({parser.isSet(quick), QFileInfo(parser.value(server)).absoluteFilePath(),
             QFileInfo(parser.value(simulator)).absoluteFilePath()});
    Report report;
    if (!prepare(rig, parser.isSet(quick))) {
        report.insane(QStringLiteral("workbench"), QStringLiteral("server not up"));
    } else if (const auto values = measure(rig, parser.isSet(quick)); values.isEmpty()) {
        report.insane(QStringLiteral("workbench"), QStringLiteral("the window gave up"));
    } else {
        fill(report, values);
    }
    QTextStream(stdout) << report.text() << Qt::flush;
    return report.sane() ? 0 : 1;
}
