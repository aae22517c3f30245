#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/session.h"
#include "shared/core/clock.h"
#include "shared/core/result.h"
#include "workbench/models/customername.h"

#include <QDate>
#include <QString>

namespace handoff {
enum class Token;
enum class Section;
} // namespace handoff

/// Words and times as people read them, in the current language. Pure functions; GUI thread only
/// because of tr().
namespace handoff::text {

QString statusName(SessionStatus status);
QString statusIcon(SessionStatus status);
Token statusToken(SessionStatus status);
QString reasonName(EscalationReason reason);
/// `reason` of a status change or an audit row (events.md, Reasons).
QString changeReason(const QString &reason);
QString severityName(Severity severity);
Token presenceToken(AgentPresence presence);
QString sectionName(Section section);
QString sectionIcon(Section section);
using handoff::customerName;

/// "now", "5 min", "14:02", "Yesterday", "12 Nov", "12/11/2025".
QString relativeTime(Timestamp time, Timestamp now);
/// "14:02".
QString clock(Timestamp time);
/// "14:02:59".
QString clockSeconds(Timestamp time);
/// "Today", "Yesterday", "Thursday, 12 November".
QString day(const QDate &date);
QString dateTime(Timestamp time);
/// "2026-03-01 14:02", the same in every language, for copied text.
QString stamp(Timestamp time);
/// "0:45", "12:09", "1 h 05 min"; for waits.
QString wait(qint64 seconds);
/// Language of a code, in that language: "Deutsch (de)".
QString languageName(const QString &code);
/// A number up to 99, then "99+".
QString count(qint64 number);

/// What to tell people about a failure: the client's own failures in their language, else the
/// server's text.
QString error(const Error &error);
/// Why a message was refused, from the server's text.
QString refusal(const QString &message);

} // namespace handoff::text
