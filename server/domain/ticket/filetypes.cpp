#include "server/domain/ticket/filetypes.h"

#include "shared/text/displaytext.h"
#include "shared/text/searchfold.h"

#include <QList>
#include <QStringList>

#include <algorithm>
#include <utility>

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
    const char *head = ""; ///< what the content begins with besides
};

#define HANDOFF_MAGIC(offset, bytes, ...)                                                          \
    {                                                                                              \
        offset, bytes, sizeof(bytes) - 1, __VA_ARGS__                                              \
    }
constexpr Magic magics[] = {
    HANDOFF_MAGIC(0, "\x89PNG\r\n\x1a\n", "image/png"),
    HANDOFF_MAGIC(0, "\xff\xd8\xff", "image/jpeg"),
    HANDOFF_MAGIC(0, "GIF87a", "image/gif"),
    HANDOFF_MAGIC(0, "GIF89a", "image/gif"),
    HANDOFF_MAGIC(8, "WEBP", "image/webp", "RIFF"),
    HANDOFF_MAGIC(8, "WAVE", "audio/wav", "RIFF"),
    HANDOFF_MAGIC(6, "\0\0\0\0", "image/bmp", "BM"),
    HANDOFF_MAGIC(0, "II*\0", "image/tiff"),
    HANDOFF_MAGIC(0, "MM\0*", "image/tiff"),
    HANDOFF_MAGIC(0, "%PDF-", "application/pdf"),
    HANDOFF_MAGIC(0, "PK\x03\x04", "application/zip"),
    HANDOFF_MAGIC(0, "PK\x05\x06", "application/zip"), // an empty one
    HANDOFF_MAGIC(0, "Rar!\x1a\x07", "application/vnd.rar"),
    HANDOFF_MAGIC(0, "7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    HANDOFF_MAGIC(0, "\x1f\x8b\x08", "application/gzip"),
    HANDOFF_MAGIC(0, "{\\rtf", "application/rtf"),
    // Word, Excel and Outlook before 2007 are one kind of file, see office.
    HANDOFF_MAGIC(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    HANDOFF_MAGIC(4, "ftypavif", "image/avif"),
    HANDOFF_MAGIC(4, "ftypavis", "image/avif"),
    HANDOFF_MAGIC(4, "ftyphe", "image/heic"), // heic, heix, hevc, heim, …
    HANDOFF_MAGIC(4, "ftypmif1", "image/heic"),
    HANDOFF_MAGIC(4, "ftypmsf1", "image/heic"),
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
    {"heif", "image/heic"},
    {"avif", "image/avif"},
    {"bmp", "image/bmp"},
    {"tif", "image/tiff"},
    {"tiff", "image/tiff"},
    {"wav", "audio/wav"},
    {"mp3", "audio/mpeg"},
    {"ogg", "audio/ogg"},
    {"mp4", "video/mp4"},
    {"m4v", "video/mp4"},
    {"mov", "video/quicktime"},
    {"webm", "video/webm"},
    {"pdf", "application/pdf"},
    {"zip", "application/zip"},
    {"rar", "application/vnd.rar"},
    {"7z", "application/x-7z-compressed"},
    {"gz", "application/gzip"},
    {"tgz", "application/gzip"},
    {"rtf", "application/rtf"},
    {"doc", "application/msword"},
    {"xls", "application/vnd.ms-excel"},
    {"ppt", "application/vnd.ms-powerpoint"},
    {"msg", "application/vnd.ms-outlook"},
    {"odt", "application/vnd.oasis.opendocument.text"},
    {"ods", "application/vnd.oasis.opendocument.spreadsheet"},
    {"odp", "application/vnd.oasis.opendocument.presentation"},
    {"eml", "message/rfc822"},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {"txt", "text/plain"},
    {"log", "text/plain"},
    {"md", "text/plain"},
    {"csv", "text/csv"},
};

/// What browsers call types that have another name here.
constexpr std::pair<const char *, const char *> otherNames[] = {
    {"application/x-zip-compressed", "application/zip"},
    {"application/x-rar-compressed", "application/vnd.rar"},
    {"application/x-rar", "application/vnd.rar"},
    {"application/x-gzip", "application/gzip"},
    {"text/rtf", "application/rtf"},
    {"image/heif", "image/heic"},
    {"image/x-ms-bmp", "image/bmp"},
};

/// Whatever they hold, a system would run files of these names, install them, or follow them to
/// what it then runs.
constexpr const char *programs[] = {
    // Windows
    "ade", "adp", "appcontent-ms", "application", "appref-ms", "appx", "appxbundle", "asa", "asp",
    "aspx", "bas", "bat", "chm", "cmd", "cnt", "com", "cpl", "diagcab", "diagcfg", "diagpkg", "dll",
    "drv", "exe", "fxp", "gadget", "grp", "hlp", "hpj", "hta", "htc", "inf", "ins", "iqy", "isp",
    "its", "job", "js", "jse", "lib", "library-ms", "lnk", "mad", "maf", "mag", "mam", "maq", "mar",
    "mas", "mat", "mau", "mav", "maw", "mcf", "mda", "mdb", "mde", "mdt", "mdw", "mdz", "msc",
    "msh", "msh1", "msh1xml", "msh2", "msh2xml", "mshxml", "msi", "msix", "msixbundle", "msp",
    "msrcincident", "mst", "msu", "ocx", "ops", "osd", "pcd", "pif", "plg", "ppam", "prf", "prg",
    "printerexport", "ps1", "ps1xml", "ps2", "ps2xml", "psc1", "psc2", "psd1", "psdm1", "psm1",
    "rdp", "reg", "scf", "scr", "sct", "search-ms", "searchconnector-ms", "settingcontent-ms",
    "shb", "shs", "slk", "sys", "theme", "themepack", "udl", "url", "vb", "vba", "vbe", "vbp",
    "vbs", "vhd", "vhdx", "vsmacros", "vsw", "vxd", "wcx", "webpnp", "website", "wll", "ws", "wsb",
    "wsc", "wsf", "wsh", "xbap", "xlam", "xll", "xnk",
    // macOS
    "action", "app", "applescript", "bundle", "command", "definition", "dmg", "dylib", "fileloc",
    "inetloc", "kext", "mobileconfig", "mpkg", "osx", "pkg", "plugin", "prefpane", "saver", "scpt",
    "scptd", "terminal", "tool", "webloc", "workflow",
    // Linux
    "appimage", "bash", "bin", "csh", "deb", "desktop", "elf", "fish", "flatpak", "flatpakref",
    "ksh", "out", "rpm", "run", "service", "sh", "snap", "so", "zsh",
    // anywhere
    "apk", "cgi", "class", "ear", "hta", "htm", "html", "iso", "jar", "jnlp", "jsp", "lua", "mht",
    "mhtml", "php", "php3", "php4", "php5", "phar", "phtml", "pl", "py", "pyc", "pyo", "pyw", "pyz",
    "pyzw", "rb", "shtml", "svg", "svgz", "swf", "tcl", "war", "xapk", "xht", "xhtml", "xml", "xsl",
    "xslt"};

/// As Windows sees a name: without dots and blanks at its end.
QString withoutTail(QString name)
{
    while (!name.isEmpty() && (name.endsWith(u'.') || name.back().isSpace()))
        name.chop(1);
    return name;
}

/// Folded, so that width and case do not hide it.
QString suffixOf(const QString &filename)
{
    const QString name = withoutTail(searchfold::folded(filename));
    const qsizetype dot = name.lastIndexOf(u'.');
    return dot < 0 ? QString() : name.mid(dot + 1).trimmed();
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
            if (!head.startsWith(magic.head))
                continue;
            return QString::fromLatin1(magic.type);
        }
    }
    if (!isText(head))
        return {};
    if (suffix == u"eml") // may have a part in HTML; it is never shown, only given out as a file
        return QStringLiteral("message/rfc822");
    if (isMarkupOrScript(head))
        return {};
    return suffix == u"csv" ? QStringLiteral("text/csv") : QStringLiteral("text/plain");
}

bool isOffice(const QString &type)
{
    return type == u"application/msword" || type.startsWith(u"application/vnd.ms-");
}

/// May content of type `found` be called `promised`?
bool fits(const QString &found, const QString &promised)
{
    if (promised == found)
        return true;
    if (found == u"application/zip")
        return promised.startsWith(u"application/vnd.openxmlformats-") ||
               promised.startsWith(u"application/vnd.oasis.opendocument.");
    if (found == u"application/x-ole-storage")
        return isOffice(promised);
    if (found == u"application/rtf")
        return promised == u"application/msword"; // what Word says of it
    if (found.startsWith(u"text/"))
        return promised == u"application/json" ||
               (promised.startsWith(u"text/") && promised != u"text/html");
    if (found.startsWith(u"application/") || found.startsWith(u"message/"))
        return false;
    // Among pictures, and among sound and films, names are often a bit wrong, and that is harmless.
    const auto group = [](const QString &type) {
        const QString top = type.section(u'/', 0, 0);
        return top == u"audio" ? QStringLiteral("video") : top;
    };
    return group(promised) == group(found);
}

QString usualName(const QString &type)
{
    for (const auto &[other, usual] : otherNames) {
        if (type == QLatin1String(other))
            return QString::fromLatin1(usual);
    }
    return type;
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
    const QString media = usualName(declared.section(u';', 0, 0).trimmed().toLower());
    const bool says = !media.isEmpty() && media != u"application/octet-stream" &&
                      media != u"application/x-www-form-urlencoded";
    // Windows with Excel calls every CSV that.
    const bool isCsvOfExcel = found == u"text/csv" && media == u"application/vnd.ms-excel";
    if (says && !fits(found, media) && !isCsvOfExcel)
        return std::nullopt;
    const bool isContainer = found == u"application/zip" || found == u"application/x-ole-storage";
    return isContainer && !byName.isEmpty() ? byName : found;
}

QString cleanName(const QString &filename)
{
    QString name = filename.normalized(QString::NormalizationForm_C);
    name.replace(u'\\', u'/');
    name = name.section(u'/', -1);
    for (QChar &c : name) {
        if (QStringLiteral("<>:\"|?*").contains(c)) // what Windows does not take, or takes for more
            c = u'_';
    }
    name = withoutTail(displaytext::oneLine(name));
    while (name.startsWith(u'.') || name.startsWith(u' '))
        name.remove(0, 1);
    if (!displaytext::fits(name, maxName)) {
        const qsizetype dot = name.lastIndexOf(u'.');
        const QString suffix = dot < 0 ? QString() : displaytext::cut(name.mid(dot), 11);
        name = displaytext::cut(name, maxName - displaytext::length(suffix)) + suffix;
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
