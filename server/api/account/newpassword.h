#pragma once

#include "server/api/apicontext.h"

/// Passwords on their way from a request into the store.
namespace handoff::api {

/// 400 INVALID_PASSWORD: the rule of the contract, and in production none that everybody knows.
Result<void> mayBePassword(const ApiContext &context, const QString &password);

/// As write(), with the password hashed away from the event loop before:
/// `useCase(Tx &, const Actor &, const Agents::NewPassword &)`.
template<typename F, typename Answer>
void writeWithPassword(const ApiContext &context, const http::Request &request,
                       const http::ReplyPtr &reply, const QString &password, F useCase,
                       Answer answer)
{
    const bool wellKnown = Password::isWellKnown(password);
    detail::replyWith(
        context.passwords.hash(password, callerOf(request).principal.agentId), reply,
        [&context, request, reply, useCase, answer, wellKnown](const QString &hash) {
            write(
                context, request, reply,
                [useCase, password = Agents::NewPassword{hash, wellKnown}](
                    Tx &tx, const Actor &actor) { return useCase(tx, actor, password); },
                answer);
        });
}

} // namespace handoff::api
