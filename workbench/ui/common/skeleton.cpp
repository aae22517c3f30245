#include "workbench/ui/common/skeleton.h"

#include "workbench/ui/common/theme.h"

#include <QPainter>

namespace handoff {

Skeleton::Skeleton(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("skeleton"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Skeleton::paintEvent(QPaintEvent *)
{
    constexpr int rows = 8;
    constexpr int pitch = 44;
    constexpr int percents[] = {22, 34, 12, 18}; // of the width, one bar per column
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int row = 0; row < rows; ++row) {
        painter.setBrush(m_theme.mix(Token::Muted, Token::Base, 22 - 2 * row));
        int x = space::pane;
        for (const int percent : percents) {
            const int width = (this->width() - 5 * space::pane) * percent / 100;
            const int shown = qMax(16, width - (row * 13 + percent) % 28);
            painter.drawRoundedRect(QRect(x, space::pane + row * pitch, shown, 12), 4, 4);
            x += width + space::pane;
        }
    }
}

} // namespace handoff
