#include "server/http/router.h"

#include "shared/contract/errors.h"

#include <algorithm>
#include <map>

namespace handoff::http {

/// One segment of the tree of routes.
struct Router::Node
{
    std::map<QString, std::unique_ptr<Node>, std::less<>> fixed;
    std::unique_ptr<Node> any;         ///< `{name}`
    std::vector<const Route *> routes; ///< of the paths that end here, one per method

    const Route *route(QByteArrayView method) const
    {
        for (const Route *r : routes) {
            if (method == r->method)
                return r;
        }
        return nullptr;
    }
    const Route *routeOrGet(QByteArrayView method) const
    {
        const Route *r = route(method);
        return !r && method == "HEAD" ? route("GET") : r;
    }
    QByteArray methods() const
    {
        QByteArray all;
        for (const Route *r : routes) {
            all += r->method + ", ";
            if (r->method == "GET" && !route("HEAD"))
                all += "HEAD, ";
        }
        return all + "OPTIONS";
    }
    /// Fixed segments first, then `{name}`; `values` takes what stands for the names.
    const Node *walk(const QStringList &segments, qsizetype at, QStringList &values) const
    {
        if (at == segments.size())
            return routes.empty() ? nullptr : this;
        if (const auto it = fixed.find(segments.at(at)); it != fixed.end()) {
            if (const Node *found = it->second->walk(segments, at + 1, values))
                return found;
        }
        if (!any || segments.at(at).isEmpty())
            return nullptr;
        values.append(segments.at(at));
        if (const Node *found = any->walk(segments, at + 1, values))
            return found;
        values.removeLast();
        return nullptr;
    }
};

namespace {
/// For methods whose body nobody reads; some clients send one all the same.
constexpr qint64 kNoBody = 16 * 1024;

qsizetype pathEnd(const QByteArray &target)
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? target.size() : mark;
}

bool isName(QByteArrayView segment)
{
    return segment.startsWith('{') && segment.endsWith('}');
}
} // namespace

Router::Router() : m_root(std::make_unique<Node>()) {}
Router::~Router() = default;

void Router::add(const QByteArray &method, const QByteArray &pattern, Level level, Handler handler,
                 qint64 maxBody)
{
    Q_ASSERT(pattern.startsWith('/') && handler);
    Node *node = m_root.get();
    for (const QByteArray &segment : pattern.mid(1).split('/')) {
        auto &next = isName(segment) ? node->any : node->fixed[QString::fromUtf8(segment)];
        if (!next)
            next = std::make_unique<Node>();
        node = next.get();
    }
    Q_ASSERT_X(!node->route(method), "Router::add", "two routes with one method and path");
    m_routes.push_back(
        std::make_unique<Route>(Route{method, pattern, level, std::move(handler), maxBody}));
    node->routes.push_back(m_routes.back().get());
    if (!pattern.contains('{'))
        m_fixed.insert(pattern, node);
}

const Router::Node *Router::find(QByteArrayView rawPath, QStringList &values) const
{
    // Most requests are for paths without names or escapes: one look-up, no copy.
    const auto it = m_fixed.constFind(QByteArray::fromRawData(rawPath.data(), rawPath.size()));
    if (it != m_fixed.cend())
        return *it;
    if (!rawPath.startsWith('/'))
        return nullptr;
    QStringList segments;
    qsizetype from = 1;
    while (from >= 0) {
        const qsizetype slash = rawPath.indexOf('/', from);
        segments.append(
            percentDecoded(slash < 0 ? rawPath.sliced(from) : rawPath.sliced(from, slash - from)));
        from = slash < 0 ? -1 : slash + 1;
        if (segments.size() > 32)
            return nullptr;
    }
    return m_root->walk(segments, 0, values);
}

qint64 Router::maxBody(QByteArrayView method, QByteArrayView rawPath, qint64 fallback) const
{
    if (method == "GET" || method == "HEAD" || method == "OPTIONS")
        return std::min(fallback, kNoBody);
    const Route *route = routeOf(method, rawPath);
    return route && route->maxBody >= 0 ? route->maxBody : fallback;
}

Result<bool> Router::known(const QByteArray &method, const QByteArray &target,
                           const QByteArray &authorization) const
{
    const QByteArrayView path = QByteArrayView(target).first(pathEnd(target));
    const Route *route = m_headGuard ? routeOf(method, path) : nullptr;
    return route && route->level != Level::None ? m_headGuard(route->level, authorization) : false;
}

const Route *Router::routeOf(QByteArrayView method, QByteArrayView rawPath) const
{
    QStringList values;
    const Node *node = find(rawPath, values);
    return node ? node->routeOrGet(method) : nullptr;
}

void Router::dispatch(Request &request, const ReplyPtr &reply) const
{
    QStringList values;
    const Node *node = find(request.rawPath(), values);
    if (request.method == "OPTIONS") {
        // Browsers ask before they send what they are not sure about; no authentication here.
        QByteArray headers = request.header("access-control-request-headers");
        if (headers.isEmpty())
            headers = "Authorization, Content-Type, X-Session-Token, X-Request-Id, Last-Event-ID";
        const QByteArray methods =
            node ? node->methods() : "GET, POST, PUT, PATCH, DELETE, OPTIONS";
        return reply->send(200, {}, {},
                           {{"Access-Control-Allow-Methods", methods},
                            {"Access-Control-Allow-Headers", headers},
                            {"Access-Control-Max-Age", "600"},
                            {"Allow", methods}});
    }
    if (!node)
        return reply->error(errors::notFound());
    const Route *route = node->routeOrGet(request.method);
    if (!route) {
        reply->addHeader("Allow", node->methods());
        return reply->error(errors::methodNotAllowed());
    }
    request.route = route->pattern;
    reply->m_route = route->pattern;
    if (!values.isEmpty()) {
        qsizetype i = 0;
        for (const QByteArray &segment : route->pattern.mid(1).split('/')) {
            if (isName(segment))
                request.m_params.append({segment.mid(1, segment.size() - 2),
                                         values.at(i++).normalized(QString::NormalizationForm_C)});
        }
    }
    if (const auto sane = request.checkTexts(); !sane)
        return reply->error(sane.error());
    if (m_guard && route->level != Level::None)
        m_guard(route->level, request, reply, route->handler);
    else
        route->handler(request, reply);
}

QList<const Route *> Router::routes() const
{
    QList<const Route *> all;
    for (const auto &route : m_routes)
        all.append(route.get());
    return all;
}

} // namespace handoff::http
