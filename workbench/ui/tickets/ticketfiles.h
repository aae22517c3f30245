#pragma once

#include "shared/contract/ticket.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace handoff {
class ConfirmBar;
class StatePage;
class Theme;
class TicketController;

/// Files at a ticket: send with progress (button or drop), save, delete. GUI thread.
class TicketFiles : public QFrame
{
    Q_OBJECT
public:
    TicketFiles(const Theme &theme, TicketController &controller, QWidget *parent = nullptr);

    void refresh();
    void retranslate();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeRow(const TicketAttachment &file);
    void chooseUpload();
    void chooseTarget(const TicketAttachment &file);

    const Theme &m_theme;
    TicketController &m_controller;
    QList<TicketAttachment> m_shown;
    ConfirmBar *m_confirm;
    QVBoxLayout *m_rows;
    StatePage *m_empty;
    QPushButton *m_upload;
    QFrame *m_progressRow;
    QLabel *m_progressName;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
};

} // namespace handoff
