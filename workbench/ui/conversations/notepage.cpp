#include "workbench/ui/conversations/notepage.h"

#include "shared/contract/limits.h"
#include "shared/text/displaytext.h"
#include "workbench/controllers/contextcontroller.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/conversations/composer.h"

namespace handoff {

NotePage::NotePage(const ChatParts &parts, QWidget *parent)
    : FormPage(parts.theme, QStringLiteral("noteForm"), parent), m_parts(parts),
      m_text(makeTextEdit(parts.theme, 6))
{
    m_text->setProperty("note", true);
    m_form->addField(m_text, QStringLiteral("noteFormText"));
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] { fieldOf(m_text)->setError({}); });
    connect(m_form, &FormPanel::saveRequested, this, &NotePage::submit);
    connect(&parts.context, &ContextController::done, this, [this](ContextController::Task task) {
        if (task == ContextController::Task::Note)
            hide();
    });
    connect(&parts.chat, &ChatController::opened, this, &QWidget::hide);
    retranslate();
}

void NotePage::present(const Note &note)
{
    m_id = note.id;
    m_text->setPlainText(note.content);
    m_form->banner()->hide();
    m_form->setBusy(false);
    open(m_text);
}

void NotePage::submit()
{
    const QString text = displaytext::trimmed(m_text->toPlainText());
    fieldOf(m_text)->setError(text.isEmpty() ? tr("A note needs a text")
                              : !displaytext::fits(text, limits::note)
                                  ? tr("At most %1 characters").arg(limits::note)
                                  : QString());
    if (!m_form->validate())
        return;
    m_form->setBusy(true);
    m_parts.context.editNote(m_id, text);
}

void NotePage::retranslate()
{
    m_form->setTitle(tr("Change note"));
    m_form->setActions(tr("Save"), tr("Cancel"));
    fieldOf(m_text)->setLabel(tr("Internal note"));
}

} // namespace handoff
