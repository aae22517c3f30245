#pragma once

#include <QWidget>

namespace handoff {
class Theme;

/// Grey bars where rows will be: a list that is being loaded. Still, not animated. GUI thread.
class Skeleton : public QWidget
{
    Q_OBJECT
public:
    /// Longer loads show it; a quick answer never flickers. Milliseconds.
    static constexpr int delayMs = 150;

    explicit Skeleton(const Theme &theme, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace handoff
