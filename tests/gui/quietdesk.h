#pragma once

#include "workbench/controllers/deskcatalog.h"

#include <QTemporaryDir>

namespace handoff::test {

/// A desk that never goes on line, for views that want one.
struct QuietDesk
{
    ApiClient api;
    QTemporaryDir folder;
    Drafts drafts{folder.path()};
    DeskController desk{api, drafts};
    DeskCatalog catalog{api, desk};
};

} // namespace handoff::test
