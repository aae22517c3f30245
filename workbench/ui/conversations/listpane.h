#pragma once

#include "shared/core/result.h"
#include "workbench/models/sessionlistmodel.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QStackedWidget;

namespace handoff {
class Banner;
class DeskController;
class SessionDelegate;
class SessionRows;
class StatePage;
class Theme;

/// The list of one section with its search, its empty and loading states. Rows keep their place
/// while the pointer is over them; what is opened is named by id, never by row. GUI thread.
class ListPane : public QFrame
{
    Q_OBJECT
public:
    ListPane(const Theme &theme, DeskController &desk, QWidget *parent = nullptr);

    void show(Section section);
    Section section() const { return m_section; }
    /// The chat that is open stays marked, whichever section is shown.
    void setOpenSession(const QString &sessionName);
    /// Name of the row `step` below (or above) the open one; empty when there is none.
    QString neighbour(int step) const;
    QListView *view() const { return m_view; }
    /// Focus to the list, or to what stands in its place.
    void takeFocus();
    void focusSearch();
    /// Esc in the search field: clears it. False when the focus is elsewhere.
    bool leaveSearch();
    void retranslate();

signals:
    void openRequested(const QString &sessionName);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void refresh();
    void applySearch();
    void loadMoreNearEnd();
    SessionListModel *model() const;

    const Theme &m_theme;
    DeskController &m_desk;
    Section m_section = Section::Waiting;
    QString m_open;
    QLabel *m_title;
    QLineEdit *m_search;
    QPushButton *m_changes;
    Banner *m_banner;
    QStackedWidget *m_stack;
    QListView *m_view;
    SessionRows *m_rows;
    SessionDelegate *m_delegate;
    StatePage *m_state;
    QTimer m_searchTimer;
    QTimer m_loadingTimer; ///< a quick answer shows no loading state
    QMetaObject::Connection m_pendingConnection;
};

} // namespace handoff
