#include "server/store/sql.h"

#include "shared/contract/errors.h"

#include <QLoggingCategory>

#include <algorithm>

namespace handoff {

Q_LOGGING_CATEGORY(logStore, "handoff.store")

namespace {

/// What people get to see; the database's own words go to the log only. Its first line, because
/// PostgreSQL adds the values of the row, and message texts do not belong into a log.
Error storeError(const QString &what, const QString &text)
{
    qCWarning(logStore).noquote() << what << "failed:" << text.section(u'\n', 0, 0);
    return errors::unavailable();
}

/// What a failed Tx reads: no rows.
class NoRows final : public Rows
{
public:
    bool execute(const QVariantList &) override { return false; }
    bool next() override { return false; }
    bool isNull(int) const override { return true; }
    QVariant variant(int) const override { return {}; }
    QString error() const override { return {}; }
    int changed() override { return 0; }
    void finish() override {}

protected:
    QString text(int) const override { return {}; }
    qint64 integer(int) const override { return 0; }
    double real(int) const override { return 0; }
    QByteArray bytes(int) const override { return {}; }
};

} // namespace

Connection::Connection(const QString &url, Purpose purpose)
    : m_url(url), m_purpose(purpose), m_postgres(url.startsWith(QLatin1String("postgres"))),
      m_engine(m_postgres ? postgresEngine(url)
                          : sqliteEngine(url.mid(QStringLiteral("sqlite:").size())))
{
}

Connection::~Connection()
{
    close();
}

Result<void> Connection::open()
{
    if (m_engine->isOpen())
        return {};
    if (!m_engine->open()) {
        noteProblem(m_engine->error());
        return storeError(QStringLiteral("opening the database"), m_engine->error());
    }
    for (const QString &statement : setup()) {
        if (auto result = run(statement); !result) {
            close();
            return result;
        }
    }
    return {};
}

QStringList Connection::setup() const
{
    QStringList list;
    if (m_postgres) {
        list.append(QStringLiteral("SET client_min_messages = warning"));
        if (m_purpose == Purpose::Reader)
            list.append(QStringLiteral("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL "
                                       "REPEATABLE READ READ ONLY"));
        else // a server that hangs in its turn must not hold up the others for ever
            list.append(QStringLiteral("SET idle_in_transaction_session_timeout = '15s'"));
        return list;
    }
    // Acknowledged means durable: FULL syncs the log at every commit (operations.md, Reliability).
    // The log is copied into the file every 32 MB: what many messages change again and again, a
    // session's row and the ends of the indexes, is then copied once.
    list = {QStringLiteral("PRAGMA journal_mode = WAL"),
            QStringLiteral("PRAGMA synchronous = FULL"),
            QStringLiteral("PRAGMA foreign_keys = ON"),
            QStringLiteral("PRAGMA temp_store = MEMORY"),
            QStringLiteral("PRAGMA cache_size = -8000"),
            QStringLiteral("PRAGMA wal_autocheckpoint = 8192"),
            QStringLiteral("PRAGMA journal_size_limit = 67108864")};
    if (m_purpose == Purpose::Reader)
        list.append(QStringLiteral("PRAGMA query_only = ON"));
    return list;
}

void Connection::close()
{
    m_active.clear();
    m_ahead.clear();
    m_prepared.clear();
    m_engine->close();
}

Result<void> Connection::run(const QString &statement)
{
    if (!m_engine->run(statement)) {
        noteProblem(m_engine->error());
        return storeError(statement, m_engine->error());
    }
    return {};
}

Result<void> Connection::post(const QString &statement)
{
    if (statement == QLatin1String("BEGIN"))
        m_written = false;
    if (!m_engine->post(statement)) {
        noteProblem(m_engine->error());
        return storeError(statement, m_engine->error());
    }
    return {};
}

Result<void> Connection::settle()
{
    if (!m_engine->settle()) {
        noteProblem(m_engine->error());
        return storeError(QStringLiteral("a statement before"), m_engine->error());
    }
    return {};
}

Result<void> Connection::listen(const QStringList &channels, const Engine::Heard &heard)
{
    if (!m_engine->listen(channels, heard))
        return storeError(QStringLiteral("LISTEN"), m_engine->error());
    return {};
}

Rows *Connection::prepared(const QString &statement, QString *error)
{
    m_written = m_written || !statement.startsWith(QLatin1String("SELECT")) ||
                statement.endsWith(QLatin1String("FOR UPDATE"));
    auto it = m_prepared.find(statement);
    if (it == m_prepared.end()) {
        std::shared_ptr<Rows> rows = m_engine->prepare(statement);
        if (!rows) {
            *error = m_engine->error();
            return nullptr;
        }
        it = m_prepared.insert(statement, std::move(rows));
    }
    return it->get();
}

Rows *Connection::takeAhead(const QString &statement, const QVariantList &parameters)
{
    const auto it = m_ahead.constFind(statement);
    if (it == m_ahead.constEnd())
        return nullptr;
    const bool same = *it == parameters;
    m_ahead.erase(it);
    return same ? m_prepared.value(statement).get() : nullptr;
}

QStringList Connection::statements() const
{
    QStringList texts;
    for (const Rows *rows : m_active) {
        const auto it = std::find_if(m_prepared.begin(), m_prepared.end(),
                                     [rows](const auto &known) { return known.get() == rows; });
        texts.append(it.key());
    }
    return texts;
}

Result<void> Connection::finishStatements()
{
    QString problem;
    for (Rows *rows : m_active) {
        if (problem.isEmpty())
            problem = rows->error();
        rows->finish();
    }
    m_active.clear();
    m_ahead.clear();
    if (!problem.isEmpty())
        return storeError(QStringLiteral("reading rows"), problem);
    return {};
}

namespace sql {

namespace {

/// What shows only when the answer is looked at.
void failWith(Tx &tx, const QString &statement, const Rows &rows)
{
    if (const QString error = rows.error(); !error.isEmpty() && !tx.failed()) {
        tx.connection().noteProblem(error);
        tx.fail(storeError(statement, error));
    }
}

} // namespace

Rows &run(Tx &tx, const QString &statement, const QVariantList &parameters)
{
    thread_local NoRows empty;
    if (tx.failed())
        return empty;
    Connection &connection = tx.connection();
    const bool ahead = connection.isAhead();
    if (!ahead) {
        if (Rows *rows = connection.takeAhead(statement, parameters))
            return *rows;
    }
    QString error;
    if (Rows *rows = connection.prepared(statement, &error)) {
        connection.noteActive(rows);
        const bool sent = rows->execute(parameters);
        if (sent && ahead) {
            connection.noteAhead(statement, parameters);
            return empty;
        }
        if (sent)
            return *rows;
        error = rows->error();
        rows->finish();
    }
    tx.connection().noteProblem(error);
    tx.fail(storeError(statement, error));
    return empty;
}

int changed(Tx &tx, const QString &statement, const QVariantList &parameters)
{
    Rows &rows = run(tx, statement, parameters);
    const int count = tx.failed() ? 0 : rows.changed();
    failWith(tx, statement, rows);
    return count;
}

bool changeOne(Tx &tx, const QString &statement, const QVariantList &parameters)
{
    if (!tx.connection().isPostgres())
        return changed(tx, statement, parameters) == 1;
    run(tx,
        QStringLiteral("WITH changed AS (") + statement +
            QStringLiteral(" RETURNING 1) SELECT 1 / COUNT(*) FROM changed"),
        parameters);
    return !tx.failed();
}

QString lockSuffix(Tx &tx)
{
    return tx.connection().isPostgres() ? QStringLiteral(" FOR UPDATE") : QString();
}

QVariant value(Tx &tx, const QString &statement, const QVariantList &parameters)
{
    Rows &rows = run(tx, statement, parameters);
    const QVariant result = rows.next() ? rows.variant(0) : QVariant();
    failWith(tx, statement, rows);
    rows.finish();
    return result;
}

} // namespace sql

} // namespace handoff
