#include "server/store/sql.h"

#include "shared/contract/errors.h"

#include <QLoggingCategory>
#include <QSqlError>
#include <QThread>
#include <QUrl>
#include <QUrlQuery>

#include <atomic>

namespace handoff {

Q_LOGGING_CATEGORY(logStore, "handoff.store")

namespace {

QString connectionName()
{
    static std::atomic<int> count = 0;
    return QStringLiteral("handoff-%1").arg(++count);
}

/// What people get to see; the database's own words go to the log only. Its first line, because
/// PostgreSQL adds the values of the row, and message texts do not belong into a log.
Error storeError(const QString &what, const QString &text)
{
    qCWarning(logStore).noquote() << what << "failed:" << text.section(u'\n', 0, 0);
    return errors::unavailable();
}

void configurePostgres(QSqlDatabase &db, const QUrl &url)
{
    const QUrlQuery query(url);
    db.setHostName(query.hasQueryItem(QStringLiteral("host")) ? query.queryItemValue(QStringLiteral("host"))
                                                              : url.host());
    if (url.port() > 0)
        db.setPort(url.port());
    db.setDatabaseName(url.path().mid(1));
    db.setUserName(url.userName(QUrl::FullyDecoded));
    db.setPassword(url.password(QUrl::FullyDecoded));
    QStringList options{QStringLiteral("connect_timeout=5")};
    for (const auto &item : query.queryItems()) {
        if (item.first != QLatin1String("host"))
            options.append(item.first + u'=' + item.second);
    }
    db.setConnectOptions(options.join(u';'));
}

} // namespace

Connection::Connection(const QString &url, Purpose purpose)
    : m_url(url), m_purpose(purpose), m_postgres(url.startsWith(QLatin1String("postgres"))),
      m_name(connectionName())
{
}

Connection::~Connection()
{
    close();
}

Result<void> Connection::open()
{
    if (QSqlDatabase::contains(m_name))
        return {};
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(m_postgres ? QStringLiteral("QPSQL") : QStringLiteral("QSQLITE"),
                                                    m_name);
        if (m_postgres) {
            configurePostgres(db, QUrl(m_url));
        } else {
            db.setDatabaseName(m_url.mid(QStringLiteral("sqlite:").size()));
            db.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000"));
        }
        if (!db.open()) {
            const QString text = db.lastError().text();
            db = QSqlDatabase();
            close();
            return storeError(QStringLiteral("opening the database"), text);
        }
    }
    QStringList setup;
    if (m_postgres) {
        setup.append(QStringLiteral("SET client_min_messages = warning"));
        if (m_purpose == Purpose::Reader)
            setup.append(QStringLiteral("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL "
                                        "REPEATABLE READ READ ONLY"));
    } else {
        // Acknowledged means durable: FULL syncs the log at every commit (operations.md, Reliability).
        setup = {QStringLiteral("PRAGMA journal_mode = WAL"), QStringLiteral("PRAGMA synchronous = FULL"),
                 QStringLiteral("PRAGMA foreign_keys = ON"), QStringLiteral("PRAGMA temp_store = MEMORY"),
                 QStringLiteral("PRAGMA cache_size = -8000"),
                 QStringLiteral("PRAGMA journal_size_limit = 67108864")};
        if (m_purpose == Purpose::Reader)
            setup.append(QStringLiteral("PRAGMA query_only = ON"));
    }
    for (const QString &statement : setup) {
        if (auto result = run(statement); !result) {
            close();
            return result;
        }
    }
    return {};
}

void Connection::close()
{
    m_prepared.clear();
    if (QSqlDatabase::contains(m_name))
        QSqlDatabase::removeDatabase(m_name);
}

Result<void> Connection::run(const QString &statement)
{
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    if (!query.exec(statement))
        return storeError(statement, query.lastError().text());
    return {};
}

QSqlQuery *Connection::prepared(const QString &statement, QString *error)
{
    auto it = m_prepared.find(statement);
    if (it == m_prepared.end()) {
        auto query = std::make_shared<QSqlQuery>(QSqlDatabase::database(m_name, false));
        query->setForwardOnly(true);
        if (!query->prepare(statement)) {
            *error = query->lastError().text();
            return nullptr;
        }
        it = m_prepared.insert(statement, std::move(query));
    }
    return it->get();
}

void Connection::finishStatements()
{
    for (QSqlQuery *query : std::as_const(m_active))
        query->finish();
    m_active.clear();
}

namespace sql {

namespace {

/// QtSql binds a null QString as NULL, but an empty text is a text; only QVariant() is NULL.
QVariant bound(const QVariant &value)
{
    if (value.typeId() == QMetaType::QString && value.toString().isNull())
        return QStringLiteral("");
    return value;
}

} // namespace

QSqlQuery &run(Tx &tx, const QString &statement, const QVariantList &parameters)
{
    // What a failed Tx reads: a query that never ran has no rows.
    thread_local QSqlQuery empty{QSqlDatabase()};
    if (tx.failed())
        return empty;
    QString error;
    QSqlQuery *query = tx.connection().prepared(statement, &error);
    if (query) {
        query->finish();
        for (qsizetype i = 0; i < parameters.size(); ++i)
            query->bindValue(static_cast<int>(i), bound(parameters.at(i)));
        tx.connection().noteActive(query);
        if (query->exec())
            return *query;
        error = query->lastError().text();
    }
    tx.fail(storeError(statement, error));
    return empty;
}

int changed(Tx &tx, const QString &statement, const QVariantList &parameters)
{
    const QSqlQuery &query = run(tx, statement, parameters);
    return tx.failed() ? 0 : query.numRowsAffected();
}

QVariant value(Tx &tx, const QString &statement, const QVariantList &parameters)
{
    QSqlQuery &query = run(tx, statement, parameters);
    const QVariant result = query.next() ? query.value(0) : QVariant();
    query.finish();
    return result;
}

} // namespace sql

} // namespace handoff
