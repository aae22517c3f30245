#include "tests/gui/touch.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace handoff::test {

void Touch::key(int key, Qt::KeyboardModifiers held)
{
    QWidget *to = seat.focus();
    QTest::keyClick(to ? to : &seat.window(), static_cast<Qt::Key>(key), held);
}

void Touch::keys(const QString &text)
{
    for (const QChar c : text) {
        QWidget *to = seat.focus();
        QTest::keyClick(to ? to : &seat.window(), c.toLatin1());
    }
}

void Touch::chooseBelow(int mostSteps)
{
    for (int steps = random(mostSteps); steps > 0; --steps)
        key(Qt::Key_Down);
    if (oneOf(4))
        return;
    const bool isLeft = oneOf(3);
    say(isLeft ? QStringLiteral("left") : QStringLiteral("taken"));
    key(isLeft ? Qt::Key_Escape : Qt::Key_Return);
}

bool Touch::click(QWidget *widget)
{
    if (!widget || !seat.isReachable(widget, widget->rect().center()))
        return false;
    QTest::mouseClick(widget, Qt::LeftButton); // a menu may wait in here
    return true;
}

bool Touch::clickIn(QAbstractItemView *view, int row)
{
    const QModelIndex index = view->model()->index(row, 0);
    view->scrollTo(index);
    const QPoint point = view->visualRect(index).center();
    if (!seat.isReachable(view->viewport(), point))
        return false;
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, point);
    return true;
}

bool Touch::isCovered() const
{
    const Overlay *over = seat.overlay();
    return over && over->isModal();
}

bool Touch::isField(const QWidget *widget)
{
    return qobject_cast<const QLineEdit *>(widget) ||
           qobject_cast<const QPlainTextEdit *>(widget) ||
           qobject_cast<const QAbstractSpinBox *>(widget) ||
           qobject_cast<const QComboBox *>(widget);
}

QString Touch::nameOf(const QWidget *widget)
{
    for (; widget; widget = widget->parentWidget()) {
        if (!widget->objectName().isEmpty() && !widget->objectName().startsWith(u"qt_"))
            return widget->objectName();
    }
    return QStringLiteral("nothing");
}

} // namespace handoff::test
