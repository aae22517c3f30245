#pragma once

#include "server/store/repeats.h"
#include "shared/contract/errors.h"
#include "shared/core/json.h"

/// A request whose answer got lost is sent again by people, by libraries and by proxies. With an
/// `Idempotency-Key` it changes something once, and is answered alike each time (api.md,
/// Conventions).
namespace handoff::Once {

using Key = Repeats::Key;

/// Runs `useCase() -> Result<T>` unless the key's request has done it: then what was answered. One
/// that failed may be tried again. 422 when the key was used for another request.
template<typename F>
std::invoke_result_t<F> run(Tx &tx, const Key &key, F useCase)
{
    using T = typename std::invoke_result_t<F>::Value;
    if (key.key.isEmpty())
        return useCase();
    if (const auto earlier = Repeats::find(tx, key)) {
        if (earlier->request != key.request)
            return errors::keyUsedBefore();
        if constexpr (std::is_void_v<T>)
            return {};
        else
            return json::fromJson<T>(earlier->answer, json::Mode::Lenient);
    }
    auto result = useCase();
    if (!result)
        return result;
    if constexpr (std::is_void_v<T>)
        Repeats::keep(tx, key, {});
    else
        Repeats::keep(tx, key, json::toJson(*result));
    return result;
}

} // namespace handoff::Once
