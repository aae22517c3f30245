#pragma once

#include <QString>

namespace handoff {

/// Which sign-in of an account a token comes from: claims `gen` and `sid` of access and refresh
/// tokens. A new password raises the account's generation, which ends every sign-in but the one
/// that set it. Tokens without these claims are of generation 0.
struct SignIn
{
    qint64 generation = 0;
    QString id;

    bool operator==(const SignIn &) const = default;
};

} // namespace handoff
