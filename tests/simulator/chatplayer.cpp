#include "tests/simulator/chatplayer.h"

namespace handoff::sim {

ChatPlayer::ChatPlayer(http::SseStream *stream, QList<Step> steps, QObject *parent)
    : QObject(parent), m_stream(stream), m_steps(std::move(steps))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ChatPlayer::play);
    connect(stream, &http::SseStream::closed, this, [this] { finish(false); });
    connect(stream, &QObject::destroyed, this, [this] { finish(false); });
    m_dueMs = m_steps.isEmpty() ? 0 : m_steps.first().delayMs;
    m_clock.start();
}

void ChatPlayer::play()
{
    while (!m_over && m_stream && m_next < m_steps.size()) {
        const qint64 wait = m_dueMs - m_clock.elapsed();
        if (wait > 0) {
            m_timer.start(int(wait));
            return;
        }
        const Step &step = m_steps.at(m_next++);
        if (m_next < m_steps.size())
            m_dueMs += m_steps.at(m_next).delayMs;
        switch (step.action) {
        case Step::Action::Write:
            m_stream->write(step.bytes);
            break;
        case Step::Action::Hang:
            return; // until the client goes
        case Step::Action::End:
            m_stream->disconnect(this);
            m_stream->end();
            finish(true);
            return;
        case Step::Action::Cut:
            m_stream->disconnect(this);
            m_stream->cut();
            finish(false);
            return;
        case Step::Action::Reset:
            m_stream->disconnect(this);
            m_stream->reset();
            finish(false);
            return;
        }
    }
}

void ChatPlayer::finish(bool played)
{
    if (std::exchange(m_over, true))
        return;
    m_timer.stop();
    emit over(played);
    deleteLater();
}

} // namespace handoff::sim
