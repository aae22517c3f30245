#pragma once

#include "workbench/ui/conversations/chatparts.h"

#include <QString>

#include <optional>

namespace handoff {

/// Why one may not write here, and the one action that changes it.
struct Refusal
{
    QString icon;
    QString reason;
    QString action = {}; ///< empty: none
    bool actionEnabled = true;
};

namespace chatrefusal {

/// For the open chat as it is now; nothing: one may write.
std::optional<Refusal> now(const ChatParts &parts);

} // namespace chatrefusal
} // namespace handoff
