#include "workbench/ui/admin/adminroom.h"

#include "workbench/ui/admin/agentspage.h"
#include "workbench/ui/admin/auditlogpage.h"
#include "workbench/ui/admin/configpage.h"
#include "workbench/ui/admin/quickrepliespage.h"
#include "workbench/ui/admin/rulespage.h"
#include "workbench/ui/admin/slapage.h"
#include "workbench/ui/admin/tagspage.h"
#include "workbench/ui/common/roomsize.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QButtonGroup>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace handoff {

AdminRoom::AdminRoom(const Theme &theme, AdminController &admin, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_admin(admin), m_group(new QButtonGroup(this)),
      m_stack(new QStackedWidget), m_nav(makeSurface("raised", "right"))
{
    setObjectName(QStringLiteral("adminRoom"));
    setMinimumSize(roomMinimum);
    m_nav->setFixedWidth(188);
    auto *nav = new QVBoxLayout(m_nav);
    nav->setContentsMargins(space::sibling, space::card, space::sibling, space::card);
    nav->setSpacing(2);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_nav);
    row->addWidget(m_stack, 1);
    // In the order of AdminList.
    add(new AgentsPage(theme, admin), QStringLiteral("users"), QStringLiteral("adminAgents"));
    add(new QuickRepliesPage(theme, admin), QStringLiteral("bolt"),
        QStringLiteral("adminQuickReplies"));
    add(new TagsPage(theme, admin), QStringLiteral("tag"), QStringLiteral("adminTags"));
    add(new RulesPage(theme, admin), QStringLiteral("ai"), QStringLiteral("adminRules"));
    add(new SlaPage(theme, admin), QStringLiteral("clock"), QStringLiteral("adminSla"));
    add(new ConfigPage(theme, admin), QStringLiteral("settings"), QStringLiteral("adminConfig"));
    add(new AuditLogPage(theme, admin), QStringLiteral("history"), QStringLiteral("adminAudit"));
    nav->addStretch();
    m_buttons.first()->setChecked(true);
    connect(m_group, &QButtonGroup::idClicked, this,
            [this](int id) { show(static_cast<AdminList>(id)); });
    retranslate();
}

void AdminRoom::add(AdminPage *page, const QString &icon, const QString &name)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(m_theme.icon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setCheckable(true);
    button->setProperty("nav", true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_group->addButton(button, static_cast<int>(m_buttons.size()));
    m_nav->layout()->addWidget(button);
    m_buttons.append(button);
    m_pages.append(page);
    m_stack->addWidget(page);
}

AdminPage *AdminRoom::current() const
{
    return m_pages.at(m_stack->currentIndex());
}

void AdminRoom::show(AdminList list)
{
    const int id = static_cast<int>(list);
    m_buttons.at(id)->setChecked(true);
    m_stack->setCurrentIndex(id);
    if (isVisible())
        m_admin.show(list);
}

QWidget *AdminRoom::focusHome() const
{
    return current()->table()->focusHome();
}

void AdminRoom::takeFocus()
{
    focusHome()->setFocus(Qt::ShortcutFocusReason);
}

void AdminRoom::focusNextPane()
{
    if (m_nav->isAncestorOf(focusWidget()))
        takeFocus();
    else
        m_group->checkedButton()->setFocus(Qt::ShortcutFocusReason);
}

void AdminRoom::back()
{
    if (!current()->leave())
        takeFocus();
}

void AdminRoom::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_admin.show(current()->list());
}

void AdminRoom::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_admin.hide();
}

void AdminRoom::retranslate()
{
    const QStringList names{tr("Agents"),       tr("Quick replies"), tr("Tags"),
                            tr("Auto-replies"), tr("SLA policies"),  tr("Shift and limits"),
                            tr("Audit log")};
    for (qsizetype i = 0; i < names.size(); ++i) {
        m_buttons.at(i)->setText(names.at(i));
        m_buttons.at(i)->setAccessibleName(names.at(i));
        m_pages.at(i)->retranslate();
    }
}

} // namespace handoff
