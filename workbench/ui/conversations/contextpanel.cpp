#include "workbench/ui/conversations/contextpanel.h"

#include "workbench/controllers/contextcontroller.h"
#include "workbench/ui/common/confirmbar.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/customertab.h"
#include "workbench/ui/conversations/historytab.h"
#include "workbench/ui/conversations/notestab.h"
#include "workbench/ui/conversations/tickettab.h"

#include <QButtonGroup>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace handoff {

ContextPanel::ContextPanel(const ChatParts &parts, QWidget *parent)
    : QFrame(parent), m_parts(parts), m_tabs(new QButtonGroup(this)), m_pages(new QStackedWidget),
      m_confirm(new ConfirmBar(parts.theme))
{
    setObjectName(QStringLiteral("contextPanel"));
    setProperty("surface", QStringLiteral("raised"));
    setProperty("edge", QStringLiteral("left"));
    m_pages->setMinimumWidth(279); // the tabs above may need more

    auto *customer = new CustomerTab(parts);
    auto *ticket = new TicketTab(parts);
    auto *history = new HistoryTab(parts);
    auto *notes = new NotesTab(parts, *m_confirm);
    m_all = {customer, ticket, history, notes};
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::sibling, 6, space::sibling, 4);
    row->setSpacing(2);
    static constexpr const char *names[] = {"contextCustomer", "contextTicket", "contextHistory",
                                            "contextNotes"};
    for (qsizetype i = 0; i < m_all.size(); ++i) {
        auto *tab = new QToolButton;
        tab->setObjectName(QString::fromLatin1(names[i]));
        tab->setProperty("tab", true);
        tab->setCheckable(true);
        tab->setChecked(i == 0);
        tab->setFocusPolicy(Qt::TabFocus);
        m_tabs->addButton(tab, static_cast<int>(i));
        m_pages->addWidget(m_all.at(i));
        row->addWidget(tab);
    }
    row->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_confirm);
    column->addWidget(m_pages, 1);

    connect(m_tabs, &QButtonGroup::idClicked, this,
            [this](int tab) { showTab(static_cast<Tab>(tab)); });
    connect(customer, &CustomerTab::editRequested, this, &ContextPanel::editProfileRequested);
    connect(customer, &CustomerTab::tagsRequested, this, &ContextPanel::tagsRequested);
    connect(ticket, &TicketTab::createRequested, this, &ContextPanel::createTicketRequested);
    connect(ticket, &TicketTab::openRequested, this, &ContextPanel::openTicketRequested);
    connect(notes, &NotesTab::writeRequested, this, &ContextPanel::writeNoteRequested);
    connect(notes, &NotesTab::editRequested, this, &ContextPanel::editNoteRequested);
    connect(&parts.theme, &Theme::changed, this, [this] { refresh(true); });
    connect(&parts.context, &ContextController::changed, this, [this] { refresh(); });
    connect(&parts.chat, &ChatController::changed, this, [this] { refresh(); });
    connect(&parts.chat, &ChatController::opened, this, [this] {
        m_confirm->hide();
        refresh();
    });
    retranslate();
}

void ContextPanel::showTab(Tab tab)
{
    m_tabs->button(tab)->setChecked(true);
    m_pages->setCurrentIndex(tab);
    m_confirm->hide();
    refresh();
}

ContextPanel::Tab ContextPanel::tab() const
{
    return static_cast<Tab>(m_pages->currentIndex());
}

QWidget *ContextPanel::page() const
{
    return m_pages->currentWidget();
}

void ContextPanel::refresh(bool force)
{
    nameTabs();
    for (ContextTab *tab : std::as_const(m_all)) {
        if (force || tab == m_pages->currentWidget())
            tab->refresh(force);
    }
}

/// Tabs that have something say so.
void ContextPanel::nameTabs()
{
    const auto notes = m_parts.context.notes().size();
    const QStringList names{tr("Customer"),
                            m_parts.context.ticket() ? tr("Ticket ·") : tr("Ticket"), tr("History"),
                            notes > 0 ? tr("Notes %1").arg(notes) : tr("Notes")};
    for (qsizetype i = 0; i < names.size(); ++i)
        m_tabs->button(static_cast<int>(i))->setText(names.at(i));
}

void ContextPanel::retranslate()
{
    setAccessibleName(tr("Customer details"));
    m_confirm->retranslate();
    refresh(true);
}

} // namespace handoff
