#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QListWidget;

namespace handoff {
class Theme;

/// Suggestions above the composer: quick replies while `/…` is typed or in a panel of their own
/// with a search field, colleagues while `@…` is typed. The text field keeps the focus; the panel
/// takes it. GUI thread.
class CompletionList : public QFrame
{
    Q_OBJECT
public:
    struct Item
    {
        QString id;
        QString title;
        QString detail;  ///< muted, one line
        QString right;   ///< shortcut or load
        QString preview; ///< the whole text; empty: no preview
    };

    /// `area`: the widget it lies over.
    CompletionList(const Theme &theme, QWidget *area);

    /// Shows them with their bottom at `bottom` of the area; hides when there are none and it is no
    /// panel.
    void present(const QList<Item> &items, int bottom);
    /// The panel: with a search field that has the focus.
    void presentPanel(const QList<Item> &items, int bottom, const QString &placeholder);
    bool isPanel() const;
    /// Up, Down, Enter, Tab, Escape.
    void handleKey(int key);
    QString current() const;
    void retranslate();

signals:
    void chosen(const QString &id);
    /// Escape, or a click elsewhere.
    void dismissed();
    void searched(const QString &text);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void fill(const QList<Item> &items);
    void place();
    void showPreview();

    const Theme &m_theme;
    QLineEdit *m_search;
    QListWidget *m_list;
    QLabel *m_preview;
    QLabel *m_empty;
    int m_bottom = 0;
};

} // namespace handoff
