#include "server/http/request.h"

#include "shared/contract/errors.h"
#include "shared/text/displaytext.h"
#include "shared/text/names.h"

#include <algorithm>

namespace handoff::http {

QString percentDecoded(QByteArrayView text)
{
    if (!text.contains('%'))
        return QString::fromUtf8(text);
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text.toByteArray()));
}

namespace {
QByteArrayView rawQuery(QByteArrayView target)
{
    const qsizetype mark = target.indexOf('?');
    if (mark < 0)
        return {};
    const qsizetype hash = target.indexOf('#', mark);
    return hash < 0 ? target.sliced(mark + 1) : target.sliced(mark + 1, hash - mark - 1);
}
QString queryDecoded(QByteArrayView text)
{
    if (!text.contains('+'))
        return percentDecoded(text);
    return percentDecoded(text.toByteArray().replace('+', ' '));
}
/// No text: not UTF-8, or with U+0000.
bool isBroken(QByteArrayView encoded)
{
    const QByteArray bytes = QByteArray::fromPercentEncoding(encoded.toByteArray());
    return bytes.contains('\0') || !bytes.isValidUtf8();
}
} // namespace

QByteArrayView Request::rawPath() const
{
    const QByteArrayView all(target);
    qsizetype end = 0;
    while (end < all.size() && all[end] != '?' && all[end] != '#')
        ++end;
    return all.first(end);
}

QByteArray Request::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (name.compare(key, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

bool Request::hasHeader(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (name.compare(key, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

QList<QByteArray> Request::headerAll(QByteArrayView name) const
{
    QList<QByteArray> all;
    for (const auto &[key, value] : headers) {
        if (name.compare(key, Qt::CaseInsensitive) == 0)
            all.append(value);
    }
    return all;
}

QList<QPair<QString, QString>> Request::query() const
{
    QList<QPair<QString, QString>> all;
    QByteArrayView rest = rawQuery(target);
    while (!rest.isEmpty()) {
        const qsizetype amp = rest.indexOf('&');
        const QByteArrayView part = amp < 0 ? rest : rest.first(amp);
        rest = amp < 0 ? QByteArrayView() : rest.sliced(amp + 1);
        if (part.isEmpty())
            continue;
        const qsizetype equal = part.indexOf('=');
        if (equal < 0)
            all.append({queryDecoded(part), QString()});
        else
            all.append({queryDecoded(part.first(equal)), queryDecoded(part.sliced(equal + 1))});
    }
    return all;
}

Result<void> Request::checkTexts() const
{
    for (const auto &[name, value] : m_params)
        HANDOFF_CHECK(names::check(u'/' + QString::fromUtf8(name), value));
    const QByteArrayView query = rawQuery(target);
    if (!isBroken(query))
        return {};
    QString name;
    for (const QByteArray &part : query.toByteArray().split('&')) {
        if (isBroken(part))
            name =
                queryDecoded(QByteArrayView(part).first(std::max<qsizetype>(part.indexOf('='), 0)));
    }
    return errors::validation(u'/' + displaytext::oneLine(displaytext::cut(name, 50)),
                              QStringLiteral("UTF-8 text without U+0000 expected"));
}

std::optional<QString> Request::queryValue(QStringView name) const
{
    for (const auto &[key, value] : query()) {
        if (key == name)
            return value;
    }
    return std::nullopt;
}

QStringList Request::queryAll(QStringView name) const
{
    QStringList all;
    for (const auto &[key, value] : query()) {
        if (key == name)
            all.append(value);
    }
    return all;
}

QString Request::param(QByteArrayView name) const
{
    for (const auto &[key, value] : m_params) {
        if (name == key)
            return value;
    }
    return {};
}

std::optional<QByteArray> Request::bearerToken() const
{
    const QByteArray value = header("authorization");
    constexpr QByteArrayView scheme("Bearer ");
    if (value.size() <= scheme.size() ||
        QByteArrayView(value).first(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    return value.mid(scheme.size()).trimmed();
}

bool Request::hasContentType(QByteArrayView type) const
{
    const QByteArray value = header("content-type");
    const qsizetype semicolon = value.indexOf(';');
    const QByteArrayView media =
        semicolon < 0 ? QByteArrayView(value) : QByteArrayView(value).first(semicolon);
    return media.trimmed().compare(type, Qt::CaseInsensitive) == 0;
}

} // namespace handoff::http
