#include "server/api/endpoints.h"
#include "server/api/piecestream.h"
#include "server/api/query.h"
#include "server/api/routes.h"
#include "server/domain/ticket/filetypes.h"
#include "server/domain/ticket/ticketfiles.h"
#include "server/http/multipart.h"
#include "shared/contract/errors.h"

#include <QUrl>

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;
using TicketFiles::Attachments;

constexpr qint64 mebi = 1024 * 1024;
constexpr qint64 formOverhead = 64 * 1024; ///< what multipart adds around the file
constexpr qint64 pieceBytes = 256 * 1024;

struct Upload
{
    QString filename;
    QString mediaType;
    QByteArray content;
};

/// The file of the request: the raw body, or the first part of a form that has a file name. 422
/// without one, 413, 415.
Result<Upload> uploadOf(const Request &request, qint64 maxBytes)
{
    Upload upload{Query(request).text("filename"),
                  QString::fromUtf8(request.header("Content-Type")), request.body};
    const QString path = QStringLiteral("/file");
    if (request.hasContentType("multipart/form-data")) {
        HANDOFF_TRY(const auto parts, http::formParts(request));
        const auto file = std::find_if(parts.begin(), parts.end(),
                                       [](const http::FormPart &p) { return p.filename; });
        if (file == parts.end())
            return errors::validation(path, QStringLiteral("required"));
        upload = {*file->filename, QString::fromUtf8(file->contentType), file->content};
    }
    if (upload.content.isEmpty())
        return errors::validation(path, QStringLiteral("must not be empty"));
    if (upload.content.size() > maxBytes)
        return errors::payloadTooLarge();
    upload.filename = FileTypes::cleanName(upload.filename);
    const auto type = FileTypes::recognise(upload.content, upload.filename, upload.mediaType);
    if (!type)
        return errors::unsupportedMediaType();
    upload.mediaType = *type;
    if (upload.filename.isEmpty())
        upload.filename = QStringLiteral("attachment") + FileTypes::extensionOf(*type);
    return upload;
}

/// RFC 6266: a name in ASCII for old clients, the whole one for all others.
QByteArray contentDisposition(const QString &filename)
{
    QByteArray plain;
    for (const QChar c : filename) {
        const bool harmless = c >= u' ' && c < QChar(0x7f) && c != u'"' && c != u'\\' && c != u'%';
        plain.append(harmless ? c.toLatin1() : '_');
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" +
           QUrl::toPercentEncoding(filename);
}

/// What part of a file is asked for.
struct Range
{
    qint64 from = 0;
    qint64 length = 0;
    bool partial = false;
};

/// RFC 9110: several ranges, other units and nonsense are answered with the whole file; a range
/// behind the end is 416 (nothing here).
std::optional<Range> rangeOf(const QByteArray &header, qint64 size)
{
    const Range whole{0, size, false};
    const QByteArray spec = header.trimmed();
    const qsizetype dash = spec.indexOf('-');
    if (!spec.startsWith("bytes=") || spec.contains(',') || dash < 0)
        return whole;
    const auto number = [](const QByteArray &text, bool *ok) {
        const bool digits =
            std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        const qint64 value = text.toLongLong(ok);
        *ok = *ok && digits;
        return value;
    };
    const QByteArray first = spec.mid(6, dash - 6).trimmed(), last = spec.mid(dash + 1).trimmed();
    bool firstOk = true, lastOk = true;
    const qint64 from = first.isEmpty() ? 0 : number(first, &firstOk);
    qint64 to = last.isEmpty() ? size - 1 : number(last, &lastOk);
    if (!firstOk || !lastOk || (first.isEmpty() && last.isEmpty()))
        return whole;
    if (first.isEmpty()) // the last `to` bytes
        return to == 0
                   ? std::nullopt
                   : std::optional(Range{std::max<qint64>(0, size - to), std::min(size, to), true});
    if (!last.isEmpty() && to < from)
        return whole;
    if (from >= size)
        return std::nullopt;
    to = std::min(to, size - 1);
    return Range{from, to - from + 1, true};
}

void sendFile(const ApiContext &c, const Request &request, const ReplyPtr &reply,
              const AttachmentRow &file)
{
    const QByteArray size = QByteArray::number(file.size);
    const auto range = rangeOf(request.header("Range"), file.size);
    if (!range) {
        reply->addHeader("Content-Range", "bytes */" + size);
        return reply->error(errors::rangeNotSatisfiable());
    }
    http::StreamOptions options;
    options.contentType = file.contentType.toLatin1();
    options.contentLength = range->length;
    options.headers = {{"Content-Disposition", contentDisposition(file.filename)},
                       {"X-Content-Type-Options", "nosniff"},
                       {"Content-Security-Policy", "default-src 'none'; sandbox"},
                       {"Accept-Ranges", "bytes"}};
    if (range->partial) {
        options.status = 206;
        const QByteArray last = QByteArray::number(range->from + range->length - 1);
        options.headers.append({"Content-Range", "bytes " + QByteArray::number(range->from) + '-' +
                                                     last + '/' + size});
    }
    streamPieces(reply, options,
                 [&files = c.files, name = file.file, size = file.size, at = range->from,
                  end = range->from + range->length]() mutable {
                     const qint64 from = at;
                     at = std::min(end, at + pieceBytes);
                     return files.read(name, size, from, at - from);
                 });
}

void add(const ApiContext &c, const Request &request, const ReplyPtr &reply, const Upload &upload)
{
    c.files.save(upload.content)
        .then(reply->context(), [&c, request, reply, upload](const Result<QString> &file) {
            if (!file)
                return reply->error(file.error());
            AttachmentRow row;
            row.filename = upload.filename;
            row.contentType = upload.mediaType;
            row.size = upload.content.size();
            row.file = *file;
            // When this fails the file stays as an orphan, which the sweep deletes: the answer to a
            // commit can be lost although it happened.
            write(
                c, request, reply,
                [id = request.param("ticket_id"), row](Tx &tx, const Actor &actor) {
                    return TicketFiles::add(tx, id, row, actor);
                },
                asData(reply));
        });
}

} // namespace

void addAttachmentRoutes(http::Router &router, const ApiContext &c)
{
    const qint64 maxBytes = c.config.attachmentMaxMb * mebi;

    Endpoints routes(router, c);
    routes.get("/api/tickets/{ticket_id}/attachments", Level::Agent,
               [](Tx &tx, const Actor &, const Plain &ask) {
                   return TicketFiles::list(tx, ask.param("ticket_id"));
               });
    routes.get(
        "/api/tickets/{ticket_id}/attachments/{attachment_id}", Level::Agent,
        [](Tx &tx, const Actor &, const Plain &ask) {
            return TicketFiles::find(tx, ask.param("ticket_id"), ask.param("attachment_id"));
        },
        [&c](const ReplyPtr &reply, const Plain &ask, const AttachmentRow &file) {
            sendFile(c, ask.request, reply, file);
        });
    routes.remove(
        "/api/tickets/{ticket_id}/attachments/{attachment_id}", Level::Agent,
        [](Tx &tx, const Actor &actor, const Plain &ask) {
            return TicketFiles::remove(tx, ask.param("ticket_id"), ask.param("attachment_id"),
                                       actor);
        },
        [&c](const ReplyPtr &reply, const Plain &, const TicketFiles::Removed &removed) {
            c.files.remove({removed.file});
            reply->data(json::toJson(removed.left));
        });

    router.add(
        "POST", "/api/tickets/{ticket_id}/attachments", Level::Agent,
        [&c, maxBytes](const Request &request, const ReplyPtr &reply) {
            auto upload = uploadOf(request, maxBytes);
            if (!upload)
                return reply->error(upload.error());
            Request head = request; // the bytes are in the upload
            head.body.clear();
            read(
                c, request, reply,
                [id = request.param("ticket_id")](Tx &tx, const Actor &) {
                    return TicketFiles::list(tx, id); // nothing is written for what is not there
                },
                [&c, head, reply, upload = std::move(*upload)](const Attachments &) {
                    add(c, head, reply, upload);
                });
        },
        maxBytes + formOverhead);
}

} // namespace handoff::api
