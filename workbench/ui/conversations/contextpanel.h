#pragma once

#include "workbench/controllers/chatcontroller.h"

#include <QFrame>

class QGridLayout;
class QScrollArea;
class QVBoxLayout;

namespace handoff {
class Theme;

/// Right of the chat: who the customer is, why a person is wanted, what happened. GUI thread.
class ContextPanel : public QFrame
{
    Q_OBJECT
public:
    ContextPanel(const Theme &theme, ChatController &chat, QWidget *parent = nullptr);

    /// Builds the cards anew when the session changed.
    void refresh(bool force = false);
    void retranslate() { refresh(true); }

signals:
    void closeRequested();

private:
    QVBoxLayout *addCard(const QString &icon, const QString &title);
    void addFact(QGridLayout *grid, const QString &name, const QString &value);
    void addCustomer(const SessionState &session);
    void addEscalation(const SessionState &session);
    void addTags(const SessionState &session);
    void addTrail(const QList<AuditEntry> &trail);

    const Theme &m_theme;
    ChatController &m_chat;
    QScrollArea *m_scroll;
    QVBoxLayout *m_cards = nullptr;
    QString m_shownName;
    std::optional<SessionState> m_shown;
    qsizetype m_shownTrail = -1;
};

} // namespace handoff
