#pragma once

#include <QObject>
#include <QRandomGenerator>
#include <QStringList>
#include <QTimer>

class QMenu;
class QWidget;

namespace handoff::test {

/// Answers what lies over all windows while it is open: chooses from menus and lists or leaves
/// them, leaves dialogs. By a timer, because a button's menu waits in an event loop of its own. GUI
/// thread.
class Popups : public QObject
{
public:
    explicit Popups(quint32 seed);
    /// What it has chosen since it was asked last, in words.
    QString told();
    static bool isOpen();

private:
    void look();
    void choose(QMenu *menu);
    void choose(QWidget *list);

    QRandomGenerator m_random;
    QTimer m_timer;
    QStringList m_told;
};

} // namespace handoff::test
