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
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/chatheader.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/findbar.h"
#include "workbench/ui/conversations/transcriptview.h"

#include <QEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace handoff {

QString ChatPane::undoWords(ChatAction action)
{
    switch (action) {
    case ChatAction::Requeue:
        return tr("This conversation is about to return to the queue.");
    case ChatAction::CancelWait:
        return tr("The customer is about to be left to the AI.");
    case ChatAction::Close:
        return tr("This conversation is about to be closed.");
    default:
        return tr("This conversation is about to go back to the AI.");
    }
}

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
            m_chat.email(true);
    });
    connect(&m_chat, &ChatController::bannerCleared, m_banner, &QWidget::hide);
    connect(&m_chat, &ChatController::customerTypingChanged, this, &ChatPane::refreshTyping);
    connect(&m_chat, &ChatController::companyChanged, this, &ChatPane::refreshTyping);
    connect(&m_chat, &ChatController::done, this, [this](ChatAction action) {
        if (action == ChatAction::TakeOver)
            focusHome()->setFocus(Qt::OtherFocusReason);
        else if (action == ChatAction::Email)
            hint(tr("The conversation was mailed to the team."));
    });
    for (auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_chat.transcript(), change, this, &ChatPane::refreshPages);
    connect(m_chat.transcript(), &QAbstractItemModel::modelReset, this, &ChatPane::refreshPages);
    connect(&m_desk, &DeskController::countsChanged, this, &ChatPane::refreshPages);
    connect(&m_desk, &DeskController::connectionChanged, this, &ChatPane::refreshComposer);

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
    connect(m_transcript, &TranscriptView::retryRequested, &m_chat, &ChatController::retry);
    connect(m_transcript, &TranscriptView::discardRequested, &m_chat, &ChatController::discard);
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
    connect(m_composer, &Composer::edited, &m_chat, &ChatController::setDraft);
    connect(m_composer, &Composer::noteEdited, &m_chat, &ChatController::setNoteDraft);
    connect(m_composer, &Composer::actionTriggered, this, [this] {
        if (m_parts.undo.waiting(m_chat.sessionName()))
            m_parts.undo.undo(m_chat.sessionName());
        else
            run(ChatCommand::TakeOver);
    });
    connect(m_composer, &Composer::sendRequested, this, [this](const QString &text, bool thenNext) {
        if (!m_chat.reply(text))
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
                m_chat.noteStored(name, content);
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
    m_composer->setText(m_chat.draft());
    m_composer->setNoteText(m_chat.noteDraft());
    refreshOffer();
    refresh();
    if (m_chat.isOpen())
        m_transcript->scrollToBottom();
    watch();
}

void ChatPane::refresh()
{
    const ListRow *row = m_desk.find(m_chat.sessionName());
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
    followHome();
}

QWidget *ChatPane::focusHome() const
{
    QWidget *text = m_composer->writing();
    return text ? text : m_pages->currentWidget();
}

/// From the history to the text as soon as one may write. The other way the keeper sees to.
void ChatPane::followHome()
{
    const bool may = m_composer->isAllowed() && !m_composer->isHidden();
    if (!std::exchange(m_mayWrite, may) && may && m_pages->isAncestorOf(window()->focusWidget()))
        focusHome()->setFocus(Qt::OtherFocusReason);
}

void ChatPane::refreshComposer()
{
    if (!m_chat.isOpen())
        return;
    if (const auto action = m_parts.undo.waiting(m_chat.sessionName())) {
        m_composer->refuse(QStringLiteral("clock"), undoWords(*action), tr("Undo"));
        return;
    }
    if (m_chat.allowed(ChatAction::Reply).ok) {
        m_composer->allow();
        return;
    }
    const auto &session = m_chat.session();
    const ListRow *row = m_desk.find(m_chat.sessionName());
    const SessionStatus status = session ? session->status
                                 : row   ? row->session.status
                                         : SessionStatus::Unknown;
    const Allowed takeOver = m_chat.allowed(ChatAction::TakeOver);
    const bool ready = takeOver.ok && !m_chat.isBusy(ChatAction::TakeOver);
    const QString action =
        QStringLiteral("%1  ·  %2")
            .arg(tr("Take over"),
                 chatcommands::keys(ChatCommand::TakeOver).toString(QKeySequence::NativeText));
    switch (status) {
    case SessionStatus::PendingManual:
        m_composer->refuse(QStringLiteral("waiting"), tr("The customer is waiting for a person."),
                           action, ready);
        break;
    case SessionStatus::BotActive:
        m_composer->refuse(QStringLiteral("ai"),
                           tr("The AI is answering. Take over to write yourself."), action, ready);
        break;
    case SessionStatus::AfterHoursEmail:
        m_composer->refuse(
            QStringLiteral("moon"),
            tr("Asked after hours and mailed to the team. The AI goes on meanwhile."), action,
            ready);
        break;
    case SessionStatus::Closed:
        m_composer->refuse(
            QStringLiteral("closed"),
            tr("This conversation is closed. It opens again when the customer writes."));
        break;
    default: {
        const auto &owner = session ? session->assignedAgent
                            : row   ? row->session.assignedAgent
                                    : std::optional<AgentRef>();
        m_composer->refuse(
            QStringLiteral("lock"),
            owner ? tr("%1 is talking to this customer.").arg(displaytext::isolated(owner->name))
                  : m_chat.allowed(ChatAction::Reply).why);
        break;
    }
    }
}

void ChatPane::refreshPages()
{
    const bool open = m_chat.isOpen();
    m_header->setVisible(open);
    m_composer->setVisible(open && (m_chat.session() || m_desk.find(m_chat.sessionName())));
    if (!open) {
        const qint64 waiting = m_desk.count(Section::Waiting);
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

} // namespace handoff
