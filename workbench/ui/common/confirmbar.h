#pragma once

#include "workbench/ui/common/banner.h"

#include <QPointer>

#include <functional>

namespace handoff {

/// A question where something is about to be lost: the action, or to leave it (Esc), which has the
/// focus. GUI thread.
class ConfirmBar : public Banner
{
    Q_OBJECT
public:
    explicit ConfirmBar(const Theme &theme, QWidget *parent = nullptr);

    /// Asks; a question before it is forgotten. `yes` runs when `action` is chosen.
    void ask(const QString &question, const QString &action, std::function<void()> yes);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void leave();

    QPointer<QWidget> m_before; ///< had the focus
    std::function<void()> m_yes;
};

} // namespace handoff
