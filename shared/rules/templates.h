#pragma once

#include "shared/core/clock.h"

#include <QHash>
#include <QStringList>
#include <QTimeZone>

/// Variables in quick replies and auto-replies, e.g. `{customer_name}` (api.md, Quick replies).
/// Pure: the server fills auto-replies, the workbench quick replies.
namespace handoff::Templates {

/// Variable with braces → its text.
using Values = QHash<QString, QString>;

/// What is known where a text is used; empty means: has no value.
struct Context
{
    QString customerName; ///< nickname; the nameless nickname 访客 counts as none
    QString customerEmail;
    QString customerCountry;
    QString agentName;
    QString sessionName;
    QString ticketNumber;
    Timestamp now;
    QTimeZone zone{"UTC"}; ///< of `{current_date}` (2026-03-01) and `{current_time}` (09:05)
};

/// Names found in a text, with braces, each once, in order of appearance. A name is letters (of any
/// script), digits and `_`, and does not begin with a digit. Blanks beside it in the braces are
/// none of it: `{ customer_name }` is `{customer_name}`.
QStringList variables(const QString &text);

/// Where a variable stands in a text, with its braces.
struct Place
{
    qsizetype start = 0, length = 0; ///< UTF-16 units
    QString name;                    ///< as variables() tells it
};
/// In order, without overlap.
QList<Place> places(const QString &text);

/// The ones the programs can fill, in the order of the contract.
QStringList known();

inline constexpr QLatin1String ticketNumber{"{ticket_number}"};

/// Those of a queue, with `{queue_position}` first (api.md, Auto-replies).
inline constexpr QLatin1String queuePosition{"{queue_position}"};
inline constexpr QLatin1String estimatedWaitTime{"{estimated_wait_time}"};

/// Names found in an auto-reply that never have a value there, in order of appearance. What reads
/// like one in braces but is none (`{a-b}`, `{2nd}`, `｛name｝`) is among them, as it is written.
QStringList unknown(const QString &text, bool inQueue);

/// The known ones that have a value, and those with a default: name 尊敬的客户, agent 客服.
Values values(const Context &context);

/// Puts in the values, once: braces in a value stay as they are. What has no value stays visible.
QString fill(const QString &text, const Values &values);
/// For texts that no human looks over: what has no value is left out, with one blank beside it; so
/// is what unknown() tells.
QString fillOrLeaveOut(const QString &text, const Values &values);

} // namespace handoff::Templates
