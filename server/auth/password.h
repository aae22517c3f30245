#pragma once

#include <QStringList>

/// bcrypt (`$2b$`) through the system's crypt. hash() and verify() take about 240 ms at cost 12:
/// call them from PasswordPool or at start, never on the event loop.
namespace handoff::Password {

inline constexpr int defaultCost = 12;

/// The demo accounts' passwords, which everybody can read here.
const QStringList &wellKnown();
bool isWellKnown(const QString &password);

/// Empty if the system's crypt fails, which verify() never accepts.
QString hash(const QString &password, int cost = defaultCost);

/// Constant-time comparison with the stored hash; any malformed hash is false.
bool verify(const QString &password, const QString &hash);

} // namespace handoff::Password
