#pragma once

#include "shared/contract/note.h"
#include "workbench/ui/conversations/chatparts.h"

#include <QFrame>

class QButtonGroup;
class QStackedWidget;
class QToolButton;

namespace handoff {
class ConfirmBar;
class ContextTab;

/// Right of the chat, in tabs: who the customer is, the ticket, what happened, internal notes. GUI
/// thread.
class ContextPanel : public QFrame
{
    Q_OBJECT
public:
    enum Tab { Customer, Ticket, History, Notes };

    explicit ContextPanel(const ChatParts &parts, QWidget *parent = nullptr);

    /// Builds the shown tab anew when what it shows has changed; the others when they are chosen.
    void refresh(bool force = false);
    void showTab(Tab tab);
    Tab tab() const;
    /// The page that takes the focus with F6.
    QWidget *page() const;
    void retranslate();

signals:
    void editProfileRequested();
    void tagsRequested();
    void createTicketRequested();
    void openTicketRequested(const QString &ticketId);
    void writeNoteRequested();
    void editNoteRequested(const handoff::Note &note);

private:
    void nameTabs();

    ChatParts m_parts;
    QButtonGroup *m_tabs;
    QStackedWidget *m_pages;
    ConfirmBar *m_confirm;
    QList<ContextTab *> m_all;
};

} // namespace handoff
