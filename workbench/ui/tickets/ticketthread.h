#pragma once

#include "shared/contract/ticket.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QGridLayout;
class QScrollArea;
class QVBoxLayout;

namespace handoff {
class CheckBox;
class Theme;
class TicketController;

/// What a ticket is about and what was said: description, facts, comments, and the box to write
/// one. Internal comments are amber. GUI thread.
class TicketThread : public QFrame
{
    Q_OBJECT
public:
    TicketThread(const Theme &theme, TicketController &controller, QWidget *parent = nullptr);

    void refresh();
    void retranslate();
    QPlainTextEdit *edit() const { return m_edit; }

private:
    void fillFacts(const Ticket &ticket);
    void fillComments(const Ticket &ticket);
    void send();
    void refreshComposer();

    const Theme &m_theme;
    TicketController &m_controller;
    QString m_id;                     ///< of the ticket shown
    QHash<QString, QString> m_drafts; ///< unsent comments, by ticket
    QList<TicketComment> m_shown;
    QScrollArea *m_scroll;
    QLabel *m_description;
    QGridLayout *m_facts;
    QLabel *m_summaryTitle;
    QLabel *m_summary;
    QLabel *m_commentsTitle;
    QVBoxLayout *m_comments;
    QPlainTextEdit *m_edit;
    CheckBox *m_internal;
    QLabel *m_left;
    QPushButton *m_send;
};

} // namespace handoff
