#include "workbench/ui/conversations/sectionbar.h"

#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QPainter>
#include <QVBoxLayout>

namespace handoff {

namespace {
constexpr int wideWidth = 172;
constexpr int compactWidth = 60;
} // namespace

SectionButton::SectionButton(const Theme &theme, Section section, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_section(section)
{
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setObjectName(QStringLiteral("section%1").arg(static_cast<int>(section)));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    retranslate();
}

void SectionButton::setCount(qint64 count, bool alarm)
{
    if (count == m_count && alarm == m_alarm)
        return;
    m_count = count;
    m_alarm = alarm;
    retranslate();
    update();
}

void SectionButton::setUnread(qint64 unread)
{
    if (std::exchange(m_unread, unread) == unread)
        return;
    retranslate();
    update();
}

void SectionButton::setCompact(bool compact)
{
    m_compact = compact;
    retranslate();
    updateGeometry();
    update();
}

void SectionButton::retranslate()
{
    const QString name = text::sectionName(m_section);
    setText(name);
    setToolTip(m_compact ? name : QString());
    QString words = m_count < 0 ? name : QStringLiteral("%1, %2").arg(name).arg(m_count);
    if (m_unread > 0)
        words += QStringLiteral(", ") + tr("%n unread", nullptr, static_cast<int>(m_unread));
    setAccessibleName(words);
}

QSize SectionButton::sizeHint() const
{
    return m_compact ? QSize(m_theme.scaled(compactWidth) - 12,
                             14 + m_theme.scaled(20) + m_theme.scaled(18))
                     : QSize(m_theme.scaled(wideWidth) - 16, 18 + m_theme.scaled(18));
}

void SectionButton::enterEvent(QEnterEvent *)
{
    update();
}

void SectionButton::leaveEvent(QEvent *)
{
    update();
}

void SectionButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChecked() ? m_theme.mix(Token::Brand, Token::Sunken, 15)
                                     : m_theme.mix(Token::Text, Token::Sunken, 6));
        painter.drawRoundedRect(box, space::radius, space::radius);
    }
    const Token ink = isChecked() ? Token::Brand : Token::Muted;
    const QString number = m_count < 0 ? QString() : text::count(m_count);
    const Token numberInk = m_alarm ? Token::Danger : isChecked() ? Token::Brand : Token::Muted;
    if (m_compact) {
        const int icon = m_theme.scaled(20);
        m_theme.paintIcon(painter, QRectF((width() - icon) / 2.0, 7, icon, icon),
                          text::sectionIcon(m_section), ink);
        painter.setFont(m_theme.font(TextStyle::MetaBold));
        painter.setPen(m_theme.color(numberInk));
        painter.drawText(QRectF(0, 8 + icon, width(), m_theme.scaled(18)), Qt::AlignCenter, number);
        paintBadge(painter, m_theme, QPointF((width() + icon) / 2.0 + 3, m_theme.scaled(8)),
                   m_unread);
    } else {
        const int icon = m_theme.scaled(18);
        m_theme.paintIcon(painter, QRectF(10, (height() - icon) / 2.0, icon, icon),
                          text::sectionIcon(m_section), ink);
        painter.setFont(m_theme.font(TextStyle::MetaBold));
        const int w =
            painter.fontMetrics().horizontalAdvance(number) +
            paintBadge(painter, m_theme,
                       QPointF(width() - 16 - painter.fontMetrics().horizontalAdvance(number),
                               height() / 2.0),
                       m_unread);
        painter.setFont(m_theme.font(TextStyle::MetaBold));
        painter.setPen(m_theme.color(numberInk));
        painter.drawText(rect().adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, number);
        painter.setFont(m_theme.font(isChecked() ? TextStyle::BodyBold : TextStyle::Body));
        painter.setPen(m_theme.color(Token::Text));
        painter.drawText(
            rect().adjusted(icon + 18, 0, -w - 16, 0), Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(text(), Qt::ElideRight, width() - icon - 18 - w - 16));
    }
    if (hasFocus())
        m_theme.paintFocusRing(painter, QRectF(rect()));
}

SectionBar::SectionBar(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_title(new QLabel)
{
    setProperty("surface", QStringLiteral("sunken"));
    setProperty("edge", QStringLiteral("right"));
    setObjectName(QStringLiteral("sectionBar"));
    setTextStyle(m_title, theme, TextStyle::Title);
    m_title->setMinimumHeight(34);
    m_title->setContentsMargins(10, 0, 0, 0);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 8);
    column->setSpacing(2);
    column->addWidget(m_title);
    for (const Section section : allSections) {
        auto *button = new SectionButton(theme, section);
        m_buttons[static_cast<size_t>(section)] = button;
        column->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, section] {
            m_chosen = section;
            emit sectionChosen(section);
        });
    }
    column->addStretch();
    m_buttons[0]->setChecked(true);
    connect(&theme, &Theme::changed, this, &SectionBar::arrange);
    setCompact(false);
    retranslate();
}

void SectionBar::setCount(Section section, qint64 count, bool alarm)
{
    m_buttons[static_cast<size_t>(section)]->setCount(count, alarm);
}

void SectionBar::setUnread(Section section, qint64 unread)
{
    m_buttons[static_cast<size_t>(section)]->setUnread(unread);
}

void SectionBar::setCompact(bool compact)
{
    m_compact = compact;
    m_title->setVisible(!compact);
    for (SectionButton *button : m_buttons)
        button->setCompact(compact);
    arrange();
}

void SectionBar::arrange()
{
    setFixedWidth(m_theme.scaled(m_compact ? compactWidth : wideWidth));
}

void SectionBar::choose(Section section)
{
    m_chosen = section;
    m_buttons[static_cast<size_t>(section)]->setChecked(true);
    emit sectionChosen(section);
}

void SectionBar::retranslate()
{
    m_title->setText(tr("Conversations"));
    setAccessibleName(tr("Sections"));
    for (SectionButton *button : m_buttons)
        button->retranslate();
}

} // namespace handoff
