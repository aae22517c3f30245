#include "workbench/models/statsfigures.h"

#include <QCoreApplication>
#include <QLocale>

#include <limits>

namespace handoff {

namespace {

/// Context of the translations.
struct Stats
{
    Q_DECLARE_TR_FUNCTIONS(Stats)
};

QString number(qint64 n)
{
    return QLocale().toString(n);
}

QString decimal(double d)
{
    return QLocale().toString(d, 'f', 1);
}

QString percent(double rate)
{
    return Stats::tr("%1 %").arg(
        QLocale().toString(rate * 100, 'f', rate > 0 && rate < 0.1 ? 1 : 0));
}

QString count(double n)
{
    return number(qRound64(n));
}

/// Shares change by points, everything else by a part of what it was.
QString change(double now, double before, bool isShare)
{
    if (!isShare && before <= 0)
        return {};
    const auto by = qRound64(isShare ? (now - before) * 100 : (now / before - 1) * 100);
    if (by == 0)
        return Stats::tr("unchanged");
    const QString amount = isShare ? Stats::tr("%1 points").arg(number(qAbs(by)))
                                   : Stats::tr("%1 %").arg(number(qAbs(by)));
    return QString::fromUtf8(by > 0 ? "▲ " : "▼ ") + amount;
}

/// A value that is missing is not a good one.
QString duration(const std::optional<double> &seconds)
{
    return seconds ? text::seconds(*seconds) : QStringLiteral("–");
}

/// Behind all values there are.
QVariant sortable(const std::optional<double> &seconds)
{
    return seconds.value_or(std::numeric_limits<double>::infinity());
}

QString reason(const QString &wire)
{
    const struct
    {
        QLatin1String wire;
        QString words;
    } known[] = {{QLatin1String("keyword"), Stats::tr("Keyword")},
                 {QLatin1String("fail_loop"), Stats::tr("AI failed repeatedly")},
                 {QLatin1String("vip"), Stats::tr("VIP customer")},
                 {QLatin1String("manual"), Stats::tr("Asked for a person")},
                 {QLatin1String("sentiment"), Stats::tr("Unhappy customer")}};
    for (const auto &[name, words] : known) {
        if (wire == name)
            return words;
    }
    return wire;
}

QString status(const QString &wire)
{
    const struct
    {
        QLatin1String wire;
        QString words;
    } known[] = {{QLatin1String("bot_active"), Stats::tr("AI is handling")},
                 {QLatin1String("pending_manual"), Stats::tr("Waiting")},
                 {QLatin1String("manual_live"), Stats::tr("With an agent")},
                 {QLatin1String("after_hours_email"), Stats::tr("After hours")},
                 {QLatin1String("closed"), Stats::tr("Closed")}};
    for (const auto &[name, words] : known) {
        if (wire == name)
            return words;
    }
    return wire;
}

/// Collects the figures of one heading.
class Group
{
public:
    Group(QList<StatsFigure> &all, const QString &heading) : m_all(all), m_heading(heading) {}

    void add(const QString &key, const QString &title, const QString &value,
             const QString &definition)
    {
        m_all.append({key, m_heading, title, value, definition});
    }
    /// A figure of the range, which can be compared with the one before it.
    void add(const QString &key, const QString &title, double number, QString (*words)(double),
             std::optional<double> before, const QString &definition)
    {
        add(key, title, words(number), definition);
        if (!before)
            return;
        m_all.last().definition +=
            QLatin1Char('\n') + Stats::tr("In the period before: %1").arg(words(*before));
        m_all.last().change = change(number, *before, words == percent);
    }

private:
    QList<StatsFigure> &m_all;
    QString m_heading;
};

void addNow(QList<StatsFigure> &all, const Statistics &s)
{
    Group now(all, Stats::tr("Now"));
    now.add(QStringLiteral("total_sessions"), Stats::tr("Conversations"), number(s.totalSessions),
            Stats::tr("All conversations that there ever were."));
    now.add(QStringLiteral("active_sessions"), Stats::tr("Need a person"), number(s.activeSessions),
            Stats::tr("Conversations that wait for an agent or are with one, now."));
    now.add(QStringLiteral("active_agents"), Stats::tr("Agents here"), number(s.activeAgents),
            Stats::tr("Agents who are online or busy, now."));
    for (auto it = s.byStatus.begin(); it != s.byStatus.end(); ++it)
        now.add(QStringLiteral("by_status.") + it.key(), status(it.key()), number(it.value()),
                Stats::tr("Conversations in this state, now."));
}

void addToday(QList<StatsFigure> &all, const TodayFigures &t)
{
    Group today(all, Stats::tr("Today"));
    today.add(QStringLiteral("today.new_sessions"), Stats::tr("New conversations"),
              number(t.newSessions), Stats::tr("Conversations begun since midnight."));
    today.add(QStringLiteral("today.escalations"), Stats::tr("Escalations"), number(t.escalations),
              Stats::tr("Escalations since midnight."));
    today.add(QStringLiteral("today.pending"), Stats::tr("Waiting now"), number(t.pending),
              Stats::tr("Conversations that wait for an agent, now."));
    today.add(QStringLiteral("today.serving"), Stats::tr("Being served"), number(t.serving),
              Stats::tr("Conversations that are with an agent, now."));
    today.add(QStringLiteral("today.released"), Stats::tr("Finished"), number(t.released),
              Stats::tr("Conversations that an agent finished since midnight."));
}

void addWaits(QList<StatsFigure> &all, const Statistics &s, const Statistics *b)
{
    Group waits(all, Stats::tr("Waiting and reasons"));
    const auto before = [b](double Statistics::*figure) {
        return b ? std::optional(b->*figure) : std::nullopt;
    };
    waits.add(QStringLiteral("avg_waiting_time"), Stats::tr("Average wait"), s.avgWaitingTime,
              text::seconds, before(&Statistics::avgWaitingTime),
              Stats::tr("From the escalation to the takeover (or until now, if nobody took over), "
                        "average of the escalations of the range."));
    waits.add(QStringLiteral("max_waiting_time"), Stats::tr("Longest wait"), s.maxWaitingTime,
              text::seconds, before(&Statistics::maxWaitingTime),
              Stats::tr("The longest of these waits in the range."));
    for (auto it = s.byEscalationReason.begin(); it != s.byEscalationReason.end(); ++it)
        waits.add(QStringLiteral("by_escalation_reason.") + it.key(), reason(it.key()),
                  double(it.value()), count,
                  b ? std::optional(double(b->byEscalationReason.value(it.key()))) : std::nullopt,
                  Stats::tr("Escalations of the range for this reason."));
}

void addQuality(QList<StatsFigure> &all, const AiQuality &q, const AiQuality *b)
{
    Group ai(all, Stats::tr("AI"));
    const auto before = [b](double AiQuality::*figure) {
        return b ? std::optional(b->*figure) : std::nullopt;
    };
    const auto milliseconds = [](double ms) { return text::seconds(ms / 1000); };
    ai.add(QStringLiteral("ai_quality.avg_response_time_ms"), Stats::tr("Answer time"),
           q.avgResponseTimeMs, milliseconds, before(&AiQuality::avgResponseTimeMs),
           Stats::tr("From the customer's message to the AI's complete answer, average of the "
                     "range."));
    ai.add(QStringLiteral("ai_quality.success_rate"), Stats::tr("Without a person"), q.successRate,
           percent, before(&AiQuality::successRate),
           Stats::tr("Conversations begun in the range and never escalated, of all begun."));
    ai.add(QStringLiteral("ai_quality.escalation_rate"), Stats::tr("Escalation rate"),
           q.escalationRate, percent, before(&AiQuality::escalationRate),
           Stats::tr("Conversations begun in the range and escalated, of all begun."));
    ai.add(QStringLiteral("ai_quality.avg_messages_before_escalation"),
           Stats::tr("Messages before"), q.avgMessagesBeforeEscalation, decimal,
           before(&AiQuality::avgMessagesBeforeEscalation),
           Stats::tr("Messages that the customer wrote before an escalation, average of the "
                     "range."));
}

void addEfficiency(QList<StatsFigure> &all, const AgentEfficiency &e, const AgentEfficiency *b)
{
    Group agents(all, Stats::tr("Agents"));
    const auto before = [b](double AgentEfficiency::*figure) {
        return b ? std::optional(b->*figure) : std::nullopt;
    };
    agents.add(QStringLiteral("agent_efficiency.avg_takeover_time_sec"), Stats::tr("To takeover"),
               e.avgTakeoverTimeSec, text::seconds, before(&AgentEfficiency::avgTakeoverTimeSec),
               Stats::tr("From the escalation to the takeover, average of the takeovers of the "
                         "range."));
    agents.add(QStringLiteral("agent_efficiency.avg_service_time_sec"), Stats::tr("Service time"),
               e.avgServiceTimeSec, text::seconds, before(&AgentEfficiency::avgServiceTimeSec),
               Stats::tr("From the takeover to the release, average of the releases of the "
                         "range."));
    agents.add(QStringLiteral("agent_efficiency.resolution_rate"), Stats::tr("Resolved"),
               e.resolutionRate, percent, before(&AgentEfficiency::resolutionRate),
               Stats::tr("Finished conversations that were neither transferred nor escalated again "
                         "within 24 hours, of all finished ones."));
    agents.add(QStringLiteral("agent_efficiency.avg_sessions_per_agent"), Stats::tr("Per agent"),
               decimal(e.avgSessionsPerAgent),
               Stats::tr("All conversations, per agent who is online or busy."));
}

} // namespace

QList<StatsFigure> statsFigures(const Statistics &statistics,
                                const std::optional<Statistics> &before)
{
    QList<StatsFigure> all;
    const Statistics *b = before ? &*before : nullptr;
    addNow(all, statistics);
    addToday(all, statistics.today);
    addWaits(all, statistics, b);
    addQuality(all, statistics.aiQuality, b ? &b->aiQuality : nullptr);
    addEfficiency(all, statistics.agentEfficiency, b ? &b->agentEfficiency : nullptr);
    return all;
}

AgentFiguresTable *makeAgentFiguresTable(QObject *parent)
{
    using C = RecordColumn<AgentFigures>;
    return new AgentFiguresTable(
        [](const AgentFigures &a) { return a.agentId; },
        {C{[] { return Stats::tr("Agent"); },
           [](const AgentFigures &a) {
               return a.username.isEmpty() ? Stats::tr("%1 (deleted)").arg(a.name) : a.name;
           }},
         C{[] { return Stats::tr("Taken over"); },
           [](const AgentFigures &a) { return number(a.handled); },
           [](const AgentFigures &a) { return QVariant(a.handled); }, true},
         C{[] { return Stats::tr("First reply after"); },
           [](const AgentFigures &a) { return duration(a.avgFirstResponseSec); },
           [](const AgentFigures &a) { return sortable(a.avgFirstResponseSec); }, true},
         C{[] { return Stats::tr("Service time"); },
           [](const AgentFigures &a) { return duration(a.avgServiceSec); },
           [](const AgentFigures &a) { return sortable(a.avgServiceSec); }, true},
         C{[] { return Stats::tr("Messages"); },
           [](const AgentFigures &a) { return number(a.messages); },
           [](const AgentFigures &a) { return QVariant(a.messages); }, true},
         C{[] { return Stats::tr("Transferred"); },
           [](const AgentFigures &a) { return number(a.transferred); },
           [](const AgentFigures &a) { return QVariant(a.transferred); }, true}},
        parent);
}

namespace text {

QString metric(StatsMetric metric)
{
    switch (metric) {
    case StatsMetric::Sessions:
        return Stats::tr("New conversations");
    case StatsMetric::Escalations:
        return Stats::tr("Escalations");
    case StatsMetric::Messages:
        return Stats::tr("Messages");
    case StatsMetric::Takeovers:
        return Stats::tr("Takeovers");
    case StatsMetric::WaitP50:
        return Stats::tr("Wait, half of them (p50)");
    case StatsMetric::WaitP90:
        return Stats::tr("Wait, nine of ten (p90)");
    case StatsMetric::Unknown:
        break;
    }
    return {};
}

namespace {

/// The label is the desk's own clock: `2026-10-25`, or `2026-10-25T02:00+02:00`.
QDate labelDay(const SeriesPoint &point)
{
    return QDate::fromString(point.label.left(10), Qt::ISODate);
}

QString labelHour(const SeriesPoint &point)
{
    return point.label.mid(11, 5);
}

QString shortDay(const QDate &day)
{
    return QLocale().toString(day, Stats::tr("d MMM", "day below a chart"));
}

} // namespace

QString range(Timestamp from, Timestamp to, const DeskClock &clock)
{
    const QDateTime begin = clock.at(from);
    const QDateTime end = clock.at(to);
    const bool days =
        clock.startOf(begin.date()) == from && clock.startOf(end.date()) == to && from < to;
    const auto words = [days](const QDateTime &at) {
        return days ? QLocale().toString(at.date(), Stats::tr("d MMM yyyy", "day of a range"))
                    : QLocale().toString(at, Stats::tr("d MMM, HH:mm", "moment of a range"));
    };
    return QStringLiteral("%1 – %2").arg(words(begin), words(days ? end.addDays(-1) : end));
}

QString bucket(const SeriesPoint &point, StatsBucket bucket)
{
    const QString day = shortDay(labelDay(point));
    return bucket == StatsBucket::Day ? day : QStringLiteral("%1, %2").arg(day, labelHour(point));
}

QString bucketTick(const SeriesPoint &point, StatsBucket bucket)
{
    const bool named = bucket == StatsBucket::Day || labelHour(point) == u"00:00";
    return named ? shortDay(labelDay(point)) : labelHour(point);
}

QString seconds(double seconds)
{
    const auto whole = qRound64(seconds);
    if (seconds < 10 && seconds > 0)
        return Stats::tr("%1 s").arg(decimal(seconds));
    if (whole < 60)
        return Stats::tr("%1 s").arg(whole);
    if (whole < 3600)
        return Stats::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return Stats::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

} // namespace text
} // namespace handoff
