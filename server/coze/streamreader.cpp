#include "server/coze/streamreader.h"

#include "server/coze/log.h"
#include "shared/text/names.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include <algorithm>

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
    if (fact.failure.message.isEmpty())
        fact.failure.message = error.value(QLatin1String("error_message")).toString();
    fact.failure.logId =
        data.value(QLatin1String("detail")).toObject().value(QLatin1String("logid")).toString();
    return fact;
}

Fact plain(Fact::Kind kind, const QString &text = {})
{
    return {kind, text, {}};
}

bool isText(const QString &contentType)
{
    return contentType.isEmpty() || contentType == QLatin1String("text");
}

QJsonValue parsed(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (document.isObject())
        return document.object();
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue();
}

/// What stands for people in an object of Coze's: texts, links, what a card says in words; nothing
/// of sounds. A card says JSON when its words came from a program: that is no text either.
void collect(const QJsonValue &value, QStringList &lines)
{
    if (value.isArray()) {
        const QJsonArray parts = value.toArray();
        for (const QJsonValue &part : parts)
            collect(part, lines);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        if (object.value(QLatin1String("type")) == QLatin1String("audio"))
            return;
        const QJsonValue words = object.value(QLatin1String("response_for_model"));
        const QJsonValue inside = parsed(words.toString());
        collect(inside.isNull() ? words : inside, lines);
        for (const char *field : {"output", "text", "file_url"})
            collect(object.value(QLatin1String(field)), lines);
    } else if (const QString text = value.toString(); !text.isEmpty()) {
        lines.append(text);
    }
}

/// What a customer can read of a content that is no text. A text under an unknown name is one all
/// the same.
QString readable(const QString &contentType, const QString &content)
{
    if (contentType == QLatin1String("audio"))
        return {};
    const QJsonValue value = parsed(content);
    if (value.isNull())
        return contentType == QLatin1String("object_string") || contentType == QLatin1String("card")
                   ? QString()
                   : content;
    QStringList lines;
    collect(value, lines);
    return lines.join(u'\n');
}

/// What was stored and sent so far was well-formed; halves of characters that never met and U+0000,
/// which no store keeps, are not let in here either (api.md, Conventions).
QString wellFormed(QString text)
{
    text.remove(QChar::Null);
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            ++i;
        else if (text.at(i).isSurrogate())
            text[i] = QChar::ReplacementCharacter;
    }
    return text;
}

} // namespace

QList<Fact> StreamReader::feed(const QByteArray &bytes)
{
    QList<Fact> out;
    m_bytes += bytes.size();
    if (overflow())
        return out;
    if (!m_told) {
        m_rest.append(bytes);
        const qsizetype lf = m_rest.lastIndexOf("\n\n");
        const qsizetype crLf = m_rest.lastIndexOf("\r\n\r\n");
        if (!m_rest.trimmed().startsWith('{')) // else it is no event: an empty line may follow
            m_rest.remove(0, std::max(lf < 0 ? 0 : lf + 2, crLf < 0 ? 0 : crLf + 4));
    }
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
    // Coze may refuse in plain JSON although it has announced a stream.
    const QJsonObject refusal = QJsonDocument::fromJson(m_rest.trimmed()).object();
    if (!m_told && (!codeOf(refusal, QLatin1String("code")).isEmpty() ||
                    !codeOf(refusal, QLatin1String("error_code")).isEmpty()))
        out.append(failed(refusal, refusal));
    return out;
}

void StreamReader::read(const SseEvent &event, QList<Fact> &out)
{
    static constexpr QByteArrayView conversation("conversation.");
    if (event.type == "done") {
        tellObjects(out);
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
        if (!id.isEmpty() && names::check({}, id))
            out.append(plain(Fact::Kind::Conversation, id));
    } else if (name == "chat.completed" || name == "chat.requires_action") {
        tellObjects(out);
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
    const QString contentType = data.value(QLatin1String("content_type")).toString();
    if (content.isEmpty())
        return;
    if (delta && !isText(contentType)) {
        auto &[kind, pieces] = m_objects[id];
        kind = contentType;
        pieces.append(content);
        return;
    }
    m_objects.remove(id);
    if (delta)
        m_withDelta.insert(id);
    else if (m_withDelta.contains(id) || m_withDelta.contains(QString()))
        return;
    tell(isText(contentType) ? content : readable(contentType, content), out);
}

/// A pair of surrogates may come in two pieces; half a character is none.
void StreamReader::tell(const QString &text, QList<Fact> &out)
{
    QString whole = m_half.isEmpty() ? text : std::exchange(m_half, {}) + text;
    if (!whole.isEmpty() && whole.back().isHighSurrogate()) {
        m_half = whole.back();
        whole.chop(1);
    }
    whole = wellFormed(std::move(whole));
    if (whole.isEmpty())
        return;
    m_told = true;
    m_rest.clear();
    out.append(plain(Fact::Kind::Delta, whole));
}

/// Those that came in pieces and were not repeated as a whole.
void StreamReader::tellObjects(QList<Fact> &out)
{
    const auto objects = std::exchange(m_objects, {});
    for (const auto &[contentType, content] : objects)
        tell(readable(contentType, content), out);
}

} // namespace handoff::coze
