#include "tests/gui/popups.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDialog>
#include <QMenu>
#include <QTest>

namespace handoff::test {

Popups::Popups(quint32 seed) : m_random(seed)
{
    connect(&m_timer, &QTimer::timeout, this, &Popups::look);
    m_timer.start(5);
}

bool Popups::isOpen()
{
    return QApplication::activePopupWidget() || QApplication::activeModalWidget();
}

QString Popups::told()
{
    return std::exchange(m_told, {}).join(QStringLiteral(", "));
}

void Popups::look()
{
    QWidget *popup = QApplication::activePopupWidget();
    if (auto *menu = qobject_cast<QMenu *>(popup)) {
        choose(menu);
    } else if (popup) {
        choose(popup);
    } else if (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget())) {
        m_told.append(QStringLiteral("leave ") + dialog->objectName());
        dialog->reject();
    }
}

void Popups::choose(QMenu *menu)
{
    QList<QAction *> actions;
    for (QAction *action : menu->actions()) {
        if (action->isEnabled() && action->isVisible() && !action->isSeparator() &&
            !action->text().isEmpty())
            actions.append(action);
    }
    if (actions.isEmpty() || m_random.bounded(4) == 0) {
        m_told.append(QStringLiteral("leave the menu"));
        QTest::keyClick(menu, Qt::Key_Escape);
        return;
    }
    QAction *action = actions.at(m_random.bounded(static_cast<int>(actions.size())));
    m_told.append(QStringLiteral("choose “%1”").arg(action->text()));
    menu->setActiveAction(action);
    QTest::keyClick(menu, Qt::Key_Return);
}

/// The list of a combo box.
void Popups::choose(QWidget *list)
{
    auto *view = list->findChild<QAbstractItemView *>();
    QWidget *keys = view ? view : list;
    const int steps = m_random.bounded(4);
    m_told.append(QStringLiteral("choose in a list, %1 down").arg(steps));
    for (int i = 0; i < steps; ++i)
        QTest::keyClick(keys, Qt::Key_Down);
    QTest::keyClick(keys, steps == 0 ? Qt::Key_Escape : Qt::Key_Return);
    if (list->isVisible())
        list->hide(); // it knows no keys
}

} // namespace handoff::test
