#include "workbench/controllers/chatcontroller.h"
#include "workbench/controllers/notifier.h"
#include "workbench/controllers/preferences.h"
#include "workbench/controllers/transfers.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/toast.h"
#include "workbench/ui/conversations/conversationsroom.h"
#include "workbench/ui/main/leavepage.h"
#include "workbench/ui/main/mainwindow.h"
#include "workbench/ui/main/rail.h"
#include "workbench/ui/main/transferbanner.h"
#include "workbench/ui/tickets/ticketsroom.h"

#include <QApplication>
#include <QCloseEvent>
#include <QStackedWidget>

// MainWindow: what is told in passing, where the keys go, and how one leaves.

namespace handoff {

void MainWindow::connectToasts()
{
    connect(&m_parts.transfers, &Transfers::answered, m_deskPage,
            [this, toasts = m_toasts](const Transfer &transfer) {
                toasts->show(transferNews(transfer, m_parts.desk));
            });
    // Who works in another room sees that a customer answered, and is there with one click.
    connect(&m_parts.notifier, &Notifier::noticed, m_deskPage, [this](const Notice &notice) {
        if (notice.kind != NoticeKind::Reply || notice.sessionName.isEmpty() ||
            m_pages->currentWidget() != m_deskPage || m_conversations->isVisible())
            return;
        m_toasts->show({Token::Brand, QStringLiteral("chat"),
                        QStringLiteral("%1: %2").arg(notice.title, notice.text), tr("Go"),
                        [this, name = notice.sessionName] { openChat(name); },
                        QStringLiteral("reply ") + notice.sessionName});
    });
    connect(&m_parts.chat, &ChatController::opened, m_deskPage,
            [toasts = m_toasts](const QString &name) {
                toasts->hide(QStringLiteral("reply ") + name);
            });
    const SessionListModel *mine = m_parts.desk.list(Section::Mine);
    const auto badge = [this, rail = m_rail, button = m_conversationsButton] {
        rail->setBadge(button, m_parts.desk.unreadOfMine());
    };
    for (auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(mine, change, m_deskPage, badge);
    connect(mine, &QAbstractItemModel::modelReset, m_deskPage, badge);
    connect(mine, &QAbstractItemModel::dataChanged, m_deskPage, badge);
}

/// Nobody is left alone in a chat by who goes.
void MainWindow::signOut()
{
    m_leave->ask([this] { emit signOutRequested(); });
}

void MainWindow::saveState()
{
    m_parts.preferences.setViewState(objectName(), saveGeometry());
    if (m_conversations)
        m_conversations->saveState();
    if (m_tickets)
        m_tickets->saveState();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    // Closing the window is leaving the desk, too; when the system goes down there is no asking.
    const bool atWork = m_pages->currentWidget() == m_deskPage &&
                        m_parts.desk.me().status != AgentPresence::Offline &&
                        m_parts.desk.connection() == EventStream::State::Live;
    if (atWork && !m_leaving && !qApp->isSavingSession()) {
        event->ignore();
        m_leave->ask([this] {
            m_leaving = true;
            close();
        });
        return;
    }
    QMainWindow::closeEvent(event);
}

QWidget *MainWindow::focusHome() const
{
    if (!m_deskPage || m_pages->currentWidget() != m_deskPage)
        return nullptr;
    for (Overlay *overlay : m_pages->findChildren<Overlay *>()) {
        if (overlay->isVisible() && overlay->isModal())
            return overlay;
    }
    return roomKeys().home();
}

bool MainWindow::focusNextPrevChild(bool next)
{
    return m_focus->caught() || QMainWindow::focusNextPrevChild(next);
}

} // namespace handoff
