#include "workbench/ui/main/connectionbanner.h"

#include "workbench/controllers/deskcontroller.h"
#include "workbench/ui/common/theme.h"

namespace handoff {

ConnectionBanner::ConnectionBanner(const Theme &theme, DeskController &desk, QWidget *parent)
    : Banner(theme, parent), m_desk(desk)
{
    setObjectName(QStringLiteral("connectionBanner"));
    m_tick.setInterval(250);
    connect(&m_tick, &QTimer::timeout, this, &ConnectionBanner::refresh);
    connect(&desk, &DeskController::connectionChanged, this, &ConnectionBanner::refresh);
    connect(this, &Banner::actionTriggered, &desk, &DeskController::retryNow);
}

void ConnectionBanner::refresh()
{
    const qint64 left = m_desk.stream().nextTryAt().msSince(Timestamp::now());
    present(m_desk.connection(), static_cast<int>(qMax<qint64>(0, (left + 999) / 1000)),
            m_desk.stream().isOneTooMany());
}

void ConnectionBanner::present(EventStream::State state, int seconds, bool oneTooMany)
{
    switch (state) {
    case EventStream::State::Live:
    case EventStream::State::Stopped:
        m_lost = false;
        m_tick.stop();
        hide();
        return;
    case EventStream::State::Polling:
        m_lost = false;
        m_tick.stop();
        Banner::present(
            Token::Warn, QStringLiteral("clock"),
            oneTooMany
                ? tr("You are signed in at too many places to be told at once here too. Sign out "
                     "at one of them; the lists are checked every 30 seconds until then.")
                : tr("Live updates are not possible here. The lists are checked every 30 seconds."),
            tr("Retry now"));
        return;
    case EventStream::State::Lost:
        m_lost = true;
        m_tick.start();
        Banner::present(
            Token::Danger, QStringLiteral("offline"),
            seconds > 0 ? tr("Connection lost. What you see may be old; what you write is kept and "
                             "sent later. Trying again in %n s.",
                             nullptr, seconds)
                        : tr("Connection lost. Trying again…"),
            tr("Retry now"));
        return;
    case EventStream::State::Connecting:
        m_tick.stop();
        if (m_lost) // at the start the status strip is enough
            Banner::present(Token::Danger, QStringLiteral("offline"),
                            tr("Connection lost. Trying again…"));
        return;
    }
}

} // namespace handoff
