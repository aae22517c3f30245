#include "server/api/account/newpassword.h"

#include "shared/contract/errors.h"
#include "shared/rules/accountrules.h"

namespace handoff::api {

Result<void> mayBePassword(const ApiContext &context, const QString &password)
{
    const bool refused = context.config.isProduction() && Password::isWellKnown(password);
    if (refused || !AccountRules::isPassword(password))
        return errors::invalidPassword();
    return {};
}

} // namespace handoff::api
