#pragma once

#include "shared/core/clock.h"

#include <algorithm>

/// When a message is stamped. The existing page asks for what is later than its newest bubble and
/// passes over what lies within 0.1 s of one of its bubbles; so messages keep further apart than
/// that, and an answer of the AI is never later than the bubble that the page made for it itself,
/// when the stream's head came. Times of one session grow strictly.
namespace handoff::MessageTimes {

constexpr qint64 apartMs = 101;  ///< between two messages, where the clock allows it
constexpr qint64 aheadMs = 1000; ///< no message is stamped further ahead: a burst as it comes
/// What follows an answer keeps clear of the page's own bubble, which lies up to 0.1 s behind it.
constexpr qint64 apartOfAnswerMs = 2 * apartMs;

/// The time of a message that comes at `now` when the newest one is stamped `last`.
constexpr Timestamp next(Timestamp last, Timestamp now, qint64 apart = apartMs)
{
    const Timestamp due = std::max(now, last.plusMs(apart));
    return due <= now.plusMs(aheadMs) ? due : std::max(now, last.plusMs(1));
}

/// A question to the AI and its answer.
struct Turn
{
    Timestamp question;
    Timestamp answer;
};
/// The answer carries the time when the question came, for nothing later is before the stream's
/// head; the question stands before it. The page has bubbles of its own for both, so they may be
/// close to their neighbours when turns follow each other quickly.
constexpr Turn turn(Timestamp last, Timestamp receivedAt)
{
    const Timestamp answer = std::max(receivedAt, last.plusMs(2));
    return {std::max(answer.plusMs(-apartMs), last.plusMs(1)), answer};
}

} // namespace handoff::MessageTimes
