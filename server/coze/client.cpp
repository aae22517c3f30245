#include "server/coze/client.h"

#include "server/coze/log.h"
#include "shared/core/clock.h"

namespace handoff {

namespace coze {
Q_LOGGING_CATEGORY(cozeLog, "handoff.coze", QtInfoMsg)
}

CozeClient::CozeClient(CozeSettings settings, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_problems(m_settings.missing()),
      m_transport({m_settings.timings.connect, m_settings.timings.firstByte, m_settings.timings.gap,
                   m_settings.timings.drain}),
      m_breaker(m_settings.timings.breakerOpen, m_settings.timings.probe)
{
    while (m_settings.apiBase.endsWith(u'/'))
        m_settings.apiBase.chop(1);
    if (m_problems.isEmpty()) {
        const Result<QByteArray> pem = m_settings.privateKeyPem();
        const Result<coze::SigningKey> key =
            pem ? coze::SigningKey::fromPem(*pem) : Result<coze::SigningKey>(pem.error());
        if (key) {
            const auto now = [] { return Timestamp::now().ms / 1000; };
            m_tokens = std::make_unique<coze::Tokens>(m_settings, *key, &m_transport, now);
        } else {
            m_problems.append(key.error().message);
        }
    }
    if (!m_problems.isEmpty()) {
        qCWarning(coze::cozeLog).noquote()
            << "AI chats cannot work, missing or wrong:" << m_problems.join(u", ");
    }
}

CozeClient::~CozeClient()
{
    // Turns belong to others and may outlive us for a moment.
    const QSet<CozeTurn *> turns = std::exchange(m_turns, {});
    for (CozeTurn *turn : turns)
        turn->cancel();
}

void CozeClient::prepare(const QString &sessionName)
{
    if (m_tokens && !m_breaker.isOpen())
        m_tokens->get(sessionName, this, [](const QByteArray &, const auto &) {});
}

void CozeClient::stop(int graceMs)
{
    m_stopping = true;
    QTimer::singleShot(graceMs, this, [this] {
        m_stopped = true;
        const QSet<CozeTurn *> late = m_turns;
        for (CozeTurn *turn : late) {
            if (m_turns.contains(turn)) // its owner may have deleted others
                turn->giveUp();
        }
    });
    gone(nullptr);
}

void CozeClient::gone(CozeTurn *turn)
{
    m_turns.remove(turn);
    if (m_stopping && m_turns.isEmpty())
        QMetaObject::invokeMethod(this, &CozeClient::allEnded, Qt::QueuedConnection);
}

CozeTurn *CozeClient::chat(const CozeTurn::Request &request, QObject *parent)
{
    return new CozeTurn(this, request, parent);
}

CozeTurn *CozeClient::newConversation(const QString &sessionName, QObject *parent)
{
    return new CozeTurn(this, {sessionName, {}, {}, {}}, parent);
}

bool CozeClient::enter(CozeTurn *turn)
{
    QList<CozeTurn *> &line = m_lines[turn->sessionName()];
    line.append(turn);
    return line.size() == 1;
}

void CozeClient::leave(CozeTurn *turn)
{
    const auto it = m_lines.find(turn->sessionName());
    if (it == m_lines.end())
        return;
    const bool wasFirst = it->constFirst() == turn;
    it->removeAll(turn);
    if (it->isEmpty()) {
        m_lines.erase(it);
    } else if (wasFirst) {
        CozeTurn *next = it->constFirst();
        QMetaObject::invokeMethod(
            next,
            [next, before = turn->m_askedConversation, after = turn->m_request.conversationId] {
                next->granted(before, after);
            },
            Qt::QueuedConnection);
    }
}

QByteArray CozeClient::url(const char *path) const
{
    return m_settings.apiBase.toUtf8() + path;
}

} // namespace handoff
