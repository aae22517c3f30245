#pragma once

#include "workbench/controllers/admincontroller.h"

#include <QWidget>

class QButtonGroup;
class QStackedWidget;
class QToolButton;

namespace handoff {
class AdminPage;
class Theme;

/// The room Admin: pages at the left, one of them shown. GUI thread.
class AdminRoom : public QWidget
{
    Q_OBJECT
public:
    AdminRoom(const Theme &theme, AdminController &admin, QWidget *parent = nullptr);

    void show(AdminList list);
    AdminPage *page(AdminList list) const { return m_pages.at(static_cast<qsizetype>(list)); }
    AdminPage *current() const;
    void takeFocus();
    QWidget *focusHome() const;
    void focusNextPane();
    /// Esc: question, form.
    void back();
    void retranslate();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void add(AdminPage *page, const QString &icon, const QString &name);

    const Theme &m_theme;
    AdminController &m_admin;
    QButtonGroup *m_group;
    QList<QToolButton *> m_buttons;
    QList<AdminPage *> m_pages;
    QStackedWidget *m_stack;
    QWidget *m_nav;
};

} // namespace handoff
