#pragma once

#include "shared/core/result.h"

#include <QTimer>

#include <functional>

namespace handoff {

/// Keeps one thing equal to the server's: as long as something happened that no answer has covered,
/// a question is due. One question at a time; what happens meanwhile is asked for after it; what
/// could not be answered is asked again after a pause that grows. GUI thread.
class Refresh : public QObject
{
    Q_OBJECT
public:
    /// `ask` sends the question and hands what it gets to await().
    explicit Refresh(std::function<void()> ask, QObject *parent = nullptr);

    /// Something happened: asks now, or again when the answer under way is there.
    void want();
    /// The line was down: asks now and waits no longer for the answer under way.
    void restart();
    /// Nothing is due any more, and the answer under way does not count.
    void cancel();
    bool isAsking() const { return m_asking; }

    /// `take(answer)` is called with the answer, good or not, unless the question was given up.
    template<typename T, typename F>
    void await(const Later<T> &later, F take)
    {
        m_asking = true;
        m_again = false;
        later.then(this, [this, take, question = ++m_question](const Result<T> &answer) mutable {
            if (question != m_question)
                return;
            m_asking = false;
            take(answer);
            if (question == m_question && !m_asking)
                settle(answer.ok() ? nullptr : &answer.error());
        });
    }

private:
    void settle(const Error *error);

    std::function<void()> m_ask;
    quint64 m_question = 0;
    bool m_asking = false;
    bool m_again = false; ///< something happened since the question was sent
    QTimer m_pause;
    int m_pauseMs = 0; ///< the next one
};

} // namespace handoff
