#pragma once

#include <QSize>

namespace handoff {

/// What a room of the rail has in the smallest window. Rooms ask for no more: the window must not
/// be wider for a room that nobody sees.
inline constexpr QSize roomMinimum{760, 420};

} // namespace handoff
