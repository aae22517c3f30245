#include "workbench/ui/tickets/ticketform.h"

#include "shared/contract/limits.h"
#include "shared/text/displaytext.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/tickets/ticketbulkbar.h"
#include "workbench/ui/tickets/ticketlook.h"

#include <QLineEdit>

namespace handoff {

namespace {

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
    addField(m_title, QStringLiteral("formTitle"));
    addField(m_description, QStringLiteral("formDescription"));
    addField(m_category, QStringLiteral("formCategory"));
    addField(m_priority, QStringLiteral("formPriority"), fieldOf(m_category));
    addField(m_department, QStringLiteral("formDepartment"));
    addField(m_customer, QStringLiteral("formCustomer"), fieldOf(m_department));
    addField(m_order, QStringLiteral("formOrder"));
    addField(m_session, QStringLiteral("formSession"), fieldOf(m_order));
    addField(m_bike, QStringLiteral("formBike"));
    addField(m_vin, QStringLiteral("formVin"), fieldOf(m_bike));
    addField(m_tags, QStringLiteral("formTags"));
    connect(this, &FormPanel::saveRequested, this, &TicketForm::save);
    connect(m_title, &QLineEdit::textChanged, this, [this] { fieldOf(m_title)->setError({}); });
    connect(m_customer, &QLineEdit::textChanged, this,
            [this] { fieldOf(m_customer)->setError({}); });
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
    for (FormField *field :
         {fieldOf(m_title), fieldOf(m_customer), fieldOf(m_description), fieldOf(m_tags)})
        field->setError({});
    banner()->hide();
    setBusy(false);
    // Only these can be changed later (api.md, PATCH /api/tickets/{ticket_id}).
    for (FormField *field : {fieldOf(m_department), fieldOf(m_customer), fieldOf(m_session),
                             fieldOf(m_order), fieldOf(m_bike), fieldOf(m_vin)})
        field->setVisible(m_isNew);
    fieldOf(m_tags)->setVisible(!m_isNew);
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
    fieldOf(m_title)->setError(length == 0 ? tr("Give the ticket a title.")
                               : length > limits::ticketTitle
                                   ? tr("At most %1 characters.").arg(limits::ticketTitle)
                                   : QString());
    fieldOf(m_customer)
        ->setError(m_isNew && displaytext::trimmed(m_customer->text()).isEmpty()
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
    } named[] = {{QLatin1String("/title"), fieldOf(m_title)},
                 {QLatin1String("/description"), fieldOf(m_description)},
                 {QLatin1String("/customer_id"), fieldOf(m_customer)},
                 {QLatin1String("/session_id"), fieldOf(m_session)},
                 {QLatin1String("/order_id"), fieldOf(m_order)},
                 {QLatin1String("/bike_model"), fieldOf(m_bike)},
                 {QLatin1String("/vin"), fieldOf(m_vin)},
                 {QLatin1String("/tags"), fieldOf(m_tags)}};
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
    fieldOf(m_title)->setLabel(tr("Title"), true);
    fieldOf(m_description)->setLabel(tr("Description"));
    fieldOf(m_category)->setLabel(tr("Category"), m_isNew);
    fieldOf(m_priority)->setLabel(tr("Priority"), m_isNew);
    fieldOf(m_department)->setLabel(tr("Department"), true);
    fieldOf(m_customer)->setLabel(tr("Customer"), true);
    fieldOf(m_customer)->setHelp(tr("Name, e-mail or number"));
    fieldOf(m_session)->setLabel(tr("Conversation"));
    fieldOf(m_order)->setLabel(tr("Order"));
    fieldOf(m_bike)->setLabel(tr("Bike model"));
    fieldOf(m_vin)->setLabel(tr("Frame number (VIN)"));
    fieldOf(m_tags)->setLabel(tr("Tags"));
    fieldOf(m_tags)->setHelp(tr("Separated by commas"));
    fillChoices(m_category, look::choices<TicketCategory>(text::ticketCategory));
    fillChoices(m_priority, look::choices<TicketPriority>(text::ticketPriority));
    fillChoices(m_department, look::choices<Department>(text::department));
}

} // namespace handoff
