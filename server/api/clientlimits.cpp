#include "server/api/clientlimits.h"

#include "server/api/apicontext.h"
#include "server/config/config.h"
#include "server/http/trustedproxies.h"
#include "server/observe/metrics.h"
#include "shared/contract/errors.h"
#include "shared/core/clock.h"

namespace handoff::api {

namespace {

constexpr int messagesPerAddress = 5;  ///< times those of a session
constexpr int streamsPerMinute = 3;    ///< times those that may be open
constexpr int typingPerSession = 60;   ///< a page tells it every few seconds
constexpr int typingPerAddress = 1200; ///< of all sessions behind an address

} // namespace

QString anonymousClient(const http::Request &request)
{
    return callerOf(request).principal.isAgent() ? QString()
                                                 : http::networkOf(request.client).toString();
}

ClientLimits::ClientLimits(const Config &config, Metrics &metrics)
    : m_budgets{Budget{"conversations", config.perAddress(config.rateLimitCreatePerMin)},
                Budget{"escalations", config.perAddress(config.rateLimitCreatePerMin)},
                Budget{"messages",
                       config.perAddress(config.rateLimitMessagesPerMin * messagesPerAddress),
                       config.rateLimitSessionPerMin == 0 ? 0 : config.rateLimitMessagesPerMin},
                Budget{"streams", config.perAddress(config.sseMaxPerAddress * streamsPerMinute)},
                Budget{"typing", config.perAddress(typingPerAddress), typingPerSession}},
      m_metrics(metrics)
{
}

Result<void> ClientLimits::take(Kind kind, const http::Request &request, const QString &sessionName)
{
    const QString client = anonymousClient(request);
    if (client.isEmpty())
        return {};
    Budget &budget = m_budgets[static_cast<size_t>(kind)];
    const qint64 now = monotonicMs();
    int wait = budget.addresses.check(client, budget.perAddress, now);
    if (wait == 0)
        wait = budget.sessions.hit(sessionName, budget.perSession, now);
    if (wait > 0) {
        m_metrics.refused(QString::fromLatin1(budget.name));
        return errors::rateLimited(wait);
    }
    budget.addresses.hit(client, budget.perAddress, now);
    return {};
}

void ClientLimits::giveBack(Kind kind, const QString &client)
{
    if (!client.isEmpty())
        m_budgets[static_cast<size_t>(kind)].addresses.giveBack(client);
}

} // namespace handoff::api
