#pragma once

#include "shared/core/result.h"
#include "workbench/ui/common/overlay.h"
#include "workbench/ui/conversations/chatparts.h"

namespace handoff {
class TicketForm;

/// A new ticket over the room, filled with what is known of the customer and the chat. GUI thread.
class NewTicketPage : public Overlay
{
    Q_OBJECT
public:
    NewTicketPage(const ChatParts &parts, QWidget *parent);

    void present();
    void retranslate();
    /// Why the server refused; returns whether the page is open.
    bool showError(const Error &error);

private:
    ChatParts m_parts;
    TicketForm *m_form;
};

} // namespace handoff
