#include "server/domain/session/messages.h"

#include "server/domain/session/sessionchange.h"
#include "server/domain/session/sessionevents.h"
#include "server/domain/session/sessionlookup.h"
#include "server/domain/session/sessionviews.h"
#include "server/domain/texts.h"
#include "server/domain/ticket/ticketwork.h"
#include "server/store/session/messagestore.h"
#include "server/store/session/sessionstore.h"
#include "shared/contract/errors.h"
#include "shared/rules/sessionrules.h"
#include "shared/text/displaytext.h"

namespace handoff::Messages {

namespace {

/// A request that has been checked as far as that is possible without the session.
struct Draft
{
    QString sessionName;
    MessageRole role = MessageRole::User;
    QString content;
    QString clientMessageId;
};

Result<Draft> checked(const DeskPolicy &policy, const SendMessageRequest &request,
                      const Actor &actor)
{
    Draft draft{request.sessionName.value_or(QString()), MessageRole::User,
                request.content.value_or(QString()), request.clientMessageId.value_or(QString())};
    const QString role = request.role.value_or(QString());
    if (draft.sessionName.isEmpty() || role.isEmpty() || displaytext::isBlank(draft.content))
        return errors::messageFieldsRequired();
    if (role == QLatin1String("agent"))
        draft.role = MessageRole::Agent;
    else if (role != QLatin1String("user"))
        return errors::messageRoleInvalid();
    if (!displaytext::fits(draft.content, policy.maxMessageLength)) {
        return errors::validation(
            QStringLiteral("/content"),
            QStringLiteral("at most %1 characters expected").arg(policy.maxMessageLength));
    }
    HANDOFF_CHECK(texts::checkClientId(draft.clientMessageId));
    if (draft.role == MessageRole::Agent && !actor.isAgent())
        return errors::notAuthenticated();
    return draft;
}

/// Why the message could not be counted in; or the first answer to the same client id.
Result<Sent> refusedOrRepeated(Tx &tx, const Draft &draft, const Actor &actor)
{
    const auto row = SessionStore::find(tx, draft.sessionName);
    if (!row)
        return errors::sessionNotFound();
    if (!draft.clientMessageId.isEmpty()) {
        if (const auto first =
                MessageStore::findByClientId(tx, row->id, draft.role, draft.clientMessageId))
            return Sent{{MessageStore::idOf(row->messageKey, first->seq), first->createdAt,
                         first->clientMessageId},
                        draft.role,
                        true};
    }
    if (row->status != SessionStatus::ManualLive)
        return errors::notInManualLive();
    if (draft.role == MessageRole::Agent &&
        !SessionRules::ownsOrAdmin(row->owner, actor.agent.id, actor.agent.role))
        return errors::permissionDenied();
    return errors::versionConflict(); // changed between the two statements, by another server
}

Result<Message> addText(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                        const QString &text, bool internal)
{
    HANDOFF_TRY(SessionRow row, SessionLookup::forChange(tx, sessionName));
    SessionChange change(tx, policy, std::move(row));
    MessageRow message;
    message.role = MessageRole::System;
    message.content = text;
    message.internal = internal;
    const Message sent = change.add(std::move(message));
    HANDOFF_CHECK(change.finish());
    return sent;
}

} // namespace

Result<Sent> send(Tx &tx, const DeskPolicy &policy, const SendMessageRequest &request,
                  const Actor &actor)
{
    HANDOFF_TRY(const Draft draft, checked(policy, request, actor));
    const bool byOwnerOnly = draft.role == MessageRole::Agent && !actor.isAdmin();
    auto session = SessionStore::countLiveMessage(
        tx, {draft.sessionName, draft.role, SessionViews::previewOf(draft.content),
             byOwnerOnly ? actor.agent.id : QString(), draft.clientMessageId});
    if (!session)
        return refusedOrRepeated(tx, draft, actor);

    MessageRow message;
    message.seq = session->lastSeq;
    message.role = draft.role;
    message.content = draft.content;
    message.createdAt = session->lastAt;
    message.clientMessageId = draft.clientMessageId;
    if (actor.isAgent()) // also of what he writes in the customer's name: agents see who it was
        message.agent = AgentRef{actor.agent.id, actor.agent.name};
    MessageStore::insert(tx, session->id, message);

    if (draft.role == MessageRole::User) {
        if (SessionChange::noteUrgent(*session, policy, draft.content) &&
            !SessionStore::saveProgress(tx, *session))
            return errors::versionConflict();
    }

    const Message sent = MessageStore::toMessage(message, session->messageKey);
    tx.announce(SessionEvents::manualMessage(session->name, sent));
    tx.announce(SessionEvents::messageAdded(session->name, sent));
    tx.announce(SessionEvents::summaryChanged(*session, tx.now()));
    if (draft.role == MessageRole::User)
        HANDOFF_CHECK(TicketWork::customerWrote(tx, session->name, session->ticketId, actor));
    tx.log({QStringLiteral("manual_message"),
            session->name,
            {},
            {},
            actor.operatorName(),
            {{QStringLiteral("role"), QString(json::enumName(draft.role))}},
            {}});
    return Sent{{sent.id, sent.timestamp, sent.clientMessageId}, draft.role, false};
}

Result<Message> addSystem(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                          const QString &text)
{
    return addText(tx, policy, sessionName, text, false);
}

Result<Message> addNote(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                        const QString &text)
{
    return addText(tx, policy, sessionName, text, true);
}

} // namespace handoff::Messages
