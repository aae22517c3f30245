#pragma once

#include "server/coze/failure.h"
#include "shared/core/sse.h"

#include <QMap>
#include <QSet>

#include <utility>

namespace handoff::coze {

/// What a piece of Coze's stream means for a turn.
struct Fact
{
    enum class Kind {
        Conversation, ///< `text` is Coze's conversation id
        Delta,        ///< `text` goes to the customer
        Good,         ///< the answer is complete
        Failed,       ///< see `failure`
        Done,         ///< the stream says it is over
    };
    Kind kind = Kind::Done;
    QString text;
    Failure failure;
};

/// Reads the SSE answer of one chat (coze.md, Chat). No I/O, no thread.
class StreamReader
{
public:
    static constexpr qsizetype maxTurn = 16 << 20;

    /// Takes bytes in any split, returns what they say, in order.
    QList<Fact> feed(const QByteArray &bytes);
    /// At the end of the body; a last event may lack its empty line.
    QList<Fact> finish();

    /// A line over 1 MiB or a turn over 16 MiB: nothing more is read.
    bool overflow() const { return m_parser.overflow() || m_bytes > maxTurn; }
    /// Events whose data was no JSON and was skipped.
    int skipped() const { return m_skipped; }

private:
    void read(const SseEvent &event, QList<Fact> &out);
    void readMessage(const QJsonObject &data, bool delta, QList<Fact> &out);
    void tell(const QString &text, QList<Fact> &out);
    void tellObjects(QList<Fact> &out);

    SseParser m_parser;
    QSet<QString> m_withDelta; ///< ids of messages that came in deltas; "" for those without an id
    /// Messages that are no text and come in pieces, by id: content type and what has come.
    QMap<QString, std::pair<QString, QString>> m_objects;
    QString m_half;      ///< first half of a surrogate pair, whose second half is to come
    QByteArray m_rest;   ///< since the last empty line, while nothing was told
    bool m_told = false; ///< a delta
    qsizetype m_bytes = 0;
    int m_skipped = 0;
};

} // namespace handoff::coze
