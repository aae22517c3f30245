#pragma once

#include "server/coze/client.h"
#include "tests/server/coze/fakecoze.h"

#include <QSignalSpy>

namespace handoff::test {

/// Runs one turn and keeps what it said.
struct Probe
{
    explicit Probe(CozeClient &client, const QString &text = QStringLiteral("hi"),
                   const QString &conversation = QStringLiteral("1001"),
                   const QString &session = QStringLiteral("session_1"),
                   const QJsonObject &parameters = {})
        : turn(text.isEmpty() ? client.newConversation(session, nullptr)
                              : client.chat({session, conversation, text, parameters}, nullptr))
    {
        QObject::connect(turn.get(), &CozeTurn::deltas, turn.get(),
                         [this](const QStringList &d) { deltas += d; });
        QObject::connect(turn.get(), &CozeTurn::conversation, turn.get(),
                         [this](const QString &id) { conversations += id; });
        QObject::connect(turn.get(), &CozeTurn::finished, turn.get(), [this](const CozeOutcome &o) {
            outcome = o;
            ++ends;
        });
    }
    bool run()
    {
        turn->start();
        QSignalSpy end(turn.get(), &CozeTurn::finished); // a real event loop, no polling
        return ends > 0 || end.wait(60'000);
    }

    QStringList deltas;
    QStringList conversations;
    CozeOutcome outcome;
    int ends = 0;
    std::unique_ptr<CozeTurn> turn;
};

inline QJsonObject bodyOf(const FakeCoze::Request &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

} // namespace handoff::test
