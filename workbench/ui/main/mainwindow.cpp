#include "workbench/ui/main/mainwindow.h"

#include "workbench/controllers/bulkqueue.h"
#include "workbench/controllers/deskcontroller.h"
#include "workbench/controllers/preferences.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/language.h"
#include "workbench/ui/common/overlay.h"
#include "workbench/ui/login/loginpage.h"
#include "workbench/ui/main/rooms.h"

#include <QApplication>
#include <QCloseEvent>
#include <QScreen>
#include <QStackedWidget>

namespace handoff {

MainWindow::MainWindow(const WindowParts &parts, QWidget *parent)
    : QMainWindow(parent), m_parts(parts),
      m_focus(
          new FocusKeeper(*this, [this] { return isDeskShown() ? m_desk->focusHome() : nullptr; })),
      m_pages(new QStackedWidget),
      m_login(new LoginPage(parts.theme, parts.language, parts.signIn, parts.preferences))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/handoff-workbench.svg")));
    setMinimumSize(760, 520);
    resize(QSize(1440, 860).boundedTo(screen()->availableSize()));
    m_pages->addWidget(m_login);
    setCentralWidget(m_pages);
    restoreGeometry(parts.preferences.viewState(objectName()));

    connect(m_login, &LoginPage::languageChosen, this, [this](const QString &code) {
        m_parts.preferences.setLanguage(code);
        m_parts.language.use(code);
    });
    connect(&parts.desk.lists(), &DeskLists::countsChanged, this, &MainWindow::refreshTitle);
    refreshTitle();
}

MainWindow::~MainWindow() = default;

DeskPage *MainWindow::desk()
{
    if (!m_desk) {
        m_desk = new DeskPage(m_parts, *m_focus, this);
        m_pages->addWidget(m_desk);
        connect(m_desk, &DeskPage::signOutRequested, this, &MainWindow::signOutRequested);
    }
    return m_desk;
}

void MainWindow::dropDesk()
{
    if (!m_desk)
        return;
    saveState();
    m_pages->removeWidget(m_desk);
    m_desk->setParent(nullptr); // nobody finds it any more
    m_desk->deleteLater();      // one of its buttons may be what led here
    m_desk = nullptr;
}

bool MainWindow::isDeskShown() const
{
    return m_desk && m_pages->currentWidget() == m_desk;
}

void MainWindow::showLogin(const QString &server)
{
    m_pages->setCurrentWidget(m_login);
    dropDesk();
    m_login->prepare(server);
    refreshTitle();
}

void MainWindow::showLoginAgain(const QString &server, const QString &username)
{
    if (m_desk)
        m_desk->clearToasts();
    for (Overlay *overlay : m_pages->findChildren<Overlay *>())
        overlay->hide();
    m_pages->setCurrentWidget(m_login);
    m_login->prepareAgain(server, username);
    refreshTitle();
}

void MainWindow::showDesk()
{
    desk()->refreshAgent();
    m_pages->setCurrentWidget(m_desk);
    m_focus->goHome();
    refreshTitle();
}

void MainWindow::refreshTitle()
{
    const qint64 waiting = m_parts.desk.lists().count(Section::Waiting);
    const bool desk = m_pages->currentWidget() != m_login;
    setWindowTitle(desk && waiting > 0 ? QStringLiteral("(%1) Handoff").arg(waiting)
                                       : QStringLiteral("Handoff"));
}

void MainWindow::saveState()
{
    m_parts.preferences.setViewState(objectName(), saveGeometry());
    if (m_desk)
        m_desk->rooms()->saveState();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    // Closing the window is leaving the desk, too; when the system goes down there is no asking.
    const bool atWork = isDeskShown() && m_parts.desk.me().status != AgentPresence::Offline &&
                        m_parts.desk.connection() == EventStream::State::Live;
    const bool owes = m_desk && (atWork || m_parts.bulk.isWaiting());
    if (owes && !m_leaving && !qApp->isSavingSession()) {
        event->ignore();
        m_desk->askToLeave([this] {
            m_leaving = true;
            close();
        });
        return;
    }
    QMainWindow::closeEvent(event);
}

bool MainWindow::focusNextPrevChild(bool next)
{
    return m_focus->caught() || QMainWindow::focusNextPrevChild(next);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        if (m_desk) // the sign-in page sees to itself
            m_desk->retranslate();
        refreshTitle();
    }
    QMainWindow::changeEvent(event);
}

} // namespace handoff
