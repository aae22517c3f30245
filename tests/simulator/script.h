#pragma once

#include "tests/simulator/faults.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace handoff::sim {

/// One thing the simulator does to a stream's socket.
struct Step
{
    enum class Action {
        Write, ///< `bytes`, in a write of their own
        End,   ///< the body ends properly; the connection lives on
        Cut,   ///< the connection is closed without the end of the body
        Reset, ///< the connection is reset (RST)
        Hang,  ///< nothing more, until the client goes
    };
    int delayMs = 0; ///< after the step before
    Action action = Action::Write;
    QByteArray bytes;
};

/// What the events of one turn carry.
struct Turn
{
    QString answer;
    QString conversationId;
    QString sectionId;
    QString chatId;
    QString messageId;
    QString botId;
    QString logId;
    qint64 createdAt = 0; ///< Unix seconds
    int paceMs = 0;       ///< before each delta, unless the fault `slow` says otherwise
    int thinkMs = 0;      ///< before the first delta, unless the fault `slow` says otherwise
};

/// The answer as the deltas will carry it: never inside a surrogate pair, joined it is the answer.
/// `chunks` > 0 gives exactly that many; a shorter answer is then repeated until it is long enough.
QStringList deltasOf(const QString &answer, int chunks);

/// The whole body of a chat stream (spec coze.md, Chat and Simulator), faults included: a pure
/// function. The last step is always End, Cut, Reset or Hang.
QList<Step> streamScript(const Turn &turn, const Faults &faults);

} // namespace handoff::sim
