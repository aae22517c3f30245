#include "workbench/ui/conversations/messagelayouts.h"

#include "workbench/ui/common/theme.h"
#include "workbench/ui/conversations/messagerow.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocumentFragment>

namespace handoff {

using namespace messagerow;

MessageLayouts::Layout &MessageLayouts::of(const TranscriptModel &model, int row, int width)
{
    const TranscriptRow &item = *model.row(row);
    const RowLook look = model.look(row);
    const bool startsGroup = look.startsGroup || look.firstNew;
    const int flags = (look.startsDay ? 1 : 0) | (look.firstNew ? 2 : 0) | (startsGroup ? 4 : 0) |
                      (item.state == SendState::Failed ? 8 : 0) | (item.live ? 16 : 0);
    const QString key = item.live                   ? QStringLiteral("live")
                        : item.message.id.isEmpty() ? item.clientMessageId
                                                    : item.message.id;
    const QString mark = messagerow::mark(item, look);
    Layout *l = m_layouts.object(key);
    if (l && l->width == width && l->flags == flags && l->content == item.message.content &&
        l->mark == mark)
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
    l->mark = mark;

    int y = 0;
    l->dayTop = l->newTop = l->headTop = -1;
    l->retry = l->discard = l->foot = {};
    if (look.startsDay) {
        l->dayTop = y;
        y += m_theme.scaled(dayHeight);
    }
    if (look.firstNew) {
        l->newTop = y;
        y += m_theme.scaled(newLineHeight);
    }
    if (card || item.kind == RowKind::Note) {
        const qreal room =
            qMin(width - 2 * sidePadding - 2 * bubblePadX, m_theme.scaled(maxBubble));
        l->document.setTextWidth(room - (card ? cardIndent() : 0));
        y += space::sibling;
        l->headTop = card ? -1 : y;
        y += card ? 0 : m_theme.scaled(headHeight);
        const qreal boxWidth = room + 2 * bubblePadX;
        const qreal x = (width - boxWidth) / 2;
        const qreal titleHeight = card ? m_theme.scaled(titleLine) : 0;
        const qreal textHeight = item.message.content.isEmpty() ? 0 : l->document.size().height();
        l->bubble = QRectF(x, y, boxWidth, std::ceil(textHeight) + titleHeight + 2 * bubblePadY);
        l->title = {x + bubblePadX + (card ? cardIndent() : 0), static_cast<qreal>(y + bubblePadY)};
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
            y += m_theme.scaled(headHeight);
        }
        const int room = textRoom(width);
        l->document.setTextWidth(room);
        const qreal ideal = qMin<qreal>(room, std::ceil(l->document.idealWidth()) + 1);
        l->document.setTextWidth(qMax<qreal>(ideal, 14));
        const QSizeF text(l->document.textWidth(), l->document.size().height());
        const qreal bubbleWidth = text.width() + 2 * bubblePadX;
        const qreal x = isRight(role) ? width - sidePadding - bubbleWidth : sidePadding + gutter();
        l->bubble = QRectF(x, y, bubbleWidth, std::ceil(text.height()) + 2 * bubblePadY);
        l->text = {x + bubblePadX, static_cast<qreal>(y + bubblePadY)};
        y += qCeil(l->bubble.height());
        if (item.state == SendState::Failed) {
            const int line = m_theme.scaled(footHeight);
            const QFontMetricsF metrics(m_theme.font(TextStyle::MetaBold));
            const qreal discard = metrics.horizontalAdvance(Text::tr("Discard")) + 12;
            const qreal retry = metrics.horizontalAdvance(Text::tr("Retry")) + 12;
            l->discard = QRectF(width - sidePadding - discard, y + 2, discard, line);
            l->retry = QRectF(l->discard.left() - retry - 2, y + 2, retry, line);
            l->foot = QRectF(sidePadding, y + 2, l->retry.left() - sidePadding - 4, line);
            y += line + 2;
        }
        if (!mark.isEmpty()) {
            const int line = m_theme.scaled(markHeight);
            const qreal left = isRight(role) ? sidePadding : l->bubble.left();
            const qreal right = isRight(role) ? l->bubble.right() : width - sidePadding;
            l->markLine = QRectF(left, y + 1, right - left, line);
            y += line + 1;
        }
        l->height = y;
    }
    if (fresh)
        m_layouts.insert(key, l);
    return *l;
}

int MessageLayouts::gutter() const
{
    return m_theme.scaled(avatarSize) + space::sibling;
}

int MessageLayouts::cardIndent() const
{
    return m_theme.scaled(cardGlyph) + 10;
}

/// Width of the text in a bubble; the time stands beside it.
int MessageLayouts::textRoom(int width) const
{
    const int bubble = width - 2 * sidePadding - gutter() - m_theme.scaled(timeWidth);
    return qMax(120, qMin(m_theme.scaled(maxBubble), bubble) - 2 * bubblePadX);
}

int MessageLayouts::height(const TranscriptModel &model, int row, int width)
{
    return of(model, row, width).height + (row == model.rowCount() - 1 ? space::card : 0);
}

int MessageLayouts::estimate(const TranscriptModel &model, int row, int width) const
{
    const QString &content = model.row(row)->message.content;
    const auto characters = static_cast<int>(content.size());
    return 34 + (1 + characters * m_theme.scaled(8) / textRoom(width)) * m_theme.scaled(18);
}

MessageLayouts::Hit MessageLayouts::hit(const TranscriptModel &model, int row, int width,
                                        QPointF point)
{
    const Layout &l = of(model, row, width);
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

int MessageLayouts::length(const TranscriptModel &model, int row, int width)
{
    return of(model, row, width).document.characterCount() - 1;
}

QString MessageLayouts::selectedText(const TranscriptModel &model, int row, int width,
                                     const Selection &selection)
{
    QTextCursor cursor(&of(model, row, width).document);
    cursor.setPosition(selection.from);
    cursor.setPosition(selection.to, QTextCursor::KeepAnchor);
    return cursor.selection().toPlainText();
}

MessageLayouts::Selection MessageLayouts::wordAt(const TranscriptModel &model, int row, int width,
                                                 int position)
{
    QTextCursor cursor(&of(model, row, width).document);
    cursor.setPosition(qMax(0, position));
    cursor.select(QTextCursor::WordUnderCursor);
    return {cursor.selectionStart(), cursor.selectionEnd()};
}

} // namespace handoff
