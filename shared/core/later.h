#pragma once

#include "shared/core/result.h"

#include <QPointer>

#include <functional>
#include <memory>
#include <type_traits>

namespace handoff {

template<typename T>
class LaterSource;

/// A `Result<T>` that comes later, once: of the store, of a pool of threads, of the server. Belongs
/// to one thread, the event loop's: made, resolved and heard there. Copies are the same result.
template<typename T>
class Later
{
public:
    using Value = T;

    /// One that never comes.
    Later() : m_state(std::make_shared<State>()) {}
    /// One that is there already.
    Later(Result<T> result) : Later() { m_state->result = std::move(result); }

    bool isFinished() const { return m_state->result.has_value(); }
    /// Only when finished.
    const Result<T> &result() const { return m_state->result.value(); }

    /// Calls `fn(const Result<T> &)`: now, or as soon as the result comes; never when `context` is
    /// gone by then. What `fn` returns, a Result or a Later, is itself a Later; dropped with `fn`.
    /// To be called once.
    template<typename F>
    auto then(QObject *context, F fn) const
    {
        using R = std::invoke_result_t<F, const Result<T> &>;
        if constexpr (std::is_void_v<R>) {
            m_state->hear(context, std::move(fn));
        } else {
            LaterSource<typename R::Value> source;
            m_state->hear(context, [source, fn = std::move(fn)](const Result<T> &result) mutable {
                source.follow(fn(result));
            });
            return source.later();
        }
    }

    /// As then(), for what works with the value: `fn(const T &)`, or `fn()` for void, returns a
    /// Result or a Later. An error goes past it.
    template<typename F>
    auto andThen(QObject *context, F fn) const
    {
        const auto call = [](F &f, const Result<T> &result) {
            if constexpr (std::is_void_v<T>)
                return f();
            else
                return f(*result);
        };
        using R = std::invoke_result_t<decltype(call), F &, const Result<T> &>;
        using Next = Later<typename R::Value>;
        return then(context, [call, fn = std::move(fn)](const Result<T> &result) mutable {
            return result ? Next(call(fn, result)) : Next(result.error());
        });
    }

private:
    friend class LaterSource<T>;

    struct State
    {
        std::optional<Result<T>> result;
        std::function<void(const Result<T> &)> heard;

        template<typename F>
        void hear(QObject *context, F fn)
        {
            heard = [guard = QPointer(context), fn = std::move(fn)](const Result<T> &r) mutable {
                if (guard)
                    fn(r);
            };
            if (result)
                std::exchange(heard, nullptr)(*result);
        }
    };

    std::shared_ptr<State> m_state;
};

/// The other end of a Later: who owes the result. A copy owes the same one.
template<typename T>
class LaterSource
{
public:
    Later<T> later() const { return m_later; }

    /// Once; calls who waits.
    void resolve(Result<T> result)
    {
        const auto state = m_later.m_state; // outlives what is called
        state->result = std::move(result);
        if (auto heard = std::exchange(state->heard, nullptr))
            heard(*state->result);
    }

    /// Resolves with the result of another one, when that comes.
    void follow(const Later<T> &other)
    {
        if (other.isFinished())
            return resolve(other.result());
        other.m_state->heard = [self = *this](const Result<T> &result) mutable {
            self.resolve(result);
        };
    }

private:
    Later<T> m_later;
};

/// The Later of what a function returns, a Result.
template<typename F, typename... Args>
using LaterOf = Later<typename std::invoke_result_t<F, Args...>::Value>;

} // namespace handoff
