#include "workbench/ui/admin/slapage.h"

#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/tickets/ticketlook.h"

namespace handoff {

namespace {
constexpr int yearInMinutes = 366 * 24 * 60;
}

SlaPage::SlaPage(const Theme &theme, AdminController &admin, QWidget *parent)
    : AdminPage(theme, admin, AdminList::Sla, "sla", parent), m_category(new ComboBox(theme)),
      m_priority(new ComboBox(theme)), m_response(makeSpinBox(1, yearInMinutes)),
      m_resolution(makeSpinBox(1, yearInMinutes)), m_delete(makeDeleteButton(theme, "deleteSla"))
{
    auto *form = new FormPanel(theme, QStringLiteral("slaForm"));
    m_categoryField = form->addField(m_category, QStringLiteral("slaCategory"));
    m_priorityField = form->addField(m_priority, QStringLiteral("slaPriority"));
    m_responseField = form->addField(m_response, QStringLiteral("slaResponse"));
    m_resolutionField =
        form->addField(m_resolution, QStringLiteral("slaResolution"), m_responseField);
    form->addAction(m_delete);
    setForm(form);
    m_table->setModel(admin.sla());
    m_table->fitColumns(0);

    connect(this, &AdminPage::newRequested, this, [this] {
        begin({TicketCategory::PreSales, TicketPriority::Normal, 240, 1440}, true);
    });
    connect(m_table, &TablePane::activated, this, [this](const QString &id) {
        if (const SlaPolicy *policy = m_admin.sla()->find(id))
            begin(*policy, false);
    });
    connect(form, &FormPanel::saveRequested, this, &SlaPage::save);
    connect(m_delete, &QPushButton::clicked, this, [this] {
        askDelete(tr("Delete this policy? Its tickets follow “All others” from their next change."),
                  [this, policy = m_base] { m_admin.removeSla(policy); });
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
    m_priorityField->setError({});
    m_resolutionField->setError({});
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
    m_priorityField->setError(m_isNew && m_admin.sla()->find(tables::slaId(policy))
                                  ? tr("This pair has a policy already.")
                                  : QString());
    m_resolutionField->setError(policy.resolutionMinutes < policy.responseMinutes
                                    ? tr("Not shorter than the first reply.")
                                    : QString());
    if (m_form->validate())
        m_admin.saveSla(policy);
}

void SlaPage::retranslate()
{
    AdminPage::retranslate();
    m_admin.sla()->retranslate();
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
    m_form->setActions(m_isNew ? tr("Create") : tr("Save"), tr("Cancel"));
    m_categoryField->setLabel(tr("Category"));
    m_priorityField->setLabel(tr("Priority"));
    m_responseField->setLabel(tr("First reply (minutes)"));
    m_resolutionField->setLabel(tr("Resolved (minutes)"));
    m_delete->setText(tr("Delete"));
    m_categoryField->setVisible(m_isNew);
    m_priorityField->setVisible(m_isNew);
    m_delete->setVisible(!m_isNew && !others);
    fillChoices(m_category, look::choices<TicketCategory>(text::ticketCategory));
    fillChoices(m_priority, look::choices<TicketPriority>(text::ticketPriority));
}

} // namespace handoff
