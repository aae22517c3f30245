#include "workbench/models/sessionrow.h"

namespace handoff::sessionrow {

namespace {

template<typename Words>
void keepLater(std::optional<Words> &words, const std::optional<Words> &known)
{
    if (known && (!words || words->timestamp < known->timestamp))
        words = known;
}

} // namespace

SessionSummary updated(const SessionSummary &row, SessionSummary newer)
{
    newer.unread = row.unread;
    keepLater(newer.lastMessagePreview, row.lastMessagePreview);
    keepLater(newer.lastCustomerMessage, row.lastCustomerMessage);
    return newer;
}

bool isOlder(const SessionSummary &a, const SessionSummary &b)
{
    return std::tie(a.version, a.updatedAt) < std::tie(b.version, b.updatedAt);
}

std::optional<MessagePreview> lastWords(const SessionSummary &session)
{
    const auto &said = session.lastCustomerMessage;
    if (session.status == SessionStatus::PendingManual && said)
        return MessagePreview{MessageRole::User, said->content, said->timestamp};
    return session.lastMessagePreview;
}

std::optional<Timestamp> waitingSince(const SessionSummary &session)
{
    if (session.status != SessionStatus::PendingManual || !session.escalation)
        return std::nullopt;
    return session.escalation->triggerAt;
}

std::optional<Timestamp> unansweredSince(const SessionSummary &session)
{
    const auto &last = session.lastMessagePreview;
    if (session.status != SessionStatus::ManualLive || !last || last->role != MessageRole::User)
        return std::nullopt;
    return last->timestamp;
}

qint64 unreadAfter(const SessionSummary &session, const Message &message)
{
    if (session.lastMessagePreview && message.timestamp <= session.lastMessagePreview->timestamp)
        return session.unread;
    switch (message.role) {
    case MessageRole::User:
        return session.unread + 1;
    case MessageRole::Agent:
    case MessageRole::Assistant:
        return 0; // what was answered is read, whoever answered
    default:
        return session.unread;
    }
}

SessionSummary withState(SessionSummary session, const SessionState &state)
{
    session.status = state.status;
    session.assignedAgent = state.assignedAgent;
    session.tags = state.tags;
    session.userProfile.nickname = state.userProfile.nickname;
    session.userProfile.vip = state.userProfile.vip;
    session.priority = state.priority;
    session.updatedAt = state.updatedAt;
    session.version = state.version;
    session.escalation.reset();
    if (state.escalation) {
        session.escalation = EscalationSummary{state.escalation->reason, state.escalation->severity,
                                               state.escalation->triggerAt, 0};
    }
    return session;
}

} // namespace handoff::sessionrow
