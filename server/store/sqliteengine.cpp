#include "server/store/rows.h"

#include <sqlite3.h>

#include <map>
#include <mutex>
#include <vector>

namespace handoff {

namespace {

constexpr int busyTimeoutMs = 10'000;

class SqliteRows final : public Rows
{
public:
    SqliteRows(sqlite3 *db, sqlite3_stmt *statement)
        : m_db(db), m_statement(statement),
          m_texts(static_cast<size_t>(sqlite3_bind_parameter_count(statement)))
    {
    }
    ~SqliteRows() override { sqlite3_finalize(m_statement); }
    SqliteRows(const SqliteRows &) = delete;
    SqliteRows &operator=(const SqliteRows &) = delete;

    bool execute(const QVariantList &parameters) override
    {
        finish();
        m_error.clear();
        if (parameters.size() != static_cast<qsizetype>(m_texts.size())) {
            m_error = QStringLiteral("%1 parameters given, %2 expected")
                          .arg(parameters.size())
                          .arg(m_texts.size());
            return false;
        }
        for (int i = 0; i < static_cast<int>(parameters.size()); ++i)
            bind(i, parameters.at(i));
        step();
        m_first = true;
        return m_error.isEmpty();
    }

    bool next() override
    {
        if (!std::exchange(m_first, false) && m_hasRow)
            step();
        return m_hasRow;
    }

    bool isNull(int column) const override
    {
        return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
    }

    QVariant variant(int column) const override
    {
        switch (sqlite3_column_type(m_statement, column)) {
        case SQLITE_INTEGER:
            return integer(column);
        case SQLITE_FLOAT:
            return real(column);
        case SQLITE_NULL:
            return {};
        default:
            return text(column);
        }
    }

    QString error() const override { return m_error; }
    int changed() const override { return m_changed; }
    void finish() override
    {
        if (std::exchange(m_active, false))
            sqlite3_reset(m_statement);
        m_hasRow = false;
        m_first = false;
    }

protected:
    QString text(int column) const override
    {
        const auto *bytes =
            reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
        return QString::fromUtf8(bytes, sqlite3_column_bytes(m_statement, column));
    }
    qint64 integer(int column) const override { return sqlite3_column_int64(m_statement, column); }
    double real(int column) const override { return sqlite3_column_double(m_statement, column); }

private:
    void bind(int index, const QVariant &value)
    {
        const int at = index + 1;
        switch (value.typeId()) {
        case QMetaType::UnknownType:
        case QMetaType::Nullptr:
            sqlite3_bind_null(m_statement, at);
            break;
        case QMetaType::Bool:
        case QMetaType::Int:
        case QMetaType::UInt:
        case QMetaType::LongLong:
            sqlite3_bind_int64(m_statement, at, value.toLongLong());
            break;
        case QMetaType::Double:
            sqlite3_bind_double(m_statement, at, value.toDouble());
            break;
        case QMetaType::QByteArray: {
            const QByteArray &bytes = keep(index, value.toByteArray());
            sqlite3_bind_blob(m_statement, at, bytes.constData(), static_cast<int>(bytes.size()),
                              SQLITE_STATIC);
            break;
        }
        default: {
            const QByteArray &bytes = keep(index, value.toString().toUtf8());
            sqlite3_bind_text(m_statement, at, bytes.constData(), static_cast<int>(bytes.size()),
                              SQLITE_STATIC);
        }
        }
    }
    /// SQLite reads it as long as it is bound, without a copy of its own.
    const QByteArray &keep(int index, QByteArray bytes)
    {
        return m_texts[static_cast<size_t>(index)] = std::move(bytes);
    }
    void step()
    {
        m_active = true;
        const int result = sqlite3_step(m_statement);
        m_hasRow = result == SQLITE_ROW;
        if (m_hasRow)
            return;
        if (result == SQLITE_DONE)
            m_changed = sqlite3_changes(m_db);
        else
            m_error = QString::fromUtf8(sqlite3_errmsg(m_db));
        m_active = false;
        sqlite3_reset(m_statement);
    }

    sqlite3 *m_db;
    sqlite3_stmt *m_statement;
    std::vector<QByteArray> m_texts; ///< what is bound, by place
    QString m_error;
    int m_changed = 0;
    bool m_active = false; ///< stepped and not reset yet
    bool m_hasRow = false;
    bool m_first = false; ///< execute() has fetched the row that next() will show
};

class SqliteEngine final : public Engine
{
public:
    explicit SqliteEngine(const QString &file) : m_file(file.toUtf8())
    {
        // Its statistics of memory cost a lock around every allocation, and nobody reads them.
        static std::once_flag once;
        std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
    }
    ~SqliteEngine() override { close(); }
    SqliteEngine(const SqliteEngine &) = delete;
    SqliteEngine &operator=(const SqliteEngine &) = delete;

    bool open() override
    {
        // A connection never leaves its thread, so it needs no lock of SQLite's.
        constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
        if (sqlite3_open_v2(m_file.constData(), &m_db, flags, nullptr) != SQLITE_OK) {
            note();
            close();
            return false;
        }
        sqlite3_busy_timeout(m_db, busyTimeoutMs);
        return true;
    }
    bool isOpen() const override { return m_db != nullptr; }
    void close() override
    {
        m_known.clear();
        sqlite3_close_v2(std::exchange(m_db, nullptr)); // waits for statements that others hold
    }

    bool run(const QString &statement) override
    {
        std::unique_ptr<Rows> &known = m_known[statement];
        if (!known)
            known = prepare(statement);
        if (!known)
            return false;
        const bool done = known->execute({});
        m_error = known->error();
        known->finish();
        return done;
    }
    std::unique_ptr<Rows> prepare(const QString &statement) override
    {
        const QByteArray text = statement.toUtf8();
        sqlite3_stmt *prepared = nullptr;
        if (sqlite3_prepare_v3(m_db, text.constData(), static_cast<int>(text.size()),
                               SQLITE_PREPARE_PERSISTENT, &prepared, nullptr) != SQLITE_OK) {
            note();
            return nullptr;
        }
        return std::make_unique<SqliteRows>(m_db, prepared);
    }
    QString error() const override { return m_error; }

private:
    void note() { m_error = QString::fromUtf8(sqlite3_errmsg(m_db)); }

    QByteArray m_file;
    sqlite3 *m_db = nullptr;
    std::map<QString, std::unique_ptr<Rows>> m_known; ///< of run()
    QString m_error;
};

} // namespace

std::unique_ptr<Engine> sqliteEngine(const QString &file)
{
    return std::make_unique<SqliteEngine>(file);
}

} // namespace handoff
