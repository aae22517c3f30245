#pragma once

#include "shared/contract/transfer.h"
#include "workbench/controllers/deskcontroller.h"
#include "workbench/controllers/refresh.h"

namespace handoff {

/// Chats that colleagues want to give to me, and mine that wait for a colleague's answer. GUI
/// thread. Requests that came while the line was down are fetched on return.
class Transfers : public QObject
{
    Q_OBJECT

public:
    Transfers(ApiClient &api, DeskController &desk, QObject *parent = nullptr);

    /// Offers to me that are still open, oldest first.
    const QList<Transfer> &incoming() const { return m_incoming; }
    /// My open offer of this session; null when there is none.
    const Transfer *outgoing(const QString &sessionName) const;
    /// Seconds until the offer expires, by the server's clock; 0 when it has.
    int secondsLeft(const Transfer &transfer) const;

    void request(const QString &sessionName, const TransferRequest &request);
    bool isRequesting() const { return m_requesting; }
    void respond(const QString &id, TransferAction action);

signals:
    /// incoming(), outgoing() or isRequesting() changed.
    void changed();
    /// My offer is with the colleague now.
    void requested(const handoff::Transfer &transfer);
    /// My offer was accepted, declined, or has expired.
    void answered(const handoff::Transfer &transfer);
    /// I accepted: the chat is mine.
    void accepted(const QString &sessionName);
    void failed(const handoff::Error &error);

private:
    void load();
    void onEvent(const AnyEvent &event);
    void take(const Transfer &transfer);
    void dropExpired();

    ApiClient &m_api;
    DeskController &m_desk;
    QList<Transfer> m_incoming;
    QHash<QString, Transfer> m_outgoing; ///< by session
    Refresh m_refresh{[this] { load(); }};
    QList<Transfer> m_during; ///< what came while the list was asked for
    QTimer m_clock;           ///< runs while an offer is open
    bool m_requesting = false;
    quint64 m_account = 0; ///< counts the agents who sat here
};

} // namespace handoff
