#pragma once

#include <QSet>
#include <QString>

namespace handoff::coze {

/// Circuit breaker of coze.md, Failures: 5 failures in a row open it, if they are those of several
/// sessions, for one customer must not close the AI for all others. After a while one chat may try
/// whether Coze works again. No clock of its own: times are monotonic milliseconds.
class Breaker
{
public:
    /// A probe that has said nothing after `probeMs` no longer keeps the next one waiting.
    Breaker(int openMs, int probeMs) : m_openMs(openMs), m_probeMs(probeMs) {}

    /// May a chat go to Coze now? The first one after the pause is the probe, the only one let
    /// through.
    bool allow(qint64 nowMs);
    /// Coze answers: the first word is enough.
    void succeeded();
    void failed(const QString &sessionName, qint64 nowMs);
    void abandoned(); ///< cancelled, or a failure that says nothing about Coze

    bool isOpen() const { return m_failures >= threshold && m_sessions.size() >= several; }

private:
    static constexpr int threshold = 5;
    static constexpr int several = 3;

    int m_openMs;
    int m_probeMs;
    int m_failures = 0;       ///< in a row, at most `threshold`
    QSet<QString> m_sessions; ///< whose they are, at most `several`
    qint64 m_openUntil = 0;
    qint64 m_probeUntil = 0;
};

} // namespace handoff::coze
