#include "workbench/ui/main/rail.h"

#include "workbench/models/adminwords.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace handoff {

namespace {

class RailButton : public QToolButton
{
public:
    explicit RailButton(const Theme &theme) : m_theme(theme) {}
    void setBadge(qint64 number)
    {
        if (std::exchange(m_badge, number) != number)
            update();
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QToolButton::paintEvent(event);
        QPainter painter(this);
        paintBadge(painter, m_theme, QPointF(width() - 2, m_theme.scaled(16) / 2.0 + 3), m_badge);
    }

private:
    const Theme &m_theme;
    qint64 m_badge = 0;
};

} // namespace

AgentButton::AgentButton(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("agentButton"));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize AgentButton::sizeHint() const
{
    return {m_theme.scaled(44), m_theme.scaled(44)};
}

void AgentButton::set(const QString &name, AgentPresence presence)
{
    m_name = name;
    m_presence = presence;
    const QString words = QStringLiteral("%1 – %2").arg(name, text::presenceName(presence));
    setToolTip(words);
    setAccessibleName(words);
    update();
}

void AgentButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle = QRectF(rect()).adjusted(5, 5, -5, -5);
    Avatar::paint(painter, m_theme, circle, m_name);
    const int size = m_theme.scaled(11);
    const QRectF dot(circle.right() + 1 - size, circle.bottom() + 1 - size, size, size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Token::Sunken));
    painter.drawEllipse(dot.adjusted(-2, -2, 2, 2));
    const QColor color = m_theme.color(text::presenceToken(m_presence));
    if (m_presence == AgentPresence::Offline) { // hollow: not by colour alone
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 2));
        painter.drawEllipse(dot.adjusted(1, 1, -1, -1));
    } else {
        painter.setBrush(color);
        painter.drawEllipse(dot);
        if (m_presence == AgentPresence::Busy) {
            painter.setPen(QPen(m_theme.color(Token::Sunken), 2));
            painter.drawLine(QPointF(dot.left() + 3, dot.center().y()),
                             QPointF(dot.right() - 3, dot.center().y()));
        }
    }
    if (hasFocus())
        m_theme.paintFocusRing(painter, QRectF(rect()), 10);
}

Rail::Rail(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_rooms(new QVBoxLayout), m_group(new QButtonGroup(this)),
      m_keys(makeIconButton(theme, QStringLiteral("keyboard"), QStringLiteral("keysButton"))),
      m_agent(new AgentButton(theme))
{
    setObjectName(QStringLiteral("rail"));
    setProperty("surface", QStringLiteral("sunken"));
    setProperty("edge", QStringLiteral("right"));
    const auto size = [this] {
        setFixedWidth(m_theme.scaled(56));
        for (QAbstractButton *button : m_group->buttons())
            button->setFixedSize(m_theme.scaled(44), m_theme.scaled(44));
    };
    size();
    connect(&theme, &Theme::changed, this, size);
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idClicked, this, &Rail::roomChosen);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::card, 1, space::card);
    column->setSpacing(space::sibling);
    m_rooms->setSpacing(space::badge);
    column->addLayout(m_rooms);
    column->addStretch();
    column->addWidget(m_keys, 0, Qt::AlignHCenter);
    column->addWidget(m_agent, 0, Qt::AlignHCenter);
}

void Rail::setBadge(QToolButton *room, qint64 number)
{
    static_cast<RailButton *>(room)->setBadge(number);
}

QToolButton *Rail::addRoom(const QString &icon, const QString &objectName)
{
    auto *button = new RailButton(m_theme);
    button->setObjectName(objectName);
    button->setIcon(m_theme.icon(icon, Token::Muted));
    button->setFocusPolicy(Qt::TabFocus);
    button->setCheckable(true);
    button->setFixedSize(m_theme.scaled(44), m_theme.scaled(44));
    setIconPixels(button, m_theme, 24);
    connect(button, &QToolButton::toggled, button, [this, button, icon](bool on) {
        button->setIcon(m_theme.icon(icon, on ? Token::Brand : Token::Muted));
    });
    const auto id = static_cast<int>(m_group->buttons().size());
    m_group->addButton(button, id);
    m_rooms->addWidget(button, 0, Qt::AlignHCenter);
    if (id == 0)
        button->setChecked(true);
    return button;
}

} // namespace handoff
