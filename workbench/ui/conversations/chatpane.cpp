#include "workbench/ui/conversations/chatpane.h"

#include "shared/contract/errors.h"
#include "shared/text/displaytext.h"
#include "workbench/controllers/contextcontroller.h"
#include "workbench/controllers/deskcatalog.h"
#include "workbench/controllers/preferences.h"
#include "workbench/controllers/transfers.h"
#include "workbench/controllers/undoqueue.h"
#include "workbench/ui/common/errorbanner.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/statepage.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/toast.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/chatheader.h"
#include "workbench/ui/conversations/chatrefusal.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/findbar.h"
#include "workbench/ui/conversations/transcriptview.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace handoff {

ChatPane::ChatPane(const ChatParts &parts, QWidget *parent)
    : QFrame(parent), m_parts(parts), m_theme(parts.theme), m_chat(parts.chat), m_desk(parts.desk),
      m_header(new ChatHeader(parts.theme, parts.chat, parts.desk,
                              [this](ChatCommand command) { return refused(command); })),
      m_banner(new ErrorBanner(parts.theme, parts.desk)), m_offer(new Banner(parts.theme)),
      m_find(new FindBar(parts.theme)), m_transcript(new TranscriptView(parts.theme)),
      m_state(new StatePage(parts.theme)), m_pages(new QStackedWidget), m_typing(new QLabel),
      m_composer(new Composer(parts.theme, parts.catalog, this))
{
    setObjectName(QStringLiteral("chatPane"));
    setProperty("surface", QStringLiteral("base"));
    setMinimumWidth(380);
    m_banner->setObjectName(QStringLiteral("chatBanner"));
    m_offer->setObjectName(QStringLiteral("transferOffer"));
    m_transcript->setObjectName(QStringLiteral("transcript"));
    m_transcript->setModel(m_chat.transcript());
    m_find->setView(m_transcript);
    m_state->setObjectName(QStringLiteral("chatState"));
    m_typing->setObjectName(QStringLiteral("customerTyping"));
    m_typing->setTextFormat(Qt::PlainText);
    setTextStyle(m_typing, m_theme, TextStyle::Meta, true);
    m_typing->setContentsMargins(space::pane, 0, space::pane, 4);
    m_typing->hide();
    m_composer->setEnterSends(parts.preferences.enterSends());
    m_composer->setVariables([this] { return m_parts.context.variables(); });

    m_pages->addWidget(m_transcript);
    m_pages->addWidget(m_state);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (QWidget *top : std::initializer_list<QWidget *>{m_header, m_banner, m_offer, m_find})
        column->addWidget(top);
    column->addWidget(m_pages, 1);
    column->addWidget(m_typing);
    column->addWidget(m_composer);

    connect(&m_chat, &ChatController::opened, this, &ChatPane::opened);
    connect(&m_chat, &ChatController::changed, this, &ChatPane::refresh);
    connect(&m_chat, &ChatController::loadingChanged, this, [this](bool loading) {
        if (loading)
            m_failed = false;
        refreshPages();
    });
    connect(&m_chat, &ChatController::failed, this, [this](const Error &error) {
        m_failed = !m_chat.session();
        showError(error);
        refreshPages();
    });
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        m_banner->hide();
        if (std::exchange(m_mailTwice, false))
            m_chat.actions().email(true);
    });
    connect(&m_chat, &ChatController::bannerCleared, m_banner, &QWidget::hide);
    connect(&m_chat.company(), &ChatCompany::changed, this, &ChatPane::refreshTyping);
    connect(&m_chat.actions(), &ChatActions::done, this, [this](ChatAction action) {
        if (action == ChatAction::TakeOver)
            focusHome()->setFocus(Qt::OtherFocusReason);
        else if (action == ChatAction::Email)
            hint(tr("The conversation was mailed to the team."));
    });
    for (auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_chat.transcript(), change, this, &ChatPane::refreshPages);
    connect(m_chat.transcript(), &QAbstractItemModel::modelReset, this, &ChatPane::refreshPages);
    connect(&m_desk.lists(), &DeskLists::countsChanged, this, &ChatPane::refreshPages);
    connect(&m_desk, &DeskController::connectionChanged, this, &ChatPane::refreshComposer);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now == m_state) // given back by a page that closes
            followHome();
    });

    connect(m_header, &ChatHeader::requested, this, &ChatPane::run);
    connect(m_header, &ChatHeader::releaseRequested, this,
            [this](const QString &reason, bool close) {
                end(close ? ChatAction::Close : ChatAction::Release, reason);
            });
    connect(&parts.undo, &UndoQueue::added, this, &ChatPane::refresh);
    connect(&parts.undo, &UndoQueue::ended, this, &ChatPane::refresh);
    connect(m_transcript, &TranscriptView::olderWanted, &m_chat, &ChatController::loadOlder);
    connect(m_transcript, &TranscriptView::bottomChanged, this, &ChatPane::watch);
    connect(m_transcript, &TranscriptView::latestWanted, &m_chat, [this] {
        if (m_chat.transcript()->hasNewer())
            m_chat.jumpToLatest();
    });
    connect(m_transcript, &TranscriptView::retryRequested, &m_chat.writing(), &ChatWriting::retry);
    connect(m_transcript, &TranscriptView::discardRequested, &m_chat.writing(),
            &ChatWriting::discard);
    connect(m_state, &StatePage::actionTriggered, this, [this] {
        if (m_chat.isOpen()) {
            const QString name = m_chat.sessionName();
            m_chat.close();
            m_chat.open(name);
        } else {
            emit waitingRequested();
        }
    });
    connect(m_find, &FindBar::olderWanted, &m_chat, &ChatController::loadOlder);
    for (auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_chat.transcript(), change, this, &ChatPane::lookFurther, Qt::QueuedConnection);
    connect(m_chat.transcript(), &QAbstractItemModel::modelReset, this, &ChatPane::lookFurther,
            Qt::QueuedConnection);
    connect(m_find, &FindBar::closed, this,
            [this] { focusHome()->setFocus(Qt::OtherFocusReason); });
    connectComposer();
    connectContext();
    retranslate();
}

void ChatPane::connectComposer()
{
    connect(m_composer, &Composer::edited, &m_chat.writing(), &ChatWriting::setDraft);
    connect(m_composer, &Composer::noteEdited, &m_chat.writing(), &ChatWriting::setNoteDraft);
    connect(m_composer, &Composer::actionTriggered, this, [this] {
        if (m_parts.undo.waiting(m_chat.sessionName()))
            m_parts.undo.undo(m_chat.sessionName());
        else
            run(ChatCommand::TakeOver);
    });
    connect(m_composer, &Composer::sendRequested, this, [this](const QString &text, bool thenNext) {
        if (!m_chat.writing().reply(text))
            return;
        m_composer->setText({});
        m_composer->warn({});
        m_transcript->scrollToBottom();
        if (thenNext)
            emit nextRequested();
    });
    connect(m_composer, &Composer::noteRequested, &m_parts.context, &ContextController::addNote);
    connect(&m_chat, &ChatController::colleagueReplied, this, [this](const QString &name) {
        m_composer->warn(tr("%1 has answered here meanwhile. Read it before you send.")
                             .arg(displaytext::isolated(name)));
    });
}

void ChatPane::connectContext()
{
    ContextController &context = m_parts.context;
    connect(&context, &ContextController::changed, this, [this] {
        m_composer->setNoteBusy(m_parts.context.isBusy(ContextController::Task::Note));
    });
    connect(&context, &ContextController::noteAdded, this,
            [this](const QString &name, const QString &content) {
                m_chat.writing().noteStored(name, content);
                if (name == m_chat.sessionName() && m_composer->noteText() == content) {
                    m_composer->setNoteText({});
                    m_transcript->scrollToBottom();
                }
            });
    connect(&context, &ContextController::done, m_banner, &QWidget::hide);
    connect(&context, &ContextController::recovered, m_banner, &QWidget::hide);
    connect(&m_parts.transfers, &Transfers::changed, this, [this] {
        refreshOffer();
        m_header->refresh();
    });
}

void ChatPane::showError(const Error &error)
{
    m_mailTwice = error.code == errors::mailAlreadySent().code;
    m_banner->presentError(error, m_mailTwice ? tr("Mail it once more") : QString());
}

void ChatPane::find(const QString &text)
{
    m_wanted = text;
    lookFurther();
}

void ChatPane::lookFurther()
{
    if (m_chat.transcript()->rowCount() == 0)
        return;
    if (!m_wanted.isEmpty())
        m_find->find(std::exchange(m_wanted, QString()));
    else
        m_find->olderCame(m_chat.transcript()->hasOlder());
}

void ChatPane::opened()
{
    m_wanted.clear();
    m_failed = false;
    m_mailTwice = false;
    m_banner->hide();
    m_find->hide();
    refreshTyping();
    m_composer->leave();
    m_composer->setTab(Composer::Reply);
    m_composer->warn({});
    m_composer->setText(m_chat.writing().draft());
    m_composer->setNoteText(m_chat.writing().noteDraft());
    refreshOffer();
    refresh();
    if (m_chat.isOpen())
        m_transcript->scrollToBottom();
    watch();
}

void ChatPane::refresh()
{
    const ListRow *row = m_desk.lists().find(m_chat.sessionName());
    const auto &session = m_chat.session();
    const QString nickname = session ? session->userProfile.nickname
                             : row   ? row->session.userProfile.nickname
                                     : QString();
    const QString name = text::customerName(nickname, m_chat.sessionName());
    m_transcript->setCustomer(name);
    m_parts.catalog.quickReplies()->setLanguage(session ? session->userProfile.language
                                                : row   ? row->session.userProfile.language
                                                        : QString());
    m_header->refresh();
    refreshTyping();
    refreshPages();
    refreshComposer();
}

QWidget *ChatPane::focusHome() const
{
    QWidget *text = m_composer->writing();
    return text ? text : m_pages->currentWidget();
}

/// From the history to the text as soon as one may write, and at any time from a page in its place,
/// which has nothing to read. The other way the keeper sees to.
void ChatPane::followHome()
{
    const bool may = m_composer->isAllowed() && !m_composer->isHidden();
    const bool begins = !std::exchange(m_mayWrite, may) && may;
    const QWidget *focus = window()->focusWidget();
    if ((begins && m_pages->isAncestorOf(focus)) || (may && focus == m_state))
        focusHome()->setFocus(Qt::OtherFocusReason);
}

void ChatPane::refreshComposer()
{
    if (m_chat.isOpen())
        m_composer->setRefusal(chatrefusal::now(m_parts));
    followHome();
}

void ChatPane::refreshPages()
{
    const bool open = m_chat.isOpen();
    m_header->setVisible(open);
    m_composer->setVisible(open && (m_chat.session() || m_desk.lists().find(m_chat.sessionName())));
    if (!open) {
        const qint64 waiting = m_desk.lists().count(Section::Waiting);
        showPage(m_pages, m_state);
        if (waiting > 0)
            m_state->show(
                QStringLiteral("chat"), tr("No conversation open"),
                tr("Choose one from the list, or take the customer who has waited longest."),
                tr("Open next (%n waiting)", nullptr, static_cast<int>(waiting)));
        else
            m_state->show(QStringLiteral("chat"), tr("No conversation open"),
                          tr("Choose one from the list. Press ? to see all keys."));
        return;
    }
    if (m_chat.transcript()->rowCount() > 0) {
        showPage(m_pages, m_transcript);
        return;
    }
    showPage(m_pages, m_state);
    if (m_failed)
        m_state->show(QStringLiteral("error"), tr("This conversation could not be loaded"),
                      m_banner->text(), tr("Try again"));
    else if (m_chat.isLoading())
        m_state->show(QStringLiteral("refresh"), tr("Loading…"), tr("Fetching the messages."));
    else
        m_state->show(QStringLiteral("chat"), tr("No messages yet"),
                      tr("The customer has opened the chat but not written."));
}

/// The newest message counts as read only while somebody can see it.
void ChatPane::watch()
{
    m_chat.setWatching(m_chat.isOpen() && isVisible() && window()->isActiveWindow() &&
                       m_transcript->isAtBottom());
}

bool ChatPane::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::WindowActivate:
    case QEvent::WindowDeactivate:
    case QEvent::Show:
    case QEvent::Hide:
        watch();
        break;
    default:
        break;
    }
    return QFrame::event(event);
}

void ChatPane::retranslate()
{
    m_header->retranslate();
    m_banner->retranslate();
    m_offer->retranslate();
    m_find->retranslate();
    m_transcript->retranslate();
    m_composer->retranslate();
    refresh();
}

// ---- commands

QString ChatPane::refused(ChatCommand command) const
{
    const auto action = chatcommands::action(command);
    if (!action)
        return m_chat.isOpen() ? QString() : tr("No chat is open");
    if (*action != ChatAction::Annotate && m_parts.undo.waiting(m_chat.sessionName()))
        return tr("It is about to leave you: take that back first");
    const Allowed allowed = m_chat.actions().allowed(*action);
    if (!allowed.ok)
        return allowed.why;
    const Transfer *offer = m_parts.transfers.outgoing(m_chat.sessionName());
    if (command == ChatCommand::Transfer && offer)
        return tr("%1 has been asked already").arg(displaytext::isolated(offer->toAgent.name));
    return {};
}

void ChatPane::run(ChatCommand command)
{
    if (!refused(command).isEmpty())
        return;
    switch (command) {
    case ChatCommand::TakeOver:
    case ChatCommand::Dismiss:
        m_chat.actions().act(*chatcommands::action(command));
        break;
    case ChatCommand::Release:
    case ChatCommand::Requeue:
    case ChatCommand::CancelWait:
    case ChatCommand::Close:
        end(*chatcommands::action(command));
        break;
    case ChatCommand::Reply:
        m_composer->focusText();
        break;
    case ChatCommand::Note:
        m_composer->focusNote();
        break;
    case ChatCommand::Transfer:
        emit transferRequested();
        break;
    case ChatCommand::Email:
        m_chat.actions().email();
        break;
    case ChatCommand::Tags:
        emit tagsRequested();
        break;
    case ChatCommand::Ticket:
        emit ticketRequested();
        break;
    case ChatCommand::CopyTranscript:
        copyTranscript();
        break;
    case ChatCommand::Find:
        m_find->open();
        break;
    }
}

bool ChatPane::leave()
{
    if (m_composer->leave())
        return true;
    if (!m_find->isVisible())
        return false;
    m_find->close();
    return true;
}

/// Without internal notes: it is meant to be pasted somewhere else.
void ChatPane::copyTranscript()
{
    QStringList lines;
    const TranscriptModel *model = m_chat.transcript();
    for (int i = 0; i < model->rowCount(); ++i) {
        const TranscriptRow &row = *model->row(i);
        if (row.kind != RowKind::Message || row.live)
            continue;
        lines.append(QStringLiteral("[%1] %2: %3")
                         .arg(text::stamp(row.message.timestamp), m_transcript->senderName(i),
                              row.message.content));
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    const auto count = static_cast<int>(lines.size());
    hint(model->hasOlder() || model->hasNewer()
             ? tr("%n message(s) copied, without those that are not loaded", nullptr, count)
             : tr("%n message(s) copied", nullptr, count));
}

void ChatPane::hint(const QString &text)
{
    m_parts.toasts.show({Token::Ok, QStringLiteral("check"), text});
}

/// It waits a little, for who did not mean it.
void ChatPane::end(ChatAction action, const QString &reason)
{
    m_parts.undo.add(m_chat.sessionName(), action, reason);
}

void ChatPane::refreshOffer()
{
    const Transfer *offer = m_parts.transfers.outgoing(m_chat.sessionName());
    if (!offer) {
        m_offer->hide();
        return;
    }
    m_offer->present(Token::Brand, QStringLiteral("transfer"),
                     tr("Waiting for %1 to take this conversation: %2")
                         .arg(displaytext::isolated(offer->toAgent.name),
                              text::wait(m_parts.transfers.secondsLeft(*offer))));
}

void ChatPane::refreshTyping()
{
    const auto &session = m_chat.session();
    const QString customer = text::customerName(session ? session->userProfile.nickname : QString(),
                                                m_chat.sessionName());
    const QString colleague = m_chat.company().colleagueTyping();
    m_typing->setVisible(m_chat.isOpen() &&
                         (m_chat.company().customerTyping() || !colleague.isEmpty()));
    m_typing->setText(!colleague.isEmpty()
                          ? tr("%1 is writing here too…").arg(displaytext::isolated(colleague))
                          : tr("%1 is typing…").arg(displaytext::isolated(customer)));
}

} // namespace handoff
