#pragma once

#include "workbench/ui/common/room.h"

class QButtonGroup;
class QStackedWidget;
class QToolButton;

namespace handoff {
struct AdminLists;
class AdminPage;
class Theme;

/// The room Admin: pages at the left, one of them shown. GUI thread.
class AdminRoom : public Room
{
    Q_OBJECT
public:
    AdminRoom(const Theme &theme, AdminLists &admin, QWidget *parent = nullptr);

    void takeFocus();
    QWidget *focusHome() const override;
    void focusNextPane() override;
    /// Esc: question, form.
    void back() override;
    void retranslate() override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    AdminPage *current() const;
    void arrange();
    void add(AdminPage *page, const QString &icon, const QString &name);

    const Theme &m_theme;
    QButtonGroup *m_group;
    QList<QToolButton *> m_buttons;
    QList<AdminPage *> m_pages;
    QStackedWidget *m_stack;
    QWidget *m_nav;
};

} // namespace handoff
