#pragma once

#include "shared/contract/agent.h"

#include <QAbstractButton>
#include <QFrame>

class QButtonGroup;
class QToolButton;
class QVBoxLayout;

namespace handoff {
class Theme;

/// The agent's initial with the presence dot. GUI thread.
class AgentButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit AgentButton(const Theme &theme, QWidget *parent = nullptr);

    void set(const QString &name, AgentPresence presence);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_name;
    AgentPresence m_presence = AgentPresence::Offline;
};

/// Left edge of the window: the rooms that exist, keys, the agent. GUI thread.
class Rail : public QFrame
{
    Q_OBJECT
public:
    explicit Rail(const Theme &theme, QWidget *parent = nullptr);

    /// Returns the button; the caller gives it its words on each language change.
    QToolButton *addRoom(const QString &icon, const QString &objectName);
    AgentButton *agentButton() const { return m_agent; }
    QToolButton *keysButton() const { return m_keys; }

    /// A number at the room's icon; 0: none.
    void setBadge(QToolButton *room, qint64 number);

signals:
    void roomChosen(int room);

private:
    const Theme &m_theme;
    QVBoxLayout *m_rooms;
    QButtonGroup *m_group;
    QToolButton *m_keys;
    AgentButton *m_agent;
};

} // namespace handoff
