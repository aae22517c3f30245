#pragma once

#include "server/store/rows.h"
#include "shared/core/json.h"

#include <QVariant>

/// Store-private: values to parameters and columns to values.
namespace handoff::bind {

inline QVariant flag(bool value)
{
    return value ? 1 : 0;
}
inline QVariant orNull(const std::optional<QString> &value)
{
    return value ? QVariant(*value) : QVariant();
}
inline QVariant orNull(const std::optional<Timestamp> &value)
{
    return value ? QVariant(value->ms) : QVariant();
}
template<json::NamedEnum E>
QVariant name(E value)
{
    return QString(json::enumName(value));
}

inline std::optional<QString> optionalText(const Rows &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(row.value(column).toString());
}
inline std::optional<Timestamp> optionalTime(const Rows &row, int column)
{
    return row.isNull(column) ? std::nullopt
                              : std::optional(Timestamp{row.value(column).toLongLong()});
}
inline Timestamp time(const Rows &row, int column)
{
    return {row.value(column).toLongLong()};
}
template<json::NamedEnum E>
E named(const Rows &row, int column)
{
    return json::enumFromName<E>(row.value(column).toString()).value_or(E::Unknown);
}

/// A value as JSON text, and back; what cannot be read is the default.
template<typename T>
QVariant asJson(const T &value)
{
    return QString::fromUtf8(json::toJson(value));
}
template<typename T>
T fromJson(const Rows &row, int column)
{
    auto value = json::fromJson<T>(row.value(column).toString().toUtf8(), json::Mode::Lenient);
    return value ? std::move(*value) : T();
}

} // namespace handoff::bind
