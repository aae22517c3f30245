#include "tests/gui/hands.h"

#include "tests/gui/trace.h"
#include "workbench/controllers/transfers.h"

namespace handoff::test {

Hands::Hands(Seat &seat, quint32 seed)
    : m_seat(seat), m_seed(seed), m_touch(seat), m_pen(m_touch), m_keyboard(m_touch),
      m_mouse(m_touch), m_popups(seed)
{
    const auto of = [](auto &part, auto deed) { return [&part, deed] { return (part.*deed)(); }; };
    m_kinds = {
        {100, of(*this, &Hands::work)},
        {20, of(m_pen, &Pen::type)},
        {2, of(m_pen, &Pen::paste)},
        {16, of(m_pen, &Pen::send)},
        {1, of(m_pen, &Pen::erase)},
        {4, of(m_pen, &Pen::quickReply)},
        {4, of(m_pen, &Pen::note)},
        {6, of(m_keyboard, &Keyboard::walk)},
        {12, of(m_keyboard, &Keyboard::command)},
        {4, of(m_keyboard, &Keyboard::moveFocus)},
        {6, of(m_keyboard, &Keyboard::escape)},
        {4, of(m_keyboard, &Keyboard::palette)},
        {3, of(m_keyboard, &Keyboard::find)},
        {10, of(m_mouse, &Mouse::openRow)},
        {5, of(m_mouse, &Mouse::room)},
        {12, of(m_mouse, &Mouse::clickButton)},
        {4, of(m_mouse, &Mouse::clickRow)},
        {4, of(m_mouse, &Mouse::rowMenu)},
        {2, of(m_mouse, &Mouse::point)},
        {5, of(m_mouse, &Mouse::field)},
        {8, of(m_mouse, &Mouse::transfer)},
        {1, of(*this, &Hands::resize)},
        {5, of(*this, &Hands::rough)},
        {1, of(*this, &Hands::restart)},
    };
    follow();
}

/// Where the keys have to be when something ends that he began.
void Hands::follow()
{
    const auto comeHome = [this] {
        if (m_seat.room()->isVisible() && !m_seat.overlay())
            m_touch.home = true;
    };
    connect(&m_seat.app->chat().actions(), &ChatActions::done, this, [comeHome](ChatAction action) {
        if (action == ChatAction::TakeOver)
            comeHome();
    });
    connect(&m_seat.app->transfers(), &Transfers::accepted, this, comeHome);
    connect(&m_seat.app->chat(), &ChatController::opened, this, [](const QString &name) {
        trace::add(0, QStringLiteral("  the open chat is “%1”").arg(name));
    });
}

QString Hands::act(int n)
{
    m_touch.dice.seed(m_seed * 104729U + static_cast<quint32>(n));
    m_touch.did.clear();
    m_touch.fault.clear();
    if (m_upAt > 0 && n >= m_upAt) { // and he does not wait
        m_upAt = 0;
        m_seat.line.setUp(true);
        m_seat.app->desk().retryNow();
    }
    if (!Popups::isOpen() && !m_seat.window().isActiveWindow()) {
        m_seat.window().activateWindow(); // as a window manager does after a menu
        QTest::qWait(0);
    }
    if (Popups::isOpen())
        m_touch.say(QStringLiteral("wait for a menu"));
    else if (!m_seat.isSignedIn())
        enter();
    else if (m_touch.isCovered() && m_touch.oneOf(3))
        m_keyboard.escape();
    else
        chooseOne();
    if (m_upAt < 0)
        m_upAt = n + 1 + m_touch.random(6);
    if (m_touch.walkedTo != m_seat.focus())
        m_touch.walkedTo = nullptr; // nobody brings him back
    return m_touch.did.join(QStringLiteral(", "));
}

void Hands::chooseOne()
{
    int all = 0;
    for (const Kind &kind : std::as_const(m_kinds))
        all += kind.weight;
    for (bool done = false; !done;) {
        int at = m_touch.random(all);
        auto kind = m_kinds.constBegin();
        while (at >= kind->weight)
            at -= (kind++)->weight;
        done = kind->deed();
    }
}

void Hands::rest()
{
    m_upAt = 0;
    m_seat.line.cutAfter(-1, {});
    m_seat.line.setLag({});
    m_seat.line.setUp(true);
    if (m_mouse.isPointing())
        m_mouse.point();
}

/// What most of the day is: take a chat, answer, go on to the next.
bool Hands::work()
{
    if (m_seat.overlay())
        return false;
    if (!m_seat.room()->isVisible())
        return m_touch.oneOf(3) && m_mouse.room();
    ChatController &chat = m_seat.app->chat();
    if (chat.isOpen() && m_seat.composer()->isAllowed() && !m_touch.oneOf(6))
        return m_seat.composer()->text().isEmpty() || m_touch.oneOf(3) ? m_pen.type()
                                                                       : m_pen.send();
    if (chat.isOpen() && chat.actions().allowed(ChatAction::TakeOver).ok && !m_touch.oneOf(6))
        return m_keyboard.takeOver();
    return m_touch.oneOf(2) ? m_mouse.openRow() : m_keyboard.walk();
}

void Hands::enter()
{
    m_touch.home = false;
    if (m_seat.app->signIn().state() == SignInController::State::SigningIn) {
        m_touch.say(QStringLiteral("wait for the sign-in"));
        const auto isOver = [this] {
            return m_seat.app->signIn().state() != SignInController::State::SigningIn;
        };
        if (!QTest::qWaitFor(isOver, 300))
            m_touch.say(QStringLiteral("no answer comes")); // the line may be away
        return;
    }
    m_touch.say(QStringLiteral("sign in"));
    m_seat.signIn();
}

bool Hands::restart()
{
    if (!m_touch.oneOf(3))
        return false;
    m_touch.say(QStringLiteral("restart the program"));
    m_touch.home = false;
    m_seat.start();
    follow();
    return true;
}

bool Hands::resize()
{
    static constexpr std::array sizes{QSize(800, 560), QSize(1000, 700), QSize(1440, 860),
                                      QSize(1700, 900)};
    const QSize size = sizes.at(static_cast<size_t>(m_touch.random(int(sizes.size()))));
    m_touch.say(QStringLiteral("%1 wide").arg(size.width()));
    m_seat.window().resize(size);
    return true;
}

/// The line breaks, is away for some actions, or answers late and in another order.
bool Hands::rough()
{
    switch (m_touch.random(5)) {
    case 0:
        m_touch.say(QStringLiteral("cut the line"));
        m_seat.line.cut();
        m_seat.app->desk().retryNow();
        break;
    case 1:
        m_touch.say(QStringLiteral("the line is away"));
        m_seat.line.setUp(false);
        m_upAt = -1;
        break;
    case 2: {
        const int late = 1 + m_touch.random(200);
        m_touch.say(QStringLiteral("answers come up to %1 ms late").arg(late));
        const auto dice = std::make_shared<QRandomGenerator>(m_touch.dice);
        m_seat.line.setLag([dice, late] { return dice->bounded(late); });
        break;
    }
    case 3:
        m_touch.say(QStringLiteral("answers come at once"));
        m_seat.line.setLag({});
        break;
    default: {
        const int bytes = 1 + m_touch.random(m_touch.oneOf(2) ? 2'000 : 100'000);
        m_touch.say(QStringLiteral("cut the line after %1 bytes").arg(bytes));
        m_seat.line.cutAfter(bytes, [this] { m_seat.app->desk().retryNow(); });
    }
    }
    return true;
}

} // namespace handoff::test
