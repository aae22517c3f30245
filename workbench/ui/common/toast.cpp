#include "workbench/ui/common/toast.h"

#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace handoff {

namespace {
constexpr int most = 3;
constexpr int widest = 460;
} // namespace

Toast::Toast(const Theme &theme, const News &news, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_text(new QLabel), m_clock(new QLabel),
      m_action(new QPushButton), m_other(new QPushButton),
      m_close(makeIconButton(theme, QStringLiteral("close"), QStringLiteral("toastClose")))
{
    const bool question = !news.other.isEmpty();
    setObjectName(question ? QStringLiteral("question") : QStringLiteral("toast"));
    m_text->setObjectName(QStringLiteral("toastText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(theme.scaled(160));
    m_action->setObjectName(question ? QStringLiteral("questionFirst")
                                     : QStringLiteral("toastAction"));
    m_other->setObjectName(QStringLiteral("questionOther"));
    auto *row = new QHBoxLayout;
    row->setSpacing(space::badge);
    row->addWidget(m_text, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::card + theme.scaled(space::icon) + space::sibling,
                               space::sibling, space::sibling, space::sibling);
    column->setSpacing(space::badge);
    column->addLayout(row);
    setNews(news);
    if (question) {
        setTextStyle(m_clock, theme, TextStyle::Meta, true);
        setPrimary(m_action);
        auto *answers = new QHBoxLayout;
        answers->setSpacing(space::sibling);
        answers->addWidget(m_clock);
        answers->addStretch();
        for (QPushButton *button : {m_action, m_other}) {
            setFateful(button);
            answers->addWidget(button);
        }
        column->addLayout(answers);
        delete std::exchange(m_close, nullptr); // it is answered, not put away
    } else {
        m_action->setProperty("link", true);
        m_action->setFocusPolicy(Qt::TabFocus);
        row->addWidget(m_action);
        row->addWidget(m_close);
        m_action->setVisible(!news.action.isEmpty());
        setHint(m_close, tr("Dismiss"));
        connect(m_close, &QToolButton::clicked, this, &Toast::over);
        delete std::exchange(m_other, nullptr);
        delete std::exchange(m_clock, nullptr);
        m_time.setInterval(news.action.isEmpty() ? newsMs : actionMs);
        m_time.start();
    }
    connect(m_action, &QPushButton::clicked, this, [this] {
        const auto act = m_news.act;
        if (!isQuestion()) // its answer may be refused
            emit over();
        if (act)
            act();
    });
    if (m_other)
        connect(m_other, &QPushButton::clicked, this, [this] { m_news.otherAct(); });
    connect(&m_time, &QTimer::timeout, this, [this] {
        // Who points at it or has walked onto it has not finished with it.
        if (!underMouse() && !isAncestorOf(QApplication::focusWidget()))
            emit over();
    });
}

void Toast::setNews(const News &news)
{
    m_news = news;
    setAccessibleName(news.text);
    m_text->setText(news.text);
    m_action->setText(news.action);
    if (m_other)
        m_other->setText(news.other);
    if (m_clock)
        m_clock->setText(news.clock);
}

QString Toast::text() const
{
    return m_text->text();
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.mix(m_news.token, Token::Line, 45), 1));
    painter.setBrush(m_theme.mix(m_news.token, Token::Base, 8));
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), space::bubbleRadius,
                            space::bubbleRadius);
    const int size = m_theme.scaled(space::icon);
    m_theme.paintIcon(painter, QRectF(space::card, (height() - size) / 2.0, size, size),
                      m_news.icon, m_news.token);
}

Toasts::Toasts(const Theme &theme, QWidget *area) : QObject(area), m_theme(theme), m_area(area)
{
    area->installEventFilter(this);
}

void Toasts::show(const Toast::News &news)
{
    if (Toast *there = find(news.id); there && there->isQuestion()) {
        there->setNews(news);
        place();
        return;
    }
    hide(news.id);
    const auto passes = [](const Toast *toast) { return !toast->isQuestion(); };
    if (std::count_if(m_toasts.cbegin(), m_toasts.cend(), passes) >= most)
        remove(*std::find_if(m_toasts.cbegin(), m_toasts.cend(), passes));
    auto *toast = new Toast(m_theme, news, m_area);
    m_toasts.append(toast);
    connect(toast, &Toast::over, this, [this, toast] { remove(toast); });
    place();
    QAccessibleEvent alert(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Toasts::keepFree(QWidget *widget)
{
    m_free = widget;
    widget->installEventFilter(this);
    place();
}

Toast *Toasts::find(const QString &id) const
{
    const auto it = std::find_if(m_toasts.cbegin(), m_toasts.cend(), [&](const Toast *toast) {
        return !id.isEmpty() && toast->id() == id;
    });
    return it == m_toasts.cend() ? nullptr : *it;
}

void Toasts::hide(const QString &id)
{
    if (Toast *toast = find(id))
        remove(toast);
}

void Toasts::clear()
{
    while (!m_toasts.isEmpty())
        remove(m_toasts.first());
}

void Toasts::remove(Toast *toast)
{
    if (!m_toasts.removeOne(toast))
        return;
    toast->hide();
    toast->deleteLater();
    place();
}

void Toasts::place()
{
    const int width =
        qMin(m_theme.scaled(widest), qMax(m_theme.scaled(240), m_area->width() - 2 * space::pane));
    int bottom = m_area->height() - space::pane;
    if (m_free && m_free->isVisible()) {
        const QRect free(m_free->mapTo(m_area, QPoint()), m_free->size());
        if (free.left() < space::pane + width)
            bottom = free.top() - space::sibling;
    }
    for (auto it = m_toasts.rbegin(); it != m_toasts.rend(); ++it) {
        Toast *toast = *it;
        const int height = qMax(toast->heightForWidth(width), toast->minimumSizeHint().height());
        // Of a small page in large text half stays free: older news waits behind the newer.
        const bool mayWait = it != m_toasts.rbegin() && !toast->isQuestion() &&
                             !toast->isAncestorOf(QApplication::focusWidget());
        if (mayWait && bottom - height < m_area->height() / 2) {
            toast->hide();
            continue;
        }
        toast->setGeometry(space::pane, bottom - height, width, height);
        toast->show();
        toast->raise();
        bottom -= height + space::sibling;
    }
}

bool Toasts::eventFilter(QObject *object, QEvent *event)
{
    const auto type = event->type();
    if (type == QEvent::Resize || type == QEvent::Move || type == QEvent::Show ||
        type == QEvent::Hide)
        place();
    return QObject::eventFilter(object, event);
}

} // namespace handoff
