#include "workbench/ui/main/notificationdaemon.h"

#ifdef HANDOFF_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

namespace handoff {

NotificationDaemon::NotificationDaemon(QObject *parent) : QObject(parent)
{
#ifdef HANDOFF_DBUS
    const QString service = QStringLiteral("org.freedesktop.Notifications");
    const auto question =
        QDBusMessage::createMethodCall(service, QStringLiteral("/org/freedesktop/Notifications"),
                                       service, QStringLiteral("GetCapabilities"));
    auto *answer =
        new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QStringList> reply = *answer;
        answer->deleteLater();
        // Without a service Qt shows a balloon of its own, which knows no markup.
        const bool markup = reply.isValid() && reply.value().contains(QLatin1String("body-markup"));
        setMarkup(markup ? Markup::Yes : Markup::No);
    });
#else
    setMarkup(Markup::No); // Windows and macOS know none
#endif
}

QString NotificationDaemon::shown(const QString &text) const
{
    return m_markup == Markup::No ? text : text.toHtmlEscaped();
}

} // namespace handoff
