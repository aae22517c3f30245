#pragma once

#include "workbench/ui/common/overlay.h"

#include <functional>

class QPushButton;

namespace handoff {
class Banner;
class BulkQueue;
class Departure;
class UndoQueue;

/// Asked before an agent signs out, goes offline or closes the window with live chats: return them,
/// hand them over, or stay. GUI thread.
class LeavePage : public Overlay
{
    Q_OBJECT
public:
    LeavePage(const Theme &theme, Departure &departure, UndoQueue &undo, BulkQueue &bulk,
              QWidget *parent);

    /// Runs `then` at once when nobody is left behind, else when the chats are returned.
    void ask(std::function<void()> then);
    void retranslate();

protected:
    void hideEvent(QHideEvent *event) override;

signals:
    /// The agent wants to hand the chats over himself.
    void transferRequested();

private:
    void askNow();
    void refresh();

    Departure &m_departure;
    UndoQueue &m_undo;
    BulkQueue &m_bulk;
    std::function<void()> m_then;
    QLabel *m_text;
    Banner *m_banner;
    QPushButton *m_return;
    QPushButton *m_transfer;
    QPushButton *m_stay;
};

} // namespace handoff
