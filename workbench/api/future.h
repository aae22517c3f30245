#pragma once

#include <QFuture>
#include <QPointer>

namespace handoff {

/// Calls `fn(result)` when the future has its result, on the thread that finished it (here always
/// the GUI thread); a context that died meanwhile drops the call. Use it instead of
/// `.then(context, …)`, which in Qt 6.4 asserts when the context is gone.
template<typename R, typename F>
void whenDone(QFuture<R> future, QObject *context, F fn)
{
    future.then([guard = QPointer<QObject>(context), fn = std::move(fn)](const R &result) mutable {
        if (guard)
            fn(result);
    });
}

} // namespace handoff
