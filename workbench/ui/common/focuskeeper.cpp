#include "workbench/ui/common/focuskeeper.h"

#include <QAbstractButton>
#include <QApplication>
#include <QEvent>
#include <QStackedWidget>

namespace handoff {

namespace {

constexpr const char *fateful = "fateful";

bool canHaveFocus(const QWidget *widget)
{
    return widget && widget->isVisible() && widget->isEnabled();
}

} // namespace

FocusKeeper::FocusKeeper(QWidget &window, std::function<QWidget *()> home)
    : QObject(&window), m_window(window), m_home(std::move(home))
{
    window.installEventFilter(this);
    // A widget that is deleted leaves the focus nowhere; then no key would work any more. Later,
    // because some only hand it on.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (!now)
            QMetaObject::invokeMethod(this, &FocusKeeper::settle, Qt::QueuedConnection);
    });
}

bool FocusKeeper::caught()
{
    if (canHaveFocus(m_window.focusWidget()) || !m_home())
        return false;
    goHome();
    return true;
}

void FocusKeeper::goHome()
{
    if (QWidget *home = m_home())
        home->setFocus(Qt::OtherFocusReason);
}

void FocusKeeper::settle()
{
    if (m_window.isActiveWindow() && !QApplication::focusWidget() &&
        !QApplication::activePopupWidget() && !QApplication::activeModalWidget())
        goHome();
}

/// What was hidden while another window was active gets no turn in the tab order either.
bool FocusKeeper::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::WindowDeactivate) {
        m_left = m_window.focusWidget();
    } else if (event->type() == QEvent::WindowActivate) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (!canHaveFocus(m_left) && m_window.isActiveWindow())
                    goHome();
            },
            Qt::QueuedConnection);
    }
    return QObject::eventFilter(object, event);
}

void setFateful(QAbstractButton *button)
{
    button->setFocusPolicy(Qt::TabFocus);
    button->setProperty(fateful, true);
}

bool isFateful(const QWidget *widget)
{
    return widget && widget->property(fateful).toBool();
}

void showPage(QStackedWidget *stack, QWidget *page)
{
    if (stack->currentWidget() == page)
        return;
    const bool focus = stack->currentWidget() &&
                       stack->currentWidget()->isAncestorOf(stack->window()->focusWidget());
    stack->setCurrentWidget(page);
    if (focus)
        page->setFocus(Qt::OtherFocusReason);
}

} // namespace handoff
