#pragma once

#include "shared/core/json.h"

/// What crosses the wire about statistics (api.md, Statistics). One definition
/// per figure, said here and shown in the workbench; all of them come from episodes and messages.
/// Rates are 0 … 1; where there is nothing to divide by, the overview says 0 and an agent's row
/// null; days begin at midnight in TIMEZONE.
namespace handoff {

enum class StatsMetric { Sessions, Escalations, Messages, Takeovers, WaitP50, WaitP90, Unknown };
enum class StatsBucket { Hour, Day, Unknown };

template<>
struct json::EnumNames<StatsMetric>
{
    static constexpr std::array names{"sessions",  "escalations", "messages",
                                      "takeovers", "wait_p50",    "wait_p90"};
};
template<>
struct json::EnumNames<StatsBucket>
{
    static constexpr std::array names{"hour", "day"};
};

/// Since midnight; `pending` and `serving` are now.
struct TodayFigures
{
    qint64 newSessions = 0;
    qint64 escalations = 0;
    qint64 pending = 0;
    qint64 serving = 0;
    qint64 released = 0; ///< episodes that a human ended

    bool operator==(const TodayFigures &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = TodayFigures;
        return to(json::field("new_sessions", &T::newSessions),
                  json::field("escalations", &T::escalations), json::field("pending", &T::pending),
                  json::field("serving", &T::serving), json::field("released", &T::released));
    }
};

/// Of the range.
struct AiQuality
{
    double avgResponseTimeMs = 0;           ///< customer's message received → AI answer complete
    double successRate = 0;                 ///< sessions begun and never escalated / sessions begun
    double escalationRate = 0;              ///< sessions begun and escalated / sessions begun
    double avgMessagesBeforeEscalation = 0; ///< the customer's, per escalation

    bool operator==(const AiQuality &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = AiQuality;
        return to(json::field("avg_response_time_ms", &T::avgResponseTimeMs),
                  json::field("success_rate", &T::successRate),
                  json::field("escalation_rate", &T::escalationRate),
                  json::field("avg_messages_before_escalation", &T::avgMessagesBeforeEscalation));
    }
};

/// Of the range. An episode belongs to the moment of the fact: its takeover, its release.
struct AgentEfficiency
{
    double avgTakeoverTimeSec = 0; ///< escalated → taken over
    double avgServiceTimeSec = 0;  ///< taken over → released
    /// Completed episodes (taken over, released) neither transferred nor followed by another
    /// escalation of the session within 24 h of the release / completed episodes.
    double resolutionRate = 0;
    double avgSessionsPerAgent = 0; ///< all sessions ever / agents not offline now

    bool operator==(const AgentEfficiency &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = AgentEfficiency;
        return to(json::field("avg_takeover_time_sec", &T::avgTakeoverTimeSec),
                  json::field("avg_service_time_sec", &T::avgServiceTimeSec),
                  json::field("resolution_rate", &T::resolutionRate),
                  json::field("avg_sessions_per_agent", &T::avgSessionsPerAgent));
    }
};

/// `data` of `GET /api/sessions/stats`.
struct Statistics
{
    Timestamp from; ///< the range: from ≤ t < to
    Timestamp to;
    QString timezone;               ///< IANA
    qint64 totalSessions = 0;       ///< ever
    QMap<QString, qint64> byStatus; ///< now, all five
    qint64 activeSessions = 0;      ///< now: pending_manual and manual_live
    qint64 activeAgents = 0;        ///< now: online or busy
    double avgWaitingTime = 0; ///< seconds, of episodes of the range: until taken over, or so far
    double maxWaitingTime = 0; ///< seconds, likewise
    QMap<QString, qint64> byEscalationReason; ///< of the range, all five reasons
    TodayFigures today;
    AiQuality aiQuality;
    AgentEfficiency agentEfficiency;

    bool operator==(const Statistics &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = Statistics;
        return to(json::field("from", &T::from), json::field("to", &T::to),
                  json::field("timezone", &T::timezone),
                  json::field("total_sessions", &T::totalSessions),
                  json::field("by_status", &T::byStatus),
                  json::field("active_sessions", &T::activeSessions),
                  json::field("active_agents", &T::activeAgents),
                  json::field("avg_waiting_time", &T::avgWaitingTime),
                  json::field("max_waiting_time", &T::maxWaitingTime),
                  json::field("by_escalation_reason", &T::byEscalationReason),
                  json::field("today", &T::today), json::field("ai_quality", &T::aiQuality),
                  json::field("agent_efficiency", &T::agentEfficiency));
    }
};

/// One bucket of a series.
struct SeriesPoint
{
    Timestamp start; ///< of the hour or day, by the clock in TIMEZONE
    QString label;   ///< `2026-10-25`, or `2026-10-25T02:00+02:00`: unambiguous when clocks change
    std::optional<double>
        value; ///< a count, or seconds; null: nobody was taken over, no percentile

    bool operator==(const SeriesPoint &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = SeriesPoint;
        return to(json::field("start", &T::start), json::field("label", &T::label),
                  json::field("value", &T::value));
    }
};

/// `data` of `GET /api/stats/series`: every bucket that the range touches, without gaps.
/// Percentiles are of escalated → taken over, by nearest rank, in the bucket of the takeover.
struct StatsSeries
{
    StatsMetric metric = StatsMetric::Sessions;
    StatsBucket bucket = StatsBucket::Day;
    QString timezone;
    Timestamp from;
    Timestamp to;
    QList<SeriesPoint> points;

    bool operator==(const StatsSeries &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = StatsSeries;
        return to(json::field("metric", &T::metric), json::field("bucket", &T::bucket),
                  json::field("timezone", &T::timezone), json::field("from", &T::from),
                  json::field("to", &T::to), json::field("points", &T::points));
    }
};

/// One agent's row. An episode belongs to its last human; messages belong to who wrote them.
struct AgentFigures
{
    QString agentId;
    QString username; ///< empty when the account is gone
    QString name;
    qint64 handled = 0; ///< episodes taken over in the range
    /// Of these: taken over → his first message; null when he has written in none.
    std::optional<double> avgFirstResponseSec;
    /// Of episodes released in the range: taken over → released; null without any.
    std::optional<double> avgServiceSec;
    qint64 messages = 0;
    qint64 transferred = 0; ///< of the handled: had more than one human

    bool operator==(const AgentFigures &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = AgentFigures;
        return to(json::field("agent_id", &T::agentId), json::field("username", &T::username),
                  json::field("name", &T::name), json::field("handled", &T::handled),
                  json::field("avg_first_response_sec", &T::avgFirstResponseSec),
                  json::field("avg_service_sec", &T::avgServiceSec),
                  json::field("messages", &T::messages),
                  json::field("transferred", &T::transferred));
    }
};

/// `data` of `GET /api/stats/agents`: accounts and who wrote or served in the range, busiest first.
struct AgentReport
{
    Timestamp from;
    Timestamp to;
    QList<AgentFigures> items;
    qint64 total = 0;

    static constexpr auto fields(auto to)
    {
        using T = AgentReport;
        return to(json::field("from", &T::from), json::field("to", &T::to),
                  json::field("items", &T::items), json::field("total", &T::total));
    }
};

} // namespace handoff
