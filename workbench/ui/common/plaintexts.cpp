#include "workbench/ui/common/plaintexts.h"

#include <QEvent>
#include <QLabel>

namespace handoff {

PlainTexts::PlainTexts(QObject *application)
{
    application->installEventFilter(this);
}

bool PlainTexts::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Polish) {
        auto *label = qobject_cast<QLabel *>(watched);
        if (label && label->textFormat() == Qt::AutoText)
            label->setTextFormat(Qt::PlainText);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace handoff
