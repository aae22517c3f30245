#pragma once

#include <QLoggingCategory>

namespace handoff::coze {
/// `handoff.coze`: never a token, a JWT, a debug_url or message text.
Q_DECLARE_LOGGING_CATEGORY(cozeLog)
} // namespace handoff::coze
