#pragma once

#include "workbench/ui/tickets/ticketparts.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace handoff {
class Banner;

/// What can be done to all selected tickets at once, and what became of each. Nothing is chosen
/// beforehand. GUI thread.
class TicketBulkBar : public QFrame
{
    Q_OBJECT
public:
    explicit TicketBulkBar(const TicketParts &parts, QWidget *parent = nullptr);

    /// Shows itself for two tickets and more.
    void setSelection(const QStringList &ids);
    Banner *result() const { return m_result; }
    void retranslate();

private:
    /// What is chosen for all; nothing while that is not enough for a request.
    std::optional<BulkTicketsRequest> request() const;
    void apply();
    void reset();
    void refresh();
    void fillAgents();
    void report(const BulkTicketsAnswer &answer);

    TicketsController &m_tickets;
    BulkQueue &m_queue;
    Toasts &m_toasts;
    QStringList m_ids;
    QHash<QString, QString> m_numbers; ///< id → number of what was sent
    QLabel *m_count;
    QComboBox *m_action;
    QStackedWidget *m_values;
    QComboBox *m_agent;
    QComboBox *m_department;
    QComboBox *m_status;
    QComboBox *m_priority;
    QLineEdit *m_tags;
    QPushButton *m_apply;
    Banner *m_result; ///< what was refused; above the table, owned by the layout there
};

/// Tags as people type them: separated by comma (also the Chinese one); blanks and doubles go.
QStringList tagsFromText(const QString &text);

/// Words for why a ticket was not changed, from the code of the bulk answer.
QString bulkRefusal(const QString &code);

/// The agents as choices: name, presence and load, behind one that names nobody.
void fillAgentChoices(QComboBox *box, const QList<AvailableAgent> &agents);

} // namespace handoff
