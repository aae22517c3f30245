#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QPair>
#include <QString>

#include <any>
#include <optional>

namespace handoff::http {

using Headers = QList<QPair<QByteArray, QByteArray>>;

/// Percent-decoding for path segments; `+` is left alone.
QString percentDecoded(QByteArrayView text);

/// One request as a value: our own copy, because Qt reuses its object for the next request of the
/// connection. Copies are cheap (implicitly shared) and may outlive the client.
class Request
{
public:
    QByteArray method;    ///< as sent, upper case for all known ones
    QByteArray target;    ///< as sent, always starting with `/` (or `*`)
    Headers headers;      ///< in the order sent, duplicates kept
    QByteArray body;      ///< whole, chunked bodies already decoded
    QHostAddress peer;    ///< other end of the socket, IPv4 never mapped into IPv6
    QHostAddress client;  ///< peer, or what a trusted proxy says (TRUSTED_PROXIES)
    QByteArray requestId; ///< from `X-Request-Id` when sane, else made here
    QByteArray route;     ///< pattern of the route that matched; empty before
    std::any principal;   ///< what the guard found out about the caller (server/api knows the type)

    /// Path without query, as sent.
    QByteArrayView rawPath() const;
    /// Path without query, percent-decoded.
    QString path() const { return percentDecoded(rawPath()); }

    /// First header of that name (any case); empty when there is none.
    QByteArray header(QByteArrayView name) const;
    bool hasHeader(QByteArrayView name) const;
    QList<QByteArray> headerAll(QByteArrayView name) const;

    /// First value of a query parameter, decoded (`+` is a blank); nullopt when it is missing.
    std::optional<QString> queryValue(QStringView name) const;
    QStringList queryAll(QStringView name) const;
    /// All query parameters in order.
    QList<QPair<QString, QString>> query() const;
    /// 422 when a name of the path is none (names::check), or a query parameter is not UTF-8 or
    /// holds U+0000. The router asks before any handler.
    Result<void> checkTexts() const;

    /// A `{name}` of the route, percent-decoded; empty when the route has no such name.
    QString param(QByteArrayView name) const;

    /// Token of `Authorization: Bearer …`; nullopt when the header is missing or of another scheme.
    std::optional<QByteArray> bearerToken() const;
    /// True when the media type (without parameters) is this one, any case.
    bool hasContentType(QByteArrayView type) const;

private:
    friend class Router;
    QList<QPair<QByteArray, QString>> m_params;
};

} // namespace handoff::http
