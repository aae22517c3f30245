#pragma once

#include "shared/core/result.h"

#include <QFrame>
#include <QSet>
#include <QTimer>

class QAbstractItemModel;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace handoff {
class Banner;
class Skeleton;
class StatePage;
class Theme;

/// A table of records with its empty, loading and error states (models/recordtable.h feeds it).
/// Rows are named by id, never by number; a click on a header sorts what is loaded. GUI thread.
class TablePane : public QFrame
{
    Q_OBJECT
public:
    TablePane(const Theme &theme, const QString &objectName, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model);
    QTableView *view() const { return m_view; }
    /// The table, or what stands in its place.
    QWidget *focusHome() const;
    /// What stands here without rows; an empty `action` hides the button (emptyAction()).
    void setEmpty(const QString &icon, const QString &title, const QString &why,
                  const QString &action = {});
    void setLoading(bool loading);
    /// The last load failed: said in place of the rows, or above them. retry() offers another try.
    void setError(const Error &error);
    void clearError();
    bool hasError() const { return m_failed; }

    QStringList selectedIds() const;
    /// Makes the record of this id the current row without activating it.
    void select(const QString &id);
    /// Each column is as wide as what stands in it, at most `most` pixels for text of 100 %; the
    /// column `stretch` takes what is left. An edge that somebody moved stays.
    void fitColumns(int stretch, int most = 280);
    /// Rows of two lines, for long texts in little room.
    void setTwoLines(bool on);
    /// True while the user sorts by a column instead of the server's order.
    bool isSorted() const;
    void retranslate();

signals:
    /// A click or Enter on a row.
    void activated(const QString &id);
    void selectionChanged();
    void retry();
    void emptyAction();
    /// The last rows come into view.
    void nearEnd();
    void sortChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void layColumns();
    void fit();

    const Theme &m_theme;
    Banner *m_banner;
    QStackedWidget *m_stack;
    QTableView *m_view;
    StatePage *m_state;
    Skeleton *m_skeleton;
    QSortFilterProxyModel *m_rows;
    QTimer m_skeletonTimer;
    bool m_twoLines = false;
    int m_stretch = -1;
    int m_most = 0;
    QSet<int> m_moved; ///< columns whose edge somebody moved
    bool m_fitting = false;
    QTimer m_fit; ///< many changes, one look
    struct
    {
        QString icon, title, why, action;
    } m_empty;
    bool m_loading = false;
    bool m_failed = false;
    Error m_error;
};

} // namespace handoff
