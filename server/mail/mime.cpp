#include "server/mail/mime.h"

#include "shared/text/displaytext.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace handoff::mail {

namespace {

constexpr qsizetype maxLine = 76;
constexpr qsizetype maxWordBytes = 42; // of UTF-8: 56 characters of base64, within RFC 2047's 75

bool isPlain(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
}

QByteArray base64Lines(const QByteArray &bytes)
{
    const QByteArray all = bytes.toBase64();
    QByteArray out;
    for (qsizetype i = 0; i < all.size(); i += maxLine)
        out += all.mid(i, maxLine) + "\r\n";
    return out;
}

QByteArray part(const QByteArray &boundary, const QByteArray &type, const QString &content)
{
    QString lines = content;
    lines.remove(u'\r').replace(u'\n', QStringLiteral("\r\n"));
    return "--" + boundary + "\r\nContent-Type: " + type +
           "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
           base64Lines(lines.toUtf8());
}

QByteArray dateOf(Timestamp time)
{
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(time.ms, Qt::UTC);
    return QLocale::c()
        .toString(utc, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss '+0000'"))
        .toLatin1();
}

} // namespace

QByteArray encodedHeader(const QString &text)
{
    const QString line = displaytext::oneLine(text);
    // "=?" in plain text would be read as an encoded word.
    if (isPlain(line) && line.size() <= maxLine && !line.contains(QLatin1String("=?")))
        return line.toLatin1();
    QByteArray out;
    QByteArray word;
    const auto close = [&out, &word] {
        if (!word.isEmpty())
            out += (out.isEmpty() ? "=?utf-8?B?" : "\r\n =?utf-8?B?") + word.toBase64() + "?=";
        word.clear();
    };
    for (qsizetype i = 0; i < line.size();) {
        const qsizetype units = line.at(i).isHighSurrogate() && i + 1 < line.size() ? 2 : 1;
        const QByteArray character = line.mid(i, units).toUtf8();
        if (word.size() + character.size() > maxWordBytes)
            close();
        word += character;
        i += units;
    }
    close();
    return out;
}

bool isAddress(const QString &address)
{
    const qsizetype at = address.indexOf(u'@');
    return at > 0 && at == address.lastIndexOf(u'@') && at + 1 < address.size() &&
           address.size() <= 254 && std::all_of(address.begin(), address.end(), [](QChar c) {
               return c > u' ' && c <= u'~' && !QStringLiteral("<>()[],;:\\\"").contains(c);
           });
}

QByteArray encode(const Mail &mail)
{
    // Base64 has no "=_", so the boundary cannot stand in a part.
    const QByteArray boundary =
        "=_" + QCryptographicHash::hash(mail.messageId.toUtf8(), QCryptographicHash::Sha256)
                   .toHex()
                   .left(32);
    QByteArray to;
    for (const QString &address : mail.to)
        to += (to.isEmpty() ? "" : ",\r\n ") + displaytext::oneLine(address).toLatin1();
    const QByteArray name = encodedHeader(mail.fromName);
    const QByteArray address = '<' + displaytext::oneLine(mail.from).toLatin1() + '>';
    const bool quoted = isPlain(mail.fromName) && !name.startsWith("=?");
    QByteArray from = address;
    if (quoted && !name.isEmpty())
        from =
            '"' + QByteArray(name).replace('\\', "\\\\").replace('"', "\\\"") + "\"\r\n " + address;
    else if (!name.isEmpty())
        from = name + "\r\n " + address;
    return "Date: " + dateOf(mail.date) + "\r\nFrom: " + from + "\r\nTo: " + to +
           "\r\nSubject: " + encodedHeader(mail.subject) +
           "\r\nMessage-ID: " + displaytext::oneLine(mail.messageId).toLatin1() +
           "\r\nMIME-Version: 1.0"
           "\r\nAuto-Submitted: auto-generated"
           "\r\nContent-Type: multipart/alternative;\r\n boundary=\"" +
           boundary + "\"\r\n\r\n" + part(boundary, "text/plain", mail.text) +
           part(boundary, "text/html", mail.html) + "--" + boundary + "--\r\n";
}

} // namespace handoff::mail
