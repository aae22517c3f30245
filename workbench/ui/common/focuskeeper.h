#pragma once

#include <QObject>
#include <QPointer>

#include <functional>

class QAbstractButton;
class QStackedWidget;
class QWidget;

namespace handoff {

/// Where the keys go when the widget that had them is hidden, disabled or deleted: home, which is
/// what the room is for, and never on along the tab order, where the next button may change a
/// customer's fate. One for a window. GUI thread.
class FocusKeeper : public QObject
{
    Q_OBJECT
public:
    /// `home`: the place of what the window shows; null leaves everything to Qt.
    FocusKeeper(QWidget &window, std::function<QWidget *()> home);

    /// For the window's focusNextPrevChild(), which Qt also calls for a widget that goes away.
    /// True: it was no Tab, and the focus is home now.
    bool caught();
    void goHome();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void settle();

    QWidget &m_window;
    std::function<QWidget *()> m_home;
    QPointer<QWidget> m_left; ///< had the focus when the window lost it
};

/// A button that changes a customer's fate gets the focus by Tab alone: no click leaves it there,
/// and nobody gives it back to it.
void setFateful(QAbstractButton *button);
bool isFateful(const QWidget *widget);

/// Shows a page of the stack. A focus inside the stack goes to the page itself; the stack would
/// give it to the page's first button.
void showPage(QStackedWidget *stack, QWidget *page);

} // namespace handoff
