#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

namespace handoff {

/// The numbers of operations.md, Metrics, as Prometheus text. Counting costs a hash look-up and an
/// atomic add. Event loop thread.
class Metrics
{
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics &) = delete;
    Metrics &operator=(const Metrics &) = delete;

    /// `route` is the pattern, never the path: the number of series stays bounded.
    void requestDone(const QByteArray &method, const QByteArray &route, int status, double seconds);

    void acceptFailed();
    /// Something an anonymous client asked for and did not get, because of a limit. `what`: one of
    /// a few words (connections, streams, escalations, …).
    void refused(const QString &what);

    void setSseConnections(const QString &kind, int count);
    void sseDropped(int events);
    void eventDelivered(double seconds);
    void setSessions(const QString &status, qint64 count);
    void setDatabaseQueue(int depth);
    void setDatabaseCounts(qint64 roundTrips, qint64 reruns);
    void transactionDone(double seconds);

    void escalated(const QString &reason);
    void takenOver(double waitedSeconds);
    void manualEnded(double servedSeconds);
    void afterHoursMail();
    void mailFailed();
    /// `result`: ok, error, refused, breaker_open, …
    void cozeRequest(const QString &result);
    void cozeFirstToken(double seconds);

    QByteArray text() const;

private:
    struct Series;
    std::unique_ptr<Series> m_series;
};

} // namespace handoff
