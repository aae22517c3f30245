#include "shared/core/json.h"

#include "shared/contract/errors.h"

#include <QStringConverter>

#include <cmath>

namespace handoff::json {

namespace {

constexpr int maxDepth = 64;
constexpr double maxSafeInteger = 9007199254740991.0;

/// QJsonDocument itself goes 1,024 levels deep; recursion over such a document is nobody's need.
bool tooDeep(const QByteArray &bytes)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes.at(i);
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > maxDepth)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

Error invalidJson()
{
    return errors::invalidJson();
}

Result<qint64> integer(const QJsonValue &v, const QString &path)
{
    const double d = v.toDouble();
    if (!v.isDouble() || d != std::floor(d) || std::fabs(d) > maxSafeInteger)
        return validationError(path, QStringLiteral("integer expected"));
    return static_cast<qint64>(d);
}

} // namespace

void writeString(QByteArray &out, QStringView text)
{
    static constexpr char hex[] = "0123456789abcdef";
    QStringEncoder toUtf8(QStringConverter::Utf8);
    const QByteArray utf8 = toUtf8(text);
    out.append('"');
    qsizetype plainFrom = 0;
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto c = static_cast<unsigned char>(utf8.at(i));
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(utf8.constData() + plainFrom, i - plainFrom);
        plainFrom = i + 1;
        switch (c) {
        case '"': out.append("\\\""); break;
        case '\\': out.append("\\\\"); break;
        case '\n': out.append("\\n"); break;
        case '\r': out.append("\\r"); break;
        case '\t': out.append("\\t"); break;
        default:
            out.append("\\u00");
            out.append(hex[c >> 4]);
            out.append(hex[c & 0xf]);
        }
    }
    out.append(utf8.constData() + plainFrom, utf8.size() - plainFrom);
    out.append('"');
}

void writeDouble(QByteArray &out, double number)
{
    if (!std::isfinite(number))
        out.append("null");
    else if (number == std::floor(number) && std::fabs(number) <= maxSafeInteger)
        out.append(QByteArray::number(static_cast<qint64>(number)));
    else
        out.append(QByteArray::number(number, 'g', QLocale::FloatingPointShortest));
}

void writeTimestamp(QByteArray &out, Timestamp time)
{
    const qint64 magnitude = std::abs(time.ms);
    if (time.ms < 0)
        out.append('-');
    out.append(QByteArray::number(magnitude / 1000));
    const QByteArray fraction = QByteArray::number(magnitude % 1000);
    out.append('.');
    out.append("000", 3 - fraction.size());
    out.append(fraction);
}

void writeObject(QByteArray &out, const QJsonObject &object)
{
    out.append(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Error validationError(const QString &path, const QString &problem)
{
    return errors::validation(path.isEmpty() ? QStringLiteral("/") : path, problem);
}

Result<QJsonValue> parse(const QByteArray &bytes)
{
    if (bytes.contains('\0') || tooDeep(bytes))
        return invalidJson();
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parseError);
    if (parseError.error != QJsonParseError::NoError)
        return invalidJson();
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

Result<void> readValue(const QJsonValue &v, const QString &path, Mode, bool &out)
{
    if (!v.isBool())
        return validationError(path, QStringLiteral("boolean expected"));
    out = v.toBool();
    return {};
}

Result<void> readValue(const QJsonValue &v, const QString &path, Mode, qint64 &out)
{
    HANDOFF_TRY(out, integer(v, path));
    return {};
}

Result<void> readValue(const QJsonValue &v, const QString &path, Mode, int &out)
{
    HANDOFF_TRY(const qint64 wide, integer(v, path));
    if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max())
        return validationError(path, QStringLiteral("integer out of range"));
    out = static_cast<int>(wide);
    return {};
}

Result<void> readValue(const QJsonValue &v, const QString &path, Mode, double &out)
{
    if (!v.isDouble())
        return validationError(path, QStringLiteral("number expected"));
    out = v.toDouble();
    return {};
}

Result<void> readValue(const QJsonValue &v, const QString &path, Mode mode, QString &out)
{
    if (!v.isString())
        return validationError(path, QStringLiteral("string expected"));
    out = v.toString();
    if (mode == Mode::Strict && out.contains(QChar(u'\0')))
        return validationError(path, QStringLiteral("must not contain U+0000"));
    return {};
}

Result<void> readValue(const QJsonValue &v, const QString &path, Mode, Timestamp &out)
{
    if (!v.isDouble())
        return validationError(path, QStringLiteral("number of seconds expected"));
    out = Timestamp::fromSeconds(v.toDouble());
    return {};
}

Result<void> readValue(const QJsonValue &v, const QString &path, Mode, QJsonObject &out)
{
    if (!v.isObject())
        return validationError(path, QStringLiteral("object expected"));
    out = v.toObject();
    return {};
}

} // namespace handoff::json
