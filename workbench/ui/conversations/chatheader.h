#pragma once

#include "shared/contract/session.h"
#include "workbench/controllers/chatcontroller.h"

#include <QFrame>
#include <QTimer>

class QAction;
class QLabel;
class QPushButton;
class QToolButton;

namespace handoff {
class Avatar;
class Chip;
class ElidedLabel;
class Theme;

/// Above the chat: who it is, in which state, whose, and what one can do now. GUI thread.
class ChatHeader : public QFrame
{
    Q_OBJECT
public:
    ChatHeader(const Theme &theme, ChatController &chat, DeskController &desk,
               QWidget *parent = nullptr);

    /// Shows what the controller knows now.
    void refresh();
    void retranslate();
    QToolButton *panelButton() const { return m_panel; }

signals:
    void takeOverRequested();
    void requeueRequested();
    void releaseRequested(const QString &reason, bool close);
    void cancelWaitRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refreshButton(QPushButton *button, ChatAction action, bool shown, const QString &hint,
                       const QKeySequence &keys);
    void refreshWait();
    void fillReleaseMenu();
    void fold();

    const Theme &m_theme;
    ChatController &m_chat;
    DeskController &m_desk;
    Avatar *m_avatar;
    ElidedLabel *m_name;
    QLabel *m_vip;
    Chip *m_status;
    Chip *m_wait;
    ElidedLabel *m_owner;
    QPushButton *m_takeOver;
    QPushButton *m_cancelWait;
    QPushButton *m_requeue;
    QPushButton *m_release;
    QToolButton *m_releaseMore;
    QToolButton *m_panel;
    QTimer m_clock; ///< runs only while the customer waits
};

} // namespace handoff
