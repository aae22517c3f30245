#include "workbench/ui/conversations/transcriptscroll.h"

#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QPaintEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>

namespace handoff {

namespace {
constexpr int topMargin = space::sibling;
constexpr int nearTop = 600; ///< pixels: older messages are asked for before they are seen
} // namespace

TranscriptScroll::TranscriptScroll(const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent), m_layouts(theme), m_painter(theme, m_layouts), m_theme(theme),
      m_jump(new QToolButton(this))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::ArrowCursor);
    m_jump->setObjectName(QStringLiteral("jumpToLatest"));
    m_jump->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_jump->setIcon(theme.icon(QStringLiteral("arrow-down"), Token::OnBrand));
    setIconPixels(m_jump, m_theme, 16);
    m_jump->setProperty("pill", true);
    m_jump->setCursor(Qt::PointingHandCursor);
    m_jump->hide();
    connect(m_jump, &QToolButton::clicked, this, [this] {
        scrollToBottom();
        emit latestWanted();
    });
    connect(&theme, &Theme::changed, this, &TranscriptScroll::measureAgain);
    retranslate();
}

void TranscriptScroll::setModel(TranscriptModel *model)
{
    m_model = model;
    connect(model, &QAbstractItemModel::modelReset, this, &TranscriptScroll::resetRows);
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { rowsInserted(first, last); });
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { rowsRemoved(first, last); });
    connect(model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &from, const QModelIndex &to) {
                dataChanged(from.row(), to.row());
            });
    connect(model, &QAbstractItemModel::rowsMoved, this, &TranscriptScroll::measureAgain);
    connect(model, &TranscriptModel::windowChanged, this, &TranscriptScroll::afterScroll);
    resetRows();
}

void TranscriptScroll::setCustomer(const QString &name)
{
    m_painter.customer = name;
    viewport()->update();
}

void TranscriptScroll::retranslate()
{
    setAccessibleName(tr("Messages"));
    setHint(m_jump, tr("Jump to the latest message"));
    measureAgain();
}

// ---- rows and their heights

void TranscriptScroll::resetRows()
{
    m_rows.clear();
    m_missed = 0;
    const bool turned = !std::exchange(m_stick, true);
    m_anchor = QPersistentModelIndex();
    m_layouts.forget();
    if (m_model && m_model->rowCount() > 0)
        rowsInserted(0, m_model->rowCount() - 1);
    else
        layoutVisible();
    if (turned)
        emit bottomChanged(true);
}

void TranscriptScroll::rowsInserted(int first, int last)
{
    QList<RowHeight> added;
    added.reserve(last - first + 1);
    for (int row = first; row <= last; ++row)
        added.append({m_layouts.estimate(*m_model, row, contentWidth()), false});
    if (first >= m_rows.size()) {
        if (!m_stick && !m_rows.isEmpty())
            m_missed += last - first + 1;
        m_rows += added;
    } else {
        QList<RowHeight> all = m_rows.first(first);
        all += added;
        all += m_rows.sliced(first);
        m_rows = all;
    }
    // Neighbours may gain or lose their head, and the last row its foot.
    for (const int row : {first - 1, last + 1}) {
        if (row >= 0 && row < m_rows.size())
            m_rows[row].exact = false;
    }
    m_topsDirty = true;
    layoutVisible();
}

void TranscriptScroll::rowsRemoved(int first, int last)
{
    m_rows.remove(first, last - first + 1);
    for (const int row : {first - 1, first}) {
        if (row >= 0 && row < m_rows.size())
            m_rows[row].exact = false;
    }
    m_topsDirty = true;
    layoutVisible();
}

void TranscriptScroll::dataChanged(int first, int last)
{
    for (int row = qMax(0, first); row <= last && row < m_rows.size(); ++row)
        m_rows[row].exact = false;
    layoutVisible();
}

void TranscriptScroll::measureAgain()
{
    m_layouts.forget();
    for (RowHeight &row : m_rows)
        row.exact = false;
    m_topsDirty = true;
    layoutVisible();
}

void TranscriptScroll::updateTops()
{
    if (!m_topsDirty && m_tops.size() == m_rows.size() + 1)
        return;
    m_tops.resize(m_rows.size() + 1);
    int y = topMargin;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        m_tops[i] = y;
        y += m_rows.at(i).height;
    }
    m_tops.last() = y;
    m_topsDirty = false;
}

int TranscriptScroll::rowAt(int contentY) const
{
    const auto it = std::upper_bound(m_tops.cbegin(), m_tops.cend(), contentY);
    return qBound(0, static_cast<int>(it - m_tops.cbegin()) - 1,
                  static_cast<int>(m_rows.size()) - 1);
}

/// Measures what is on the screen and puts the scroll bar so that nothing moves there.
void TranscriptScroll::layoutVisible()
{
    if (!m_model || m_adjusting)
        return;
    m_adjusting = true;
    const int view = viewport()->height();
    QScrollBar *bar = verticalScrollBar();
    int y = 0;
    for (int round = 0; round < 12; ++round) {
        updateTops();
        const int most = qMax(0, m_tops.last() - view);
        if (m_stick)
            y = most;
        else if (m_anchor.isValid())
            y = qBound(0, m_tops.at(m_anchor.row()) + m_anchorOffset, most);
        else
            y = qBound(0, bar->value(), most);
        bool changed = false;
        if (!m_rows.isEmpty()) {
            const int lastRow = rowAt(y + view);
            for (int row = rowAt(y); row <= lastRow; ++row) {
                RowHeight &height = m_rows[row];
                if (height.exact)
                    continue;
                const int exact = m_layouts.height(*m_model, row, contentWidth());
                height.exact = true;
                if (exact != height.height) {
                    height.height = exact;
                    changed = true;
                }
            }
        }
        if (!changed)
            break;
        m_topsDirty = true;
    }
    updateTops();
    bar->setPageStep(view);
    bar->setSingleStep(40);
    bar->setRange(0, qMax(0, m_tops.last() - view));
    bar->setValue(y);
    m_adjusting = false;
    placeJumpButton();
    viewport()->update();
}

void TranscriptScroll::keepAnchor()
{
    const QScrollBar *bar = verticalScrollBar();
    const bool stick = bar->value() >= bar->maximum() - 4;
    const bool turned = stick != m_stick;
    m_stick = stick;
    updateTops();
    if (!m_stick && !m_rows.isEmpty()) {
        const int row = rowAt(bar->value());
        m_anchor = m_model->index(row);
        m_anchorOffset = bar->value() - m_tops.at(row);
    }
    if (m_stick)
        m_missed = 0;
    if (turned)
        emit bottomChanged(m_stick);
}

void TranscriptScroll::scrollContentsBy(int, int)
{
    if (m_adjusting)
        return;
    keepAnchor();
    layoutVisible();
    afterScroll();
}

void TranscriptScroll::afterScroll()
{
    if (m_model && m_model->hasOlder() && verticalScrollBar()->value() < nearTop &&
        !m_rows.isEmpty())
        emit olderWanted();
    placeJumpButton();
}

void TranscriptScroll::scrollToBottom()
{
    m_missed = 0;
    const bool turned = !std::exchange(m_stick, true);
    layoutVisible();
    if (turned)
        emit bottomChanged(true);
}

int TranscriptScroll::rowTop(int row) const
{
    return m_tops.value(row) - verticalScrollBar()->value();
}

int TranscriptScroll::rowAtPoint(QPoint point, QPointF *inRow) const
{
    if (!m_model || m_rows.isEmpty())
        return -1;
    const int y = point.y() + verticalScrollBar()->value();
    const int row = rowAt(y);
    *inRow = QPointF(point.x(), y - m_tops.at(row));
    return row;
}

void TranscriptScroll::bringIntoView(int row)
{
    layoutVisible();
    const int top = rowTop(row);
    const int bottom = top + m_rows.at(row).height;
    QScrollBar *bar = verticalScrollBar();
    if (top < 0)
        bar->setValue(bar->value() + top - space::sibling);
    else if (bottom > viewport()->height())
        bar->setValue(bar->value() + qMin(top, bottom - viewport()->height()));
}

void TranscriptScroll::placeJumpButton()
{
    const bool wanted = !m_stick || (m_model && m_model->hasNewer());
    if (wanted) {
        m_jump->setText(m_missed > 0 ? tr("%n new message(s)", nullptr, m_missed) : tr("Latest"));
        m_jump->adjustSize();
        m_jump->move(viewport()->geometry().center().x() - m_jump->width() / 2,
                     viewport()->geometry().bottom() - m_jump->height() - space::card);
        m_jump->raise();
    }
    m_jump->setVisible(wanted);
}

// ---- painting

void TranscriptScroll::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.color(Token::Base));
    if (!m_model || m_rows.isEmpty())
        return;
    const int y = verticalScrollBar()->value();
    const int last = rowAt(y + event->rect().bottom());
    for (int row = rowAt(y + event->rect().top()); row <= last; ++row) {
        painter.save();
        painter.translate(0, m_tops.at(row) - y);
        m_painter.paint(painter, *m_model, row, contentWidth(), selectionOf(row),
                        hasFocus() && isCurrent(row));
        painter.restore();
    }
}

void TranscriptScroll::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        for (RowHeight &row : m_rows)
            row.exact = false;
    }
    layoutVisible();
    afterScroll();
}

} // namespace handoff
