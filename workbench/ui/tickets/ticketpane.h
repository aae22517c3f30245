#pragma once

#include "workbench/controllers/ticketcontroller.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QTreeWidget;

namespace handoff {
class Banner;
class Chip;
class ElidedLabel;
class Skeleton;
class StatePage;
class Theme;
class TicketFiles;
class TicketThread;

/// The open ticket: head with its moves, then comments, files and history. GUI thread.
class TicketPane : public QFrame
{
    Q_OBJECT
public:
    TicketPane(const Theme &theme, TicketController &controller, TicketsController &tickets,
               QWidget *parent = nullptr);

    TicketThread *thread() const { return m_thread; }
    Banner *banner() const { return m_banner; }
    /// The button that leads back to the list in narrow windows.
    QToolButton *backButton() const { return m_back; }
    /// Esc: puts an open bar away; false when there is none.
    bool leaveBar();
    void retranslate();

signals:
    void editRequested();
    void openSessionRequested(const QString &sessionName);

private:
    enum Tab { Thread, Files, History };
    void buildHead();
    void buildBars();
    void refresh();
    void refreshSla();
    void fillHistory();
    void fillMoves();
    void showAssign();
    void refreshAssign();
    void askMove(TicketStatus status);

    const Theme &m_theme;
    TicketController &m_controller;
    TicketsController &m_tickets;
    QToolButton *m_back;
    QLabel *m_number;
    QLabel *m_title;
    Chip *m_status;
    Chip *m_priority;
    Chip *m_sla;
    QPushButton *m_move;
    QPushButton *m_assign;
    QPushButton *m_edit;
    QPushButton *m_session;
    Banner *m_banner;
    QFrame *m_moveBar;
    QLabel *m_moveText;
    QLineEdit *m_moveComment;
    QPushButton *m_moveApply;
    TicketStatus m_moveTo = TicketStatus::Unknown;
    QFrame *m_assignBar;
    QComboBox *m_agent;
    QComboBox *m_department;
    QPushButton *m_assignApply;
    QList<QToolButton *> m_tabs;
    QStackedWidget *m_pages;
    TicketThread *m_thread;
    TicketFiles *m_files;
    QTreeWidget *m_history;
    QStackedWidget *m_body; ///< the ticket, or why there is none
    Skeleton *m_skeleton;
    StatePage *m_state;
    Error m_error;
};

} // namespace handoff
