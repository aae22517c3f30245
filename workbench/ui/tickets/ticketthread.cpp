#include "workbench/ui/tickets/ticketthread.h"

#include "shared/contract/limits.h"
#include "shared/rules/accountrules.h"
#include "shared/text/displaytext.h"
#include "workbench/controllers/ticketcontroller.h"
#include "workbench/models/ticketwords.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>

namespace handoff {

namespace {

constexpr int countFrom = 1800;

QLabel *makeText(const Theme &theme, TextStyle style, bool muted = false)
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setTextStyle(label, theme, style, muted);
    return label;
}

} // namespace

TicketThread::TicketThread(const Theme &theme, TicketController &controller, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_controller(controller), m_scroll(new QScrollArea),
      m_description(makeText(theme, TextStyle::Body)), m_facts(new QGridLayout),
      m_summaryTitle(makeText(theme, TextStyle::MetaBold, true)),
      m_summary(makeText(theme, TextStyle::Body, true)),
      m_commentsTitle(makeText(theme, TextStyle::BodyBold)), m_comments(new QVBoxLayout),
      m_edit(makeTextEdit(theme, 2)), m_internal(new CheckBox(theme)), m_left(new QLabel),
      m_send(new QPushButton)
{
    setObjectName(QStringLiteral("ticketThread"));
    m_description->setObjectName(QStringLiteral("ticketDescription"));
    m_edit->setObjectName(QStringLiteral("ticketComment"));
    m_edit->setMaximumHeight(110);
    m_internal->setObjectName(QStringLiteral("commentInternal"));
    m_send->setObjectName(QStringLiteral("sendComment"));
    setPrimary(m_send);
    setTextStyle(m_left, theme, TextStyle::Meta, true);

    m_facts->setHorizontalSpacing(space::pane);
    m_facts->setVerticalSpacing(space::badge);
    m_facts->setColumnStretch(1, 1);
    m_facts->setColumnStretch(3, 1);
    m_comments->setSpacing(space::sibling);
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(space::pane, space::card, space::pane, space::pane);
    column->setSpacing(space::card);
    column->addWidget(m_description);
    column->addLayout(m_facts);
    column->addWidget(m_summaryTitle);
    column->addWidget(m_summary);
    column->addWidget(m_commentsTitle);
    column->addLayout(m_comments);
    column->addStretch();
    m_scroll->setObjectName(QStringLiteral("ticketScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(body);
    m_scroll->viewport()->setAutoFillBackground(false);
    body->setAutoFillBackground(false);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::sibling);
    buttons->addWidget(m_internal);
    buttons->addStretch();
    buttons->addWidget(m_left);
    buttons->addWidget(m_send);
    auto *composer = makeSurface("raised", "top");
    auto *composerColumn = new QVBoxLayout(composer);
    composerColumn->setContentsMargins(space::card, space::sibling, space::card, space::sibling);
    composerColumn->setSpacing(space::badge);
    composerColumn->addWidget(m_edit);
    composerColumn->addLayout(buttons);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_scroll, 1);
    all->addWidget(composer);

    for (const auto key : {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(key), m_edit);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, &TicketThread::send);
    }
    connect(m_edit, &QPlainTextEdit::textChanged, this, &TicketThread::keepDraft);
    connect(m_internal, &QCheckBox::toggled, this, &TicketThread::keepDraft);
    connect(m_send, &QPushButton::clicked, this, &TicketThread::send);
    connect(&controller, &TicketController::done, this, [this](TicketAction action) {
        if (action == TicketAction::Comment)
            sent();
    });
    retranslate();
}

void TicketThread::keepDraft()
{
    if (!m_id.isEmpty())
        m_drafts.insert(m_id, {m_edit->toPlainText(), m_internal->isChecked()});
    refreshComposer();
}

/// The box is empty again, unless it holds more by now. What was internal stays internal: the next
/// remark must not go to the customer because nobody ticked a box.
void TicketThread::sent()
{
    const auto gone = std::exchange(m_sent, std::nullopt);
    if (gone && gone->text == m_edit->toPlainText())
        m_edit->clear();
}

void TicketThread::refresh()
{
    if (m_id != m_controller.ticketId()) {
        m_id = m_controller.ticketId();
        const QSignalBlocker quietText(m_edit), quietBox(m_internal);
        const Draft draft = m_drafts.value(m_id);
        m_edit->setPlainText(draft.text);
        m_internal->setChecked(draft.isInternal);
        m_sent.reset();
        m_shown.clear();
        m_scroll->verticalScrollBar()->setValue(0);
    }
    const auto &ticket = m_controller.ticket();
    refreshComposer();
    if (!ticket)
        return;
    m_description->setText(ticket->description);
    m_description->setVisible(!ticket->description.isEmpty());
    fillFacts(*ticket);
    const bool summary = ticket->aiSummary && !ticket->aiSummary->isEmpty();
    m_summaryTitle->setVisible(summary);
    m_summary->setVisible(summary);
    m_summary->setText(ticket->aiSummary.value_or(QString()));
    fillComments(*ticket);
    // New lines know their height only once they are styled: the scroll area asks after that.
    QCoreApplication::postEvent(m_scroll, new QEvent(QEvent::LayoutRequest));
}

void TicketThread::fillFacts(const Ticket &ticket)
{
    clearLayout(m_facts);
    int at = 0;
    const auto add = [&](const QString &name, const QString &value) {
        if (value.isEmpty())
            return;
        auto *label = makeText(m_theme, TextStyle::Meta, true);
        label->setWordWrap(false);
        label->setText(name);
        auto *text = makeText(m_theme, TextStyle::Body);
        text->setText(value);
        m_facts->addWidget(label, at / 2, at % 2 * 2, Qt::AlignTop);
        m_facts->addWidget(text, at / 2, at % 2 * 2 + 1, Qt::AlignTop);
        ++at;
    };
    const auto moment = [](const std::optional<Timestamp> &time) {
        return time ? text::moment(*time) : QString();
    };
    add(tr("Customer"), ticket.customerId);
    add(tr("Assignee"), ticket.assigneeName.value_or(tr("Nobody yet")));
    add(tr("Category"), text::ticketCategory(ticket.category));
    add(tr("Department"), text::department(ticket.department));
    add(tr("Order"), ticket.orderId.value_or(QString()));
    add(tr("Bike model"), ticket.bikeModel.value_or(QString()));
    add(tr("Frame number (VIN)"), ticket.vin.value_or(QString()));
    add(tr("Tags"), ticket.tags.join(QStringLiteral(", ")));
    add(tr("Created"),
        QStringLiteral("%1 · %2").arg(text::moment(ticket.createdAt), ticket.createdByName));
    add(tr("First reply by"), text::moment(ticket.slaResponseDeadline));
    add(tr("Resolved by"), text::moment(ticket.slaDeadline));
    add(tr("First reply"), moment(ticket.firstRespondedAt));
    add(tr("Resolved"), moment(ticket.resolvedAt));
    add(tr("Closed"), moment(ticket.closedAt));
}

void TicketThread::fillComments(const Ticket &ticket)
{
    m_commentsTitle->setText(ticket.comments.isEmpty() ? tr("No comments yet") : tr("Comments"));
    if (ticket.comments == m_shown)
        return;
    const bool grown = !m_shown.isEmpty() && ticket.comments.size() > m_shown.size();
    m_shown = ticket.comments;
    clearLayout(m_comments);
    for (const TicketComment &comment : ticket.comments) {
        auto *card = makeSurface("card");
        card->setObjectName(QStringLiteral("comment_") + comment.id);
        card->setProperty("note", comment.isInternal);
        auto *who = makeText(m_theme, TextStyle::MetaBold);
        who->setText(comment.isInternal ? tr("%1 · internal").arg(comment.authorName)
                                        : comment.authorName);
        auto *when = makeText(m_theme, TextStyle::Meta, true);
        when->setText(text::moment(comment.createdAt));
        when->setWordWrap(false);
        auto *words = makeText(m_theme, TextStyle::Body);
        words->setText(comment.content);
        auto *head = new QHBoxLayout;
        head->addWidget(who, 1);
        head->addWidget(when);
        auto *column = new QVBoxLayout(card);
        column->setContentsMargins(space::card, space::sibling, space::card, space::sibling);
        column->setSpacing(space::badge);
        column->addLayout(head);
        column->addWidget(words);
        card->setAccessibleName(
            QStringLiteral("%1, %2: %3").arg(who->text(), when->text(), comment.content));
        m_comments->addWidget(card);
    }
    if (grown)
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_scroll->verticalScrollBar()->setValue(m_scroll->verticalScrollBar()->maximum());
            },
            Qt::QueuedConnection);
}

void TicketThread::refreshComposer()
{
    const auto length = displaytext::length(displaytext::trimmed(m_edit->toPlainText()));
    setStyleProperty(m_edit, "note", m_internal->isChecked());
    m_left->setVisible(length > countFrom);
    m_left->setText(QStringLiteral("%1 / %2").arg(length).arg(limits::note));
    setStyleProperty(m_left, "danger", length > limits::note);
    m_send->setText(m_internal->isChecked() ? tr("Add note") : tr("Comment"));
    m_send->setEnabled(m_controller.ticket() && length > 0 && length <= limits::note &&
                       !m_controller.isBusy(TicketAction::Comment));
}

void TicketThread::send()
{
    if (!m_send->isEnabled())
        return;
    TicketCommentRequest request;
    request.content = displaytext::trimmed(m_edit->toPlainText());
    request.mentions = AccountRules::mentionsIn(request.content);
    request.isInternal = m_internal->isChecked();
    m_sent = Draft{m_edit->toPlainText(), request.isInternal};
    m_controller.comment(request);
}

void TicketThread::retranslate()
{
    m_summaryTitle->setText(tr("Last messages of the conversation"));
    m_edit->setPlaceholderText(tr("Comment, @name mentions a colleague"));
    m_edit->setAccessibleName(tr("Comment"));
    m_internal->setText(tr("Internal note"));
    m_internal->setToolTip(tr("Only staff can read it"));
    setHint(m_send, tr("Add the comment"), QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_shown.clear();
    refresh();
}

} // namespace handoff
