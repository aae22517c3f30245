#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QKeySequence>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <functional>

class QLineEdit;

namespace handoff {
class Theme;
enum class Token;
enum class TextStyle;

/// Combo box whose arrow is the theme's chevron. GUI thread.
class ComboBox : public QComboBox
{
    Q_OBJECT
public:
    explicit ComboBox(const Theme &theme, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

/// The box of a check box, in the theme's colours, visible in both themes.
void paintCheckBox(QPainter &painter, const Theme &theme, const QRectF &box, bool checked,
                   bool enabled = true);

/// Check box in the theme's colours. GUI thread.
class CheckBox : public QCheckBox
{
    Q_OBJECT
public:
    explicit CheckBox(const Theme &theme, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool hitButton(const QPoint &point) const override;

private:
    const Theme &m_theme;
};

/// Label that shortens its text with an ellipsis and shows the whole as tooltip. GUI thread.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    void setFullText(const QString &text);
    const QString &fullText() const { return m_full; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_full;
};

/// Round initial of a customer or agent, tinted from the name. GUI thread.
class Avatar : public QWidget
{
    Q_OBJECT
public:
    Avatar(const Theme &theme, int size, QWidget *parent = nullptr);

    void setName(const QString &name);
    /// Paints an avatar into `rect`; also used by the list's delegate.
    static void paint(QPainter &painter, const Theme &theme, const QRectF &rect,
                      const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_name;
};

/// A list or table that leaves letters alone: what is typed there by mistake chooses no row.
template<typename View>
class QuietView : public View
{
public:
    using View::View;
    void keyboardSearch(const QString &) override {}
};

/// Small rounded label of icon and word on a tint, for states. GUI thread.
class Chip : public QWidget
{
    Q_OBJECT
public:
    explicit Chip(const Theme &theme, QWidget *parent = nullptr);

    void set(const QString &icon, const QString &text, Token token);
    QString text() const { return m_text; }
    /// Shortens its word where there is little room, down to the icon.
    void setShrinks(bool on);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_icon;
    QString m_text;
    Token m_token;
    bool m_shrinks = false;
};

/// Deletes everything that stands in `layout`: widgets, stretches, layouts within it.
void clearLayout(QLayout *layout);

/// Frame painted with a surface of the style sheet: "base", "raised", "sunken", "card"; `edge`
/// draws one separating line.
QFrame *makeSurface(const char *surface, const char *edge = nullptr, QWidget *parent = nullptr);

/// Icon-only button. Give it its words with setHint() on each language change.
QToolButton *makeIconButton(const Theme &theme, const QString &icon, const QString &objectName,
                            QWidget *parent = nullptr);

/// An icon of so many pixels at text of 100 %; it grows with the text.
void setIconPixels(QAbstractButton *button, const Theme &theme, int pixels);

/// Tooltip "text (shortcut)" and accessible name in one step.
void setHint(QAbstractButton *button, const QString &text, const QKeySequence &shortcut = {});

/// A number on brand that ends at `rightMiddle`; nothing for 0. Returns the width it took.
int paintBadge(QPainter &painter, const Theme &theme, const QPointF &rightMiddle, qint64 number);

/// The field takes at most `max` characters as people count them.
void setMaxCharacters(QLineEdit *edit, int max);
/// Marks a button as the one primary action of its place.
void setPrimary(QPushButton *button, bool primary = true);

/// Sets a property that the style sheet selects by, and repolishes.
void setStyleProperty(QWidget *widget, const char *property, const QVariant &value);

/// Makes `label` follow the theme's font of that style (and the muted colour when asked).
void setTextStyle(QLabel *label, const Theme &theme, TextStyle style, bool muted = false);

} // namespace handoff
