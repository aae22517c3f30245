#include "shared/text/links.h"

#include "shared/text/displaytext.h"

namespace handoff::links {

namespace {

/// Chinese and Japanese punctuation, quotation marks of all languages, and what no address holds.
bool endsAddress(QChar c)
{
    const char16_t u = c.unicode();
    return u <= 0x20 || (u >= 0x7f && u <= 0xa0) || c == u'<' || c == u'>' || c == u'"' ||
           c == u'`' || c == u'|' || c == u'\\' || c == u'«' || c == u'»' || c.isSpace() ||
           (u >= 0x2018 && u <= 0x201f) || u == 0x2026 || (u >= 0x3000 && u <= 0x3003) ||
           (u >= 0x3008 && u <= 0x301f) || (u >= 0xfe30 && u <= 0xfe4f) ||
           (u >= 0xff01 && u <= 0xff0f) || (u >= 0xff1a && u <= 0xff20) ||
           (u >= 0xff3b && u <= 0xff40) || (u >= 0xff5b && u <= 0xff65) ||
           displaytext::isInvisible(u);
}

/// The length of `http://` or `https://` at the beginning, else 0.
qsizetype schemeLength(QStringView text)
{
    for (const QStringView scheme : {QStringView(u"https://"), QStringView(u"http://")}) {
        if (text.startsWith(scheme, Qt::CaseInsensitive))
            return scheme.size();
    }
    return 0;
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
        while (end < text.size() && !endsAddress(text.at(end)))
            ++end;
        const QStringView address = withoutSentence(text.sliced(at, end - at));
        // A host begins with a letter or digit, or is an IPv6 address.
        const bool hasHost = address.size() > scheme &&
                             (address.at(scheme).isLetterOrNumber() ||
                              address.at(scheme).isSurrogate() || address.at(scheme) == u'[');
        if (scheme == 0 || inWord || !hasHost) {
            at += 4;
            continue;
        }
        found.append({at, address.size()});
        at += address.size();
    }
    return found;
}

} // namespace handoff::links
