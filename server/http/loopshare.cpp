#include "server/http/loopshare.h"

#include <algorithm>

namespace handoff::http {

namespace {
constexpr qint64 kSharePerMs = 200;    ///< microseconds of each millisecond: a fifth
constexpr qint64 kBurstUs = 2'000;     ///< at once, after a quiet time
constexpr qint64 kMaxDebtUs = 400'000; ///< nobody rests for longer than two seconds
constexpr qint64 kTogetherMs = 1'000;  ///< so long is somebody there after his request
} // namespace

qint64 LoopShare::Account::debtAt(qint64 nowMs) const
{
    return std::max<qint64>(0, debtUs - (nowMs - atMs) * kSharePerMs);
}

bool LoopShare::isAlone(const QHostAddress &client, qint64 nowMs) const
{
    return nowMs - (m_latest == client ? m_anotherMs : m_latestMs) > kTogetherMs;
}

void LoopShare::spent(const QHostAddress &client, qint64 us, qint64 nowMs)
{
    if (m_latest != client) {
        m_anotherMs = m_latestMs;
        m_latest = client;
    }
    m_latestMs = nowMs;
    Account &account = m_accounts[client];
    account = {std::min(account.debtAt(nowMs) + us, kMaxDebtUs), nowMs};
}

bool LoopShare::mayGoOn(const QHostAddress &client, qint64 nowMs) const
{
    return m_accounts.value(client).debtAt(nowMs) <= kBurstUs || isAlone(client, nowMs);
}

void LoopShare::tidy(qint64 nowMs)
{
    m_accounts.removeIf([nowMs](const auto &it) { return it.value().debtAt(nowMs) == 0; });
}

} // namespace handoff::http
