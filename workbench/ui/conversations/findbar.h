#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QToolButton;

namespace handoff {
class Theme;
class TranscriptView;

/// Ctrl+F: searches the loaded messages, newest first; goes on into older ones. GUI thread.
class FindBar : public QFrame
{
    Q_OBJECT
public:
    explicit FindBar(const Theme &theme, QWidget *parent = nullptr);

    void setView(TranscriptView *view) { m_view = view; }
    /// Shows it with the last search selected.
    void open();
    /// Opens with this text and pages back until something says it. The focus stays.
    void find(const QString &text);
    /// Older messages came, or there are none (`more`).
    void olderCame(bool more);
    void close();
    void retranslate();

signals:
    /// The search has reached the top and there is more above.
    void olderWanted();
    void closed();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void search();
    void step(int direction);
    void refreshCount();
    bool m_looking = false; ///< find() has not found it yet

    TranscriptView *m_view = nullptr;
    QLineEdit *m_text;
    QLabel *m_count;
    QToolButton *m_up;
    QToolButton *m_down;
    QToolButton *m_close;
    QList<int> m_hits; ///< rows, oldest first
    int m_at = -1;     ///< index into m_hits
};

} // namespace handoff
