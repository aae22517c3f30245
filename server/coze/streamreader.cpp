#include "server/coze/streamreader.h"

#include "server/coze/log.h"

#include <QJsonDocument>

namespace handoff::coze {

namespace {

Fact failed(const QJsonObject &data, const QJsonObject &error)
{
    Fact fact;
    fact.kind = Fact::Kind::Failed;
    fact.failure.kind = Failure::Kind::InStream;
    fact.failure.code = codeOf(error, QLatin1String("code"));
    if (fact.failure.code.isEmpty())
        fact.failure.code = codeOf(error, QLatin1String("error_code"));
    fact.failure.message = error.value(QLatin1String("msg")).toString();
    fact.failure.logId =
        data.value(QLatin1String("detail")).toObject().value(QLatin1String("logid")).toString();
    return fact;
}

Fact plain(Fact::Kind kind, const QString &text = {})
{
    return {kind, text, {}};
}

} // namespace

QList<Fact> StreamReader::feed(const QByteArray &bytes)
{
    QList<Fact> out;
    m_bytes += bytes.size();
    if (overflow())
        return out;
    const QList<SseEvent> events = m_parser.feed(bytes);
    for (const SseEvent &event : events)
        read(event, out);
    return out;
}

QList<Fact> StreamReader::finish()
{
    QList<Fact> out;
    if (const std::optional<SseEvent> last = m_parser.finish())
        read(*last, out);
    return out;
}

void StreamReader::read(const SseEvent &event, QList<Fact> &out)
{
    static constexpr QByteArrayView conversation("conversation.");
    if (event.type == "done") {
        out.append(plain(Fact::Kind::Done));
        return;
    }
    const bool isError = event.type == "error";
    if (!isError && !event.type.startsWith(conversation))
        return;
    const QByteArrayView name =
        isError ? QByteArrayView() : QByteArrayView(event.type).sliced(conversation.size());
    const bool isDelta = name == "message.delta";
    const bool isMessage = isDelta || name == "message.completed";
    if (!isError && !isMessage && !name.startsWith("chat."))
        return;

    QJsonParseError parseError;
    const QJsonObject data = QJsonDocument::fromJson(event.data, &parseError).object();
    if (parseError.error != QJsonParseError::NoError && !event.data.isEmpty()) {
        ++m_skipped;
        qCWarning(cozeLog).noquote()
            << "bad JSON in event" << event.type << "of" << event.data.size() << "bytes";
        if (isMessage)
            return; // the name of all others says enough
    }
    if (isMessage) {
        readMessage(data, isDelta, out);
    } else if (isError) {
        out.append(failed(data, data));
    } else if (name == "chat.created" || name == "chat.in_progress") {
        const QString id = data.value(QLatin1String("conversation_id")).toString();
        if (!id.isEmpty())
            out.append(plain(Fact::Kind::Conversation, id));
    } else if (name == "chat.completed" || name == "chat.requires_action") {
        out.append(plain(Fact::Kind::Good));
    } else if (name == "chat.failed") {
        const QJsonObject error = data.value(QLatin1String("last_error")).toObject();
        out.append(failed(data, error.isEmpty() ? data : error));
    }
}

void StreamReader::readMessage(const QJsonObject &data, bool delta, QList<Fact> &out)
{
    const QJsonValue role = data.value(QLatin1String("role"));
    const QJsonValue type = data.value(QLatin1String("type"));
    if ((!role.isUndefined() && role.toString() != QLatin1String("assistant")) ||
        (!type.isUndefined() && type.toString() != QLatin1String("answer")))
        return;
    const QString content = data.value(QLatin1String("content")).toString();
    const QString id = data.value(QLatin1String("id")).toString();
    if (content.isEmpty())
        return;
    if (delta)
        m_withDelta.insert(id);
    else if (m_withDelta.contains(id) || m_withDelta.contains(QString()))
        return;
    out.append(plain(Fact::Kind::Delta, content));
}

} // namespace handoff::coze
