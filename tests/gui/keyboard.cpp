#include "tests/gui/keyboard.h"

#include "workbench/ui/conversations/chatcommands.h"

#include <QLineEdit>

namespace handoff::test {

bool Keyboard::takeOver()
{
    if (t.isCovered())
        return false;
    t.say(QStringLiteral("take %1").arg(t.seat.app->chat().sessionName()));
    t.key(Qt::Key_A, Qt::AltModifier);
    return true;
}

bool Keyboard::walk()
{
    if (t.isCovered())
        return false;
    const QString before = t.seat.app->chat().sessionName();
    const bool wasElsewhere = !t.seat.room()->isVisible();
    switch (t.random(4)) {
    case 0:
    case 1:
        t.key(Qt::Key_Down, Qt::AltModifier);
        break;
    case 2:
        t.key(Qt::Key_Up, Qt::AltModifier);
        break;
    default:
        t.key(Qt::Key_F4);
    }
    const QString after = t.seat.app->chat().sessionName();
    t.say(QStringLiteral("walk to %1").arg(after));
    if (after != before || wasElsewhere)
        t.home = true;
    return true;
}

bool Keyboard::command()
{
    if (!t.seat.app->chat().isOpen() || t.isCovered())
        return false;
    const QList<ChatCommand> all = chatcommands::all();
    const ChatCommand command = !t.seat.composer()->isAllowed() && !t.oneOf(4)
                                    ? ChatCommand::TakeOver
                                    : all.at(t.random(static_cast<int>(all.size())));
    if (command == ChatCommand::Transfer || command == ChatCommand::Tags ||
        command == ChatCommand::Ticket || command == ChatCommand::Find)
        t.home = false;
    t.say(QStringLiteral("%1 %2").arg(chatcommands::id(command), t.seat.app->chat().sessionName()));
    const QKeyCombination keys = chatcommands::keys(command)[0];
    t.key(keys.key(), keys.keyboardModifiers());
    return true;
}

bool Keyboard::moveFocus()
{
    t.home = false;
    if (t.oneOf(3)) {
        t.say(QStringLiteral("next pane"));
        t.key(Qt::Key_F6);
        t.walkedTo = t.seat.focus();
        return true;
    }
    const int steps = 1 + t.random(4);
    const bool back = t.oneOf(2);
    for (int i = 0; i < steps; ++i)
        back ? t.key(Qt::Key_Backtab, Qt::ShiftModifier) : t.key(Qt::Key_Tab);
    t.walkedTo = t.seat.focus();
    t.say(QStringLiteral("%1 × Tab to %2").arg(back ? -steps : steps).arg(t.nameOf(t.walkedTo)));
    return true;
}

bool Keyboard::escape()
{
    t.say(QStringLiteral("escape"));
    t.home = false;
    t.key(Qt::Key_Escape);
    return true;
}

bool Keyboard::palette()
{
    if (t.isCovered())
        return false;
    const bool search = t.oneOf(3);
    t.home = false;
    t.key(search ? Qt::Key_F : Qt::Key_K, search ? Qt::ControlModifier | Qt::ShiftModifier
                                                 : Qt::KeyboardModifiers(Qt::ControlModifier));
    static const QStringList words{QStringLiteral("k"),  QStringLiteral("re"), QStringLiteral("ti"),
                                   QStringLiteral("w1"), QStringLiteral("ha"), {}};
    const QString word = words.at(t.random(static_cast<int>(words.size())));
    t.say(QStringLiteral("%1 “%2”").arg(
        search ? QStringLiteral("search") : QStringLiteral("palette"), word));
    t.keys(word);
    t.chooseBelow(6);
    return true;
}

bool Keyboard::find()
{
    if (!t.seat.room()->isVisible() || !t.seat.app->chat().isOpen() || t.seat.overlay())
        return false;
    t.home = false;
    t.key(Qt::Key_F, Qt::ControlModifier);
    t.say(QStringLiteral("find in the chat"));
    if (!qobject_cast<QLineEdit *>(t.seat.focus()))
        return true;
    t.keys(t.oneOf(2) ? QStringLiteral("w1") : QStringLiteral("a"));
    for (int steps = t.random(3); steps > 0; --steps)
        t.key(Qt::Key_Return);
    if (t.oneOf(2)) {
        t.say(QStringLiteral("left"));
        t.key(Qt::Key_Escape);
        t.home = true;
    }
    return true;
}

} // namespace handoff::test
