#include "shared/core/sse.h"

#include <algorithm>

namespace handoff {

SseParser::SseParser(qsizetype maxLine, qsizetype maxEvent)
    : m_maxLine(maxLine), m_maxEvent(maxEvent)
{
}

QList<SseEvent> SseParser::feed(QByteArrayView bytes)
{
    QList<SseEvent> out;
    if (m_overflow)
        return out;
    qsizetype from = 0;
    for (qsizetype i = 0; i < bytes.size() && !m_overflow; ++i) {
        const char c = bytes[i];
        if (c == '\n' && m_afterCr && m_line.isEmpty() && i == from) {
            m_afterCr = false; // the LF of a CR LF whose line is already out
            from = i + 1;
            continue;
        }
        m_afterCr = false;
        if (c != '\n' && c != '\r')
            continue;
        const QByteArrayView piece = bytes.sliced(from, i - from);
        if (m_line.isEmpty()) {
            line(piece, out);
        } else {
            m_line.append(piece);
            const QByteArray whole = std::exchange(m_line, {});
            line(whole, out);
        }
        m_afterCr = c == '\r';
        from = i + 1;
    }
    if (from < bytes.size() && !m_overflow) {
        m_line.append(bytes.sliced(from));
        m_overflow = m_line.size() > m_maxLine;
    }
    return out;
}

std::optional<SseEvent> SseParser::finish()
{
    if (m_overflow)
        return std::nullopt;
    QList<SseEvent> out;
    if (!m_line.isEmpty()) {
        const QByteArray whole = std::exchange(m_line, {});
        line(whole, out);
    }
    dispatch(out);
    if (out.isEmpty())
        return std::nullopt;
    return out.takeFirst();
}

void SseParser::line(QByteArrayView bytes, QList<SseEvent> &out)
{
    if (bytes.size() > m_maxLine) {
        m_overflow = true;
        return;
    }
    if (std::exchange(m_start, false) && bytes.startsWith("\xEF\xBB\xBF"))
        bytes = bytes.sliced(3);
    if (bytes.isEmpty()) {
        dispatch(out);
        return;
    }
    const qsizetype colon = bytes.indexOf(':');
    if (colon == 0)
        return; // comment
    const QByteArrayView name = colon < 0 ? bytes : bytes.first(colon);
    QByteArrayView value = colon < 0 ? QByteArrayView() : bytes.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    if (name == "data") {
        if (m_hasData)
            m_data.append('\n');
        m_data.append(value);
        m_hasData = true;
        m_overflow = m_data.size() > m_maxEvent;
    } else if (name == "event") {
        m_type = value.toByteArray();
    } else if (name == "id") {
        if (!value.contains('\0'))
            m_lastId = value.toByteArray();
    } else if (name == "retry") {
        bool ok = false;
        const int ms = value.toByteArray().toInt(&ok);
        if (ok && ms >= 0)
            m_retryMs = ms;
    }
}

void SseParser::dispatch(QList<SseEvent> &out)
{
    // An event with a type and no data line is none to a browser, but Coze's `done` may come so.
    if (m_hasData || !m_type.isEmpty())
        out.append({std::exchange(m_type, {}), std::exchange(m_data, {}), m_lastId});
    m_type.clear();
    m_hasData = false;
}

namespace sse {

namespace {

/// Appends a field's value, and none of its bytes may begin a field of its own.
void appendValue(QByteArray &frame, const QByteArray &value)
{
    const qsizetype from = frame.size();
    frame.append(value);
    if (value.contains('\n') || value.contains('\r')) {
        std::replace_if(
            frame.begin() + from, frame.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    }
}

} // namespace

QByteArray dataFrame(const QByteArray &json)
{
    QByteArray frame = QByteArrayLiteral("data: ");
    appendValue(frame, json);
    return frame.append("\n\n");
}

QByteArray eventFrame(qint64 id, const QByteArray &type, const QByteArray &json)
{
    QByteArray frame;
    frame.reserve(json.size() + type.size() + 48);
    if (id > 0)
        frame.append("id: ").append(QByteArray::number(id)).append('\n');
    frame.append("event: ");
    appendValue(frame, type);
    frame.append("\ndata: ");
    appendValue(frame, json);
    return frame.append("\n\n");
}

QByteArray heartbeat()
{
    return QByteArrayLiteral(": hb\n\n");
}

} // namespace sse

} // namespace handoff
