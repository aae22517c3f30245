#pragma once

#include "workbench/controllers/notifier.h"
#include "workbench/ui/main/notificationdaemon.h"

#include <QIcon>
#include <QObject>

class QAction;
class QMenu;
class QSoundEffect;
class QSystemTrayIcon;
class QWidget;

namespace handoff {
class Theme;

/// Tells notices outside the window: tray icon with count and state, desktop notification, sound,
/// taskbar. Where the desktop has no tray, the taskbar and the sound remain. GUI thread.
class Attention : public QObject
{
    Q_OBJECT
public:
    Attention(const Theme &theme, Notifier &notifier, DeskController &desk, QWidget *window);
    ~Attention() override;

    /// Can this desktop show notifications? False without a tray.
    static bool canShow();
    void retranslate();
    /// The number on the tray icon: what waits (the same as beside the section), 0 without one.
    qint64 shownCount() const { return m_shownCount; }
    QString toolTip() const { return m_toolTip; }

signals:
    /// The agent clicked a notification.
    void openRequested(const handoff::Notice &notice);
    /// Told by notification or sound, for tests and for whoever has no tray.
    void presented(const handoff::Notice &notice);

private:
    void present(const Notice &notice);
    void play(bool urgent);
    void refresh();
    QIcon icon(qint64 count, bool attention, bool offline) const;
    void raiseWindow();

    const Theme &m_theme;
    Notifier &m_notifier;
    DeskController &m_desk;
    QWidget *m_window;
    std::unique_ptr<QMenu> m_menu;
    QSystemTrayIcon *m_tray = nullptr;
    QAction *m_show = nullptr;
    QAction *m_quit = nullptr;
    QSoundEffect *m_notice = nullptr; ///< made with the first sound
    QSoundEffect *m_urgent = nullptr;
    NotificationDaemon m_daemon;
    Notice m_last;
    qint64 m_shownCount = -1;
    bool m_wasLost = false;
    QString m_toolTip;
    QString m_state; ///< of the painted icon
};

} // namespace handoff
