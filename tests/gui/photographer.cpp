#include "tests/gui/photographer.h"

#include "tests/gui/demodata.h"
#include "tests/gui/shown.h"
#include "workbench/ui/conversations/conversationsroom.h"
#include "workbench/ui/login/loginpage.h"
#include "workbench/ui/main/agentmenu.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QPixmap>
#include <QThreadPool>

namespace handoff::test {

namespace {
constexpr int settle = 30;        ///< ms until what was posted is laid out
constexpr int compression = 70;   ///< QImageWriter's quality: fast, a little larger
constexpr QSize usual{1360, 820}; ///< of the window
constexpr QSize smallest{1024, 640};
} // namespace

Photographer::Photographer(const Studio &studio, const QString &folder, const QString &suffix)
    : m_app(studio.app), m_desk(studio.desk), m_tickets(studio.tickets), m_admin(studio.admin),
      m_chats(studio.chats), m_folder(folder), m_suffix(suffix)
{
    m_app.window().resize(usual);
}

void Photographer::shoot(const char *name, QWidget *widget)
{
    shoot(QString::fromLatin1(name), widget);
}

/// Files are written beside, it takes longer than painting.
void Photographer::shoot(const QString &name, QWidget *widget)
{
    QTest::qWait(settle);
    const QString file = QStringLiteral("%1/%2-%3.png").arg(m_folder, name, m_suffix);
    const QImage picture = (widget ? widget : &m_app.window())->grab().toImage();
    QThreadPool::globalInstance()->start([file, picture] {
        if (!picture.save(file, "PNG", compression))
            qFatal("cannot write %s", qUtf8Printable(file));
    });
}

void Photographer::until(const std::function<bool()> &ready)
{
    if (!QTest::qWaitFor(ready, patience))
        qFatal("a state was never reached");
}

void Photographer::open(QLatin1String name)
{
    room()->open(name);
    until([&] { return m_app.chat().session() && !m_app.chat().isLoading(); });
    QTest::qWait(settle);
}

void Photographer::key(Qt::Key key, Qt::KeyboardModifiers held)
{
    pressKey(m_app.window(), key, held);
    QTest::qWait(settle);
}

void Photographer::click(const char *button)
{
    auto *found = find<QAbstractButton>(button);
    if (!found)
        qFatal("there is no button %s", button);
    found->click();
}

void Photographer::login()
{
    m_app.window().showLogin(m_desk.url());
    shoot("01-sign-in");
    auto *page = m_app.window().loginPage();
    page->findChild<QLineEdit *>(QStringLiteral("username"))->setText(QStringLiteral("agent001"));
    auto *password = page->findChild<QLineEdit *>(QStringLiteral("password"));
    password->setText(QStringLiteral("wrong"));
    QTest::keyClick(password, Qt::Key_Return);
    until([&] { return page->findChild<QWidget *>(QStringLiteral("loginBanner"))->isVisible(); });
    shoot("02-sign-in-error");
}

void Photographer::desk()
{
    m_desk.sessions.clear();
    m_app.signIn().signIn(m_desk.url(), QStringLiteral("agent001"), QStringLiteral("agent123"),
                          false);
    until([&] { return m_app.desk().lists().count(Section::Waiting) == 0 && m_desk.hasStream(); });
    shoot("03-empty");
    fillDemo(m_desk);
    for (const QString &name : m_desk.sessions.keys())
        m_desk.pushSummary(name);
    m_app.desk().retryNow();
    m_desk.cut(true);
    until([&] { return m_app.desk().connection() == EventStream::State::Lost; });
    m_desk.cut(false);
    m_app.desk().retryNow();
    until([&] {
        return m_app.desk().lists().count(Section::Waiting) == 4 &&
               m_app.desk().lists().count(Section::Ai) == 5;
    });
    until([&] { return m_app.desk().connection() == EventStream::State::Live; });
    shoot("04-waiting");
}

void Photographer::sizes()
{
    MainWindow &window = m_app.window();
    open(demoMine);
    for (const int percent : {150, 200}) {
        m_app.theme().setFontPercent(percent);
        shoot(percent == 150 ? "30-text-150" : "31-text-200");
    }
    m_app.theme().setFontPercent(100);
    m_app.theme().setCompact(true);
    shoot("32-compact");
    m_app.theme().setCompact(false);
    window.resize(smallest);
    shoot("33-narrow");
    room()->showContext(true);
    shoot("34-narrow-context");
    room()->showContext(false);
    m_app.theme().setFontPercent(150);
    shoot("35-narrow-text-150");
    m_app.theme().setFontPercent(100);
    window.resize(window.minimumSize());
    shoot("36-smallest");
    window.resize(usual);
}

/// What lies over the window.
void Photographer::pages()
{
    const auto close = [this](const char *name) { find(name)->hide(); };
    m_app.window().desk()->showKeys();
    shoot("40-keys");
    close("keysPage");
    auto *menu = m_app.window().findChild<AgentMenu *>();
    menu->popup(QPoint(80, 400));
    shoot("41-agent-menu", menu);
    menu->hide();
    m_app.window().desk()->run(QStringLiteral("palette"));
    shoot("42-palette");
    auto *words = find<QLineEdit>("paletteText");
    words->setText(QStringLiteral("re"));
    QTest::qWait(400); // it asks the server after a while
    shoot("43-palette-search");
    close("palette");
    m_app.window().desk()->showPreferences();
    shoot("44-preferences");
    click("preferencesTab1");
    shoot("45-preferences-notifications");
    click("preferencesTab0");
    close("preferencesPage");
    m_app.window().desk()->run(QStringLiteral("account"));
    shoot("46-account");
    close("accountPage");
}

void Photographer::edges()
{
    for (const QSize size : {QSize(1920, 1080), QSize(900, 640)}) {
        for (const int percent : {100, 200}) {
            m_app.window().resize(size);
            m_app.theme().setFontPercent(percent);
            const QString at = QStringLiteral("90-%1-%2-").arg(size.width()).arg(percent);
            edgesOfChats(at);
            edgesOfRooms(at);
        }
    }
    m_app.theme().setFontPercent(100);
    m_app.window().resize(usual);
}

void Photographer::takeAll()
{
    login();
    desk();
    chats();
    work();
    sizes();
    pages();
    tickets();
    ticketStates();
    admin();
    statistics();
    edges();
    m_app.signIn().signOut();
}

} // namespace handoff::test
