#include "tests/bench/scenarios.h"

namespace handoff::bench {

namespace {
constexpr int kBatch = 32;
constexpr double kConnectPatience = 30;
constexpr double kDrainPatience = 30;
} // namespace

std::vector<Connection *> connectMany(Rig &rig, uint16_t port, int n, int perSource)
{
    std::vector<Connection *> out;
    for (int i = 0; i < n; ++i) {
        out.push_back(&rig.engine().connect(port, perSource > 0 ? 1 + unsigned(i / perSource) : 0));
        if (i % kBatch == kBatch - 1 || i == n - 1) {
            const auto there = [&] {
                for (size_t k = out.size() - 1 - size_t(i % kBatch); k < out.size(); ++k) {
                    if (out[k]->isOpen() && !out[k]->isConnected())
                        return false;
                }
                return true;
            };
            if (!rig.engine().run(kConnectPatience, there))
                return {};
        }
    }
    for (const Connection *c : out) {
        if (!c->isOpen())
            return {};
    }
    return out;
}

LoopResult closedLoop(Rig &rig, const std::vector<Connection *> &connections, double seconds,
                      const std::function<void(Connection &)> &sendNext)
{
    LoopResult result;
    bool stopping = false;
    size_t underWay = 0;
    const int64_t begin = nowNs();
    for (Connection *c : connections) {
        c->onAnswer = [&](Connection &connection, int status, std::string_view) {
            result.ms.add(double(connection.answerNs - connection.sentNs) / 1e6);
            result.bad += status == 200 ? 0 : 1;
            --underWay;
            if (!stopping) {
                ++underWay;
                sendNext(connection);
            }
        };
        c->onClosed = [&](Connection &) {
            ++result.bad;
            --underWay;
        };
        ++underWay;
        sendNext(*c);
    }
    rig.engine().run(seconds, [&] { return underWay == 0; });
    result.perSecond = double(result.ms.count()) / (double(nowNs() - begin) / 1e9);
    stopping = true;
    if (!rig.engine().run(kDrainPatience, [&] { return underWay == 0; }))
        result.bad += long(underWay);
    for (Connection *c : connections) {
        c->onAnswer = nullptr;
        c->onClosed = nullptr;
    }
    return result;
}

} // namespace handoff::bench
