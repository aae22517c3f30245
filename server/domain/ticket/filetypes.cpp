#include "server/domain/ticket/filetypes.h"

#include "shared/text/displaytext.h"
#include "shared/text/searchfold.h"

#include <QList>
#include <QStringDecoder>
#include <QStringList>

#include <algorithm>
#include <initializer_list>
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
    HANDOFF_MAGIC(8, "AVI ", "video/x-msvideo", "RIFF"),
    HANDOFF_MAGIC(6, "\0\0\0\0", "image/bmp", "BM"),
    HANDOFF_MAGIC(0, "II*\0", "image/tiff"),
    HANDOFF_MAGIC(0, "MM\0*", "image/tiff"),
    HANDOFF_MAGIC(0, "%PDF-", "application/pdf"),
    HANDOFF_MAGIC(0, "PK\x03\x04", "application/zip"),
    HANDOFF_MAGIC(0, "PK\x05\x06", "application/zip"), // an empty one
    HANDOFF_MAGIC(0, "Rar!\x1a\x07", "application/vnd.rar"),
    HANDOFF_MAGIC(0, "7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    HANDOFF_MAGIC(0, "\x1f\x8b\x08", "application/gzip"),
    HANDOFF_MAGIC(0, "\xfd\x37zXZ\0", "application/x-xz"),
    HANDOFF_MAGIC(4, "1AY&SY", "application/x-bzip2", "BZh"),
    HANDOFF_MAGIC(257, "ustar", "application/x-tar"),
    HANDOFF_MAGIC(0, "{\\rtf", "application/rtf"),
    // Word, Excel and Outlook before 2007 are one kind of file, see isOffice; with a password the
    // newer ones are too.
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
    HANDOFF_MAGIC(0, "OggS", "audio/ogg"),
    HANDOFF_MAGIC(0, "fLaC", "audio/flac"),
    HANDOFF_MAGIC(0, "#!AMR\n", "audio/amr"),
    HANDOFF_MAGIC(0, "#!AMR-WB\n", "audio/amr"),
    HANDOFF_MAGIC(0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c",
                  "video/x-ms-wmv"),
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
    {"aac", "audio/aac"},
    {"amr", "audio/amr"},
    {"flac", "audio/flac"},
    {"mp4", "video/mp4"},
    {"m4v", "video/mp4"},
    {"mov", "video/quicktime"},
    {"webm", "video/webm"},
    {"avi", "video/x-msvideo"},
    {"wmv", "video/x-ms-wmv"},
    {"wma", "audio/x-ms-wma"},
    {"pdf", "application/pdf"},
    {"zip", "application/zip"},
    {"rar", "application/vnd.rar"},
    {"7z", "application/x-7z-compressed"},
    {"gz", "application/gzip"},
    {"tgz", "application/gzip"},
    {"bz2", "application/x-bzip2"},
    {"xz", "application/x-xz"},
    {"tar", "application/x-tar"},
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
    {"docm", "application/vnd.ms-word.document.macroEnabled.12"},
    {"xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12"},
    {"xlsb", "application/vnd.ms-excel.sheet.binary.macroEnabled.12"},
    {"pptm", "application/vnd.ms-powerpoint.presentation.macroEnabled.12"},
    {"txt", "text/plain"},
    {"log", "text/plain"},
    {"md", "text/plain"},
    {"xml", "text/plain"}, // so that a browser shows what it holds
    {"csv", "text/csv"},
};

/// What browsers call types that have another name here.
constexpr std::pair<const char *, const char *> otherNames[] = {
    {"application/x-zip-compressed", "application/zip"},
    {"application/x-zip", "application/zip"},
    {"application/x-rar-compressed", "application/vnd.rar"},
    {"application/x-rar", "application/vnd.rar"},
    {"application/x-gzip", "application/gzip"},
    {"application/x-compressed-tar", "application/gzip"},
    {"application/x-bzip", "application/x-bzip2"},
    {"application/x-bzip-compressed-tar", "application/x-bzip2"},
    {"application/x-bzip2-compressed-tar", "application/x-bzip2"},
    {"application/x-xz-compressed-tar", "application/x-xz"},
    {"application/tar", "application/x-tar"},
    {"application/x-gtar", "application/x-tar"},
    {"application/xml", "text/xml"},
    {"application/json", "text/json"},
    {"text/rtf", "application/rtf"},
    {"image/heif", "image/heic"},
    {"image/x-ms-bmp", "image/bmp"},
};

/// Whatever they hold, a system would run files of these names, install them, or follow them to
/// what it then runs.
constexpr const char *programs[] = {
    // Windows
    "accda", "accdb", "accdc", "accde", "accdr", "accdt", "accdu", "ade", "adp", "ahk", "air",
    "appcontent-ms", "appinstaller", "application", "appref-ms", "appx", "appxbundle", "asa",
    "ashx", "asmx", "asp", "aspx", "au3", "ax", "bas", "bat", "cdxml", "chm", "cmd", "cnt", "com",
    "cpl", "deskthemepack", "diagcab", "diagcfg", "diagpkg", "dll", "dqy", "drv", "dsn", "eappx",
    "eappxbundle", "efi", "emsix", "emsixbundle", "esd", "exe", "fxp", "gadget", "grp", "hlp",
    "hpj", "hta", "htc", "ica", "inf", "ins", "iqy", "isp", "its", "job", "js", "jse", "lib",
    "library-ms", "lnk", "mad", "maf", "mag", "mam", "maq", "mar", "mas", "mat", "mau", "mav",
    "maw", "mcf", "mcl", "mda", "mdb", "mde", "mdt", "mdw", "mdz", "mof", "msc", "msh", "msh1",
    "msh1xml", "msh2", "msh2xml", "mshxml", "msi", "msix", "msixbundle", "msp", "msrcincident",
    "mst", "msu", "ocx", "odc", "ops", "oqy", "osd", "pcd", "pif", "plg", "ppa", "ppam", "ppkg",
    "prf", "prg", "printerexport", "ps1", "ps1xml", "ps2", "ps2xml", "psc1", "psc2", "psd1",
    "psdm1", "psm1", "pssc", "rdg", "rdp", "reg", "rqy", "scf", "scr", "sct", "search-ms",
    "searchconnector-ms", "settingcontent-ms", "shb", "shs", "slk", "swm", "sys", "theme",
    "themepack", "udl", "url", "vb", "vba", "vbe", "vbp", "vbs", "vdi", "vfd", "vhd", "vhdx",
    "vmdk", "vsix", "vsmacros", "vsto", "vsw", "vxd", "wcx", "webpnp", "website", "wim", "wll",
    "ws", "wsb", "wsc", "wsf", "wsh", "xaml", "xap", "xbap", "xla", "xlam", "xll", "xnk",
    // macOS
    "action", "afploc", "app", "appex", "applescript", "atloc", "bundle", "cdr", "command",
    "component", "configprofile", "definition", "dmg", "dvdr", "dylib", "fileloc", "ftploc",
    "httploc", "inetloc", "ipsw", "kext", "mailloc", "mobileconfig", "mobileprovision", "mpkg",
    "newsloc", "nfsloc", "osax", "osx", "pkg", "plugin", "prefpane", "provisionprofile", "saver",
    "scpt", "scptd", "shortcut", "smbloc", "smi", "sparsebundle", "sparseimage", "sshloc",
    "telnetloc", "terminal", "toast", "tool", "vncloc", "webarchive", "webbookmark", "webloc",
    "wflow", "workflow", "xpc",
    // Linux
    "appimage", "ash", "automount", "bash", "bin", "csh", "dash", "deb", "desktop", "drpm", "elf",
    "fish", "flatpak", "flatpakref", "flatpakrepo", "ko", "ksh", "mksh", "mount", "netdev",
    "nspawn", "out", "pacman", "path", "pdksh", "rbash", "rpm", "run", "scope", "service", "sh",
    "slice", "snap", "so", "socket", "srpm", "swap", "target", "tcsh", "timer", "udeb", "ymp",
    "zsh",
    // anywhere
    "aab", "apk", "apkm", "apks", "cgi", "cjs", "class", "crx", "ear", "groovy", "hap", "htm",
    "html", "img", "ipa", "iso", "jar", "jmod", "jnlp", "jsp", "jspf", "jspx", "kts", "lua", "mdf",
    "mds", "mht", "mhtml", "mjs", "nrg", "nu", "oxt", "phar", "php", "php3", "php4", "php5", "php6",
    "php7", "php8", "phps", "pht", "phtml", "pl", "py", "py3", "pyc", "pyd", "pyo", "pyw", "pyz",
    "pyzw", "rb", "rbw", "rpy", "shtm", "shtml", "svg", "svgz", "swf", "tcl", "udf", "war", "xapk",
    "xht", "xhtml", "xonsh", "xpi", "xsl", "xslt"};

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

bool byteAt(QByteArrayView content, qsizetype at, int mask, int value)
{
    return at < content.size() && (static_cast<unsigned char>(content.at(at)) & mask) == value;
}

/// Sound of MPEG that begins without a title: a frame of layer II or III with a bit rate and a
/// sampling rate that there are. (Of layer I it would begin as text in UTF-16 does.)
bool isMpegFrame(QByteArrayView head)
{
    const bool isLayer = byteAt(head, 1, 0xe6, 0xe2) || byteAt(head, 1, 0xe6, 0xe4);
    return byteAt(head, 0, 0xff, 0xff) && isLayer && !byteAt(head, 1, 0x18, 0x08) &&
           head.size() > 2 && !byteAt(head, 2, 0xf0, 0xf0) && !byteAt(head, 2, 0x0c, 0x0c);
}

bool isAacFrame(QByteArrayView head)
{
    return byteAt(head, 0, 0xff, 0xff) && byteAt(head, 1, 0xf6, 0xf0);
}

/// Without a BOM and in UTF-8, if that says UTF-16; nothing when it is not what it says.
std::optional<QByteArray> textOf(QByteArrayView head)
{
    if (head.startsWith("\xef\xbb\xbf"))
        return head.sliced(3).toByteArray();
    if (!head.startsWith("\xff\xfe") && !head.startsWith("\xfe\xff"))
        return head.toByteArray();
    QStringDecoder decoder(QStringDecoder::Utf16);
    const QString text = decoder(head);
    if (decoder.hasError() || head.size() % 2 != 0)
        return std::nullopt;
    return text.toUtf8();
}

/// Logs of programs colour lines, go back and ring.
bool isText(const QByteArray &text)
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0x7f || (byte < 0x20 && !QByteArrayView("\t\n\r\f\a\b\x1b").contains(c));
    });
}

bool holdsOneOf(const QByteArray &text, std::initializer_list<const char *> parts)
{
    return std::any_of(parts.begin(), parts.end(),
                       [&text](const char *part) { return text.contains(part); });
}

/// Text that a browser or a shell would not show but run. Of XML a browser makes a page wherever
/// one begins in it.
bool isMarkupOrScript(const QByteArray &whole, bool isXml)
{
    const QByteArray text =
        (isXml ? whole : whole.first(std::min(whole.size(), sniffed))).toLower().trimmed();
    if (text.startsWith("#!"))
        return true;
    if (isXml && holdsOneOf(text, {"xml-stylesheet", "/1999/xhtml", "/2000/svg"}))
        return true;
    if (!isXml && (text.startsWith("<?") || text.startsWith("<!")))
        return true;
    return holdsOneOf(
        text, {"<html", "<head", "<body", "<script", "<svg", "<iframe", "<object", "<embed"});
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
    if (isMpegFrame(head))
        return QStringLiteral("audio/mpeg");
    if (isAacFrame(head))
        return QStringLiteral("audio/aac");
    const std::optional<QByteArray> text = textOf(head);
    if (!text || !isText(*text))
        return {};
    if (suffix == u"eml") // may have a part in HTML; it is never shown, only given out as a file
        return QStringLiteral("message/rfc822");
    if (isMarkupOrScript(*text, suffix == u"xml"))
        return {};
    return suffix == u"csv" ? QStringLiteral("text/csv") : QStringLiteral("text/plain");
}

bool isOffice(const QString &type)
{
    return type == u"application/msword" || type.startsWith(u"application/vnd.ms-");
}

/// Since 2007, without a password.
bool isZippedOffice(const QString &type)
{
    return type.startsWith(u"application/vnd.openxmlformats-") ||
           type.endsWith(u".macroenabled.12", Qt::CaseInsensitive);
}

/// May content of type `found` be called `promised`?
bool fits(const QString &found, const QString &promised)
{
    if (promised == found)
        return true;
    if (found == u"application/zip")
        return isZippedOffice(promised) ||
               promised.startsWith(u"application/vnd.oasis.opendocument.");
    if (found == u"application/x-ole-storage")
        return isOffice(promised) || isZippedOffice(promised);
    if (found == u"application/rtf")
        return promised == u"application/msword"; // what Word says of it
    if (found.startsWith(u"text/"))
        return promised.startsWith(u"text/") && promised != u"text/html";
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
