#include "tests/gui/trace.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstring>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

namespace handoff::test::trace {

namespace {

// Plain memory: it is read while the program dies.
constexpr size_t kept = 60;
std::array<std::array<char, 300>, kept> lines;
size_t added = 0;
quint32 seedOfRun = 0;
bool isTold = false;

void died(int signal)
{
    print();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

} // namespace

void begin(quint32 seed)
{
    seedOfRun = seed;
    std::printf("HANDOFF_RANDOM_SEED=%u\n", seed);
    std::fflush(stdout);
    added = 0;
    isTold = qEnvironmentVariableIsSet("HANDOFF_RANDOM_TALK");
    std::signal(SIGABRT, died);
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_set_death_callback(print);
#else
    std::signal(SIGSEGV, died);
#endif
}

void add(int number, const QString &action)
{
    auto &line = lines.at(added++ % kept);
    std::snprintf(line.data(), line.size(), "%d: %s", number, action.toUtf8().constData());
    if (isTold)
        std::fprintf(stderr, "%s\n", line.data());
}

void print()
{
    std::fprintf(stderr, "HANDOFF_RANDOM_SEED=%u, the last actions:\n", seedOfRun);
    for (size_t i = added > kept ? added - kept : 0; i < added; ++i)
        std::fprintf(stderr, "  %s\n", lines.at(i % kept).data());
    std::fflush(stderr);
}

} // namespace handoff::test::trace
