#pragma once

#include <QString>

namespace handoff::text {

/// What an error code of the server means (api.md, Errors), in the current language; empty when the
/// server's own text has to do. GUI thread, because of tr().
QString errorWords(const QString &code);

} // namespace handoff::text
