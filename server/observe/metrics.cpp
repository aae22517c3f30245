#include "server/observe/metrics.h"

#include "server/observe/processfigures.h"

#include <QHash>

#include <algorithm>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace handoff {

namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;
using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;

const Histogram::BucketBoundaries quick{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                        0.1,    0.25,  0.5,    1,     2.5,  5,     10};
const Histogram::BucketBoundaries people{1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200};

struct RequestKey
{
    QByteArray method;
    QByteArray route;
    int status = 0;
    bool operator==(const RequestKey &) const = default;
};
size_t qHash(const RequestKey &key, size_t seed = 0)
{
    return qHashMulti(seed, key.method, key.route, key.status);
}

template<typename Builder>
auto &family(prometheus::Registry &registry, Builder builder, const char *name, const char *help)
{
    return builder.Name(name).Help(help).Register(registry);
}

} // namespace

struct Metrics::Series
{
    prometheus::Registry registry;

    Family<Counter> &requests =
        family(registry, BuildCounter(), "handoff_http_requests_total", "Answered requests");
    Family<Histogram> &durations =
        family(registry, BuildHistogram(), "handoff_http_request_duration_seconds",
               "Time to answer (streams: to their first byte)");
    Counter &acceptErrors = family(registry, BuildCounter(), "handoff_http_accept_errors_total",
                                   "Clients the system had no socket for")
                                .Add({});
    Family<Counter> &refusals = family(registry, BuildCounter(), "handoff_refused_total",
                                       "What limits per client kept back, by kind");
    Family<Gauge> &connections =
        family(registry, BuildGauge(), "handoff_sse_connections", "Open event streams");
    Counter &dropped = family(registry, BuildCounter(), "handoff_sse_dropped_total",
                              "Events that slow readers lost")
                           .Add({});
    Histogram &delivery = family(registry, BuildHistogram(), "handoff_event_delivery_seconds",
                                 "From the transaction to the last subscriber's socket")
                              .Add({}, quick);
    Family<Gauge> &sessions =
        family(registry, BuildGauge(), "handoff_sessions", "Sessions by status");
    Histogram &queueWait = family(registry, BuildHistogram(), "handoff_queue_wait_seconds",
                                  "From escalation to takeover")
                               .Add({}, people);
    Family<Counter> &escalations =
        family(registry, BuildCounter(), "manual_escalation_total", "Escalations by reason");
    Counter &takeovers =
        family(registry, BuildCounter(), "manual_takeover_total", "Sessions taken over by a human")
            .Add({});
    Histogram &manual =
        family(registry, BuildHistogram(), "manual_duration_seconds", "From takeover to release")
            .Add({}, people);
    Counter &afterHours = family(registry, BuildCounter(), "after_hours_email_total",
                                 "Mails queued by escalations out of shift")
                              .Add({});
    Counter &mailFailures =
        family(registry, BuildCounter(), "mail_failure_total", "Failed attempts to send a mail")
            .Add({});
    Family<Counter> &coze =
        family(registry, BuildCounter(), "coze_requests_total", "AI turns by result");
    Histogram &firstToken = family(registry, BuildHistogram(), "coze_first_token_seconds",
                                   "From the request to the AI's first words")
                                .Add({}, quick);
    Gauge &queueDepth =
        family(registry, BuildGauge(), "handoff_db_queue_depth", "Use cases waiting for the writer")
            .Add({});
    Counter &roundTrips = family(registry, BuildCounter(), "handoff_db_round_trips_total",
                                 "Waits of use cases for PostgreSQL")
                              .Add({});
    Counter &reruns = family(registry, BuildCounter(), "handoff_db_reruns_total",
                             "Use cases that ran again because another one was in their way")
                          .Add({});
    Histogram &transactions =
        family(registry, BuildHistogram(), "handoff_db_transaction_seconds", "Group commits")
            .Add({}, quick);

    Counter &cpuSeconds = family(registry, BuildCounter(), "process_cpu_seconds_total",
                                 "User and system processor time")
                              .Add({});
    Gauge &residentBytes = family(registry, BuildGauge(), "process_resident_memory_bytes",
                                  "Memory of the process that is in the machine's")
                               .Add({});
    Gauge &virtualBytes =
        family(registry, BuildGauge(), "process_virtual_memory_bytes", "Addresses of the process")
            .Add({});
    Gauge &openFiles =
        family(registry, BuildGauge(), "process_open_fds", "Open files and sockets").Add({});
    Gauge &maxFiles =
        family(registry, BuildGauge(), "process_max_fds", "How many there may be").Add({});
    Gauge &startedAt = family(registry, BuildGauge(), "process_start_time_seconds",
                              "When the process started, seconds since 1970 (UTC)")
                           .Add({});

    /// What the system says at the moment of the scrape.
    void lookAtProcess()
    {
        const auto figures = processFigures();
        if (!figures)
            return;
        cpuSeconds.Increment(std::max(0.0, figures->cpuSeconds - cpuSeconds.Value()));
        residentBytes.Set(figures->residentBytes);
        virtualBytes.Set(figures->virtualBytes);
        openFiles.Set(figures->openFiles);
        maxFiles.Set(figures->maxFiles);
        startedAt.Set(figures->startedAt);
    }

    struct Request
    {
        Counter *count = nullptr;
        Histogram *duration = nullptr;
    };
    QHash<RequestKey, Request> known;
};

Metrics::Metrics() : m_series(std::make_unique<Series>())
{
    family(m_series->registry, BuildGauge(), "handoff_build_info",
           "Version of the program; always 1")
        .Add({{"version", HANDOFF_VERSION}, {"qt", qVersion()}})
        .Set(1);
}

Metrics::~Metrics() = default;

void Metrics::requestDone(const QByteArray &method, const QByteArray &route, int status,
                          double seconds)
{
    // Methods are the client's text: only ours become labels.
    static const QList<QByteArray> methods{"GET",    "POST", "PUT",    "PATCH",
                                           "DELETE", "HEAD", "OPTIONS"};
    const RequestKey key{methods.contains(method) ? method : QByteArrayLiteral("other"),
                         route.isEmpty() ? QByteArrayLiteral("none") : route, status};
    auto it = m_series->known.find(key);
    if (it == m_series->known.end()) {
        const prometheus::Labels labels{{"route", key.route.toStdString()},
                                        {"method", key.method.toStdString()}};
        prometheus::Labels withStatus = labels;
        withStatus.emplace("status", std::to_string(status));
        it = m_series->known.insert(
            key, {&m_series->requests.Add(withStatus), &m_series->durations.Add(labels, quick)});
    }
    it->count->Increment();
    it->duration->Observe(seconds);
}

void Metrics::acceptFailed()
{
    m_series->acceptErrors.Increment();
}
void Metrics::refused(const QString &what)
{
    m_series->refusals.Add({{"what", what.toStdString()}}).Increment();
}
void Metrics::setSseConnections(const QString &kind, int count)
{
    m_series->connections.Add({{"kind", kind.toStdString()}}).Set(count);
}
void Metrics::sseDropped(int events)
{
    m_series->dropped.Increment(events);
}
void Metrics::eventDelivered(double seconds)
{
    m_series->delivery.Observe(seconds);
}
void Metrics::setSessions(const QString &status, qint64 count)
{
    m_series->sessions.Add({{"status", status.toStdString()}}).Set(static_cast<double>(count));
}
void Metrics::setDatabaseQueue(int depth)
{
    m_series->queueDepth.Set(depth);
}
void Metrics::setDatabaseCounts(qint64 roundTrips, qint64 reruns)
{
    const auto set = [](Counter &counter, qint64 count) {
        counter.Increment(std::max(0.0, static_cast<double>(count) - counter.Value()));
    };
    set(m_series->roundTrips, roundTrips);
    set(m_series->reruns, reruns);
}
void Metrics::transactionDone(double seconds)
{
    m_series->transactions.Observe(seconds);
}

void Metrics::escalated(const QString &reason)
{
    m_series->escalations.Add({{"reason", reason.toStdString()}}).Increment();
}
void Metrics::takenOver(double waitedSeconds)
{
    m_series->takeovers.Increment();
    m_series->queueWait.Observe(waitedSeconds);
}
void Metrics::manualEnded(double servedSeconds)
{
    m_series->manual.Observe(servedSeconds);
}
void Metrics::afterHoursMail()
{
    m_series->afterHours.Increment();
}
void Metrics::mailFailed()
{
    m_series->mailFailures.Increment();
}
void Metrics::cozeRequest(const QString &result)
{
    m_series->coze.Add({{"result", result.toStdString()}}).Increment();
}
void Metrics::cozeFirstToken(double seconds)
{
    m_series->firstToken.Observe(seconds);
}

QByteArray Metrics::text() const
{
    m_series->lookAtProcess();
    return QByteArray::fromStdString(
        prometheus::TextSerializer().Serialize(m_series->registry.Collect()));
}

} // namespace handoff
