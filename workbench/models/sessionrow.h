#pragma once

#include "shared/contract/session.h"
#include "shared/contract/sessionlist.h"

namespace handoff {

/// One row: what the server said and what only this client knows.
struct ListRow
{
    SessionSummary session;
    QString draft;       ///< unsent text of this agent
    QStringList viewers; ///< names of colleagues who have it open
    bool typing = false; ///< the customer is writing now
};

/// What a session says to those who look at a list of them.
namespace sessionrow {

/// The row with what `newer` says, but for what was read; unread counts up to the last words, so
/// these never go back: what this program changed itself may not know the latest ones.
SessionSummary updated(const SessionSummary &row, SessionSummary newer);
/// Whether `a` was made before `b`.
bool isOlder(const SessionSummary &a, const SessionSummary &b);
/// The last message, but of who waits for a human his own last words, not what he was told.
std::optional<MessagePreview> lastWords(const SessionSummary &session);
/// Since when the customer waits for a human; nothing when he does not.
std::optional<Timestamp> waitingSince(const SessionSummary &session);
/// Since when he waits for my colleague's or my answer in a live chat.
std::optional<Timestamp> unansweredSince(const SessionSummary &session);
/// The unread messages of a row when this one is there too. The row's count goes up to its preview:
/// what is older is in it already.
qint64 unreadAfter(const SessionSummary &session, const Message &message);
/// The row with what somebody's answer says.
SessionSummary withState(SessionSummary session, const SessionState &state);

} // namespace sessionrow
} // namespace handoff
