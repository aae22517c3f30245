#pragma once

#include "workbench/ui/conversations/chatparts.h"
#include "workbench/ui/conversations/formpage.h"

namespace handoff {
struct Note;

/// Changes a note that exists. GUI thread.
class NotePage : public FormPage
{
    Q_OBJECT
public:
    NotePage(const ChatParts &parts, QWidget *parent);

    void present(const Note &note);
    void retranslate();

private:
    void submit();

    ChatParts m_parts;
    QPlainTextEdit *m_text;
    QString m_id;
};

} // namespace handoff
