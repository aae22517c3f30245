#pragma once

#include "shared/contract/ticket.h"
#include "shared/contract/ticketrequests.h"
#include "workbench/ui/common/formfield.h"

class QLineEdit;

namespace handoff {

/// The fields of a ticket: a new one, or a change of one that exists. What is typed survives a
/// change by somebody else. GUI thread.
class TicketForm : public FormPanel
{
    Q_OBJECT
public:
    explicit TicketForm(const Theme &theme, QWidget *parent = nullptr);

    /// An empty form, filled with what is known already (from a chat).
    void beginNew(const CreateTicketRequest &known = {});
    void beginEdit(const Ticket &ticket);
    bool isNew() const { return m_isNew; }
    /// Version of the ticket that the form began with.
    qint64 baseVersion() const { return m_base.version; }
    /// Somebody else changed the ticket: fields that were not touched here take over the new
    /// values, the touched ones stay.
    void rebase(const Ticket &ticket);
    /// Something differs from what the form began with.
    bool isTouched() const;
    /// The server's refusal: at its field when it names one, else in the banner.
    void showError(const Error &error);
    void retranslate();

signals:
    void createRequested(const handoff::CreateTicketRequest &request);
    void editRequested(const handoff::PatchTicketRequest &request);

private:
    void save();
    bool check();
    CreateTicketRequest request() const;
    PatchTicketRequest patch() const;
    void fill(const Ticket &ticket);

    bool m_isNew = true;
    Ticket m_base;
    QLineEdit *m_title;
    QPlainTextEdit *m_description;
    QComboBox *m_category;
    QComboBox *m_priority;
    QComboBox *m_department;
    QLineEdit *m_customer;
    QLineEdit *m_session;
    QLineEdit *m_order;
    QLineEdit *m_bike;
    QLineEdit *m_vin;
    QLineEdit *m_tags;
};

} // namespace handoff
