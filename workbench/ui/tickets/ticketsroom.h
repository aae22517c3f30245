#pragma once

#include "workbench/ui/common/room.h"
#include "workbench/ui/tickets/ticketparts.h"

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace handoff {
class Banner;
class TablePane;
class TicketBulkBar;
class TicketFilters;
class TicketForm;
class TicketPane;

/// The room Tickets: table and detail side by side; in narrow windows one at a time. GUI thread.
class TicketsRoom : public Room
{
    Q_OBJECT
public:
    explicit TicketsRoom(const TicketParts &parts, QWidget *parent = nullptr);

    void open(const QString &ticketId);
    /// Ctrl+N, or from a chat with what is known of the customer.
    void createTicket(const CreateTicketRequest &known = {});
    TablePane *table() const { return m_table; }
    TicketPane *pane() const { return m_pane; }
    TicketForm *form() const { return m_form; }
    /// Writes the list to a file; the banner tells when it is there.
    void exportTo(const QString &file);
    void takeFocus();
    QWidget *focusHome() const override;
    void focusSearch();
    void focusNextPane() override;
    /// Esc: bar, form, ticket.
    void back() override;
    void retranslate() override;
    void saveState() override;

signals:
    void openSessionRequested(const QString &sessionName);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void connectForm();
    void editTicket();
    void leaveForm();
    void refreshFooter();
    void refreshConflict();
    void refreshEmpty();
    void chooseExport();
    void arrange();

    const Theme &m_theme;
    TicketsController &m_tickets;
    TicketController &m_controller;
    Preferences &m_preferences;
    QSplitter *m_splitter;
    QWidget *m_listSide;
    TicketFilters *m_filters;
    TicketBulkBar *m_bulk;
    Banner *m_note;
    TablePane *m_table;
    QLabel *m_shown;
    QPushButton *m_more;
    QStackedWidget *m_detail;
    TicketPane *m_pane;
    TicketForm *m_form;
    bool m_narrow = false;
};

} // namespace handoff
