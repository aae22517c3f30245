#pragma once

#include "workbench/controllers/admincontroller.h"

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
    AdminPage(const Theme &theme, AdminController &admin, AdminList list, const char *name,
              QWidget *parent = nullptr);

    AdminList list() const { return m_list; }
    TablePane *table() const { return m_table; }
    bool isFormOpen() const;
    void openForm();
    void closeForm();
    /// Esc: question, form. False when there is none.
    bool leave();
    virtual void retranslate();

protected:
    void resizeEvent(QResizeEvent *event) override;
    /// The form of one record; openForm() shows it.
    void setForm(FormPanel *form);
    void setTitle(const QString &title, const QString &hint);
    void setNew(const QString &text);
    /// `name` is how the record is called in the question.
    void askDelete(const QString &question, const std::function<void()> &yes);
    /// The button that deletes, for forms.
    static QPushButton *makeDeleteButton(const Theme &theme, const char *name);

    const Theme &m_theme;
    AdminController &m_admin;
    AdminList m_list;
    QPushButton *m_new;
    Banner *m_note;
    TablePane *m_table;
    FormPanel *m_form = nullptr;
    QHBoxLayout *m_head; ///< for buttons of a page
    QVBoxLayout *m_left; ///< table and what stands around it

signals:
    void newRequested();

private:
    /// In narrow windows the form stands in place of the table.
    void arrange();

    QWidget *m_leftSide;
    QLabel *m_title;
    QLabel *m_hint;
    QHBoxLayout *m_body;
};

} // namespace handoff
