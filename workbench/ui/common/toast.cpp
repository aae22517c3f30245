#include "workbench/ui/common/toast.h"

#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace handoff {

namespace {
constexpr int most = 3;
constexpr int widest = 460;
} // namespace

Toast::Toast(const Theme &theme, const News &news, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_token(news.token), m_icon(news.icon), m_id(news.id),
      m_text(new QLabel(news.text)), m_action(new QPushButton(news.action)),
      m_close(makeIconButton(theme, QStringLiteral("close"), QStringLiteral("toastClose")))
{
    setObjectName(QStringLiteral("toast"));
    setAccessibleName(news.text);
    m_text->setObjectName(QStringLiteral("toastText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(theme.scaled(160));
    m_action->setObjectName(QStringLiteral("toastAction"));
    m_action->setProperty("link", true);
    m_action->setFocusPolicy(Qt::TabFocus);
    if (news.action.isEmpty())
        m_action->hide(); // shown without a parent it would be a window
    setHint(m_close, tr("Dismiss"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::card + theme.scaled(space::icon) + space::sibling,
                            space::sibling, space::sibling, space::sibling);
    row->setSpacing(space::badge);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    connect(m_action, &QPushButton::clicked, this, [this, act = news.act] {
        emit over();
        if (act)
            act();
    });
    connect(m_close, &QToolButton::clicked, this, &Toast::over);
    m_time.setSingleShot(true);
    m_time.setInterval(news.action.isEmpty() ? newsMs : actionMs);
    connect(&m_time, &QTimer::timeout, this, &Toast::over);
    m_time.start();
}

QString Toast::text() const
{
    return m_text->text();
}

/// Who points at it or walks onto it has not finished with it.
bool Toast::event(QEvent *event)
{
    if (event->type() == QEvent::Enter)
        m_time.stop();
    else if (event->type() == QEvent::Leave)
        m_time.start();
    return QFrame::event(event);
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.mix(m_token, Token::Line, 45), 1));
    painter.setBrush(m_theme.mix(m_token, Token::Base, 8));
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), space::bubbleRadius,
                            space::bubbleRadius);
    const int size = m_theme.scaled(space::icon);
    m_theme.paintIcon(painter, QRectF(space::card, (height() - size) / 2.0, size, size), m_icon,
                      m_token);
}

Toasts::Toasts(const Theme &theme, QWidget *area) : QObject(area), m_theme(theme), m_area(area)
{
    area->installEventFilter(this);
}

void Toasts::show(const Toast::News &news)
{
    if (!news.id.isEmpty())
        hide(news.id);
    while (m_toasts.size() >= most)
        remove(m_toasts.first());
    auto *toast = new Toast(m_theme, news, m_area);
    m_toasts.append(toast);
    connect(toast, &Toast::over, this, [this, toast] { remove(toast); });
    place();
    QAccessibleEvent alert(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Toasts::hide(const QString &id)
{
    const auto toasts = m_toasts;
    for (Toast *toast : toasts) {
        if (toast->id() == id)
            remove(toast);
    }
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
    for (auto it = m_toasts.rbegin(); it != m_toasts.rend(); ++it) {
        Toast *toast = *it;
        const int height = qMax(toast->heightForWidth(width), toast->minimumSizeHint().height());
        toast->setGeometry(space::pane, bottom - height, width, height);
        toast->show();
        toast->raise();
        bottom -= height + space::sibling;
    }
}

bool Toasts::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QObject::eventFilter(object, event);
}

} // namespace handoff
