// Pointer, keyboard and selection of the transcript view.
#include "workbench/ui/conversations/transcriptview.h"

#include "workbench/ui/common/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QUrl>

namespace handoff {

MessageDelegate::Hit TranscriptView::hitAt(QPoint point, int *row)
{
    *row = -1;
    if (!m_model || m_rows.isEmpty())
        return {};
    const int y = point.y() + verticalScrollBar()->value();
    *row = rowAt(y);
    return m_delegate.hit(*m_model, *row, contentWidth(), QPointF(point.x(), y - m_tops.at(*row)));
}

bool TranscriptView::activate(const MessageDelegate::Hit &hit, int row)
{
    const QString id = m_model->row(row)->clientMessageId;
    switch (hit.kind) {
    case MessageDelegate::Hit::Retry:
        emit retryRequested(id);
        return true;
    case MessageDelegate::Hit::Discard:
        emit discardRequested(id);
        return true;
    case MessageDelegate::Hit::Link:
        if (richtext::isSafeLink(hit.href))
            QDesktopServices::openUrl(QUrl(hit.href));
        return true;
    default:
        return false;
    }
}

// ---- selection

MessageDelegate::Selection TranscriptView::selectionOf(int row)
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
    const int length = m_delegate.length(*m_model, row, contentWidth());
    return {row == a.index.row() ? qBound(0, a.position, length) : 0,
            row == b.index.row() ? qBound(0, b.position, length) : length};
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
            parts.append(m_delegate.selectedText(*m_model, row, contentWidth(), selection));
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
    if (m_pressed.kind == MessageDelegate::Hit::Retry ||
        m_pressed.kind == MessageDelegate::Hit::Discard)
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
    const MessageDelegate::Hit hit = hitAt(event->pos(), &row);
    if (m_selecting && row >= 0) {
        m_to = {m_model->index(row), qMax(0, hit.position)};
        if (event->pos().y() < 0 || event->pos().y() > viewport()->height())
            verticalScrollBar()->setValue(verticalScrollBar()->value() +
                                          (event->pos().y() < 0 ? -30 : 30));
        viewport()->update();
        return;
    }
    switch (hit.kind) {
    case MessageDelegate::Hit::Link:
    case MessageDelegate::Hit::Retry:
    case MessageDelegate::Hit::Discard:
        viewport()->setCursor(Qt::PointingHandCursor);
        break;
    case MessageDelegate::Hit::Bubble:
        viewport()->setCursor(Qt::IBeamCursor);
        break;
    case MessageDelegate::Hit::Nothing:
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
    const MessageDelegate::Hit hit = hitAt(event->pos(), &row);
    const bool dragged = m_from.index.isValid() && m_to.index.isValid() &&
                         (m_from.index != m_to.index || m_from.position != m_to.position);
    if (row >= 0 && hit.kind == m_pressed.kind && hit.href == m_pressed.href && !dragged)
        activate(hit, row);
}

void TranscriptView::mouseDoubleClickEvent(QMouseEvent *event)
{
    int row = -1;
    const MessageDelegate::Hit hit = hitAt(event->pos(), &row);
    if (row < 0 || hit.position < 0)
        return;
    const auto word = m_delegate.wordAt(*m_model, row, contentWidth(), hit.position);
    m_from = {m_model->index(row), word.from};
    m_to = {m_model->index(row), word.to};
    viewport()->update();
}

void TranscriptView::contextMenuEvent(QContextMenuEvent *event)
{
    int row = m_current.isValid() ? m_current.row() : -1;
    MessageDelegate::Hit hit;
    if (event->reason() == QContextMenuEvent::Mouse)
        hit = hitAt(event->pos(), &row);
    if (row < 0)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString selected = selectedText();
    const QString whole = m_model->row(row)->message.content;
    QAction *copySelected = menu->addAction(tr("Copy"), this, [this] { copy(); });
    copySelected->setEnabled(!selected.isEmpty());
    menu->addAction(tr("Copy message"), this,
                    [whole] { QGuiApplication::clipboard()->setText(whole); });
    if (hit.kind == MessageDelegate::Hit::Link) {
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
    if (m_rows.isEmpty())
        return;
    row = qBound(0, row, static_cast<int>(m_rows.size()) - 1);
    m_current = m_model->index(row);
    layoutVisible();
    const int top = rowTop(row);
    const int bottom = top + m_rows.at(row).height;
    QScrollBar *bar = verticalScrollBar();
    if (top < 0)
        bar->setValue(bar->value() + top - space::sibling);
    else if (bottom > viewport()->height())
        bar->setValue(bar->value() + qMin(top, bottom - viewport()->height()));
    setAccessibleDescription(m_delegate.accessibleText(*m_model, row));
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
    return QAbstractScrollArea::event(event);
}

void TranscriptView::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    const int here =
        m_current.isValid() ? m_current.row() : rowAt(bar->value() + viewport()->height());
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::SelectAll) && !m_rows.isEmpty()) {
        m_from = {m_model->index(0), 0};
        const int last = static_cast<int>(m_rows.size()) - 1;
        m_to = {m_model->index(last), m_delegate.length(*m_model, last, contentWidth())};
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
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void TranscriptView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if ((event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
         event->reason() == Qt::ShortcutFocusReason) &&
        !m_current.isValid() && !m_rows.isEmpty())
        setCurrent(static_cast<int>(m_rows.size()) - 1);
    viewport()->update();
}

void TranscriptView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace handoff
