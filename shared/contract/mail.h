#pragma once

#include "shared/core/json.h"

/// What crosses the wire about mail to the staff (api.md, Sessions and hand-over).
namespace handoff {

/// `POST /api/sessions/{s}/email`.
struct SendMailRequest
{
    std::optional<bool> force; ///< also when a mail was sent for this escalation already

    static constexpr auto fields(auto to)
    {
        return to(json::field("force", &SendMailRequest::force));
    }
};

/// Its `data`, when the mail server has accepted the mail.
struct SendMailAnswer
{
    QString mailId; ///< `mail_…`

    static constexpr auto fields(auto to)
    {
        return to(json::field("mail_id", &SendMailAnswer::mailId));
    }
};

} // namespace handoff
