#include "shared/rules/shift.h"

#include <QDateTime>

namespace handoff::Shift {

namespace {

bool worksOn(const Policy &policy, QDate day)
{
    if (policy.weekendsDisabled && day.dayOfWeek() >= Qt::Saturday)
        return false;
    return !policy.holidays.contains(day);
}

int minuteOf(QTime time)
{
    return time.hour() * 60 + time.minute();
}

QString hours(QTime time)
{
    return time.toString(QStringLiteral("HH:mm"));
}

} // namespace

bool isInShift(const Policy &policy, Timestamp at)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(at.ms, policy.zone);
    const int minute = minuteOf(local.time());
    const int start = minuteOf(policy.start);
    const int end = minuteOf(policy.end);
    if (start <= end)
        return minute >= start && minute <= end && worksOn(policy, local.date());
    if (minute >= start)
        return worksOn(policy, local.date());
    return minute <= end && worksOn(policy, local.date().addDays(-1));
}

ShiftConfig config(const Policy &policy, Timestamp at)
{
    QStringList holidays;
    for (const QDate day : policy.holidays)
        holidays.append(day.toString(Qt::ISODate));
    const QString start = hours(policy.start);
    const QString end = hours(policy.end);
    return {start,
            end,
            start,
            end,
            QString::fromLatin1(policy.zone.id()),
            policy.weekendsDisabled,
            holidays,
            isInShift(policy, at)};
}

ShiftStatus status(const Policy &policy, Timestamp at)
{
    const bool in = isInShift(policy, at);
    return {in, in ? QStringLiteral("人工客服在线") : QStringLiteral("当前为非工作时间"),
            QString(hours(policy.start) + QStringLiteral(" - ") + hours(policy.end))};
}

} // namespace handoff::Shift
