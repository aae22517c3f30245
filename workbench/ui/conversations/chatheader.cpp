#include "workbench/ui/conversations/chatheader.h"

#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/sessiondelegate.h"

#include <QHBoxLayout>
#include <QMenu>

namespace handoff {

namespace {
QPushButton *makeAction(const Theme &theme, const char *name, const char *icon, Token token)
{
    auto *button = new QPushButton;
    button->setObjectName(QString::fromLatin1(name));
    button->setIcon(theme.icon(QString::fromLatin1(icon), token));
    button->setIconSize({18, 18});
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}
} // namespace

ChatHeader::ChatHeader(const Theme &theme, ChatController &chat, DeskController &desk,
                       std::function<QString(ChatCommand)> refused, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_chat(chat), m_desk(desk), m_refused(std::move(refused)),
      m_avatar(new Avatar(theme, 36)), m_name(new ElidedLabel), m_vip(new QLabel),
      m_status(new Chip(theme)), m_wait(new Chip(theme)), m_owner(new ElidedLabel),
      m_viewers(new Chip(theme)),
      m_takeOver(makeAction(theme, "takeOver", "takeover", Token::OnBrand)),
      m_cancelWait(makeAction(theme, "cancelWait", "ai", Token::Muted)),
      m_requeue(makeAction(theme, "requeue", "requeue", Token::Muted)),
      m_transfer(makeAction(theme, "transfer", "transfer", Token::Muted)),
      m_release(makeAction(theme, "release", "release", Token::Muted)),
      m_releaseMore(
          makeIconButton(theme, QStringLiteral("chevron-down"), QStringLiteral("releaseMore"))),
      m_more(makeIconButton(theme, QStringLiteral("more"), QStringLiteral("chatMenu"))),
      m_panel(makeIconButton(theme, QStringLiteral("panel"), QStringLiteral("togglePanel")))
{
    setObjectName(QStringLiteral("chatHeader"));
    setProperty("surface", QStringLiteral("base"));
    setProperty("edge", QStringLiteral("bottom"));
    setFixedHeight(space::headerHeight + 8);
    m_name->setObjectName(QStringLiteral("chatName"));
    setTextStyle(m_name, theme, TextStyle::Title);
    setTextStyle(m_owner, theme, TextStyle::Meta, true);
    m_owner->setObjectName(QStringLiteral("chatOwner"));
    m_status->setObjectName(QStringLiteral("chatStatus"));
    m_vip->setFixedSize(18, 18);
    setPrimary(m_takeOver);
    m_panel->setCheckable(true);

    auto *names = new QHBoxLayout;
    names->setSpacing(6);
    names->addWidget(m_name, 0);
    names->addWidget(m_vip);
    names->addStretch(1);
    auto *states = new QHBoxLayout;
    states->setSpacing(6);
    states->addWidget(m_status);
    states->addWidget(m_wait);
    states->addWidget(m_viewers);
    states->addWidget(m_owner, 1);
    auto *middle = new QVBoxLayout;
    middle->setSpacing(3);
    middle->addStretch();
    middle->addLayout(names);
    middle->addLayout(states);
    middle->addStretch();

    auto *releaseGroup = new QHBoxLayout;
    releaseGroup->setSpacing(0);
    releaseGroup->addWidget(m_release);
    releaseGroup->addWidget(m_releaseMore);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::pane, 0, space::sibling, 1);
    row->setSpacing(space::sibling);
    row->addWidget(m_avatar);
    row->addSpacing(2);
    row->addLayout(middle, 1);
    row->addWidget(m_cancelWait);
    row->addWidget(m_takeOver);
    row->addWidget(m_requeue);
    row->addWidget(m_transfer);
    row->addLayout(releaseGroup);
    row->addWidget(m_more);
    row->addWidget(m_panel);

    m_viewers->setObjectName(QStringLiteral("chatViewers"));
    const auto asks = [this](QPushButton *button, ChatCommand command) {
        connect(button, &QPushButton::clicked, this, [this, command] { emit requested(command); });
    };
    asks(m_takeOver, ChatCommand::TakeOver);
    asks(m_cancelWait, ChatCommand::CancelWait);
    asks(m_requeue, ChatCommand::Requeue);
    asks(m_transfer, ChatCommand::Transfer);
    asks(m_release, ChatCommand::Release);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    m_more->menu()->setObjectName(QStringLiteral("chatMenuItems"));
    m_more->menu()->setToolTipsVisible(true);
    connect(m_more->menu(), &QMenu::aboutToShow, this, &ChatHeader::fillMenu);
    connect(&chat, &ChatController::companyChanged, this, &ChatHeader::refreshCompany);
    m_releaseMore->setPopupMode(QToolButton::InstantPopup);
    m_releaseMore->setMenu(new QMenu(m_releaseMore));
    m_releaseMore->setIconSize({14, 14});

    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &ChatHeader::refreshWait);
    connect(&theme, &Theme::changed, this, &ChatHeader::refresh);
    retranslate();
}

void ChatHeader::fillReleaseMenu()
{
    QMenu *menu = m_releaseMore->menu();
    menu->clear();
    const auto add = [&](const QString &words, const QString &reason, bool close) {
        menu->addAction(words, this,
                        [this, reason, close] { emit releaseRequested(reason, close); });
    };
    add(tr("Release: resolved"), QStringLiteral("resolved"), false);
    add(tr("Release: the AI can go on"), QStringLiteral("ai_can_continue"), false);
    add(tr("Release: customer left"), QStringLiteral("customer_left"), false);
    menu->addSeparator();
    add(tr("Resolve and close"), QStringLiteral("resolved"), true);
}

/// All commands; what cannot be done now says why.
void ChatHeader::fillMenu()
{
    QMenu *menu = m_more->menu();
    menu->clear();
    for (const ChatCommand command : chatcommands::all()) {
        if (command == ChatCommand::Reply) {
            menu->addSeparator();
            continue;
        }
        const QString why = m_refused(command);
        // The keys are shown, not bound: the window's table of commands has them.
        QAction *action =
            menu->addAction(m_theme.icon(chatcommands::icon(command)),
                            chatcommands::title(command) + u'\t' +
                                chatcommands::keys(command).toString(QKeySequence::NativeText),
                            this, [this, command] { emit requested(command); });
        action->setObjectName(QStringLiteral("menu_") + chatcommands::id(command));
        action->setEnabled(why.isEmpty());
        action->setToolTip(why.isEmpty() ? chatcommands::title(command) : why);
    }
}

void ChatHeader::refreshButton(QPushButton *button, ChatCommand command, bool shown,
                               const QString &hint)
{
    const QString why = m_refused(command);
    button->setVisible(shown);
    button->setEnabled(why.isEmpty());
    setHint(button, why.isEmpty() ? hint : why, chatcommands::keys(command));
    button->setAccessibleName(button->text().isEmpty() ? hint : button->text());
}

void ChatHeader::refreshCompany()
{
    const QStringList &viewers = m_chat.viewers();
    m_viewers->setVisible(!viewers.isEmpty());
    if (viewers.isEmpty())
        return;
    m_viewers->set(QStringLiteral("eye"),
                   viewers.size() == 1
                       ? viewers.first()
                       : tr("%n looking", nullptr, static_cast<int>(viewers.size())),
                   Token::Muted);
    m_viewers->setToolTip(tr("Also looking: %1").arg(viewers.join(QStringLiteral(", "))));
}

void ChatHeader::refresh()
{
    const ListRow *row = m_desk.find(m_chat.sessionName());
    const auto &state = m_chat.session();
    if (!row && !state) {
        m_name->setFullText(m_chat.sessionName());
        return;
    }
    const SessionStatus status = state ? state->status : row->session.status;
    const QString nickname =
        state ? state->userProfile.nickname : row->session.userProfile.nickname;
    const bool vip = state ? state->userProfile.vip : row->session.userProfile.vip;
    const auto &owner = state ? state->assignedAgent : row->session.assignedAgent;
    const QString name = text::customerName(nickname, m_chat.sessionName());
    m_avatar->setName(name);
    m_name->setFullText(name);
    m_vip->setVisible(vip);
    m_vip->setPixmap(m_theme.icon(QStringLiteral("vip"), Token::Warn)
                         .pixmap(QSize(18, 18), devicePixelRatioF()));
    m_vip->setToolTip(tr("VIP customer"));
    m_vip->setAccessibleName(tr("VIP customer"));
    m_status->set(text::statusIcon(status), text::statusName(status), text::statusToken(status));
    const bool mine = owner && owner->id == m_desk.me().id;
    m_owner->setFullText(!owner ? QString()
                         : mine ? tr("Yours")
                                : tr("Agent: %1").arg(owner->name));

    const bool live = status == SessionStatus::ManualLive;
    const bool pending = status == SessionStatus::PendingManual;
    refreshButton(m_takeOver, ChatCommand::TakeOver, !live,
                  tr("Take this conversation over from the AI"));
    refreshButton(m_cancelWait, ChatCommand::CancelWait, pending,
                  tr("End the wait and let the AI go on"));
    refreshButton(m_requeue, ChatCommand::Requeue, live,
                  tr("Put the conversation back among the waiting"));
    refreshButton(m_transfer, ChatCommand::Transfer, live, tr("Give it to a colleague"));
    refreshButton(m_release, ChatCommand::Release, live, tr("End your part; the AI answers again"));
    m_releaseMore->setVisible(live);
    m_releaseMore->setEnabled(m_release->isEnabled());
    refreshWait();
    refreshCompany();
    fold();
}

void ChatHeader::refreshWait()
{
    const ListRow *row = m_desk.find(m_chat.sessionName());
    const auto &state = m_chat.session();
    const bool pending = (state ? state->status
                          : row ? row->session.status
                                : SessionStatus::Unknown) == SessionStatus::PendingManual;
    Timestamp since;
    if (state && state->escalation)
        since = state->escalation->triggerAt;
    else if (row && row->session.escalation)
        since = row->session.escalation->triggerAt;
    const bool counts = pending && since.ms > 0;
    m_wait->setVisible(counts);
    if (!counts) {
        m_clock.stop();
        return;
    }
    if (!m_clock.isActive())
        m_clock.start();
    const qint64 seconds = m_desk.serverNow().msSince(since) / 1000;
    m_wait->set(seconds >= SessionDelegate::alarmSeconds ? QStringLiteral("alert")
                                                         : QStringLiteral("clock"),
                text::wait(seconds),
                seconds >= SessionDelegate::alarmSeconds  ? Token::Danger
                : seconds >= SessionDelegate::warnSeconds ? Token::Warn
                                                          : Token::Muted);
}

/// In a narrow pane the secondary buttons keep only their icons.
void ChatHeader::fold()
{
    const bool narrow = width() < 720;
    m_takeOver->setText(tr("Take over"));
    m_cancelWait->setText(narrow ? QString() : tr("Back to AI"));
    m_requeue->setText(narrow ? QString() : tr("Return to queue"));
    m_transfer->setText(narrow ? QString() : tr("Transfer"));
    m_release->setText(tr("Release"));
}

void ChatHeader::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fold();
}

void ChatHeader::retranslate()
{
    setHint(m_panel, tr("Customer details"));
    setHint(m_more, tr("All actions"));
    setHint(m_releaseMore, tr("More ways to release"));
    fillReleaseMenu();
    fold();
    refresh();
}

} // namespace handoff
