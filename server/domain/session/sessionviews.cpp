#include "server/domain/session/sessionviews.h"

#include "server/domain/session/customerview.h"
#include "server/store/session/messagestore.h"
#include "shared/rules/priority.h"
#include "shared/text/displaytext.h"

namespace handoff::SessionViews {

namespace {

constexpr int previewLength = 50;

Priority priorityOf(const SessionHead &head, Timestamp now)
{
    return PriorityRules::compute(head.profile.vip, head.waitingSince(), head.escalatedBefore(),
                                  head.urgentKeywords, now);
}

} // namespace

SessionState stateOf(Tx &tx, const DeskPolicy &policy, const SessionRow &row, const Actor &viewer)
{
    SessionState s;
    s.sessionName = row.name;
    s.status = row.status;
    s.conversationId = row.conversationId;
    s.userProfile = {row.profile.nickname,
                     row.email,
                     row.profile.vip,
                     row.gdprConsent,
                     row.marketingSubscribed,
                     row.profile.country,
                     row.city,
                     row.profile.language,
                     row.currency,
                     row.metadata};
    const auto history =
        MessageStore::page(tx, row.id, 0, policy.historyLimit, !viewer.isCustomer());
    for (const MessageRow &message : history)
        s.history.append(seenBy(viewer, MessageStore::toMessage(message, row.messageKey)));
    s.escalation = row.escalation;
    s.assignedAgent = row.owner;
    s.mail = row.mail;
    s.priority = priorityOf(row, tx.now());
    s.tags = row.tags;
    s.aiFailCount = row.aiFailCount;
    s.createdAt = row.createdAt;
    s.updatedAt = row.updatedAt;
    s.manualStartAt = row.manualStartAt;
    s.lastManualEndAt = row.lastManualEndAt;
    s.version = row.version;
    return viewer.isCustomer() ? CustomerView::of(std::move(s)) : s;
}

Message seenBy(const Actor &viewer, Message message)
{
    const bool sent = viewer.isCustomer() ? message.role == MessageRole::User && !message.agentId
                                          : message.agentId == viewer.agent.id;
    if (!sent)
        message.clientMessageId.reset();
    return message;
}

SessionSummary summaryOf(const SessionHead &head, Timestamp now)
{
    SessionSummary s;
    s.sessionName = head.name;
    s.status = head.status;
    s.userProfile = head.profile;
    s.priority = priorityOf(head, now);
    s.waitingSeconds = s.priority.waitTimeSeconds;
    if (head.escalation) {
        s.escalation = EscalationSummary{head.escalation->reason, head.escalation->severity,
                                         head.escalation->triggerAt, s.waitingSeconds};
    }
    s.assignedAgent = head.owner;
    s.lastMessagePreview = head.preview;
    s.lastCustomerMessage = head.customerSaid;
    s.tags = head.tags;
    s.ticketId = head.ticketId;
    s.createdAt = head.createdAt;
    s.updatedAt = head.updatedAt;
    s.version = head.version;
    return s;
}

QString previewOf(const QString &text)
{
    return displaytext::preview(text, previewLength);
}

} // namespace handoff::SessionViews
