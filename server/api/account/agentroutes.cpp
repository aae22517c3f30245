#include "server/api/account/newpassword.h"
#include "server/api/answers.h"
#include "server/api/endpoints.h"
#include "server/api/query.h"
#include "server/api/routes.h"
#include "shared/contract/errors.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

/// One login on its way: look up, bcrypt, mark as online; each step on another thread. A dropped
/// reply ends it.
struct Login
{
    const ApiContext &c;
    ReplyPtr reply;
    LoginRequest request;
    QString address;

    void start() const
    {
        if (const auto may = allowed(); !may)
            return reply->error(may.error());
        const auto known = c.database.read(
            [name = request.username](Tx &tx) { return Agents::findForLogin(tx, name); });
        const auto who = known.andThen(
            reply->context(), [self = *this](const auto &account) { return self.verify(account); });
        const auto in = who.andThen(reply->context(), [&c = c](const Agents::Credentials &account) {
            return c.database.write([account](Tx &tx) { return Agents::loggedIn(tx, account); });
        });
        detail::replyWith(in, reply, [self = *this](const auto &done) { self.accepted(done); });
    }

    /// Checked before bcrypt and again after it, see LoginThrottle.
    Result<void> allowed() const
    {
        return c.throttle.check(request.username, address, Timestamp::now());
    }

    Later<Agents::Credentials> verify(const std::optional<Agents::Credentials> &known) const
    {
        const auto decide = [self = *this, known](bool matches) -> Result<Agents::Credentials> {
            HANDOFF_CHECK(self.allowed());
            if (matches && known)
                return *known;
            self.refused(known);
            return errors::invalidCredentials();
        };
        return c.passwords
            .verify(request.password, known ? known->passwordHash : QString(), address)
            .andThen(reply->context(), decide);
    }

    void refused(const std::optional<Agents::Credentials> &known) const
    {
        const QString username = known ? known->agent.username : QString();
        c.throttle.failed(request.username, address, Timestamp::now());
        c.log.add({QStringLiteral("login_failed"), {}, {}, {}, username, {}});
        if (known)
            c.database.write([username](Tx &tx) { return Agents::loginFailed(tx, username); });
    }

    void accepted(const Agents::LoggedIn &in) const
    {
        const Agent &agent = in.agent;
        c.throttle.succeeded(request.username, address);
        const Timestamp now = Timestamp::now();
        LoginAnswer answer;
        answer.token = c.tokens.access(agent, now, in.signIn);
        answer.refreshToken = c.tokens.refresh(agent, now, in.signIn);
        answer.expiresIn = c.tokens.accessSeconds();
        answer.agent = agent;
        reply->json(200, beside(answer));
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
                       asMessage(reply, "登出成功"));
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

void addChangePassword(http::Router &router, const ApiContext &c)
{
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
}

Result<QString> usernameAsked(const Request &request)
{
    Query q(request);
    const QString username = q.name("username");
    return q.result(username);
}

void addOwnAccount(Endpoints &routes)
{
    const DeskPolicy &policy = routes.context().policy;
    const auto asAgent = [](const ReplyPtr &reply, const auto &, const Agent &agent) {
        reply->json(200, beside(AgentAnswer{agent}));
    };
    routes.list(
        "/api/agent/profile", Level::Agent, &usernameAsked,
        [](Tx &tx, const Actor &actor, const Ask<QString> &ask) -> Result<Agent> {
            if (ask.body.isEmpty())
                return actor.agent;
            return Agents::find(tx, ask.body);
        },
        asAgent);
    routes.put<ProfileUpdate>(
        "/api/agent/profile", Level::Agent,
        [&policy](Tx &tx, const Actor &actor, const Ask<ProfileUpdate> &ask) {
            return Agents::updateProfile(tx, policy, actor.agent.id, ask.body);
        },
        asAgent);
    routes.get("/api/agent/status", Level::Agent, [](Tx &tx, const Actor &actor, const Plain &) {
        return Agents::load(tx, actor.agent.id);
    });
    routes.put<StatusUpdate>("/api/agent/status", Level::Agent,
                             [](Tx &tx, const Actor &actor, const Ask<StatusUpdate> &ask) {
                                 return Agents::setStatus(tx, actor.agent.id, ask.body);
                             });
}

} // namespace

void addAgentRoutes(http::Router &router, const ApiContext &context)
{
    addLogin(router, context);
    addChangePassword(router, context);
    Endpoints routes(router, context);
    addOwnAccount(routes);
}

} // namespace handoff::api
