#pragma once

#include <QTest>
#include <QWidget>

namespace handoff::test {

inline constexpr int patience = 20000; ///< ms; slow machines and sanitizers

/// The widget of that name that can be seen: pages that are not open hold forms and bars of the
/// same names. When none can be seen, the first; null when there is none at all.
template<typename T>
T *findShown(const QWidget &window, const QString &name)
{
    const QList<T *> all = window.findChildren<T *>(name);
    for (T *each : all) {
        if (each->isVisible())
            return each;
    }
    return all.value(0);
}

/// A key for whoever has the focus, as from a keyboard; its shortcuts come first.
inline void pressKey(QWidget &window, Qt::Key key, Qt::KeyboardModifiers held = {})
{
    QWidget *focus = window.focusWidget();
    QTest::keyClick(focus ? focus : &window, key, held);
}

} // namespace handoff::test

#define WAIT(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, handoff::test::patience)
