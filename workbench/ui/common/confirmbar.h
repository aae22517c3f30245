#pragma once

#include "workbench/ui/common/banner.h"

#include <functional>

namespace handoff {

/// A question in the page before something is lost: the action, or the cross (Esc) to leave it.
/// GUI thread.
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
    std::function<void()> m_yes;
};

} // namespace handoff
