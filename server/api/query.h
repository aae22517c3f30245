#pragma once

#include "server/http/request.h"
#include "shared/core/json.h"

namespace handoff::api {

/// The one reader of query strings. A missing or empty parameter has its default; the first one
/// that is wrong is remembered, 422 with the parameter's name as path. Lives inside one handler.
class Query
{
public:
    explicit Query(const http::Request &request) : m_request(request) {}

    /// As people type it, `keyword` for example.
    QString text(const char *name) const;
    /// A name for programs (names::check).
    QString name(const char *name);
    /// A whole number.
    int number(const char *name, int fallback, int min, int max);
    /// UTC seconds.
    std::optional<Timestamp> time(const char *name);
    /// A word of the enum; `all` is none.
    template<json::NamedEnum E>
    std::optional<E> word(const char *name)
    {
        const QString said = this->name(name);
        if (said.isEmpty() || said == QLatin1String("all"))
            return {};
        auto value = json::fromJson<E>(QJsonValue(said), json::Mode::Strict, pathOf(name));
        if (!value)
            fail(value.error());
        return value ? std::optional<E>(*value) : std::optional<E>();
    }
    /// For a parameter that must be there.
    template<json::NamedEnum E>
    E required(const char *name)
    {
        const auto value = word<E>(name);
        if (!value)
            fail(json::validationError(pathOf(name), QStringLiteral("required")));
        return value.value_or(E{});
    }

    /// What was read, unless something was wrong.
    template<typename T>
    Result<T> result(T value) const
    {
        if (m_problem)
            return *m_problem;
        return value;
    }
    const std::optional<Error> &problem() const { return m_problem; }

private:
    static QString pathOf(const char *name);
    void fail(const Error &error);

    const http::Request &m_request;
    std::optional<Error> m_problem;
};

} // namespace handoff::api
