#include "server/http/multipart.h"

#include "shared/contract/errors.h"

namespace handoff::http {

namespace {

constexpr int maxParts = 20;
constexpr qsizetype maxPartHead = 8 * 1024;
constexpr qsizetype maxBoundary = 70; // RFC 2046

Error broken(const QString &problem)
{
    return errors::validation(QStringLiteral("/"), problem);
}

/// The parameters of a header like `form-data; name="a"; filename*=UTF-8''b`, names in lower case.
QHash<QByteArray, QByteArray> parametersOf(const QByteArray &header)
{
    QHash<QByteArray, QByteArray> parameters;
    qsizetype at = header.indexOf(';');
    while (at >= 0 && at < header.size()) {
        const qsizetype equals = header.indexOf('=', at);
        if (equals < 0)
            break;
        const QByteArray name = header.mid(at + 1, equals - at - 1).trimmed().toLower();
        QByteArray value;
        qsizetype i = equals + 1;
        while (i < header.size() && header.at(i) == ' ')
            ++i;
        if (i < header.size() && header.at(i) == '"') {
            // Browsers write a quote as %22; a backslash escapes only a quote, because Windows
            // paths are full of others.
            for (++i; i < header.size() && header.at(i) != '"'; ++i) {
                if (header.at(i) == '\\' && i + 1 < header.size() && header.at(i + 1) == '"')
                    ++i;
                value.append(header.at(i));
            }
            at = header.indexOf(';', i);
        } else {
            at = header.indexOf(';', i);
            value = header.mid(i, at < 0 ? -1 : at - i).trimmed();
        }
        if (!parameters.contains(name))
            parameters.insert(name, value);
    }
    return parameters;
}

std::optional<QString> filenameFrom(const QHash<QByteArray, QByteArray> &parameters)
{
    const QByteArray extended = parameters.value("filename*");
    if (extended.left(7).toLower() == "utf-8''")
        return percentDecoded(extended.mid(7));
    if (parameters.contains("filename"))
        return QString::fromUtf8(parameters.value("filename"));
    return std::nullopt;
}

/// False for a part that says nothing about itself.
bool readHead(const QByteArray &head, FormPart *part)
{
    bool named = false;
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(colon).trimmed().toLower();
        const QByteArray value = line.mid(colon + 1).trimmed();
        if (colon > 0 && name == "content-disposition") {
            const auto parameters = parametersOf(value);
            named = value.left(9).toLower() == "form-data";
            part->name = QString::fromUtf8(parameters.value("name"));
            part->filename = filenameFrom(parameters);
        } else if (colon > 0 && name == "content-type") {
            part->contentType = value;
        }
    }
    return named;
}

} // namespace

Result<QList<FormPart>> formParts(const Request &request)
{
    const QByteArray boundary = parametersOf(request.header("Content-Type")).value("boundary");
    if (boundary.isEmpty() || boundary.size() > maxBoundary)
        return broken(QStringLiteral("multipart boundary expected"));
    const QByteArray &body = request.body;
    // The first delimiter may stand at the very beginning; what is before it means nothing.
    const QByteArray first = "--" + boundary;
    const QByteArray delimiter = "\r\n" + first;
    qsizetype at = body.startsWith(first) ? first.size() : body.indexOf(delimiter);
    if (at >= 0 && !body.startsWith(first))
        at += delimiter.size();

    QList<FormPart> parts;
    while (at >= 0) {
        if (body.mid(at, 2) == "--")
            return parts;
        const qsizetype line = body.indexOf("\r\n", at);
        if (line < 0 || !body.mid(at, line - at).trimmed().isEmpty())
            break;
        const qsizetype headEnd = body.indexOf("\r\n\r\n", line);
        if (headEnd <= line || headEnd - line > maxPartHead)
            break;
        const qsizetype content = headEnd + 4;
        const qsizetype end = body.indexOf(delimiter, content);
        FormPart part;
        if (end < 0 || parts.size() == maxParts ||
            !readHead(body.mid(line + 2, headEnd - line - 2), &part))
            break;
        part.content = body.mid(content, end - content);
        parts.append(std::move(part));
        at = end + delimiter.size();
    }
    return broken(QStringLiteral("whole multipart/form-data expected"));
}

} // namespace handoff::http
