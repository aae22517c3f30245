#include "workbench/api/sessionapi.h"

namespace handoff::SessionApi {

namespace {

struct ActiveBody
{
    bool active = false;
    static constexpr auto fields()
    {
        return std::tuple{json::field("active", &ActiveBody::active)};
    }
};
struct ReadBody
{
    QString messageId;
    static constexpr auto fields()
    {
        return std::tuple{json::field("message_id", &ReadBody::messageId)};
    }
};

QString path(const QString &sessionName, const char *rest)
{
    return QStringLiteral("/api/sessions/") + ApiClient::segment(sessionName) +
           QString::fromLatin1(rest);
}

ApiRequest get(const QString &path)
{
    ApiRequest r;
    r.path = path;
    return r;
}

ApiRequest post(const QString &path, const QByteArray &body)
{
    ApiRequest r;
    r.method = "POST";
    r.path = path;
    r.body = body;
    return r;
}

void add(QUrlQuery &query, const char *name, const QString &value)
{
    if (!value.isEmpty())
        query.addQueryItem(QString::fromLatin1(name), ApiClient::segment(value));
}

std::optional<QString> unlessEmpty(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

} // namespace

QFuture<Result<SessionPage>> list(ApiClient &api, const SessionQuery &query)
{
    ApiRequest r = get(QStringLiteral("/api/sessions"));
    add(r.query, "status", query.status);
    add(r.query, "keyword", query.keyword);
    add(r.query, "tag", query.tag);
    add(r.query, "agent", query.agent);
    add(r.query, "priority", query.priority);
    add(r.query, "sort", query.sort);
    add(r.query, "page_size", QString::number(query.pageSize));
    add(r.query, "cursor", query.cursor);
    return api.call<SessionPage>(r);
}

QFuture<Result<Queue>> queue(ApiClient &api)
{
    return api.call<Queue>(get(QStringLiteral("/api/sessions/queue")));
}

QFuture<Result<SessionDetail>> detail(ApiClient &api, const QString &sessionName)
{
    return api.call<SessionDetail>(get(path(sessionName, "")));
}

QFuture<Result<MessagePage>> messages(ApiClient &api, const QString &sessionName,
                                      const QString &before, int limit)
{
    ApiRequest r = get(path(sessionName, "/messages"));
    add(r.query, "before", before);
    add(r.query, "limit", QString::number(limit));
    return api.call<MessagePage>(r);
}

QFuture<Result<SendMessageAnswer>> send(ApiClient &api, const QString &sessionName,
                                        const QString &content, const QString &clientMessageId)
{
    return api.call<SendMessageAnswer>(
        post(QStringLiteral("/api/manual/messages"),
             json::toJson(SendMessageRequest{sessionName, QStringLiteral("agent"), content,
                                             clientMessageId})));
}

QFuture<Result<SessionState>> takeOver(ApiClient &api, const QString &sessionName)
{
    return api.call<SessionState>(post(path(sessionName, "/takeover"), "{}"));
}

QFuture<Result<SessionState>> release(ApiClient &api, const QString &sessionName,
                                      const QString &reason, bool close)
{
    return api.call<SessionState>(
        post(path(sessionName, "/release"),
             json::toJson(ReleaseRequest{{}, unlessEmpty(reason), close})));
}

QFuture<Result<SessionState>> requeue(ApiClient &api, const QString &sessionName,
                                      const QString &reason)
{
    return api.call<SessionState>(
        post(path(sessionName, "/requeue"), json::toJson(RequeueRequest{unlessEmpty(reason)})));
}

QFuture<Result<SessionState>> cancel(ApiClient &api, const QString &sessionName)
{
    return api.call<SessionState>(post(path(sessionName, "/cancel"), "{}"));
}

QFuture<Result<void>> typing(ApiClient &api, const QString &sessionName, bool active)
{
    return api.call<void>(post(path(sessionName, "/typing"), json::toJson(ActiveBody{active})));
}

QFuture<Result<void>> markRead(ApiClient &api, const QString &sessionName, const QString &messageId)
{
    return api.call<void>(post(path(sessionName, "/read"), json::toJson(ReadBody{messageId})));
}

} // namespace handoff::SessionApi
