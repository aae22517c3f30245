#pragma once

#include "workbench/api/apiclient.h"

#include <QTimer>

namespace handoff {
class ChatController;
class DeskController;

/// Who else is in the open chat: the customer who writes, colleagues who write or look. Tells them
/// that I am here. GUI thread.
class ChatCompany : public QObject
{
    Q_OBJECT

public:
    ChatCompany(ApiClient &api, DeskController &desk, ChatController &chat);

    bool customerTyping() const { return m_customerTyping; }
    /// Name of the colleague who is writing here; empty: none.
    QString colleagueTyping() const { return m_colleagueTyping; }
    /// Colleagues who have the chat open, without me.
    const QStringList &viewers() const { return m_viewers; }

signals:
    void changed();

private:
    void open();
    void tellViewing();
    void setViewers(const QStringList &names);
    void setCustomerTyping(bool typing);
    void setColleagueTyping(const QString &name);

    ApiClient &m_api;
    DeskController &m_desk;
    ChatController &m_chat;
    bool m_customerTyping = false;
    QString m_colleagueTyping;
    QStringList m_viewers;
    QTimer m_colleagueTimer; ///< a "typing" that is not repeated ends
    QTimer m_viewTimer;      ///< renews the lease that shows me to colleagues
};

} // namespace handoff
