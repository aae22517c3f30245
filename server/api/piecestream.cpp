#include "server/api/piecestream.h"

#include "server/http/ssestream.h"

#include <QTimer>

namespace handoff::api {

namespace {

constexpr int stuckMs = 60'000;

/// One body on its way; child of its stream.
class Pump : public QObject
{
public:
    Pump(http::SseStream *stream, const http::ReplyPtr &reply, const QByteArray &first,
         NextPiece next)
        : QObject(stream), m_stream(stream), m_reply(reply), m_next(std::move(next))
    {
        connect(stream, &http::SseStream::drained, this, &Pump::ask);
        connect(&m_stuck, &QTimer::timeout, stream, &http::SseStream::reset);
        m_stuck.setSingleShot(true);
        got(first);
    }

private:
    void ask()
    {
        if (m_asked || !m_stream->isOpen())
            return;
        m_asked = true;
        m_stuck.stop();
        m_next().then(this, [this](const Result<QByteArray> &piece) { got(piece); });
    }

    void got(const Result<QByteArray> &piece)
    {
        m_asked = false;
        if (!piece)
            return m_stream->cut();
        if (piece->isEmpty())
            return m_stream->end();
        m_stuck.start(stuckMs);
        m_stream->write(*piece);
        if (m_stream->pendingBytes() == 0) // else drained() says when
            QMetaObject::invokeMethod(
                this, [this] { ask(); }, Qt::QueuedConnection);
    }

    http::SseStream *m_stream;
    http::ReplyPtr m_reply;
    NextPiece m_next;
    QTimer m_stuck;
    bool m_asked = false;
};

} // namespace

void streamPieces(const http::ReplyPtr &reply, const http::StreamOptions &options, NextPiece next)
{
    next().then(reply->context(), [reply, options, next](const Result<QByteArray> &piece) {
        if (!piece)
            return reply->error(piece.error());
        http::SseStream *stream = reply->stream(options);
        if (stream->isOpen())
            new Pump(stream, reply, *piece, next);
    });
}

} // namespace handoff::api
