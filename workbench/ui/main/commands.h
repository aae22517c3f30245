#pragma once

#include <QKeySequence>
#include <QObject>
#include <QString>

#include <functional>

class QWidget;

namespace handoff {

/// One thing that can be done, told once for the keyboard, the palette and the list of keys.
struct Command
{
    QString id;
    QString icon;
    std::function<QString()> title; ///< in the current language
    QList<QKeySequence> keys;       ///< the first ones are shown; may be empty
    std::function<void()> run;
    /// Why it cannot be done now; empty text or no function: it can.
    std::function<QString()> refused = {};
    bool inPalette = true; ///< false: keys only (Esc, F6)
};

/// All commands of the desk and their shortcuts, in the order in which the list of keys shows them.
/// Rooms add their own. GUI thread.
class Commands : public QObject
{
    Q_OBJECT
public:
    /// The shortcuts work inside `scope`.
    explicit Commands(QWidget *scope);

    void add(Command command);
    const QList<Command> &all() const { return m_commands; }
    /// Runs it when it is not refused.
    static void run(const Command &command);
    /// `Ctrl+Space · F4`.
    static QString keysOf(const Command &command);

private:
    QWidget *m_scope;
    QList<Command> m_commands;
};

} // namespace handoff
