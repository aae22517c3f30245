#include "server/api/answers.h"
#include "server/api/newpassword.h"
#include "server/api/query.h"
#include "server/api/routes.h"
#include "shared/contract/errors.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

/// One login on its way: look up, bcrypt, mark as online. Every step is a hop to another thread and
/// back; a dropped reply ends it.
struct Login
{
    const ApiContext &c;
    ReplyPtr reply;
    LoginRequest request;
    QString address;

    void refused(const std::optional<Agents::Credentials> &known) const
    {
        c.throttle.failed(request.username, address, Timestamp::now());
        c.log.add({QStringLiteral("login_failed"),
                   {},
                   {},
                   {},
                   known ? known->agent.username : QString(),
                   {}});
        if (known)
            c.database.write([username = known->agent.username](Tx &tx) {
                return Agents::loginFailed(tx, username);
            });
        reply->error(errors::invalidCredentials());
    }

    void accepted(const Agents::LoggedIn &in) const
    {
        const Agent &agent = in.agent;
        c.throttle.succeeded(request.username, address);
        c.log.add({QStringLiteral("login"), {}, {}, {}, agent.username, {}});
        const Timestamp now = Timestamp::now();
        LoginAnswer answer;
        answer.token = c.tokens.access(agent, now, in.signIn);
        answer.refreshToken = c.tokens.refresh(agent, now, in.signIn);
        answer.expiresIn = c.tokens.accessSeconds();
        answer.agent = agent;
        reply->json(200, beside(answer));
    }

    /// Checked before bcrypt and again after it, see LoginThrottle.
    bool throttled() const
    {
        const auto allowed = c.throttle.check(request.username, address, Timestamp::now());
        if (!allowed)
            reply->error(allowed.error());
        return !allowed;
    }

    void verified(const std::optional<Agents::Credentials> &known, bool matches) const
    {
        if (throttled())
            return;
        if (!matches || !known)
            return refused(known);
        detail::replyWith(c.database.write([credentials = *known](Tx &tx) {
            return Agents::loggedIn(tx, credentials);
        }),
                          reply, [self = *this](const Agents::LoggedIn &in) { self.accepted(in); });
    }

    void start() const
    {
        if (throttled())
            return;
        const auto found = [self = *this](const std::optional<Agents::Credentials> &known) {
            detail::replyWith(
                self.c.passwords.verify(self.request.password,
                                        known ? known->passwordHash : QString(), self.address),
                self.reply, [self, known](bool matches) { self.verified(known, matches); });
        };
        detail::replyWith(c.database.read([username = request.username](Tx &tx) {
            return Agents::findForLogin(tx, username);
        }),
                          reply, found);
    }
};

void addLogin(http::Router &router, const ApiContext &c)
{
    router.add("POST", "/api/agent/login", Level::None,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<LoginRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   Login{c, reply, *body, anonymousClient(request)}.start();
               });

    router.add("POST", "/api/agent/refresh", Level::None,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<RefreshRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   const auto claims =
                       c.tokens.verifyRefresh(body->refreshToken.toUtf8(), Timestamp::now());
                   if (!claims)
                       return reply->error(claims.error());
                   detail::replyWith(
                       c.database.read([claims = *claims](Tx &tx) -> Result<Agents::LoggedIn> {
                           const auto in = Agents::refresh(tx, claims.agentId, claims.signIn);
                           return in || tx.failed() ? in : errors::invalidRefreshToken();
                       }),
                       reply, [&c, reply](const Agents::LoggedIn &in) {
                           reply->json(200,
                                       beside(RefreshAnswer{
                                           c.tokens.access(in.agent, Timestamp::now(), in.signIn),
                                           c.tokens.accessSeconds()}));
                       });
               });

    router.add("POST", "/api/agent/logout", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   Query q(request);
                   const QString username = q.name("username");
                   if (q.problem())
                       return reply->error(*q.problem());
                   write(
                       c, request, reply,
                       [username](Tx &tx, const Actor &actor) {
                           return Agents::logout(
                               tx, username.isEmpty() ? actor.agent.username : username, actor);
                       },
                       [&c, reply, by = callerOf(request).principal.username] {
                           c.log.add({QStringLiteral("logout"), {}, {}, {}, by, {}});
                           replyMessage(reply, QStringLiteral("登出成功"));
                       });
               });
}

/// The checks of change-password in the order of the contract, each only when the one before holds.
void changePassword(const ApiContext &c, const Request &request, const ReplyPtr &reply,
                    const ChangePasswordRequest &body, const Agents::Credentials &known)
{
    detail::replyWith(c.passwords.verify(body.oldPassword, known.passwordHash, known.agent.id),
                      reply, [&c, request, reply, body, known](bool matches) {
                          if (!matches)
                              return reply->error(errors::oldPasswordIncorrect());
                          if (const auto may = mayBePassword(c, body.newPassword); !may)
                              return reply->error(may.error());
                          if (body.newPassword == body.oldPassword)
                              return reply->error(errors::passwordSame());
                          writeWithPassword(
                              c, request, reply, body.newPassword,
                              [oldHash = known.passwordHash](Tx &tx, const Actor &actor,
                                                             const Agents::NewPassword &password) {
                                  return Agents::changePassword(tx, oldHash, password, actor);
                              },
                              asMessage(reply, "密码修改成功"));
                      });
}

void addOwnAccount(http::Router &router, const ApiContext &c)
{
    router.add(
        "GET", "/api/agent/profile", Level::Agent,
        [&c](const Request &request, const ReplyPtr &reply) {
            Query q(request);
            const QString username = q.name("username");
            if (q.problem())
                return reply->error(*q.problem());
            read(
                c, request, reply,
                [username](Tx &tx, const Actor &actor) -> Result<Agent> {
                    if (username.isEmpty())
                        return actor.agent;
                    return Agents::find(tx, username);
                },
                [reply](const Agent &agent) { reply->json(200, beside(AgentAnswer{agent})); });
        });

    router.add(
        "PUT", "/api/agent/profile", Level::Agent,
        [&c](const Request &request, const ReplyPtr &reply) {
            const auto body = bodyOf<ProfileUpdate>(request);
            if (!body)
                return reply->error(body.error());
            write(
                c, request, reply,
                [&c, update = *body](Tx &tx, const Actor &actor) {
                    return Agents::updateProfile(tx, c.policy, actor.agent.id, update);
                },
                [reply](const Agent &agent) { reply->json(200, beside(AgentAnswer{agent})); });
        });

    router.add("POST", "/api/agent/change-password", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<ChangePasswordRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   read(
                       c, request, reply,
                       [](Tx &tx, const Actor &actor) -> Result<Agents::Credentials> {
                           HANDOFF_TRY(const auto known,
                                       Agents::findForLogin(tx, actor.agent.username));
                           if (!known)
                               return errors::invalidToken();
                           return *known;
                       },
                       [&c, request, reply, body = *body](const Agents::Credentials &known) {
                           changePassword(c, request, reply, body, known);
                       });
               });

    router.add("GET", "/api/agent/status", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   read(
                       c, request, reply,
                       [](Tx &tx, const Actor &actor) { return Agents::load(tx, actor.agent.id); },
                       asData(reply));
               });

    router.add("PUT", "/api/agent/status", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<StatusUpdate>(request);
                   if (!body)
                       return reply->error(body.error());
                   write(
                       c, request, reply,
                       [update = *body](Tx &tx, const Actor &actor) {
                           return Agents::setStatus(tx, actor.agent.id, update);
                       },
                       asData(reply));
               });
}

} // namespace

void addAgentRoutes(http::Router &router, const ApiContext &context)
{
    addLogin(router, context);
    addOwnAccount(router, context);
}

} // namespace handoff::api
