#include "workbench/api/sessionapi.h"

#include "workbench/api/apirequests.h"

namespace handoff::SessionApi {

namespace {

using requests::add;
using requests::get;

constexpr int mailTimeoutMs = 45000; ///< the server waits for its mail server

QString path(const QString &sessionName, const char *rest)
{
    return QStringLiteral("/api/sessions/") + ApiClient::segment(sessionName) +
           QString::fromLatin1(rest);
}

ApiRequest post(const QString &path, const QByteArray &body)
{
    return requests::send("POST", path, body);
}

std::optional<QString> unlessEmpty(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

} // namespace

Later<SessionPage> list(ApiClient &api, const SessionQuery &query)
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

Later<SessionDetail> detail(ApiClient &api, const QString &sessionName)
{
    return api.call<SessionDetail>(get(path(sessionName, "")));
}

Later<MessagePage> messages(ApiClient &api, const QString &sessionName, const QString &before,
                            int limit)
{
    ApiRequest r = get(path(sessionName, "/messages"));
    add(r.query, "before", before);
    add(r.query, "limit", QString::number(limit));
    return api.call<MessagePage>(r);
}

Later<SendMessageAnswer> send(ApiClient &api, const QString &sessionName, const QString &content,
                              const QString &clientMessageId)
{
    return api.call<SendMessageAnswer>(
        post(QStringLiteral("/api/manual/messages"),
             json::toJson(SendMessageRequest{sessionName, QStringLiteral("agent"), content,
                                             clientMessageId})));
}

Later<SessionState> takeOver(ApiClient &api, const QString &sessionName)
{
    return api.call<SessionState>(post(path(sessionName, "/takeover"), "{}"));
}

Later<SessionState> release(ApiClient &api, const QString &sessionName, const QString &reason,
                            bool close)
{
    return api.call<SessionState>(
        post(path(sessionName, "/release"),
             json::toJson(ReleaseRequest{{}, unlessEmpty(reason), close})));
}

Later<SessionState> requeue(ApiClient &api, const QString &sessionName, const QString &reason)
{
    return api.call<SessionState>(
        post(path(sessionName, "/requeue"), json::toJson(RequeueRequest{unlessEmpty(reason)})));
}

Later<SessionState> cancel(ApiClient &api, const QString &sessionName)
{
    return api.call<SessionState>(post(path(sessionName, "/cancel"), "{}"));
}

Later<void> typing(ApiClient &api, const QString &sessionName, bool active)
{
    return api.call<void>(post(path(sessionName, "/typing"), json::toJson(TypingRequest{active})));
}

Later<ViewerList> viewing(ApiClient &api, const QString &sessionName)
{
    return api.call<ViewerList>(post(path(sessionName, "/viewing"), "{}"));
}

Later<SessionState> patchProfile(ApiClient &api, const QString &sessionName,
                                 const ProfilePatch &patch)
{
    return api.call<SessionState>(
        requests::send("PATCH", path(sessionName, "/profile"), json::toJson(patch)));
}

Later<SendMailAnswer> email(ApiClient &api, const QString &sessionName, bool force)
{
    ApiRequest r = post(path(sessionName, "/email"), json::toJson(SendMailRequest{force}));
    r.timeoutMs = mailTimeoutMs;
    return api.call<SendMailAnswer>(r);
}

Later<std::optional<Ticket>> ticket(ApiClient &api, const QString &sessionName)
{
    return api.call<std::optional<Ticket>>(get(path(sessionName, "/ticket")));
}

Later<void> markRead(ApiClient &api, const QString &sessionName, const QString &messageId)
{
    return api.call<void>(post(path(sessionName, "/read"), json::toJson(ReadRequest{messageId})));
}

} // namespace handoff::SessionApi
