#include "workbench/api/ticketapi.h"

#include "workbench/api/apirequests.h"

#include <QFileInfo>

namespace handoff::TicketApi {

using namespace requests;

namespace {

constexpr int exportPatienceMs = 120000;

QString path(const QString &ticketId, const QString &rest = {})
{
    return QStringLiteral("/api/tickets/") + ApiClient::segment(ticketId) + rest;
}

QString attachment(const QString &ticketId, const QString &attachmentId)
{
    return path(ticketId, QStringLiteral("/attachments/") + ApiClient::segment(attachmentId));
}

void addFilter(QUrlQuery &query, const TicketQuery &filter)
{
    add(query, "status", filter.status);
    add(query, "department", filter.department);
    add(query, "assignee_id", filter.assigneeId);
    add(query, "category", filter.category);
    add(query, "priority", filter.priority);
    add(query, "sla_status", filter.slaStatus);
    add(query, "keyword", filter.keyword);
    add(query, "open", filter.open ? QStringLiteral("true") : QString());
}

} // namespace

Later<TicketPage> list(ApiClient &api, const TicketQuery &query, int page, int pageSize)
{
    ApiRequest r = get(QStringLiteral("/api/tickets"));
    addFilter(r.query, query);
    add(r.query, "page", QString::number(page));
    add(r.query, "page_size", QString::number(pageSize));
    return api.call<TicketPage>(r);
}

Later<Ticket> detail(ApiClient &api, const QString &ticketId)
{
    return api.call<Ticket>(get(path(ticketId)));
}

Later<Ticket> create(ApiClient &api, const CreateTicketRequest &request)
{
    return api.call<Ticket>(
        requests::create(QStringLiteral("/api/tickets"), json::toJson(request)));
}

Later<Ticket> edit(ApiClient &api, const QString &ticketId, const PatchTicketRequest &request)
{
    return api.call<Ticket>(send("PATCH", path(ticketId), json::toJson(request)));
}

Later<Ticket> assign(ApiClient &api, const QString &ticketId, const AssignTicketRequest &request)
{
    return api.call<Ticket>(
        send("POST", path(ticketId, QStringLiteral("/assign")), json::toJson(request)));
}

Later<Ticket> setStatus(ApiClient &api, const QString &ticketId, const TicketStatusRequest &request)
{
    return api.call<Ticket>(
        send("POST", path(ticketId, QStringLiteral("/status")), json::toJson(request)));
}

Later<Ticket> comment(ApiClient &api, const QString &ticketId, const TicketCommentRequest &request)
{
    return api.call<Ticket>(
        requests::create(path(ticketId, QStringLiteral("/comments")), json::toJson(request)));
}

Later<BulkTicketsAnswer> bulk(ApiClient &api, const BulkTicketsRequest &request)
{
    return api.call<BulkTicketsAnswer>(
        send("POST", QStringLiteral("/api/tickets/bulk"), json::toJson(request)));
}

Later<void> removeAttachment(ApiClient &api, const QString &ticketId, const QString &attachmentId)
{
    return api.call<void>(send("DELETE", attachment(ticketId, attachmentId)));
}

FileTransfer *upload(ApiClient &api, const QString &ticketId, const QString &file, QObject *parent)
{
    ApiRequest r = send("POST", path(ticketId, QStringLiteral("/attachments")));
    add(r.query, "filename", QFileInfo(file).fileName());
    return FileTransfer::upload(api, r, file, parent);
}

FileTransfer *download(ApiClient &api, const QString &ticketId, const QString &attachmentId,
                       const QString &file, QObject *parent)
{
    return FileTransfer::download(api, get(attachment(ticketId, attachmentId)), file, parent);
}

FileTransfer *exportCsv(ApiClient &api, const TicketQuery &query, const QString &file,
                        QObject *parent)
{
    ApiRequest r = get(QStringLiteral("/api/tickets/export"));
    r.timeoutMs = exportPatienceMs;
    add(r.query, "format", QStringLiteral("csv"));
    addFilter(r.query, query);
    return FileTransfer::download(api, r, file, parent);
}

} // namespace handoff::TicketApi
