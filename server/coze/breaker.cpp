#include "server/coze/breaker.h"

#include <algorithm>

namespace handoff::coze {

bool Breaker::allow(qint64 nowMs)
{
    if (!isOpen())
        return true;
    if (nowMs < m_openUntil || nowMs < m_probeUntil)
        return false;
    m_probeUntil = nowMs + m_probeMs;
    return true;
}

void Breaker::succeeded()
{
    m_failures = 0;
    m_sessions.clear();
    m_probeUntil = 0;
}

void Breaker::failed(const QString &sessionName, qint64 nowMs)
{
    m_probeUntil = 0;
    m_failures = std::min(m_failures + 1, threshold);
    if (m_sessions.size() < several)
        m_sessions.insert(sessionName);
    if (isOpen())
        m_openUntil = nowMs + m_openMs;
}

void Breaker::abandoned()
{
    m_probeUntil = 0;
}

} // namespace handoff::coze
