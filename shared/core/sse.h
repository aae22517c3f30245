#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace handoff {

/// One server-sent event as it was read.
struct SseEvent
{
    QByteArray type; ///< `event:` field; empty when there was none
    QByteArray data; ///< `data:` lines joined with LF
    QByteArray id;   ///< the last `id:` seen on the stream, not only this event's
    bool operator==(const SseEvent &) const = default;
};

/// Reads an event stream from bytes in any split: inside UTF-8, between CR and LF, a BOM at the
/// start, comments, several data lines (WHATWG event-stream format). It has no thread and no I/O.
class SseParser
{
public:
    /// A line longer than `maxLine`, or an event whose data is longer than `maxEvent` (bytes),
    /// makes the parser stop for good: overflow() is then true.
    explicit SseParser(qsizetype maxLine = 1 << 20, qsizetype maxEvent = 16 << 20);

    /// Takes bytes, returns the events they completed.
    QList<SseEvent> feed(QByteArrayView bytes);
    /// At the end of the body: the last event if its empty line is missing.
    std::optional<SseEvent> finish();

    bool overflow() const { return m_overflow; }
    /// The newest `retry:` in milliseconds, or -1.
    int retryMs() const { return m_retryMs; }

private:
    void line(QByteArrayView bytes, QList<SseEvent> &out);
    void dispatch(QList<SseEvent> &out);

    qsizetype m_maxLine;
    qsizetype m_maxEvent;
    QByteArray m_line;
    QByteArray m_type;
    QByteArray m_data;
    QByteArray m_lastId;
    int m_retryMs = -1;
    bool m_hasData = false;
    bool m_start = true;
    bool m_afterCr = false;
    bool m_overflow = false;
};

/// Writers of the two frames of events.md. No value begins a field of its own: a line break, which
/// our codec never writes, goes out as a blank.
namespace sse {
QByteArray dataFrame(const QByteArray &json);
/// Without `id:` when `id` ≤ 0 (ephemeral events).
QByteArray eventFrame(qint64 id, const QByteArray &type, const QByteArray &json);
/// `: hb`, a comment that keeps proxies and clients awake.
QByteArray heartbeat();
} // namespace sse

} // namespace handoff
