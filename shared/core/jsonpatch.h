#pragma once

#include "shared/core/json.h"

namespace handoff::json {

/// The body of a PUT: any subset of the fields of T. What it names changes, the rest stays as it
/// is; `null` empties a field that can be empty.
template<Struct T>
class Patch
{
public:
    /// Every field of a whole value.
    Patch(const T &whole) : m_given(objectOf(whole)) {}

    /// 422 for a body that is no object, or in which a field has the wrong type.
    static Result<Patch> from(const QByteArray &body)
    {
        HANDOFF_TRY(const QJsonObject given, fromJson<QJsonObject>(body));
        const Patch patch(given);
        HANDOFF_CHECK(patch.on(T()));
        return patch;
    }

    /// `current` with the fields that were given.
    Result<T> on(const T &current) const
    {
        QJsonObject merged = objectOf(current);
        const auto take = [&](const auto &field) {
            using Member = std::remove_cvref_t<decltype(current.*(field.member))>;
            const QJsonValue value = m_given.value(QLatin1String(field.name));
            const bool saysNothing = value.isUndefined() || (value.isNull() && !field.required &&
                                                             !detail::IsOptional<Member>::value);
            if (!saysNothing)
                merged.insert(QLatin1String(field.name), value);
        };
        T::fields([&](const auto &...field) { (take(field), ...); });
        return fromJson<T>(merged);
    }

private:
    explicit Patch(const QJsonObject &given) : m_given(given) {}
    static QJsonObject objectOf(const T &value)
    {
        return QJsonDocument::fromJson(toJson(value)).object();
    }

    QJsonObject m_given;
};

} // namespace handoff::json
