#pragma once

#include "workbench/ui/main/deskpage.h"

#include <QMainWindow>

class QStackedWidget;

namespace handoff {
class LoginPage;

/// The one window: the sign-in page, or the desk, which is built when somebody signs in. GUI
/// thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(const WindowParts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Prepares the sign-in page for `server` (empty: the last one) and shows it; the desk is
    /// dropped.
    void showLogin(const QString &server = {});
    void showLoginAgain(const QString &server, const QString &username);
    /// What showDesk() shows, built when it is not there yet: before the desk's data come, so that
    /// nothing they tell is missed.
    DeskPage *desk();
    /// Takes the desk apart.
    void dropDesk();
    void showDesk();
    LoginPage *loginPage() const { return m_login; }

signals:
    void signOutRequested();

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    bool isDeskShown() const;
    void refreshTitle();
    void saveState();

    WindowParts m_parts;
    FocusKeeper *m_focus;
    QStackedWidget *m_pages;
    LoginPage *m_login;
    DeskPage *m_desk = nullptr;
    bool m_leaving = false; ///< the window may close: nobody is left behind
};

} // namespace handoff
