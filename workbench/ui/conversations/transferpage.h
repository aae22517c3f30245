#pragma once

#include "workbench/ui/conversations/chatparts.h"
#include "workbench/ui/conversations/formpage.h"

class QLineEdit;
class QListWidget;

namespace handoff {

/// Whom to give the open chat to: colleagues with their load, a reason, a note for them. GUI
/// thread.
class TransferPage : public FormPage
{
    Q_OBJECT
public:
    TransferPage(const ChatParts &parts, QWidget *parent);

    void present();
    void retranslate();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void fill();
    void submit();
    QString chosen() const;

    ChatParts m_parts;
    QListWidget *m_agents;
    QLineEdit *m_reason;
    QPlainTextEdit *m_note;
    QString m_session; ///< the page is about this chat
};

} // namespace handoff
