#include "server/api/session/chatroutes.h"

#include "server/domain/session/chat.h"
#include "server/domain/session/sessions.h"
#include "shared/contract/chat.h"
#include "shared/contract/errors.h"
#include "shared/rules/isocodes.h"
#include "shared/text/displaytext.h"

#include <QLoggingCategory>

namespace handoff::api {

namespace {

Q_LOGGING_CATEGORY(chatLog, "handoff.chat", QtInfoMsg)

/// What the page gets; `message` only after a clear.
struct Opening
{
    QString sessionName;
    Chat::Introduction introduction;
    QString message;
};

/// Claims of the shop's identity token; nothing when it is not good for this session.
void readIdentity(const ApiContext &context, const QString &token, Opening &opening)
{
    const QByteArray secret = context.config.identitySecret.toUtf8();
    const auto claims =
        secret.isEmpty() ? std::nullopt : verifiedClaims(token.toUtf8(), secret, Timestamp::now());
    const bool good = claims &&
                      claims->value(QLatin1String("sub")).toString() == opening.sessionName &&
                      claims->contains(QLatin1String("exp"));
    const auto profile = good ? json::fromJson<DeclaredProfile>(*claims)
                              : Result<DeclaredProfile>(errors::invalidToken());
    if (!profile) { // the customer is then who he says he is
        qCWarning(chatLog).noquote() << "identity token refused, session" << opening.sessionName;
        return;
    }
    opening.introduction.verified = *profile;
    if (const QJsonValue vip = claims->value(QLatin1String("vip")); vip.isBool())
        opening.introduction.verifiedVip = vip.toBool();
}

/// `text` is the conversation's id, or when it went wrong what the customer reads.
void answer(const Opening &opening, bool good, const QString &text,
            const std::optional<QString> &token, const http::ReplyPtr &reply)
{
    QByteArray out =
        good ? "{\"success\":true,\"conversation_id\":" : "{\"success\":false,\"error\":";
    json::write(out, text);
    out.append(",\"session_token\":");
    json::write(out, token);
    if (good && !opening.message.isEmpty()) {
        out.append(",\"message\":");
        json::write(out, opening.message);
    }
    out.append('}');
    reply->json(200, out);
}

/// A conversation that somebody else made for the session in the meantime stays, unless this is a
/// clear.
Result<QString> keep(Tx &tx, const DeskPolicy &policy, const Opening &opening, const QString &id)
{
    if (opening.message.isEmpty())
        return Chat::replaceConversation(tx, policy, opening.sessionName, std::nullopt, id);
    HANDOFF_CHECK(Chat::setConversation(tx, policy, opening.sessionName, id));
    return id;
}

void askCoze(const ApiContext &context, const Opening &opening, const std::optional<QString> &token,
             const http::ReplyPtr &reply)
{
    CozeTurn *turn = context.coze.newConversation(opening.sessionName, &context.coze);
    QObject::connect(turn, &CozeTurn::finished, turn, [=](const CozeOutcome &outcome) {
        turn->deleteLater();
        if (!outcome.good) {
            answer(opening, false, outcome.customerText, token, reply);
            return;
        }
        const auto store = [&policy = context.policy, opening, id = outcome.conversationId](
                               Tx &tx) { return keep(tx, policy, opening, id); };
        context.database.write(store).then(reply->context(), [=](const Result<QString> &kept) {
            if (kept)
                answer(opening, true, *kept, token, reply);
            else
                reply->error(kept.error());
        });
    });
    turn->start();
}

/// Makes sure of the session, then asks Coze for a conversation of its own when it has none yet, or
/// shall forget the one it has. Who asks Coze too often waits.
void openConversation(const ApiContext &context, const Opening &opening,
                      const http::Request &request, const http::ReplyPtr &reply)
{
    // A session that does not exist yet is nobody's: it may be opened without a token.
    const Result<void> may = customerMay(context, request, opening.sessionName);
    if (!may && may.error().kind == ErrorKind::Invalid) {
        reply->error(may.error());
        return;
    }
    using Kind = ClientLimits::Kind;
    if (const auto room = context.limits.take(Kind::Conversations, request); !room) {
        reply->error(room.error());
        return;
    }
    const auto introduce = [&policy = context.policy, may, name = opening.sessionName,
                            introduction = opening.introduction](Tx &tx) -> Result<Chat::Opened> {
        if (!may && Sessions::version(tx, name))
            return may.error();
        return Chat::introduce(tx, policy, name, introduction);
    };
    const bool knowsToken = context.tokens.verifySessionToken(
        opening.sessionName, callerOf(request).principal.sessionToken);
    context.database.write(introduce).then(
        reply->context(),
        [=, &context, client = anonymousClient(request)](const Result<Chat::Opened> &opened) {
            if (!opened) {
                reply->error(opened.error());
                return;
            }
            std::optional<QString> token;
            if (opened->created || knowsToken)
                token = context.tokens.sessionToken(opening.sessionName);
            if (opened->conversationId && opening.message.isEmpty()) {
                if (!opened->changed) // to store who one is costs like a conversation
                    context.limits.giveBack(Kind::Conversations, client);
                answer(opening, true, *opened->conversationId, token, reply);
                return;
            }
            askCoze(context, opening, token, reply);
        });
}

void conversation(const ApiContext &context, bool clear, const http::Request &request,
                  const http::ReplyPtr &reply)
{
    const Result<ConversationRequest> body = bodyOf<ConversationRequest>(request);
    if (!body) {
        reply->error(body.error());
        return;
    }
    Opening opening;
    opening.sessionName = body->sessionId.value_or(QString());
    if (displaytext::isBlank(opening.sessionName))
        opening.sessionName = body->userId.value_or(QString());
    if (displaytext::isBlank(opening.sessionName)) {
        reply->error(errors::sessionIdRequired());
        return;
    }
    opening.introduction.declared = body->profile;
    if (body->identityToken)
        readIdentity(context, *body->identityToken, opening);
    for (auto *profile : {&opening.introduction.declared, &opening.introduction.verified}) {
        const QStringList wrong = *profile ? IsoCodes::tidy(**profile) : QStringList();
        if (!wrong.isEmpty()) // a page's mistake is no reason to keep a customer out
            context.log.add({QStringLiteral("profile_ignored"),
                             opening.sessionName,
                             {},
                             {},
                             QStringLiteral("customer"),
                             {{QStringLiteral("fields"), wrong.join(u',')}}});
    }
    if (clear)
        opening.message = QStringLiteral("历史会话已清除，新对话已创建");
    openConversation(context, opening, request, reply);
}

QByteArray botInfo(const CozeSettings &coze)
{
    const BotInfo bot{coze.botName, coze.botDescription, coze.botIconUrl, coze.botWelcome,
                      coze.workflowId};
    return "{\"success\":true,\"bot\":" + json::toJson(bot) + '}';
}

QByteArray chatConfig(const CozeSettings &coze)
{
    QByteArray out = "{\"appId\":";
    json::write(out, coze.appId);
    out.append(",\"workflowId\":");
    json::write(out, coze.workflowId);
    out.append(",\"authMode\":\"OAUTH_JWT\",\"sessionIsolation\":true}");
    return out;
}

} // namespace

void addConversationRoutes(http::Router &router, const ApiContext &context)
{
    using http::Level;
    for (const char *path :
         {"/api/conversation/new", "/api/conversation/clear", "/api/conversation/create"}) {
        const bool clear = QByteArrayView(path).endsWith("clear");
        router.add("POST", path, Level::Customer,
                   live(context, [&context, clear](const http::Request &request,
                                                   const http::ReplyPtr &reply) {
                       conversation(context, clear, request, reply);
                   }));
    }
    router.add("GET", "/api/bot/info", Level::None,
               [&coze = context.coze](const http::Request &request, const http::ReplyPtr &reply) {
                   replyTagged(request, reply, botInfo(coze.settings()));
               });
    router.add("GET", "/api/config", Level::None,
               [&coze = context.coze](const http::Request &request, const http::ReplyPtr &reply) {
                   replyTagged(request, reply, chatConfig(coze.settings()));
               });
}

} // namespace handoff::api
