#include "workbench/ui/admin/configpage.h"

#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QHBoxLayout>

namespace handoff {

ConfigPage::ConfigPage(const Theme &theme, AdminConfig &list, QWidget *parent)
    : AdminPage(theme, list, "config", parent), m_config(list), m_refresh(new QPushButton)
{
    m_refresh->setObjectName(QStringLiteral("refreshConfig"));
    m_refresh->setIcon(theme.icon(QStringLiteral("refresh")));
    m_head->addWidget(m_refresh);
    m_table->setModel(list.table());
    m_table->fitColumns(2, 360);
    connect(m_refresh, &QPushButton::clicked, &list, &AdminList::reload);
    retranslate();
}

void ConfigPage::retranslate()
{
    AdminPage::retranslate();
    m_config.table()->retranslate();
    setTitle(tr("Shift and limits"),
             tr("How the server runs now. It is set where the server is installed."));
    m_table->setEmpty(QStringLiteral("settings"), tr("Nothing to show"),
                      tr("The server told nothing about itself."));
    m_refresh->setText(tr("Refresh"));
}

} // namespace handoff
