#pragma once

#include "shared/contract/session.h"
#include "shared/contract/sessionrequests.h"
#include "workbench/api/apiclient.h"

#include <QTimer>

namespace handoff {

/// One own message on its way to the server.
struct OutboxItem
{
    QString clientMessageId;
    QString sessionName;
    QString content;
    Timestamp createdAt;
    bool failed = false; ///< refused; waits for retry() or discard()
    QString failure;     ///< text for people, with failed

    bool operator==(const OutboxItem &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = OutboxItem;
        return to(json::field("client_message_id", &T::clientMessageId),
                  json::field("session_name", &T::sessionName), json::field("content", &T::content),
                  json::field("created_at", &T::createdAt), json::field("failed", &T::failed),
                  json::field("failure", &T::failure));
    }
};

/// Sends messages once and in order, also when they were typed offline or before a crash: an item
/// is on the disk before it goes out, and the server knows its client_message_id. GUI thread.
class Outbox : public QObject
{
    Q_OBJECT

public:
    Outbox(ApiClient &api, const QString &folder, QObject *parent = nullptr);

    /// Loads what this user has left and begins to send it.
    void open(const QString &server, const QString &username);
    /// Signed out: sends nothing any more. The file stays.
    void close();
    /// Returns the client_message_id.
    QString post(const QString &sessionName, const QString &content);
    void retry(const QString &clientMessageId);
    void discard(const QString &clientMessageId);
    /// The connection is back: waits end now.
    void kick();

    QList<OutboxItem> items(const QString &sessionName) const;
    /// All that has not reached the server, failed ones included.
    int size() const { return static_cast<int>(m_items.size()); }

signals:
    void queued(const handoff::OutboxItem &item);
    void sent(const QString &sessionName, const QString &clientMessageId, const QString &messageId,
              handoff::Timestamp at);
    /// The server refused it for good; it stays until retry() or discard().
    void failed(const QString &sessionName, const QString &clientMessageId,
                const handoff::Error &error);
    /// A failed item waits for sending again.
    void retrying(const QString &sessionName, const QString &clientMessageId);
    void discarded(const QString &sessionName, const QString &clientMessageId);

private:
    void save();
    void sendNext();
    void answered(const QString &clientMessageId, const Result<SendMessageAnswer> &answer);
    OutboxItem *find(const QString &clientMessageId);

    ApiClient &m_api;
    QString m_folder;
    QString m_file;
    QList<OutboxItem> m_items; ///< in the order they were typed
    QString m_sending;         ///< client_message_id under way, empty: none
    QTimer m_backoff;
    int m_failures = 0; ///< in a row
};

} // namespace handoff
