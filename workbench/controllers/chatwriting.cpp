#include "workbench/controllers/chatwriting.h"

#include "shared/contract/limits.h"
#include "shared/text/displaytext.h"
#include "workbench/api/sessionapi.h"
#include "workbench/controllers/chatcontroller.h"

namespace handoff {

namespace {

constexpr int typingIntervalMs = 3000; ///< the server forgets it after 6 s

} // namespace

ChatWriting::ChatWriting(ApiClient &api, Outbox &outbox, Drafts &drafts, ChatController &chat)
    : m_api(api), m_outbox(outbox), m_drafts(drafts), m_chat(chat)
{
    connect(&chat, &ChatController::leaving, this, [this] { tellTyping(false); });
}

QString ChatWriting::draft() const
{
    return m_drafts.text(m_chat.sessionName());
}

void ChatWriting::setNoteDraft(const QString &text)
{
    m_drafts.setNote(m_chat.sessionName(), text);
}

QString ChatWriting::noteDraft() const
{
    return m_drafts.note(m_chat.sessionName());
}

void ChatWriting::noteStored(const QString &sessionName, const QString &content)
{
    if (m_drafts.note(sessionName) == content)
        m_drafts.setNote(sessionName, {});
}

bool ChatWriting::reply(const QString &text)
{
    const Allowed may = m_chat.actions().allowed(ChatAction::Reply);
    QString problem = may.ok ? QString() : may.why;
    if (may.ok && displaytext::isBlank(text))
        problem = tr("There is nothing to send");
    else if (may.ok && !displaytext::fits(text, limits::message))
        problem = tr("A message has at most %1 characters").arg(limits::message);
    if (!problem.isEmpty()) {
        emit failed(Error::plain(ErrorKind::Invalid, QStringLiteral("REPLY"), problem));
        return false;
    }
    m_outbox.post(m_chat.sessionName(),
                  text.normalized(QString::NormalizationForm_C)); // as it is kept
    m_drafts.setText(m_chat.sessionName(), {});
    m_typingSentAt = 0; // the message ends the typing
    m_chat.jumpToLatest();
    return true;
}

void ChatWriting::setDraft(const QString &text)
{
    if (!m_chat.isOpen())
        return;
    m_drafts.setText(m_chat.sessionName(), text);
    if (displaytext::isBlank(text))
        tellTyping(false);
    else if (m_typingSentAt == 0 || monotonicMs() - m_typingSentAt >= typingIntervalMs)
        tellTyping(true);
}

void ChatWriting::tellTyping(bool active)
{
    if (!m_chat.isOpen() || (!active && m_typingSentAt == 0) ||
        !m_chat.actions().allowed(ChatAction::Reply).ok)
        return;
    m_typingSentAt = active ? monotonicMs() : 0;
    SessionApi::typing(m_api, m_chat.sessionName(), active); // of no consequence when it fails
}

} // namespace handoff
