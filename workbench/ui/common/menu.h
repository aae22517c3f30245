#pragma once

#include <QMenu>

namespace handoff {

/// A menu that goes when its button is disabled while it is open, as an event can do at any time:
/// disabled with it, it would take no key and no click, and as a popup keep them from all windows.
/// GUI thread.
class Menu : public QMenu
{
    Q_OBJECT
public:
    explicit Menu(QWidget *parent) : QMenu(parent) {}

protected:
    void changeEvent(QEvent *event) override;
};

} // namespace handoff
