#include "shared/text/displaytext.h"

#include "shared/text/codepoints.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <array>

namespace handoff::displaytext {

namespace {

struct Range
{
    char32_t first, last;
};

/// Default_Ignorable_Code_Point of Unicode, and what is drawn as nothing without being one of them:
/// Braille blank, null notehead, Khitan filler.
constexpr std::array invisible{
    Range{0x00ad, 0x00ad},   Range{0x034f, 0x034f},   Range{0x061c, 0x061c},
    Range{0x115f, 0x1160},   Range{0x17b4, 0x17b5},   Range{0x180b, 0x180f},
    Range{0x200b, 0x200f},   Range{0x202a, 0x202e},   Range{0x2060, 0x206f},
    Range{0x2800, 0x2800},   Range{0x3164, 0x3164},   Range{0xfe00, 0xfe0f},
    Range{0xfeff, 0xfeff},   Range{0xffa0, 0xffa0},   Range{0xfff0, 0xfff8},
    Range{0x16fe4, 0x16fe4}, Range{0x1bca0, 0x1bca3}, Range{0x1d159, 0x1d159},
    Range{0x1d173, 0x1d17a}, Range{0xe0000, 0xe0fff}};

/// Changes the character before or behind it: joiners, variations, tags. Not to be taken from it.
bool attaches(char32_t c)
{
    return c == 0x034f || (c >= 0x17b4 && c <= 0x180f) || c == 0x200c || c == 0x200d ||
           (c >= 0xfe00 && c <= 0xfe0f) || c == 0x16fe4 || c >= 0xe0000;
}

bool isControl(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

bool shows(char32_t c)
{
    return !QChar::isSpace(c) && !isControl(c) && !isInvisible(c) && !QChar::isSurrogate(c);
}

/// May go from the end of a text: shows nothing and steers nothing that stays.
bool isPadding(char32_t c)
{
    return !shows(c) && !attaches(c) && !isDirectionControl(c);
}

/// Where the beginning of at most `max` characters ends.
qsizetype endOf(QStringView text, qsizetype max)
{
    if (text.size() <= max)
        return text.size();
    const qsizetype limit = max * unitsPerCharacter;
    // A little more than the limit, so that the last boundary is a true one.
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme,
                               text.first(std::min(text.size(), limit + 2)));
    qsizetype end = 0;
    for (qsizetype characters = 0; characters < max; ++characters) {
        const qsizetype next = finder.toNextBoundary();
        if (next < 0 || next > limit)
            break;
        end = next;
    }
    if (end == 0 && limit > 0) // one tower of marks
        return text.at(limit).isLowSurrogate() ? limit - 1 : limit;
    return end;
}

} // namespace

bool isInvisible(char32_t c)
{
    if (c < invisible.front().first)
        return false;
    const auto *range = std::upper_bound(invisible.begin(), invisible.end(), c,
                                         [](char32_t x, const Range &r) { return x < r.first; });
    return c <= std::prev(range)->last;
}

bool isDirectionControl(char32_t c)
{
    return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x206f);
}

bool isWellFormed(QStringView text)
{
    return text.isValidUtf16();
}

bool isBlank(QStringView text)
{
    for (qsizetype at = 0; at < text.size();) {
        if (shows(nextCodePoint(text, at)))
            return false;
    }
    return true;
}

QString trimmed(const QString &text)
{
    if (isBlank(text))
        return {};
    // All padding is in the basic plane.
    qsizetype from = 0, to = text.size();
    while (isPadding(text.at(from).unicode()) && !text.at(from).isSurrogate())
        ++from;
    while (isPadding(text.at(to - 1).unicode()) && !text.at(to - 1).isSurrogate())
        --to;
    return text.mid(from, to - from);
}

QString oneLine(const QString &text)
{
    QString line;
    line.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        if (QChar::isSpace(c)) {
            if (!line.endsWith(u' '))
                line.append(u' ');
        } else if (shows(c) || attaches(c)) {
            line.append(QChar::fromUcs4(c));
        }
    }
    return trimmed(line);
}

qsizetype length(QStringView text)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype characters = 0;
    while (finder.toNextBoundary() >= 0)
        ++characters;
    return characters;
}

bool fits(QStringView text, qsizetype max)
{
    return text.size() <= max ||
           (text.size() <= max * unitsPerCharacter && endOf(text, max) == text.size());
}

QString cut(const QString &text, qsizetype max)
{
    return text.first(endOf(text, max));
}

QString preview(const QString &text, qsizetype max)
{
    const qsizetype end = endOf(text, max);
    return end < text.size() ? QString(text.first(end) + u'…') : text;
}

QString isolated(const QString &name)
{
    constexpr char16_t firstStrong = 0x2068, pop = 0x2069;
    const bool turns = std::any_of(name.begin(), name.end(), [](QChar c) {
        return c.isSurrogate() || c.direction() == QChar::DirR || c.direction() == QChar::DirAL ||
               c.direction() == QChar::DirAN || isDirectionControl(c.unicode());
    });
    return turns ? QString(QChar(firstStrong) + name + QChar(pop)) : name;
}

} // namespace handoff::displaytext
