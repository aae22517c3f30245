#include "workbench/ui/common/theme.h"

#include "workbench/ui/common/icons.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QLayout>
#include <QPainter>
#include <QProxyStyle>
#include <QRegularExpression>
#include <QStyleHints>
#include <QStyleOption>
#include <QWidget>

namespace handoff {

namespace {

struct TokenRow
{
    const char *name;
    QRgb light;
    QRgb dark;
};

// In the order of enum Token. The only colour literals of the program.
constexpr TokenRow tokenTable[] = {
    {"base", 0xFFFFFFFF, 0xFF15181C},         {"raised", 0xFFF6F7F9, 0xFF1C2026},
    {"sunken", 0xFFECEEF2, 0xFF101215},       {"line", 0xFFD5D9E0, 0xFF323842},
    {"text", 0xFF1B1F24, 0xFFE7EAEE},         {"muted", 0xFF566070, 0xFFA3ADBA},
    {"brand", 0xFF1D5FD1, 0xFF7FB0FF},        {"on-brand", 0xFFFFFFFF, 0xFF0B1626},
    {"danger", 0xFFB3261E, 0xFFFF9A90},       {"warn", 0xFF8A5A00, 0xFFF2C14E},
    {"ok", 0xFF1B7443, 0xFF78D6A0},           {"bubble-customer", 0xFFEEF0F4, 0xFF262B33},
    {"bubble-agent", 0xFFDCE8FF, 0xFF1F3556}, {"bubble-ai", 0xFFEDE7FB, 0xFF2E2748},
    {"bubble-note", 0xFFFFF1C9, 0xFF3B3113},
};

struct DerivedRow
{
    const char *name;
    Token over;
    Token under;
    int percent;
};

// Names the style sheet uses besides the tokens.
constexpr DerivedRow derivedTable[] = {
    {"hover", Token::Text, Token::Raised, 7},
    {"hover-base", Token::Text, Token::Base, 6},
    {"pressed", Token::Text, Token::Raised, 13},
    {"brand-hover", Token::Text, Token::Brand, 12},
    {"brand-pressed", Token::Text, Token::Brand, 22},
    {"brand-tint", Token::Brand, Token::Raised, 14},
    {"warn-line", Token::Warn, Token::BubbleNote, 35},
    {"danger-hover", Token::Danger, Token::Raised, 12},
    {"disabled", Token::Muted, Token::Raised, 55},
    {"disabled-fill", Token::Text, Token::Raised, 6},
    {"scroll", Token::Muted, Token::Raised, 35},
    {"scroll-hover", Token::Muted, Token::Raised, 60},
};

QColor blend(const QColor &over, const QColor &under, int percent)
{
    const auto part = [percent](int a, int b) { return (a * percent + b * (100 - percent)) / 100; };
    return QColor(part(over.red(), under.red()), part(over.green(), under.green()),
                  part(over.blue(), under.blue()));
}

/// The desktop's font; where there is no desktop, a face that covers Latin and Chinese in one look.
QFont interfaceFont()
{
    QFont font = QApplication::font();
    const QString resolved = QFontInfo(font).family();
    if (resolved.startsWith(QLatin1String("DejaVu"))) {
        const QStringList families = QFontDatabase::families();
        for (const char16_t *wanted : {u"Inter", u"Noto Sans", u"Noto Sans CJK SC"}) {
            const QString name = QString::fromUtf16(wanted);
            if (families.contains(name)) {
                font.setFamilies({name, QStringLiteral("Noto Sans CJK SC"), resolved});
                break;
            }
        }
    }
    return font;
}

/// Who shows no focus of his own gets the one ring of the program, not a dotted rectangle; icons
/// grow with the text beside them.
class OwnStyle : public QProxyStyle
{
public:
    explicit OwnStyle(const Theme &theme) : QProxyStyle(QStringLiteral("Fusion")), m_theme(theme) {}
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override
    {
        if (element == PE_FrameFocusRect)
            m_theme.paintFocusRing(*painter, QRectF(option->rect));
        else
            QProxyStyle::drawPrimitive(element, option, painter, widget);
    }

    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override
    {
        const int usual = QProxyStyle::pixelMetric(metric, option, widget);
        // The sizes of other icons are made of these.
        return metric == PM_SmallIconSize || metric == PM_ButtonIconSize ? m_theme.scaled(usual)
                                                                         : usual;
    }

private:
    const Theme &m_theme;
};

} // namespace

ThemeMode themeModeFromName(const QString &name)
{
    if (name == QLatin1String("light"))
        return ThemeMode::Light;
    return name == QLatin1String("dark") ? ThemeMode::Dark : ThemeMode::System;
}

Theme::Theme(QApplication &app) : m_app(app), m_plainTexts(&app), m_baseFont(interfaceFont())
{
    app.setPalette(QPalette()); // the system's, whatever was set before
    m_systemPalette = app.palette();
    app.setStyle(new OwnStyle(*this));
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    m_baseFont.setFeature(QFont::Tag("tnum"), 1);
#endif
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(app.styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        if (m_mode == ThemeMode::System)
            apply();
    });
#endif
    apply();
}

void Theme::setMode(ThemeMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

bool Theme::systemIsDark() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return m_app.styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    return m_systemPalette.color(QPalette::Window).lightness() <
           m_systemPalette.color(QPalette::WindowText).lightness();
#endif
}

void Theme::apply()
{
    m_dark = m_mode == ThemeMode::Dark || (m_mode == ThemeMode::System && systemIsDark());
    m_app.setFont(font(TextStyle::Body));
    m_app.setPalette(palette());
    m_app.setStyleSheet(styleSheet());
    emit changed();
}

QColor Theme::color(Token token) const
{
    const TokenRow &row = tokenTable[static_cast<size_t>(token)];
    return QColor::fromRgb(m_dark ? row.dark : row.light);
}

QColor Theme::mix(Token over, Token under, int percent) const
{
    return blend(color(over), color(under), percent);
}

QFont Theme::font(TextStyle style) const
{
    QFont f = m_baseFont;
    switch (style) {
    case TextStyle::Body:
        f.setPixelSize(13);
        break;
    case TextStyle::BodyBold:
        f.setPixelSize(13);
        f.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Meta:
        f.setPixelSize(12); // 11.5 of the table: QFont counts whole pixels
        break;
    case TextStyle::MetaBold:
        f.setPixelSize(12);
        f.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Title:
        f.setPixelSize(15);
        f.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Headline:
        f.setPixelSize(22);
        f.setWeight(QFont::DemiBold);
        break;
    }
    f.setPixelSize((f.pixelSize() * m_fontPercent + 50) / 100);
    return f;
}

void Theme::setFontPercent(int percent)
{
    if (percent == m_fontPercent)
        return;
    m_fontPercent = percent;
    apply();
    // The layouts have asked while fonts and sheet were being changed: they ask again afterwards.
    QMetaObject::invokeMethod(this, &Theme::layOutAgain, Qt::QueuedConnection);
}

void Theme::layOutAgain()
{
    const QWidgetList all = QApplication::allWidgets();
    for (QWidget *widget : all) // what is hidden was measured, too
        widget->updateGeometry();
    for (const QWidget *widget : all) {
        if (QLayout *layout = widget->isVisible() ? widget->layout() : nullptr)
            layout->activate();
    }
}

void Theme::setCompact(bool on)
{
    if (on == m_compact)
        return;
    m_compact = on;
    emit changed();
}

int Theme::rowHeight() const
{
    const int height = m_compact ? space::compactRowHeight : space::rowHeight;
    // Two lines of text grow, the air around them does not.
    return height + (m_fontPercent - 100) * 2 * 18 / 100;
}

QIcon Theme::icon(const QString &name, Token token) const
{
    return icons::tinted(*this, name, token);
}

void Theme::paintIcon(QPainter &painter, const QRectF &rect, const QString &name, Token token) const
{
    icons::paint(painter, rect, name, color(token));
}

void Theme::paintIcon(QPainter &painter, const QRectF &rect, const QString &name,
                      const QColor &color) const
{
    icons::paint(painter, rect, name, color);
}

void Theme::paintFocusRing(QPainter &painter, const QRectF &rect, qreal radius) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Token::Brand), space::focusRing));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius);
    painter.restore();
}

QPalette Theme::palette() const
{
    QPalette p;
    const auto set = [&p](QPalette::ColorRole role, const QColor &c) { p.setColor(role, c); };
    set(QPalette::Window, color(Token::Raised));
    set(QPalette::WindowText, color(Token::Text));
    set(QPalette::Base, color(Token::Base));
    set(QPalette::AlternateBase, color(Token::Raised));
    set(QPalette::Text, color(Token::Text));
    set(QPalette::Button, color(Token::Raised));
    set(QPalette::ButtonText, color(Token::Text));
    set(QPalette::BrightText, color(Token::Danger));
    set(QPalette::Highlight, color(Token::Brand));
    set(QPalette::HighlightedText, color(Token::OnBrand));
    set(QPalette::PlaceholderText, color(Token::Muted));
    set(QPalette::ToolTipBase, color(Token::Text));
    set(QPalette::ToolTipText, color(Token::Base));
    set(QPalette::Link, color(Token::Brand));
    set(QPalette::LinkVisited, color(Token::Brand));
    set(QPalette::Light, color(Token::Base));
    set(QPalette::Midlight, color(Token::Raised));
    set(QPalette::Mid, color(Token::Line));
    set(QPalette::Dark, color(Token::Line));
    set(QPalette::Shadow, color(Token::Sunken));
    const QColor disabled = mix(Token::Muted, Token::Raised, 55);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, disabled);
    p.setColor(QPalette::Disabled, QPalette::Highlight, mix(Token::Muted, Token::Raised, 30));
    return p;
}

QString Theme::styleSheet() const
{
    QFile file(QStringLiteral(":/style/workbench.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString source = QString::fromUtf8(file.readAll());

    QHash<QString, QString> values;
    for (size_t i = 0; i < std::size(tokenTable); ++i)
        values.insert(QString::fromLatin1(tokenTable[i].name), color(static_cast<Token>(i)).name());
    for (const DerivedRow &row : derivedTable)
        values.insert(QString::fromLatin1(row.name), mix(row.over, row.under, row.percent).name());

    // A minimum of the sheet counts more than what a control asks for itself.
    values.insert(QStringLiteral("button-text"), QStringLiteral("%1px").arg(scaled(18)));
    values.insert(QStringLiteral("field-text"), QStringLiteral("%1px").arg(scaled(20)));

    static const QRegularExpression placeholder(QStringLiteral("@([a-z-]+)"));
    QString out;
    out.reserve(source.size());
    qsizetype from = 0;
    for (auto it = placeholder.globalMatch(source); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        Q_ASSERT_X(values.contains(match.captured(1)), "style sheet", "unknown token");
        out += QStringView(source).mid(from, match.capturedStart() - from);
        out += values.value(match.captured(1));
        from = match.capturedEnd();
    }
    out += QStringView(source).mid(from);
    return out;
}

} // namespace handoff
