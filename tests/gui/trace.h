#pragma once

#include <QString>

/// What was done last, told when a run ends badly, also by a sanitizer or a crash.
namespace handoff::test::trace {

/// Begins a run with this seed; from now on the end of the program is watched.
void begin(quint32 seed);
/// With HANDOFF_RANDOM_TALK in the environment it is said at once, too.
void add(int number, const QString &action);
/// Seed, number and the last actions, to the standard error.
void print();

} // namespace handoff::test::trace
