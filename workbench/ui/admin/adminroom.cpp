#include "workbench/ui/admin/adminroom.h"

#include "workbench/ui/admin/agentspage.h"
#include "workbench/ui/admin/auditlogpage.h"
#include "workbench/ui/admin/configpage.h"
#include "workbench/ui/admin/quickrepliespage.h"
#include "workbench/ui/admin/rulespage.h"
#include "workbench/ui/admin/slapage.h"
#include "workbench/ui/admin/tagspage.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QButtonGroup>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace handoff {

namespace {
// At 100 %.
constexpr int navWidth = 188;
constexpr int navIcons = 56;
constexpr int pageMinimum = 480; ///< what a page needs beside the names
} // namespace

AdminRoom::AdminRoom(const Theme &theme, AdminLists &admin, QWidget *parent)
    : Room(parent), m_theme(theme), m_group(new QButtonGroup(this)), m_stack(new QStackedWidget),
      m_nav(makeSurface("raised", "right"))
{
    setObjectName(QStringLiteral("adminRoom"));
    setMinimumSize(leastSize);
    connect(&theme, &Theme::changed, this, &AdminRoom::arrange);
    auto *nav = new QVBoxLayout(m_nav);
    nav->setContentsMargins(space::sibling, space::card, space::sibling, space::card);
    nav->setSpacing(2);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_nav);
    row->addWidget(m_stack, 1);
    add(new AgentsPage(theme, admin.agents), QStringLiteral("users"),
        QStringLiteral("adminAgents"));
    add(new QuickRepliesPage(theme, admin.quickReplies), QStringLiteral("bolt"),
        QStringLiteral("adminQuickReplies"));
    add(new TagsPage(theme, admin.tags), QStringLiteral("tag"), QStringLiteral("adminTags"));
    add(new RulesPage(theme, admin.rules), QStringLiteral("ai"), QStringLiteral("adminRules"));
    add(new SlaPage(theme, admin.sla), QStringLiteral("clock"), QStringLiteral("adminSla"));
    add(new ConfigPage(theme, admin.config), QStringLiteral("settings"),
        QStringLiteral("adminConfig"));
    add(new AuditLogPage(theme, admin.audit), QStringLiteral("history"),
        QStringLiteral("adminAudit"));
    nav->addStretch();
    m_buttons.first()->setChecked(true);
    connect(m_group, &QButtonGroup::idClicked, m_stack, &QStackedWidget::setCurrentIndex);
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

/// The names of the pages give way to the pages.
void AdminRoom::arrange()
{
    const bool narrow = width() < m_theme.scaled(navWidth + pageMinimum);
    m_nav->setFixedWidth(m_theme.scaled(narrow ? navIcons : navWidth));
    for (QToolButton *button : m_buttons) {
        button->setToolButtonStyle(narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
        button->setToolTip(narrow ? button->text() : QString());
    }
}

void AdminRoom::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
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
    arrange();
}

} // namespace handoff
