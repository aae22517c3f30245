#pragma once

#include <QString>

namespace handoff {

/// `prefix` + `digits` random hex digits from the system's secure generator, e.g. `msg_3f…`.
/// 24 digits (96 bits) need no check for collisions.
QString newId(QStringView prefix, int digits = 24);

/// A random RFC 4122 UUID without braces, for `client_message_id`, `jti` and request ids.
QString newUuid();

} // namespace handoff
