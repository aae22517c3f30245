#include "server/coze/breaker.h"

namespace handoff::coze {

bool Breaker::allow(qint64 nowMs)
{
    if (!isOpen())
        return true;
    if (m_probing || nowMs < m_openUntil)
        return false;
    m_probing = true;
    return true;
}

void Breaker::succeeded()
{
    m_failures = 0;
    m_probing = false;
}

void Breaker::failed(qint64 nowMs)
{
    m_probing = false;
    if (m_failures < threshold)
        ++m_failures;
    if (isOpen())
        m_openUntil = nowMs + m_openMs;
}

void Breaker::abandoned()
{
    m_probing = false;
}

} // namespace handoff::coze
