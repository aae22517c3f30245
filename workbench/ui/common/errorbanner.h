#pragma once

#include "shared/core/result.h"
#include "workbench/api/eventstream.h"
#include "workbench/ui/common/banner.h"

namespace handoff {
class DeskController;

/// What went wrong in its place. That the server cannot be reached is said by the window's banner
/// while it is so, not here a second time, and not any more when it can. GUI thread.
class ErrorBanner : public Banner
{
    Q_OBJECT
public:
    ErrorBanner(const Theme &theme, DeskController &desk, QWidget *parent = nullptr);

    void presentError(const Error &error, const QString &action = {});

private:
    void lineChanged(EventStream::State state);

    DeskController &m_desk;
    bool m_line = false; ///< what it says is about the line
};

} // namespace handoff
