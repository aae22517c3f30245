#pragma once

#include <QFrame>

class QLabel;

namespace handoff {
class DeskController;
class Theme;

/// Bottom edge: connection, when the lists were last right, how many wait. GUI thread.
class StatusStrip : public QFrame
{
    Q_OBJECT
public:
    StatusStrip(const Theme &theme, DeskController &desk, QWidget *parent = nullptr);

    void refresh();

private:
    const Theme &m_theme;
    DeskController &m_desk;
    QLabel *m_icon;
    QLabel *m_connection;
    QLabel *m_synced;
    QLabel *m_queue;
};

} // namespace handoff
