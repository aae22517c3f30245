#include "tests/support/testdatabase.h"

#include "shared/core/ids.h"

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>

namespace handoff::test {

namespace {

/// Runs one statement on the server's own database.
void administer(const QString &statement)
{
    const QUrl url(qEnvironmentVariable("HANDOFF_TEST_POSTGRES"));
    const QString name = newId(u"admin-");
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), name);
        db.setHostName(url.host());
        db.setPort(url.port(5432));
        db.setDatabaseName(url.path().mid(1));
        db.setUserName(url.userName());
        db.setPassword(url.password());
        QSqlQuery query(db);
        if (!db.open() || !QSqlQuery(db).exec(statement))
            qFatal("%s: %s", qPrintable(statement), qPrintable(db.lastError().text()));
    }
    QSqlDatabase::removeDatabase(name);
}

} // namespace

TestDatabase::TestDatabase()
{
    if (!isPostgres()) {
        m_url = QStringLiteral("sqlite:") + m_dir.filePath(QStringLiteral("handoff.db"));
        return;
    }
    m_name = newId(u"handoff_test_", 16);
    administer(QStringLiteral("CREATE DATABASE ") + m_name);
    QUrl url(qEnvironmentVariable("HANDOFF_TEST_POSTGRES"));
    url.setPath(u'/' + m_name);
    m_url = url.toString(QUrl::FullyEncoded);
}

TestDatabase::~TestDatabase()
{
    if (!m_name.isEmpty())
        administer(QStringLiteral("DROP DATABASE IF EXISTS ") + m_name +
                   QStringLiteral(" WITH (FORCE)"));
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
