#pragma once

#include "shared/core/result.h"

#include <initializer_list>

/// Private to server/domain: texts that people write, checked, and texts of the desk, filled in.
namespace handoff::texts {

/// 422 for a text that is blank or longer than `max` characters.
Result<void> check(const QString &path, const QString &text, int max);
/// 422 for a `client_message_id` that is too long.
Result<void> checkClientId(const QString &id);
/// For filled(): a key of the text, `<name>`, and what stands for it.
struct Value
{
    QLatin1String key;
    QString text;
};
/// `text` with each key replaced, all at once: what stands for one is no text to fill in again, and
/// does not turn the sentence around it.
QString filled(const QString &text, std::initializer_list<Value> values);

} // namespace handoff::texts
