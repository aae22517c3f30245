#pragma once

#include "workbench/ui/common/overlay.h"

namespace handoff {

/// All keys on one card over the window; `?` opens it, Esc closes it. GUI thread.
class KeysPage : public Overlay
{
    Q_OBJECT
public:
    struct Row
    {
        QString keys;
        QString what;
    };

    KeysPage(const Theme &theme, QWidget *parent);

    void present(const QList<Row> &rows);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace handoff
