#pragma once

#include "shared/contract/transfer.h"
#include "workbench/api/apiclient.h"

/// Typed calls about giving a session to a colleague (api.md, Sessions and hand-over).
namespace handoff::TransferApi {

Later<Transfer> request(ApiClient &api, const QString &sessionName, const TransferRequest &request);
/// Requests to me that wait for my answer.
Later<QList<Transfer>> pending(ApiClient &api);
/// 409 TRANSFER_CLOSED when it was answered or has expired.
Later<Transfer> respond(ApiClient &api, const QString &id, const TransferResponse &response);

} // namespace handoff::TransferApi
