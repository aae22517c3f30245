#include "shared/core/json.h"

#include "shared/contract/errors.h"
#include "shared/text/displaytext.h"
#include "shared/text/names.h"

#include <charconv>
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

Result<void> storable(const QString &text, const QString &path)
{
    if (text.contains(QChar(u'\0')))
        return validationError(path, QStringLiteral("must not contain U+0000"));
    if (!displaytext::isWellFormed(text))
        return validationError(path, QStringLiteral("must not contain half a surrogate pair"));
    return {};
}

/// All texts and names in it, however deep (parse() bounds that).
Result<void> storable(const QJsonValue &value, const QString &path)
{
    if (value.isString())
        return storable(value.toString(), path);
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            HANDOFF_CHECK(storable(array.at(i), path + u'/' + QString::number(i)));
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            HANDOFF_CHECK(storable(it.key(), path));
            HANDOFF_CHECK(storable(it.value(), path + u'/' + it.key()));
        }
    }
    return {};
}

} // namespace

void Writer::attach(qsizetype used)
{
    if (m_bytes.capacity() > m_bytes.size())
        m_bytes.resize(m_bytes.capacity());
    if (m_bytes.isEmpty())
        return; // data() would already make room
    m_begin = m_bytes.data();
    m_at = m_begin + used;
    m_end = m_begin + m_bytes.size();
}

void Writer::grow(qsizetype size)
{
    constexpr qsizetype least = 240;
    const qsizetype used = this->size();
    m_bytes.resize(used); // what lies behind need not be copied
    m_bytes.reserve(std::max({least, 2 * used, used + size}));
    attach(used);
}

QByteArray Writer::finish()
{
    m_bytes.resize(size());
    if (m_bytes.capacity() > 2 * m_bytes.size() + 1024)
        m_bytes.squeeze(); // a long text had more room than it needed, and events are kept
    m_begin = m_at = m_end = nullptr;
    return std::exchange(m_bytes, {});
}

namespace {

/// `"`, `\\` and control characters as JSON wants them.
char *escaped(char *at, ushort c)
{
    static constexpr char hex[] = "0123456789abcdef";
    *at++ = '\\';
    switch (c) {
    case '"':
        *at++ = '"';
        break;
    case '\\':
        *at++ = '\\';
        break;
    case '\n':
        *at++ = 'n';
        break;
    case '\r':
        *at++ = 'r';
        break;
    case '\t':
        *at++ = 't';
        break;
    default:
        *at++ = 'u';
        *at++ = '0';
        *at++ = '0';
        *at++ = hex[c >> 4];
        *at++ = hex[c & 0xf];
    }
    return at;
}

/// A character beyond ASCII as UTF-8; half a surrogate pair becomes U+FFFD.
char *utf8(char *at, char32_t c)
{
    const auto tail = [](char32_t bits) { return static_cast<char>(0x80 | (bits & 0x3f)); };
    if (c < 0x800) {
        *at++ = static_cast<char>(0xc0 | (c >> 6));
    } else {
        if (c < 0x10000) {
            *at++ = static_cast<char>(0xe0 | (c >> 12));
        } else {
            *at++ = static_cast<char>(0xf0 | (c >> 18));
            *at++ = tail(c >> 12);
        }
        *at++ = tail(c >> 6);
    }
    *at++ = tail(c);
    return at;
}

} // namespace

void writeString(Writer &out, QStringView text)
{
    constexpr qsizetype longest = 6; // `\u001f`
    char *at = out.room(text.size() * longest + 2);
    *at++ = '"';
    const char16_t *c = text.utf16();
    const char16_t *const end = c + text.size();
    for (; c < end; ++c) {
        if (*c < 0x80) {
            if (*c >= 0x20 && *c != '"' && *c != '\\')
                *at++ = static_cast<char>(*c);
            else
                at = escaped(at, *c);
        } else if (!QChar::isSurrogate(*c)) {
            at = utf8(at, *c);
        } else if (QChar::isHighSurrogate(*c) && c + 1 < end && QChar::isLowSurrogate(c[1])) {
            at = utf8(at, QChar::surrogateToUcs4(c[0], c[1]));
            ++c;
        } else {
            at = utf8(at, QChar::ReplacementCharacter);
        }
    }
    *at++ = '"';
    out.end(at);
}

void writeString(QByteArray &out, QStringView text)
{
    Writer writer(std::move(out));
    writeString(writer, text);
    out = writer.finish();
}

void writeInteger(Writer &out, qint64 number)
{
    constexpr qsizetype longest = 20;
    char *const at = out.room(longest);
    out.end(std::to_chars(at, at + longest, number).ptr);
}

void writeDouble(Writer &out, double number)
{
    if (!std::isfinite(number))
        out.put("null");
    else if (number == std::floor(number) && std::fabs(number) <= maxSafeInteger)
        writeInteger(out, static_cast<qint64>(number));
    else
        out.put(QByteArray::number(number, 'g', QLocale::FloatingPointShortest));
}

void writeTimestamp(Writer &out, Timestamp time)
{
    const qint64 magnitude = std::abs(time.ms);
    if (time.ms < 0)
        out.put('-');
    writeInteger(out, magnitude / 1000);
    const auto fraction = static_cast<int>(magnitude % 1000);
    char *const at = out.take(4);
    at[0] = '.';
    at[1] = static_cast<char>('0' + fraction / 100);
    at[2] = static_cast<char>('0' + fraction / 10 % 10);
    at[3] = static_cast<char>('0' + fraction % 10);
}

void writeObject(Writer &out, const QJsonObject &object)
{
    if (object.isEmpty())
        out.put("{}");
    else
        out.put(QJsonDocument(object).toJson(QJsonDocument::Compact));
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
    if (mode == Mode::Lenient)
        return {};
    HANDOFF_CHECK(storable(out, path));
    out = out.normalized(QString::NormalizationForm_C);
    return {};
}

Result<void> readValue(const QJsonValue &v, const QString &path, Mode, Timestamp &out)
{
    if (!v.isDouble())
        return validationError(path, QStringLiteral("number of seconds expected"));
    out = Timestamp::fromSeconds(v.toDouble());
    return {};
}

Result<void> readValue(const QJsonValue &v, const QString &path, Mode mode, QJsonObject &out)
{
    if (!v.isObject())
        return validationError(path, QStringLiteral("object expected"));
    if (mode == Mode::Strict)
        HANDOFF_CHECK(storable(v, path));
    out = v.toObject();
    return {};
}

Result<void> make(TextKind kind, const QString &path, QString &text)
{
    if (kind == TextKind::Name)
        return names::check(path, text);
    if (kind == TextKind::Line)
        text = displaytext::oneLine(text);
    return {};
}

} // namespace handoff::json
