#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/signin.h"

namespace handoff {

/// Who a request says to be, as far as its credentials prove it. For an agent that is the signed
/// token only: whether the account still exists, and its role, is looked up in the transaction of
/// the use case and never taken from here.
struct Principal
{
    enum class Kind {
        None,    ///< no Authorization header
        Invalid, ///< a Bearer that does not verify
        Agent,   ///< a valid access token
    };
    Kind kind = Kind::None;
    QString agentId;
    QString username;
    SignIn signIn;
    /// `X-Session-Token` header or `session_token` query; empty when there was none. The routes
    /// check it against the session that the request names.
    QString sessionToken;

    bool isAgent() const { return kind == Kind::Agent; }
};

} // namespace handoff
