#include "workbench/ui/conversations/messagedelegate.h"

#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QPainter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocumentFragment>

namespace handoff {

namespace {

constexpr int sidePadding = space::pane;
constexpr int avatarSize = 28;
constexpr int gutter = avatarSize + space::sibling; ///< left of customer bubbles
constexpr int bubblePadX = 12;
constexpr int bubblePadY = 8;
constexpr int maxBubble = 620;
constexpr int headHeight = 20;
constexpr int dayHeight = 36;
constexpr int newLineHeight = 30;
constexpr int footHeight = 22;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(MessageDelegate)
};

bool isRight(MessageRole role)
{
    return role == MessageRole::Agent || role == MessageRole::Assistant;
}

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

MessageDelegate::MessageDelegate(const Theme &theme) : m_theme(theme), m_layouts(400) {}

void MessageDelegate::setCustomer(const QString &name)
{
    m_customer = name;
}

QString MessageDelegate::senderName(const TranscriptRow &row) const
{
    if (row.kind == RowKind::HandOver)
        return Text::tr("Why a person is wanted");
    if (row.kind == RowKind::Note)
        return Text::tr("Internal note · %1").arg(row.message.agentName.value_or(QString()));
    switch (row.message.role) {
    case MessageRole::Assistant:
        return Text::tr("AI");
    case MessageRole::Agent:
        return row.message.agentName.value_or(Text::tr("Agent"));
    case MessageRole::System:
        return Text::tr("System");
    default:
        return m_customer;
    }
}

MessageDelegate::Layout &MessageDelegate::layout(const TranscriptModel &model, int row, int width)
{
    const TranscriptRow &item = *model.row(row);
    const QModelIndex index = model.index(row);
    const bool startsDay = index.data(TranscriptModel::StartsDayRole).toBool();
    const bool firstNew = index.data(TranscriptModel::FirstNewRole).toBool();
    const bool startsGroup =
        index.data(TranscriptModel::StartsGroupRole).toBool() || startsDay || firstNew;
    const int flags = (startsDay ? 1 : 0) | (firstNew ? 2 : 0) | (startsGroup ? 4 : 0) |
                      (item.state == SendState::Failed ? 8 : 0) | (item.live ? 16 : 0);
    const QString key = item.live                   ? QStringLiteral("live")
                        : item.message.id.isEmpty() ? item.clientMessageId
                                                    : item.message.id;
    Layout *l = m_layouts.object(key);
    if (l && l->width == width && l->flags == flags && l->content == item.message.content)
        return *l;

    const bool fresh = !l;
    if (fresh)
        l = new Layout;
    const MessageRole role = item.message.role;
    const bool card = item.kind == RowKind::HandOver;
    if (fresh || l->content != item.message.content || l->flags != flags) {
        l->document.setDocumentMargin(0);
        l->document.setUndoRedoEnabled(false);
        QTextOption option = l->document.defaultTextOption();
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        option.setAlignment(role == MessageRole::System ? Qt::AlignHCenter : Qt::AlignLeft);
        l->document.setDefaultTextOption(option);
        l->document.setDefaultFont(
            m_theme.font(role == MessageRole::System ? TextStyle::Meta : TextStyle::Body));
        if (role == MessageRole::Assistant)
            richtext::setMarkdown(l->document, item.message.content, m_theme);
        else
            richtext::setPlain(l->document, item.message.content, m_theme);
    }
    l->content = item.message.content;
    l->width = width;
    l->flags = flags;

    int y = 0;
    l->dayTop = l->newTop = l->headTop = -1;
    l->retry = l->discard = l->foot = {};
    if (startsDay) {
        l->dayTop = y;
        y += dayHeight;
    }
    if (firstNew) {
        l->newTop = y;
        y += newLineHeight;
    }
    if (card || item.kind == RowKind::Note) {
        const qreal room = qMin(width - 2 * sidePadding - 2 * bubblePadX, maxBubble);
        l->document.setTextWidth(room - (card ? 28 : 0));
        y += space::sibling;
        l->headTop = card ? -1 : y;
        y += card ? 0 : headHeight;
        const qreal boxWidth = room + 2 * bubblePadX;
        const qreal x = (width - boxWidth) / 2;
        const qreal titleHeight = card ? 22 : 0;
        const qreal textHeight = item.message.content.isEmpty() ? 0 : l->document.size().height();
        l->bubble = QRectF(x, y, boxWidth, std::ceil(textHeight) + titleHeight + 2 * bubblePadY);
        l->title = {x + bubblePadX + (card ? 28 : 0), static_cast<qreal>(y + bubblePadY)};
        l->text = l->title + QPointF(0, titleHeight);
        y += qCeil(l->bubble.height()) + space::badge;
        l->height = y;
    } else if (role == MessageRole::System) {
        const qreal room = qMin(width - 2 * sidePadding - 40, 520);
        l->document.setTextWidth(room);
        y += space::sibling;
        l->text = {(width - room) / 2.0, static_cast<qreal>(y)};
        l->bubble = QRectF(l->text, l->document.size());
        y += qCeil(l->document.size().height()) + space::sibling;
        l->height = y;
    } else {
        y += startsGroup ? 10 : 3;
        if (startsGroup) {
            l->headTop = y;
            y += headHeight;
        }
        // Room for the time beside the bubble on both sides.
        const int room =
            qMax(120, qMin(maxBubble, width - 2 * sidePadding - gutter - 76) - 2 * bubblePadX);
        l->document.setTextWidth(room);
        const qreal ideal = qMin<qreal>(room, std::ceil(l->document.idealWidth()) + 1);
        l->document.setTextWidth(qMax<qreal>(ideal, 14));
        const QSizeF text(l->document.textWidth(), l->document.size().height());
        const qreal bubbleWidth = text.width() + 2 * bubblePadX;
        const qreal x = isRight(role) ? width - sidePadding - bubbleWidth : sidePadding + gutter;
        l->bubble = QRectF(x, y, bubbleWidth, std::ceil(text.height()) + 2 * bubblePadY);
        l->text = {x + bubblePadX, static_cast<qreal>(y + bubblePadY)};
        y += qCeil(l->bubble.height());
        if (item.state == SendState::Failed) {
            const QFontMetricsF metrics(m_theme.font(TextStyle::MetaBold));
            const qreal discard = metrics.horizontalAdvance(Text::tr("Discard")) + 12;
            const qreal retry = metrics.horizontalAdvance(Text::tr("Retry")) + 12;
            l->discard = QRectF(width - sidePadding - discard, y + 2, discard, footHeight);
            l->retry = QRectF(l->discard.left() - retry - 2, y + 2, retry, footHeight);
            l->foot = QRectF(sidePadding, y + 2, l->retry.left() - sidePadding - 4, footHeight);
            y += footHeight + 2;
        }
        l->height = y;
    }
    if (fresh)
        m_layouts.insert(key, l);
    return *l;
}

int MessageDelegate::height(const TranscriptModel &model, int row, int width)
{
    return layout(model, row, width).height + (row == model.rowCount() - 1 ? space::card : 0);
}

int MessageDelegate::estimate(const TranscriptModel &model, int row, int width) const
{
    const QString &content = model.row(row)->message.content;
    const int room =
        qMax(120, qMin(maxBubble, width - 2 * sidePadding - gutter - 76) - 2 * bubblePadX);
    const auto characters = static_cast<int>(content.size());
    return 34 + (1 + characters * 8 / room) * 18;
}

void MessageDelegate::paintHead(QPainter &painter, const Layout &l, const TranscriptRow &row,
                                int width)
{
    const bool ai = row.message.role == MessageRole::Assistant;
    const QString name = ai && row.live ? Text::tr("AI is writing…") : senderName(row);
    painter.setFont(m_theme.font(TextStyle::MetaBold));
    painter.setPen(m_theme.color(Token::Muted));
    const QRectF line(sidePadding, l.headTop, width - 2 * sidePadding, headHeight - 3);
    if (isRight(row.message.role)) {
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, name);
        if (ai) {
            const qreal used = QFontMetricsF(painter.font()).horizontalAdvance(name);
            m_theme.paintIcon(painter, QRectF(line.right() - used - 19, l.headTop + 1, 15, 15),
                              QStringLiteral("ai"), Token::Muted);
        }
    } else {
        painter.drawText(line.adjusted(gutter, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(name, Qt::ElideRight, width / 2));
        Avatar::paint(painter, m_theme, QRectF(sidePadding, l.bubble.top(), avatarSize, avatarSize),
                      name);
    }
}

/// Amber, as nothing else is: the customer never sees it.
void MessageDelegate::paintNote(QPainter &painter, const Layout &l, const TranscriptRow &row)
{
    painter.setFont(m_theme.font(TextStyle::MetaBold));
    painter.setPen(m_theme.color(Token::Warn));
    const QRectF line(l.bubble.left(), l.headTop, l.bubble.width(), headHeight - 3);
    m_theme.paintIcon(painter, QRectF(line.left(), line.top() + 1, 15, 15), QStringLiteral("note"),
                      Token::Warn);
    const QString time = text::clock(row.message.timestamp);
    const int timeWidth = painter.fontMetrics().horizontalAdvance(time);
    painter.drawText(line.adjusted(20, 0, -timeWidth - 8, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(senderName(row), Qt::ElideRight,
                                                      int(line.width()) - timeWidth - 28));
    painter.setFont(m_theme.font(TextStyle::Meta));
    painter.setPen(m_theme.color(Token::Muted));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, time);
    painter.setPen(QPen(m_theme.mix(Token::Warn, Token::BubbleNote, 35), 1));
    painter.setBrush(m_theme.color(Token::BubbleNote));
    painter.drawRoundedRect(l.bubble.adjusted(.5, .5, -.5, -.5), space::bubbleRadius,
                            space::bubbleRadius);
}

void MessageDelegate::paintHandOver(QPainter &painter, const Layout &l, const TranscriptRow &row)
{
    painter.setPen(QPen(m_theme.color(Token::Line), 1));
    painter.setBrush(m_theme.color(Token::Raised));
    painter.drawRoundedRect(l.bubble.adjusted(.5, .5, -.5, -.5), space::bubbleRadius,
                            space::bubbleRadius);
    m_theme.paintIcon(painter, QRectF(l.bubble.left() + bubblePadX, l.title.y() + 1, 18, 18),
                      QStringLiteral("headset"), Token::Brand);
    const QRectF line(l.title, QSizeF(l.bubble.right() - bubblePadX - l.title.x(), 20));
    const QString right = QStringLiteral("%1 · %2").arg(text::severityName(row.severity),
                                                        text::clock(row.message.timestamp));
    painter.setFont(m_theme.font(TextStyle::Meta));
    painter.setPen(m_theme.color(Token::Muted));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, right);
    const int rightWidth = painter.fontMetrics().horizontalAdvance(right) + 12;
    painter.setFont(m_theme.font(TextStyle::BodyBold));
    painter.setPen(m_theme.color(Token::Text));
    const QString title = Text::tr("A person is wanted: %1").arg(text::reasonName(row.reason));
    painter.drawText(
        line, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(title, Qt::ElideRight, int(line.width()) - rightWidth));
}

void MessageDelegate::paintFoot(QPainter &painter, const Layout &l, const TranscriptRow &row,
                                bool own)
{
    // Time and state stand beside the bubble, at its foot.
    const bool right = isRight(row.message.role);
    painter.setFont(m_theme.font(TextStyle::Meta));
    painter.setPen(m_theme.color(Token::Muted));
    const QString time = row.live ? QString() : text::clock(row.message.timestamp);
    const QRectF slot(right ? l.bubble.left() - 76 : l.bubble.right() + 6, l.bubble.bottom() - 20,
                      70, 18);
    painter.drawText(slot, int(right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, time);
    if (own) {
        const qreal x = slot.right() - painter.fontMetrics().horizontalAdvance(time) - 18;
        const QRectF glyph(x, slot.top() + 2, 14, 14);
        if (row.state == SendState::Sending)
            m_theme.paintIcon(painter, glyph, QStringLiteral("clock"), Token::Muted);
        else if (row.state == SendState::Failed)
            m_theme.paintIcon(painter, glyph, QStringLiteral("error"), Token::Danger);
        else
            m_theme.paintIcon(painter, glyph, QStringLiteral("check"), Token::Ok);
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

void MessageDelegate::paint(QPainter &painter, const TranscriptModel &model, int row, int width,
                            const Selection &selection, bool current)
{
    const TranscriptRow &item = *model.row(row);
    const MessageRole role = item.message.role;
    const QModelIndex index = model.index(row);
    Layout &l = layout(model, row, width);
    painter.setRenderHint(QPainter::Antialiasing);

    if (l.dayTop >= 0) {
        const QString day = text::day(index.data(TranscriptModel::DayRole).toDate());
        painter.setFont(m_theme.font(TextStyle::Meta));
        const qreal w = painter.fontMetrics().horizontalAdvance(day) + 20;
        const QRectF pill((width - w) / 2, l.dayTop + 7, w, 22);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::Raised));
        painter.drawRoundedRect(pill, 11, 11);
        painter.setPen(m_theme.color(Token::Muted));
        painter.drawText(pill, Qt::AlignCenter, day);
    }
    if (l.newTop >= 0) {
        const QString words = Text::tr("New messages");
        painter.setFont(m_theme.font(TextStyle::MetaBold));
        const qreal w = painter.fontMetrics().horizontalAdvance(words) + 16;
        const qreal y = l.newTop + newLineHeight / 2.0;
        painter.setPen(QPen(m_theme.mix(Token::Brand, Token::Base, 45), 1));
        painter.drawLine(QPointF(sidePadding, y), QPointF((width - w) / 2, y));
        painter.drawLine(QPointF((width + w) / 2, y), QPointF(width - sidePadding, y));
        painter.setPen(m_theme.color(Token::Brand));
        painter.drawText(QRectF((width - w) / 2, l.newTop, w, newLineHeight), Qt::AlignCenter,
                         words);
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
        paintFoot(painter, l, item, index.data(TranscriptModel::OwnRole).toBool());
    if (current)
        m_theme.paintFocusRing(painter, l.bubble.adjusted(-3, -3, 3, 3), space::bubbleRadius + 2);
}

MessageDelegate::Hit MessageDelegate::hit(const TranscriptModel &model, int row, int width,
                                          QPointF point)
{
    const Layout &l = layout(model, row, width);
    if (l.retry.contains(point))
        return {Hit::Retry, -1, {}};
    if (l.discard.contains(point))
        return {Hit::Discard, -1, {}};
    const QPointF inText = point - l.text;
    const int position = l.document.documentLayout()->hitTest(inText, Qt::FuzzyHit);
    const QString href = l.document.documentLayout()->anchorAt(inText);
    if (!href.isEmpty())
        return {Hit::Link, position, href};
    return {l.bubble.contains(point) ? Hit::Bubble : Hit::Nothing, position, {}};
}

int MessageDelegate::length(const TranscriptModel &model, int row, int width)
{
    return layout(model, row, width).document.characterCount() - 1;
}

QString MessageDelegate::selectedText(const TranscriptModel &model, int row, int width,
                                      const Selection &selection)
{
    QTextCursor cursor(&layout(model, row, width).document);
    cursor.setPosition(selection.from);
    cursor.setPosition(selection.to, QTextCursor::KeepAnchor);
    return cursor.selection().toPlainText();
}

MessageDelegate::Selection MessageDelegate::wordAt(const TranscriptModel &model, int row, int width,
                                                   int position)
{
    QTextCursor cursor(&layout(model, row, width).document);
    cursor.setPosition(qMax(0, position));
    cursor.select(QTextCursor::WordUnderCursor);
    return {cursor.selectionStart(), cursor.selectionEnd()};
}

QString MessageDelegate::accessibleText(const TranscriptModel &model, int row) const
{
    const TranscriptRow &item = *model.row(row);
    const QString content = item.kind == RowKind::HandOver
                                ? text::reasonName(item.reason) + u' ' + item.message.content
                                : item.message.content;
    QString sentence = QStringLiteral("%1, %2: %3")
                           .arg(senderName(item), text::clock(item.message.timestamp), content);
    if (item.state == SendState::Failed)
        sentence += QStringLiteral(" — ") + Text::tr("Not sent");
    else if (item.state == SendState::Sending)
        sentence += QStringLiteral(" — ") + Text::tr("Sending");
    return sentence;
}

} // namespace handoff
