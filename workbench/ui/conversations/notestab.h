#pragma once

#include "shared/contract/note.h"
#include "workbench/ui/conversations/contexttab.h"

namespace handoff {
class ConfirmBar;

/// Internal notes of the chat, newest first. GUI thread.
class NotesTab : public ContextTab
{
    Q_OBJECT
public:
    NotesTab(const ChatParts &parts, ConfirmBar &confirm, QWidget *parent = nullptr);

signals:
    void writeRequested();
    void editRequested(const handoff::Note &note);

protected:
    bool isStale() override;
    void build() override;

private:
    void addNote(const Note &note);

    ConfirmBar &m_confirm;
    QString m_shownName;
    QList<Note> m_shown;
};

} // namespace handoff
