#include "server/api/csv.h"

namespace handoff::csv {

QByteArray cell(const QString &text)
{
    // A tab or a line break in front is skipped by spreadsheets before they look for a formula.
    static const QString dangerous = QStringLiteral("=+-@\t\r\n");
    QByteArray bytes = text.toUtf8();
    if (!text.isEmpty() && dangerous.contains(text.front()))
        bytes.prepend('\'');
    const bool quote =
        bytes.contains(',') || bytes.contains('"') || bytes.contains('\n') || bytes.contains('\r');
    return quote ? QByteArray('"' + bytes.replace('"', "\"\"") + '"') : bytes;
}

QByteArray line(const QStringList &cells)
{
    QByteArray out;
    for (qsizetype i = 0; i < cells.size(); ++i)
        out.append(i == 0 ? "" : ",").append(cell(cells.at(i)));
    return out.append("\r\n");
}

} // namespace handoff::csv
