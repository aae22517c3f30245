#pragma once

#include "tests/gui/demodesk.h"

namespace handoff::test {

/// Fills the desk with a morning of an e-bike shop.
void fillDemo(DemoDesk &desk);

/// Chats of fillDemo().
inline constexpr QLatin1String demoMine{"session_anna"};
inline constexpr QLatin1String demoAi{"session_luca"};
inline constexpr QLatin1String demoWaiting{"session_marie"};

} // namespace handoff::test
