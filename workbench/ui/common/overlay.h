#pragma once

#include <QFrame>
#include <QPointer>

class QLabel;
class QToolButton;

namespace handoff {
class Theme;

/// A card over the veiled window: keys, preferences, account, palette. Esc or a click beside the
/// card closes it and gives the focus back; Tab stays inside, and no key reaches what lies below.
/// No nested event loop. GUI thread.
class Overlay : public QFrame
{
    Q_OBJECT
public:
    /// `parent`: the page to cover.
    Overlay(const Theme &theme, QWidget *parent);

    /// Shows it; the focus goes to `focus`, or to the overlay itself.
    void open(QWidget *focus = nullptr);

protected:
    /// Takes the card; an older one is deleted.
    void setCard(QFrame *card, Qt::Alignment place = Qt::AlignCenter);
    /// A card with a title row and a close button above `body`; its words come from setTitle().
    QFrame *makeCard(QLayout *body);
    void setTitle(const QString &title);

    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

    const Theme &m_theme;

private:
    QFrame *m_card = nullptr;
    QLabel *m_title = nullptr; ///< of the card of makeCard()
    QToolButton *m_close = nullptr;
    QPointer<QWidget> m_before; ///< had the focus
};

} // namespace handoff
