#include "server/api/routes.h"
#include "shared/contract/mail.h"

namespace handoff::api {

using http::Level;
using http::ReplyPtr;
using http::Request;

void addMailRoutes(http::Router &router, const ApiContext &c)
{
    router.add("POST", "/api/sessions/{session_name}/email", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<SendMailRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   write(
                       c, request, reply,
                       [&c, name = request.param("session_name"),
                        force = body->force.value_or(false)](Tx &tx, const Actor &actor) {
                           return Mails::request(tx, c.policy, name, force, actor);
                       },
                       [&c, reply](const Mails::Job &job) {
                           c.mail.deliver(job, [reply, id = job.mail.id](const Result<void> &sent) {
                               if (sent)
                                   reply->data(json::toJson(SendMailAnswer{id}));
                               else
                                   reply->error(sent.error());
                           });
                       });
               });
}

} // namespace handoff::api
