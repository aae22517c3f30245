#pragma once

#include "tests/bench/report.h"
#include "tests/bench/rig.h"

namespace handoff::bench {

/// How much of everything: those of operations.md, Budgets, or a smoke run.
struct Sizes
{
    explicit Sizes(bool quick)
        : seconds(quick ? 0.3 : 5.0), few(quick ? 100 : 2'000), many(quick ? 300 : 100'000),
          huge(quick ? 600 : 1'000'000), listeners(quick ? 20 : 1'000), idle(quick ? 100 : 10'000),
          rounds(quick ? 1 : 5)
    {
    }
    double seconds;
    long few;
    long many;
    long huge;
    int listeners;
    int idle;
    int rounds;
};

/// What a closed loop has seen.
struct LoopResult
{
    Samples ms;
    double perSecond = 0;
    long bad = 0; ///< answers of another status than 200, connections lost
};

/// `n` connections to the port, all there. A server's backlog may be short: few at a time.
/// `perSource` connections share an address; 0: all come from 127.0.0.1. Empty when that fails.
std::vector<Connection *> connectMany(Rig &rig, uint16_t port, int n, int perSource = 0);
/// Each connection sends its next request as soon as the last one is answered, for `seconds`.
LoopResult closedLoop(Rig &rig, const std::vector<Connection *> &connections, double seconds,
                      const std::function<void(Connection &)> &sendNext);

// One function per scenario; each fills rows, or says what is insane.
void benchHealth(Rig &rig, Report &report);
void benchList(Rig &rig, Report &report);
void benchSearch(Rig &rig, Report &report);
void benchMessages(Rig &rig, Report &report);
void benchQuickReplies(Rig &rig, Report &report);
void benchTags(Rig &rig, Report &report);
void benchLogins(Rig &rig, Report &report);
void benchGreedy(Rig &rig, Report &report);
void benchStart(Rig &rig, Report &report);
void benchMemory(Rig &rig, Report &report);
void benchRelay(Rig &rig, Report &report);
void benchThroughput(Rig &rig, Report &report);
void benchFanOut(Rig &rig, Report &report);
void benchAutoReplies(Rig &rig, Report &report);
void benchIdleStreams(Rig &rig, Report &report);

} // namespace handoff::bench
