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

// ---- by type, for the lists of columns (table.h) ------------------------------------------------

inline void read(const Rows &rows, int column, QString &to)
{
    to = rows.value(column).toString();
}
inline void read(const Rows &rows, int column, int &to)
{
    to = rows.value(column).toInt();
}
inline void read(const Rows &rows, int column, qint64 &to)
{
    to = rows.value(column).toLongLong();
}
inline void read(const Rows &rows, int column, bool &to)
{
    to = rows.value(column).toInt() != 0;
}
inline void read(const Rows &rows, int column, Timestamp &to)
{
    to = time(rows, column);
}
template<json::NamedEnum E>
void read(const Rows &rows, int column, E &to)
{
    to = named<E>(rows, column);
}
// A list is a JSON text, as an object is; empty ones are not parsed.
inline void read(const Rows &rows, int column, QStringList &to)
{
    to = rows.value(column).toString() == u"[]" ? QStringList()
                                                : fromJson<QStringList>(rows, column);
}
inline void read(const Rows &rows, int column, QJsonObject &to)
{
    const QString text = rows.value(column).toString();
    to = text == u"{}" ? QJsonObject() : QJsonDocument::fromJson(text.toUtf8()).object();
}
template<typename T>
void read(const Rows &rows, int column, std::optional<T> &to)
{
    to.reset();
    if (!rows.isNull(column))
        read(rows, column, to.emplace());
}

inline QVariant value(const QString &from)
{
    return from;
}
inline QVariant value(int from)
{
    return from;
}
inline QVariant value(qint64 from)
{
    return from;
}
inline QVariant value(bool from)
{
    return flag(from);
}
inline QVariant value(Timestamp from)
{
    return from.ms;
}
template<json::NamedEnum E>
QVariant value(E from)
{
    return name(from);
}
inline QVariant value(const QStringList &from)
{
    return from.isEmpty() ? QVariant(QStringLiteral("[]")) : asJson(from);
}
inline QVariant value(const QJsonObject &from)
{
    return from.isEmpty() ? QVariant(QStringLiteral("{}")) : asJson(from);
}
template<typename T>
QVariant value(const std::optional<T> &from)
{
    return from ? value(*from) : QVariant();
}

} // namespace handoff::bind
