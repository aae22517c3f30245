#pragma once

#include "shared/core/json.h"

/// Tables as CSV (RFC 4180) for people with a spreadsheet: UTF-8 with BOM, CRLF, and no cell of
/// text that a spreadsheet would run as a formula.
namespace handoff::csv {

/// A cell of text: quoted when needed, `'` in front of what starts like a formula (= + - @), at its
/// beginning or behind what parts cells elsewhere.
QByteArray cell(const QString &text);
/// Cells of text and the line's end.
QByteArray line(const QStringList &cells);
inline constexpr char bom[] = "\xef\xbb\xbf";

namespace detail {
template<typename T>
QByteArray valueCell(const T &value)
{
    if constexpr (std::is_same_v<T, QString>) {
        return cell(value);
    } else if constexpr (json::detail::IsOptional<T>::value) {
        return value ? valueCell(*value) : QByteArray();
    } else if constexpr (json::NamedEnum<T>) {
        return QByteArray(json::enumName(value).data());
    } else {
        static_assert(std::is_arithmetic_v<T> || std::is_same_v<T, Timestamp>,
                      "give the table rows of plain values");
        return json::toJson(value);
    }
}
} // namespace detail

/// A row per struct, headed by the names of its fields.
template<json::Struct T>
QByteArray table(const QList<T> &rows)
{
    QByteArray out = bom;
    const auto line = [&out](const auto &cellOf) {
        T::fields([&](const auto &...f) {
            const char *separator = "";
            ((out.append(separator), out.append(cellOf(f)), separator = ","), ...);
        });
        out.append("\r\n");
    };
    line([](const auto &f) { return QByteArray(f.name); });
    for (const T &row : rows)
        line([&row](const auto &f) { return detail::valueCell(row.*(f.member)); });
    return out;
}

} // namespace handoff::csv
