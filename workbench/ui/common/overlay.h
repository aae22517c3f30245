#pragma once

#include <QFrame>
#include <QPointer>

class QLabel;
class QToolButton;

namespace handoff {
class Theme;

/// A card over the veiled window: keys, preferences, account, palette. Esc or a click beside the
/// card closes it and gives the focus back; Tab stays inside, and no key reaches what lies below.
/// A sheet stands at the right instead, and what is beside it stays in use, to be read and copied
/// from. No nested event loop. GUI thread.
class Overlay : public QFrame
{
    Q_OBJECT
public:
    /// `parent`: the page to cover.
    Overlay(const Theme &theme, QWidget *parent);

    /// Nothing below can be used while it is open.
    bool isModal() const { return m_sheet == 0; }
    /// Shows it; the focus goes to `focus`, or to the overlay itself.
    void open(QWidget *focus = nullptr);

protected:
    /// Takes the card; an older one is deleted.
    void setCard(QFrame *card, Qt::Alignment place = Qt::AlignCenter);
    /// As setCard(), but at the right edge, `width` wide for text of 100 %, beside the page.
    void setSheet(QFrame *card, int width);
    /// A card with a title row and a close button above `body`; its words come from setTitle().
    QFrame *makeCard(QLayout *body);
    void setTitle(const QString &title);
    /// So wide is the card for text of 100 %, or as wide as the page allows; what is higher than
    /// the page scrolls.
    void setCardWidth(int width);

    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

    const Theme &m_theme;

private:
    void cover();
    void guard(QWidget *old, QWidget *now);

    int m_cardWidth = 0;
    int m_sheet = 0; ///< its width; 0: the whole page is covered
    QFrame *m_card = nullptr;
    QLabel *m_title = nullptr; ///< of the card of makeCard()
    QToolButton *m_close = nullptr;
    QPointer<QWidget> m_before; ///< had the focus
};

} // namespace handoff
