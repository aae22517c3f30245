#include "server/domain/catalog/autoreplies.h"

#include "server/domain/catalog/autoreplytriggers.h"
#include "server/domain/catalog/catalogchanges.h"
#include "server/domain/texts.h"
#include "server/store/account/agentstore.h"
#include "server/store/catalog/autoreplystore.h"
#include "server/store/session/auditstore.h"
#include "server/store/session/sessionlist.h"
#include "shared/contract/errors.h"
#include "shared/contract/limits.h"
#include "shared/core/ids.h"
#include "shared/rules/shift.h"
#include "shared/rules/templates.h"
#include "shared/text/displaytext.h"

namespace handoff::AutoReplies {

namespace {

constexpr int nameLength = 40; ///< in the audit log

/// Takes the request over after checking it.
Result<void> adopt(AutoReplyRule &rule, const AutoReplyRuleRequest &request, Timestamp now)
{
    HANDOFF_CHECK(
        texts::check(QStringLiteral("/reply_content"), request.replyContent, limits::autoReply));
    if (request.delaySeconds < 0 || request.delaySeconds > limits::autoReplyDelay)
        return errors::validation(
            QStringLiteral("/delay_seconds"),
            QStringLiteral("whole number from 0 to %1 expected").arg(limits::autoReplyDelay));
    HANDOFF_TRY(rule.triggerCondition, checkedCondition(request.type, request.triggerCondition));
    rule.type = request.type;
    rule.replyContent = request.replyContent;
    rule.variables = Templates::variables(rule.replyContent);
    rule.unknownVariables = Templates::unknown(rule.replyContent, inQueue(rule.type));
    rule.enabled = request.enabled;
    rule.delaySeconds = request.delaySeconds;
    rule.updatedAt = now;
    return {};
}

/// A rule has no name; it is known by what it says.
void changed(Tx &tx, const Actor &actor, const char *action, const AutoReplyRule &rule)
{
    const QString said = displaytext::preview(displaytext::oneLine(rule.replyContent), nameLength);
    AuditStore::log(tx, actor.operatorName(), QString::fromLatin1(action), rule.id,
                    {{QStringLiteral("name"), said},
                     {QStringLiteral("type"), QString(json::enumName(rule.type))}});
    catalog::announce(tx, Catalog::AutoReplyRules);
}

/// What the tester supposes to have happened.
Occasion occasionOf(const DeskPolicy &policy, const AutoReplyTestRequest &request, Timestamp at)
{
    Occasion occasion;
    const SessionStatus status = request.status.value_or(SessionStatus::BotActive);
    if (status == SessionStatus::ManualLive)
        return occasion; // a human answers
    occasion.customerText = request.message;
    occasion.firstMessage = status == SessionStatus::BotActive && !request.message.isEmpty();
    if (status == SessionStatus::PendingManual) {
        occasion.queued = Shift::isInShift(policy.shift, at);
        occasion.outOfShift = !occasion.queued;
    }
    return occasion;
}

} // namespace

Result<AutoReplyRuleList> list(Tx &tx)
{
    AutoReplyRuleList list;
    list.items = AutoReplyStore::all(tx);
    list.total = list.items.size();
    return list;
}

Result<AutoReplyRule> create(Tx &tx, const AutoReplyRuleRequest &request, const Actor &actor)
{
    AutoReplyRule rule;
    HANDOFF_CHECK(adopt(rule, request, tx.now()));
    if (AutoReplyStore::count(tx, rule.type) >= maxPerType)
        return errors::ruleLimit(maxPerType);
    rule.id = newId(u"rule_");
    rule.createdBy = actor.agent.id;
    rule.createdAt = tx.now();
    AutoReplyStore::insert(tx, rule);
    changed(tx, actor, "auto_reply_rule_created", rule);
    return rule;
}

Result<AutoReplyRule> update(Tx &tx, const QString &id,
                             const json::Patch<AutoReplyRuleRequest> &change, const Actor &actor)
{
    auto rule = AutoReplyStore::find(tx, id);
    if (!rule)
        return errors::autoReplyRuleNotFound();
    const AutoReplyType before = rule->type;
    HANDOFF_TRY(const AutoReplyRuleRequest request,
                change.on({rule->type, rule->triggerCondition, rule->replyContent, rule->enabled,
                           rule->delaySeconds}));
    HANDOFF_CHECK(adopt(*rule, request, tx.now()));
    if (rule->type != before && AutoReplyStore::count(tx, rule->type) >= maxPerType)
        return errors::ruleLimit(maxPerType);
    if (!AutoReplyStore::update(tx, *rule))
        return tx.failure().value_or(errors::autoReplyRuleNotFound());
    changed(tx, actor, "auto_reply_rule_updated", *rule);
    return std::move(*rule);
}

Result<void> remove(Tx &tx, const QString &id, const Actor &actor)
{
    const auto rule = AutoReplyStore::find(tx, id);
    if (!rule || !AutoReplyStore::remove(tx, id))
        return tx.failure().value_or(errors::autoReplyRuleNotFound());
    changed(tx, actor, "auto_reply_rule_deleted", *rule);
    return {};
}

Result<AutoReplyTestAnswer> test(Tx &tx, const DeskPolicy &policy,
                                 const AutoReplyTestRequest &request)
{
    if (!displaytext::fits(request.message, policy.maxMessageLength))
        return errors::validation(
            QStringLiteral("/message"),
            QStringLiteral("at most %1 characters expected").arg(policy.maxMessageLength));
    const Timestamp at = request.at.value_or(tx.now());
    if (at.ms < 0)
        return errors::validation(QStringLiteral("/at"),
                                  QStringLiteral("time in seconds expected"));
    const Occasion occasion = occasionOf(policy, request, at);
    Situation situation{occasion, 0, false};
    Templates::Context context;
    context.now = at;
    context.zone = policy.shift.zone;
    Templates::Values values = Templates::values(context);
    if (occasion.queued) {
        situation.position = SessionList::queueFigures(tx).total + 1;
        situation.allBusy = !AgentStore::anyFree(tx, 0);
        addQueueValues(tx, situation.position, &values);
    }

    AutoReplyTestAnswer answer;
    if (!occasion.any())
        return answer;
    for (const AutoReplyRule &rule : AutoReplyStore::enabled(tx, typesFor(occasion))) {
        if (!holds(rule, situation))
            continue;
        const int wait = rule.type == AutoReplyType::Timeout ? waitSeconds(rule) : 0;
        answer.items.append({rule.id, rule.type, keywordsIn(rule, request.message),
                             rendered(rule, values), rule.unknownVariables,
                             wait + rule.delaySeconds});
    }
    answer.total = answer.items.size();
    return answer;
}

} // namespace handoff::AutoReplies
