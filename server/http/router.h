#pragma once

#include "server/http/reply.h"
#include "server/http/request.h"
#include "shared/core/result.h"

#include <QHash>

#include <functional>
#include <memory>
#include <vector>

namespace handoff::http {

/// Who may call a route (api.md, Authentication). Declared where the route is declared.
enum class Level { None, Customer, Agent, Admin };

/// `request` lives as long as the call; copy it for later.
using Handler = std::function<void(const Request &request, const ReplyPtr &reply)>;
/// Stands before every handler whose level is not None. It answers an error, or calls `next`, at
/// once or later, with the request (or a copy that carries a `principal`). `next` lives as long as
/// the router.
using Guard = std::function<void(Level level, const Request &request, const ReplyPtr &reply,
                                 const Handler &next)>;

/// The same by the head alone, before a large body is read. True: the caller has an account.
using HeadGuard = std::function<Result<bool>(Level level, const QByteArray &authorization)>;

struct Route
{
    QByteArray method;
    QByteArray pattern; ///< `/api/sessions/{session_name}/messages`
    Level level = Level::None;
    Handler handler;
    qint64 maxBody = -1; ///< bytes; -1: the server's limit
};

/// Table from method and path to handler; event loop thread. Fixed paths win over patterns, and of
/// two patterns the one whose first differing segment is fixed. Segments are percent-decoded after
/// splitting, so `%2F` stays inside its segment.
class Router
{
public:
    Router();
    ~Router();
    Q_DISABLE_COPY_MOVE(Router)

    /// `maxBody` (bytes) replaces the server's limit for this route. Chunked bodies are never
    /// longer than 1 MiB: what is larger has to say so first.
    void add(const QByteArray &method, const QByteArray &pattern, Level level, Handler handler,
             qint64 maxBody = -1);
    void setGuard(Guard guard) { m_guard = std::move(guard); }
    void setHeadGuard(HeadGuard guard) { m_headGuard = std::move(guard); }

    /// Answers one request: the route, or 404, 405 with `Allow`, OPTIONS, HEAD through GET.
    void dispatch(Request &request, const ReplyPtr &reply) const;
    /// Limit of the route a request is for, or `fallback`.
    qint64 maxBody(QByteArrayView method, QByteArrayView rawPath, qint64 fallback) const;
    /// What the head guard says of it; false where it has nothing to say.
    Result<bool> known(const QByteArray &method, const QByteArray &target,
                       const QByteArray &authorization) const;

    /// Every route, in the order added: tests walk them.
    QList<const Route *> routes() const;

private:
    struct Node;
    const Node *find(QByteArrayView rawPath, QStringList &values) const;

    std::vector<std::unique_ptr<Route>> m_routes;
    QHash<QByteArray, Node *> m_fixed; ///< paths without patterns, the quick way
    std::unique_ptr<Node> m_root;
    const Route *routeOf(QByteArrayView method, QByteArrayView rawPath) const;

    Guard m_guard;
    HeadGuard m_headGuard;
};

} // namespace handoff::http
