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
        row("docx", zip, "a.docx", "",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
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
        row("a program's name inside", "echo", "a.bat.txt", "", "text/plain");
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
