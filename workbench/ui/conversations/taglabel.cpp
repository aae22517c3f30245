#include "workbench/ui/conversations/taglabel.h"

#include "shared/text/displaytext.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QPainter>

namespace handoff {

namespace {
constexpr int labelHeight = 26;
constexpr int crossSize = 20;
} // namespace

QIcon tagDot(const QString &color, qreal scale)
{
    QPixmap pixmap(QSizeF(16 * scale, 16 * scale).toSize());
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(color));
    painter.drawEllipse(QRectF(3, 3, 10, 10));
    return pixmap;
}

TagLabel::TagLabel(const Theme &theme, const SessionTag &tag, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_tag(tag),
      m_remove(makeIconButton(theme, QStringLiteral("close"), QStringLiteral("removeTag_") + tag.id,
                              this))
{
    setObjectName(QStringLiteral("tag_") + tag.id);
    setAccessibleName(tag.name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setIconPixels(m_remove, m_theme, 12);
    m_remove->setFixedSize(crossSize, crossSize);
    m_remove->setProperty("bare", true);
    setHint(m_remove, tr("Remove tag “%1”").arg(displaytext::isolated(tag.name)));
    connect(m_remove, &QToolButton::clicked, this, [this] { emit removeRequested(m_tag.id); });
}

QSize TagLabel::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextStyle::Meta));
    return {qMin(240, metrics.horizontalAdvance(m_tag.name) + 24 + crossSize + 6),
            m_theme.scaled(labelHeight)};
}

void TagLabel::resizeEvent(QResizeEvent *)
{
    m_remove->move(width() - crossSize - 3, (height() - crossSize) / 2);
}

void TagLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(Token::Line), 1));
    painter.setBrush(m_theme.color(Token::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), height() / 2.0,
                            height() / 2.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(m_tag.color));
    painter.drawEllipse(QRectF(9, (height() - 8) / 2.0, 8, 8));
    painter.setFont(m_theme.font(TextStyle::Meta));
    painter.setPen(m_theme.color(Token::Text));
    const QRect words = rect().adjusted(22, 0, -crossSize - 4, 0);
    painter.drawText(words, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_tag.name, Qt::ElideRight, words.width()));
}

} // namespace handoff
