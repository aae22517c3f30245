#pragma once

#include "server/store/bind.h"

#include <vector>

namespace handoff {

/// Store-private: a column, and the member of `Row` that holds it.
template<typename Row>
struct Column
{
    enum Use : unsigned {
        Read = 1,     ///< in SELECT
        Insert = 2,   ///< written with the new row
        Update = 4,   ///< written when the row is saved
        Progress = 8, ///< written also when only a message is counted
    };
    const char *name;
    unsigned use;
    void (*read)(Row &row, const Rows &rows, int column) = nullptr;
    QVariant (*value)(const Row &row) = nullptr;

    /// Read, inserted and saved.
    template<auto Member>
    static constexpr Column kept(const char *name, unsigned also = 0)
    {
        return {name, Read | Insert | Update | also, &readMember<Member>, &memberValue<Member>};
    }
    /// Never changes.
    template<auto Member>
    static constexpr Column fixed(const char *name)
    {
        return {name, Read | Insert, &readMember<Member>, &memberValue<Member>};
    }
    /// Given, or counted, by the database.
    template<auto Member>
    static constexpr Column given(const char *name)
    {
        return {name, Read, &readMember<Member>, nullptr};
    }
    /// A member of a member: of a struct, or of an optional one, which is there when one of its
    /// columns is.
    template<auto Outer, auto Inner>
    static constexpr Column part(const char *name, unsigned also = 0)
    {
        return {name, Read | Insert | Update | also, &readPart<Outer, Inner>,
                &partValue<Outer, Inner>};
    }
    /// Made of other members, for the database only.
    static constexpr Column made(const char *name, QVariant (*value)(const Row &),
                                 unsigned also = 0)
    {
        return {name, Insert | Update | also, nullptr, value};
    }

private:
    template<auto Member>
    static void readMember(Row &row, const Rows &rows, int column)
    {
        bind::read(rows, column, row.*Member);
    }
    template<auto Member>
    static QVariant memberValue(const Row &row)
    {
        return bind::value(row.*Member);
    }
    template<auto Outer, auto Inner>
    static void readPart(Row &row, const Rows &rows, int column)
    {
        auto &outer = row.*Outer;
        if constexpr (requires { outer.has_value(); }) {
            if (rows.isNull(column))
                return;
            if (!outer)
                outer.emplace();
            bind::read(rows, column, (*outer).*Inner);
        } else {
            bind::read(rows, column, outer.*Inner);
        }
    }
    template<auto Outer, auto Inner>
    static QVariant partValue(const Row &row)
    {
        const auto &outer = row.*Outer;
        if constexpr (requires { outer.has_value(); })
            return outer ? bind::value((*outer).*Inner) : QVariant();
        else
            return bind::value(outer.*Inner);
    }
};

/// Store-private: a table whose columns are listed once, as the fields of a JSON struct are;
/// SELECT, reading, INSERT and UPDATE follow the list.
template<typename Row>
class Table
{
public:
    using C = Column<Row>;

    Table(const char *name, std::vector<C> columns)
        : m_name(QString::fromLatin1(name)), m_columns(std::move(columns))
    {
    }

    /// The columns that are read, in the order of read().
    QString columns() const { return names(C::Read).join(QStringLiteral(", ")); }
    int columnCount() const { return static_cast<int>(names(C::Read).size()); }
    /// `SELECT … FROM table`, and what follows.
    QString select(const QString &rest) const
    {
        return QStringLiteral("SELECT ") + columns() + QStringLiteral(" FROM ") + m_name + u' ' +
               rest;
    }
    /// The row that `rows` stands on; what is no column keeps its value.
    void read(const Rows &rows, Row &row) const
    {
        int column = 0;
        for (const C &c : m_columns) {
            if (c.use & C::Read)
                c.read(row, rows, column++);
        }
    }
    Row read(const Rows &rows) const
    {
        Row row;
        read(rows, row);
        return row;
    }
    QList<Row> readAll(Rows &rows) const
    {
        QList<Row> list;
        while (rows.next())
            list.append(read(rows));
        return list;
    }
    std::optional<Row> readFirst(Rows &rows) const
    {
        return rows.next() ? std::optional(read(rows)) : std::nullopt;
    }

    /// `INSERT INTO table (…) VALUES (?, …)`; `first` are columns that are no member.
    QString insertion(const QStringList &first = {}) const
    {
        const QStringList all = first + names(C::Insert);
        const QStringList marks(all.size(), QStringLiteral("?"));
        return QStringLiteral("INSERT INTO ") + m_name + QStringLiteral(" (") +
               all.join(QStringLiteral(", ")) + QStringLiteral(") VALUES (") +
               marks.join(QStringLiteral(", ")) + u')';
    }
    QVariantList inserted(const Row &row) const { return values(row, C::Insert); }
    /// `a = ?, b = ?` of the columns with this use.
    QString assignments(unsigned use = C::Update) const
    {
        return names(use).join(QStringLiteral(" = ?, ")) + QStringLiteral(" = ?");
    }
    QVariantList updated(const Row &row, unsigned use = C::Update) const
    {
        return values(row, use);
    }

private:
    QStringList names(unsigned use) const
    {
        QStringList names;
        for (const C &c : m_columns) {
            if (c.use & use)
                names.append(QString::fromLatin1(c.name));
        }
        return names;
    }
    QVariantList values(const Row &row, unsigned use) const
    {
        QVariantList values;
        values.reserve(static_cast<qsizetype>(m_columns.size()));
        for (const C &c : m_columns) {
            if (c.use & use)
                values.append(c.value(row));
        }
        return values;
    }

    QString m_name;
    std::vector<C> m_columns;
};

} // namespace handoff
