#include "server/store/pgpipeline.h"
#include "server/store/sql.h"

#include <libpq-fe.h>

namespace handoff {

namespace {

/// `?` as PostgreSQL counts parameters: `$1`, `$2`, …
QByteArray numbered(const QString &statement)
{
    QByteArray text;
    bool quoted = false;
    int count = 0;
    for (const char c : statement.toUtf8()) {
        quoted = quoted != (c == '\'');
        if (c == '?' && !quoted)
            text += '$' + QByteArray::number(++count);
        else
            text += c;
    }
    return text;
}

// pg_type.dat
enum Type : unsigned {
    Boolean = 16,
    BigInt = 20,
    SmallInt = 21,
    Int = 23,
    Real = 700,
    Double = 701,
    Numeric = 1700
};

/// Waits for its answer when somebody looks at it, and never when nobody does.
class PostgresRows final : public Rows
{
public:
    PostgresRows(PgPipeline &pipeline, const QByteArray &name, const QString &statement)
        : m_pipeline(pipeline), m_statement(std::make_shared<PgPrepared>())
    {
        m_statement->name = name;
        m_statement->text = numbered(statement);
    }

    bool execute(const QVariantList &parameters) override
    {
        finish();
        m_answer = m_pipeline.send(m_statement, parameters);
        if (!m_answer)
            m_error = m_pipeline.error();
        return m_answer != nullptr;
    }
    bool next() override
    {
        if (!arrived())
            return false;
        return ++m_row < PQntuples(m_answer->result);
    }
    bool isNull(int column) const override
    {
        return PQgetisnull(m_answer->result, m_row, column) == 1;
    }
    QVariant variant(int column) const override
    {
        if (isNull(column))
            return {};
        switch (PQftype(m_answer->result, column)) {
        case Boolean:
        case SmallInt:
        case Int:
        case BigInt:
            return integer(column);
        case Real:
        case Double:
        case Numeric:
            return real(column);
        default:
            return text(column);
        }
    }
    QString error() const override
    {
        return m_error.isEmpty() && m_answer ? m_answer->error : m_error;
    }
    int changed() override
    {
        return arrived() ? QByteArray(PQcmdTuples(m_answer->result)).toInt() : 0;
    }
    void finish() override
    {
        m_answer.reset();
        m_error.clear();
        m_row = -1;
    }

protected:
    QString text(int column) const override
    {
        return QString::fromUtf8(value(column), PQgetlength(m_answer->result, m_row, column));
    }
    qint64 integer(int column) const override
    {
        const char *const digits = value(column);
        return *digits == 't' ? 1 : QByteArray::fromRawData(digits, qstrlen(digits)).toLongLong();
    }
    double real(int column) const override { return QByteArray(value(column)).toDouble(); }
    QByteArray bytes(int column) const override
    {
        const QByteArray text(value(column));
        return text.startsWith("\\x") ? QByteArray::fromHex(text.mid(2)) : text;
    }

private:
    const char *value(int column) const { return PQgetvalue(m_answer->result, m_row, column); }
    /// Is the answer here, now at the latest, and good?
    bool arrived()
    {
        if (!m_answer)
            return false;
        if (!m_answer->known)
            m_pipeline.wait();
        return m_answer->result != nullptr;
    }

    PgPipeline &m_pipeline;
    std::shared_ptr<PgPrepared> m_statement;
    std::shared_ptr<PgAnswer> m_answer;
    int m_row = -1;
    QString m_error;
};

class PostgresEngine final : public Engine
{
public:
    explicit PostgresEngine(const QString &url) : m_url(url) {}

    bool open() override { return m_pipeline.open(m_url); }
    bool isOpen() const override { return m_pipeline.isOpen(); }
    void close() override { m_pipeline.close(); }
    bool mayRunAgain() const override
    {
        const QByteArray &state = m_pipeline.state();
        return state == "40001" || state == "40P01" || state == "55P03" || state == "23505" ||
               state == sql::notOneRow;
    }
    bool isLost() override { return m_pipeline.isLost(); }
    bool run(const QString &statement) override
    {
        const auto answer = m_pipeline.send(statement.toUtf8());
        if (!answer || !m_pipeline.wait())
            return false;
        // Of a transaction that has failed COMMIT is a rollback, and says so.
        m_undone = statement == QLatin1String("COMMIT") &&
                   qstrcmp(PQcmdStatus(answer->result), "COMMIT") != 0;
        return !m_undone;
    }
    bool post(const QString &statement) override
    {
        if (statement == QLatin1String("BEGIN") ||
            statement.startsWith(QLatin1String("ROLLBACK TO")))
            m_pipeline.forget();
        return m_pipeline.send(statement.toUtf8()) != nullptr;
    }
    bool settle() override { return m_pipeline.wait() && !m_pipeline.hasFailed(); }
    void leave(const QString &statement) override
    {
        if (m_pipeline.send(statement.toUtf8()))
            m_pipeline.push();
    }
    std::unique_ptr<Rows> prepare(const QString &statement) override
    {
        return std::make_unique<PostgresRows>(m_pipeline, "s" + QByteArray::number(++m_count),
                                              statement);
    }
    QString error() const override
    {
        return m_undone ? QStringLiteral("the transaction had failed") : m_pipeline.error();
    }
    qint64 roundTrips() const override { return m_pipeline.roundTrips(); }

    bool listen(const QStringList &channels, const Heard &heard) override
    {
        for (const QString &channel : channels) {
            if (!post(QStringLiteral("LISTEN ") + channel))
                return false;
        }
        m_pipeline.hear(heard);
        return m_pipeline.wait();
    }

private:
    QString m_url;
    PgPipeline m_pipeline;
    int m_count = 0;
    bool m_undone = false;
};

} // namespace

std::unique_ptr<Engine> postgresEngine(const QString &url)
{
    return std::make_unique<PostgresEngine>(url);
}

} // namespace handoff
