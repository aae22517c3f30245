#pragma once

#include "workbench/controllers/adminlists.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace handoff {
class Banner;
class FormPanel;
class TablePane;
class Theme;

/// What the pages of the admin panel have in common: head, table with its states, a form at the
/// side, questions and errors in the page. GUI thread.
class AdminPage : public QFrame
{
    Q_OBJECT
public:
    AdminPage(const Theme &theme, AdminList &list, const char *name, QWidget *parent = nullptr);

    TablePane *table() const { return m_table; }
    bool isFormOpen() const;
    void openForm();
    void closeForm();
    /// Esc: question, form. False when there is none.
    bool leave();
    virtual void retranslate();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    /// The form of one record; openForm() shows it. `deleteName` names the button that deletes it.
    void setForm(FormPanel *form, const char *deleteName);
    /// The words and the buttons for what the form holds now.
    void setEdited(bool isNew, bool mayDelete = true);
    void setTitle(const QString &title, const QString &hint);
    void setNew(const QString &text);
    /// `name` is how the record is called in the question.
    void askDelete(const QString &question, const std::function<void()> &yes);

    const Theme &m_theme;
    QPushButton *m_new;
    Banner *m_note;
    TablePane *m_table;
    FormPanel *m_form = nullptr;
    QPushButton *m_delete = nullptr;
    QHBoxLayout *m_head; ///< for buttons of a page
    QVBoxLayout *m_left; ///< table and what stands around it

signals:
    void newRequested();

private:
    /// In narrow windows the form stands in place of the table.
    void arrange();

    AdminList &m_list;
    QWidget *m_leftSide;
    QLabel *m_title;
    QLabel *m_hint;
    QHBoxLayout *m_body;
};

} // namespace handoff
