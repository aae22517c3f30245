#include "workbench/ui/common/focuskeeper.h"

#include <QAbstractButton>
#include <QApplication>
#include <QEvent>
#include <QFocusEvent>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>

namespace handoff {

namespace {

constexpr const char *fateful = "fateful";

bool canHaveFocus(const QWidget *widget)
{
    return widget && widget->isVisible() && widget->isEnabled();
}

/// On a fateful button: when a menu or another window gives the focus back to it, it goes home.
/// Only the button's own menu gives it back.
class Guard : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (event->type() != QEvent::FocusIn && event->type() != QEvent::FocusOut)
            return false;
        const auto *focus = static_cast<QFocusEvent *>(event);
        const auto *button = qobject_cast<QToolButton *>(object);
        if (focus->lostFocus()) {
            m_own = focus->reason() == Qt::PopupFocusReason && button && button->menu() &&
                    QApplication::activePopupWidget() == button->menu();
        } else if ((focus->reason() == Qt::PopupFocusReason && !m_own) ||
                   focus->reason() == Qt::ActiveWindowFocusReason) {
            auto *window = static_cast<QWidget *>(object)->window();
            if (auto *keeper =
                    window->findChild<FocusKeeper *>(QString(), Qt::FindDirectChildrenOnly))
                QMetaObject::invokeMethod(keeper, &FocusKeeper::goHome, Qt::QueuedConnection);
        }
        return false;
    }

private:
    bool m_own = false; ///< the button's own menu has the focus
};

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
    button->installEventFilter(new Guard(button));
}

bool isFateful(const QWidget *widget)
{
    return widget && widget->property(fateful).toBool();
}

void showPage(QStackedWidget *stack, QWidget *page)
{
    const QWidget *old = stack->currentWidget();
    if (old == page)
        return;
    const QWidget *had = stack->window()->focusWidget();
    const bool focus = old && had && (old == had || old->isAncestorOf(had));
    stack->setCurrentWidget(page);
    if (focus)
        page->setFocus(Qt::OtherFocusReason);
}

} // namespace handoff
