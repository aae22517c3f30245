#include "server/http/staticpages.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace handoff::http {

namespace {
QByteArray contentType(const QString &fileName)
{
    static const QHash<QString, QByteArray> types{
        {QStringLiteral("html"), "text/html; charset=utf-8"},
        {QStringLiteral("js"), "text/javascript; charset=utf-8"},
        {QStringLiteral("mjs"), "text/javascript; charset=utf-8"},
        {QStringLiteral("jsx"), "text/plain; charset=utf-8"},
        {QStringLiteral("css"), "text/css; charset=utf-8"},
        {QStringLiteral("json"), "application/json; charset=utf-8"},
        {QStringLiteral("txt"), "text/plain; charset=utf-8"},
        {QStringLiteral("svg"), "image/svg+xml"},
        {QStringLiteral("png"), "image/png"},
        {QStringLiteral("jpg"), "image/jpeg"},
        {QStringLiteral("webp"), "image/webp"},
        {QStringLiteral("ico"), "image/x-icon"},
        {QStringLiteral("woff2"), "font/woff2"},
        {QStringLiteral("mp3"), "audio/mpeg"},
        {QStringLiteral("ogg"), "audio/ogg"},
        {QStringLiteral("wav"), "audio/wav"},
    };
    return types.value(QFileInfo(fileName).suffix().toLower(), "application/octet-stream");
}

/// `If-None-Match` is `*` or a list of tags, weak ones included.
bool matches(const QByteArray &ifNoneMatch, const QByteArray &tag)
{
    return ifNoneMatch.trimmed() == "*" || ifNoneMatch.contains(tag);
}
} // namespace

StaticPages::StaticPages(Router &router, QByteArray frameAncestors)
    : m_router(router),
      m_policy("default-src 'self'; img-src 'self' data: https:; object-src 'none'; "
               "base-uri 'none'; form-action 'self'; frame-ancestors " +
               frameAncestors)
{
}

bool StaticPages::addFile(const QByteArray &urlPath, const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray body = file.readAll();
    const QByteArray type = contentType(fileName);
    const QByteArray tag =
        '"' + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex().left(32) + '"';
    const Headers headers{{"ETag", tag},
                          {"Cache-Control", "no-cache"}, // ask each time; mostly answered by 304
                          {"Content-Security-Policy", m_policy},
                          {"X-Content-Type-Options", "nosniff"},
                          {"Referrer-Policy", "no-referrer"}};
    m_router.add("GET", urlPath, Level::None, [=](const Request &request, const ReplyPtr &reply) {
        if (matches(request.header("if-none-match"), tag))
            reply->send(304, {}, {}, headers);
        else
            reply->send(200, body, type, headers);
    });
    return true;
}

int StaticPages::addTree(const QByteArray &urlPrefix, const QString &dir)
{
    int count = 0;
    QDirIterator it(dir, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString file = it.next();
        const QByteArray path = QDir(dir).relativeFilePath(file).toUtf8();
        if (addFile(urlPrefix + path, file))
            ++count;
    }
    return count;
}

} // namespace handoff::http
