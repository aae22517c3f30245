#include "workbench/ui/common/statepage.h"

#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QPainter>
#include <QVBoxLayout>

namespace handoff {

StatePage::StatePage(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_glyph(new QWidget), m_title(new QLabel), m_why(new QLabel),
      m_action(new QPushButton)
{
    m_glyph->setFixedSize(64, 64);
    m_title->setObjectName(QStringLiteral("stateTitle"));
    setTextStyle(m_title, theme, TextStyle::Title);
    m_title->setAlignment(Qt::AlignHCenter);
    m_title->setWordWrap(true);
    m_title->setTextFormat(Qt::PlainText);
    m_why->setProperty("muted", true);
    m_why->setAlignment(Qt::AlignHCenter);
    m_why->setWordWrap(true);
    m_why->setTextFormat(Qt::PlainText);
    m_why->setMaximumWidth(360);
    m_action->setObjectName(QStringLiteral("stateAction"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::pane, space::pane, space::pane, space::pane);
    column->setSpacing(space::sibling);
    column->addStretch(2);
    column->addWidget(m_glyph, 0, Qt::AlignHCenter);
    column->addSpacing(space::badge);
    column->addWidget(m_title);
    auto *whyRow = new QHBoxLayout;
    whyRow->addStretch();
    whyRow->addWidget(m_why, 1000);
    whyRow->addStretch();
    column->addLayout(whyRow);
    column->addSpacing(space::badge);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);

    connect(m_action, &QPushButton::clicked, this, &StatePage::actionTriggered);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatePage::show(const QString &icon, const QString &title, const QString &why,
                     const QString &action)
{
    m_icon = icon;
    m_title->setText(title);
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    update();
}

QString StatePage::title() const
{
    return m_title->text();
}

void StatePage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF glyph = m_glyph->geometry();
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.mix(Token::Brand, Token::Base, 10));
    painter.drawEllipse(glyph);
    m_theme.paintIcon(painter, glyph.adjusted(18, 18, -18, -18), m_icon, Token::Brand);
}

} // namespace handoff
