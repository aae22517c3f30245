#include "workbench/api/transferapi.h"

#include "workbench/api/apirequests.h"

namespace handoff::TransferApi {

Later<Transfer> request(ApiClient &api, const QString &sessionName, const TransferRequest &request)
{
    return api.call<Transfer>(requests::send(
        "POST", QStringLiteral("/api/sessions/%1/transfer").arg(ApiClient::segment(sessionName)),
        json::toJson(request)));
}

Later<QList<Transfer>> pending(ApiClient &api)
{
    return api.call<QList<Transfer>>(
        requests::get(QStringLiteral("/api/transfer-requests/pending")));
}

Later<Transfer> respond(ApiClient &api, const QString &id, const TransferResponse &response)
{
    return api.call<Transfer>(requests::send(
        "POST", QStringLiteral("/api/transfer-requests/%1/respond").arg(ApiClient::segment(id)),
        json::toJson(response)));
}

} // namespace handoff::TransferApi
