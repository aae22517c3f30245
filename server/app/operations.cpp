#include "server/app/operations.h"

#include "server/auth/password.h"
#include "server/domain/account/agentadmin.h"
#include "server/domain/account/agents.h"
#include "server/store/backup/backup.h"
#include "server/store/database.h"
#include "server/store/databaselock.h"
#include "shared/contract/errors.h"
#include "shared/core/ids.h"

#include <cstdio>

namespace handoff {

namespace {

int told(const Result<void> &result, const QString &success)
{
    if (!result) {
        std::fprintf(stderr, "handoff-server: %s\n", qUtf8Printable(result.error().message));
        return 1;
    }
    std::printf("%s\n", qUtf8Printable(success));
    return 0;
}

Backup::Place placeOf(const Config &config)
{
    return {config.databaseUrl, config.attachmentsDir()};
}

int backup(const CommandLine &line, const Config &config)
{
    const auto written = Backup::write(placeOf(config), line.argument);
    if (!written)
        return told(written.error(), {});
    for (const QString &name : written->lost)
        std::fprintf(stderr, "handoff-server: the file of an attachment is lost: %s\n",
                     qUtf8Printable(name));
    return told({}, QStringLiteral("wrote ") + line.argument);
}

int restore(const CommandLine &line, const Config &config)
{
    const auto restored = Backup::restore(placeOf(config), line.argument, line.force);
    if (!restored)
        return told(restored.error(), {});
    QString text = QStringLiteral("restored");
    if (!restored->keptAs.isEmpty())
        text += QStringLiteral("; the data from before are in ") + restored->keptAs;
    if (!restored->attachmentsKeptAs.isEmpty())
        text += QStringLiteral("\nattachments from before are in ") + restored->attachmentsKeptAs;
    return told({}, text);
}

/// Not beside a server: what that has prepared would meet another schema. On PostgreSQL the others
/// wait (Migrator).
Result<void> migrate(const Config &config)
{
    HANDOFF_TRY(const DatabaseLock lock, DatabaseLock::take(config.databaseUrl));
    DatabaseOptions options;
    options.url = config.databaseUrl;
    options.readers = 1;
    HANDOFF_TRY(const auto database, Database::open(options));
    return {};
}

/// Also when the server refuses to start because everybody knows the password.
Result<QString> setPassword(const Config &config, const QString &username)
{
    HANDOFF_TRY(const DatabaseLock lock, DatabaseLock::take(config.databaseUrl));
    DatabaseOptions options;
    options.url = config.databaseUrl;
    options.readers = 1;
    HANDOFF_TRY(const auto database, Database::open(options));
    const QString password = newId(u"", 20) + QStringLiteral("a1");
    const Agents::NewPassword given{Password::hash(password)};
    HANDOFF_CHECK(database->waitFor(database->write([username, given](Tx &tx) {
        return AgentAdmin::resetPassword(tx, username, given, Actor::system());
    })));
    return password;
}

int setPassword(const CommandLine &line, const Config &config)
{
    const auto password = setPassword(config, line.argument);
    if (!password && password.error() == errors::agentNotFound())
        return told(Error::plain(ErrorKind::NotFound, QStringLiteral("AGENT_NOT_FOUND"),
                                 QStringLiteral("%1: no such account").arg(line.argument)),
                    {});
    if (!password)
        return told(password.error(), {});
    return told({}, QStringLiteral("the password of %1 is now %2 - change it after the next login")
                        .arg(line.argument, *password));
}

} // namespace

int runOperation(const CommandLine &line, const Config &config)
{
    using Action = CommandLine::Action;
    switch (line.action) {
    case Action::Backup:
        return backup(line, config);
    case Action::Restore:
        return restore(line, config);
    case Action::Migrate:
        return told(migrate(config), QStringLiteral("the schema is up to date"));
    case Action::SetPassword:
        return setPassword(line, config);
    case Action::CheckConfig:
        if (config.trustedProxies.isEmpty())
            std::printf("TRUSTED_PROXIES is empty: right when customers connect directly; behind a "
                        "proxy all of them would count as one client, see packaging/PROXY.md\n");
        return told({}, QStringLiteral("the configuration is good"));
    default:
        return 1;
    }
}

} // namespace handoff
