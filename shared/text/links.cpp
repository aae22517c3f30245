#include "shared/text/links.h"

#include "shared/text/codepoints.h"
#include "shared/text/displaytext.h"

namespace handoff::links {

namespace {

/// Chinese and Japanese punctuation, quotation marks of all languages, and what no address holds.
bool endsAddress(char32_t c)
{
    return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == U'<' || c == U'>' || c == U'"' ||
           c == U'`' || c == U'|' || c == U'\\' || c == U'«' || c == U'»' || QChar::isSpace(c) ||
           (c >= 0x2018 && c <= 0x201f) || c == 0x2026 || (c >= 0x3000 && c <= 0x3003) ||
           (c >= 0x3008 && c <= 0x301f) || (c >= 0xfe30 && c <= 0xfe6b) ||
           (c >= 0xff01 && c <= 0xff0f) || (c >= 0xff1a && c <= 0xff20) ||
           (c >= 0xff3b && c <= 0xff40) || (c >= 0xff5b && c <= 0xff65) ||
           displaytext::isInvisible(c);
}

/// The length of `://` behind `http` or `https`, with these, else 0.
qsizetype schemeLength(QStringView text)
{
    // Regardless of case ſ would be an s.
    const qsizetype letters = text.size() > 4 && (text[4] == u's' || text[4] == u'S') ? 5 : 4;
    return text.sliced(letters).startsWith(u"://") ? letters + 3 : 0;
}

/// A host begins with a letter or digit, or is an IPv6 address.
bool beginsHost(QStringView text)
{
    qsizetype at = 0;
    const char32_t c = text.isEmpty() ? U'\0' : nextCodePoint(text, at);
    return QChar::isLetterOrNumber(c) || c > 0xffff || c == U'[';
}

/// Without what belongs to the sentence around it.
QStringView withoutSentence(QStringView address)
{
    while (!address.isEmpty()) {
        const QChar last = address.back();
        if (QStringView(u".,:;!?'*([{").contains(last)) {
            address.chop(1);
            continue;
        }
        const qsizetype bracket = QStringView(u")]}").indexOf(last);
        if (bracket < 0 || address.count(last) <= address.count(u"([{"[bracket]))
            break;
        address.chop(1);
    }
    return address;
}

} // namespace

QList<Link> find(QStringView text)
{
    QList<Link> found;
    for (qsizetype at = text.indexOf(u"http", 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(u"http", at, Qt::CaseInsensitive)) {
        const qsizetype scheme = schemeLength(text.sliced(at));
        const bool inWord =
            at > 0 && text.at(at - 1).unicode() < 0x80 && text.at(at - 1).isLetterOrNumber();
        qsizetype end = at + scheme;
        for (qsizetype next = end; next < text.size() && !endsAddress(nextCodePoint(text, next));)
            end = next;
        const QStringView address = withoutSentence(text.sliced(at, end - at));
        if (scheme == 0 || inWord || !beginsHost(address.mid(scheme))) {
            at += 4;
            continue;
        }
        found.append({at, address.size()});
        at += address.size();
    }
    return found;
}

} // namespace handoff::links
