#pragma once

#include "workbench/ui/conversations/transcriptscroll.h"

namespace handoff {

/// The history of the open chat: what pointer and keyboard do with it, the selection, what was
/// found. GUI thread.
class TranscriptView : public TranscriptScroll
{
    Q_OBJECT
public:
    explicit TranscriptView(const Theme &theme, QWidget *parent = nullptr);

    QString selectedText();
    void copy();
    /// As written above the row's bubble.
    QString senderName(int row) const;
    /// Loaded rows whose text holds `text`, oldest first.
    QList<int> rowsWith(const QString &text) const;
    /// Brings the row on the screen and marks the text in it.
    void showFound(int row, const QString &text);
    void clearFound();

signals:
    void retryRequested(const QString &clientMessageId);
    void discardRequested(const QString &clientMessageId);

protected:
    bool event(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    MessageLayouts::Selection selectionOf(int row) override;
    bool isCurrent(int row) const override;

private:
    using Hit = MessageLayouts::Hit;
    struct Mark
    {
        QPersistentModelIndex index;
        int position = 0;
    };

    void activate(const Hit &hit, int row);
    Hit hitAt(QPoint point, int *row);
    void setCurrent(int row);
    void clearSelection();

    Mark m_from;
    Mark m_to;
    bool m_selecting = false;
    Hit m_pressed;
    QPersistentModelIndex m_current;
};

} // namespace handoff
