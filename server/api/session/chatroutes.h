#pragma once

#include "server/api/apicontext.h"

namespace handoff::api {

/// `/api/chat`, `/api/chat/stream`. `context` must outlive the router, here and below.
void addChatRoutes(http::Router &router, const ApiContext &context);

/// `/api/conversation/new|clear|create`, `/api/bot/info`, `/api/config`.
void addConversationRoutes(http::Router &router, const ApiContext &context);

} // namespace handoff::api
