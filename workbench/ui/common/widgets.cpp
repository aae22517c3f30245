#include "workbench/ui/common/widgets.h"

#include "shared/text/displaytext.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"

#include <QLayout>
#include <QLineEdit>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QStylePainter>

namespace handoff {

// ---- ComboBox

ComboBox::ComboBox(const Theme &theme, QWidget *parent) : QComboBox(parent), m_theme(theme) {}

/// Words that have no room end in dots; Qt would cut them in the middle of a letter.
void ComboBox::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    const int size = m_theme.scaled(16);
    const int room =
        style()
            ->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this)
            .intersected(rect().adjusted(0, 0, -size - 10, 0))
            .width();
    option.currentText = fontMetrics().elidedText(option.currentText, Qt::ElideRight, room);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    m_theme.paintIcon(painter, QRectF(width() - size - 8, (height() - size) / 2.0, size, size),
                      QStringLiteral("chevron-down"), Token::Muted);
}

// ---- CheckBox

namespace {

constexpr int checkSize = 17; ///< of the box, at 100 %

QColor disabledInk(const Theme &theme)
{
    return theme.mix(Token::Muted, Token::Raised, 55);
}

} // namespace

void paintCheckBox(QPainter &painter, const Theme &theme, const QRectF &box, bool checked,
                   bool enabled)
{
    if (checked) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::Brand));
        painter.drawRoundedRect(box.adjusted(-.5, -.5, .5, .5), 4, 4);
        theme.paintIcon(painter, box.adjusted(1.5, 1.5, -1.5, -1.5), QStringLiteral("check"),
                        Token::OnBrand);
        return;
    }
    painter.setPen(QPen(enabled ? theme.color(Token::Muted) : disabledInk(theme), 1));
    painter.setBrush(theme.color(Token::Base));
    painter.drawRoundedRect(box, 4, 4);
}

CheckBox::CheckBox(const Theme &theme, QWidget *parent) : QCheckBox(parent), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize CheckBox::sizeHint() const
{
    const int box = m_theme.scaled(checkSize);
    return {box + 1 + space::sibling + fontMetrics().horizontalAdvance(text()) + 8, box + 9};
}

bool CheckBox::hitButton(const QPoint &point) const
{
    return rect().contains(point);
}

void CheckBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int box = m_theme.scaled(checkSize);
    paintCheckBox(painter, m_theme, QRectF(4.5, (height() - box) / 2.0, box, box), isChecked(),
                  isEnabled());
    painter.setPen(isEnabled() ? m_theme.color(Token::Text) : disabledInk(m_theme));
    painter.drawText(rect().adjusted(box + 5 + space::sibling, 0, 0, 0),
                     Qt::AlignVCenter | Qt::AlignLeft, text());
    if (hasFocus())
        m_theme.paintFocusRing(painter, QRectF(rect()));
}

// ---- ElidedLabel

ElidedLabel::ElidedLabel(QWidget *parent) : QLabel(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setTextFormat(Qt::PlainText);
}

void ElidedLabel::setFullText(const QString &text)
{
    if (text == m_full)
        return;
    m_full = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    return {qMin(whole.width(), fontMetrics().averageCharWidth() * 2), whole.height()};
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_full) + 2, fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(m_full, Qt::ElideRight, width());
    setToolTip(shown == m_full ? QString() : m_full);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(rect(), int(alignment() | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
}

// ---- Avatar

Avatar::Avatar(const Theme &theme, int size, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    const auto apply = [this, size] {
        setFixedSize(m_theme.scaled(size), m_theme.scaled(size));
        update();
    };
    apply();
    connect(&theme, &Theme::changed, this, apply);
}

void Avatar::setName(const QString &name)
{
    m_name = name;
    update();
}

void Avatar::paint(QPainter &painter, const Theme &theme, const QRectF &rect, const QString &name)
{
    // Calm tints only: danger and warn would read as an alarm.
    static constexpr struct
    {
        Token token;
        int percent;
    } tints[] = {{Token::Brand, 30},
                 {Token::Ok, 28},
                 {Token::Muted, 30},
                 {Token::Brand, 44},
                 {Token::Ok, 42}};
    const QString trimmed = displaytext::oneLine(name);
    uint sum = 0;
    for (const QChar c : trimmed)
        sum = sum * 31 + c.unicode();
    const auto &tint = tints[sum % std::size(tints)];

    const QString initial =
        trimmed.isEmpty() ? QStringLiteral("?") : displaytext::cut(trimmed, 1).toUpper();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.mix(tint.token, Token::Base, tint.percent));
    painter.drawEllipse(rect);
    QFont font = theme.font(TextStyle::BodyBold);
    font.setPixelSize(qMax(10, qRound(rect.height() * 0.42)));
    painter.setFont(font);
    painter.setPen(theme.color(Token::Text));
    painter.drawText(rect, Qt::AlignCenter, initial);
    painter.restore();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, m_theme, QRectF(rect()), m_name);
}

// ---- Chip

Chip::Chip(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_token(Token::Muted)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Chip::set(const QString &icon, const QString &text, Token token)
{
    m_icon = icon;
    m_text = text;
    m_token = token;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Chip::setShrinks(bool on)
{
    m_shrinks = on;
    setSizePolicy(on ? QSizePolicy::Maximum : QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextStyle::MetaBold));
    const int icon = m_icon.isEmpty() ? 0 : m_theme.scaled(14) + space::badge;
    return {8 + icon + metrics.horizontalAdvance(m_text) + 8, m_theme.scaled(22)};
}

QSize Chip::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    return m_shrinks ? QSize(8 + m_theme.scaled(14) + 8, whole.height()) : whole;
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.mix(m_token, Token::Base, 12));
    painter.drawRoundedRect(QRectF(rect()), height() / 2.0, height() / 2.0);
    int x = 8;
    if (!m_icon.isEmpty()) {
        const int icon = m_theme.scaled(14);
        m_theme.paintIcon(painter, QRectF(x, (height() - icon) / 2.0, icon, icon), m_icon, m_token);
        x += icon + space::badge;
    }
    painter.setFont(m_theme.font(TextStyle::MetaBold));
    painter.setPen(m_theme.color(m_token));
    const int room = width() - x - space::badge;
    if (room > m_theme.scaled(14)) // less would be dots alone
        painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(m_text, Qt::ElideRight, room));
}

// ---- helpers

void clearLayout(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide(); // else it is painted once more, over its successor
            widget->deleteLater();
        } else if (QLayout *inner = item->layout()) {
            clearLayout(inner);
        }
        delete item;
    }
}

QFrame *makeSurface(const char *surface, const char *edge, QWidget *parent)
{
    auto *frame = new QFrame(parent);
    frame->setProperty("surface", QString::fromLatin1(surface));
    if (edge)
        frame->setProperty("edge", QString::fromLatin1(edge));
    return frame;
}

QToolButton *makeIconButton(const Theme &theme, const QString &icon, const QString &objectName,
                            QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setIcon(theme.icon(icon, Token::Muted));
    setIconPixels(button, theme, space::icon);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void setIconPixels(QAbstractButton *button, const Theme &theme, int pixels)
{
    constexpr const char *property = "iconPixels";
    const auto apply = [button, &theme] {
        const int size = theme.scaled(button->property(property).toInt());
        button->setIconSize({size, size});
    };
    const bool isNew = !button->property(property).isValid();
    button->setProperty(property, pixels);
    apply();
    if (isNew)
        QObject::connect(&theme, &Theme::changed, button, apply);
}

void setHint(QAbstractButton *button, const QString &text, const QKeySequence &shortcut)
{
    const QString keys = shortcut.toString(QKeySequence::NativeText);
    button->setToolTip(keys.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, keys));
    button->setAccessibleName(text);
}

int paintBadge(QPainter &painter, const Theme &theme, const QPointF &rightMiddle, qint64 number)
{
    if (number <= 0)
        return 0;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.font(TextStyle::MetaBold));
    const QString words = text::count(number);
    const int height = theme.scaled(16);
    const int width = qMax(height, painter.fontMetrics().horizontalAdvance(words) + 8);
    const QRectF pill(rightMiddle.x() - width, rightMiddle.y() - height / 2.0, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Brand));
    painter.drawRoundedRect(pill, height / 2.0, height / 2.0);
    painter.setPen(theme.color(Token::OnBrand));
    painter.drawText(pill, Qt::AlignCenter, words);
    painter.restore();
    return width + space::badge;
}

void setMaxCharacters(QLineEdit *edit, int max)
{
    QObject::connect(edit, &QLineEdit::textChanged, edit, [edit, max](const QString &text) {
        if (displaytext::fits(text, max))
            return;
        const int cursor = edit->cursorPosition();
        edit->setText(displaytext::cut(text, max));
        edit->setCursorPosition(cursor);
    });
}

void setPrimary(QPushButton *button, bool primary)
{
    setStyleProperty(button, "primary", primary);
}

void setStyleProperty(QWidget *widget, const char *property, const QVariant &value)
{
    if (widget->property(property) == value)
        return;
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

void setTextStyle(QLabel *label, const Theme &theme, TextStyle style, bool muted)
{
    const auto apply = [label, &theme, style] { label->setFont(theme.font(style)); };
    apply();
    QObject::connect(&theme, &Theme::changed, label, apply);
    if (muted)
        label->setProperty("muted", true);
}

} // namespace handoff
