#include "server/store/rows.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>

#include <sqlite3.h>

#include <atomic>
#include <map>
#include <mutex>
#include <vector>

namespace handoff {

namespace {

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
    int changed() override { return m_changed; }
    void finish() override
    {
        if (std::exchange(m_active, false))
            sqlite3_reset(m_statement);
        m_hasRow = false;
        m_first = false;
        m_error.clear();
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
    QByteArray bytes(int column) const override
    {
        const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
        return QByteArray(bytes, sqlite3_column_bytes(m_statement, column));
    }

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

/// QtSql opens and closes the connection; statements go straight to the driver's handle
/// (QSqlDriver::handle), because QSqlQuery turns every value into UTF-16 and a QVariant twice,
/// which costs more than SQLite itself.
class SqliteEngine final : public Engine
{
public:
    explicit SqliteEngine(const QString &file) : m_file(file), m_name(connectionName())
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
        if (connect())
            return true;
        close();
        return false;
    }
    bool isOpen() const override { return m_db != nullptr; }
    /// Every statement that prepare() gave must be gone before.
    void close() override
    {
        m_known.clear();
        m_db = nullptr;
        if (QSqlDatabase::contains(m_name))
            QSqlDatabase::removeDatabase(m_name);
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
    bool connect()
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        db.setDatabaseName(m_file);
        db.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000"));
        if (!db.open()) {
            m_error = db.lastError().text();
            return false;
        }
        const QVariant handle = db.driver()->handle();
        QSqlQuery source(db);
        // A driver with an SQLite of its own would give a handle that is not ours to use.
        if (!handle.isValid() || qstrcmp(handle.typeName(), "sqlite3*") != 0 ||
            !source.exec(QStringLiteral("SELECT sqlite_source_id()")) || !source.next() ||
            source.value(0).toString() != QLatin1String(sqlite3_sourceid())) {
            m_error = QStringLiteral("Qt's SQLite driver and this program use different SQLite "
                                     "libraries");
            return false;
        }
        m_db = *static_cast<sqlite3 *const *>(handle.constData());
        return true;
    }
    static QString connectionName()
    {
        static std::atomic<int> count = 0;
        return QStringLiteral("handoff-sqlite-%1").arg(++count);
    }
    void note() { m_error = QString::fromUtf8(sqlite3_errmsg(m_db)); }

    QString m_file;
    QString m_name;
    sqlite3 *m_db = nullptr;                          ///< belongs to the driver
    std::map<QString, std::unique_ptr<Rows>> m_known; ///< of run()
    QString m_error;
};

} // namespace

std::unique_ptr<Engine> sqliteEngine(const QString &file)
{
    return std::make_unique<SqliteEngine>(file);
}

} // namespace handoff
