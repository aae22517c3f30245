#pragma once

#include "tests/contract/testserver.h"
#include "tests/gui/ledger.h"

namespace handoff::test {

/// What the server says over REST, beside what the window shows. GUI thread; asks past the line.
class Mirror
{
public:
    explicit Mirror(const TestServer &server) : m_server(server), m_http(server.port()) {}

    /// How the lists, the open chat and the open ticket differ from the server; empty: they do not.
    QString difference(WorkbenchApp &app);
    /// Words that are not on the server as often as they should be; empty: none.
    QString miscounted(const Ledger &ledger, WorkbenchApp &app);

private:
    template<typename T>
    std::optional<T> ask(const QByteArray &path);
    QString listDifference(WorkbenchApp &app, Section section);
    QString chatDifference(WorkbenchApp &app);
    QString ticketsDifference(WorkbenchApp &app);
    QStringList messagesOf(const QByteArray &chat);

    const TestServer &m_server;
    HttpClient m_http;
};

} // namespace handoff::test
