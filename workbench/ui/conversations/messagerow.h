#pragma once

#include "shared/contract/session.h"
#include "workbench/ui/common/theme.h"

#include <QCoreApplication>

/// What the layout and the painting of the transcript's rows share. Lengths in device-independent
/// pixels; those of one line of text grow with it (Theme::scaled()).
namespace handoff::messagerow {

inline constexpr int sidePadding = space::pane;
inline constexpr int avatarSize = 28;
inline constexpr int gutter = avatarSize + space::sibling; ///< left of customer bubbles
inline constexpr int bubblePadX = 12;
inline constexpr int bubblePadY = 8;
inline constexpr int maxBubble = 620;
inline constexpr int headHeight = 20;
inline constexpr int titleLine = 22; ///< of the hand-over card
inline constexpr int dayHeight = 36;
inline constexpr int newLineHeight = 30;
inline constexpr int footHeight = 22;
inline constexpr int timeWidth = 76; ///< time and state beside a bubble

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(MessageDelegate)
};

/// Ours stand on the right.
inline bool isRight(MessageRole role)
{
    return role == MessageRole::Agent || role == MessageRole::Assistant;
}

} // namespace handoff::messagerow
