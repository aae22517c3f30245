#pragma once

#include "tests/gui/seat.h"

#include <QPointer>
#include <QRandomGenerator>

class QAbstractItemView;

namespace handoff::test {

/// What all doings of the agent share: his seat, the dice, the words for the log, and where the
/// keys have to be. GUI thread.
struct Touch
{
    explicit Touch(Seat &place) : seat(place) {}

    int random(int below) { return dice.bounded(below); }
    bool oneOf(int n) { return random(n) == 0; }
    void say(const QString &words) { did.append(words); }
    /// To whoever has the focus then, as on a keyboard.
    void key(int key, Qt::KeyboardModifiers held = {});
    void keys(const QString &text);
    /// A key for each step down, then perhaps Enter or Esc.
    void chooseBelow(int mostSteps);
    /// False: it cannot be reached.
    bool click(QWidget *widget);
    bool clickIn(QAbstractItemView *view, int row);
    /// Nothing below can be used.
    bool isCovered() const;
    /// Something to type into.
    static bool isField(const QWidget *widget);
    /// The first object name from the widget upwards.
    static QString nameOf(const QWidget *widget);

    Seat &seat;
    QRandomGenerator dice;
    QStringList did;
    QString fault;     ///< what went wrong with the action itself
    bool home = false; ///< the keys belong where one writes or reads, until the agent moves them
    QPointer<QWidget> walkedTo; ///< the agent himself went there by Tab
};

} // namespace handoff::test
