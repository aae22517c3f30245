#pragma once

#include "shared/core/json.h"

/// What crosses the wire about canned answers (api.md, Quick replies).
namespace handoff {

enum class QuickReplyCategory { PreSales, AfterSales, Logistics, Technical, Policy, Unknown };

template<>
struct json::EnumNames<QuickReplyCategory>
{
    static constexpr std::array names{"pre_sales", "after_sales", "logistics", "technical",
                                      "policy"};
};

/// A canned answer. Not shared: only its author sees it.
struct QuickReply
{
    QString id; ///< `qr_…`
    QuickReplyCategory category = QuickReplyCategory::PreSales;
    QString title;
    QString content;
    QStringList
        variables; ///< found in the content, with braces, in order (shared/rules/templates.h)
    std::optional<QString> shortcut; ///< `Ctrl+1` … `Ctrl+9`
    bool isShared = true;
    bool isSystem = false; ///< ships with the program, cannot be deleted
    QString createdBy;     ///< agent id, or `system`
    qint64 usageCount = 0;
    Timestamp createdAt;
    Timestamp updatedAt;

    bool operator==(const QuickReply &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = QuickReply;
        return to(
            json::field("id", &T::id), json::field("category", &T::category),
            json::field("title", &T::title), json::field("content", &T::content),
            json::field("variables", &T::variables), json::field("shortcut", &T::shortcut),
            json::field("is_shared", &T::isShared), json::field("is_system", &T::isSystem),
            json::field("created_by", &T::createdBy), json::field("usage_count", &T::usageCount),
            json::field("created_at", &T::createdAt), json::field("updated_at", &T::updatedAt));
    }
};

/// `data` of `GET /api/quick-replies`, most used first.
struct QuickReplyList
{
    QList<QuickReply> items;
    qint64 total = 0;
    QStringList categories; ///< all there are
    QStringList variables;  ///< those that are filled by the program

    static constexpr auto fields(auto to)
    {
        using T = QuickReplyList;
        return to(json::field("items", &T::items), json::field("total", &T::total),
                  json::field("categories", &T::categories),
                  json::field("variables", &T::variables));
    }
};

/// `POST /api/quick-replies`, `PUT /api/quick-replies/{id}`: any subset of it. `variables` is
/// accepted and recomputed from the content.
struct QuickReplyRequest
{
    QuickReplyCategory category = QuickReplyCategory::PreSales;
    QString title;
    QString content;
    std::optional<QStringList> variables;
    std::optional<QString> shortcut;
    bool isShared = true;

    static constexpr auto fields(auto to)
    {
        using T = QuickReplyRequest;
        return to(json::field("category", &T::category), json::line("title", &T::title),
                  json::field("content", &T::content), json::line("variables", &T::variables),
                  json::name("shortcut", &T::shortcut), json::optional("is_shared", &T::isShared));
    }
};

/// `data` of `POST /api/quick-replies/{id}/use`.
struct QuickReplyUse
{
    QString id;
    qint64 usageCount = 0;

    static constexpr auto fields(auto to)
    {
        return to(json::field("id", &QuickReplyUse::id),
                  json::field("usage_count", &QuickReplyUse::usageCount));
    }
};

} // namespace handoff
