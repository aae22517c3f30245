#include "server/store/rows.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>
#include <QUrlQuery>

#include <atomic>

namespace handoff {

namespace {

/// QtSql binds a null QString as NULL, but an empty text is a text; only QVariant() is NULL.
QVariant bound(const QVariant &value)
{
    if (value.typeId() == QMetaType::QString && value.toString().isNull())
        return QStringLiteral("");
    return value;
}

class PostgresRows final : public Rows
{
public:
    explicit PostgresRows(QSqlQuery query) : m_query(std::move(query)) {}

    bool execute(const QVariantList &parameters) override
    {
        finish();
        for (qsizetype i = 0; i < parameters.size(); ++i)
            m_query.bindValue(static_cast<int>(i), bound(parameters.at(i)));
        if (m_query.exec())
            return true;
        m_error = m_query.lastError().text();
        return false;
    }
    bool next() override
    {
        if (m_query.next())
            return true;
        if (m_query.lastError().isValid()) // rows come one by one, so they can break off
            m_error = m_query.lastError().text();
        return false;
    }
    bool isNull(int column) const override { return m_query.isNull(column); }
    QVariant variant(int column) const override
    {
        return m_query.isNull(column) ? QVariant() : m_query.value(column);
    }
    QString error() const override { return m_error; }
    int changed() const override { return m_query.numRowsAffected(); }
    void finish() override
    {
        m_query.finish();
        m_error.clear();
    }

protected:
    QString text(int column) const override { return m_query.value(column).toString(); }
    qint64 integer(int column) const override { return m_query.value(column).toLongLong(); }
    double real(int column) const override { return m_query.value(column).toDouble(); }
    QByteArray bytes(int column) const override { return m_query.value(column).toByteArray(); }

private:
    QSqlQuery m_query;
    QString m_error;
};

void configure(QSqlDatabase &db, const QUrl &url)
{
    const QUrlQuery query(url);
    db.setHostName(query.hasQueryItem(QStringLiteral("host"))
                       ? query.queryItemValue(QStringLiteral("host"))
                       : url.host());
    if (url.port() > 0)
        db.setPort(url.port());
    db.setDatabaseName(url.path().mid(1));
    db.setUserName(url.userName(QUrl::FullyDecoded));
    db.setPassword(url.password(QUrl::FullyDecoded));
    // A server that vanished without a word is noticed within 25 s, not when TCP gives up.
    QStringList options{
        QStringLiteral("connect_timeout=5"), QStringLiteral("tcp_user_timeout=15000"),
        QStringLiteral("keepalives_idle=10"), QStringLiteral("keepalives_interval=5"),
        QStringLiteral("keepalives_count=3")};
    for (const auto &item : query.queryItems()) {
        if (item.first != QLatin1String("host"))
            options.append(item.first + u'=' + item.second);
    }
    db.setConnectOptions(options.join(u';'));
}

QString connectionName()
{
    static std::atomic<int> count = 0;
    return QStringLiteral("handoff-%1").arg(++count);
}

class PostgresEngine final : public Engine
{
public:
    explicit PostgresEngine(const QString &url) : m_url(url), m_name(connectionName()) {}
    ~PostgresEngine() override { close(); }
    PostgresEngine(const PostgresEngine &) = delete;
    PostgresEngine &operator=(const PostgresEngine &) = delete;

    bool open() override
    {
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), m_name);
            configure(db, QUrl(m_url));
            if (db.open())
                return true;
            m_error = db.lastError().text();
        }
        close();
        return false;
    }
    bool isOpen() const override { return QSqlDatabase::contains(m_name); }
    void close() override
    {
        if (isOpen())
            QSqlDatabase::removeDatabase(m_name);
    }
    bool run(const QString &statement) override
    {
        QSqlQuery query(QSqlDatabase::database(m_name, false));
        if (query.exec(statement))
            return true;
        m_error = query.lastError().text();
        return false;
    }
    std::unique_ptr<Rows> prepare(const QString &statement) override
    {
        QSqlQuery query(QSqlDatabase::database(m_name, false));
        query.setForwardOnly(true);
        if (!query.prepare(statement)) {
            m_error = query.lastError().text();
            return nullptr;
        }
        return std::make_unique<PostgresRows>(std::move(query));
    }
    QString error() const override { return m_error; }

    bool listen(const QStringList &channels, const Heard &heard) override
    {
        QSqlDriver *driver = QSqlDatabase::database(m_name, false).driver();
        for (const QString &channel : channels) {
            if (!driver->subscribeToNotification(channel)) {
                m_error = driver->lastError().text();
                return false;
            }
        }
        QObject::connect(driver, &QSqlDriver::notification, driver,
                         [heard](const QString &channel, QSqlDriver::NotificationSource source,
                                 const QVariant &payload) {
                             if (source != QSqlDriver::SelfSource)
                                 heard(channel, payload.toString());
                         });
        return true;
    }

private:
    QString m_url;
    QString m_name;
    QString m_error;
};

} // namespace

std::unique_ptr<Engine> postgresEngine(const QString &url)
{
    return std::make_unique<PostgresEngine>(url);
}

} // namespace handoff
