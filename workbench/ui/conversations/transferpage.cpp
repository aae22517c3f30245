#include "workbench/ui/conversations/transferpage.h"

#include "shared/contract/limits.h"
#include "shared/text/displaytext.h"
#include "workbench/controllers/chatcontroller.h"
#include "workbench/controllers/deskcatalog.h"
#include "workbench/controllers/transfers.h"
#include "workbench/models/adminwords.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>

namespace handoff {

TransferPage::TransferPage(const ChatParts &parts, QWidget *parent)
    : FormPage(parts.theme, QStringLiteral("transferForm"), parent, Place::Sheet), m_parts(parts),
      m_agents(new QListWidget), m_reason(new QLineEdit), m_note(makeTextEdit(parts.theme, 3))
{
    m_agents->setProperty("framed", true);
    m_agents->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_agents->setTextElideMode(Qt::ElideRight);
    setMaxCharacters(m_reason, limits::reason);
    m_form->addField(m_agents, QStringLiteral("transferAgents"));
    m_form->addField(m_reason, QStringLiteral("transferReason"));
    m_form->addField(m_note, QStringLiteral("transferNote"));
    m_agents->installEventFilter(this);
    connect(m_form, &FormPanel::saveRequested, this, &TransferPage::submit);
    connect(m_agents, &QListWidget::itemSelectionChanged, this,
            [this] { fieldOf(m_agents)->setError({}); });
    connect(m_reason, &QLineEdit::textChanged, this, [this] { fieldOf(m_reason)->setError({}); });
    connect(m_note, &QPlainTextEdit::textChanged, this, [this] { fieldOf(m_note)->setError({}); });
    connect(&parts.catalog, &DeskCatalog::agentsChanged, this, &TransferPage::fill);
    connect(&parts.transfers, &Transfers::changed, this,
            [this] { m_form->setBusy(m_parts.transfers.isRequesting()); });
    connect(&parts.transfers, &Transfers::requested, this, [this](const Transfer &transfer) {
        if (transfer.sessionName == m_session)
            hide();
    });
    connect(&parts.chat, &ChatController::opened, this, &QWidget::hide);
    retranslate();
}

void TransferPage::present()
{
    m_session = m_parts.chat.sessionName();
    m_reason->clear();
    m_note->clear();
    m_agents->clearSelection();
    for (FormField *field : {fieldOf(m_agents), fieldOf(m_reason), fieldOf(m_note)})
        field->setError({});
    m_form->banner()->hide();
    m_form->setBusy(false);
    fill();
    m_parts.catalog.refreshAgents();
    open(m_agents);
}

/// The row that the keyboard stands on is not chosen yet: the first arrow chooses it.
bool TransferPage::eventFilter(QObject *object, QEvent *event)
{
    if (object != m_agents || event->type() != QEvent::KeyPress || !chosen().isEmpty())
        return FormPage::eventFilter(object, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool down = key == Qt::Key_Down || key == Qt::Key_Space;
    if (!down && key != Qt::Key_Up)
        return FormPage::eventFilter(object, event);
    const int count = m_agents->count();
    for (int i = 0; i < count; ++i) {
        const int row = down ? i : count - 1 - i;
        if (m_agents->item(row)->flags() & Qt::ItemIsSelectable) {
            m_agents->setCurrentRow(row, QItemSelectionModel::ClearAndSelect);
            break;
        }
    }
    return true;
}

QString TransferPage::chosen() const
{
    const QList<QListWidgetItem *> items = m_agents->selectedItems();
    return items.isEmpty() ? QString() : items.first()->data(Qt::UserRole).toString();
}

void TransferPage::fill()
{
    const int size = m_theme.scaled(space::icon);
    m_agents->setIconSize({size, size});
    m_agents->setFixedHeight(m_theme.scaled(170)); // four of them
    const QString before = chosen();
    const QString owner = m_parts.chat.session() && m_parts.chat.session()->assignedAgent
                              ? m_parts.chat.session()->assignedAgent->id
                              : QString();
    m_agents->clear();
    for (const AvailableAgent &agent : m_parts.catalog.agents()) {
        if (agent.id == owner)
            continue;
        const bool full = agent.currentSessions >= agent.maxSessions;
        const QString load = tr("%1 · %2 of %3 conversations")
                                 .arg(text::presenceName(agent.status))
                                 .arg(agent.currentSessions)
                                 .arg(agent.maxSessions);
        auto *item = new QListWidgetItem(
            m_theme.icon(QStringLiteral("user"), text::presenceToken(agent.status)),
            QStringLiteral("%1\n%2").arg(agent.name, full ? load + tr(" · full") : load), m_agents);
        item->setData(Qt::UserRole, agent.id);
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(agent.name, load));
        if (full)
            item->setFlags(item->flags() & ~(Qt::ItemIsEnabled | Qt::ItemIsSelectable));
        if (agent.id == before)
            item->setSelected(true);
    }
    fieldOf(m_agents)->setHelp(
        m_agents->count() > 0 ? QString() : tr("No colleague is signed in at the moment."));
}

void TransferPage::submit()
{
    const QString agent = chosen();
    const QString reason = displaytext::trimmed(m_reason->text());
    const QString note = displaytext::trimmed(m_note->toPlainText());
    fieldOf(m_agents)->setError(agent.isEmpty() ? tr("Choose a colleague") : QString());
    fieldOf(m_reason)->setError(reason.isEmpty() ? tr("Say why, in a few words") : QString());
    fieldOf(m_note)->setError(!displaytext::fits(note, limits::transferNote)
                                  ? tr("At most %1 characters").arg(limits::transferNote)
                                  : QString());
    if (!m_form->validate())
        return;
    m_form->banner()->hide();
    TransferRequest request;
    request.toAgentId = agent;
    request.reason = reason;
    if (!note.isEmpty())
        request.note = note;
    m_parts.transfers.request(m_session, request);
}

void TransferPage::retranslate()
{
    m_form->setTitle(tr("Transfer this conversation"));
    m_form->setActions(tr("Transfer"), tr("Cancel"));
    fieldOf(m_agents)->setLabel(tr("Colleague"), true);
    fieldOf(m_reason)->setLabel(tr("Reason"), true);
    m_reason->setPlaceholderText(tr("e.g. needs the warehouse"));
    fieldOf(m_note)->setLabel(tr("Note for your colleague"));
    fill();
}

} // namespace handoff
