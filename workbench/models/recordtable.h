#pragma once

#include <QAbstractTableModel>
#include <QSet>

#include <vector>

namespace handoff {

/// One column of a RecordTable.
template<typename Row>
struct RecordColumn
{
    QString (*header)();                    ///< in the current language
    QString (*text)(const Row &);           ///< what people read
    QVariant (*key)(const Row &) = nullptr; ///< what the column sorts by; null: the text
    bool isNumber = false;                  ///< set to the right
};

/// Roles of every RecordTable.
enum RecordRole {
    RecordIdRole = Qt::UserRole + 1, ///< QString
    SortRole,                        ///< QVariant
};

/// Records of one kind as a table; each is named by its id, and changes come by the fewest steps so
/// that selection and scroll position last. GUI thread. Knows neither network nor widgets.
template<typename Row>
class RecordTable : public QAbstractTableModel
{
public:
    RecordTable(QString (*id)(const Row &), std::vector<RecordColumn<Row>> columns,
                QObject *parent = nullptr)
        : QAbstractTableModel(parent), m_id(id), m_columns(std::move(columns))
    {
    }

    /// Makes the rows equal to `rows`; of two with the same id the first counts.
    void assign(const QList<Row> &rows)
    {
        QSet<QString> wanted;
        for (const Row &row : rows)
            wanted.insert(m_id(row));
        for (qsizetype i = m_rows.size() - 1; i >= 0; --i) {
            if (!wanted.contains(m_id(m_rows.at(i))))
                removeAt(i);
        }
        qsizetype at = 0;
        for (const Row &row : rows) {
            if (!wanted.remove(m_id(row)))
                continue;
            const qsizetype now = indexOf(m_id(row), at);
            if (now < 0) {
                insertAt(at, row);
            } else {
                move(now, at);
                put(at, row);
            }
            ++at;
        }
    }

    /// Replaces the record of the same id; false when there is none.
    bool update(const Row &row)
    {
        const qsizetype at = indexOf(m_id(row));
        if (at < 0)
            return false;
        put(at, row);
        return true;
    }
    void insertFirst(const Row &row) { insertAt(0, row); }
    void append(const Row &row) { insertAt(m_rows.size(), row); }
    void remove(const QString &id)
    {
        if (const qsizetype at = indexOf(id); at >= 0)
            removeAt(at);
    }

    const QList<Row> &rows() const { return m_rows; }
    const Row *row(int at) const
    {
        return at >= 0 && at < m_rows.size() ? &m_rows.at(at) : nullptr;
    }
    const Row *find(const QString &id) const
    {
        const qsizetype at = indexOf(id);
        return at < 0 ? nullptr : &m_rows.at(at);
    }
    int rowOf(const QString &id) const { return static_cast<int>(indexOf(id)); }

    /// After a change of the language.
    void retranslate()
    {
        emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        refreshColumn(0, columnCount() - 1);
    }
    /// Says that the texts of these columns have changed by themselves (times that tick).
    void refreshColumn(int first, int last)
    {
        if (!m_rows.isEmpty())
            emit dataChanged(index(0, first), index(rowCount() - 1, last));
    }

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const Row *record = index.isValid() ? row(index.row()) : nullptr;
        if (!record || index.column() >= columnCount())
            return {};
        const RecordColumn<Row> &column = m_columns[static_cast<size_t>(index.column())];
        switch (role) {
        case Qt::DisplayRole:
        case Qt::ToolTipRole: // columns cut long texts
            return column.text(*record);
        case Qt::TextAlignmentRole:
            return int(Qt::AlignVCenter | (column.isNumber ? Qt::AlignRight : Qt::AlignLeft));
        case RecordIdRole:
            return m_id(*record);
        case SortRole:
            return column.key ? column.key(*record) : QVariant(column.text(*record));
        default:
            return {};
        }
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
            return {};
        const RecordColumn<Row> &column = m_columns[static_cast<size_t>(section)];
        if (role == Qt::DisplayRole)
            return column.header();
        if (role == Qt::TextAlignmentRole)
            return int(Qt::AlignVCenter | (column.isNumber ? Qt::AlignRight : Qt::AlignLeft));
        return {};
    }

private:
    qsizetype indexOf(const QString &id, qsizetype from = 0) const
    {
        for (qsizetype i = from; i < m_rows.size(); ++i) {
            if (m_id(m_rows.at(i)) == id)
                return i;
        }
        return -1;
    }
    void insertAt(qsizetype at, const Row &row)
    {
        beginInsertRows({}, static_cast<int>(at), static_cast<int>(at));
        m_rows.insert(at, row);
        endInsertRows();
    }
    void removeAt(qsizetype at)
    {
        beginRemoveRows({}, static_cast<int>(at), static_cast<int>(at));
        m_rows.removeAt(at);
        endRemoveRows();
    }
    void move(qsizetype from, qsizetype to)
    {
        if (from == to)
            return;
        beginMoveRows({}, static_cast<int>(from), static_cast<int>(from), {}, static_cast<int>(to));
        m_rows.move(from, to);
        endMoveRows();
    }
    void put(qsizetype at, const Row &row)
    {
        if (m_rows.at(at) == row)
            return;
        m_rows[at] = row;
        emit dataChanged(index(static_cast<int>(at), 0),
                         index(static_cast<int>(at), columnCount() - 1));
    }

    QString (*m_id)(const Row &);
    std::vector<RecordColumn<Row>> m_columns;
    QList<Row> m_rows;
};

} // namespace handoff
