#include "workbench/controllers/transfers.h"

#include "workbench/api/transferapi.h"

namespace handoff {

namespace {
constexpr int graceSeconds = 3; ///< the server says first that an offer has expired
} // namespace

Transfers::Transfers(ApiClient &api, DeskController &desk, QObject *parent)
    : QObject(parent), m_api(api), m_desk(desk)
{
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &Transfers::dropExpired);
    connect(&desk, &DeskController::stopped, this, [this] {
        ++m_account;
        m_refresh.cancel();
        m_clock.stop();
        m_incoming.clear();
        m_outgoing.clear();
        m_requesting = false;
        emit changed();
    });
    connect(&desk, &DeskController::caughtUp, &m_refresh, &Refresh::restart);
    connect(&desk, &DeskController::event, this, &Transfers::onEvent);
}

const Transfer *Transfers::outgoing(const QString &sessionName) const
{
    const auto it = m_outgoing.constFind(sessionName);
    return it == m_outgoing.constEnd() ? nullptr : &*it;
}

int Transfers::secondsLeft(const Transfer &transfer) const
{
    const qint64 ms = transfer.expiresAt.msSince(m_desk.serverNow());
    return static_cast<int>(qMax<qint64>(0, (ms + 999) / 1000));
}

void Transfers::load()
{
    m_during.clear();
    m_refresh.await(TransferApi::pending(m_api), [this](const Result<QList<Transfer>> &list) {
        if (!list) // it is asked for again
            return;
        m_incoming = *list;
        for (const Transfer &transfer : std::exchange(m_during, {})) // newer than the list
            take(transfer);
        if (!m_incoming.isEmpty())
            m_clock.start();
        emit changed();
    });
}

void Transfers::onEvent(const AnyEvent &event)
{
    if (const auto *transfer = eventAs<TransferEvent>(event))
        take(*transfer);
}

/// A request or its result, from an event or from my own answer; both may come.
void Transfers::take(const Transfer &transfer)
{
    if (m_refresh.isAsking())
        m_during.append(transfer);
    const bool open = transfer.status == TransferStatus::Pending;
    m_incoming.removeIf([&](const Transfer &t) { return t.id == transfer.id; });
    if (open && transfer.toAgent.id == m_desk.me().id)
        m_incoming.append(transfer);
    if (transfer.fromAgent.id == m_desk.me().id) {
        const Transfer *mine = outgoing(transfer.sessionName);
        if (open) {
            m_outgoing.insert(transfer.sessionName, transfer);
        } else if (mine && mine->id == transfer.id) {
            m_outgoing.remove(transfer.sessionName);
            emit answered(transfer);
        }
    }
    if (open)
        m_clock.start();
    emit changed();
}

void Transfers::dropExpired()
{
    const auto gone = [this](const Transfer &t) {
        return t.expiresAt.plusSeconds(graceSeconds) < m_desk.serverNow();
    };
    m_incoming.removeIf(gone);
    for (const Transfer &mine : m_outgoing.values()) {
        if (gone(mine)) { // its result was lost with the line
            Transfer expired = mine;
            expired.status = TransferStatus::Expired;
            take(expired);
        }
    }
    if (m_incoming.isEmpty() && m_outgoing.isEmpty())
        m_clock.stop();
    emit changed();
}

void Transfers::request(const QString &sessionName, const TransferRequest &request)
{
    if (m_requesting)
        return;
    m_requesting = true;
    emit changed();
    TransferApi::request(m_api, sessionName, request)
        .then(this, [this, account = m_account](const Result<Transfer> &transfer) {
            if (account != m_account)
                return;
            m_requesting = false;
            if (!transfer) {
                emit changed();
                emit failed(transfer.error());
                return;
            }
            take(*transfer);
            emit requested(*transfer);
        });
}

void Transfers::respond(const QString &id, TransferAction action)
{
    TransferApi::respond(m_api, id, {action, {}})
        .then(this, [this, id, account = m_account](const Result<Transfer> &transfer) {
            if (account != m_account)
                return;
            if (!transfer) {
                if (transfer.error().kind == ErrorKind::Conflict ||
                    transfer.error().kind == ErrorKind::NotFound)
                    m_incoming.removeIf([&](const Transfer &t) { return t.id == id; });
                emit changed();
                emit failed(transfer.error());
                return;
            }
            take(*transfer);
            if (transfer->status == TransferStatus::Accepted)
                emit accepted(transfer->sessionName);
        });
}

} // namespace handoff
