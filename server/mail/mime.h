#pragma once

#include "shared/core/clock.h"

#include <QString>
#include <QStringList>

namespace handoff::mail {

/// One mail with the same words as text and as HTML.
struct Mail
{
    QString messageId; ///< with its angle brackets; the same in every attempt
    QString fromName;
    QString from; ///< an address
    QStringList to;
    QString subject;
    QString text; ///< lines end with \n
    QString html; ///< everything from outside is escaped already
    Timestamp date;
};

/// The mail as it goes over the wire: RFC 5322 and 2045 (multipart/alternative, UTF-8 as base64),
/// only ASCII, lines of at most 78 bytes with CR LF. A value with line breaks cannot make a header.
QByteArray encode(const Mail &mail);

/// RFC 2047: as it is when printable ASCII, else encoded words, folded; no line break survives.
QByteArray encodedHeader(const QString &text);

/// `name@host` of printable ASCII without what means something to SMTP or to header fields.
bool isAddress(const QString &address);

} // namespace handoff::mail
