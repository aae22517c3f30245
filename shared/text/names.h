#pragma once

#include "shared/core/result.h"

/// Names by which programs find things: of sessions, accounts, tags, tickets, files. They go into
/// paths, claims, logs and notifications, so none may hold what ends a line or a text there.
/// Names that people give for others to read are texts (displaytext.h). Any thread.
namespace handoff::names {

constexpr qsizetype maxLength = 255; ///< UTF-16 units

/// 422 at `path` for control characters, line and paragraph separators, direction controls, halves
/// of surrogate pairs, U+FFFD (what broken bytes become), and more than `maxLength` units. A blank
/// name passes: whoever needs one says so in his own words.
Result<void> check(const QString &path, const QString &name);

/// As check(), for a session that is to be made: the names that stand for something else in
/// `/api/sessions/…` are 422 too.
Result<void> checkNewSession(const QString &path, const QString &name);

/// Stands for something else where `{session_name}` may stand: a fixed path, or a step of one.
bool isReservedForPaths(QStringView name);

} // namespace handoff::names
