#include "tests/contract/chatfixture.h"
#include "tests/gui/hands.h"
#include "tests/gui/life.h"
#include "tests/gui/mirror.h"
#include "tests/gui/trace.h"
#include "workbench/controllers/undoqueue.h"
#include "workbench/ui/common/focuskeeper.h"

#include <QElapsedTimer>

#include <cstdio>

using namespace handoff;
using namespace handoff::test;

namespace {

constexpr int usualActions = 300;
constexpr int restEvery = 150; ///< actions between two comparisons with the server

int fromEnvironment(const char *name, int usual)
{
    bool isNumber = false;
    const int given = qEnvironmentVariableIntValue(name, &isNumber);
    return isNumber ? given : usual;
}

} // namespace

/// The real window, a real server, a busy desk and an agent who does anything:
/// HANDOFF_RANDOM_ACTIONS actions as HANDOFF_RANDOM_SEED says. After each one: no text is lost or
/// doubled, the focus is where the contract says (workbench.md, Focus); now and then all is as the
/// server has it.
class TestRandom : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SimulatorThread> m_coze;
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<Seat> m_seat;

    /// The focus contract: never nowhere, never by itself on what decides about a customer, at home
    /// until the agent takes it elsewhere, and in the page that covers the room.
    QString focusFault(const Hands &hands) const
    {
        if (!m_seat->window().isActiveWindow() || Popups::isOpen())
            return {};
        QWidget *focus = m_seat->focus();
        if (!focus)
            return QStringLiteral("no key works any more");
        const QString name =
            QStringLiteral("the focus is on %1 (%2)")
                .arg(focus->objectName(), QString::fromLatin1(focus->metaObject()->className()));
        if (isFateful(focus) && focus != hands.walkedTo())
            return name + QStringLiteral(", which decides about a customer");
        const Overlay *over = m_seat->overlay();
        if (over && over->isModal() && !isInOverlay(focus))
            return name + QStringLiteral(", below ") + over->objectName();
        if (hands.isHome() && !over && m_seat->room()->isVisible() &&
            focus != m_seat->room()->focusHome())
            return name + QStringLiteral(", and belongs to ") +
                   m_seat->room()->focusHome()->objectName();
        return {};
    }
    static bool isInOverlay(QWidget *widget)
    {
        while (widget && !qobject_cast<Overlay *>(widget))
            widget = widget->parentWidget();
        return widget;
    }
    /// Nothing is shown twice.
    QString doubled() const
    {
        QSet<QString> seen;
        const TranscriptModel *transcript = m_seat->app->chat().transcript();
        QString all;
        for (int i = 0; i < transcript->rowCount(); ++i) {
            const TranscriptRow *row = transcript->row(i);
            if (row->kind != RowKind::Message)
                continue;
            all += row->message.content + u'\n';
            if (!row->message.id.isEmpty() && seen.contains(row->message.id))
                return QStringLiteral("message %1 is shown twice").arg(row->message.id);
            seen.insert(row->message.id);
        }
        for (const Ledger::Word &word : m_seat->ledger.open()) {
            if (all.count(word.token) > 1)
                return QStringLiteral("%1 is shown twice").arg(word.token);
        }
        for (const Section section : allSections) {
            QSet<QString> names;
            const SessionListModel *list = m_seat->app->desk().lists().list(section);
            for (int i = 0; i < list->rowCount(); ++i) {
                if (names.contains(list->row(i)->session.sessionName))
                    return QStringLiteral("%1 is twice in section %2")
                        .arg(list->row(i)->session.sessionName)
                        .arg(int(section));
                names.insert(list->row(i)->session.sessionName);
            }
        }
        return {};
    }
    QString fault(const Hands &hands) const
    {
        if (!hands.fault().isEmpty())
            return hands.fault();
        if (!m_seat->isSignedIn())
            return {};
        const QString lost = m_seat->ledger.lost(*m_seat->app);
        if (!lost.isEmpty())
            return lost;
        const QString twice = doubled();
        return twice.isEmpty() ? focusFault(hands) : twice;
    }
    /// Nothing is on its way any more.
    bool isQuiet() const
    {
        WorkbenchApp &app = *m_seat->app;
        if (app.desk().connection() != EventStream::State::Live || app.chat().isLoading() ||
            app.undo().isSending())
            return false;
        for (const Section section : allSections) {
            if (app.desk().lists().isLoading(section))
                return false;
        }
        for (int i = 0; i < Life::chats; ++i) {
            const auto items = app.outbox().items(Life::chatName(i));
            const bool waits = std::any_of(items.begin(), items.end(),
                                           [](const OutboxItem &item) { return !item.failed; });
            if (waits || app.undo().waiting(Life::chatName(i)))
                return false;
        }
        return true;
    }
    /// The next action comes at once, when the others have acted, or when the agent sees what came
    /// of the last one; he does not wait for ever.
    void settle(int mood, const Life &life) const
    {
        if (mood > 0)
            QVERIFY(QTest::qWaitFor([&] { return life.isIdle(); }, patience));
        ChatController &chat = m_seat->app->chat();
        const auto isThere = [&chat] {
            for (int action = 0; action <= int(ChatAction::Annotate); ++action) {
                if (chat.actions().isBusy(ChatAction(action)))
                    return false;
            }
            return !chat.isLoading();
        };
        if (mood > 1 && !QTest::qWaitFor(isThere, 500))
            trace::add(0, QStringLiteral("no answer comes"));
    }
    /// The line is good and nobody does anything: the window is as the server is.
    void compare(Hands &hands, Life &life)
    {
        WAIT(life.isIdle());
        hands.rest();
        WAIT(!Popups::isOpen());
        for (int tries = 0; tries < 5 && !m_seat->isSignedIn(); ++tries) {
            if (m_seat->app->signIn().state() != SignInController::State::SigningIn)
                m_seat->signIn();
            WAIT(m_seat->app->signIn().state() != SignInController::State::SigningIn);
        }
        QVERIFY(m_seat->isSignedIn());
        m_seat->app->desk().retryNow();
        Mirror mirror(*m_server);
        QString wrong;
        if (!QTest::qWaitFor([&] { return isQuiet(); }, patience))
            wrong = QStringLiteral("something is still on its way");
        else if (!QTest::qWaitFor(
                     [&] {
                         wrong = mirror.difference(*m_seat->app);
                         return wrong.isEmpty();
                     },
                     patience))
            wrong = QStringLiteral("not as the server is: ") + wrong;
        else
            wrong = mirror.miscounted(m_seat->ledger, *m_seat->app);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

private slots:
    void initTestCase()
    {
        m_coze = std::make_unique<SimulatorThread>();
        m_server = std::make_unique<TestServer>(m_coze->settings());
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        const auto admin = m_server->signedIn("admin");
        for (const char *agent : {"agent001", "agent002"}) {
            const QByteArray path = QByteArray("/api/agents/") + agent;
            QCOMPARE(admin->request("PUT", path, R"({"max_sessions":12,"role":"admin"})").status,
                     200);
        }
        m_seat = std::make_unique<Seat>(m_server->port());
    }
    void cleanupTestCase()
    {
        m_seat.reset();
        m_server.reset();
        m_coze.reset();
    }

    void nothingIsLostDoubledOrMoved()
    {
        const auto seed = static_cast<quint32>(fromEnvironment("HANDOFF_RANDOM_SEED", 1));
        const int actions = fromEnvironment("HANDOFF_RANDOM_ACTIONS", usualActions);
        trace::begin(seed);
        connect(qApp, &QApplication::focusChanged, this, [](QWidget *, QWidget *now) {
            if (now)
                trace::add(0, QStringLiteral("  the keys go to %1 (%2)")
                                  .arg(Touch::nameOf(now),
                                       QString::fromLatin1(now->metaObject()->className())));
        });
        QElapsedTimer time;
        time.start();
        Life life(*m_server, seed);
        life.start();
        m_seat->signIn();
        WAIT(m_seat->isSignedIn());
        Hands hands(*m_seat, seed);
        QRandomGenerator pace(seed);
        for (int n = 1; n <= actions; ++n) {
            life.go(pace.bounded(3));
            const QString action = hands.act(n);
            trace::add(n, action);
            QTest::qWait(0);
            settle(pace.bounded(4), life);
            if (const QString chosen = hands.popups().told(); !chosen.isEmpty())
                trace::add(n, chosen);
            QString wrong = fault(hands);
            if (wrong.isEmpty() && (n % restEvery == 0 || n == actions)) {
                compare(hands, life);
                if (QTest::currentTestFailed()) {
                    trace::print();
                    return;
                }
                trace::add(n, QStringLiteral("as the server is"));
            }
            if (!wrong.isEmpty()) {
                trace::print();
                QFAIL(qPrintable(QStringLiteral("after action %1: %2").arg(n).arg(wrong)));
            }
        }
        QVERIFY(m_seat->ledger.closed().size() > actions / 30);
        std::printf("%d actions and %d words in %lld s\n", actions,
                    int(m_seat->ledger.closed().size()), time.elapsed() / 1000);
    }
};

int main(int argc, char *argv[])
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); // a long run is one function
    QApplication app(argc, argv);
    TestRandom test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_random.moc"
