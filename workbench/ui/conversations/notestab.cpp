#include "workbench/ui/conversations/notestab.h"

#include "workbench/controllers/contextcontroller.h"
#include "workbench/ui/common/confirmbar.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/chatcommands.h"

#include <QVBoxLayout>

namespace handoff {

NotesTab::NotesTab(const ChatParts &parts, ConfirmBar &confirm, QWidget *parent)
    : ContextTab(parts, "notesTab", parent), m_confirm(confirm)
{
}

bool NotesTab::isStale()
{
    const bool same =
        m_shownName == m_parts.chat.sessionName() && m_shown == m_parts.context.notes();
    m_shownName = m_parts.chat.sessionName();
    m_shown = m_parts.context.notes();
    return !same;
}

void NotesTab::build()
{
    setAccessibleName(tr("Internal notes"));
    auto *write = new QPushButton(m_theme.icon(QStringLiteral("note")), tr("Write a note"));
    write->setObjectName(QStringLiteral("writeNote"));
    setHint(write, tr("Write a note"), chatcommands::keys(ChatCommand::Note));
    connect(write, &QPushButton::clicked, this, &NotesTab::writeRequested);
    cards()->addWidget(write, 0, Qt::AlignLeft);
    if (m_shown.isEmpty())
        addEmpty(cards(), tr("Notes are for colleagues; the customer never sees them."));
    for (qsizetype i = m_shown.size() - 1; i >= 0; --i)
        addNote(m_shown.at(i));
}

void NotesTab::addNote(const Note &note)
{
    auto *card = new QFrame;
    card->setProperty("surface", QStringLiteral("note"));
    card->setObjectName(QStringLiteral("noteCard_") + note.id);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::card, space::sibling, space::sibling, space::card);
    column->setSpacing(space::badge);
    auto *head = new QHBoxLayout;
    auto *who = new ElidedLabel;
    who->setFont(m_theme.font(TextStyle::MetaBold));
    who->setFullText(
        QStringLiteral("%1 · %2").arg(note.createdByName, text::dateTime(note.createdAt)));
    head->addWidget(who, 1);
    if (m_parts.context.mayChange(note)) {
        QToolButton *edit =
            makeIconButton(m_theme, QStringLiteral("edit"), QStringLiteral("editNote"));
        QToolButton *remove =
            makeIconButton(m_theme, QStringLiteral("trash"), QStringLiteral("deleteNote"));
        setHint(edit, tr("Change note"));
        setHint(remove, tr("Delete note"));
        for (QToolButton *button : {edit, remove}) {
            setIconPixels(button, m_theme, 15);
            head->addWidget(button);
        }
        connect(edit, &QToolButton::clicked, this, [this, note] { emit editRequested(note); });
        connect(remove, &QToolButton::clicked, this, [this, id = note.id] {
            m_confirm.ask(tr("Delete this note for everybody?"), tr("Delete"),
                          [this, id] { m_parts.context.removeNote(id); });
        });
    }
    column->addLayout(head);
    auto *words = new QLabel(note.content);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(words);
    if (note.updatedAt > note.createdAt)
        addEmpty(column, tr("Changed %1").arg(text::dateTime(note.updatedAt)));
    cards()->addWidget(card);
}

} // namespace handoff
