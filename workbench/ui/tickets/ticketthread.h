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
    void keepDraft();
    void sent();
    void send();
    void refreshComposer();

    const Theme &m_theme;
    TicketController &m_controller;
    /// A comment as it is written: what it says, and whether only staff will read it.
    struct Draft
    {
        QString text;
        bool isInternal = false;
    };
    QString m_id;                   ///< of the ticket shown
    QHash<QString, Draft> m_drafts; ///< by ticket
    std::optional<Draft> m_sent;    ///< on its way, for the ticket shown
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
