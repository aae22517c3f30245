#pragma once

#include <QList>
#include <QStringView>

/// Web addresses in text as people write it. The page does the same (resources/web/links.js);
/// tests/data/texts.json has the cases of both. Any thread.
namespace handoff::links {

struct Link
{
    qsizetype start = 0, length = 0; ///< UTF-16 units
};

/// `http://` and `https://` with a host, up to a blank, a quotation mark, Chinese punctuation or
/// what shows nothing. Punctuation at its end and brackets that it did not open belong to the
/// sentence. In order, without overlap.
QList<Link> find(QStringView text);

} // namespace handoff::links
