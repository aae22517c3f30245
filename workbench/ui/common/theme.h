#pragma once

#include "workbench/ui/common/plaintexts.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

class QApplication;

namespace handoff {

/// The design tokens (workbench.md, Colours). Nothing else in the program names a colour.
enum class Token {
    Base,
    Raised,
    Sunken,
    Line,
    Text,
    Muted,
    Brand,
    OnBrand,
    Danger,
    Warn,
    Ok,
    BubbleCustomer,
    BubbleAgent,
    BubbleAi,
    BubbleNote,
};

enum class ThemeMode { System, Light, Dark };
/// "light", "dark"; anything else is the system's.
ThemeMode themeModeFromName(const QString &name);

/// The type scale; digits are tabular in all of them.
enum class TextStyle { Body, BodyBold, Meta, MetaBold, Title, Headline };

/// Spacing and sizes in device-independent pixels.
namespace space {
inline constexpr int badge = 4;
inline constexpr int sibling = 8;
inline constexpr int card = 12;
inline constexpr int pane = 16;
inline constexpr int radius = 6;
inline constexpr int bubbleRadius = 10;
inline constexpr int rowHeight = 64;
inline constexpr int compactRowHeight = 52;
inline constexpr int focusRing = 2;
inline constexpr int icon = 20;
} // namespace space

/// The one theme layer: tokens of the current mode, the palette, style sheet, fonts and icons made
/// from them. Built once by the composition root and passed by reference. GUI thread.
class Theme : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QApplication &app);

    ThemeMode mode() const { return m_mode; }
    /// Takes effect at once in the whole program.
    void setMode(ThemeMode mode);
    bool isDark() const { return m_dark; }

    QColor color(Token token) const;
    /// `percent` of `over` laid on `under`, for hover, selection and tinted chips.
    QColor mix(Token over, Token under, int percent) const;

    QFont font(TextStyle style) const;
    /// All text in percent of the type scale; takes effect at once.
    void setFontPercent(int percent);
    /// A length that grows with the text, given for text of 100 %.
    int scaled(int length) const { return (length * m_fontPercent + 50) / 100; }
    /// Lower rows in the lists.
    void setCompact(bool on);
    /// Height of a row of two lines, in device-independent pixels.
    int rowHeight() const;

    /// An icon of resources/icons tinted by token; it follows a change of the theme by itself.
    QIcon icon(const QString &name, Token token = Token::Muted) const;
    /// Paints an icon of resources/icons, crisp at any scale.
    void paintIcon(QPainter &painter, const QRectF &rect, const QString &name, Token token) const;
    void paintIcon(QPainter &painter, const QRectF &rect, const QString &name,
                   const QColor &color) const;

    /// The 2 px focus ring around `rect`.
    void paintFocusRing(QPainter &painter, const QRectF &rect, qreal radius = space::radius) const;

signals:
    void changed();

private:
    void apply();
    void layOutAgain();
    bool systemIsDark() const;
    QPalette palette() const;
    QString styleSheet() const;

    QApplication &m_app;
    PlainTexts m_plainTexts;
    QPalette m_systemPalette;
    QFont m_baseFont;
    ThemeMode m_mode = ThemeMode::System;
    bool m_dark = false;
    int m_fontPercent = 100;
    bool m_compact = false;
};

} // namespace handoff
