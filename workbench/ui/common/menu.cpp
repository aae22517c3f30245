#include "workbench/ui/common/menu.h"

#include <QEvent>

namespace handoff {

void Menu::changeEvent(QEvent *event)
{
    QMenu::changeEvent(event);
    if (event->type() == QEvent::EnabledChange && !isEnabled() && isVisible())
        close();
}

} // namespace handoff
