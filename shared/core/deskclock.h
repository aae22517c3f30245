#pragma once

#include "shared/core/clock.h"

#include <QDateTime>
#include <QTimeZone>

namespace handoff {

/// The clock on the wall of the desk: its days begin at midnight in its time zone (TIMEZONE),
/// wherever the server or an agent's computer stands. Shifts, statistics and what is asked by day
/// follow it; the times of messages follow the clock of who reads them.
class DeskClock
{
public:
    /// As long as nothing is known of the desk: the clock of this computer.
    DeskClock() : m_zone(QTimeZone::systemTimeZone()) {}
    explicit DeskClock(const QTimeZone &zone) : m_zone(zone) {}
    /// `iana`: as the server says it; one that this computer does not know gives its own clock.
    static DeskClock named(const QString &iana);

    QString zone() const { return QString::fromUtf8(m_zone.id()); }
    QDateTime at(Timestamp time) const { return QDateTime::fromMSecsSinceEpoch(time.ms, m_zone); }
    QDate day(Timestamp time) const { return at(time).date(); }
    /// The first moment of the day: midnight, or later where clocks skip it.
    Timestamp startOf(const QDate &day) const
    {
        return {day.startOfDay(m_zone).toMSecsSinceEpoch()};
    }
    /// When this clock shows `date` and `time`; of two moments the earlier.
    Timestamp when(const QDate &date, const QTime &time) const
    {
        return {QDateTime(date, time, m_zone).toMSecsSinceEpoch()};
    }

    bool operator==(const DeskClock &) const = default;

private:
    QTimeZone m_zone;
};

} // namespace handoff
