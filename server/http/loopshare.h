#pragma once

#include <QHash>
#include <QHostAddress>

namespace handoff::http {

/// How much of the event loop's time each client address takes. Alone it may have all of it; beside
/// others one that took more than its share has to rest, so that it costs them little, whatever it
/// asks for. Event loop thread.
class LoopShare
{
public:
    /// Work for `client`, done now.
    void spent(const QHostAddress &client, qint64 us, qint64 nowMs);
    /// May its next request be read now?
    bool mayGoOn(const QHostAddress &client, qint64 nowMs) const;
    /// Forgets who has long been quiet.
    void tidy(qint64 nowMs);

private:
    struct Account
    {
        qint64 debtUs = 0; ///< at `atMs`; it shrinks with time
        qint64 atMs = 0;
        qint64 debtAt(qint64 nowMs) const;
    };
    bool isAlone(const QHostAddress &client, qint64 nowMs) const;

    QHash<QHostAddress, Account> m_accounts;
    QHostAddress m_latest;  ///< whose work was done last
    qint64 m_latestMs = 0;  ///< and when
    qint64 m_anotherMs = 0; ///< when somebody else's was, before
};

} // namespace handoff::http
