#pragma once

#include "shared/core/result.h"

#include <QByteArray>

#include <functional>

namespace handoff::http {

/// What the guard knows of a request before Qt parses it.
struct RequestHead
{
    QByteArray method;
    QByteArray target; ///< origin form, or `*`
    QByteArray origin;
    QByteArray requestId;     ///< `X-Request-Id` as sent, any bytes
    QByteArray authorization; ///< `Authorization`, the first one
    qint64 contentLength = 0;
    int minor = 1; ///< HTTP/1.<minor>
    bool keepAlive = true;
    bool chunked = false;
    bool expectContinue = false;
};

/// Finds where a request ends, before Qt sees its bytes, and refuses what is too large or not sane.
/// It is stricter than Qt's parser, so that both always agree about the end. No I/O, no thread.
class RequestScanner
{
public:
    enum class State { Idle, Head, Body, Chunks, Complete, Refused };
    /// The limit of the body for a method and raw path, in bytes.
    using BodyLimit = std::function<qint64(QByteArrayView method, QByteArrayView rawPath)>;

    /// `bodyLimit` must outlive the scanner.
    RequestScanner(qint64 maxHead, const BodyLimit &bodyLimit);

    /// Looks at the next bytes; returns how many belong to this request. It stops at the end of the
    /// head of a chunked request; the next calls then decode the body into body().
    qsizetype feed(QByteArrayView bytes);
    /// Counts `size` bytes of a plain body without looking at them; size ≤ bodyLeft().
    void skipBody(qint64 size);
    /// Ready for the next request.
    void reset();

    State state() const { return m_state; }
    bool idle() const { return m_state == State::Idle; }
    const RequestHead &head() const { return m_head; }
    qint64 bodyLeft() const { return m_bodyLeft; }
    /// Decoded body of a chunked request.
    const QByteArray &body() const { return m_body; }
    const Error &refusal() const { return m_refusal; }

private:
    qsizetype feedHead(QByteArrayView bytes);
    qsizetype feedChunks(QByteArrayView bytes);
    bool chunkLine();
    void parseHead(QByteArrayView text);
    bool parseRequestLine(QByteArrayView line);
    bool parseHeader(QByteArrayView name, QByteArrayView value);
    void refuse(const Error &error);

    enum class Chunk { Size, Data, DataEnd, Trailer };

    const BodyLimit &m_bodyLimit;
    qint64 m_maxHead;
    State m_state = State::Idle;
    RequestHead m_head;
    QByteArray m_buffer; ///< the head so far, or a line of the chunked body
    QByteArray m_body;
    qint64 m_bodyLeft = 0; ///< of the body, or of the current chunk
    qint64 m_maxBody = 0;
    qint64 m_lineBytes = 0; ///< chunk extensions and trailers so far
    Chunk m_chunk = Chunk::Size;
    bool m_hasLength = false;
    bool m_hasHost = false;
    Error m_refusal;
};

} // namespace handoff::http
