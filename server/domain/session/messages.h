#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/tx.h"
#include "shared/contract/session.h"
#include "shared/contract/sessionrequests.h"

/// Messages between customer and human (api.md, `POST /api/manual/messages`).
namespace handoff::Messages {

struct Sent
{
    SendMessageAnswer answer;
    MessageRole role = MessageRole::Agent;
    bool repeated = false; ///< this `client_message_id` was stored before; nothing was changed
};

/// Errors in this order: 400 missing fields, 400 role, 422 longer than 4000 characters, 403 role
/// agent without an agent, 404, 409 not live, 403 not the owner (admins may). A repeated
/// `client_message_id` is answered like the first time, whatever the status is now.
Result<Sent> send(Tx &tx, const DeskPolicy &policy, const SendMessageRequest &request,
                  const Actor &actor);

/// A system text to customer and agents, e.g. of an auto-reply rule. 404.
Result<Message> addSystem(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                          const QString &text);
/// A system text that only agents see. 404.
Result<Message> addNote(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                        const QString &text);

} // namespace handoff::Messages
