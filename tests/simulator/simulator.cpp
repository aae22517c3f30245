#include "tests/simulator/simulator.h"

#include "server/http/server.h"
#include "server/http/ssestream.h"
#include "shared/core/ids.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace handoff::sim {

namespace {

constexpr int kHangingSweepMs = 200;
constexpr int kMaxMessages = 50;

/// What Coze says beside a code.
QString textOf(const QString &code)
{
    static const QHash<QString, QString> texts{
        {QStringLiteral("4000"), QStringLiteral("Request parameter error")},
        {QStringLiteral("4002"), QStringLiteral("The conversation does not exist")},
        {QStringLiteral("4009"), QStringLiteral("Request timed out")},
        {QStringLiteral("4013"), QStringLiteral("Too many requests")},
        {QStringLiteral("4016"), QStringLiteral("Conversation occupied: another chat is running")},
        {QStringLiteral("4020"), QStringLiteral("Insufficient resources")},
        {QStringLiteral("4100"), QStringLiteral("authentication is invalid")},
        {QStringLiteral("4101"), QStringLiteral("The token does not have the permission")},
        {QStringLiteral("4200"), QStringLiteral("Requested resource workflow_id does not exist")},
        {QStringLiteral("5000"), QStringLiteral("Internal server error")},
        {QStringLiteral("700012006"), QStringLiteral("access token invalid")},
        {QStringLiteral("720702204"), QStringLiteral("conversation not found")},
    };
    return texts.value(code, QStringLiteral("simulated error"));
}

QJsonObject conversationJson(const Conversation &c)
{
    return {{QStringLiteral("id"), c.id},
            {QStringLiteral("created_at"), c.createdAt},
            {QStringLiteral("meta_data"), QJsonObject()},
            {QStringLiteral("last_section_id"), c.sectionId}};
}

QJsonObject messageJson(const Conversation &c, const StoredMessage &m, const QString &botId)
{
    return {{QStringLiteral("id"), m.id},
            {QStringLiteral("conversation_id"), c.id},
            {QStringLiteral("bot_id"), botId},
            {QStringLiteral("chat_id"), m.chatId},
            {QStringLiteral("section_id"), c.sectionId},
            {QStringLiteral("role"), m.role},
            {QStringLiteral("type"),
             m.role == u"user" ? QStringLiteral("question") : QStringLiteral("answer")},
            {QStringLiteral("content"), m.content},
            {QStringLiteral("content_type"), QStringLiteral("text")},
            {QStringLiteral("meta_data"), QJsonObject()},
            {QStringLiteral("created_at"), m.createdAt},
            {QStringLiteral("updated_at"), m.createdAt}};
}

} // namespace

CozeSimulator::CozeSimulator(Pace pace, QObject *parent)
    : QObject(parent),
      m_pace(pace), m_demoApp{QStringLiteral("1180000000000001"), QStringLiteral("simulator-key-1"),
                              demoKeyPair().publicPem, QStringLiteral("7570000000000000001"),
                              QStringLiteral("7570000000000000002")}
{
    m_state.desk().addApp(m_demoApp);
    m_hangingSweep.setInterval(kHangingSweepMs);
    connect(&m_hangingSweep, &QTimer::timeout, this, [this] {
        m_hanging.removeIf([](const http::ReplyPtr &reply) {
            if (!reply->clientGone())
                return false;
            reply->json(500, "{}"); // nobody reads it; a reply must not be forgotten
            return true;
        });
        if (m_hanging.isEmpty())
            m_hangingSweep.stop();
    });
}

CozeSimulator::~CozeSimulator()
{
    stop();
}

bool CozeSimulator::start(quint16 port, const QHostAddress &address)
{
    stop();
    http::ServerOptions options;
    options.maxConnectionsPerAddress = options.maxConnections;
    m_http = std::make_unique<http::HttpServer>(options);
    addRoutes();
    addControlRoutes();
    const auto listening = m_http->listen(address, port);
    if (!listening) {
        m_http.reset();
        return false;
    }
    m_port = *listening;
    const QString portText = QString::number(m_port);
    m_state.desk().setAudiences(
        {QStringLiteral("127.0.0.1:") + portText, QStringLiteral("localhost:") + portText});
    return true;
}

void CozeSimulator::stop()
{
    m_http.reset(); // closes every stream, which ends its chat
    m_hanging.clear();
    m_hangingSweep.stop();
}

QString CozeSimulator::baseUrl() const
{
    return QStringLiteral("http://127.0.0.1:") + QString::number(m_port);
}

QMap<QString, QString> CozeSimulator::settingsEnv() const
{
    return {
        {QStringLiteral("COZE_API_BASE"), baseUrl()},
        {QStringLiteral("COZE_WORKFLOW_ID"), m_demoApp.workflowId},
        {QStringLiteral("COZE_APP_ID"), m_demoApp.appId},
        {QStringLiteral("COZE_OAUTH_CLIENT_ID"), m_demoApp.clientId},
        {QStringLiteral("COZE_OAUTH_PUBLIC_KEY_ID"), m_demoApp.kid},
        {QStringLiteral("COZE_OAUTH_PRIVATE_KEY"), QString::fromLatin1(demoKeyPair().privatePem)},
        {QStringLiteral("COZE_BOT_NAME"), QStringLiteral("Fiido 客服")},
        {QStringLiteral("COZE_BOT_DESCRIPTION"),
         QStringLiteral("电动自行车智能助手 / e-bike assistant")},
        {QStringLiteral("COZE_BOT_WELCOME"), QStringLiteral("您好！请问有什么可以帮您？")},
    };
}

QList<JournalEntry> CozeSimulator::journal(const QString &endpoint) const
{
    QList<JournalEntry> out;
    for (const JournalEntry &entry : m_state.journal()) {
        if (entry.endpoint == endpoint)
            out.append(entry);
    }
    return out;
}

bool CozeSimulator::addFault(const QString &endpoint, const QString &words, int count,
                             const QString &session)
{
    const auto faults = parseFaults(words);
    if (!faults)
        return false;
    m_faults.add({endpoint, session, count, *faults});
    return true;
}

void CozeSimulator::reset()
{
    m_state.reset();
    m_faults.clear();
    m_expiredOnce.clear();
    m_hanging.clear();
    m_mostRunning = m_running;
}

void CozeSimulator::addRoutes()
{
    route("POST", "/api/permission/oauth2/token", "token", &CozeSimulator::token);
    route("POST", "/v1/conversation/create", "conversation", &CozeSimulator::createConversation);
    route("GET", "/v1/conversation/retrieve", "retrieve", &CozeSimulator::retrieveConversation);
    route("POST", "/v1/conversation/message/list", "messages", &CozeSimulator::listMessages);
    route("POST", "/v1/conversations/{id}/clear", "clear", &CozeSimulator::clearConversation);
    route("POST", "/v1/workflows/chat", "chat", &CozeSimulator::chat);
}

void CozeSimulator::route(const char *method, const char *path, const char *endpoint, Verb verb)
{
    m_http->router().add(
        method, path, http::Level::None,
        [this, endpoint, verb](const http::Request &request, const http::ReplyPtr &reply) {
            Call call;
            call.request = request;
            call.reply = reply;
            call.endpoint = QString::fromLatin1(endpoint);
            handle(std::move(call), verb);
        });
}

void CozeSimulator::handle(Call call, Verb verb)
{
    const Timestamp now = Timestamp::now();
    call.logId = newId(u"2026", 28).toUpper();
    if (!call.request.body.trimmed().isEmpty()) {
        const QJsonDocument document = QJsonDocument::fromJson(call.request.body);
        call.bodyIsJson = document.isObject();
        call.body = document.object();
    }
    const bool isToken = call.endpoint == u"token";
    JournalEntry entry{
        call.endpoint, call.request.method, call.request.path(), {}, {}, call.body, now};
    const QByteArray bearer = bearerOf(call.request.header("authorization"));
    if (isToken) {
        entry.jwt = decodeJwt(bearer);
        entry.session = entry.jwt.value(QStringLiteral("claims"))
                            .toObject()
                            .value(QStringLiteral("session_name"))
                            .toString();
    } else {
        call.tokenValue = QString::fromLatin1(bearer);
        if (const Token *token = m_state.token(call.tokenValue, now)) {
            call.token = *token;
            entry.session = token->sessionName;
        }
    }
    m_state.write(entry);

    if (!isToken && !call.token) {
        answerError(call, 401,
                    call.endpoint == u"chat" ? QStringLiteral("4100")
                                             : QStringLiteral("700012006"));
        return;
    }
    if (!call.bodyIsJson) {
        answerError(call, 400, isToken ? QStringLiteral("invalid_request") : QStringLiteral("4000"),
                    QStringLiteral("the body is no JSON object"));
        return;
    }
    const Faults faults = m_faults.take(call.endpoint, entry.session).value_or(Faults());
    const auto go = [this, call, verb, faults] {
        if (!refuse(call, faults))
            (this->*verb)(call, faults);
    };
    if (faults.ttfbMs > 0)
        QTimer::singleShot(faults.ttfbMs, this, go);
    else
        go();
}

bool CozeSimulator::refuse(const Call &call, const Faults &faults)
{
    if (!faults.refuses())
        return false;
    http::Headers headers;
    if (faults.retryAfter > 0)
        headers.append({"Retry-After", QByteArray::number(faults.retryAfter)});
    if (faults.hang) {
        m_hanging.append(call.reply);
        m_hangingSweep.start();
    } else if (faults.resetEarly) {
        call.reply->stream()->reset();
    } else if (faults.expire) {
        if (call.endpoint == u"token")
            return false; // token() hands out one that is over already
        m_state.revoke(call.tokenValue);
        answerError(call, 401,
                    call.endpoint == u"chat" ? QStringLiteral("4100")
                                             : QStringLiteral("700012006"));
    } else if (!faults.json.isEmpty()) {
        answerError(call, faults.http > 0 ? faults.http : 200, faults.json, {}, headers);
    } else {
        const QByteArray status = QByteArray::number(faults.http);
        call.reply->send(faults.http,
                         "<html><head><title>" + status + "</title></head><body><center><h1>" +
                             status +
                             "</h1></center><hr><center>gateway</center></body></html>\r\n",
                         "text/html", headers);
    }
    return true;
}

void CozeSimulator::answer(const Call &call, int status, const QJsonObject &object,
                           const http::Headers &headers)
{
    call.reply->addHeader("X-Tt-Logid", call.logId.toLatin1());
    call.reply->send(status, QJsonDocument(object).toJson(QJsonDocument::Compact),
                     "application/json; charset=utf-8", headers);
}

void CozeSimulator::answerError(const Call &call, int status, const QString &code,
                                const QString &message, const http::Headers &headers)
{
    const QString text = message.isEmpty() ? textOf(code) : message;
    if (call.endpoint == u"token") {
        answer(call, status,
               {{QStringLiteral("error_code"), code}, {QStringLiteral("error_message"), text}},
               headers);
        return;
    }
    bool isNumber = false;
    const int number = code.toInt(&isNumber);
    answer(call, status,
           {{QStringLiteral("code"), isNumber ? QJsonValue(number) : QJsonValue(code)},
            {QStringLiteral("msg"), text},
            {QStringLiteral("detail"), QJsonObject{{QStringLiteral("logid"), call.logId}}}},
           headers);
}

void CozeSimulator::token(const Call &call, const Faults &faults)
{
    const Timestamp now = Timestamp::now();
    TokenRefusal refusal;
    const auto grant =
        m_state.desk().check(call.request.header("authorization"), call.body, now, refusal);
    if (!grant) {
        answerError(call, refusal.status, refusal.code, refusal.message);
        return;
    }
    const Timestamp end = now.plusSeconds(grant->durationSeconds);
    const QString value =
        m_state.issueToken(grant->app, grant->sessionName, faults.expire ? now : end);
    // A Unix time, not a duration: one of Coze's traps.
    answer(call, 200,
           {{QStringLiteral("access_token"), value},
            {QStringLiteral("expires_in"), end.ms / 1000},
            {QStringLiteral("token_type"), QStringLiteral("Bearer")}});
}

void CozeSimulator::createConversation(const Call &call, const Faults &)
{
    const Conversation &c = m_state.createConversation(*call.token, Timestamp::now());
    answer(call, 200,
           {{QStringLiteral("code"), 0},
            {QStringLiteral("msg"), QString()},
            {QStringLiteral("data"), conversationJson(c)},
            {QStringLiteral("detail"), QJsonObject{{QStringLiteral("logid"), call.logId}}}});
}

Conversation *CozeSimulator::conversationOf(const Call &call, const QString &id)
{
    Conversation *c = m_state.conversation(id);
    if (!c) {
        answerError(call, 200, QStringLiteral("720702204"));
        return nullptr;
    }
    if (!State::mayUse(*call.token, *c)) {
        answerError(call, 200, QStringLiteral("4002"));
        return nullptr;
    }
    return c;
}

void CozeSimulator::retrieveConversation(const Call &call, const Faults &)
{
    const QString id = call.request.queryValue(u"conversation_id").value_or(QString());
    if (const Conversation *c = conversationOf(call, id)) {
        answer(call, 200,
               {{QStringLiteral("code"), 0},
                {QStringLiteral("msg"), QString()},
                {QStringLiteral("data"), conversationJson(*c)},
                {QStringLiteral("detail"), QJsonObject{{QStringLiteral("logid"), call.logId}}}});
    }
}

void CozeSimulator::listMessages(const Call &call, const Faults &)
{
    const QString id = call.request.queryValue(u"conversation_id").value_or(QString());
    const Conversation *c = conversationOf(call, id);
    if (!c)
        return;
    QJsonArray data;
    const bool ascending = call.body.value(QStringLiteral("order")) == QStringLiteral("asc");
    const qsizetype limit =
        std::clamp(call.body.value(QStringLiteral("limit")).toInt(kMaxMessages), 1, kMaxMessages);
    const qsizetype shown = std::min(limit, c->messages.size());
    for (qsizetype i = 0; i < shown; ++i) {
        const qsizetype at = ascending ? i : c->messages.size() - 1 - i;
        data.append(messageJson(*c, c->messages.at(at), call.token->app.appId));
    }
    const auto idOf = [](const QJsonValue &message) {
        return message.toObject().value(QStringLiteral("id")).toString();
    };
    answer(call, 200,
           {{QStringLiteral("code"), 0},
            {QStringLiteral("msg"), QString()},
            {QStringLiteral("data"), data},
            {QStringLiteral("first_id"), data.isEmpty() ? QString() : idOf(data.first())},
            {QStringLiteral("last_id"), data.isEmpty() ? QString() : idOf(data.last())},
            {QStringLiteral("has_more"), shown < c->messages.size()},
            {QStringLiteral("detail"), QJsonObject{{QStringLiteral("logid"), call.logId}}}});
}

void CozeSimulator::clearConversation(const Call &call, const Faults &)
{
    Conversation *c = conversationOf(call, call.request.param("id"));
    if (!c)
        return;
    c->memory = {};
    c->messages.clear();
    c->sectionId = m_state.newNumber();
    answer(call, 200,
           {{QStringLiteral("code"), 0},
            {QStringLiteral("msg"), QString()},
            {QStringLiteral("data"), QJsonObject{{QStringLiteral("id"), c->sectionId},
                                                 {QStringLiteral("conversation_id"), c->id}}},
            {QStringLiteral("detail"), QJsonObject{{QStringLiteral("logid"), call.logId}}}});
}

} // namespace handoff::sim
