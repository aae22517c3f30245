#pragma once

#include "shared/core/result.h"

#include <QStringList>

/// Private to server/domain: what the texts of a ticket may be (api.md, Tickets).
namespace handoff::TicketChecks {

/// 422 when the text is not `min` to `max` characters; blank is nothing.
Result<void> length(const QString &path, const QString &text, int min, int max);
Result<void> title(const QString &title);
Result<void> description(const QString &description);
/// Trimmed, no doubles; 422 for more than 20 or one that is not 1..50 characters.
Result<QStringList> tags(const QStringList &tags);

} // namespace handoff::TicketChecks
