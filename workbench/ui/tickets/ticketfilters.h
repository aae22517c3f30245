#pragma once

#include "workbench/api/ticketapi.h"

#include <QFrame>
#include <QTimer>

class QComboBox;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace handoff {
class Theme;
class TicketsController;

/// Search and filters above the ticket table. GUI thread.
class TicketFilters : public QFrame
{
    Q_OBJECT
public:
    TicketFilters(const Theme &theme, TicketsController &tickets, QWidget *parent = nullptr);

    void focusSearch();
    /// Everything is shown again.
    void clear();
    bool isAnySet() const;
    QPushButton *newButton() const { return m_new; }
    QPushButton *exportButton() const { return m_export; }
    void retranslate();

private:
    /// What is looked at most: one click sets the filters for it.
    enum class View { Open, Mine, Unassigned, Overdue, Closed };
    void choose(View view);
    void refreshViews();
    TicketQuery queryOf(View view) const;
    void fillAssignees();
    void apply();

    TicketsController &m_tickets;
    QList<QToolButton *> m_views; ///< in the order of View
    QLineEdit *m_search;
    QComboBox *m_status;
    QComboBox *m_priority;
    QComboBox *m_category;
    QComboBox *m_department;
    QComboBox *m_assignee;
    QComboBox *m_sla;
    QPushButton *m_clear;
    QPushButton *m_export;
    QPushButton *m_new;
    QTimer m_searchTimer;
};

} // namespace handoff
