#pragma once

#include <QtGlobal>

#include <utility>

namespace handoff::http {

/// When something that happens again and again is worth a line in the log: at first sight, then at
/// most once per period, with how often it was since. A plain value.
class Reminder
{
public:
    explicit Reminder(qint64 periodMs) : m_periodMs(periodMs) {}

    /// It happened. Returns how often since the last line when one is due now, else 0.
    qint64 happened(qint64 nowMs)
    {
        ++m_times;
        if (m_said && nowMs - m_saidMs < m_periodMs)
            return 0;
        m_said = true;
        m_saidMs = nowMs;
        return std::exchange(m_times, 0);
    }
    /// Was it ever?
    bool seen() const { return m_said; }

private:
    qint64 m_periodMs;
    qint64 m_saidMs = 0;
    qint64 m_times = 0;
    bool m_said = false;
};

} // namespace handoff::http
