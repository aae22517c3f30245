#include "server/domain/filetypes.h"

#include <QList>
#include <QStringList>

#include <algorithm>

namespace handoff::FileTypes {

namespace {

constexpr qsizetype looked = 64 * 1024; ///< bytes of the beginning that decide
constexpr qsizetype sniffed = 1024;     ///< bytes in which browsers look for markup
constexpr int maxName = 120;

struct Magic
{
    qsizetype offset;
    const char *bytes;
    qsizetype size;
    const char *type;
};

#define HANDOFF_MAGIC(offset, bytes, type)                                                         \
    {                                                                                              \
        offset, bytes, sizeof(bytes) - 1, type                                                     \
    }
constexpr Magic magics[] = {
    HANDOFF_MAGIC(0, "\x89PNG\r\n\x1a\n", "image/png"),
    HANDOFF_MAGIC(0, "\xff\xd8\xff", "image/jpeg"),
    HANDOFF_MAGIC(0, "GIF87a", "image/gif"),
    HANDOFF_MAGIC(0, "GIF89a", "image/gif"),
    HANDOFF_MAGIC(8, "WEBP", "image/webp"), // behind RIFF and a length
    HANDOFF_MAGIC(8, "WAVE", "audio/wav"),
    HANDOFF_MAGIC(0, "%PDF-", "application/pdf"),
    HANDOFF_MAGIC(0, "PK\x03\x04", "application/zip"),
    HANDOFF_MAGIC(0, "PK\x05\x06", "application/zip"), // an empty one
    HANDOFF_MAGIC(4, "ftypheic", "image/heic"),
    HANDOFF_MAGIC(4, "ftypheix", "image/heic"),
    HANDOFF_MAGIC(4, "ftypmif1", "image/heic"),
    HANDOFF_MAGIC(4, "ftypqt  ", "video/quicktime"),
    HANDOFF_MAGIC(4, "ftyp", "video/mp4"),
    HANDOFF_MAGIC(0, "\x1a\x45\xdf\xa3", "video/webm"),
    HANDOFF_MAGIC(0, "ID3", "audio/mpeg"),
    HANDOFF_MAGIC(0, "\xff\xfb", "audio/mpeg"),
    HANDOFF_MAGIC(0, "OggS", "audio/ogg"),
};
#undef HANDOFF_MAGIC

/// What a name's extension promises.
struct Extension
{
    const char *extension;
    const char *type;
};
constexpr Extension extensions[] = {
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"gif", "image/gif"},
    {"webp", "image/webp"},
    {"heic", "image/heic"},
    {"wav", "audio/wav"},
    {"mp3", "audio/mpeg"},
    {"ogg", "audio/ogg"},
    {"mp4", "video/mp4"},
    {"m4v", "video/mp4"},
    {"mov", "video/quicktime"},
    {"webm", "video/webm"},
    {"pdf", "application/pdf"},
    {"zip", "application/zip"},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {"txt", "text/plain"},
    {"log", "text/plain"},
    {"md", "text/plain"},
    {"csv", "text/csv"},
};

/// Text or archives that a system would run, whatever they hold.
constexpr const char *programs[] = {"exe", "com", "bat", "cmd", "scr", "msi",  "ps1",   "vbs",
                                    "vbe", "js",  "jse", "wsf", "hta", "jar",  "apk",   "app",
                                    "sh",  "run", "py",  "pl",  "php", "html", "htm",   "xht",
                                    "svg", "xml", "xsl", "mht", "lnk", "url",  "xhtml", "mhtml"};

QString suffixOf(const QString &filename)
{
    const qsizetype dot = filename.lastIndexOf(u'.');
    return dot < 0 ? QString() : filename.mid(dot + 1).toLower();
}

QString typeOfSuffix(const QString &suffix)
{
    for (const Extension &row : extensions) {
        if (suffix == QLatin1String(row.extension))
            return QString::fromLatin1(row.type);
    }
    return {};
}

bool isText(QByteArrayView head)
{
    return std::none_of(head.begin(), head.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0x7f || (byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f');
    });
}

/// Text that a browser or a shell would not show but run.
bool isMarkupOrScript(QByteArrayView head)
{
    QByteArray text = head.first(std::min(head.size(), sniffed)).toByteArray().toLower();
    if (text.startsWith("\xef\xbb\xbf"))
        text.remove(0, 3);
    text = text.trimmed();
    if (text.startsWith("#!") || text.startsWith("<?") || text.startsWith("<!"))
        return true;
    static constexpr const char *tags[] = {"<html", "<head",   "<body",   "<script",
                                           "<svg",  "<iframe", "<object", "<embed"};
    return std::any_of(std::begin(tags), std::end(tags),
                       [&text](const char *tag) { return text.contains(tag); });
}

QString byContent(QByteArrayView head, const QString &suffix)
{
    for (const Magic &magic : magics) {
        if (head.size() >= magic.offset + magic.size &&
            head.sliced(magic.offset, magic.size) == QByteArrayView(magic.bytes, magic.size)) {
            if (magic.offset == 8 && !head.startsWith("RIFF"))
                continue;
            return QString::fromLatin1(magic.type);
        }
    }
    if (!isText(head) || isMarkupOrScript(head))
        return {};
    return suffix == u"csv" ? QStringLiteral("text/csv") : QStringLiteral("text/plain");
}

/// May content of type `found` be called `promised`?
bool fits(const QString &found, const QString &promised)
{
    const bool zipped = promised.startsWith(u"application/vnd.openxmlformats-");
    if (found == u"application/zip")
        return promised == found || zipped || promised == u"application/x-zip-compressed";
    if (found.startsWith(u"text/"))
        return promised == u"application/json" ||
               (promised.startsWith(u"text/") && promised != u"text/html");
    if (found.startsWith(u"application/"))
        return promised == found;
    // Among pictures, and among sound and films, names are often a bit wrong, and that is harmless.
    const auto group = [](const QString &type) {
        const QString top = type.section(u'/', 0, 0);
        return top == u"audio" ? QStringLiteral("video") : top;
    };
    return group(promised) == group(found);
}

} // namespace

std::optional<QString> recognise(QByteArrayView content, const QString &filename,
                                 const QString &declared)
{
    const QString suffix = suffixOf(filename);
    for (const char *program : programs) {
        if (suffix == QLatin1String(program))
            return std::nullopt;
    }
    const QString found = byContent(content.first(std::min(content.size(), looked)), suffix);
    if (found.isEmpty())
        return std::nullopt;
    const QString byName = typeOfSuffix(suffix);
    if (!byName.isEmpty() && !fits(found, byName))
        return std::nullopt;
    const QString media = declared.section(u';', 0, 0).trimmed().toLower();
    const bool says = !media.isEmpty() && media != u"application/octet-stream" &&
                      media != u"application/x-www-form-urlencoded";
    if (says && !fits(found, media))
        return std::nullopt;
    return found == u"application/zip" && !byName.isEmpty() ? byName : found;
}

QString cleanName(const QString &filename)
{
    QString name = filename;
    name.replace(u'\\', u'/');
    name = name.section(u'/', -1);
    name.removeIf([](QChar c) {
        const bool direction = (c >= QChar(0x202a) && c <= QChar(0x202e)) ||
                               (c >= QChar(0x2066) && c <= QChar(0x2069)) || c == QChar(0x200e) ||
                               c == QChar(0x200f);
        return c.category() == QChar::Other_Control || direction || c == QChar(0x2028) ||
               c == QChar(0x2029);
    });
    name = name.trimmed();
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    if (name.size() > maxName) {
        const QString suffix = u'.' + suffixOf(name).left(10);
        const bool hasSuffix = name.contains(u'.');
        name = name.left(maxName - (hasSuffix ? suffix.size() : 0));
        if (name.back().isHighSurrogate())
            name.chop(1);
        if (hasSuffix)
            name += suffix;
    }
    return name;
}

QString extensionOf(const QString &mediaType)
{
    for (const Extension &row : extensions) {
        if (mediaType == QLatin1String(row.type))
            return u'.' + QString::fromLatin1(row.extension);
    }
    return {};
}

} // namespace handoff::FileTypes
