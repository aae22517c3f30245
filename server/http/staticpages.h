#pragma once

#include "server/http/router.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace handoff::http {

/// Files of a Qt resource or directory as routes with content type, ETag/304, gzip and the security
/// headers of operations.md. Everything is read and compressed once when added; event loop thread.
class StaticPages
{
public:
    /// `frameAncestors` goes into the Content-Security-Policy, e.g. `'self' https://shop.example`
    /// or `*` for a widget that may be embedded everywhere.
    explicit StaticPages(Router &router, QByteArray frameAncestors = QByteArrayLiteral("'self'"));

    /// Serves every file below `dir` at `urlPrefix` + relative path, to be asked for each time, and
    /// at `urlPrefix` + `{version}/` + relative path: there it is immutable as long as that is the
    /// version of these contents. Pages and scripts that are added from now on refer to the
    /// versioned paths. Returns how many there are.
    int addTree(const QByteArray &urlPrefix, const QString &dir);
    /// Serves one file at `urlPath`, to be asked for each time; false when it cannot be read.
    bool addFile(const QByteArray &urlPath, const QString &fileName);

private:
    struct Page;
    struct Tree
    {
        QByteArray prefix;
        QByteArray version; ///< of all its contents together
    };

    Page read(const QString &fileName) const;
    void serve(const QByteArray &urlPath, const Page &page, const QByteArray &immutableVersion);

    Router &m_router;
    QByteArray m_policy;
    QList<Tree> m_trees;
};

} // namespace handoff::http
