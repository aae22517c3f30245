#include "workbench/controllers/refresh.h"

namespace handoff {

namespace {

constexpr int firstPauseMs = 1000;
constexpr int longestPauseMs = 16000;

/// Whether asking again may help: the line or the server's day, not what was asked.
bool mayPass(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Invalid:
    case ErrorKind::Unauthorized: // after the next sign-in everything is asked anyway
    case ErrorKind::Forbidden:
    case ErrorKind::NotFound:
        return false;
    default:
        return true;
    }
}

} // namespace

Refresh::Refresh(std::function<void()> ask, QObject *parent)
    : QObject(parent), m_ask(std::move(ask))
{
    m_pause.setSingleShot(true);
    m_pauseMs = firstPauseMs;
    connect(&m_pause, &QTimer::timeout, this, [this] { m_ask(); });
}

void Refresh::want()
{
    if (m_asking) {
        m_again = true;
        return;
    }
    m_pause.stop();
    m_ask();
}

void Refresh::restart()
{
    cancel();
    m_ask();
}

void Refresh::cancel()
{
    ++m_question;
    m_asking = m_again = false;
    m_pause.stop();
    m_pauseMs = firstPauseMs;
}

void Refresh::settle(const Error *error)
{
    if (!error) {
        m_pauseMs = firstPauseMs;
        if (m_again)
            m_ask();
    } else if (mayPass(*error)) {
        m_pause.start(m_pauseMs);
        m_pauseMs = qMin(longestPauseMs, 2 * m_pauseMs);
    }
}

} // namespace handoff
