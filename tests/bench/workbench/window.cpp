#include "tests/bench/workbench/window.h"

#include "tests/bench/engine.h"
#include "tests/bench/report.h"
#include "workbench/app/workbenchapp.h"
#include "workbench/ui/conversations/chatpane.h"
#include "workbench/ui/conversations/conversationsroom.h"
#include "workbench/ui/conversations/listpane.h"
#include "workbench/ui/conversations/sectionbar.h"
#include "workbench/ui/conversations/transcriptview.h"
#include "workbench/ui/login/loginpage.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QListView>
#include <QScrollBar>
#include <QSocketNotifier>
#include <QTemporaryDir>
#include <QTextStream>

#include <sys/resource.h>
#include <unistd.h>

namespace handoff::bench {

namespace {

constexpr double patienceMs = 120'000;
constexpr int appends = 30;
constexpr int scrollSteps = 300;
constexpr int scrollPixels = 40; ///< what a wheel moves at once

void say(const char *name, double value)
{
    QTextStream(stdout) << name << ' ' << num(value, 3) << Qt::endl;
}

double nowMs()
{
    return double(nowNs()) / 1e6;
}

/// When a widget was last painted.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(QWidget *widget) : QObject(widget) { widget->installEventFilter(this); }
    double paintedMs = 0;
    int paints = 0;

protected:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            ++paints;
            QMetaObject::invokeMethod(
                this, [this] { paintedMs = nowMs(); }, Qt::QueuedConnection);
        }
        return QObject::eventFilter(object, event);
    }
};

/// Works until `reached` holds and the widget was painted after that. False after the patience.
bool untilPainted(PaintWatch &watch, const std::function<bool()> &reached)
{
    const double begin = nowMs();
    double at = -1;
    while (nowMs() - begin < patienceMs) {
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        if (at < 0 && reached()) {
            at = watch.paintedMs; // the paint that shows it may be this one or the next
            if (at >= begin && reached())
                return true;
        }
        if (at >= 0 && watch.paintedMs > at)
            return true;
    }
    return false;
}

double processorMs()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto ms = [](const timeval &t) {
        return double(t.tv_sec) * 1e3 + double(t.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

double rssMb()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE)) / 1e6;
}

void work(double ms)
{
    const double end = nowMs() + ms;
    QTimer wake;
    wake.setSingleShot(true);
    wake.start(static_cast<int>(ms));
    while (nowMs() < end)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
}

int fail(const char *what)
{
    QTextStream(stderr) << "handoff-workbench-bench: " << what << " never came" << Qt::endl;
    return 1;
}

} // namespace

int runWindow(QApplication &app, const WindowJob &job)
{
    const QTemporaryDir place;
    WorkbenchApp::Options options;
    options.server = job.server;
    options.settingsFile = place.filePath(QStringLiteral("settings.ini"));
    options.dataFolder = place.path();
    WorkbenchApp workbench(app, options);
    MainWindow &window = workbench.window();
    QTimer heartbeat; // so that a wait for a paint ends even when nothing happens
    heartbeat.start(50);

    PaintWatch login(window.loginPage());
    workbench.start();
    if (!untilPainted(login, [] { return true; }))
        return fail("the sign-in page");
    say("start_ms", login.paintedMs - double(job.startedNs) / 1e6);

    const double signIn = nowMs();
    workbench.signIn().signIn(job.server, job.username, job.password, false);
    while (workbench.signIn().state() == SignInController::State::SigningIn)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    ConversationsRoom *room = window.desk()->conversations(); // the window has built it by now
    PaintWatch list(room->list()->view()->viewport());
    const auto queueIsThere = [&workbench] {
        return workbench.desk().lists().list(Section::Waiting)->rowCount() > 0 &&
               workbench.desk().lists().count(Section::All) > 0;
    };
    if (!untilPainted(list, queueIsThere))
        return fail("the queue");
    say("queue_ms", list.paintedMs - signIn);
    work(1000); // the other sections load

    auto *transcript = room->chatPane()->transcript();
    PaintWatch chat(transcript->viewport());
    const TranscriptModel *rows = workbench.chat().transcript();
    for (const auto &[name, session] :
         {std::pair("first_ms", job.firstChat), std::pair("open_ms", job.longChat)}) {
        const double opening = nowMs();
        room->open(session);
        if (!untilPainted(chat, [rows] { return rows->rowCount() > 30; }))
            return fail("the chat");
        say(name, chat.paintedMs - opening);
        work(1000);
    }

    Samples append;
    for (int i = 0; i < appends; ++i) {
        const int before = rows->rowCount();
        const double begin = nowMs();
        if (!workbench.chat().writing().reply(
                QStringLiteral("您的包裹今天寄出了，请放心。 %1").arg(i)) ||
            !untilPainted(chat, [&] { return rows->rowCount() > before; }))
            return fail("an appended message");
        append.add(chat.paintedMs - begin);
        work(30);
    }
    say("append_p50_ms", append.p50());
    say("append_p99_ms", append.p99());

    Samples scroll;
    QScrollBar *bar = transcript->verticalScrollBar();
    for (int i = 0; i < scrollSteps; ++i) {
        const double begin = nowMs();
        bar->setValue(bar->value() - scrollPixels);
        transcript->viewport()->repaint();
        scroll.add(nowMs() - begin);
        QCoreApplication::processEvents();
    }
    say("scroll_p50_ms", scroll.p50());
    say("scroll_p99_ms", scroll.p99());
    transcript->scrollToBottom();
    heartbeat.stop();

    room->sections()->choose(Section::Waiting); // each of its rows shows a clock
    work(3000);
    const double cpu = processorMs();
    const int paints = list.paints;
    work(job.idleSeconds * 1000);
    say("idle_percent", (processorMs() - cpu) / (job.idleSeconds * 10));
    say("idle_paints_per_second", (list.paints - paints) / job.idleSeconds);
    say("idle_clocks", workbench.desk().lists().list(Section::Waiting)->rowCount());

    int events = 0;
    QObject::connect(&workbench.desk(), &DeskController::event, &window, [&events] { ++events; });
    say("rss_before_mb", rssMb());
    QTextStream(stdout) << "events" << Qt::endl;
    bool done = false;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &window, [&] {
        char line[64];
        done = ::read(STDIN_FILENO, line, sizeof line) >= 0;
        input.setEnabled(false);
    });
    while (!done)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    work(3000); // what is still on the line
    say("events_seen", events);
    say("rss_after_mb", rssMb());
    return 0;
}

} // namespace handoff::bench
