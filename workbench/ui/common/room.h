#pragma once

#include <QWidget>

namespace handoff {

/// A room of the rail. GUI thread.
class Room : public QWidget
{
public:
    /// What a room has in the smallest window. Rooms ask for no more: the window must not be wider
    /// for a room that nobody sees.
    static constexpr QSize leastSize{760, 420};

    using QWidget::QWidget;

    /// What the keys are for when nothing else has them.
    virtual QWidget *focusHome() const = 0;
    /// F6
    virtual void focusNextPane() = 0;
    /// Esc
    virtual void back() { focusHome()->setFocus(Qt::OtherFocusReason); }
    /// Into the preferences.
    virtual void saveState() {}
    virtual void retranslate() = 0;
};

} // namespace handoff
