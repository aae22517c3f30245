#include "shared/text/searchfold.h"

#include "shared/text/codepoints.h"
#include "shared/text/displaytext.h"

#include <QTextBoundaryFinder>
#include <QVarLengthArray>

#include <algorithm>

namespace handoff::searchfold {

namespace {

/// Marks without which Latin, Greek, Cyrillic, Hebrew and Arabic words are read all the same.
bool isAccent(char32_t c)
{
    return (c >= 0x0300 && c <= 0x036f) || (c >= 0x0483 && c <= 0x0487) ||
           (c >= 0x0591 && c <= 0x05c7 && QChar::isMark(c)) || c == 0x0640 ||
           (c >= 0x064b && c <= 0x065f) || c == 0x0670 || (c >= 0x1ab0 && c <= 0x1aff) ||
           (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff) ||
           (c >= 0xfe20 && c <= 0xfe2f);
}

/// What Unicode does not take apart: letters of European languages, in lower case, and the marks
/// that people type on a keyboard and programs make finer.
QStringView plain(char32_t c)
{
    switch (c) {
    case 0x02bc: // ʼ
    case 0x2018: // ‘
    case 0x2019: // ’
    case 0x201a: // ‚
    case 0x201b: // ‛
    case 0x2032: // ′
        return u"'";
    case 0x201c: // “
    case 0x201d: // ”
    case 0x201e: // „
    case 0x201f: // ‟
        return u"\"";
    case 0x2010: // ‐
    case 0x2011: // the one that breaks no line
    case 0x2012: // ‒
    case 0x2013: // –
    case 0x2014: // —
    case 0x2015: // ―
    case 0x2212: // −
        return u"-";
    case U'ø':
        return u"o";
    case U'ł':
        return u"l";
    case U'đ':
    case U'ð':
        return u"d";
    case U'ħ':
        return u"h";
    case U'ı':
        return u"i";
    case U'ŧ':
        return u"t";
    case U'æ':
        return u"ae";
    case U'œ':
        return u"oe";
    case U'ß':
        return u"ss";
    case U'þ':
        return u"th";
    default:
        return {};
    }
}

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

void append(QString &out, char32_t c)
{
    if (c == u'\n') {
        out.append(u'\n'); // what stands on two lines is not one phrase
    } else if (QChar::isSpace(c) && c != u'\r') {
        if (!out.endsWith(u' '))
            out.append(u' ');
    } else if (const QStringView usual = plain(c); !usual.isEmpty()) {
        out.append(usual);
    } else if (c >= 0x20 && c != 0x7f && !displaytext::isInvisible(c) && !isAccent(c)) {
        out.append(QChar::fromUcs4(c));
    }
}

} // namespace

QString folded(QStringView text)
{
    QString out;
    out.reserve(text.size());
    if (isAscii(text)) {
        for (const QChar c : text)
            append(out, c.toLower().unicode());
        return out;
    }
    // Unicode would make a blank with an accent of the one, and two marks of the other. Folding the
    // case can bring what is to be taken apart again.
    const QString apart = text.toString()
                              .replace(u'´', u'\'')
                              .replace(u'″', u'"')
                              .normalized(QString::NormalizationForm_KD)
                              .toCaseFolded()
                              .normalized(QString::NormalizationForm_KD);
    for (qsizetype at = 0; at < apart.size();)
        append(out, nextCodePoint(apart, at));
    return out.normalized(QString::NormalizationForm_C);
}

QString key(const QString &keyword)
{
    return folded(keyword).trimmed();
}

bool contains(QStringView text, const QString &key)
{
    return folded(text).contains(key);
}

bool startsWith(QStringView text, const QString &key)
{
    return folded(text).startsWith(key);
}

std::optional<Hit> find(const QString &text, const QString &key, qsizetype from)
{
    if (key.isEmpty() || from >= text.size())
        return {};
    // Character by character, so that a place in the folded text is one in the text.
    QString all;
    QVarLengthArray<qsizetype, 256> origin;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    for (qsizetype start = 0, end = finder.toNextBoundary(); end >= 0;
         start = end, end = finder.toNextBoundary()) {
        if (start < from)
            continue;
        const QString one = folded(QStringView(text).sliced(start, end - start));
        if (one == u" " && all.endsWith(u' '))
            continue;
        all += one;
        while (origin.size() < all.size())
            origin.append(start);
    }
    const qsizetype at = all.indexOf(key);
    if (at < 0)
        return {};
    const qsizetype behind = at + key.size();
    finder.setPosition(origin[behind - 1]);
    const qsizetype end = finder.toNextBoundary();
    return Hit{origin[at], end - origin[at]};
}

} // namespace handoff::searchfold
