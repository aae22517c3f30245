#pragma once

#include "server/coze/breaker.h"
#include "server/coze/settings.h"
#include "server/coze/tokens.h"
#include "server/coze/transport.h"
#include "server/coze/turn.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>
#include <optional>

namespace handoff {

/// The server's way to Coze: makes turns and holds what they share: connections, tokens, the
/// breaker, and the line of turns per session. Event loop.
class CozeClient : public QObject
{
    Q_OBJECT

public:
    explicit CozeClient(CozeSettings settings, QObject *parent = nullptr);
    ~CozeClient() override;

    const CozeSettings &settings() const { return m_settings; }
    /// What is missing or wrong in the settings, by name; empty when chats can work.
    const QStringList &problems() const { return m_problems; }
    /// `coze_connected` of /api/health: configured, and the breaker is closed.
    bool connected() const { return m_problems.isEmpty() && !m_breaker.isOpen(); }

    /// This session is about to ask: its token is fetched if none is at hand.
    void prepare(const QString &sessionName);
    /// A turn that its owner start()s. One runs at a time per session, the others wait in line.
    CozeTurn *chat(const CozeTurn::Request &request, QObject *parent);
    /// A turn that only makes a conversation; its outcome carries the id.
    CozeTurn *newConversation(const QString &sessionName, QObject *parent);

    /// The server stops: turns that run may take `graceMs`, then they fail with what has come; new
    /// ones fail at once. allEnded() follows.
    void stop(int graceMs);
    /// No turn runs.
    bool isIdle() const { return m_turns.isEmpty(); }

signals:
    /// After stop(), when the last turn has told its owner how it ended.
    void allEnded();
    /// `coze_requests_total{result}`: ok, incomplete, failed, refused, timeout, connect, breaker,
    /// not_configured, stopped, cancelled.
    void turnEnded(const QString &result);
    /// `coze_first_token_seconds`.
    void firstToken(double seconds);
    /// Log line `coze_error{code,logid}`.
    void failed(const QString &code, const QString &logId, const QString &sessionName);

private:
    friend class CozeTurn;

    bool enter(CozeTurn *turn);
    void leave(CozeTurn *turn);
    void gone(CozeTurn *turn);
    QByteArray url(const char *path) const;

    CozeSettings m_settings;
    QStringList m_problems;
    coze::Transport m_transport;
    coze::Breaker m_breaker;
    std::unique_ptr<coze::Tokens> m_tokens;    ///< none when the settings have problems
    QSet<CozeTurn *> m_turns;                  ///< all that live
    QHash<QString, QList<CozeTurn *>> m_lines; ///< first of each list runs
    bool m_stopping = false;
    bool m_stopped = false; ///< no turn may begin any more
};

} // namespace handoff
