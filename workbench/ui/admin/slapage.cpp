#include "workbench/ui/admin/slapage.h"

#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/tickets/ticketlook.h"

namespace handoff {

namespace {
constexpr int yearInMinutes = 366 * 24 * 60;
}

SlaPage::SlaPage(const Theme &theme, AdminSla &list, QWidget *parent)
    : AdminPage(theme, list, "sla", parent), m_policies(list), m_category(new ComboBox(theme)),
      m_priority(new ComboBox(theme)), m_response(makeSpinBox(1, yearInMinutes)),
      m_resolution(makeSpinBox(1, yearInMinutes))
{
    auto *form = new FormPanel(theme, QStringLiteral("slaForm"));
    form->addField(m_category, QStringLiteral("slaCategory"));
    form->addField(m_priority, QStringLiteral("slaPriority"));
    form->addField(m_response, QStringLiteral("slaResponse"));
    form->addField(m_resolution, QStringLiteral("slaResolution"), fieldOf(m_response));
    setForm(form, "deleteSla");
    m_table->setModel(list.table());
    m_table->fitColumns(0);

    connect(this, &AdminPage::newRequested, this, [this] {
        begin({TicketCategory::PreSales, TicketPriority::Normal, 240, 1440}, true);
    });
    connect(m_table, &TablePane::activated, this, [this](const QString &id) {
        if (const SlaPolicy *policy = m_policies.table()->find(id))
            begin(*policy, false);
    });
    connect(form, &FormPanel::saveRequested, this, &SlaPage::save);
    connect(m_delete, &QPushButton::clicked, this, [this] {
        askDelete(tr("Delete this policy? Its tickets follow “All others” from their next change."),
                  [this, policy = m_base] { m_policies.remove(policy); });
    });
    retranslate();
}

void SlaPage::begin(const SlaPolicy &policy, bool isNew)
{
    m_base = policy;
    m_isNew = isNew;
    retranslate();
    choose(m_category, QString(json::enumName(policy.category)));
    choose(m_priority, QString(json::enumName(policy.priority)));
    m_response->setValue(policy.responseMinutes);
    m_resolution->setValue(policy.resolutionMinutes);
    fieldOf(m_priority)->setError({});
    fieldOf(m_resolution)->setError({});
    openForm();
    m_response->setFocus(Qt::OtherFocusReason);
}

void SlaPage::save()
{
    SlaPolicy policy = m_base;
    if (m_isNew) {
        policy.category = json::enumFromName<TicketCategory>(m_category->currentData().toString())
                              .value_or(TicketCategory::PreSales);
        policy.priority = json::enumFromName<TicketPriority>(m_priority->currentData().toString())
                              .value_or(TicketPriority::Normal);
    }
    policy.responseMinutes = m_response->value();
    policy.resolutionMinutes = m_resolution->value();
    fieldOf(m_priority)
        ->setError(m_isNew && m_policies.table()->find(tables::slaId(policy))
                       ? tr("This pair has a policy already.")
                       : QString());
    fieldOf(m_resolution)
        ->setError(policy.resolutionMinutes < policy.responseMinutes
                       ? tr("Not shorter than the first reply.")
                       : QString());
    if (m_form->validate())
        m_policies.save(policy);
}

void SlaPage::retranslate()
{
    AdminPage::retranslate();
    m_policies.table()->retranslate();
    setTitle(tr("SLA policies"),
             tr("The clocks run from the creation of a ticket, day and night."));
    setNew(tr("New policy"));
    m_table->setEmpty(QStringLiteral("clock"), tr("No policies"),
                      tr("How fast tickets are to be answered and resolved."), tr("New policy"));
    const bool others = m_base.category == TicketCategory::Unknown;
    m_form->setTitle(m_isNew ? tr("New policy")
                     : others
                         ? tr("All other tickets")
                         : QStringLiteral("%1 · %2").arg(text::ticketCategory(m_base.category),
                                                         text::ticketPriority(m_base.priority)));
    setEdited(m_isNew, !others);
    fieldOf(m_category)->setLabel(tr("Category"));
    fieldOf(m_priority)->setLabel(tr("Priority"));
    fieldOf(m_response)->setLabel(tr("First reply (minutes)"));
    fieldOf(m_resolution)->setLabel(tr("Resolved (minutes)"));
    fieldOf(m_category)->setVisible(m_isNew);
    fieldOf(m_priority)->setVisible(m_isNew);
    fillChoices(m_category, look::choices<TicketCategory>(text::ticketCategory));
    fillChoices(m_priority, look::choices<TicketPriority>(text::ticketPriority));
}

} // namespace handoff
