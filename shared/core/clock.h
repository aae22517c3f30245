#pragma once

#include <QtGlobal>

#include <compare>
#include <limits>

namespace handoff {

/// A moment: UTC milliseconds since 1970. In JSON it is seconds with exactly three decimals,
/// because the existing page loses messages whose time is a whole second (api.md, Conventions).
struct Timestamp
{
    qint64 ms = 0;

    static Timestamp now();
    /// After all others.
    static constexpr Timestamp latest() { return {std::numeric_limits<qint64>::max()}; }
    /// From seconds as they stand in JSON; rounded to the millisecond.
    static Timestamp fromSeconds(double seconds) { return {qRound64(seconds * 1000.0)}; }

    double seconds() const { return static_cast<double>(ms) / 1000.0; }
    constexpr Timestamp plusMs(qint64 d) const { return {ms + d}; }
    Timestamp plusSeconds(qint64 d) const { return {ms + d * 1000}; }
    /// Milliseconds from `other` to this; negative when this is earlier.
    qint64 msSince(Timestamp other) const { return ms - other.ms; }

    auto operator<=>(const Timestamp &) const = default;
};

/// Milliseconds of a clock that never jumps, for timeouts and measurements.
qint64 monotonicMs();

} // namespace handoff
