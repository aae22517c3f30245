#pragma once

#include "shared/contract/chat.h"

#include <QDate>
#include <QTime>
#include <QTimeZone>

/// Working hours of the human desk (api.md, Shift).
namespace handoff::Shift {

struct Policy
{
    QTime start{9, 0};
    QTime end{18, 0}; ///< exclusive end of the minute named: 18:00:59 is still in
    QTimeZone zone{"Asia/Shanghai"};
    bool weekendsDisabled = true;
    QList<QDate> holidays;
};

/// A shift that begins after its end spans midnight and belongs to the day it began, so weekend and
/// holiday are those of that day. Times are wall-clock times of the zone, across DST too.
bool isInShift(const Policy &policy, Timestamp at);

ShiftConfig config(const Policy &policy, Timestamp at);
ShiftStatus status(const Policy &policy, Timestamp at);

} // namespace handoff::Shift
