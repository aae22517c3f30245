#pragma once

#include "server/http/router.h"

#include <QByteArray>
#include <QString>

namespace handoff::http {

/// Files of a Qt resource or directory as routes with content type, ETag/304 and the security
/// headers of operations.md. Everything is read once when added; event loop thread.
class StaticPages
{
public:
    /// `frameAncestors` goes into the Content-Security-Policy, e.g. `'self' https://shop.example`
    /// or `*` for a widget that may be embedded everywhere.
    explicit StaticPages(Router &router, QByteArray frameAncestors = QByteArrayLiteral("'self'"));

    /// Serves one file at `urlPath`; false when it cannot be read.
    bool addFile(const QByteArray &urlPath, const QString &fileName);
    /// Serves every file below `dir` at `urlPrefix` + relative path; returns how many.
    int addTree(const QByteArray &urlPrefix, const QString &dir);

private:
    Router &m_router;
    QByteArray m_policy;
};

} // namespace handoff::http
