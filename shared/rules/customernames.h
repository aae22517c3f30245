#pragma once

#include <QString>

/// What a customer is called. The existing page sends a nickname of its own for everybody who has
/// not said his name, so that one counts as none.
namespace handoff::CustomerNames {

/// Nothing that tells this customer from others.
bool isNameless(const QString &nickname);
/// Four hexadecimal digits that go with a session and tell the nameless apart: `4F2A`.
QString markOf(const QString &sessionName);

} // namespace handoff::CustomerNames
