#pragma once

#include "workbench/ui/conversations/messagedelegate.h"

#include <QAbstractScrollArea>
#include <QPersistentModelIndex>

class QToolButton;

namespace handoff {

/// The history of the open chat. Only rows on the screen are laid out, others have guessed heights,
/// so a chat of any length opens at once; what is being read never moves: the view holds on to the
/// bottom, or to the first visible row. GUI thread.
class TranscriptView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit TranscriptView(const Theme &theme, QWidget *parent = nullptr);

    void setModel(TranscriptModel *model);
    void setCustomer(const QString &name);
    bool isAtBottom() const { return m_stick; }
    void scrollToBottom();
    /// Y of a row in the viewport; for tests.
    int rowTop(int row) const;
    QString selectedText();
    void copy();
    /// As written above the row's bubble.
    QString senderName(int row) const;
    /// Loaded rows whose text holds `text`, oldest first.
    QList<int> rowsWith(const QString &text) const;
    /// Brings the row on the screen and marks the text in it.
    void showFound(int row, const QString &text);
    void clearFound();
    void retranslate();
    QSize minimumSizeHint() const override { return {280, 120}; }

signals:
    /// The top is near and there is more above.
    void olderWanted();
    /// The newest message came on the screen, or left it.
    void bottomChanged(bool atBottom);
    /// The model holds an old window and the reader wants the newest.
    void latestWanted();
    void retryRequested(const QString &clientMessageId);
    void discardRequested(const QString &clientMessageId);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct RowHeight
    {
        int height = 0;
        bool exact = false;
    };
    struct Mark
    {
        QPersistentModelIndex index;
        int position = 0;
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
    int contentWidth() const;
    void placeJumpButton();
    void afterScroll();
    bool activate(const MessageDelegate::Hit &hit, int row);
    MessageDelegate::Hit hitAt(QPoint point, int *row);
    MessageDelegate::Selection selectionOf(int row);
    void setCurrent(int row);
    void clearSelection();

    const Theme &m_theme;
    MessageDelegate m_delegate;
    TranscriptModel *m_model = nullptr;
    QToolButton *m_jump;
    QList<RowHeight> m_rows;
    QList<int> m_tops; ///< m_rows.size() + 1 sums
    bool m_topsDirty = true;
    bool m_stick = true;
    bool m_adjusting = false;
    QPersistentModelIndex m_anchor; ///< first visible row, when not at the bottom
    int m_anchorOffset = 0;         ///< pixels of it above the top edge
    int m_missed = 0;               ///< messages that came while scrolled up
    Mark m_from;
    Mark m_to;
    bool m_selecting = false;
    MessageDelegate::Hit m_pressed;
    QPersistentModelIndex m_current;
};

} // namespace handoff
