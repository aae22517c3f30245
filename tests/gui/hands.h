#pragma once

#include "tests/gui/keyboard.h"
#include "tests/gui/mouse.h"
#include "tests/gui/pen.h"
#include "tests/gui/popups.h"

namespace handoff::test {

/// The agent's hands: one sensible action after the other, each as the seed and its number say. GUI
/// thread.
class Hands : public QObject
{
public:
    Hands(Seat &seat, quint32 seed);

    /// Does action `n`; what it was, in words.
    QString act(int n);
    /// What went wrong with the action itself; empty: nothing.
    QString fault() const { return m_touch.fault; }
    /// The keys belong where one writes or reads, until the agent moves them himself.
    bool isHome() const { return m_touch.home; }
    /// The agent himself went to this widget by Tab.
    QWidget *walkedTo() const { return m_touch.walkedTo; }
    /// Ends what goes on from action to action: the line is good, the pointer is away.
    void rest();
    Popups &popups() { return m_popups; }

private:
    struct Kind
    {
        int weight;
        std::function<bool()> deed; ///< false: not possible now
    };
    void follow();
    void enter();
    void chooseOne();
    bool work();
    bool restart();
    bool resize();
    bool rough();

    Seat &m_seat;
    const quint32 m_seed;
    Touch m_touch;
    Pen m_pen;
    Keyboard m_keyboard;
    Mouse m_mouse;
    Popups m_popups;
    QList<Kind> m_kinds;
    int m_upAt = 0; ///< the action before which the line is back; -1: soon
};

} // namespace handoff::test
