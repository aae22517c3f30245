#pragma once

#include <QIcon>

namespace handoff {
class Theme;
enum class Token;
} // namespace handoff

/// The outline icons of resources/icons, tinted while they are painted.
namespace handoff::icons {

/// Renders `:/icons/<name>.svg` into `rect` with `currentColor` = `color`; cached per size and
/// colour.
void paint(QPainter &painter, const QRectF &rect, const QString &name, const QColor &color);

/// An icon that asks the theme for its colour each time it is painted.
QIcon tinted(const Theme &theme, const QString &name, Token token);

} // namespace handoff::icons
