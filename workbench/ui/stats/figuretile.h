#pragma once

#include "workbench/models/statsfigures.h"

#include <QFrame>

class QLabel;

namespace handoff {
class Theme;

/// One figure with its title; the definition is the tooltip. GUI thread.
class FigureTile : public QFrame
{
    Q_OBJECT
public:
    explicit FigureTile(const Theme &theme, QWidget *parent = nullptr);

    void set(const StatsFigure &figure);

private:
    QLabel *m_value;
    QLabel *m_change;
    QLabel *m_title;
};

} // namespace handoff
