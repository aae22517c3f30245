#pragma once

#include "shared/core/result.h"

#include <QList>
#include <QString>

#include <optional>

namespace handoff::sim {

/// How a turn ends. Everything but Completed is a fault.
enum class Ending {
    Completed,
    Failed,      ///< `conversation.chat.failed` with `last_error`
    FailedShort, ///< the same with `{"code":"…","msg":…}`
    Action,      ///< `conversation.chat.requires_action`
    Error,       ///< `error` with a number as code
    ErrorStr,    ///< `error` with a string as code
    ErrorText,   ///< `error` whose data is no JSON
    NoDone,      ///< completed, then the end of the body without `done`
    Eof,         ///< the body ends properly, but in the middle of the answer
    Cut,         ///< the connection ends in the middle, without the terminating chunk
    HangMid,     ///< nothing more comes after a part of the answer
    Reset,       ///< the connection is reset (RST)
};

/// What one request is to be answered with instead of the truth (spec coze.md, Simulator). Plain
/// values; made from text by parseFaults().
struct Faults
{
    // ---- time and shape of the stream
    std::optional<int> slowMs; ///< `slow=ms`: before each delta; empty: the simulator's own pace
    int ttfbMs = 0;            ///< `ttfb=ms`: before the first byte of the answer
    int chunks = 0;            ///< `chunks=n`: exactly n deltas
    int split = 0;             ///< `split=k`: k bytes per write
    int bigKb = 0;             ///< `big=kb`: an answer of that many KiB
    bool coalesce = false;     ///< the whole stream in one write
    bool crlf = false;         ///< lines end with CR LF
    bool ping = false;         ///< `PING` events and comments between the deltas
    bool garbage = false; ///< BOM, `id:`, `retry:`, unknown events and fields, data on two lines
    bool badJson = false; ///< one delta more, whose data is broken
    bool card = false;    ///< the answer comes only with `completed`, no delta
    bool multi = false;   ///< two answer messages, and messages of all the ignored types
    bool echo = false;    ///< the answer is the question

    // ---- the end of the stream
    Ending ending = Ending::Completed;
    int after =
        -1; ///< deltas before the ending strikes; -1: none for failed/error, half for the rest
    QString code; ///< of failed and error

    // ---- refusals before the stream
    QString json;            ///< `json=code`: a JSON error, HTTP 200 unless `http` stands beside it
    int http = 0;            ///< `http=status`: a gateway's error page with that status
    int retryAfter = 0;      ///< `retryafter=s`: header beside a refusal
    bool hang = false;       ///< no answer at all
    bool resetEarly = false; ///< `reset=0`: RST before the first byte
    bool expire = false;     ///< the token ends with this request: 401

    bool operator==(const Faults &) const = default;
    bool refuses() const { return !json.isEmpty() || http > 0 || hang || resetEarly || expire; }
};

/// A text without its `@sim:` words, and what they asked for.
struct FaultyText
{
    QString text;
    Faults faults;
};

/// Takes every `@sim:name` and `@sim:name=arg` out of `text`. An unknown name or a bad number is an
/// error, so that a typing error in a test cannot pass for a good turn.
Result<FaultyText> takeFaults(const QString &text);

/// Reads `name=arg name name=arg`, the form of the queue.
Result<Faults> parseFaults(const QString &words);

/// One entry of the queue: the next `count` requests that fit are answered so.
struct QueuedFault
{
    QString endpoint; ///< `token`, `conversation`, `retrieve`, `messages`, `clear`, `chat` or `*`
    QString session;  ///< empty: any
    int count = 1;
    Faults faults;
};

/// Faults that wait for a request, first in, first out.
class FaultQueue
{
public:
    void add(const QueuedFault &fault) { m_queue.append(fault); }
    void clear() { m_queue.clear(); }
    /// The first one that fits; its count goes down.
    std::optional<Faults> take(const QString &endpoint, const QString &session);
    qsizetype size() const { return m_queue.size(); }

private:
    QList<QueuedFault> m_queue;
};

} // namespace handoff::sim
