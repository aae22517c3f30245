#pragma once

#include "server/http/ssestream.h"
#include "tests/simulator/script.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace handoff::sim {

/// Plays one script on one stream, on the event loop; deletes itself after `over`. Steps are timed
/// from the start, so that a late timer does not make all the others later.
class ChatPlayer : public QObject
{
    Q_OBJECT
public:
    ChatPlayer(http::SseStream *stream, QList<Step> steps, QObject *parent);
    void play();

signals:
    /// The script is played, or the client is gone.
    void over(bool played);

private:
    void finish(bool played);

    QPointer<http::SseStream> m_stream;
    QList<Step> m_steps;
    qsizetype m_next = 0;
    qint64 m_dueMs = 0;
    bool m_over = false;
    QElapsedTimer m_clock;
    QTimer m_timer;
};

} // namespace handoff::sim
