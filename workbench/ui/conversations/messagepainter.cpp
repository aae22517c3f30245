#include "workbench/ui/conversations/messagepainter.h"

#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/messagerow.h"

#include <QAbstractTextDocumentLayout>
#include <QDateTime>
#include <QPainter>
#include <QTextCursor>

namespace handoff {

using namespace messagerow;

namespace {

Token bubbleToken(MessageRole role)
{
    switch (role) {
    case MessageRole::Agent:
        return Token::BubbleAgent;
    case MessageRole::Assistant:
        return Token::BubbleAi;
    default:
        return Token::BubbleCustomer;
    }
}

} // namespace

void MessagePainter::paintHead(QPainter &painter, const Layout &l, const TranscriptRow &row,
                               int width)
{
    const bool ai = row.message.role == MessageRole::Assistant;
    const QString name = ai && row.live ? Text::tr("AI is writing…") : senderName(row, customer);
    painter.setFont(m_theme.font(TextStyle::MetaBold));
    painter.setPen(m_theme.color(Token::Muted));
    const QRectF line(sidePadding, l.headTop, width - 2 * sidePadding,
                      m_theme.scaled(headHeight) - 3);
    if (isRight(row.message.role)) {
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, name);
        if (ai) {
            const qreal used = QFontMetricsF(painter.font()).horizontalAdvance(name);
            const int size = m_theme.scaled(15);
            m_theme.paintIcon(
                painter,
                QRectF(line.right() - used - size - 4, line.center().y() - size / 2.0, size, size),
                QStringLiteral("ai"), Token::Muted);
        }
    } else {
        painter.drawText(line.adjusted(m_layouts.gutter(), 0, 0, 0),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(name, Qt::ElideRight, width / 2));
        const int size = m_theme.scaled(avatarSize);
        Avatar::paint(painter, m_theme, QRectF(sidePadding, l.bubble.top(), size, size), name);
    }
}

/// Amber, as nothing else is: the customer never sees it.
void MessagePainter::paintNote(QPainter &painter, const Layout &l, const TranscriptRow &row)
{
    painter.setFont(m_theme.font(TextStyle::MetaBold));
    painter.setPen(m_theme.color(Token::Warn));
    const QRectF line(l.bubble.left(), l.headTop, l.bubble.width(), m_theme.scaled(headHeight) - 3);
    const int size = m_theme.scaled(15);
    m_theme.paintIcon(painter, QRectF(line.left(), line.center().y() - size / 2.0, size, size),
                      QStringLiteral("note"), Token::Warn);
    const QString time = text::clock(row.message.timestamp);
    const int timeWidth = painter.fontMetrics().horizontalAdvance(time);
    painter.drawText(line.adjusted(size + 5, 0, -timeWidth - 8, 0),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(senderName(row, customer), Qt::ElideRight,
                                                      int(line.width()) - timeWidth - size - 13));
    painter.setFont(m_theme.font(TextStyle::Meta));
    painter.setPen(m_theme.color(Token::Muted));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, time);
    painter.setPen(QPen(m_theme.mix(Token::Warn, Token::BubbleNote, 35), 1));
    painter.setBrush(m_theme.color(Token::BubbleNote));
    painter.drawRoundedRect(l.bubble.adjusted(.5, .5, -.5, -.5), space::bubbleRadius,
                            space::bubbleRadius);
}

void MessagePainter::paintHandOver(QPainter &painter, const Layout &l, const TranscriptRow &row)
{
    painter.setPen(QPen(m_theme.color(Token::Line), 1));
    painter.setBrush(m_theme.color(Token::Raised));
    painter.drawRoundedRect(l.bubble.adjusted(.5, .5, -.5, -.5), space::bubbleRadius,
                            space::bubbleRadius);
    const QRectF line(l.title, QSizeF(l.bubble.right() - bubblePadX - l.title.x(),
                                      m_theme.scaled(titleLine) - 2));
    const int size = m_theme.scaled(cardGlyph);
    m_theme.paintIcon(
        painter, QRectF(l.bubble.left() + bubblePadX, line.center().y() - size / 2.0, size, size),
        QStringLiteral("headset"), Token::Brand);
    const QString time = text::clock(row.message.timestamp);
    const QString right =
        row.severity == Severity::Unknown
            ? time
            : QStringLiteral("%1 · %2").arg(text::severityName(row.severity), time);
    painter.setFont(m_theme.font(TextStyle::Meta));
    painter.setPen(m_theme.color(Token::Muted));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, right);
    const int rightWidth = painter.fontMetrics().horizontalAdvance(right) + 12;
    painter.setFont(m_theme.font(TextStyle::BodyBold));
    painter.setPen(m_theme.color(Token::Text));
    const QString title =
        Text::tr("Handoff requested: %1")
            .arg(row.reason == EscalationReason::Unknown ? text::changeReason(row.cause)
                                                         : text::reasonName(row.reason));
    painter.drawText(
        line, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(title, Qt::ElideRight, int(line.width()) - rightWidth));
}

void MessagePainter::paintFoot(QPainter &painter, const Layout &l, const TranscriptRow &row,
                               bool own)
{
    // Time and state stand beside the bubble, at its foot.
    const bool right = isRight(row.message.role);
    painter.setFont(m_theme.font(TextStyle::Meta));
    painter.setPen(m_theme.color(Token::Muted));
    const QString time = row.live ? QString() : text::clock(row.message.timestamp);
    const int slotWidth = m_theme.scaled(timeWidth);
    const int slotHeight = m_theme.scaled(18);
    const QRectF slot(right ? l.bubble.left() - slotWidth : l.bubble.right() + 6,
                      l.bubble.bottom() - slotHeight - 2, slotWidth - 6, slotHeight);
    painter.drawText(slot, int(right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, time);
    if (own) {
        const int size = m_theme.scaled(14);
        const qreal x = slot.right() - painter.fontMetrics().horizontalAdvance(time) - size - 4;
        const QRectF glyph(x, slot.center().y() - size / 2.0, size, size);
        if (row.state == SendState::Sending)
            m_theme.paintIcon(painter, glyph, QStringLiteral("clock"), Token::Muted);
        else if (row.state == SendState::Failed)
            m_theme.paintIcon(painter, glyph, QStringLiteral("error"), Token::Danger);
        else
            m_theme.paintIcon(painter, glyph, QStringLiteral("check"), Token::Ok);
    }
    if (!l.mark.isEmpty()) {
        painter.drawText(
            l.markLine, int(right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(l.mark, Qt::ElideRight, int(l.markLine.width())));
    }
    if (row.state != SendState::Failed)
        return;
    painter.setPen(m_theme.color(Token::Danger));
    const QString why = row.failure.isEmpty()
                            ? Text::tr("Not sent")
                            : Text::tr("Not sent: %1").arg(text::refusal(row.failure));
    painter.drawText(l.foot, Qt::AlignRight | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(why, Qt::ElideRight, int(l.foot.width())));
    painter.setFont(m_theme.font(TextStyle::MetaBold));
    painter.setPen(m_theme.color(Token::Brand));
    painter.drawText(l.retry, Qt::AlignCenter, Text::tr("Retry"));
    painter.drawText(l.discard, Qt::AlignCenter, Text::tr("Discard"));
}

void MessagePainter::paint(QPainter &painter, const TranscriptModel &model, int row, int width,
                           const MessageLayouts::Selection &selection, bool current)
{
    const TranscriptRow &item = *model.row(row);
    const MessageRole role = item.message.role;
    Layout &l = m_layouts.of(model, row, width);
    painter.setRenderHint(QPainter::Antialiasing);

    if (l.dayTop >= 0) {
        const QString day =
            text::day(QDateTime::fromMSecsSinceEpoch(item.message.timestamp.ms).date());
        painter.setFont(m_theme.font(TextStyle::Meta));
        const qreal w = painter.fontMetrics().horizontalAdvance(day) + 20;
        const int h = m_theme.scaled(22);
        const QRectF pill((width - w) / 2, l.dayTop + 7, w, h);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::Raised));
        painter.drawRoundedRect(pill, h / 2.0, h / 2.0);
        painter.setPen(m_theme.color(Token::Muted));
        painter.drawText(pill, Qt::AlignCenter, day);
    }
    if (l.newTop >= 0) {
        const QString words = Text::tr("New messages");
        painter.setFont(m_theme.font(TextStyle::MetaBold));
        const qreal w = painter.fontMetrics().horizontalAdvance(words) + 16;
        const int h = m_theme.scaled(newLineHeight);
        const qreal y = l.newTop + h / 2.0;
        painter.setPen(QPen(m_theme.mix(Token::Brand, Token::Base, 45), 1));
        painter.drawLine(QPointF(sidePadding, y), QPointF((width - w) / 2, y));
        painter.drawLine(QPointF((width + w) / 2, y), QPointF(width - sidePadding, y));
        painter.setPen(m_theme.color(Token::Brand));
        painter.drawText(QRectF((width - w) / 2, l.newTop, w, h), Qt::AlignCenter, words);
    }
    if (item.kind == RowKind::HandOver)
        paintHandOver(painter, l, item);
    else if (item.kind == RowKind::Note)
        paintNote(painter, l, item);
    else if (l.headTop >= 0)
        paintHead(painter, l, item, width);

    if (item.kind == RowKind::Message && role != MessageRole::System) {
        painter.setPen(Qt::NoPen);
        QColor fill = m_theme.color(bubbleToken(role));
        painter.setBrush(fill);
        painter.drawRoundedRect(l.bubble, space::bubbleRadius, space::bubbleRadius);
        if (item.live) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(m_theme.mix(Token::Brand, Token::BubbleAi, 50), 1, Qt::DashLine));
            painter.drawRoundedRect(l.bubble.adjusted(.5, .5, -.5, -.5), space::bubbleRadius,
                                    space::bubbleRadius);
        }
    }

    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(
        QPalette::Text, m_theme.color(role == MessageRole::System ? Token::Muted : Token::Text));
    if (selection.from != selection.to) {
        QAbstractTextDocumentLayout::Selection mark;
        mark.cursor = QTextCursor(&l.document);
        mark.cursor.setPosition(selection.from);
        mark.cursor.setPosition(selection.to, QTextCursor::KeepAnchor);
        mark.format.setBackground(m_theme.color(Token::Brand));
        mark.format.setForeground(m_theme.color(Token::OnBrand));
        context.selections.append(mark);
    }
    painter.save();
    painter.translate(l.text);
    l.document.documentLayout()->draw(&painter, context);
    painter.restore();

    if (item.kind == RowKind::Message && role != MessageRole::System)
        paintFoot(painter, l, item, model.isOwn(item.message));
    if (current)
        m_theme.paintFocusRing(painter, l.bubble.adjusted(-3, -3, 3, 3), space::bubbleRadius + 2);
}

} // namespace handoff
