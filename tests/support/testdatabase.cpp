#include "tests/support/testdatabase.h"

#include "shared/core/ids.h"

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>

namespace handoff::test {

namespace {

/// Runs statements on a database of the server; its own one when no name is given.
void administer(const QStringList &statements, const QString &database = {})
{
    const QUrl url(qEnvironmentVariable("HANDOFF_TEST_POSTGRES"));
    const QString name = newId(u"admin-");
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), name);
        db.setHostName(url.host());
        db.setPort(url.port(5432));
        db.setDatabaseName(database.isEmpty() ? url.path().mid(1) : database);
        db.setUserName(url.userName());
        db.setPassword(url.password());
        // A warning for each table that a cascade drops would be long.
        db.setConnectOptions(QStringLiteral("options=-cclient_min_messages=error"));
        if (!db.open())
            qFatal("%s: %s", qPrintable(db.databaseName()), qPrintable(db.lastError().text()));
        for (const QString &statement : statements) {
            QSqlQuery query(db);
            if (!query.exec(statement))
                qFatal("%s: %s", qPrintable(statement), qPrintable(query.lastError().text()));
        }
    }
    QSqlDatabase::removeDatabase(name);
}

/// Databases that are empty again. To make one takes three times as long as to empty one.
QStringList &spare()
{
    static QStringList names;
    return names;
}

void dropSpare()
{
    for (const QString &name : std::as_const(spare()))
        administer({QStringLiteral("DROP DATABASE ") + name + QStringLiteral(" WITH (FORCE)")});
    spare().clear();
}

QString emptyDatabase()
{
    if (!spare().isEmpty())
        return spare().takeLast();
    static const bool dropped = (qAddPostRoutine(dropSpare), true); // when the program ends
    Q_UNUSED(dropped)
    const QString name = newId(u"handoff_test_", 16);
    administer({QStringLiteral("CREATE DATABASE ") + name});
    return name;
}

} // namespace

TestDatabase::TestDatabase()
{
    if (!isPostgres()) {
        m_url = QStringLiteral("sqlite:") + m_dir.filePath(QStringLiteral("handoff.db"));
        return;
    }
    m_name = emptyDatabase();
    QUrl url(qEnvironmentVariable("HANDOFF_TEST_POSTGRES"));
    url.setPath(u'/' + m_name);
    m_url = url.toString(QUrl::FullyEncoded);
}

TestDatabase::~TestDatabase()
{
    if (m_name.isEmpty())
        return;
    administer({QStringLiteral("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                               "WHERE datname = current_database() AND pid <> pg_backend_pid()"),
                QStringLiteral("DROP SCHEMA public CASCADE"),
                QStringLiteral("CREATE SCHEMA public")},
               m_name);
    spare().append(m_name);
}

std::unique_ptr<Database> TestDatabase::open(std::function<Timestamp()> clock) const
{
    auto database = Database::open({m_url, 2, 20000, std::move(clock)});
    if (!database)
        qFatal("opening %s: %s", qPrintable(m_url), qPrintable(database.error().message));
    return std::move(*database);
}

Result<void> write(Database &database, const UseCase &useCase)
{
    return await(database.write(useCase));
}

Result<void> read(Database &database, const UseCase &useCase)
{
    return await(database.read(useCase));
}

} // namespace handoff::test
