#pragma once

#include "workbench/models/sectionrule.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QToolButton;

namespace handoff {
class DeskCatalog;
class Theme;

/// Search, order, tag and VIP of a list. GUI thread.
class ListFilters : public QWidget
{
    Q_OBJECT
public:
    ListFilters(const Theme &theme, DeskCatalog &catalog, QWidget *parent = nullptr);

    SessionFilter filter() const;
    /// The filters of this section, in the current language.
    void show(const SectionRule &rule);
    void clear();
    /// What is filtered by, for people; empty: nothing.
    QStringList words(const SessionFilter &filter) const;
    void focusSearch();
    /// Esc in the search field: clears it. False when the focus is elsewhere.
    bool leaveSearch();

signals:
    void changed();

private:
    void apply();
    void fillTags();

    DeskCatalog &m_catalog;
    QLineEdit *m_search;
    QComboBox *m_sort;
    QComboBox *m_tag;
    QToolButton *m_vip;
    QString m_tagId; ///< of the section's filter; its tag may come later
    QTimer m_typing; ///< each letter starts it anew
};

} // namespace handoff
