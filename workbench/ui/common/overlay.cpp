#include "workbench/ui/common/overlay.h"

#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace handoff {

namespace {
constexpr int cardMargin = 24;

/// As high as its page wants to be, and no higher than there is room. GUI thread.
class CardScroll : public QScrollArea
{
public:
    CardScroll()
    {
        setFrameShape(QFrame::NoFrame);
        setFocusPolicy(Qt::NoFocus);
        setWidgetResizable(true);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    }
    QSize sizeHint() const override { return widget() ? widget()->sizeHint() : QSize(); }
    QSize minimumSizeHint() const override
    {
        return widget() ? QSize(widget()->minimumSizeHint().width(), 80) : QSize();
    }

protected:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (object == widget() && event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(object, event);
    }
};
} // namespace

Overlay::Overlay(const Theme &theme, QWidget *parent) : QFrame(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(cardMargin, cardMargin, cardMargin, cardMargin);
    parent->installEventFilter(this);
    hide();
    connect(&theme, &Theme::changed, this, &Overlay::cover);
    connect(qApp, &QApplication::focusChanged, this, &Overlay::guard);
}

/// What ends below while this is open, or a key from another room, may ask for the focus there: it
/// gets it when this closes.
void Overlay::guard(QWidget *old, QWidget *now)
{
    if (!isModal() || !isVisible() || !now || !parentWidget()->isAncestorOf(now))
        return;
    for (QWidget *widget = now; widget; widget = widget->parentWidget()) {
        if (qobject_cast<Overlay *>(widget))
            return; // here, or in one above
    }
    m_before = now;
    QWidget *back = old && isAncestorOf(old) && old->isVisible() ? old : this;
    back->setFocus(Qt::OtherFocusReason);
}

void Overlay::open(QWidget *focus)
{
    if (!isVisible())
        m_before = window()->focusWidget();
    cover();
    show();
    raise();
    (focus ? focus : this)->setFocus(Qt::PopupFocusReason);
}

void Overlay::setCard(QFrame *card, Qt::Alignment place)
{
    delete m_card;
    m_card = card;
    static_cast<QVBoxLayout *>(layout())->addWidget(card, 0, place);
}

void Overlay::setSheet(QFrame *card, int width)
{
    m_sheet = width;
    setCard(card, {});
    layout()->setContentsMargins(1, 0, 0, 0); // the line at its edge
}

void Overlay::setCardWidth(int width)
{
    m_cardWidth = width;
    cover();
}

void Overlay::cover()
{
    if (m_card && m_cardWidth > 0)
        m_card->setFixedWidth(
            qBound(1, parentWidget()->width() - 2 * cardMargin, m_theme.scaled(m_cardWidth)));
    QRect place = parentWidget()->rect();
    if (m_sheet > 0)
        place.setLeft(qMax(0, place.right() + 1 - m_theme.scaled(m_sheet)));
    setGeometry(place);
}

QFrame *Overlay::makeCard(QLayout *body)
{
    QFrame *card = makeSurface("card");
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(24, 20, 24, 24);
    column->setSpacing(space::card);
    auto *head = new QHBoxLayout;
    m_title = new QLabel;
    setTextStyle(m_title, m_theme, TextStyle::Title);
    m_close =
        makeIconButton(m_theme, QStringLiteral("close"), objectName() + QStringLiteral("Close"));
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    head->addWidget(m_title, 1);
    head->addWidget(m_close);
    column->addLayout(head);
    auto *page = new QWidget;
    page->setLayout(body);
    body->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new CardScroll;
    scroll->setWidget(page);
    scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false); // setWidget() asked for it
    column->addWidget(scroll, 1);
    return card;
}

void Overlay::setTitle(const QString &title)
{
    setAccessibleName(title);
    m_title->setText(title);
    setHint(m_close, tr("Close"), QKeySequence(Qt::Key_Escape));
}

/// The shortcuts of the page below would act on what cannot be seen, and Esc would leave it instead
/// of this.
bool Overlay::event(QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return QFrame::event(event);
    event->accept();
    return true;
}

void Overlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_sheet > 0) {
        painter.fillRect(rect(), m_theme.color(Token::Line));
        return;
    }
    QColor veil = m_theme.color(m_theme.isDark() ? Token::Sunken : Token::Text);
    veil.setAlpha(m_theme.isDark() ? 190 : 110);
    painter.fillRect(rect(), veil);
}

void Overlay::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
}

void Overlay::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    const QWidget *now = window()->focusWidget(); // beside a sheet one may go on elsewhere
    const bool isElsewhere = now && now != this && !isAncestorOf(now);
    if (!isElsewhere && m_before && m_before->isVisible() && !isFateful(m_before))
        m_before->setFocus(Qt::PopupFocusReason);
}

void Overlay::mousePressEvent(QMouseEvent *event)
{
    if (m_card && !m_card->geometry().contains(event->pos()))
        hide();
}

bool Overlay::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        cover();
    return QFrame::eventFilter(object, event);
}

bool Overlay::focusNextPrevChild(bool next)
{
    if (!isVisible()) // it closes, and who had the focus before is gone
        return QFrame::focusNextPrevChild(next);
    QWidget *from = window()->focusWidget();
    if (!from || !isAncestorOf(from))
        from = this;
    if (!from->isVisible() || !from->isEnabled()) { // no Tab: it went away
        setFocus(Qt::OtherFocusReason);
        return true;
    }
    QWidget *to = from;
    do {
        to = next ? to->nextInFocusChain() : to->previousInFocusChain();
        if (to != this && isAncestorOf(to) && to->isEnabled() && to->isVisible() &&
            (to->focusPolicy() & Qt::TabFocus)) {
            to->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    } while (to != from);
    return true; // nothing else here: the focus stays
}

} // namespace handoff
