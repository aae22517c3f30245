#pragma once

#include "workbench/models/transcriptmodel.h"
#include "workbench/ui/common/theme.h"

#include <QCoreApplication>

/// What the layout and the painting of the transcript's rows share: lengths in device-independent
/// pixels (those of one line of text grow with it, Theme::scaled()), and words.
namespace handoff::messagerow {

inline constexpr int sidePadding = space::pane;
inline constexpr int avatarSize = 28; ///< left of customer bubbles
inline constexpr int cardGlyph = 18;
inline constexpr int bubblePadX = 12;
inline constexpr int bubblePadY = 8;
inline constexpr int maxBubble = 620;
inline constexpr int headHeight = 20;
inline constexpr int titleLine = 22; ///< of the hand-over card
inline constexpr int dayHeight = 36;
inline constexpr int newLineHeight = 30;
inline constexpr int footHeight = 22;
inline constexpr int markHeight = 18;
inline constexpr int timeWidth = 76; ///< time and state beside a bubble

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(MessageRow)
};

/// Ours stand on the right.
inline bool isRight(MessageRole role)
{
    return role == MessageRole::Agent || role == MessageRole::Assistant;
}

/// "AI", the agent's name or `customer`.
QString senderName(const TranscriptRow &row, const QString &customer);
/// A word under the bubble: who wrote it in the customer's name, that a question has no answer,
/// that an answer was cut off. Empty: nothing to say.
QString mark(const TranscriptRow &row, const RowLook &look);
/// One sentence for screen readers.
QString accessibleText(const TranscriptModel &model, int row, const QString &customer);

} // namespace handoff::messagerow
