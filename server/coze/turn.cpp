#include "server/coze/turn.h"

#include "server/coze/client.h"
#include "server/coze/log.h"
#include "shared/core/clock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

namespace handoff {

using coze::cozeLog;
using coze::Exchange;
using coze::Fact;
using coze::Failure;
using coze::Remedy;

namespace {

constexpr int maxTries = 3;
constexpr int longestRetryAfterMs = 30'000; ///< nobody waits longer for a chat answer

/// ± 20 %, so that many turns that failed together do not come back together.
int jittered(int ms)
{
    return static_cast<int>(ms * (0.8 + 0.4 * QRandomGenerator::global()->generateDouble()));
}

QString resultName(bool good, bool incomplete, Failure::Kind kind)
{
    if (good)
        return QStringLiteral("ok");
    if (incomplete)
        return QStringLiteral("incomplete");
    switch (kind) {
    case Failure::Kind::NotConfigured:
        return QStringLiteral("not_configured");
    case Failure::Kind::BreakerOpen:
        return QStringLiteral("breaker");
    case Failure::Kind::Stopped:
        return QStringLiteral("stopped");
    case Failure::Kind::Connect:
        return QStringLiteral("connect");
    case Failure::Kind::Timeout:
        return QStringLiteral("timeout");
    case Failure::Kind::Refused:
        return QStringLiteral("refused");
    default:
        return QStringLiteral("failed");
    }
}

} // namespace

CozeTurn::CozeTurn(CozeClient *client, Request request, QObject *parent)
    : QObject(parent), m_client(client), m_request(std::move(request)),
      m_askedConversation(m_request.conversationId)
{
    m_client->m_turns.insert(this);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        Failure f;
        f.kind = Failure::Kind::Timeout;
        f.message = QStringLiteral("whole turn");
        finish(false, f);
    });
    m_pause.setSingleShot(true);
    m_pause.setTimerType(
        Qt::PreciseTimer); // a coarse one may be early, and Retry-After is a promise
    connect(&m_pause, &QTimer::timeout, this, &CozeTurn::step);
}

CozeTurn::~CozeTurn()
{
    cancel();
    if (m_client)
        m_client->gone(this);
}

void CozeTurn::start()
{
    m_startedMs = monotonicMs();
    if (!m_client->m_tokens) {
        Failure f;
        f.kind = Failure::Kind::NotConfigured;
        f.message = m_client->problems().join(u", ");
        finish(false, f);
        return;
    }
    if (m_client->m_stopped) {
        giveUp();
        return;
    }
    m_started = true;
    m_deadline.start(m_client->settings().timings.turn);
    if (!isChat() || m_client->enter(this))
        granted({}, {});
}

void CozeTurn::cancel()
{
    if (m_over || !m_started)
        return;
    end(false);
    if (m_allowed)
        m_client->m_breaker.abandoned();
    emit m_client->turnEnded(QStringLiteral("cancelled"));
}

void CozeTurn::giveUp()
{
    Failure f;
    f.kind = Failure::Kind::Stopped;
    finish(false, f);
}

void CozeTurn::goOnInBackground()
{
    const int limit = m_client->settings().timings.background;
    if (!m_over && m_deadline.remainingTime() > limit)
        m_deadline.start(limit);
}

void CozeTurn::granted(const QString &before, const QString &after)
{
    if (m_over)
        return;
    if (!m_client->m_breaker.allow(monotonicMs())) {
        Failure f;
        f.kind = Failure::Kind::BreakerOpen;
        finish(false, f);
        return;
    }
    m_allowed = true;
    // The turn before may have made the session's conversation, or replaced a dead one.
    if (!after.isEmpty() && m_request.conversationId == before)
        m_request.conversationId = after;
    step();
}

void CozeTurn::step()
{
    if (m_token.isEmpty()) {
        m_client->m_tokens->get(
            m_request.sessionName, this,
            [this](const QByteArray &token, const std::optional<Failure> &failure) {
                if (m_over)
                    return;
                m_token = token;
                if (failure)
                    fail(*failure);
                else
                    step();
            });
    } else if (m_request.conversationId.isEmpty()) {
        createConversation();
    } else if (!isChat()) {
        finish(true, {});
    } else {
        chat();
    }
}

void CozeTurn::createConversation()
{
    m_body.clear();
    m_exchange = m_client->m_transport.post(
        {m_client->url("/v1/conversation/create"), m_token, QByteArrayLiteral("{}")}, this);
    connect(m_exchange, &Exchange::received, this,
            [this](const QByteArray &bytes) { m_body.append(bytes); });
    connect(m_exchange, &Exchange::ended, this, [this](Exchange::End how) {
        QJsonObject answer;
        std::optional<Failure> failure = coze::jsonFailure(*m_exchange, how, m_body, &answer);
        m_exchange->deleteLater();
        m_exchange.clear();
        const QString id =
            answer.value(QLatin1String("data")).toObject().value(QLatin1String("id")).toString();
        if (!failure && id.isEmpty()) {
            failure = Failure{};
            failure->message = QStringLiteral("no conversation id");
        }
        if (failure) {
            fail(*failure);
            return;
        }
        const QPointer<CozeTurn> self(this);
        setConversation(id);
        if (self && !m_over)
            step();
    });
}

void CozeTurn::setConversation(const QString &id)
{
    if (m_request.conversationId == id)
        return;
    m_request.conversationId = id;
    emit conversation(id);
}

void CozeTurn::chat()
{
    QJsonObject parameters = m_request.parameters;
    parameters.insert(QStringLiteral("USER_INPUT"), m_request.text);
    const QJsonObject message{{QStringLiteral("role"), QStringLiteral("user")},
                              {QStringLiteral("type"), QStringLiteral("question")},
                              {QStringLiteral("content_type"), QStringLiteral("text")},
                              {QStringLiteral("content"), m_request.text}};
    const QJsonObject body{{QStringLiteral("workflow_id"), m_client->settings().workflowId},
                           {QStringLiteral("app_id"), m_client->settings().appId},
                           {QStringLiteral("session_name"), m_request.sessionName},
                           {QStringLiteral("conversation_id"), m_request.conversationId},
                           {QStringLiteral("parameters"), parameters},
                           {QStringLiteral("additional_messages"), QJsonArray{message}}};
    m_body.clear();
    m_reader = std::make_unique<coze::StreamReader>();
    m_exchange = m_client->m_transport.post({m_client->url("/v1/workflows/chat"), m_token,
                                             QJsonDocument(body).toJson(QJsonDocument::Compact),
                                             coze::StreamReader::maxTurn},
                                            this);
    connect(m_exchange, &Exchange::received, this, &CozeTurn::onBytes);
    connect(m_exchange, &Exchange::ended, this, &CozeTurn::onEnd);
}

void CozeTurn::onBytes(const QByteArray &bytes)
{
    const bool stream = m_exchange->contentType().startsWith("text/event-stream");
    if (!stream) {
        m_body.append(bytes.first(std::min<qsizetype>(bytes.size(), (1 << 20) - m_body.size())));
        return;
    }
    if (!handle(m_reader->feed(bytes)))
        return;
    if (m_reader->overflow()) {
        Failure f;
        f.kind = Failure::Kind::TooLarge;
        f.httpStatus = m_exchange->status();
        fail(f);
    }
}

/// False when the turn, or this try of it, is over.
bool CozeTurn::handle(const QList<Fact> &facts)
{
    const QPointer<CozeTurn> self(this);
    QStringList texts; // told at once, so that what came together costs one write
    for (const Fact &fact : facts) {
        if (fact.kind == Fact::Kind::Delta) {
            texts.append(fact.text);
            continue;
        }
        forward(std::exchange(texts, {}));
        if (!self || m_over)
            return false;
        switch (fact.kind) {
        case Fact::Kind::Conversation:
            setConversation(fact.text);
            break;
        case Fact::Kind::Delta:
            break;
        case Fact::Kind::Good:
        case Fact::Kind::Done:
            finish(true, {});
            return false;
        case Fact::Kind::Failed: {
            Failure f = fact.failure;
            f.httpStatus = m_exchange->status();
            if (f.logId.isEmpty())
                f.logId = QString::fromUtf8(m_exchange->logId());
            fail(f);
            return false;
        }
        }
        if (!self || m_over)
            return false;
    }
    forward(texts);
    return self && !m_over;
}

void CozeTurn::forward(const QStringList &texts)
{
    if (texts.isEmpty())
        return;
    if (m_text.isEmpty()) {
        emit m_client->firstToken(static_cast<double>(monotonicMs() - m_startedMs) / 1000.0);
        if (m_client->m_breaker.isOpen())
            m_client->m_breaker.succeeded(); // a long answer must not keep the others out
    }
    for (const QString &text : texts)
        m_text.append(text);
    emit deltas(texts);
}

void CozeTurn::onEnd(Exchange::End how)
{
    const bool stream = m_exchange->contentType().startsWith("text/event-stream");
    if (stream && how == Exchange::End::Complete && !handle(m_reader->finish()))
        return;
    std::optional<Failure> failure;
    if (stream && how == Exchange::End::Complete) {
        failure = Failure{};
        failure->kind =
            m_exchange->status() < 300 ? Failure::Kind::Truncated : Failure::Kind::Refused;
        failure->httpStatus = m_exchange->status();
        failure->logId = QString::fromUtf8(m_exchange->logId());
    } else {
        failure = coze::jsonFailure(*m_exchange, how, m_body, nullptr);
        if (!failure) {
            failure = Failure{};
            failure->httpStatus = m_exchange->status();
            failure->message = QStringLiteral("no event stream");
        }
    }
    fail(*failure);
}

void CozeTurn::fail(const Failure &failure)
{
    m_reader.reset();
    const Remedy help = m_text.isEmpty() ? coze::remedy(failure) : Remedy::GiveUp;
    const CozeTimings &timings = m_client->settings().timings;
    int pauseMs = -1;
    if (help == Remedy::Retry && m_tries + 1 < maxTries &&
        failure.retryAfterMs <= longestRetryAfterMs) {
        pauseMs = std::max(jittered(timings.retry.at(static_cast<size_t>(m_tries))),
                           failure.retryAfterMs);
        ++m_tries;
    } else if (help == Remedy::NewToken && !m_tokenRenewed) {
        m_tokenRenewed = true;
        m_client->m_tokens->drop(m_request.sessionName, m_token);
        m_token.clear();
        pauseMs = 0;
    } else if (help == Remedy::NewConversation && !m_conversationRenewed && isChat()) {
        m_conversationRenewed = true;
        m_request.conversationId.clear();
        pauseMs = 0;
    } else if (help == Remedy::Wait) {
        if (m_busyUntil.isForever())
            m_busyUntil.setRemainingTime(timings.busy);
        if (!m_busyUntil.hasExpired())
            pauseMs = jittered(std::min(timings.retry.at(1), 50 << std::min(m_busyTries++, 10)));
    }
    if (pauseMs < 0) {
        finish(false, failure);
        return;
    }
    if (m_exchange)
        m_exchange->drain();
    m_exchange.clear();
    qCInfo(cozeLog).noquote() << "trying again in" << pauseMs << "ms after code" << failure.code
                              << "status" << failure.httpStatus << "session"
                              << m_request.sessionName;
    m_pause.start(pauseMs);
}

void CozeTurn::finish(bool good, const Failure &failure)
{
    if (m_over)
        return;
    CozeOutcome outcome;
    outcome.good = good;
    outcome.text = m_text;
    outcome.conversationId = m_request.conversationId;
    if (m_allowed) {
        if (good)
            m_client->m_breaker.succeeded();
        else if (coze::countsForBreaker(failure))
            m_client->m_breaker.failed(m_request.sessionName, monotonicMs());
        else
            m_client->m_breaker.abandoned();
    }
    end(good);
    if (!good) {
        outcome.customerText = coze::customerText(failure);
        outcome.code = failure.code;
        outcome.logId = failure.logId;
        outcome.refusedStatus = failure.httpStatus >= 300 ? failure.httpStatus : 0;
        qCWarning(cozeLog).noquote().nospace()
            << "coze_error code=" << failure.code << " status=" << failure.httpStatus
            << " msg=" << failure.message.left(200).simplified() << " logid=" << failure.logId
            << " session=" << m_request.sessionName << " conversation=" << m_request.conversationId;
        emit m_client->failed(failure.code, failure.logId, m_request.sessionName);
    }
    emit m_client->turnEnded(resultName(good, outcome.incomplete(), failure.kind));
    emit finished(outcome); // the owner may delete us here
}

void CozeTurn::end(bool drain)
{
    m_over = true;
    m_deadline.stop();
    m_pause.stop();
    if (Exchange *exchange = m_exchange) {
        m_exchange.clear();
        if (drain) // a good stream has only its last bytes to come; anything else is cut
            exchange->drain();
        else
            delete exchange;
    }
    if (isChat())
        m_client->leave(this);
}

} // namespace handoff
