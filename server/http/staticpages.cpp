#include "server/http/staticpages.h"

#include "server/http/etag.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <zlib.h>

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

/// Empty when it would not be smaller.
QByteArray gzip(const QByteArray &bytes)
{
    constexpr int gzipFormat = 16 + MAX_WBITS;
    constexpr int mostMemory = 9;
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzipFormat, mostMemory,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))),
                   Qt::Uninitialized);
    QByteArray in = bytes; // zlib's pointer is not const
    stream.next_in = reinterpret_cast<Bytef *>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    out.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return done && out.size() < bytes.size() ? out : QByteArray();
}

/// `Accept-Encoding` names gzip, or all, and does not refuse it with `q=0`.
bool takesGzip(const QByteArray &acceptEncoding)
{
    for (const QByteArray &item : acceptEncoding.toLower().split(',')) {
        const QList<QByteArray> parts = item.split(';');
        const QByteArray coding = parts.constFirst().trimmed();
        if (coding != "gzip" && coding != "x-gzip" && coding != "*")
            continue;
        const QByteArray weight = parts.value(1).simplified().replace(' ', "");
        return !weight.startsWith("q=") || weight.mid(2).toDouble() > 0;
    }
    return false;
}

QStringList filesBelow(const QString &dir)
{
    QStringList files;
    QDirIterator it(dir, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

/// A file as it is sent.
struct StaticPages::Page
{
    QByteArray type;
    QByteArray body;
    QByteArray gzipped; ///< empty: not worth it
    QByteArray tag;
    QByteArray gzippedTag;

    bool isEmpty() const { return type.isEmpty(); }
};

StaticPages::StaticPages(Router &router, QByteArray frameAncestors)
    : m_router(router),
      m_policy("default-src 'self'; img-src 'self' data: https:; object-src 'none'; "
               "base-uri 'none'; form-action 'self'; frame-ancestors " +
               frameAncestors)
{
}

int StaticPages::addTree(const QByteArray &urlPrefix, const QString &dir)
{
    const QStringList files = filesBelow(dir);
    QCryptographicHash all(QCryptographicHash::Sha256);
    for (const QString &name : files) {
        QFile file(name);
        all.addData(QDir(dir).relativeFilePath(name).toUtf8());
        if (file.open(QIODevice::ReadOnly))
            all.addData(&file);
    }
    m_trees.append({urlPrefix, all.result().toHex().left(12)});
    int count = 0;
    for (const QString &name : files) {
        const Page page = read(name);
        if (page.isEmpty())
            continue;
        const QByteArray path = QDir(dir).relativeFilePath(name).toUtf8();
        serve(urlPrefix + path, page, {});
        serve(urlPrefix + "{version}/" + path, page, m_trees.constLast().version);
        ++count;
    }
    return count;
}

bool StaticPages::addFile(const QByteArray &urlPath, const QString &fileName)
{
    const Page page = read(fileName);
    if (page.isEmpty())
        return false;
    serve(urlPath, page, {});
    return true;
}

StaticPages::Page StaticPages::read(const QString &fileName) const
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    Page page;
    page.type = contentType(fileName);
    page.body = file.readAll();
    const bool refers =
        page.type.startsWith("text/html") || page.type.startsWith("text/javascript");
    for (const Tree &tree : m_trees) {
        for (const char quote : {'"', '\''}) {
            const QByteArray plain = quote + tree.prefix;
            if (refers)
                page.body.replace(plain, QByteArray(plain + tree.version + '/'));
        }
    }
    const bool isText = page.type.startsWith("text/") || page.type.startsWith("application/json") ||
                        page.type.startsWith("image/svg");
    if (isText)
        page.gzipped = gzip(page.body);
    page.tag = etagOf(page.body);
    page.gzippedTag = etagOf(page.body, "-gzip");
    return page;
}

void StaticPages::serve(const QByteArray &urlPath, const Page &page,
                        const QByteArray &immutableVersion)
{
    const Headers common{{"Content-Security-Policy", m_policy},
                         {"X-Content-Type-Options", "nosniff"},
                         {"Referrer-Policy", "no-referrer"},
                         {"Vary", "Accept-Encoding"}};
    m_router.add(
        "GET", urlPath, Level::None,
        [page, common, immutableVersion](const Request &request, const ReplyPtr &reply) {
            const bool packed =
                !page.gzipped.isEmpty() && takesGzip(request.header("accept-encoding"));
            // Another version, from before an update or behind a second server: what is
            // here is good for now only.
            const bool immutable = !immutableVersion.isEmpty() &&
                                   request.param("version") == QLatin1String(immutableVersion);
            const QByteArray &tag = packed ? page.gzippedTag : page.tag;
            Headers headers = common;
            headers.emplaceBack("ETag", tag);
            headers.emplaceBack("Cache-Control",
                                immutable ? "public, max-age=31536000, immutable" : "no-cache");
            if (hasAlready(request, tag))
                return reply->send(304, {}, {}, headers);
            if (packed)
                headers.emplaceBack("Content-Encoding", "gzip");
            reply->send(200, packed ? page.gzipped : page.body, page.type, headers);
        });
}

} // namespace handoff::http
