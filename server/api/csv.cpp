#include "server/api/csv.h"

#include "shared/text/codepoints.h"
#include "shared/text/displaytext.h"

#include <QVarLengthArray>

namespace handoff::csv {

namespace {

/// Some take signs in full width or small for these.
bool beginsFormula(char32_t c)
{
    return QStringView(u"=+-@＝＋－＠﹦﹢﹣﹫").contains(QChar(c <= 0xffff ? c : 0));
}

/// `'` where a spreadsheet may see a cell begin and, behind blanks, what shows nothing and
/// quotation marks, a formula. It may see one also behind a semicolon, a tab or the end of a line,
/// when it parts cells by these and does not know our quotation marks then.
QString guarded(const QString &text)
{
    QVarLengthArray<qsizetype> begins{0}; // of cells that have shown nothing yet
    QList<qsizetype> guards;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype here = at;
        const char32_t c = nextCodePoint(text, at);
        const bool ends = c == U'\t' || c == U'\n' || (c == U'\r' && text.mid(at, 1) != u"\n");
        if (c != U'"' && c != U'\'' &&
            !displaytext::isBlank(QStringView(text).sliced(here, at - here))) {
            if (beginsFormula(c))
                guards.append(QList<qsizetype>(begins.begin(), begins.end()));
            begins.clear();
        }
        if (ends || c == U';')
            begins.append(at);
    }
    QString out = text;
    for (auto guard = guards.crbegin(); guard != guards.crend(); ++guard)
        out.insert(*guard, u'\'');
    return out;
}

} // namespace

QByteArray cell(const QString &text)
{
    QByteArray bytes = guarded(text).toUtf8();
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
