#pragma once

#include "server/coze/failure.h"
#include "server/coze/jwt.h"
#include "server/coze/settings.h"
#include "server/coze/transport.h"

#include <QCache>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>

namespace handoff::coze {

/// Access tokens, one per session_name and never shared (coze.md, Token). Lives on the event
/// loop; signatures (0.6 ms of RSA each) are made on one thread of its own.
class Tokens : public QObject
{
    Q_OBJECT

public:
    using Callback =
        std::function<void(const QByteArray &token, const std::optional<Failure> &failure)>;
    static constexpr int maxCached = 10'000;

    /// `now` gives Unix seconds; only tests replace it.
    Tokens(const CozeSettings &settings, SigningKey key, Transport *transport,
           std::function<qint64()> now, QObject *parent = nullptr);

    /// Calls back at once when a good token is cached, otherwise after one request, which all who
    /// ask for this session meanwhile share. A dead `context` drops the callback.
    void get(const QString &sessionName, QObject *context, Callback callback);
    /// Forgets `token` if it is still this session's: Coze refused it.
    void drop(const QString &sessionName, const QByteArray &token);

    /// Claims of the JWT for a session; `jti` is new each time.
    static QJsonObject claims(const CozeSettings &settings, const QString &sessionName, qint64 now);
    /// Unix second after which a token that was got at `now` is no longer used; `expiresIn` is a
    /// Unix time, or a duration when below 10^9.
    static qint64 refreshAt(qint64 now, qint64 expiresIn);

private:
    struct Token
    {
        QByteArray value;
        qint64 refreshAt = 0;
    };
    struct Waiter
    {
        QPointer<QObject> context;
        Callback callback;
    };

    void request(const QString &sessionName, const QByteArray &jwt);
    void answered(const QString &sessionName, Exchange *exchange, Exchange::End end,
                  const QByteArray &body);
    void settle(const QString &sessionName, const QByteArray &token,
                const std::optional<Failure> &failure);

    CozeSettings m_settings;
    SigningKey m_key;
    Transport *m_transport;
    std::function<qint64()> m_now;
    QCache<QString, Token> m_cache;
    QHash<QString, QList<Waiter>> m_waiting;
    QThreadPool m_signer;
};

/// What an ended exchange means; nothing when its JSON answer is good, then in `object`.
std::optional<Failure> jsonFailure(const Exchange &exchange, Exchange::End end,
                                   const QByteArray &body, QJsonObject *object);

} // namespace handoff::coze
