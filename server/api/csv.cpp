#include "server/api/csv.h"

#include <QRegularExpression>

namespace handoff::csv {

QByteArray cell(const QString &text)
{
    // Wherever a spreadsheet may see a cell begin, also one that parts them by semicolons or tabs
    // and does not know our quotation marks then; and where a formula, which some take in full
    // width.
    static const QRegularExpression formula(
        QStringLiteral("(\\A|\\r\\n|[;\\t\\r\\n])(?=[\\s\\p{Cf}\"']*[=+\\-@＝＋－＠])"));
    QByteArray bytes = QString(text).replace(formula, QStringLiteral("\\1'")).toUtf8();
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
