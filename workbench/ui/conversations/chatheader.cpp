#include "workbench/ui/conversations/chatheader.h"

#include "shared/text/displaytext.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/menu.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/sessiondelegate.h"

#include <QHBoxLayout>

namespace handoff {

namespace {
constexpr int gap = 6; ///< between the parts of a line
} // namespace

ChatHeader::ChatHeader(const Theme &theme, ChatController &chat, DeskController &desk,
                       std::function<QString(ChatCommand)> refused, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_chat(chat), m_desk(desk), m_refused(std::move(refused)),
      m_avatar(new Avatar(theme, 36)), m_name(new ElidedLabel), m_vip(new QLabel),
      m_status(new Chip(theme)), m_wait(new Chip(theme)), m_owner(new ElidedLabel),
      m_viewers(new Chip(theme)),
      m_releaseMore(
          makeIconButton(theme, QStringLiteral("chevron-down"), QStringLiteral("releaseMore"))),
      m_more(makeIconButton(theme, QStringLiteral("more"), QStringLiteral("chatMenu"))),
      m_panel(makeIconButton(theme, QStringLiteral("panel"), QStringLiteral("togglePanel")))
{
    setObjectName(QStringLiteral("chatHeader"));
    setProperty("surface", QStringLiteral("base"));
    setProperty("edge", QStringLiteral("bottom"));
    m_name->setObjectName(QStringLiteral("chatName"));
    setTextStyle(m_name, theme, TextStyle::Title);
    setTextStyle(m_owner, theme, TextStyle::Meta, true);
    m_owner->setObjectName(QStringLiteral("chatOwner"));
    m_status->setObjectName(QStringLiteral("chatStatus"));
    m_panel->setCheckable(true);

    auto *names = new QHBoxLayout;
    names->setSpacing(gap);
    names->addWidget(m_name, 0);
    names->addWidget(m_vip);
    names->addStretch(1);
    auto *states = new QHBoxLayout;
    states->setSpacing(gap);
    states->addWidget(m_status);
    states->addWidget(m_wait);
    states->addWidget(m_viewers);
    states->addWidget(m_owner);
    states->addStretch(1);
    auto *middle = new QVBoxLayout;
    middle->setSpacing(3);
    middle->addStretch();
    middle->addLayout(names);
    middle->addLayout(states);
    middle->addStretch();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::pane, 0, space::sibling, 1);
    row->setSpacing(space::sibling);
    row->addWidget(m_avatar);
    row->addLayout(middle, 1);
    row->addWidget(makeAction(ChatCommand::CancelWait, "ai", Token::Muted, false));
    row->addWidget(makeAction(ChatCommand::Requeue, "requeue", Token::Muted, false));
    row->addWidget(makeAction(ChatCommand::Transfer, "transfer", Token::Muted, false));
    auto *releaseGroup = new QHBoxLayout;
    releaseGroup->setSpacing(0);
    releaseGroup->addWidget(makeAction(ChatCommand::Release, "release", Token::Muted, true));
    releaseGroup->addWidget(m_releaseMore);
    row->addLayout(releaseGroup);
    row->addWidget(m_more);
    row->addWidget(m_panel);

    m_viewers->setObjectName(QStringLiteral("chatViewers"));
    for (Chip *chip : {m_status, m_viewers})
        chip->setShrinks(true);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new Menu(m_more));
    m_more->menu()->setObjectName(QStringLiteral("chatMenuItems"));
    m_more->menu()->setToolTipsVisible(true);
    connect(m_more->menu(), &QMenu::aboutToShow, this, &ChatHeader::fillMenu);
    connect(&chat.company(), &ChatCompany::changed, this, &ChatHeader::refreshCompany);
    setFateful(m_releaseMore);
    m_releaseMore->setPopupMode(QToolButton::InstantPopup);
    m_releaseMore->setMenu(new Menu(m_releaseMore));
    setIconPixels(m_releaseMore, m_theme, 14);

    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &ChatHeader::refreshWait);
    connect(&theme, &Theme::changed, this, &ChatHeader::refresh);
    retranslate();
}

QPushButton *ChatHeader::makeAction(ChatCommand command, const char *icon, Token token, bool main)
{
    auto *button = new QPushButton;
    button->setObjectName(chatcommands::id(command));
    button->setIcon(m_theme.icon(QString::fromLatin1(icon), token));
    setIconPixels(button, m_theme, 18);
    setFateful(button);
    connect(button, &QPushButton::clicked, this, [this, command] { emit requested(command); });
    m_actions.append({command, button, main, false, 0, {}});
    return button;
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

void ChatHeader::refreshAction(ChatCommand command, bool wanted, const QString &hint)
{
    for (Action &action : m_actions) {
        if (action.command != command)
            continue;
        const QString why = m_refused(command);
        action.wanted = wanted;
        action.button->setEnabled(why.isEmpty());
        setHint(action.button, why.isEmpty() ? hint : why, chatcommands::keys(command));
        action.button->setAccessibleName(action.words);
    }
}

void ChatHeader::refreshCompany()
{
    const QStringList &viewers = m_chat.company().viewers();
    m_viewers->setVisible(!viewers.isEmpty());
    if (viewers.isEmpty())
        return;
    m_viewers->set(QStringLiteral("eye"),
                   viewers.size() == 1
                       ? viewers.first()
                       : tr("%n looking", nullptr, static_cast<int>(viewers.size())),
                   Token::Muted);
    QStringList names;
    for (const QString &viewer : viewers)
        names.append(displaytext::isolated(viewer));
    m_viewers->setToolTip(tr("Also looking: %1").arg(names.join(QStringLiteral(", "))));
}

void ChatHeader::refresh()
{
    setFixedHeight(20 + m_theme.scaled(44)); // two lines and the air around them
    const ListRow *row = m_desk.lists().find(m_chat.sessionName());
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
    const int crown = m_theme.scaled(18);
    m_vip->setFixedSize(crown, crown);
    m_vip->setPixmap(m_theme.icon(QStringLiteral("vip"), Token::Warn)
                         .pixmap(QSize(crown, crown), devicePixelRatioF()));
    m_vip->setToolTip(tr("VIP customer"));
    m_vip->setAccessibleName(tr("VIP customer"));
    m_status->set(text::statusIcon(status), text::statusName(status), text::statusToken(status));
    const bool mine = owner && owner->id == m_desk.me().id;
    m_owner->setFullText(!owner ? QString()
                         : mine ? tr("Yours")
                                : tr("Agent: %1").arg(displaytext::isolated(owner->name)));

    const bool live = status == SessionStatus::ManualLive;
    const bool pending = status == SessionStatus::PendingManual;
    refreshAction(ChatCommand::CancelWait, pending, tr("End the wait and let the AI go on"));
    refreshAction(ChatCommand::Requeue, live, tr("Put the conversation back among the waiting"));
    refreshAction(ChatCommand::Transfer, live, tr("Give it to a colleague"));
    refreshAction(ChatCommand::Release, live, tr("End your part; the AI answers again"));
    m_isLive = live;
    m_releaseMore->setEnabled(m_refused(ChatCommand::Release).isEmpty());
    refreshWait();
    refreshCompany();
    fold();
}

void ChatHeader::refreshWait()
{
    const ListRow *row = m_desk.lists().find(m_chat.sessionName());
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

QString ChatHeader::wordsOf(ChatCommand command) const
{
    switch (command) {
    case ChatCommand::CancelWait:
        return tr("Back to AI");
    case ChatCommand::Requeue:
        return tr("Return to queue");
    case ChatCommand::Transfer:
        return tr("Transfer");
    default:
        return tr("Release");
    }
}

bool ChatHeader::isButton(const Action &action, int fold) const
{
    return action.wanted && fold < (action.main ? Bare : MenuOnly);
}

bool ChatHeader::hasWords(const Action &action, int fold) const
{
    return action.main ? fold < Least : fold < action.rank;
}

/// The room that everything needs then, in device-independent pixels.
int ChatHeader::widthAt(int fold) const
{
    int states = m_status->sizeHint().width();
    if (!m_wait->isHidden())
        states += gap + m_wait->sizeHint().width();
    if (!m_viewers->isHidden())
        states +=
            gap + (fold < Shortened ? m_viewers->sizeHint() : m_viewers->minimumSizeHint()).width();
    if (fold < Shortened)
        states += gap + m_owner->sizeHint().width();
    // A very long name pushes nothing away.
    const int name = qMin(m_name->sizeHint().width(),
                          m_name->fontMetrics().averageCharWidth() * (fold < IconsOnly ? 14 : 24)) +
                     (m_vip->isHidden() ? 0 : gap + m_vip->width());
    const QMargins edge = layout()->contentsMargins();
    int sum = edge.left() + edge.right() + qMax(name, states);
    if (fold < Faceless)
        sum += m_avatar->width() + space::sibling;
    for (const Action &action : m_actions) {
        if (!isButton(action, fold))
            continue;
        const auto wordWidth = [&action](const QString &words) {
            const QFontMetrics metrics = action.button->fontMetrics();
            return words.isEmpty() ? 0 : metrics.size(Qt::TextShowMnemonic, words).width();
        };
        sum += space::sibling + action.button->sizeHint().width() -
               wordWidth(action.button->text()) +
               wordWidth(hasWords(action, fold) ? action.words : QString());
    }
    if (m_isLive && fold < Bare) // sticks to its neighbour
        sum += m_releaseMore->sizeHint().width();
    for (const QToolButton *button : {m_more, m_panel})
        sum += space::sibling + button->sizeHint().width();
    return sum;
}

/// The words of the secondary actions go first, then these actions (the menu has them), then whose
/// it is (the list tells that too) and the names of those who look, the face, the word of the main
/// action and last that action itself: a name of which two letters are left names nobody.
void ChatHeader::fold()
{
    int secondary = 0;
    for (Action &action : m_actions) {
        if (action.wanted && !action.main)
            action.rank = ++secondary;
    }
    int fold = Whole;
    while (fold < Bare && widthAt(fold) > width())
        fold = fold == secondary ? int(IconsOnly) : fold + 1;
    for (const Action &action : std::as_const(m_actions)) {
        action.button->setText(hasWords(action, fold) ? action.words : QString());
        action.button->setVisible(isButton(action, fold));
    }
    m_viewers->setMaximumWidth(fold < Shortened ? QWIDGETSIZE_MAX
                                                : m_viewers->minimumSizeHint().width());
    m_owner->setVisible(fold < Shortened);
    m_avatar->setVisible(fold < Faceless);
    m_releaseMore->setVisible(m_isLive && fold < Bare);
}

bool ChatHeader::event(QEvent *event)
{
    const bool done = QFrame::event(event);
    if (event->type() == QEvent::LayoutRequest) // some part wants another size
        fold();
    return done;
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
    for (Action &action : m_actions)
        action.words = wordsOf(action.command);
    fillReleaseMenu();
    refresh();
}

} // namespace handoff
