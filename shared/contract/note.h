#pragma once

#include "shared/core/json.h"

#include <QStringList>

/// Internal notes of a session (api.md, Sessions and hand-over). Customers never see them.
namespace handoff {

struct Note
{
    QString id; ///< `note_…`
    QString sessionName;
    QString content;
    QString createdBy; ///< username
    QString createdByName;
    Timestamp createdAt;
    Timestamp updatedAt;
    QStringList mentions; ///< usernames

    bool operator==(const Note &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = Note;
        return to(json::field("id", &T::id), json::field("session_name", &T::sessionName),
                  json::field("content", &T::content), json::field("created_by", &T::createdBy),
                  json::field("created_by_name", &T::createdByName),
                  json::field("created_at", &T::createdAt),
                  json::field("updated_at", &T::updatedAt), json::field("mentions", &T::mentions));
    }
};

/// `POST …/notes` and `PUT …/notes/{id}`. A PUT without `mentions` keeps them.
struct NoteRequest
{
    std::optional<QString> content;      ///< 1..2000 characters; a change may leave it as it is
    std::optional<QStringList> mentions; ///< usernames, kept as given

    static constexpr auto fields(auto to)
    {
        return to(json::field("content", &NoteRequest::content),
                  json::name("mentions", &NoteRequest::mentions));
    }
};

} // namespace handoff
