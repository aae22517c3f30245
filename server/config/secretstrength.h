#pragma once

#include <QString>

namespace handoff {

/// Can somebody guess this secret? So when it stands in tutorials, or when its characters follow
/// from each other: runs of the alphabet or the keyboard, repeated parts, few different ones. What
/// a random generator made is good from 32 characters on, whatever its alphabet.
bool isGuessable(const QString &secret);

} // namespace handoff
