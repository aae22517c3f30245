#pragma once

#include "server/store/tx.h"
#include "shared/contract/session.h"
#include "shared/contract/sessionlist.h"

/// The table of sessions. A row is read, changed by a use case and saved with compare-and-set.
namespace handoff {

/// What a list shows of a session.
struct SessionHead
{
    qint64 id = 0;
    QString name;
    SessionStatus status = SessionStatus::BotActive;
    ProfileSummary profile{QStringLiteral("访客"), false, {}, QStringLiteral("en")};
    std::optional<Escalation> escalation;
    std::optional<AgentRef> owner; ///< exactly while manual_live
    std::optional<MessagePreview> preview;
    std::optional<CustomerWords> customerSaid;
    int escalations = 0; ///< episodes so far, the current one included
    QStringList urgentKeywords;
    QList<SessionTag> tags; ///< in the order they were added; the database has the ids only
    std::optional<QString> ticketId;
    qint64 userMessages = 0;
    qint64 unreadBase = 0; ///< userMessages at the last answer
    Timestamp createdAt;
    Timestamp updatedAt;
    qint64 version = 1;

    bool escalatedBefore() const { return escalations > (escalation ? 1 : 0); }
    /// Since when a human is awaited.
    std::optional<Timestamp> waitingSince() const
    {
        return status == SessionStatus::PendingManual && escalation
                   ? std::optional(escalation->triggerAt)
                   : std::nullopt;
    }
};

/// The whole row.
struct SessionRow : SessionHead
{
    QString messageKey; ///< of the ids of its messages (messagestore.h)
    std::optional<QString> conversationId;
    std::optional<QString> email;
    bool gdprConsent = false;
    bool marketingSubscribed = false;
    QString city;
    QString currency = QStringLiteral("USD");
    QJsonObject metadata;
    std::optional<QString> offeredTo; ///< the lost agent to whom it is offered back
    MailState mail;
    int aiFailCount = 0;
    bool vipEscalated = false;
    qint64 lastSeq = 0; ///< of the newest message
    Timestamp lastAt;   ///< of the newest message
    std::optional<Timestamp> manualStartAt;
    std::optional<Timestamp> lastManualEndAt;
    SessionStatus savedStatus = SessionStatus::BotActive; ///< as the database has it
    qint64 savedVersion = 0;                              ///< as the database has it
};

namespace SessionStore {

/// A session as it is; with several servers on PostgreSQL only good for reading.
std::optional<SessionRow> find(Tx &tx, const QString &name);
/// A session that is going to be changed; holds its row lock on PostgreSQL.
std::optional<SessionRow> findForChange(Tx &tx, const QString &name);

/// The name of the session with this row id.
std::optional<QString> nameOf(Tx &tx, qint64 id);

/// Sets id, messageKey, times. False when the name exists.
bool insert(Tx &tx, SessionRow &row);
/// Saves the row if the database still has `savedVersion`, with a version that is at least one
/// higher; sets updatedAt to now. False when somebody was faster.
bool save(Tx &tx, SessionRow &row);
/// As save, for what a message changes: counters, preview, urgent keywords, ai_fail_count.
bool saveProgress(Tx &tx, SessionRow &row);

/// Whose escalation it was, for waitingFrom(); empty: nobody's in particular.
void setQueuedFrom(Tx &tx, qint64 id, const QString &client);
/// Sessions that wait for a human (pending_manual) because of this client.
int waitingFrom(Tx &tx, const QString &client);

/// A message in a live session, in one statement (the hot path of the desk).
struct LiveMessage
{
    QString sessionName;
    MessageRole role = MessageRole::Agent; ///< User or Agent
    QString preview;
    QString ownerId; ///< only if this is the owner; empty: whoever owns it
    QString clientMessageId;
};
/// Counts the message into the session if that is live, has this owner, and has no message of this
/// client id yet. The row holds what saveProgress() saves, with lastSeq and lastAt of the new
/// message, and its messageKey.
std::optional<SessionRow> countLiveMessage(Tx &tx, const LiveMessage &message);

/// The maintained counters, all five statuses.
QMap<QString, qint64> counts(Tx &tx);
/// Sessions that this agent owns now.
qint64 liveCount(Tx &tx, const QString &agentId);
QStringList namesOwnedBy(Tx &tx, const QString &agentId);
/// Pending sessions to be offered back to this agent.
QStringList namesOfferedTo(Tx &tx, const QString &agentId);
/// Nothing is offered back to this agent any more.
void clearOffers(Tx &tx, const QString &agentId);
/// bot_active and after_hours_email without a change since `before`, longest first.
QStringList idleNames(Tx &tx, Timestamp before, int limit);

} // namespace SessionStore

} // namespace handoff
