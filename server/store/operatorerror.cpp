#include "server/store/operatorerror.h"

#include <QUrl>

namespace handoff {

namespace {

struct Remedy
{
    const char *said; ///< in the database's own words, lower case
    const char *remedy;
};

constexpr Remedy ofSqlite[] = {
    {"not a database",
     "this is no database of Handoff: name another file in DATABASE_URL, or put a "
     "backup in its place with: handoff-server restore BACKUP --force"},
    {"malformed", "the file is damaged: put a backup in its place with: handoff-server restore "
                  "BACKUP --force"},
    {"readonly", "give this user the right to write the file and its folder"},
    {"unable to open", "make its folder, and give this user the right to write in it"},
    {"locked", "another program holds it: end that first"},
    {"full", "make room on the disk"},
    {"i/o error", "look after the disk"},
};

constexpr Remedy ofPostgres[] = {
    {"does not exist", "make the database and its role, or correct DATABASE_URL"},
    {"authentication", "correct user and password in DATABASE_URL, where @ is written %40, / %2F, "
                       "# %23 and % %25"},
    {"too many", "raise max_connections there, or lower DATABASE_WRITERS and READERS"},
    {"permission denied", "give the role in DATABASE_URL the right to make tables"},
    {"connect", "start PostgreSQL, or correct host and port in DATABASE_URL"},
};

template<size_t N>
QString remedyOf(const Remedy (&table)[N], const QString &problem)
{
    for (const Remedy &row : table) {
        if (problem.contains(QLatin1String(row.said), Qt::CaseInsensitive))
            return QStringLiteral("; ") + QLatin1String(row.remedy);
    }
    return {};
}

/// The file, or the server without user and password; empty when it cannot be told from them.
QString placeOf(const Connection &connection)
{
    QString url = connection.url();
    if (!connection.isPostgres())
        return url.mid(QStringLiteral("sqlite:").size());
    url.replace(u'#', QStringLiteral("%23")); // to PostgreSQL a character like any other
    const QString place = QUrl(url).toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    return place.contains(u'@') ? QString() : place;
}

} // namespace

Error operatorError(const Connection &connection, const QString &doing)
{
    const QString problem = connection.problem().simplified();
    QString text;
    for (const QString &part : {placeOf(connection), doing}) {
        if (!part.isEmpty())
            text += part + QStringLiteral(": ");
    }
    text += problem +
            (connection.isPostgres() ? remedyOf(ofPostgres, problem) : remedyOf(ofSqlite, problem));
    return Error::plain(ErrorKind::Unavailable, QStringLiteral("DATABASE"), text);
}

} // namespace handoff
