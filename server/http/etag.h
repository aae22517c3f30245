#pragma once

#include "server/http/request.h"

/// Answers that rarely change carry a tag of their content; who has that already gets 304.
namespace handoff::http {

/// A strong tag with its quotes; `variant` tells apart how the same content is sent.
QByteArray etagOf(const QByteArray &content, const QByteArray &variant = {});
/// Does `If-None-Match` say that the client has this already? `*`, lists and weak tags count.
bool hasAlready(const Request &request, const QByteArray &tag);

} // namespace handoff::http
