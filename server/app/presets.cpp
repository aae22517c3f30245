#include "server/app/presets.h"

#include <QFile>

namespace handoff {

namespace {

template<typename T>
Result<T> read(const QString &name)
{
    QFile file(QStringLiteral(":/presets/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return Error::plain(ErrorKind::Internal, QStringLiteral("PRESETS"), file.errorString());
    return json::fromJson<T>(file.readAll());
}

} // namespace

Result<Presets> loadPresets()
{
    Presets presets;
    HANDOFF_TRY(presets.tags, read<QList<Tags::Preset>>(QStringLiteral("tags.json")));
    HANDOFF_TRY(presets.quickReplies,
                read<QList<QuickReplies::Preset>>(QStringLiteral("quick_replies.json")));
    return presets;
}

Result<void> seedPresets(Tx &tx, const Presets &presets)
{
    HANDOFF_CHECK(Tags::seed(tx, presets.tags));
    HANDOFF_CHECK(QuickReplies::seed(tx, presets.quickReplies));
    return {};
}

} // namespace handoff
