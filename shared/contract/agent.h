#pragma once

#include "shared/core/json.h"

/// What crosses the wire about accounts (api.md, Agents and accounts).
namespace handoff {

enum class AgentRole { Agent, Admin, Unknown };
enum class AgentPresence { Online, Busy, Offline, Unknown };

template<>
struct json::EnumNames<AgentRole>
{
    static constexpr std::array names{"agent", "admin"};
};
template<>
struct json::EnumNames<AgentPresence>
{
    static constexpr std::array names{"online", "busy", "offline"};
};

/// A human account. The password hash never leaves the store layer.
struct Agent
{
    QString id; ///< `agent_…`
    QString username;
    QString name;
    AgentRole role = AgentRole::Agent;
    AgentPresence status = AgentPresence::Offline;
    QString statusNote;
    int maxSessions = 5;
    Timestamp createdAt;
    std::optional<Timestamp> lastLogin;
    std::optional<QString> avatarUrl;

    bool operator==(const Agent &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = Agent;
        return to(
            json::field("id", &T::id), json::field("username", &T::username),
            json::field("name", &T::name), json::field("role", &T::role),
            json::field("status", &T::status), json::field("status_note", &T::statusNote),
            json::field("max_sessions", &T::maxSessions), json::field("created_at", &T::createdAt),
            json::field("last_login", &T::lastLogin), json::field("avatar_url", &T::avatarUrl));
    }
};

/// `data` of `GET/PUT /api/agent/status`.
struct AgentLoad
{
    AgentPresence status = AgentPresence::Offline;
    QString statusNote;
    int currentSessions = 0;
    int maxSessions = 5;

    static constexpr auto fields(auto to)
    {
        using T = AgentLoad;
        return to(json::field("status", &T::status), json::field("status_note", &T::statusNote),
                  json::field("current_sessions", &T::currentSessions),
                  json::field("max_sessions", &T::maxSessions));
    }
};

struct LoginRequest
{
    QString username;
    QString password;

    static constexpr auto fields(auto to)
    {
        return to(json::name("username", &LoginRequest::username),
                  json::field("password", &LoginRequest::password));
    }
};

/// Answer of login; stands beside `success`, not in `data`.
struct LoginAnswer
{
    QString token;
    QString refreshToken;
    int expiresIn = 3600; ///< seconds
    Agent agent;

    static constexpr auto fields(auto to)
    {
        using T = LoginAnswer;
        return to(json::field("token", &T::token), json::field("refresh_token", &T::refreshToken),
                  json::field("expires_in", &T::expiresIn), json::field("agent", &T::agent));
    }
};

struct RefreshRequest
{
    QString refreshToken;

    static constexpr auto fields(auto to)
    {
        return to(json::field("refresh_token", &RefreshRequest::refreshToken));
    }
};

struct RefreshAnswer
{
    QString token;
    int expiresIn = 3600;

    static constexpr auto fields(auto to)
    {
        return to(json::field("token", &RefreshAnswer::token),
                  json::field("expires_in", &RefreshAnswer::expiresIn));
    }
};

struct ChangePasswordRequest
{
    QString oldPassword;
    QString newPassword;

    static constexpr auto fields(auto to)
    {
        return to(json::field("old_password", &ChangePasswordRequest::oldPassword),
                  json::field("new_password", &ChangePasswordRequest::newPassword));
    }
};

/// `PUT /api/agent/profile`: what an agent may change of himself.
struct ProfileUpdate
{
    std::optional<QString> name;
    std::optional<QString> avatarUrl;

    static constexpr auto fields(auto to)
    {
        return to(json::line("name", &ProfileUpdate::name),
                  json::line("avatar_url", &ProfileUpdate::avatarUrl));
    }
};

struct StatusUpdate
{
    std::optional<AgentPresence> status;
    std::optional<QString> statusNote;

    static constexpr auto fields(auto to)
    {
        return to(json::field("status", &StatusUpdate::status),
                  json::line("status_note", &StatusUpdate::statusNote));
    }
};

// ---- accounts, for admins
// ------------------------------------------------------------------------

/// `POST /api/agents`.
struct CreateAgentRequest
{
    QString username; ///< 3..50 of letters, digits, `_`, `-` and `.`
    QString password;
    QString name; ///< 1..50
    AgentRole role = AgentRole::Agent;
    int maxSessions = 5; ///< 1..20
    std::optional<QString> avatarUrl;

    static constexpr auto fields(auto to)
    {
        using T = CreateAgentRequest;
        return to(json::name("username", &T::username), json::field("password", &T::password),
                  json::line("name", &T::name), json::optional("role", &T::role),
                  json::optional("max_sessions", &T::maxSessions),
                  json::line("avatar_url", &T::avatarUrl));
    }
};

/// `PUT /api/agents/{username}`: only what is given changes; an empty `avatar_url` removes it.
struct UpdateAgentRequest
{
    std::optional<QString> name;
    std::optional<AgentRole> role;
    std::optional<int> maxSessions;
    std::optional<AgentPresence> status;
    std::optional<QString> avatarUrl;

    static constexpr auto fields(auto to)
    {
        using T = UpdateAgentRequest;
        return to(json::line("name", &T::name), json::field("role", &T::role),
                  json::field("max_sessions", &T::maxSessions), json::field("status", &T::status),
                  json::line("avatar_url", &T::avatarUrl));
    }
};

/// `POST /api/agents/{username}/reset-password`.
struct ResetPasswordRequest
{
    QString newPassword;

    static constexpr auto fields(auto to)
    {
        return to(json::field("new_password", &ResetPasswordRequest::newPassword));
    }
};

/// `data` of `GET /api/agents`.
struct AgentPage
{
    QList<Agent> items;
    qint64 total = 0;
    int page = 1;
    int pageSize = 20;
    int totalPages = 0;

    static constexpr auto fields(auto to)
    {
        using T = AgentPage;
        return to(json::field("items", &T::items), json::field("total", &T::total),
                  json::field("page", &T::page), json::field("page_size", &T::pageSize),
                  json::field("total_pages", &T::totalPages));
    }
};

/// Whom a session can be given to.
struct AvailableAgent
{
    QString id;
    QString username;
    QString name;
    AgentPresence status = AgentPresence::Online;
    AgentRole role = AgentRole::Agent;
    int currentSessions = 0;
    int maxSessions = 5;

    bool operator==(const AvailableAgent &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = AvailableAgent;
        return to(json::field("id", &T::id), json::field("username", &T::username),
                  json::field("name", &T::name), json::field("status", &T::status),
                  json::field("role", &T::role),
                  json::field("current_sessions", &T::currentSessions),
                  json::field("max_sessions", &T::maxSessions));
    }
};

/// `data` of `GET /api/agents/available`: who is not offline, least loaded first.
struct AvailableAgents
{
    QList<AvailableAgent> items;
    qint64 total = 0;

    static constexpr auto fields(auto to)
    {
        return to(json::field("items", &AvailableAgents::items),
                  json::field("total", &AvailableAgents::total));
    }
};

} // namespace handoff
