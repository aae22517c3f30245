#pragma once

#include "shared/core/result.h"
#include "workbench/models/sessionlistmodel.h"
#include "workbench/ui/conversations/chatcommands.h"
#include "workbench/ui/conversations/chatparts.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace handoff {
class ErrorBanner;
class ListFilters;
class SessionDelegate;
class SessionRows;
class StatePage;

/// The list of one section with its search and filters, its empty and loading states. Rows keep
/// their place while the pointer is over them; what is opened is named by id, never by row. GUI
/// thread.
class ListPane : public QFrame
{
    Q_OBJECT
public:
    explicit ListPane(const ChatParts &parts, QWidget *parent = nullptr);

    void show(Section section);
    Section section() const { return m_section; }
    /// The chat that is open stays marked, whichever section is shown.
    void setOpenSession(const QString &sessionName);
    /// Name of the row `step` below (or above) the open one; empty when there is none.
    QString neighbour(int step) const;
    QListView *view() const { return m_view; }
    /// The list, or what stands in its place.
    QWidget *focusHome() const;
    void takeFocus();
    ListFilters *filters() const { return m_filters; }
    /// In tiny windows the title is the menu of the sections.
    void setSectionMenu(bool on);
    void retranslate();

signals:
    void openRequested(const QString &sessionName);
    /// From the menu of a row.
    void commandRequested(const QString &sessionName, handoff::ChatCommand command);
    void sectionChosen(handoff::Section section);
    /// Nothing here: look for it everywhere.
    void searchRequested(const QString &text);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void refresh();
    void showRowMenu(const QPoint &point);
    void showEmpty();
    void refreshTitle();
    void loadMoreNearEnd();
    SessionListModel *model() const;

    const Theme &m_theme;
    DeskController &m_desk;
    ChatParts m_parts;
    Section m_section = Section::Waiting;
    QString m_open;
    QLabel *m_title;
    QToolButton *m_sections;
    ListFilters *m_filters;
    QPushButton *m_changes;
    ErrorBanner *m_banner;
    QStackedWidget *m_stack;
    QListView *m_view;
    SessionRows *m_rows;
    SessionDelegate *m_delegate;
    StatePage *m_state;
    QTimer m_loadingTimer; ///< a quick answer shows no loading state
    QMetaObject::Connection m_pendingConnection;
};

} // namespace handoff
