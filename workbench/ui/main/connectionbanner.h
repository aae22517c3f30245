#pragma once

#include "workbench/api/eventstream.h"
#include "workbench/ui/common/banner.h"

namespace handoff {
class DeskController;

/// Tells that the connection is gone, counts down to the next try, offers to try now. GUI thread.
class ConnectionBanner : public Banner
{
    Q_OBJECT
public:
    ConnectionBanner(const Theme &theme, DeskController &desk, QWidget *parent = nullptr);

    /// Shows a state with `seconds` to the next try; `oneTooMany`: EventStream::isOneTooMany().
    void present(EventStream::State state, int seconds, bool oneTooMany = false);
    void refresh();

private:
    DeskController &m_desk;
    QTimer m_tick; ///< runs only while there is something to count
    bool m_lost = false;
};

} // namespace handoff
