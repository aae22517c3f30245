#pragma once

#include <QtGlobal>

namespace handoff::coze {

/// Circuit breaker of coze.md, Failures: 5 failures in a row open it; after a while one chat may
/// try whether Coze works again. No clock of its own: times are monotonic milliseconds.
class Breaker
{
public:
    explicit Breaker(int openMs) : m_openMs(openMs) {}

    /// May a chat go to Coze now? The first one after the pause is the probe, the only one let
    /// through.
    bool allow(qint64 nowMs);
    /// Every chat that was allowed ends in exactly one of these.
    void succeeded();
    void failed(qint64 nowMs);
    void abandoned(); ///< cancelled, or a failure that says nothing about Coze

    bool isOpen() const { return m_failures >= threshold; }

private:
    static constexpr int threshold = 5;

    int m_openMs;
    int m_failures = 0;
    qint64 m_openUntil = 0;
    bool m_probing = false;
};

} // namespace handoff::coze
