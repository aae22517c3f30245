#pragma once

#include "workbench/ui/conversations/messagepainter.h"

#include <QAbstractScrollArea>
#include <QPersistentModelIndex>

class QToolButton;

namespace handoff {

/// The history of the open chat on the screen. Only rows on the screen are laid out, others have
/// guessed heights, so a chat of any length opens at once; what is being read never moves: the view
/// holds on to the bottom, or to the first visible row. GUI thread.
class TranscriptScroll : public QAbstractScrollArea
{
    Q_OBJECT
public:
    void setModel(TranscriptModel *model);
    void setCustomer(const QString &name);
    bool isAtBottom() const { return m_stick; }
    void scrollToBottom();
    /// Y of a row in the viewport; for tests.
    int rowTop(int row) const;
    void retranslate();
    QSize minimumSizeHint() const override { return {280, 120}; }

signals:
    /// The top is near and there is more above.
    void olderWanted();
    /// The newest message came on the screen, or left it.
    void bottomChanged(bool atBottom);
    /// The model holds an old window and the reader wants the newest.
    void latestWanted();

protected:
    explicit TranscriptScroll(const Theme &theme, QWidget *parent = nullptr);

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    virtual MessageLayouts::Selection selectionOf(int row) = 0;
    virtual bool isCurrent(int row) const = 0;

    /// Scrolls no further than it must.
    void bringIntoView(int row);
    bool isEmpty() const { return m_rows.isEmpty(); }
    int lastRow() const { return static_cast<int>(m_rows.size()) - 1; }
    /// The row at this place of the viewport, -1 when there is none, and where in it.
    int rowAtPoint(QPoint point, QPointF *inRow) const;
    int contentWidth() const { return viewport()->width(); }

    MessageLayouts m_layouts;
    MessagePainter m_painter;
    TranscriptModel *m_model = nullptr;

private:
    struct RowHeight
    {
        int height = 0;
        bool exact = false;
    };

    void resetRows();
    void rowsInserted(int first, int last);
    void rowsRemoved(int first, int last);
    void dataChanged(int first, int last);
    void measureAgain();
    void layoutVisible();
    void updateTops();
    void keepAnchor();
    int rowAt(int contentY) const;
    void placeJumpButton();
    void afterScroll();

    const Theme &m_theme;
    QToolButton *m_jump;
    QList<RowHeight> m_rows;
    QList<int> m_tops; ///< m_rows.size() + 1 sums
    bool m_topsDirty = true;
    bool m_stick = true;
    bool m_adjusting = false;
    QPersistentModelIndex m_anchor; ///< first visible row, when not at the bottom
    int m_anchorOffset = 0;         ///< pixels of it above the top edge
    int m_missed = 0;               ///< messages that came while scrolled up
};

} // namespace handoff
