#include "server/http/requestscanner.h"

#include "shared/contract/errors.h"

#include <algorithm>
#include <cstring>

namespace handoff::http {

namespace {
constexpr int kMaxHeaders = 100;
constexpr qint64 kMaxChunkedBody = 1024 * 1024; ///< it is kept twice, and goes to Qt byte by byte
constexpr qint64 kMaxChunkLines = 16 * 1024;    ///< chunk extensions and trailers of one body

bool isTokenChar(char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        return true;
    return c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c) != nullptr;
}
bool isToken(QByteArrayView text)
{
    for (const char c : text) {
        if (!isTokenChar(c))
            return false;
    }
    return !text.isEmpty();
}
bool isControl(char c)
{
    return (c >= 0 && c < ' ' && c != '\t') || c == 0x7f;
}

bool equals(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// Position behind the empty line that ends a head, or -1.
qsizetype headEnd(QByteArrayView text, qsizetype from)
{
    const char *const begin = text.data();
    const char *const end = begin + text.size();
    for (const char *p = begin + from; p < end; ++p) {
        p = static_cast<const char *>(std::memchr(p, '\n', static_cast<size_t>(end - p)));
        if (!p)
            return -1;
        if (p + 1 < end && p[1] == '\n')
            return p + 2 - begin;
        if (p + 2 < end && p[1] == '\r' && p[2] == '\n')
            return p + 3 - begin;
    }
    return -1;
}

Error bad(const char *why)
{
    return errors::badRequest(QString::fromLatin1(why));
}
} // namespace

RequestScanner::RequestScanner(qint64 maxHead, const BodyLimit &bodyLimit)
    : m_bodyLimit(bodyLimit), m_maxHead(maxHead)
{
}

void RequestScanner::reset()
{
    m_state = State::Idle;
    m_head = {};
    m_buffer = {};
    m_body = {};
    m_bodyLeft = 0;
    m_lineBytes = 0;
    m_chunk = Chunk::Size;
    m_hasLength = false;
    m_hasHost = false;
}

void RequestScanner::refuse(const Error &error)
{
    m_refusal = error;
    m_state = State::Refused;
    m_buffer = {};
    m_body = {};
}

qsizetype RequestScanner::feed(QByteArrayView bytes)
{
    qsizetype used = 0;
    if (m_state == State::Idle) {
        // Empty lines before a request are allowed (RFC 9112, 2.2); Qt skips them too.
        while (used < bytes.size() && (bytes[used] == '\r' || bytes[used] == '\n'))
            ++used;
        if (used == bytes.size())
            return used;
        m_state = State::Head;
    }
    if (m_state == State::Head) {
        used += feedHead(bytes.sliced(used));
        if (m_state == State::Chunks)
            return used;
    } else if (m_state == State::Chunks) {
        return feedChunks(bytes);
    }
    if (m_state == State::Body) {
        const auto part = qMin<qint64>(bytes.size() - used, m_bodyLeft);
        skipBody(part);
        used += part;
    }
    return used;
}

void RequestScanner::skipBody(qint64 size)
{
    m_bodyLeft -= size;
    if (m_bodyLeft == 0)
        m_state = State::Complete;
}

qsizetype RequestScanner::feedHead(QByteArrayView bytes)
{
    if (m_buffer.isEmpty()) {
        const qsizetype end = headEnd(bytes, 0);
        if (end > 0 && end <= m_maxHead) {
            parseHead(bytes.first(end));
            return end;
        }
    }
    const qsizetype before = m_buffer.size();
    m_buffer.append(bytes);
    const qsizetype end = headEnd(m_buffer, qMax<qsizetype>(0, before - 2));
    if (end > m_maxHead || (end < 0 && m_buffer.size() > m_maxHead)) {
        refuse(errors::headersTooLarge());
        return bytes.size();
    }
    if (end < 0)
        return bytes.size();
    const QByteArray text = std::exchange(m_buffer, {});
    parseHead(QByteArrayView(text).first(end));
    return end - before;
}

void RequestScanner::parseHead(QByteArrayView text)
{
    bool first = true;
    int count = 0;
    while (!text.isEmpty()) {
        const qsizetype lf = text.indexOf('\n');
        QByteArrayView line = text.first(lf);
        text = text.sliced(lf + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        if (first) {
            if (!parseRequestLine(line))
                return;
            first = false;
            continue;
        }
        if (line.isEmpty())
            break;
        for (const char c : line) {
            if (isControl(c))
                return refuse(bad("Control character in a header"));
        }
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0 || !isToken(line.first(colon)))
            return refuse(bad("Malformed header")); // also folded lines, which begin with a blank
        if (++count > kMaxHeaders)
            return refuse(errors::headersTooLarge());
        if (!parseHeader(line.first(colon), line.sliced(colon + 1).trimmed()))
            return;
    }
    if (m_head.minor == 1 && !m_hasHost)
        return refuse(bad("Host is missing"));
    if (m_head.chunked && (m_hasLength || m_head.minor == 0))
        return refuse(bad("Transfer-Encoding does not go with this request"));

    if (m_head.chunked || m_head.contentLength > 0) {
        const auto mark = m_head.target.indexOf('?');
        const QByteArrayView target(m_head.target);
        m_maxBody = m_bodyLimit(m_head.method, mark < 0 ? target : target.first(mark));
        if (m_head.chunked)
            m_maxBody = std::min(m_maxBody, kMaxChunkedBody);
    }
    if (m_head.contentLength > m_maxBody)
        return refuse(errors::payloadTooLarge());
    m_bodyLeft = m_head.contentLength;
    m_state = m_head.chunked ? State::Chunks : m_bodyLeft > 0 ? State::Body : State::Complete;
}

bool RequestScanner::parseRequestLine(QByteArrayView line)
{
    const auto fail = [this](const Error &error) {
        refuse(error);
        return false;
    };
    const qsizetype a = line.indexOf(' ');
    const qsizetype b = line.lastIndexOf(' ');
    if (a <= 0 || a > 32 || b <= a + 1 || !isToken(line.first(a)))
        return fail(bad("Malformed request line"));
    QByteArrayView target = line.sliced(a + 1, b - a - 1);
    for (const char c : target) {
        if (isControl(c) || c == ' ' || c == '\t')
            return fail(bad("Malformed request target"));
    }
    const QByteArrayView version = line.sliced(b + 1);
    if (version == "HTTP/1.0")
        m_head.minor = 0;
    else if (version != "HTTP/1.1")
        return fail(version.startsWith("HTTP/") ? errors::httpVersionNotSupported()
                                                : bad("Malformed request line"));
    m_head.keepAlive = m_head.minor == 1;
    m_head.method = line.first(a).toByteArray();

    // Absolute form, as proxies send it: the authority is of no interest here.
    if (target.startsWith("http://") || target.startsWith("https://")) {
        const qsizetype slash = target.indexOf('/', target.indexOf(':') + 3);
        target = slash < 0 ? QByteArrayView("/") : target.sliced(slash);
    }
    if (!target.startsWith('/') && !(target == "*" && m_head.method == "OPTIONS"))
        return fail(bad("Malformed request target"));
    m_head.target = target.toByteArray();
    return true;
}

bool RequestScanner::parseHeader(QByteArrayView name, QByteArrayView value)
{
    const auto fail = [this](const Error &error) {
        refuse(error);
        return false;
    };
    switch (name.size()) { // most headers end here after one comparison of a number
    case 4:
        if (equals(name, "host")) {
            if (m_hasHost)
                return fail(bad("Host is given twice"));
            m_hasHost = true;
        }
        break;
    case 6:
        if (equals(name, "origin"))
            m_head.origin = value.toByteArray();
        else if (equals(name, "expect"))
            m_head.expectContinue = equals(value, "100-continue");
        break;
    case 7:
        // Qt would hand the socket to its WebSocket server and close it behind our answer.
        if (equals(name, "upgrade") && equals(value, "websocket"))
            return fail(bad("WebSocket is not offered here"));
        break;
    case 10:
        if (equals(name, "connection")) {
            const QByteArray tokens = value.toByteArray().toLower();
            if (tokens.contains("close"))
                m_head.keepAlive = false;
            else if (tokens.contains("keep-alive"))
                m_head.keepAlive = true;
        }
        break;
    case 12:
        if (equals(name, "x-request-id"))
            m_head.requestId = value.toByteArray();
        break;
    case 13:
        if (m_head.authorization.isEmpty() && equals(name, "authorization"))
            m_head.authorization = value.toByteArray();
        break;
    case 14:
        if (equals(name, "content-length")) {
            // Two of them, lists, signs: the ways in which two parsers disagree about the end.
            bool ok = !m_hasLength && !value.isEmpty() && value.size() <= 18;
            for (const char c : value)
                ok = ok && c >= '0' && c <= '9';
            if (!ok)
                return fail(bad("Malformed Content-Length"));
            m_hasLength = true;
            m_head.contentLength = value.toLongLong();
        }
        break;
    case 17:
        if (equals(name, "transfer-encoding")) {
            if (m_head.chunked || !equals(value, "chunked"))
                return fail(bad("Only Transfer-Encoding: chunked is understood"));
            m_head.chunked = true;
        }
        break;
    default:
        break;
    }
    return true;
}

qsizetype RequestScanner::feedChunks(QByteArrayView bytes)
{
    qsizetype used = 0;
    while (used < bytes.size() && m_state == State::Chunks) {
        if (m_chunk == Chunk::Data) {
            const auto part = qMin<qint64>(bytes.size() - used, m_bodyLeft);
            m_body.append(bytes.sliced(used, part));
            used += part;
            m_bodyLeft -= part;
            if (m_bodyLeft == 0)
                m_chunk = Chunk::DataEnd;
            continue;
        }
        const char c = bytes[used++];
        m_buffer.append(c);
        if (++m_lineBytes > kMaxChunkLines + m_body.size()) {
            refuse(bad("Malformed chunk"));
        } else if (c == '\n') {
            if (!m_buffer.endsWith("\r\n") || !chunkLine())
                refuse(bad("Malformed chunk"));
            m_buffer.clear();
        }
    }
    return used;
}

/// Handles the line in m_buffer, which ends with CR LF; false when it is malformed.
bool RequestScanner::chunkLine()
{
    const QByteArrayView line = QByteArrayView(m_buffer).chopped(2);
    if (m_chunk == Chunk::DataEnd) {
        m_chunk = Chunk::Size;
        return line.isEmpty();
    }
    if (m_chunk == Chunk::Trailer) { // trailers are read and forgotten
        if (line.isEmpty())
            m_state = State::Complete;
        return true;
    }
    const qsizetype semicolon = line.indexOf(';');
    const QByteArrayView digits = (semicolon < 0 ? line : line.first(semicolon)).trimmed();
    bool ok = !digits.isEmpty() && digits.size() <= 12;
    for (const char c : digits)
        ok = ok && std::isxdigit(static_cast<unsigned char>(c));
    if (!ok)
        return false;
    m_bodyLeft = digits.toByteArray().toLongLong(nullptr, 16);
    if (m_body.size() + m_bodyLeft > m_maxBody) {
        refuse(errors::payloadTooLarge());
        return true;
    }
    m_chunk = m_bodyLeft > 0 ? Chunk::Data : Chunk::Trailer;
    return true;
}

} // namespace handoff::http
