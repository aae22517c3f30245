#include "workbench/ui/common/errorbanner.h"

#include "workbench/controllers/deskcontroller.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"

namespace handoff {

ErrorBanner::ErrorBanner(const Theme &theme, DeskController &desk, QWidget *parent)
    : Banner(theme, parent), m_desk(desk)
{
    setDismissable(true);
    connect(&desk, &DeskController::connectionChanged, this, &ErrorBanner::lineChanged);
    connect(&desk, &DeskController::caughtUp, this,
            [this] { lineChanged(EventStream::State::Live); });
}

void ErrorBanner::presentError(const Error &error, const QString &action)
{
    m_line = error.code == clienterror::unreachable || error.code == clienterror::timedOut;
    if (m_line && m_desk.connection() == EventStream::State::Lost) {
        hide();
        return;
    }
    present(Token::Danger, QStringLiteral("error"), text::error(error), action);
}

void ErrorBanner::lineChanged(EventStream::State state)
{
    if (m_line && (state == EventStream::State::Lost || state == EventStream::State::Live)) {
        m_line = false;
        hide();
    }
}

} // namespace handoff
