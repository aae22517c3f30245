#pragma once

#include <QString>

/// Questions to the person at the terminal where a command was started. Blocking.
namespace handoff::terminal {

/// Is there somebody to ask: does standard input come from a terminal?
bool isThere();
/// One line; `otherwise` when it is empty.
QString ask(const QString &question, const QString &otherwise = {});
/// The same without showing what is typed.
QString askSecret(const QString &question);

} // namespace handoff::terminal
