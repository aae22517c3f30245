#include "server/http/etag.h"

#include <QCryptographicHash>

namespace handoff::http {

QByteArray etagOf(const QByteArray &content, const QByteArray &variant)
{
    const QByteArray hash =
        QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().left(32);
    return '"' + hash + variant + '"';
}

bool hasAlready(const Request &request, const QByteArray &tag)
{
    const QByteArray known = request.header("if-none-match").trimmed();
    return known == "*" || known.contains(tag);
}

} // namespace handoff::http
