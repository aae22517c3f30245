#pragma once

#include "shared/core/result.h"

/// Private to server/domain: texts that people write, checked, and texts of the desk, filled in.
namespace handoff::texts {

/// 422 for a text that is blank or longer than `max` characters.
Result<void> check(const QString &path, const QString &text, int max);
/// 422 for a `client_message_id` that is too long.
Result<void> checkClientId(const QString &id);
/// `text` with each `<key>` replaced.
QString filled(QString text, QLatin1String key, const QString &value);

} // namespace handoff::texts
