#include "workbench/ui/tickets/ticketform.h"

#include "shared/text/displaytext.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/tickets/ticketbulkbar.h"
#include "workbench/ui/tickets/ticketlook.h"

#include <QLineEdit>

namespace handoff {

namespace {

constexpr int titleMax = 200; ///< api.md, Tickets

template<typename E>
E chosen(const QComboBox *box, E fallback)
{
    return json::enumFromName<E>(box->currentData().toString()).value_or(fallback);
}

template<typename E>
void chooseEnum(QComboBox *box, E value)
{
    choose(box, QString(json::enumName(value)));
}

std::optional<QString> unlessBlank(const QLineEdit *edit)
{
    const QString text = displaytext::trimmed(edit->text());
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

QString tagText(const QStringList &tags)
{
    return tags.join(QStringLiteral(", "));
}

} // namespace

TicketForm::TicketForm(const Theme &theme, QWidget *parent)
    : FormPanel(theme, QStringLiteral("ticketForm"), parent), m_title(new QLineEdit),
      m_description(makeTextEdit(theme, 5)), m_category(new ComboBox(theme)),
      m_priority(new ComboBox(theme)), m_department(new ComboBox(theme)), m_customer(new QLineEdit),
      m_session(new QLineEdit), m_order(new QLineEdit), m_bike(new QLineEdit), m_vin(new QLineEdit),
      m_tags(new QLineEdit)
{
    m_titleField = addField(m_title, QStringLiteral("formTitle"));
    m_descriptionField = addField(m_description, QStringLiteral("formDescription"));
    m_categoryField = addField(m_category, QStringLiteral("formCategory"));
    m_priorityField = addField(m_priority, QStringLiteral("formPriority"), m_categoryField);
    m_departmentField = addField(m_department, QStringLiteral("formDepartment"));
    m_customerField = addField(m_customer, QStringLiteral("formCustomer"), m_departmentField);
    m_orderField = addField(m_order, QStringLiteral("formOrder"));
    m_sessionField = addField(m_session, QStringLiteral("formSession"), m_orderField);
    m_bikeField = addField(m_bike, QStringLiteral("formBike"));
    m_vinField = addField(m_vin, QStringLiteral("formVin"), m_bikeField);
    m_tagsField = addField(m_tags, QStringLiteral("formTags"));
    connect(this, &FormPanel::saveRequested, this, &TicketForm::save);
    connect(m_title, &QLineEdit::textChanged, this, [this] { m_titleField->setError({}); });
    connect(m_customer, &QLineEdit::textChanged, this, [this] { m_customerField->setError({}); });
    retranslate();
}

void TicketForm::beginNew(const CreateTicketRequest &known)
{
    m_isNew = true;
    m_base = {};
    m_base.title = known.title;
    m_base.description = known.description;
    m_base.category = known.category;
    m_base.priority = known.priority;
    m_base.department = known.department;
    m_base.customerId = known.customerId;
    m_base.sessionId = known.sessionId;
    m_base.orderId = known.orderId;
    m_base.bikeModel = known.bikeModel;
    m_base.vin = known.vin;
    fill(m_base);
    retranslate();
    m_title->setFocus(Qt::OtherFocusReason);
}

void TicketForm::beginEdit(const Ticket &ticket)
{
    m_isNew = false;
    m_base = ticket;
    fill(ticket);
    retranslate();
    m_title->setFocus(Qt::OtherFocusReason);
}

void TicketForm::fill(const Ticket &ticket)
{
    m_title->setText(ticket.title);
    m_title->setCursorPosition(0); // a long one shows its beginning
    m_description->setPlainText(ticket.description);
    chooseEnum(m_category, ticket.category);
    chooseEnum(m_priority, ticket.priority);
    chooseEnum(m_department, ticket.department);
    m_customer->setText(ticket.customerId);
    m_session->setText(ticket.sessionId.value_or(QString()));
    m_order->setText(ticket.orderId.value_or(QString()));
    m_bike->setText(ticket.bikeModel.value_or(QString()));
    m_vin->setText(ticket.vin.value_or(QString()));
    m_tags->setText(tagText(ticket.tags));
    for (FormField *field : {m_titleField, m_customerField, m_descriptionField, m_tagsField})
        field->setError({});
    banner()->hide();
    setBusy(false);
    // Only these can be changed later (api.md, PATCH /api/tickets/{ticket_id}).
    for (FormField *field : {m_departmentField, m_customerField, m_sessionField, m_orderField,
                             m_bikeField, m_vinField})
        field->setVisible(m_isNew);
    m_tagsField->setVisible(!m_isNew);
}

void TicketForm::rebase(const Ticket &ticket)
{
    const PatchTicketRequest mine = patch();
    m_base = ticket;
    if (!mine.title)
        m_title->setText(ticket.title);
    if (!mine.description)
        m_description->setPlainText(ticket.description);
    if (!mine.category)
        chooseEnum(m_category, ticket.category);
    if (!mine.priority)
        chooseEnum(m_priority, ticket.priority);
    if (!mine.tags)
        m_tags->setText(tagText(ticket.tags));
    banner()->hide();
    setBusy(false);
}

PatchTicketRequest TicketForm::patch() const
{
    PatchTicketRequest patch;
    patch.version = m_base.version;
    if (displaytext::trimmed(m_title->text()) != m_base.title)
        patch.title = displaytext::trimmed(m_title->text());
    if (m_description->toPlainText() != m_base.description)
        patch.description = m_description->toPlainText();
    if (const auto category = chosen(m_category, m_base.category); category != m_base.category)
        patch.category = category;
    if (const auto priority = chosen(m_priority, m_base.priority); priority != m_base.priority)
        patch.priority = priority;
    if (const QStringList tags = tagsFromText(m_tags->text()); tags != m_base.tags)
        patch.tags = tags;
    return patch;
}

CreateTicketRequest TicketForm::request() const
{
    CreateTicketRequest request;
    request.title = displaytext::trimmed(m_title->text());
    request.description = m_description->toPlainText();
    request.category = chosen(m_category, TicketCategory::PreSales);
    request.priority = chosen(m_priority, TicketPriority::Normal);
    request.department = chosen(m_department, Department::ServiceCn);
    request.customerId = displaytext::trimmed(m_customer->text());
    request.sessionId = unlessBlank(m_session);
    request.orderId = unlessBlank(m_order);
    request.bikeModel = unlessBlank(m_bike);
    request.vin = unlessBlank(m_vin);
    return request;
}

bool TicketForm::isTouched() const
{
    const PatchTicketRequest mine = patch();
    return mine.title || mine.description || mine.category || mine.priority ||
           (!m_isNew && mine.tags) ||
           (m_isNew && displaytext::trimmed(m_customer->text()) != m_base.customerId);
}

bool TicketForm::check()
{
    const auto length = displaytext::length(displaytext::trimmed(m_title->text()));
    m_titleField->setError(length == 0         ? tr("Give the ticket a title.")
                           : length > titleMax ? tr("At most %1 characters.").arg(titleMax)
                                               : QString());
    m_customerField->setError(m_isNew && displaytext::trimmed(m_customer->text()).isEmpty()
                                  ? tr("Say which customer this is about.")
                                  : QString());
    return validate();
}

void TicketForm::save()
{
    if (!check())
        return;
    banner()->hide();
    if (m_isNew) {
        setBusy(true);
        emit createRequested(request());
    } else if (isTouched()) {
        setBusy(true);
        emit editRequested(patch());
    } else {
        emit cancelled();
    }
}

void TicketForm::showError(const Error &error)
{
    setBusy(false);
    const struct
    {
        QLatin1String path;
        FormField *field;
    } named[] = {{QLatin1String("/title"), m_titleField},
                 {QLatin1String("/description"), m_descriptionField},
                 {QLatin1String("/customer_id"), m_customerField},
                 {QLatin1String("/session_id"), m_sessionField},
                 {QLatin1String("/order_id"), m_orderField},
                 {QLatin1String("/bike_model"), m_bikeField},
                 {QLatin1String("/vin"), m_vinField},
                 {QLatin1String("/tags"), m_tagsField}};
    for (const auto &[path, field] : named) {
        if (error.message.startsWith(path) && !field->isHidden()) {
            field->setError(error.message.section(QStringLiteral(": "), 1));
            validate();
            return;
        }
    }
    banner()->present(Token::Danger, QStringLiteral("error"), text::error(error));
}

void TicketForm::retranslate()
{
    setTitle(m_isNew ? tr("New ticket") : tr("Edit %1").arg(m_base.ticketNumber));
    setActions(m_isNew ? tr("Create ticket") : tr("Save"), tr("Cancel"));
    m_titleField->setLabel(tr("Title"), true);
    m_descriptionField->setLabel(tr("Description"));
    m_categoryField->setLabel(tr("Category"), m_isNew);
    m_priorityField->setLabel(tr("Priority"), m_isNew);
    m_departmentField->setLabel(tr("Department"), true);
    m_customerField->setLabel(tr("Customer"), true);
    m_customerField->setHelp(tr("Name, e-mail or number"));
    m_sessionField->setLabel(tr("Conversation"));
    m_orderField->setLabel(tr("Order"));
    m_bikeField->setLabel(tr("Bike model"));
    m_vinField->setLabel(tr("Frame number (VIN)"));
    m_tagsField->setLabel(tr("Tags"));
    m_tagsField->setHelp(tr("Separated by commas"));
    fillChoices(m_category, look::choices<TicketCategory>(text::ticketCategory));
    fillChoices(m_priority, look::choices<TicketPriority>(text::ticketPriority));
    fillChoices(m_department, look::choices<Department>(text::department));
}

} // namespace handoff
