#pragma once

#include "server/http/reply.h"
#include "shared/core/later.h"

#include <functional>

namespace handoff::api {

/// The next piece of a body; an empty one is the end.
using NextPiece = std::function<Later<QByteArray>()>;

/// Answers with a body of any length and asks for its next piece when the client has taken the last
/// one, so that memory holds one piece per reader. When the first piece fails, that error is the
/// answer; a later one cuts the body off. A reader who takes nothing for a minute is dropped. Event
/// loop.
void streamPieces(const http::ReplyPtr &reply, const http::StreamOptions &options, NextPiece next);

} // namespace handoff::api
