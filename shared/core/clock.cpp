#include "shared/core/clock.h"

#include <QDateTime>

#include <chrono>

namespace handoff {

Timestamp Timestamp::now()
{
    return {QDateTime::currentMSecsSinceEpoch()};
}

qint64 monotonicMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace handoff
