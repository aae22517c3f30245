#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/signin.h"

#include "shared/text/searchfold.h"

namespace handoff {

/// Who acts: decides what is allowed and stands as `operator` in the audit trail.
struct Actor
{
    enum class Kind { Customer, Agent, System, Regulator };

    Kind kind = Kind::System;
    Agent agent; ///< with Kind::Agent, as read in this request
    /// Where an anonymous customer comes from, for what one client may have at once; else empty.
    QString client{};
    SignIn signIn{}; ///< with Kind::Agent: what his token comes from

    static Actor customer(const QString &client = {}) { return {Kind::Customer, {}, client, {}}; }
    static Actor system() { return {Kind::System, {}, {}, {}}; }
    /// On behalf of what the customer wrote.
    static Actor regulator(const QString &client = {}) { return {Kind::Regulator, {}, client, {}}; }
    static Actor of(const Agent &agent, const SignIn &signIn = {})
    {
        return {Kind::Agent, agent, {}, signIn};
    }

    bool isCustomer() const { return kind == Kind::Customer; }
    bool isAgent() const { return kind == Kind::Agent; }
    bool isAdmin() const { return isAgent() && agent.role == AgentRole::Admin; }
    /// Is `idOrUsername` this agent?
    bool is(const QString &idOrUsername) const
    {
        return isAgent() && (agent.id == idOrUsername || searchfold::folded(agent.username) ==
                                                             searchfold::folded(idOrUsername));
    }
    /// Username, `customer`, `regulator` or `system`.
    QString operatorName() const
    {
        switch (kind) {
        case Kind::Customer:
            return QStringLiteral("customer");
        case Kind::Agent:
            return agent.username;
        case Kind::Regulator:
            return QStringLiteral("regulator");
        case Kind::System:
            break;
        }
        return QStringLiteral("system");
    }
};

} // namespace handoff
