#include "workbench/ui/conversations/newticketpage.h"

#include "shared/contract/limits.h"
#include "shared/text/displaytext.h"
#include "workbench/controllers/contextcontroller.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/tickets/ticketform.h"

namespace handoff {

namespace {
constexpr int formWidth = 460;
} // namespace

NewTicketPage::NewTicketPage(const ChatParts &parts, QWidget *parent)
    : Overlay(parts.theme, parent), m_parts(parts), m_form(new TicketForm(parts.theme))
{
    setObjectName(QStringLiteral("ticketFromChatPage"));
    setSheet(m_form, formWidth);
    connect(m_form, &FormPanel::cancelled, this, &QWidget::hide);
    connect(m_form, &TicketForm::createRequested, this, [this](const CreateTicketRequest &request) {
        m_form->setBusy(true);
        m_parts.context.createTicket(request);
    });
    connect(&parts.context, &ContextController::done, this, [this](ContextController::Task task) {
        if (task == ContextController::Task::Ticket)
            hide();
    });
    connect(&parts.chat, &ChatController::opened, this, &QWidget::hide);
}

void NewTicketPage::present()
{
    const auto &session = m_parts.chat.session();
    if (!session)
        return;
    CreateTicketRequest known;
    const QString name = text::customerName(session->userProfile.nickname, session->sessionName);
    QString wish;
    const TranscriptModel *messages = m_parts.chat.transcript();
    for (int i = 0; i < messages->rowCount() && wish.isEmpty(); ++i) { // what it began with
        if (messages->row(i)->message.role == MessageRole::User)
            wish = messages->row(i)->message.content;
    }
    known.title = displaytext::cut(QStringLiteral("%1: %2").arg(name, displaytext::oneLine(wish)),
                                   limits::ticketTitle);
    known.description = wish;
    known.customerId = session->userProfile.email.value_or(session->sessionName);
    known.sessionId = session->sessionName;
    if (session->userProfile.vip)
        known.priority = TicketPriority::High;
    open();
    m_form->beginNew(known);
}

bool NewTicketPage::showError(const Error &error)
{
    if (!isVisible())
        return false;
    m_form->setBusy(false);
    m_form->showError(error);
    return true;
}

void NewTicketPage::retranslate()
{
    m_form->retranslate();
}

} // namespace handoff
