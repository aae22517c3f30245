#include "workbench/ui/main/commands.h"

#include <QShortcut>
#include <QStringList>
#include <QWidget>

namespace handoff {

Commands::Commands(QWidget *scope) : QObject(scope), m_scope(scope) {}

void Commands::add(Command command)
{
    for (const QKeySequence &key : std::as_const(command.keys)) {
        auto *shortcut = new QShortcut(key, m_scope);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [command] { run(command); });
    }
    m_commands.append(std::move(command));
}

void Commands::run(const Command &command)
{
    if (!command.refused || command.refused().isEmpty())
        command.run();
}

QString Commands::keysOf(const Command &command)
{
    QStringList names;
    for (const QKeySequence &key : command.keys)
        names.append(key.toString(QKeySequence::NativeText));
    return names.join(QStringLiteral(" · "));
}

} // namespace handoff
