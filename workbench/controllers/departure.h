#pragma once

#include "workbench/controllers/deskcontroller.h"

namespace handoff {

/// An agent who leaves the desk with live chats: gives all of them back to the queue, so that no
/// customer waits for somebody who is gone. GUI thread.
class Departure : public QObject
{
    Q_OBJECT
public:
    Departure(ApiClient &api, DeskController &desk, QObject *parent = nullptr);

    /// My live chats, as far as is known here.
    qint64 live() const;
    /// Asks the server which chats are mine and returns them one by one.
    void returnAll();
    bool isBusy() const { return m_busy; }

signals:
    void busyChanged();
    /// No chat is mine any more.
    void returned();
    void failed(const handoff::Error &error);

private:
    void next();
    void end(const Result<void> &result);

    ApiClient &m_api;
    DeskController &m_desk;
    QStringList m_names; ///< still to be returned
    bool m_busy = false;
};

} // namespace handoff
