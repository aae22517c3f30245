#include "workbench/ui/common/banner.h"

#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QHBoxLayout>
#include <QPainter>

namespace handoff {

Banner::Banner(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_token(Token::Brand), m_text(new QLabel),
      m_action(new QPushButton), m_other(new QPushButton),
      m_close(makeIconButton(theme, QStringLiteral("close"), QStringLiteral("bannerClose")))
{
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_action->setObjectName(QStringLiteral("bannerAction"));
    m_other->setObjectName(QStringLiteral("bannerOther"));
    for (QPushButton *button : {m_action, m_other})
        button->setFocusPolicy(Qt::TabFocus); // it goes away when it is clicked
    m_other->hide();
    m_close->hide();
    setIconPixels(m_close, m_theme, 16);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::pane + space::icon + space::sibling, 6, space::card, 6);
    row->setSpacing(space::sibling);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_other);
    row->addWidget(m_close);

    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    connect(m_other, &QPushButton::clicked, this, &Banner::otherTriggered);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        emit dismissed();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    retranslate();
    hide();
}

void Banner::present(Token token, const QString &icon, const QString &text, const QString &action,
                     const QString &other)
{
    m_token = token;
    m_icon = icon;
    if (m_text->text() != text)
        m_text->setText(text);
    setAccessibleName(text);
    if (m_action->text() != action)
        m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    if (m_other->text() != other)
        m_other->setText(other);
    m_other->setVisible(!other.isEmpty());
    update();
    show();
}

void Banner::setFateful()
{
    for (QPushButton *button : {m_action, m_other})
        handoff::setFateful(button);
}

void Banner::setDismissable(bool on)
{
    m_close->setVisible(on);
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::retranslate()
{
    setHint(m_close, tr("Dismiss"));
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.mix(m_token, Token::Base, 14));
    painter.fillRect(QRect(0, 0, 4, height()), m_theme.color(m_token));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.mix(m_token, Token::Base, 35));
    m_theme.paintIcon(painter,
                      QRectF(space::pane, (height() - space::icon) / 2.0, space::icon, space::icon),
                      m_icon, m_token);
}

} // namespace handoff
