#include "server/api/endpoints.h"
#include "server/api/routes.h"
#include "shared/contract/mail.h"

namespace handoff::api {

void addMailRoutes(http::Router &router, const ApiContext &context)
{
    Endpoints routes(router, context);
    routes.post<SendMailRequest>(
        "/api/sessions/{session_name}/email", http::Level::Agent,
        [&policy = context.policy](Tx &tx, const Actor &actor, const Ask<SendMailRequest> &ask) {
            return Mails::request(tx, policy, ask.param("session_name"),
                                  ask.body.force.value_or(false), actor);
        },
        [&mail = context.mail](const http::ReplyPtr &reply, const auto &, const Mails::Job &job) {
            mail.deliver(job, [reply, id = job.mail.id](const Result<void> &sent) {
                if (sent)
                    reply->data(json::toJson(SendMailAnswer{id}));
                else
                    reply->error(sent.error());
            });
        });
}

} // namespace handoff::api
