#include "server/domain/catalog/autoreplytriggers.h"

#include "server/domain/catalog/autoreplies.h"
#include "server/domain/session/sessionchange.h"
#include "server/domain/session/sessionlookup.h"
#include "server/domain/texts.h"
#include "server/store/account/agentstore.h"
#include "server/store/catalog/autoreplystore.h"
#include "server/store/session/episodestore.h"
#include "server/store/session/sessionlist.h"
#include "server/store/session/sessionstore.h"
#include "server/store/ticket/ticketstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/limits.h"
#include "shared/rules/regulator.h"
#include "shared/text/displaytext.h"

#include <QLoggingCategory>

#include <algorithm>

namespace handoff::AutoReplies {

namespace {

Q_LOGGING_CATEGORY(replyLog, "handoff.autoreply")

constexpr int maxKeyword = 50;
constexpr int maxPosition = 1000;
constexpr int maxWait = 24 * 3600;
constexpr qint64 keywordPauseMs = 10 * 60 * 1000;

// What trigger_condition holds, per type.
struct WelcomeCondition
{
    QString event = QStringLiteral("first_message");
    static constexpr auto fields(auto to)
    {
        return to(json::optional("event", &WelcomeCondition::event));
    }
};
struct KeywordCondition
{
    QStringList keywords;
    static constexpr auto fields(auto to)
    {
        return to(json::field("keywords", &KeywordCondition::keywords));
    }
};
struct QueueCondition
{
    int minPosition = 1;
    static constexpr auto fields(auto to)
    {
        return to(json::optional("min_position", &QueueCondition::minPosition));
    }
};
struct TimeoutCondition
{
    int waitSeconds = 0;
    static constexpr auto fields(auto to)
    {
        return to(json::field("wait_seconds", &TimeoutCondition::waitSeconds));
    }
};

const QString path = QStringLiteral("/trigger_condition");

template<typename T>
QJsonObject stored(const T &condition)
{
    return QJsonDocument::fromJson(json::toJson(condition)).object();
}

template<typename T>
T conditionOf(const AutoReplyRule &rule)
{
    // Checked when it was stored; what does not fit is as good as nothing.
    auto condition = json::fromJson<T>(rule.triggerCondition, json::Mode::Lenient);
    return condition ? *condition : T();
}

Result<void> checkRange(const char *name, int value, int min, int max)
{
    if (value >= min && value <= max)
        return {};
    return errors::validation(
        path + u'/' + QLatin1String(name),
        QStringLiteral("whole number from %1 to %2 expected").arg(min).arg(max));
}

Result<void> checkKeywords(const QStringList &keywords)
{
    const QString field = path + QStringLiteral("/keywords");
    if (keywords.isEmpty() || keywords.size() > limits::autoReplyKeywords)
        return errors::validation(
            field, QStringLiteral("1 to %1 expected").arg(limits::autoReplyKeywords));
    for (qsizetype i = 0; i < keywords.size(); ++i)
        HANDOFF_CHECK(texts::check(field + u'/' + QString::number(i), keywords.at(i), maxKeyword));
    return {};
}

Templates::Values valuesOf(Tx &tx, const DeskPolicy &policy, const SessionRow &row, qint64 position)
{
    Templates::Context context;
    context.customerName = row.profile.nickname;
    context.customerEmail = row.email.value_or(QString());
    context.customerCountry = row.profile.country;
    context.agentName = row.owner ? row.owner->name : QString();
    context.sessionName = row.name;
    context.now = tx.now();
    context.zone = policy.shift.zone;
    Templates::Values values = Templates::values(context);
    if (position > 0)
        addQueueValues(tx, position, &values);
    return values;
}

/// What a rule says to the customer of this session.
QString said(Tx &tx, const AutoReplyRule &rule, const SessionRow &row, Templates::Values values)
{
    if (rule.variables.contains(Templates::ticketNumber)) {
        if (const auto ticket = TicketStore::newestOf(tx, row.name))
            values.insert(Templates::ticketNumber, ticket->ticketNumber);
    }
    return rendered(rule, values);
}

qint64 positionOf(Tx &tx, const SessionRow &row)
{
    return row.waitingSince() ? SessionList::countAhead(tx, row) + 1 : 0;
}

/// What of this occasion is to be said now; the rest is put off.
Result<QStringList> decide(Tx &tx, const DeskPolicy &policy, const SessionRow &row,
                           const Occasion &occasion)
{
    const auto rules = AutoReplyStore::enabled(tx, typesFor(occasion));
    if (rules.isEmpty())
        return QStringList();
    Situation situation{occasion, positionOf(tx, row), false};
    if (occasion.queued)
        situation.allBusy = !AgentStore::anyFree(tx, row.id);
    const auto values = valuesOf(tx, policy, row, situation.position);
    const Timestamp escalatedAt = row.escalation ? row.escalation->triggerAt : Timestamp();

    QStringList now;
    for (const AutoReplyRule &rule : rules) {
        if (!holds(rule, situation))
            continue;
        if (rule.type == AutoReplyType::Keyword &&
            !AutoReplyStore::fire(tx, row.id, rule.id, tx.now().plusMs(-keywordPauseMs)))
            continue;
        const int wait = rule.type == AutoReplyType::Timeout ? waitSeconds(rule) : 0;
        const int later = wait + rule.delaySeconds;
        if (later > 0)
            AutoReplyStore::addTimer(
                tx, {0, row.id, rule.id, tx.now().plusSeconds(later), escalatedAt});
        else if (const QString text = said(tx, rule, row, values); !displaytext::isBlank(text))
            now.append(text);
    }
    return now;
}

/// A reply that comes late must still fit.
bool stillFits(const AutoReplyRule &rule, const AutoReplyTimer &timer, const SessionRow &row)
{
    const bool sameEscalation = row.escalation && row.escalation->triggerAt == timer.escalatedAt;
    switch (rule.type) {
    case AutoReplyType::Welcome:
    case AutoReplyType::Keyword:
        return row.status != SessionStatus::ManualLive && row.status != SessionStatus::Closed;
    case AutoReplyType::Offline:
        return row.status == SessionStatus::AfterHoursEmail && sameEscalation;
    case AutoReplyType::Busy:
    case AutoReplyType::Queue:
    case AutoReplyType::Timeout:
        return row.status == SessionStatus::PendingManual && sameEscalation;
    case AutoReplyType::Unknown:
        break;
    }
    return false;
}

} // namespace

QList<AutoReplyType> typesFor(const Occasion &occasion)
{
    QList<AutoReplyType> types;
    if (occasion.firstMessage)
        types.append(AutoReplyType::Welcome);
    if (!occasion.customerText.isEmpty())
        types.append(AutoReplyType::Keyword);
    if (occasion.outOfShift)
        types.append(AutoReplyType::Offline);
    if (occasion.queued)
        types += {AutoReplyType::Busy, AutoReplyType::Queue, AutoReplyType::Timeout};
    return types;
}

QStringList keywordsIn(const AutoReplyRule &rule, const QString &text)
{
    if (rule.type != AutoReplyType::Keyword)
        return {};
    return Regulator::hits(text, conditionOf<KeywordCondition>(rule).keywords);
}

bool holds(const AutoReplyRule &rule, const Situation &situation)
{
    switch (rule.type) {
    case AutoReplyType::Welcome:
        return situation.firstMessage;
    case AutoReplyType::Keyword:
        return !keywordsIn(rule, situation.customerText).isEmpty();
    case AutoReplyType::Offline:
        return situation.outOfShift;
    case AutoReplyType::Busy:
        return situation.queued && situation.allBusy;
    case AutoReplyType::Queue:
        return situation.queued &&
               situation.position >= conditionOf<QueueCondition>(rule).minPosition;
    case AutoReplyType::Timeout:
        return situation.queued;
    case AutoReplyType::Unknown:
        break;
    }
    return false;
}

int waitSeconds(const AutoReplyRule &rule)
{
    return conditionOf<TimeoutCondition>(rule).waitSeconds;
}

Result<QJsonObject> checkedCondition(AutoReplyType type, const QJsonObject &condition)
{
    const auto read = [&](auto empty) {
        return json::fromJson<decltype(empty)>(condition, json::Mode::Strict, path);
    };
    switch (type) {
    case AutoReplyType::Welcome: {
        HANDOFF_TRY(const auto welcome, read(WelcomeCondition()));
        if (welcome.event != WelcomeCondition().event)
            return errors::validation(path + QStringLiteral("/event"),
                                      QStringLiteral("first_message expected"));
        return stored(welcome);
    }
    case AutoReplyType::Keyword: {
        HANDOFF_TRY(const auto keyword, read(KeywordCondition()));
        HANDOFF_CHECK(checkKeywords(keyword.keywords));
        return stored(keyword);
    }
    case AutoReplyType::Queue: {
        HANDOFF_TRY(const auto queue, read(QueueCondition()));
        HANDOFF_CHECK(checkRange("min_position", queue.minPosition, 1, maxPosition));
        return stored(queue);
    }
    case AutoReplyType::Timeout: {
        HANDOFF_TRY(const auto timeout, read(TimeoutCondition()));
        HANDOFF_CHECK(checkRange("wait_seconds", timeout.waitSeconds, 1, maxWait));
        return stored(timeout);
    }
    case AutoReplyType::Offline:
    case AutoReplyType::Busy:
    case AutoReplyType::Unknown:
        break;
    }
    return QJsonObject();
}

void addQueueValues(Tx &tx, qint64 position, Templates::Values *values)
{
    const auto recent = EpisodeStore::recentWaitMs(tx);
    const QString wait =
        recent ? QStringLiteral("%1 分钟").arg(std::max<qint64>(1, (*recent + 59'999) / 60'000))
               : QStringLiteral("几分钟");
    values->insert(Templates::queuePosition, QString::number(position));
    values->insert(Templates::estimatedWaitTime, wait);
}

QString rendered(const AutoReplyRule &rule, const Templates::Values &values)
{
    return Templates::fillOrLeaveOut(rule.replyContent, values);
}

void react(Tx &tx, const DeskPolicy &policy, SessionChange &change, const Occasion &occasion)
{
    QStringList texts;
    const auto decided = tx.attempt([&]() -> Result<void> {
        HANDOFF_TRY(texts, decide(tx, policy, change.row(), occasion));
        return {};
    });
    if (!decided) {
        qCWarning(replyLog).noquote()
            << "no auto-replies:" << decided.error().message << "session" << change.row().name;
        return;
    }
    for (const QString &text : std::as_const(texts))
        change.addSystem(text);
}

Result<QList<qint64>> due(Tx &tx, int limit)
{
    return AutoReplyStore::due(tx, limit);
}

Result<bool> fireTimer(Tx &tx, const DeskPolicy &policy, qint64 timerId)
{
    const auto timer = AutoReplyStore::takeTimer(tx, timerId);
    const auto rule = timer ? AutoReplyStore::find(tx, timer->ruleId) : std::nullopt;
    if (!rule || !rule->enabled)
        return false;
    const auto name = SessionStore::nameOf(tx, timer->sessionId);
    if (!name)
        return false;
    HANDOFF_TRY(SessionRow row, SessionLookup::forChange(tx, *name));
    if (!stillFits(*rule, *timer, row))
        return false;
    const QString text = said(tx, *rule, row, valuesOf(tx, policy, row, positionOf(tx, row)));
    if (displaytext::isBlank(text))
        return false; // only variables, and none has a value
    SessionChange change(tx, policy, std::move(row));
    change.addSystem(text);
    HANDOFF_CHECK(change.finish());
    return true;
}

Result<int> forget(Tx &tx, int limit)
{
    return AutoReplyStore::forgetFired(tx, tx.now().plusMs(-keywordPauseMs), limit);
}

} // namespace handoff::AutoReplies
