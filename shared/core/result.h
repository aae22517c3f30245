#pragma once

#include <QString>

#include <optional>
#include <utility>

namespace handoff {

/// The nine ways a use case can fail. One function of server/http maps them to HTTP, one of
/// workbench/api maps them back.
enum class ErrorKind {
    Invalid,      ///< 400, or 422 for validationError and invalidJson
    Unauthorized, ///< 401
    Forbidden,    ///< 403
    NotFound,     ///< 404
    Conflict,     ///< 409
    TooMany,      ///< 429
    Upstream,     ///< 502, Coze or the mail server refused
    Unavailable,  ///< 503, and on the client: server not reachable
    Internal,     ///< 500
};

/// A failure as a value. The literals of the contract stand in shared/contract/errors.h.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    QString code;              ///< `CODE`, compared by programs
    QString message;           ///< text for people, field `error` of the answer
    QString detail;            ///< what existing clients compare with (api.md, Errors)
    int retryAfterSeconds = 0; ///< > 0: becomes `Retry-After`

    /// `detail` is the text itself.
    static Error plain(ErrorKind kind, const QString &code, const QString &text)
    {
        return {kind, code, text, text, 0};
    }
    /// `detail` is `CODE: text`.
    static Error coded(ErrorKind kind, const QString &code, const QString &text)
    {
        return {kind, code, text, code + QStringLiteral(": ") + text, 0};
    }
    bool operator==(const Error &) const = default;
};

/// A value or an Error. Asking for the one that is not there is a programming error.
template<typename T>
class [[nodiscard]] Result
{
public:
    using Value = T;

    Result(T value) : m_value(std::move(value)) {}
    Result(Error error) : m_error(std::move(error)) {}

    bool ok() const { return m_value.has_value(); }
    explicit operator bool() const { return ok(); }

    T &value() & { return m_value.value(); }
    const T &value() const & { return m_value.value(); }
    T &&value() && { return std::move(m_value).value(); }
    T &operator*() & { return value(); }
    const T &operator*() const & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

    const Error &error() const { return m_error.value(); }

private:
    // Two optionals and no variant: that one's tables were a tenth of every build.
    std::optional<T> m_value;
    std::optional<Error> m_error;
};

/// For use cases that only succeed or fail.
template<>
class [[nodiscard]] Result<void>
{
public:
    using Value = void;

    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_ok(false) {}

    bool ok() const { return m_ok; }
    explicit operator bool() const { return m_ok; }
    const Error &error() const { return m_error; }

private:
    Error m_error;
    bool m_ok = true;
};

} // namespace handoff

/// Leaves the function with the error, or goes on with `name` as the value:
/// `HANDOFF_TRY(auto session, sessions.find(name));`
#define HANDOFF_TRY_CAT2(a, b) a##b
#define HANDOFF_TRY_CAT(a, b) HANDOFF_TRY_CAT2(a, b)
#define HANDOFF_TRY_IMPL(tmp, name, expression)                                                    \
    auto tmp = (expression);                                                                       \
    if (!tmp)                                                                                      \
        return tmp.error();                                                                        \
    name = std::move(*tmp)
#define HANDOFF_TRY(name, ...)                                                                     \
    HANDOFF_TRY_IMPL(HANDOFF_TRY_CAT(tryResult, __LINE__), name, (__VA_ARGS__))

/// Leaves the function with the error of a `Result<void>` (or of one whose value is not needed).
#define HANDOFF_CHECK(...)                                                                         \
    do {                                                                                           \
        auto checkResult = (__VA_ARGS__);                                                          \
        if (!checkResult)                                                                          \
            return checkResult.error();                                                            \
    } while (false)
