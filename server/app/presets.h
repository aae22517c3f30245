#pragma once

#include "server/domain/catalog/quickreplies.h"
#include "server/domain/catalog/tags.h"

namespace handoff {

/// What every desk begins with: data of resources/presets, built into the program.
struct Presets
{
    QList<Tags::Preset> tags;
    QList<QuickReplies::Preset> quickReplies;
};

/// Fails only when the program was built with broken files.
Result<Presets> loadPresets();

/// Adds to the store what is missing there; for each start.
Result<void> seedPresets(Tx &tx, const Presets &presets);

} // namespace handoff
