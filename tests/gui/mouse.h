#pragma once

#include "tests/gui/touch.h"

class QListWidget;

namespace handoff::test {

/// What the agent does by the mouse. Each action tells whether it was possible. GUI thread.
class Mouse
{
public:
    explicit Mouse(Touch &touch) : t(touch) {}

    bool openRow();
    bool room();
    bool clickButton();
    /// A row of any table or list, or somewhere in the transcript.
    bool clickRow();
    bool rowMenu();
    /// The pointer comes to rest on the list, where nothing must move, or leaves it.
    bool point();
    /// Something into a field of a form or a filter.
    bool field();
    /// An offer is made or answered.
    bool transfer();
    bool isPointing() const { return m_pointed; }

private:
    bool offer(QListWidget *agents);
    QList<QAbstractItemView *> views() const;

    Touch &t;
    QPointer<QWidget> m_pointed; ///< the pointer rests on it
};

} // namespace handoff::test
