#pragma once

#include "shared/core/json.h"
#include "workbench/api/apiclient.h"

/// Short ways to fill an ApiRequest, for the files of typed calls.
namespace handoff::requests {

inline ApiRequest get(const QString &path)
{
    ApiRequest r;
    r.path = path;
    return r;
}

/// `POST`, `PUT`, `PATCH` or `DELETE` with a JSON body (empty: none).
inline ApiRequest send(const char *method, const QString &path, const QByteArray &body = {})
{
    ApiRequest r;
    r.method = method;
    r.path = path;
    r.body = body;
    return r;
}

/// Asks for something new (ApiRequest::creates).
inline ApiRequest create(const QString &path, const QByteArray &body)
{
    ApiRequest r = send("POST", path, body);
    r.creates = true;
    return r;
}

/// Adds a query item; an empty value is left out.
inline void add(QUrlQuery &query, const char *name, const QString &value)
{
    if (!value.isEmpty())
        query.addQueryItem(QString::fromLatin1(name), ApiClient::segment(value));
}

} // namespace handoff::requests
