#pragma once

#include "shared/contract/session.h"
#include "shared/contract/sessionlist.h"

/// What crosses the wire about texts the system sends by itself (api.md, Auto-replies).
namespace handoff {

enum class AutoReplyType { Welcome, Keyword, Offline, Busy, Queue, Timeout, Unknown };

template<>
struct json::EnumNames<AutoReplyType>
{
    static constexpr std::array names{"welcome", "keyword", "offline", "busy", "queue", "timeout"};
};

/// Said to customers who stand in the queue: has their place and the time of waiting as variables.
constexpr bool inQueue(AutoReplyType type)
{
    return type == AutoReplyType::Busy || type == AutoReplyType::Queue ||
           type == AutoReplyType::Timeout;
}

struct AutoReplyRule
{
    QString id; ///< `rule_…`
    AutoReplyType type = AutoReplyType::Welcome;
    /// welcome `{"event":"first_message"}` · keyword `{"keywords":[…]}` · queue
    /// `{"min_position":n}` · timeout `{"wait_seconds":n}` · offline, busy `{}`
    QJsonObject triggerCondition;
    QString replyContent;
    QStringList variables;        ///< found in it, with braces, in order
    QStringList unknownVariables; ///< of these: has no value for this type, is left out when sent
    bool enabled = true;
    int delaySeconds = 0;
    QString createdBy; ///< agent id
    Timestamp createdAt;
    Timestamp updatedAt;

    bool operator==(const AutoReplyRule &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = AutoReplyRule;
        return to(
            json::field("id", &T::id), json::field("type", &T::type),
            json::field("trigger_condition", &T::triggerCondition),
            json::field("reply_content", &T::replyContent), json::field("variables", &T::variables),
            json::field("unknown_variables", &T::unknownVariables),
            json::field("enabled", &T::enabled), json::field("delay_seconds", &T::delaySeconds),
            json::field("created_by", &T::createdBy), json::field("created_at", &T::createdAt),
            json::field("updated_at", &T::updatedAt));
    }
};

/// `data` of `GET /api/auto-reply-rules`, by type, oldest first.
struct AutoReplyRuleList
{
    QList<AutoReplyRule> items;
    qint64 total = 0;

    static constexpr auto fields(auto to)
    {
        return to(json::field("items", &AutoReplyRuleList::items),
                  json::field("total", &AutoReplyRuleList::total));
    }
};

/// `POST /api/auto-reply-rules`, `PUT …/{id}`: any subset of it.
struct AutoReplyRuleRequest
{
    AutoReplyType type = AutoReplyType::Welcome;
    QJsonObject triggerCondition;
    QString replyContent;
    bool enabled = true;
    int delaySeconds = 0;

    static constexpr auto fields(auto to)
    {
        using T = AutoReplyRuleRequest;
        return to(json::field("type", &T::type),
                  json::optional("trigger_condition", &T::triggerCondition),
                  json::field("reply_content", &T::replyContent),
                  json::optional("enabled", &T::enabled),
                  json::optional("delay_seconds", &T::delaySeconds));
    }
};

/// `POST /api/auto-reply-rules/test`: nothing is stored or sent.
struct AutoReplyTestRequest
{
    QString message; ///< what the customer writes
    /// bot_active (default): a new customer writes · pending_manual: is being escalated · others:
    /// writes while the session is in that status
    std::optional<SessionStatus> status;
    std::optional<Timestamp> at; ///< when; now without it

    static constexpr auto fields(auto to)
    {
        using T = AutoReplyTestRequest;
        return to(json::field("message", &T::message), json::field("status", &T::status),
                  json::field("at", &T::at));
    }
};

/// A rule that would fire.
struct AutoReplyMatch
{
    QString ruleId;
    AutoReplyType type = AutoReplyType::Welcome;
    QStringList keywords; ///< of a keyword rule: those found
    QString replyContent; ///< variables filled
    QStringList unknownVariables;
    int afterSeconds = 0; ///< `delay_seconds`, after `wait_seconds` of a timeout rule

    static constexpr auto fields(auto to)
    {
        using T = AutoReplyMatch;
        return to(json::field("rule_id", &T::ruleId), json::field("type", &T::type),
                  json::field("keywords", &T::keywords),
                  json::field("reply_content", &T::replyContent),
                  json::field("unknown_variables", &T::unknownVariables),
                  json::field("after_seconds", &T::afterSeconds));
    }
};

/// `data` of `POST /api/auto-reply-rules/test`.
struct AutoReplyTestAnswer
{
    QList<AutoReplyMatch> items;
    qint64 total = 0;

    static constexpr auto fields(auto to)
    {
        return to(json::field("items", &AutoReplyTestAnswer::items),
                  json::field("total", &AutoReplyTestAnswer::total));
    }
};

} // namespace handoff
