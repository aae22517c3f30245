#pragma once

#include "shared/contract/session.h"

/// What crosses the wire about labels on sessions (api.md, Tags).
namespace handoff {

enum class TagCategory { Status, Priority, Custom, Unknown };

template<>
struct json::EnumNames<TagCategory>
{
    static constexpr std::array names{"status", "priority", "custom"};
};

struct Tag
{
    QString id; ///< `tag_…`
    QString name;
    QString color; ///< `#rrggbb`
    std::optional<QString> icon;
    TagCategory category = TagCategory::Custom;
    bool isSystem = false;
    qint64 usageCount = 0; ///< sessions that carry it now
    QString createdBy;     ///< agent id, or `system`
    Timestamp createdAt;

    bool operator==(const Tag &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = Tag;
        return to(json::field("id", &T::id), json::field("name", &T::name),
                  json::field("color", &T::color), json::field("icon", &T::icon),
                  json::field("category", &T::category), json::field("is_system", &T::isSystem),
                  json::field("usage_count", &T::usageCount),
                  json::field("created_by", &T::createdBy),
                  json::field("created_at", &T::createdAt));
    }
};

/// `data` of `GET /api/tags`.
struct TagList
{
    QList<Tag> systemTags;
    QList<Tag> customTags;
    qint64 total = 0;

    static constexpr auto fields(auto to)
    {
        using T = TagList;
        return to(json::field("system_tags", &T::systemTags),
                  json::field("custom_tags", &T::customTags), json::field("total", &T::total));
    }
};

/// `POST /api/tags`, `PUT /api/tags/{id}`: any subset of it.
struct TagRequest
{
    QString name;
    QString color;
    std::optional<QString> icon;

    static constexpr auto fields(auto to)
    {
        using T = TagRequest;
        return to(json::line("name", &T::name), json::field("color", &T::color),
                  json::line("icon", &T::icon));
    }
};

/// `POST /api/sessions/{s}/tags`.
struct AddTagRequest
{
    QString tagId;

    static constexpr auto fields(auto to)
    {
        return to(json::name("tag_id", &AddTagRequest::tagId));
    }
};

/// A tag as it stands on one session.
struct AppliedTag
{
    QString id;
    QString name;
    QString color;
    Timestamp addedAt;
    QString addedBy; ///< username

    bool operator==(const AppliedTag &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = AppliedTag;
        return to(json::field("id", &T::id), json::field("name", &T::name),
                  json::field("color", &T::color), json::field("added_at", &T::addedAt),
                  json::field("added_by", &T::addedBy));
    }
};

/// `data` of `POST /api/sessions/{s}/tags`, oldest label first.
struct SessionTags
{
    QString sessionName;
    QList<AppliedTag> tags;

    static constexpr auto fields(auto to)
    {
        return to(json::field("session_name", &SessionTags::sessionName),
                  json::field("tags", &SessionTags::tags));
    }
};

/// One row of `GET /api/sessions/by-tag/{tag_id}`.
struct TaggedSession
{
    QString sessionName;
    SessionStatus status = SessionStatus::BotActive;
    QStringList tags;           ///< names
    QString lastMessagePreview; ///< empty before the first message

    static constexpr auto fields(auto to)
    {
        using T = TaggedSession;
        return to(json::field("session_name", &T::sessionName), json::field("status", &T::status),
                  json::field("tags", &T::tags),
                  json::field("last_message_preview", &T::lastMessagePreview));
    }
};

struct TagRef
{
    QString id;
    QString name;

    static constexpr auto fields(auto to)
    {
        return to(json::field("id", &TagRef::id), json::field("name", &TagRef::name));
    }
};

/// `data` of `GET /api/sessions/by-tag/{tag_id}`, latest first.
struct TaggedSessionPage
{
    TagRef tag;
    QList<TaggedSession> sessions;
    qint64 total = 0;
    int page = 1;
    int totalPages = 0;

    static constexpr auto fields(auto to)
    {
        using T = TaggedSessionPage;
        return to(json::field("tag", &T::tag), json::field("sessions", &T::sessions),
                  json::field("total", &T::total), json::field("page", &T::page),
                  json::field("total_pages", &T::totalPages));
    }
};

} // namespace handoff
