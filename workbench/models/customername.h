#pragma once

#include <QString>

namespace handoff {

/// What to call a customer: his nickname on one line, "Visitor 4F2A" when he has not said one (the
/// digits go with the session), "Guest" when nothing is known. In the current language.
QString customerName(const QString &nickname, const QString &sessionName);

} // namespace handoff
