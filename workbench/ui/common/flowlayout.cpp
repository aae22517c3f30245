#include "workbench/ui/common/flowlayout.h"

#include <QWidget>

namespace handoff {

FlowLayout::FlowLayout(int spacing, QWidget *parent) : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

/// The widest of them on a row of its own.
QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    place(rect, true);
}

int FlowLayout::place(const QRect &rect, bool really) const
{
    const QRect room = rect.marginsRemoved(contentsMargins());
    const auto widthOf = [&room](const QLayoutItem *item) {
        return qMin(room.width(), item->sizeHint().width());
    };
    int y = room.top();
    for (qsizetype i = 0; i < m_items.size();) {
        QList<QLayoutItem *> row;
        int used = 0;
        int height = 0;
        int growing = 0;
        for (; i < m_items.size(); ++i) {
            QLayoutItem *item = m_items.at(i);
            if (item->isEmpty())
                continue;
            const int wanted = used + (row.isEmpty() ? 0 : spacing()) + widthOf(item);
            if (!row.isEmpty() && wanted > room.width())
                break;
            used = wanted;
            row.append(item);
            height = qMax(height, item->sizeHint().height());
            growing += item->expandingDirections() & Qt::Horizontal ? 1 : 0;
        }
        if (row.isEmpty())
            break;
        int x = room.left();
        int left = room.width() - used;
        for (QLayoutItem *item : std::as_const(row)) {
            int width = widthOf(item);
            if (item->expandingDirections() & Qt::Horizontal) {
                const int more = qMin(left / growing--, width / 2); // one alone stays a box
                width += more;
                left -= more;
            }
            if (really)
                item->setGeometry({x, y, width, height});
            x += width + spacing();
        }
        y += height + spacing();
    }
    return qMax(0, y - spacing() - rect.top()) + contentsMargins().bottom();
}

} // namespace handoff
