#pragma once

#include <QStringList>
#include <QVariant>

/// Store-private: conditions that are put together while a filter is read.
namespace handoff {

struct Where
{
    QStringList conditions;
    QVariantList parameters;

    void add(const QString &condition, const QVariantList &values = {})
    {
        conditions.append(condition);
        parameters += values;
    }
    void add(const Where &other)
    {
        conditions += other.conditions;
        parameters += other.parameters;
    }
    /// ` WHERE …`, or nothing.
    QString text() const
    {
        return conditions.isEmpty()
                   ? QString()
                   : QString(QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND ")));
    }

    /// For `folded LIKE ? ESCAPE '!'`: `%key%` with the wildcards of the key (searchfold.h) itself
    /// taken literally.
    static QString containing(const QString &key)
    {
        QString pattern = key;
        pattern.replace(u'!', QStringLiteral("!!"));
        pattern.replace(u'%', QStringLiteral("!%"));
        pattern.replace(u'_', QStringLiteral("!_"));
        return u'%' + pattern + u'%';
    }
};

} // namespace handoff
