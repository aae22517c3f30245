#include "workbench/ui/conversations/transcriptview.h"

#include "shared/text/searchfold.h"
#include "workbench/ui/common/menu.h"
#include "workbench/ui/conversations/messagerow.h"

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QScrollBar>
#include <QUrl>

namespace handoff {

TranscriptView::TranscriptView(const Theme &theme, QWidget *parent)
    : TranscriptScroll(theme, parent)
{
}

QString TranscriptView::senderName(int row) const
{
    return messagerow::senderName(*m_model->row(row), m_painter.customer);
}

QList<int> TranscriptView::rowsWith(const QString &text) const
{
    QList<int> rows;
    const QString key = searchfold::key(text);
    if (key.isEmpty() || !m_model)
        return rows;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (searchfold::contains(m_model->row(row)->message.content, key))
            rows.append(row);
    }
    return rows;
}

void TranscriptView::showFound(int row, const QString &text)
{
    setCurrent(row);
    // Markdown shows other characters than it is written with: look in what is shown.
    const int length = m_layouts.length(*m_model, row, contentWidth());
    const QString shown = m_layouts.selectedText(*m_model, row, contentWidth(), {0, length});
    const auto hit = searchfold::find(shown, searchfold::key(text)).value_or(searchfold::Hit());
    m_from = {m_model->index(row), static_cast<int>(hit.start)};
    m_to = {m_model->index(row), static_cast<int>(hit.start + hit.length)};
    viewport()->update();
}

void TranscriptView::clearFound()
{
    m_current = QPersistentModelIndex();
    clearSelection();
}

TranscriptView::Hit TranscriptView::hitAt(QPoint point, int *row)
{
    QPointF inRow;
    *row = rowAtPoint(point, &inRow);
    return *row < 0 ? Hit() : m_layouts.hit(*m_model, *row, contentWidth(), inRow);
}

void TranscriptView::activate(const Hit &hit, int row)
{
    const QString id = m_model->row(row)->clientMessageId;
    switch (hit.kind) {
    case Hit::Retry:
        emit retryRequested(id);
        break;
    case Hit::Discard:
        emit discardRequested(id);
        break;
    case Hit::Link:
        if (richtext::isSafeLink(hit.href))
            QDesktopServices::openUrl(QUrl(hit.href));
        break;
    default:
        break;
    }
}

// ---- selection

MessageLayouts::Selection TranscriptView::selectionOf(int row)
{
    if (!m_from.index.isValid() || !m_to.index.isValid())
        return {};
    Mark a = m_from;
    Mark b = m_to;
    if (b.index.row() < a.index.row() ||
        (b.index.row() == a.index.row() && b.position < a.position))
        std::swap(a, b);
    if (row < a.index.row() || row > b.index.row())
        return {};
    const int length = m_layouts.length(*m_model, row, contentWidth());
    return {row == a.index.row() ? qBound(0, a.position, length) : 0,
            row == b.index.row() ? qBound(0, b.position, length) : length};
}

bool TranscriptView::isCurrent(int row) const
{
    return m_current.isValid() && m_current.row() == row;
}

QString TranscriptView::selectedText()
{
    if (!m_from.index.isValid() || !m_to.index.isValid())
        return {};
    const int first = qMin(m_from.index.row(), m_to.index.row());
    const int last = qMax(m_from.index.row(), m_to.index.row());
    QStringList parts;
    for (int row = first; row <= last; ++row) {
        if (row > first && row < last) { // whole messages need no layout
            parts.append(m_model->row(row)->message.content);
            continue;
        }
        const auto selection = selectionOf(row);
        if (selection.from != selection.to)
            parts.append(m_layouts.selectedText(*m_model, row, contentWidth(), selection));
    }
    return parts.join(QLatin1Char('\n'));
}

void TranscriptView::copy()
{
    QString text = selectedText();
    if (text.isEmpty() && m_current.isValid())
        text = m_model->row(m_current.row())->message.content;
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TranscriptView::clearSelection()
{
    m_from = m_to = {};
    viewport()->update();
}

// ---- pointer

void TranscriptView::mousePressEvent(QMouseEvent *event)
{
    int row = -1;
    m_pressed = hitAt(event->pos(), &row);
    if (event->button() != Qt::LeftButton || row < 0)
        return;
    if (m_pressed.kind == Hit::Retry || m_pressed.kind == Hit::Discard)
        return;
    if (event->modifiers() & Qt::ShiftModifier && m_from.index.isValid()) {
        m_to = {m_model->index(row), m_pressed.position};
    } else {
        m_from = {m_model->index(row), m_pressed.position};
        m_to = m_from;
    }
    m_selecting = true;
    m_current = QPersistentModelIndex();
    viewport()->update();
}

void TranscriptView::mouseMoveEvent(QMouseEvent *event)
{
    int row = -1;
    const Hit hit = hitAt(event->pos(), &row);
    if (m_selecting && row >= 0) {
        m_to = {m_model->index(row), qMax(0, hit.position)};
        if (event->pos().y() < 0 || event->pos().y() > viewport()->height())
            verticalScrollBar()->setValue(verticalScrollBar()->value() +
                                          (event->pos().y() < 0 ? -30 : 30));
        viewport()->update();
        return;
    }
    switch (hit.kind) {
    case Hit::Link:
    case Hit::Retry:
    case Hit::Discard:
        viewport()->setCursor(Qt::PointingHandCursor);
        break;
    case Hit::Bubble:
        viewport()->setCursor(Qt::IBeamCursor);
        break;
    case Hit::Nothing:
        viewport()->setCursor(Qt::ArrowCursor);
        break;
    }
}

void TranscriptView::mouseReleaseEvent(QMouseEvent *event)
{
    m_selecting = false;
    if (event->button() != Qt::LeftButton)
        return;
    int row = -1;
    const Hit hit = hitAt(event->pos(), &row);
    const bool dragged = m_from.index.isValid() && m_to.index.isValid() &&
                         (m_from.index != m_to.index || m_from.position != m_to.position);
    if (row >= 0 && hit.kind == m_pressed.kind && hit.href == m_pressed.href && !dragged)
        activate(hit, row);
}

void TranscriptView::mouseDoubleClickEvent(QMouseEvent *event)
{
    int row = -1;
    const Hit hit = hitAt(event->pos(), &row);
    if (row < 0 || hit.position < 0)
        return;
    const auto word = m_layouts.wordAt(*m_model, row, contentWidth(), hit.position);
    m_from = {m_model->index(row), word.from};
    m_to = {m_model->index(row), word.to};
    viewport()->update();
}

void TranscriptView::contextMenuEvent(QContextMenuEvent *event)
{
    int row = m_current.isValid() ? m_current.row() : -1;
    Hit hit;
    if (event->reason() == QContextMenuEvent::Mouse)
        hit = hitAt(event->pos(), &row);
    if (row < 0)
        return;
    auto *menu = new Menu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString selected = selectedText();
    const QString whole = m_model->row(row)->message.content;
    QAction *copySelected = menu->addAction(tr("Copy"), this, [this] { copy(); });
    copySelected->setEnabled(!selected.isEmpty());
    menu->addAction(tr("Copy message"), this,
                    [whole] { QGuiApplication::clipboard()->setText(whole); });
    if (hit.kind == Hit::Link) {
        const QString href = hit.href;
        menu->addAction(tr("Copy link address"), this,
                        [href] { QGuiApplication::clipboard()->setText(href); });
    }
    if (m_model->row(row)->state == SendState::Failed) {
        const QString id = m_model->row(row)->clientMessageId;
        menu->addSeparator();
        menu->addAction(tr("Retry"), this, [this, id] { emit retryRequested(id); });
        menu->addAction(tr("Discard"), this, [this, id] { emit discardRequested(id); });
    }
    menu->popup(event->globalPos());
}

// ---- keyboard

void TranscriptView::setCurrent(int row)
{
    if (isEmpty())
        return;
    row = qBound(0, row, lastRow());
    m_current = m_model->index(row);
    bringIntoView(row);
    setAccessibleDescription(messagerow::accessibleText(*m_model, row, m_painter.customer));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    viewport()->update();
}

bool TranscriptView::event(QEvent *event)
{
    // Esc first drops the selection here; only then it is the window's key.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape &&
        (m_from.index.isValid() || m_current.isValid()))
        event->accept();
    return TranscriptScroll::event(event);
}

void TranscriptView::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    QPointF inRow;
    const int here =
        m_current.isValid() ? m_current.row() : rowAtPoint(QPoint(0, viewport()->height()), &inRow);
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::SelectAll) && !isEmpty()) {
        m_from = {m_model->index(0), 0};
        m_to = {m_model->index(lastRow()), m_layouts.length(*m_model, lastRow(), contentWidth())};
        viewport()->update();
    } else if (event->key() == Qt::Key_Up && !(event->modifiers() & Qt::AltModifier)) {
        setCurrent(m_current.isValid() ? here - 1 : here);
    } else if (event->key() == Qt::Key_Down && !(event->modifiers() & Qt::AltModifier)) {
        setCurrent(here + 1);
    } else if (event->key() == Qt::Key_PageUp) {
        bar->triggerAction(QAbstractSlider::SliderPageStepSub);
    } else if (event->key() == Qt::Key_PageDown) {
        bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
    } else if (event->key() == Qt::Key_Home) {
        bar->setValue(bar->minimum());
    } else if (event->key() == Qt::Key_End) {
        scrollToBottom();
        emit latestWanted();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
               m_current.isValid() && m_model->row(m_current.row())->state == SendState::Failed) {
        emit retryRequested(m_model->row(m_current.row())->clientMessageId);
    } else if (event->key() == Qt::Key_Escape && (m_from.index.isValid() || m_current.isValid())) {
        m_current = QPersistentModelIndex();
        clearSelection();
    } else {
        TranscriptScroll::keyPressEvent(event);
    }
}

void TranscriptView::focusInEvent(QFocusEvent *event)
{
    TranscriptScroll::focusInEvent(event);
    if ((event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
         event->reason() == Qt::ShortcutFocusReason) &&
        !m_current.isValid() && !isEmpty())
        setCurrent(lastRow());
    viewport()->update();
}

void TranscriptView::focusOutEvent(QFocusEvent *event)
{
    TranscriptScroll::focusOutEvent(event);
    viewport()->update();
}

} // namespace handoff
