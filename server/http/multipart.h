#pragma once

#include "server/http/request.h"
#include "shared/core/result.h"

namespace handoff::http {

/// One part of a `multipart/form-data` body (RFC 7578).
struct FormPart
{
    QString name;
    std::optional<QString> filename; ///< as sent, any text
    QByteArray contentType;
    QByteArray content;
};

/// The parts of the body, in order; at most 20, with heads of at most 8 KiB. 422 when the boundary
/// is missing or the body is broken.
Result<QList<FormPart>> formParts(const Request &request);

} // namespace handoff::http
