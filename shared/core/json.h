#pragma once

#include "shared/core/jsonwriter.h"
#include "shared/core/result.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>

#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

/// JSON codec. A struct lists its fields once, and the same list reads and writes:
///
///     struct Tag
///     {
///         QString id, name;
///         std::optional<QString> icon;
///         static constexpr auto fields(auto to)
///         {
///             return to(json::field("id", &Tag::id), json::field("name", &Tag::name),
///                       json::field("icon", &Tag::icon));
///         }
///     };
///
/// `to` is whoever wants the list, so that a header that nobody reads or writes costs its readers
/// nothing to compile.
/// Written: in the order of the list, compact, UTF-8, a missing optional as `null`, a Timestamp as
/// seconds with three decimals. Read: unknown fields are ignored, a missing or null
/// `std::optional` is empty, a missing `json::optional` field keeps its default, anything else that
/// is missing or of the wrong type is an error that names the field by path.
namespace handoff::json {

/// How strictly a document is read.
enum class Mode {
    Strict,  ///< requests: every unknown enum value and missing field is an error
    Lenient, ///< answers of a server of another version: unknown enum values become `Unknown`,
             ///< missing fields keep their default
};

/// What a text of a request is for; strictly read, it is made so or refused.
enum class TextKind {
    Text, ///< for people, any number of lines
    Line, ///< for people, on one line (displaytext::oneLine)
    Name, ///< for programs; 422 when it is none (names::check)
};

template<typename S, typename M, bool Again = false>
struct Field
{
    const char *name;
    M S::*member;
    bool required;
    qsizetype size; ///< of the name
    TextKind text = TextKind::Text;

    static constexpr bool isAgain = Again;
};

consteval qsizetype lengthOf(const char *name)
{
    return static_cast<qsizetype>(std::char_traits<char>::length(name));
}

/// A field that requests must carry.
template<typename S, typename M>
consteval Field<S, M> field(const char *name, M S::*member)
{
    return {name, member, true, lengthOf(name)};
}
/// Such a field whose text, or each of whose texts, is a name for programs: of a session, an
/// account, a tag, an order.
template<typename S, typename M>
consteval Field<S, M> name(const char *name, M S::*member)
{
    return {name, member, true, lengthOf(name), TextKind::Name};
}
/// Such a field whose text, or each of whose texts, is one line for people: a person's name, a
/// title.
template<typename S, typename M>
consteval Field<S, M> line(const char *name, M S::*member)
{
    return {name, member, true, lengthOf(name), TextKind::Line};
}
/// A field that may be missing or null; the member then keeps its default.
template<typename S, typename M>
consteval Field<S, M> optional(const char *name, M S::*member)
{
    return {name, member, false, lengthOf(name)};
}
/// Such a field whose texts are names for programs.
template<typename S, typename M>
consteval Field<S, M> optionalName(const char *name, M S::*member)
{
    return {name, member, false, lengthOf(name), TextKind::Name};
}
/// The value of the field before once more, under an older name: written as a copy of its bytes,
/// never read.
template<typename S, typename M>
consteval Field<S, M, true> again(const char *name, M S::*member)
{
    return {name, member, false, lengthOf(name)};
}

/// Names of a scoped enum on the wire: specialise with `static constexpr std::array names{…}`, one
/// per enumerator in order, starting at 0. An enumerator `Unknown` (last, not in `names`) takes
/// values of newer servers in Lenient mode.
template<typename E>
struct EnumNames;

template<typename E>
concept NamedEnum = std::is_enum_v<E> && requires
{
    EnumNames<E>::names.size();
};
template<typename T>
concept Struct = requires
{
    T::fields([](const auto &...) {});
};

/// The wire name of an enumerator; `unknown` for one that has none.
template<NamedEnum E>
QLatin1String enumName(E value)
{
    const auto i = static_cast<size_t>(value);
    return i < EnumNames<E>::names.size() ? QLatin1String(EnumNames<E>::names[i])
                                          : QLatin1String("unknown");
}
template<NamedEnum E>
std::optional<E> enumFromName(QStringView name)
{
    for (size_t i = 0; i < EnumNames<E>::names.size(); ++i) {
        if (name == QLatin1String(EnumNames<E>::names[i]))
            return static_cast<E>(i);
    }
    return std::nullopt;
}

// ---- writing ---------------------------------------------------------------------------------

template<typename T>
void write(Writer &out, const T &value);

namespace detail {
template<typename T>
struct IsOptional : std::false_type
{
};
template<typename T>
struct IsOptional<std::optional<T>> : std::true_type
{
};
template<typename T>
struct IsList : std::false_type
{
};
template<typename T>
struct IsList<QList<T>> : std::true_type
{
};
template<typename T>
struct IsMap : std::false_type
{
};
template<typename T>
struct IsMap<QMap<QString, T>> : std::true_type
{
};

/// `"name":`, with a comma in front unless it is the first.
inline void writeName(Writer &out, const char *name, qsizetype size, bool first)
{
    char *at = out.take(size + (first ? 3 : 4));
    if (!first)
        *at++ = ',';
    *at++ = '"';
    std::memcpy(at, name, static_cast<size_t>(size));
    at += size;
    *at++ = '"';
    *at = ':';
}
} // namespace detail

/// Writes `"name":value,…` of all fields without braces, for answers that put fields beside others.
template<Struct T>
void writeFields(Writer &out, const T &value)
{
    bool first = true;
    qsizetype from = 0; // where the value before begins and ends
    qsizetype to = 0;
    const auto writeOne = [&](const auto &f) {
        detail::writeName(out, f.name, f.size, std::exchange(first, false));
        if constexpr (std::remove_cvref_t<decltype(f)>::isAgain) {
            out.repeat(from, to);
        } else {
            from = out.size();
            write(out, value.*(f.member));
            to = out.size();
        }
    };
    T::fields([&](const auto &...f) { (writeOne(f), ...); });
}

template<typename T>
void write(Writer &out, const T &value)
{
    if constexpr (std::is_same_v<T, bool>) {
        out.put(value ? QByteArrayView("true") : QByteArrayView("false"));
    } else if constexpr (std::is_integral_v<T>) {
        writeInteger(out, value);
    } else if constexpr (std::is_floating_point_v<T>) {
        writeDouble(out, value);
    } else if constexpr (std::is_same_v<T, Timestamp>) {
        writeTimestamp(out, value);
    } else if constexpr (std::is_same_v<T, QString>) {
        writeString(out, value);
    } else if constexpr (std::is_same_v<T, QLatin1String>) {
        writeString(out, QString(value));
    } else if constexpr (std::is_same_v<T, QJsonObject>) {
        writeObject(out, value);
    } else if constexpr (std::is_same_v<T, Raw>) {
        out.put(value.json.isEmpty() ? QByteArrayView("null") : QByteArrayView(value.json));
    } else if constexpr (NamedEnum<T>) {
        const QLatin1String name = enumName(value); // of ours: nothing to escape
        out.put('"');
        out.put(QByteArrayView(name.data(), name.size()));
        out.put('"');
    } else if constexpr (detail::IsOptional<T>::value) {
        if (value)
            write(out, *value);
        else
            out.put("null");
    } else if constexpr (detail::IsList<T>::value) {
        out.put('[');
        for (qsizetype i = 0; i < value.size(); ++i) {
            if (i > 0)
                out.put(',');
            write(out, value.at(i));
        }
        out.put(']');
    } else if constexpr (detail::IsMap<T>::value) {
        out.put('{');
        bool first = true;
        for (auto it = value.begin(); it != value.end(); ++it) {
            if (!first)
                out.put(',');
            first = false;
            writeString(out, it.key());
            out.put(':');
            write(out, it.value());
        }
        out.put('}');
    } else {
        static_assert(Struct<T>, "give the type a fields() list or EnumNames");
        out.put('{');
        writeFields(out, value);
        out.put('}');
    }
}

template<typename T>
QByteArray toJson(const T &value)
{
    Writer out;
    write(out, value);
    return out.finish();
}

// The same behind what a QByteArray holds, for documents that are put together by hand.
void writeString(QByteArray &out, QStringView text);
template<typename T>
void write(QByteArray &out, const T &value)
{
    Writer writer(std::move(out));
    write(writer, value);
    out = writer.finish();
}
template<Struct T>
void writeFields(QByteArray &out, const T &value)
{
    Writer writer(std::move(out));
    writeFields(writer, value);
    out = writer.finish();
}

// ---- reading ---------------------------------------------------------------------------------

/// 422 VALIDATION_ERROR whose `error` is `<path>: <problem>`; the root's path is `/`.
Error validationError(const QString &path, const QString &problem);

/// Parses UTF-8 JSON; bytes that are no JSON (or nest deeper than 64) are 422 INVALID_JSON.
Result<QJsonValue> parse(const QByteArray &bytes);

Result<void> readValue(const QJsonValue &v, const QString &path, Mode mode, bool &out);
Result<void> readValue(const QJsonValue &v, const QString &path, Mode mode, qint64 &out);
Result<void> readValue(const QJsonValue &v, const QString &path, Mode mode, int &out);
Result<void> readValue(const QJsonValue &v, const QString &path, Mode mode, double &out);
/// In Strict mode in Unicode's composed form (NFC); U+0000, which no database stores, and halves of
/// surrogate pairs are refused.
Result<void> readValue(const QJsonValue &v, const QString &path, Mode mode, QString &out);
Result<void> readValue(const QJsonValue &v, const QString &path, Mode mode, Timestamp &out);
Result<void> readValue(const QJsonValue &v, const QString &path, Mode mode, QJsonObject &out);

/// Makes a text what it is for; 422.
Result<void> make(TextKind kind, const QString &path, QString &text);
template<typename T>
Result<void> make(TextKind, const QString &, T &)
{
    return {};
}
template<typename T>
Result<void> make(TextKind kind, const QString &path, std::optional<T> &value)
{
    return value ? make(kind, path, *value) : Result<void>();
}
template<typename T>
Result<void> make(TextKind kind, const QString &path, QList<T> &values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        HANDOFF_CHECK(make(kind, path + u'/' + QString::number(i), values[i]));
    return {};
}

template<typename T>
Result<void> readValue(const QJsonValue &v, const QString &path, Mode mode, T &out)
{
    if constexpr (NamedEnum<T>) {
        if (!v.isString())
            return validationError(path, QStringLiteral("string expected"));
        if (const auto e = enumFromName<T>(v.toString())) {
            out = *e;
            return {};
        }
        if constexpr (requires { T::Unknown; }) {
            if (mode == Mode::Lenient) {
                out = T::Unknown;
                return {};
            }
        }
        QStringList names;
        for (const char *name : EnumNames<T>::names)
            names.append(QString::fromLatin1(name));
        return validationError(path, QStringLiteral("one of %1 expected").arg(names.join(u", ")));
    } else if constexpr (detail::IsOptional<T>::value) {
        if (v.isNull() || v.isUndefined()) {
            out.reset();
            return {};
        }
        typename T::value_type inner{};
        HANDOFF_CHECK(readValue(v, path, mode, inner));
        out = std::move(inner);
        return {};
    } else if constexpr (detail::IsList<T>::value) {
        if (!v.isArray())
            return validationError(path, QStringLiteral("array expected"));
        const QJsonArray array = v.toArray();
        out.clear();
        out.reserve(array.size());
        for (qsizetype i = 0; i < array.size(); ++i) {
            typename T::value_type item{};
            HANDOFF_CHECK(readValue(array.at(i), path + u'/' + QString::number(i), mode, item));
            out.append(std::move(item));
        }
        return {};
    } else if constexpr (detail::IsMap<T>::value) {
        if (!v.isObject())
            return validationError(path, QStringLiteral("object expected"));
        const QJsonObject object = v.toObject();
        out.clear();
        for (auto it = object.begin(); it != object.end(); ++it) {
            typename T::mapped_type item{};
            HANDOFF_CHECK(readValue(it.value(), path + u'/' + it.key(), mode, item));
            out.insert(it.key(), std::move(item));
        }
        return {};
    } else {
        static_assert(Struct<T>, "give the type a fields() list or EnumNames");
        if (!v.isObject())
            return validationError(path, QStringLiteral("object expected"));
        const QJsonObject object = v.toObject();
        Result<void> result;
        const auto readOne = [&](const auto &f) {
            if constexpr (std::remove_cvref_t<decltype(f)>::isAgain)
                return true;
            using Member = std::remove_reference_t<decltype(out.*(f.member))>;
            const QJsonValue fieldValue = object.value(QLatin1String(f.name));
            const bool absent = fieldValue.isUndefined() || fieldValue.isNull();
            if constexpr (!detail::IsOptional<Member>::value) {
                if (absent && (!f.required || mode == Mode::Lenient))
                    return true;
            }
            const QString fieldPath = path + u'/' + QLatin1String(f.name);
            if constexpr (!detail::IsOptional<Member>::value) {
                if (fieldValue.isUndefined()) {
                    result = validationError(fieldPath, QStringLiteral("required"));
                    return false;
                }
            }
            result = readValue(fieldValue, fieldPath, mode, out.*(f.member));
            if (result && mode == Mode::Strict && f.text != TextKind::Text)
                result = make(f.text, fieldPath, out.*(f.member));
            return result.ok();
        };
        T::fields([&](const auto &...f) { (void)(readOne(f) && ...); });
        return result;
    }
}

template<typename T>
Result<T> fromJson(const QJsonValue &v, Mode mode = Mode::Strict, const QString &path = {})
{
    T out{};
    HANDOFF_CHECK(readValue(v, path, mode, out));
    return out;
}

template<typename T>
Result<T> fromJson(const QByteArray &bytes, Mode mode = Mode::Strict)
{
    HANDOFF_TRY(const QJsonValue v, parse(bytes));
    return fromJson<T>(v, mode);
}

} // namespace handoff::json
