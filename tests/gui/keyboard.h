#pragma once

#include "tests/gui/touch.h"

namespace handoff::test {

/// What the agent does by keys, beside writing. Each action tells whether it was possible. GUI
/// thread.
class Keyboard
{
public:
    explicit Keyboard(Touch &touch) : t(touch) {}

    bool takeOver();
    bool walk();
    bool command();
    bool moveFocus();
    bool escape();
    bool palette();
    bool find();

private:
    Touch &t;
};

} // namespace handoff::test
