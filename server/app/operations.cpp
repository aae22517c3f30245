#include "server/app/operations.h"

#include "server/store/backup.h"
#include "server/store/database.h"

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

int restore(const CommandLine &line, const Config &config)
{
    const auto restored = Backup::restore(config.databaseUrl, line.file, line.force);
    if (!restored)
        return told(restored.error(), {});
    return told({}, restored->keptAs.isEmpty()
                        ? QStringLiteral("restored")
                        : QString(QStringLiteral("restored; the data from before are in ") +
                                  restored->keptAs));
}

} // namespace

int runOperation(const CommandLine &line, const Config &config)
{
    using Action = CommandLine::Action;
    switch (line.action) {
    case Action::Backup:
        return told(Backup::write(config.databaseUrl, line.file),
                    QStringLiteral("wrote ") + line.file);
    case Action::Restore:
        return restore(line, config);
    case Action::Migrate: {
        DatabaseOptions options;
        options.url = config.databaseUrl;
        options.readers = 1;
        const auto opened = Database::open(options);
        return told(opened ? Result<void>() : Result<void>(opened.error()),
                    QStringLiteral("the schema is up to date"));
    }
    case Action::CheckConfig:
        return told({}, QStringLiteral("the configuration is good"));
    default:
        return 1;
    }
}

} // namespace handoff
