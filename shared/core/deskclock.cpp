#include "shared/core/deskclock.h"

namespace handoff {

DeskClock DeskClock::named(const QString &iana)
{
    const QTimeZone zone(iana.toUtf8());
    return zone.isValid() ? DeskClock(zone) : DeskClock();
}

} // namespace handoff
