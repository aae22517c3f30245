#include "server/domain/ticket/filetypes.h"

#include <QTest>

using namespace handoff;

/// Files by their content, and names that are only for people.
class TestFileTypes : public QObject
{
    Q_OBJECT

private slots:
    void recognised_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("filename");
        QTest::addColumn<QString>("declared");
        QTest::addColumn<QString>("type"); // empty: refused
        const auto row = [](const char *name, const QByteArray &content, const char *filename,
                            const char *declared, const char *type) {
            QTest::newRow(name) << content << QString::fromUtf8(filename)
                                << QString::fromUtf8(declared) << QString::fromUtf8(type);
        };
        const auto bytes = [](const char *head, qsizetype size) -> QByteArray {
            return QByteArray(head, size) + QByteArray(20, '\0');
        };
        const QByteArray zip = bytes("PK\x03\x04", 4), mp4 = bytes("\0\0\0\x18"
                                                                   "ftypisom",
                                                                   12);
        const QByteArray jpeg = bytes("\xff\xd8\xff\xe0", 4);
        row("jpeg", jpeg, "a.JPG", "image/jpeg", "image/jpeg");
        row("jpeg called png", jpeg, "a.png", "image/png", "image/jpeg");
        row("jpeg called pdf", jpeg, "a.pdf", "", "");
        row("gif", bytes("GIF89a", 6), "a.gif", "", "image/gif");
        row("webp", bytes("RIFF\x10\0\0\0WEBP", 12), "a.webp", "image/webp", "image/webp");
        row("webp without RIFF", bytes("XXXX\x10\0\0\0WEBP", 12), "a.webp", "image/webp", "");
        row("heic",
            bytes("\0\0\0\x18"
                  "ftypheic",
                  12),
            "a.heic", "", "image/heic");
        row("pdf", "%PDF-1.7\n", "a.pdf", "application/pdf", "application/pdf");
        row("pdf called zip", "%PDF-1.7\n", "a.zip", "", "");
        row("pdf declared a picture", "%PDF-1.7\n", "a", "image/png", "");
        row("mp4", mp4, "a.mp4", "video/mp4", "video/mp4");
        row("mp4 of sound only", mp4, "a.m4a", "audio/mp4", "video/mp4");
        row("mov",
            bytes("\0\0\0\x14"
                  "ftypqt  ",
                  12),
            "a.mov", "", "video/quicktime");
        row("zip", zip, "a.zip", "application/zip", "application/zip");
        row("zip of windows", zip, "a.zip", "application/x-zip-compressed", "application/zip");
        row("zip of others", zip, "a.zip", "application/x-zip", "application/zip");
        row("docx", zip, "a.docx", "",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        // Documents with macros, which Office asks about, not Windows.
        for (const auto &[extension, type] : {
                 std::pair("docm", "application/vnd.ms-word.document.macroEnabled.12"),
                 std::pair("xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12"),
                 std::pair("xlsb", "application/vnd.ms-excel.sheet.binary.macroEnabled.12"),
                 std::pair("pptm", "application/vnd.ms-powerpoint.presentation.macroEnabled.12"),
             }) {
            const QByteArray name = QByteArray("a.") + extension;
            row(extension, zip, name.constData(), type, type);
            row(QByteArray(name + " as bytes").constData(), zip, name.constData(),
                "application/octet-stream", type);
            row(QByteArray(name + " that is a picture").constData(), jpeg, name.constData(), type,
                "");
        }
        row("java", zip, "a.jar", "", "");
        row("android", zip, "a.apk", "application/zip", "");
        row("zip called picture", zip, "a.png", "", "");
        row("text", QByteArray("多少钱\r\n\t1"), "a.txt", "text/plain; charset=utf-8",
            "text/plain");
        row("csv", "a,b\n1,2\n", "a.csv", "text/csv", "text/csv");
        row("csv in GBK", "\xcb\xab,\xb3\xb5\n", "a.csv", "text/csv", "text/csv");
        row("json", "{}", "a.json", "application/json", "text/plain");
        row("any name", "hello", "hello", "", "text/plain");
        row("csv of Excel", "a;b\n", "a.csv", "application/vnd.ms-excel", "text/csv");
        row("xls that is text", "a\tb\n", "a.xls", "application/vnd.ms-excel", "");
        const QByteArray ole = bytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
        row("doc", ole, "a.doc", "application/msword", "application/msword");
        row("xls", ole, "a.XLS", "application/vnd.ms-excel", "application/vnd.ms-excel");
        row("msg", ole, "a.msg", "application/vnd.ms-outlook", "application/vnd.ms-outlook");
        row("msi", ole, "a.msi", "", "");
        row("doc called picture", ole, "a.png", "", "");
        row("docx with a password", ole, "a.docx", "",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        row("eml", "From: a@b.c\n\n<html>", "a.eml", "message/rfc822", "message/rfc822");
        row("rtf", "{\\rtf1}", "a.rtf", "application/rtf", "application/rtf");
        row("rtf by its other name", "{\\rtf1}", "a.rtf", "text/rtf", "application/rtf");
        row("odt", zip, "a.odt", "application/vnd.oasis.opendocument.text",
            "application/vnd.oasis.opendocument.text");
        row("rar", bytes("Rar!\x1a\x07\x00", 7), "a.rar", "application/x-rar-compressed",
            "application/vnd.rar");
        row("7z", bytes("7z\xbc\xaf\x27\x1c", 6), "a.7z", "application/x-7z-compressed",
            "application/x-7z-compressed");
        row("bmp", bytes("BM\x46\x00\x00\x00\x00\x00\x00\x00", 10), "a.bmp", "image/bmp",
            "image/bmp");
        row("text that begins as a bmp", "BMX bikes, all of them", "a.txt", "", "text/plain");
        row("mp3 with a title", bytes("ID3\x03", 4), "a.mp3", "audio/mpeg", "audio/mpeg");
        for (const char *frame : {"\xff\xfb\x90", "\xff\xfa\x90", "\xff\xf3\x40", "\xff\xf2\x40",
                                  "\xff\xe3\x18", "\xff\xe2\x18", "\xff\xfd\x90"})
            row(QByteArray("mp3 " + QByteArray(frame).toHex()).constData(), bytes(frame, 3),
                "a.mp3", "audio/mpeg", "audio/mpeg");
        for (const char *none : {"\xff\xfb\xf0", "\xff\xfb\x9c", "\xff\xeb\x90", "\xff\xff\xff"})
            row(QByteArray("no frame " + QByteArray(none).toHex()).constData(), bytes(none, 3),
                "a.mp3", "audio/mpeg", "");
        row("aac", bytes("\xff\xf1\x50\x80", 4), "a.aac", "audio/aac", "audio/aac");
        row("aac of MPEG 2", bytes("\xff\xf9\x50\x80", 4), "a.aac", "", "audio/aac");
        row("amr", bytes("#!AMR\n\x3c", 7), "a.amr", "audio/amr", "audio/amr");
        row("wide amr", bytes("#!AMR-WB\n", 9), "a.amr", "audio/amr-wb", "audio/amr");
        row("flac", bytes("fLaC\0\0\0\x22", 8), "a.flac", "audio/x-flac", "audio/flac");
        row("avi", bytes("RIFF\x10\0\0\0AVI LIST", 16), "a.avi", "video/avi", "video/x-msvideo");
        const QByteArray asf =
            bytes("\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", 16);
        row("wmv", asf, "a.wmv", "video/x-ms-wmv", "video/x-ms-wmv");
        row("wma", asf, "a.wma", "audio/x-ms-wma", "video/x-ms-wmv");
        const QByteArray tar = QByteArray("a.txt").leftJustified(257, '\0') + bytes("ustar\0"
                                                                                    "00",
                                                                                    8);
        row("tar", tar, "a.tar", "application/x-tar", "application/x-tar");
        row("tar of others", tar, "a.tar", "application/tar", "application/x-tar");
        row("tar called text", tar, "a.txt", "", "");
        row("tar.bz2", bytes("BZh91AY&SY", 10), "a.tar.bz2", "application/x-bzip",
            "application/x-bzip2");
        row("tar.xz",
            bytes("\xfd"
                  "7zXZ\0",
                  6),
            "a.tar.xz", "application/x-xz", "application/x-xz");
        row("avif",
            bytes("\0\0\0\x20"
                  "ftypavif",
                  12),
            "a.avif", "image/avif", "image/avif");
        row("HEIC",
            bytes("\0\0\0\x20"
                  "ftyphevc",
                  12),
            "IMG_1.HEIC", "image/heic", "image/heic");
        for (const char *name :
             {"invoice.bat.", "invoice.bat . .", "run.pif",  "run.reg", "x.psm1",
              "x.command",    "a.pdf.exe",       "a.exe ",   "a.sh",    "a.desktop",
              "a.app",        "a.scr",           "a.COM",    "a.cmd",   "a.ps1",
              "a.vbs",        "a.hta",           "a.lnk",    "a.jar",   "a.js",
              "a.terminal",   "a.AppImage",      "a.ｂａｔ", "a.url",   "a.chm",
              "a.\u200bbat"})
            row(name, "echo", name, "", "");
        // Whatever stands in it: a disk image may begin as a PDF.
        for (const char *extension :
             {// installers, packages, add-ins
              "appinstaller", "msixbundle", "ppkg", "vsix", "vsto", "xla", "xlam", "ppa", "oxt",
              "xpi", "crx",
              // queries, databases
              "iqy", "oqy", "dqy", "rqy", "odc", "slk", "udl", "dsn", "accde", "accdb", "accda",
              "accdr",
              // disk images
              "iso", "img", "vhd", "vhdx", "vmdk", "dmg", "sparseimage", "sparsebundle", "toast",
              "cdr", "dvdr", "wim",
              // shells and languages
              "sh", "bash", "dash", "ash", "tcsh", "csh", "ksh", "mksh", "fish", "zsh", "rb", "rbw",
              "py3", "ahk", "cjs", "mjs",
              // what leads elsewhere
              "lnk", "url", "webloc", "afploc", "ftploc", "vncloc", "mailloc", "fileloc", "inetloc",
              "webarchive", "rdp", "ica",
              // units and packages of Linux
              "service", "timer", "socket", "path", "mount", "automount", "target", "flatpakref",
              "flatpakrepo", "flatpak", "deb", "ymp",
              // phones
              "apk", "aab", "ipa", "hap"}) {
            const QByteArray name = QByteArray("a.") + extension;
            row(QByteArray(name + " of a pdf").constData(), "%PDF-1.7\n", name.constData(),
                "application/pdf", "");
            row(QByteArray(name + " of text").constData(), "x", name.constData(), "", "");
        }
        row("a program's name inside", "echo", "a.bat.txt", "", "text/plain");
        // XML is text; what a browser would run in it is not.
        row("an xml", "<?xml version='1.0'?>\n<a/>", "a.xml", "application/xml", "text/plain");
        row("an xml with a BOM", "\xef\xbb\xbf<?xml version='1.0'?><!DOCTYPE a><a/>", "a.XML",
            "text/xml", "text/plain");
        row("an xml without its head", "<!-- x --><a/>", "a.xml", "", "text/plain");
        row("an xml that is a page", "<?xml version='1.0'?><html/>", "a.xml", "text/xml", "");
        row("an xml that is a page far behind",
            "<?xml version='1.0'?><a>" + QByteArray(2000, ' ') +
                "<x:script xmlns:x='http://www.w3.org/1999/xhtml'/></a>",
            "a.xml", "text/xml", "");
        row("an xml that is a picture",
            "<?xml version='1.0'?><x:g xmlns:x='http://www.w3.org/2000/svg'/>", "a.xml", "", "");
        row("an xml with a style", "<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><a/>",
            "a.xml", "", "");
        row("a shell in an xml", "#!/bin/sh", "a.xml", "", "");
        const auto utf16 = [](const char *text, bool big) {
            QByteArray out(big ? "\xfe\xff" : "\xff\xfe");
            for (const QChar c : QString::fromUtf8(text)) {
                const char high = static_cast<char>(c.unicode() >> 8),
                           low = static_cast<char>(c.unicode() & 0xff);
                out.append(big ? high : low).append(big ? low : high);
            }
            return out;
        };
        row("text in UTF-16", utf16("多少钱 🚲\r\n", false), "a.txt", "text/plain", "text/plain");
        row("text in UTF-16, the other way", utf16("what?", true), "a.txt", "", "text/plain");
        row("csv in UTF-16", utf16("a\tb\n", false), "a.csv", "text/csv", "text/csv");
        row("html in UTF-16", utf16("<html>", false), "a.txt", "", "");
        row("xml in UTF-16", utf16("<?xml version='1.0'?><svg/>", true), "a.xml", "", "");
        row("UTF-16 with NUL", utf16("a", false) + QByteArray(2, '\0'), "a.txt", "", "");
        row("half of UTF-16", utf16("a", false) + "b", "a.txt", "", "");
        row("a log with colours", "\x1b[31mfailed\x1b[0m \a\b\n", "a.log", "", "text/plain");
        row("elf",
            bytes("\x7f"
                  "ELF\x02\x01",
                  6),
            "a", "", "");
        row("text with NUL", QByteArray("a\0b", 3), "a.txt", "", "");
        row("html far behind", QByteArray(2000, 'x') + "<html>", "a.txt", "", "text/plain");
        row("xml", " <?xml version='1.0'?>", "a.txt", "", "");
        row("html behind a BOM", "\xef\xbb\xbf\n<HTML>", "a.txt", "", "");
        row("shell in a csv", "#!/bin/sh", "a.csv", "", "");
        row("powershell", "Get-Item", "a.ps1", "", "");
        row("one byte", "x", "", "", "text/plain");
    }
    void recognised()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, filename);
        QFETCH(QString, declared);
        QTEST(FileTypes::recognise(content, filename, declared).value_or(QString()), "type");
    }

    void names_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("clean");
        const QString longName(300, u'长');
        QTest::newRow("plain") << "a.txt"
                               << "a.txt";
        QTest::newRow("unix") << "../../etc/passwd"
                              << "passwd";
        QTest::newRow("windows") << "C:\\x\\a.txt"
                                 << "a.txt";
        QTest::newRow("mixed") << "a/b\\..\\c.txt"
                               << "c.txt";
        QTest::newRow("hidden") << ".bashrc"
                                << "bashrc";
        QTest::newRow("dots") << "..."
                              << "";
        QTest::newRow("folder") << "a/"
                                << "";
        QTest::newRow("control") << QString::fromUtf8("a\r\n\tb\x7f.txt") << "a b.txt";
        QTest::newRow("direction") << QString::fromUtf8("a\u202Egpj.exe") << "agpj.exe";
        QTest::newRow("blanks") << "  a b.txt "
                                << "a b.txt";
        QTest::newRow("long") << QString(longName + QStringLiteral(".pdf"))
                              << QString(longName.left(116) + QStringLiteral(".pdf"));
        QTest::newRow("long without extension") << longName << longName.left(120);
        QTest::newRow("pair not split") << QString(QString(119, u'x') + QStringLiteral("😀y"))
                                        << QString(QString(119, u'x') + QStringLiteral("😀"));
        QTest::newRow("dots and blanks behind") << "invoice.bat. . ."
                                                << "invoice.bat";
        QTest::newRow("stream") << "a.exe::$DATA"
                                << "a.exe__$DATA";
    }
    void names()
    {
        QFETCH(QString, given);
        QTEST(FileTypes::cleanName(given), "clean");
    }
};

QTEST_APPLESS_MAIN(TestFileTypes)
#include "tst_filetypes.moc"
