#include "workbench/controllers/notifier.h"

#include "shared/text/displaytext.h"
#include "workbench/controllers/chatcontroller.h"
#include "workbench/controllers/preferences.h"
#include "workbench/models/customername.h"

namespace handoff {

namespace {

constexpr int maxText = 160; ///< characters of a message in a notice
constexpr int maxSingly = 3; ///< more that wait since the last look are told in one

QString nameOf(const SessionSummary &session)
{
    return customerName(session.userProfile.nickname, session.sessionName);
}

QString excerpt(const QString &text)
{
    return displaytext::preview(displaytext::oneLine(text), maxText);
}

} // namespace

Notifier::Notifier(DeskController &desk, ChatController &chat, Preferences &preferences,
                   QObject *parent)
    : QObject(parent), m_desk(desk), m_chat(chat), m_preferences(preferences),
      m_rules(NotificationRules::load(preferences))
{
    connect(&desk, &DeskController::sessionChanged, this, &Notifier::onSession);
    connect(&desk, &DeskController::messageAdded, this, &Notifier::onMessage);
    connect(&desk, &DeskController::event, this, &Notifier::onEvent);
    connect(&desk.lists(), &DeskLists::loadingChanged, this, [this](Section section) {
        if (section == Section::Waiting && !m_desk.lists().isLoading(section))
            onWaitingLoaded();
    });
    connect(&chat, &ChatController::opened, this, &Notifier::seen);
}

void Notifier::setRules(const NotificationRules &rules)
{
    m_rules = rules;
    m_rules.save(m_preferences);
}

void Notifier::seen(const QString &id)
{
    if (m_unseen.remove(id))
        emit attentionChanged(attention());
}

void Notifier::reset()
{
    m_waiting.clear();
    m_primed = false;
    m_unseen.clear();
    emit attentionChanged(0);
}

QString Notifier::kindName(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::Waiting:
        return tr("New customer waiting");
    case NoticeKind::Vip:
        return tr("VIP waiting");
    case NoticeKind::Reply:
        return tr("A customer answers in my chat");
    case NoticeKind::Transfer:
        return tr("A colleague hands me a chat");
    case NoticeKind::Mention:
        return tr("A colleague mentions me");
    case NoticeKind::Sla:
        return tr("A ticket is close to its deadline");
    }
    return {};
}

void Notifier::test(NoticeKind kind)
{
    Notice notice;
    notice.kind = kind;
    notice.title = kindName(kind);
    notice.text = tr("This is how it looks and sounds.");
    emit noticed(notice);
}

void Notifier::tell(Notice notice)
{
    const NoticeRule rule = m_rules.at(notice.kind, QTime::currentTime());
    notice.show = rule.show;
    notice.sound = rule.sound;
    m_unseen.insert(notice.sessionName.isEmpty() ? notice.ticketId : notice.sessionName);
    emit attentionChanged(attention());
    emit noticed(notice);
}

void Notifier::tellWaiting(const SessionSummary &session)
{
    Notice notice;
    notice.kind = session.userProfile.vip ? NoticeKind::Vip : NoticeKind::Waiting;
    notice.title = session.userProfile.vip
                       ? tr("VIP %1 is waiting").arg(displaytext::isolated(nameOf(session)))
                       : tr("%1 is waiting").arg(displaytext::isolated(nameOf(session)));
    if (session.lastMessagePreview)
        notice.text = excerpt(session.lastMessagePreview->content);
    notice.sessionName = session.sessionName;
    tell(notice);
}

void Notifier::onSession(const SessionSummary &session)
{
    const QString &name = session.sessionName;
    if (session.status != SessionStatus::PendingManual) {
        m_waiting.remove(name);
        // Somebody took care of it.
        if (!session.assignedAgent || session.assignedAgent->id != m_desk.me().id)
            seen(name);
        return;
    }
    if (m_waiting.contains(name))
        return;
    m_waiting.insert(name);
    if (m_primed)
        tellWaiting(session);
}

void Notifier::onWaitingLoaded()
{
    QList<SessionSummary> fresh;
    const SessionListModel *list = m_desk.lists().list(Section::Waiting);
    for (int i = 0; i < list->rowCount(); ++i) {
        const SessionSummary &session = list->row(i)->session;
        if (session.status != SessionStatus::PendingManual ||
            m_waiting.contains(session.sessionName))
            continue;
        m_waiting.insert(session.sessionName);
        fresh.append(session);
    }
    // Who waited before the agent signed in stands in the list before his eyes.
    if (!std::exchange(m_primed, true))
        return;
    if (fresh.size() <= maxSingly) {
        for (const SessionSummary &session : std::as_const(fresh))
            tellWaiting(session);
        return;
    }
    Notice notice;
    notice.kind = NoticeKind::Waiting;
    notice.title = tr("%n customers are waiting", nullptr, static_cast<int>(fresh.size()));
    notice.sessionName = fresh.constFirst().sessionName;
    tell(notice);
}

void Notifier::onMessage(const QString &sessionName, const Message &message)
{
    if (message.role != MessageRole::User)
        return;
    const ListRow *row = m_desk.lists().find(sessionName);
    const bool mine = row && row->session.status == SessionStatus::ManualLive &&
                      row->session.assignedAgent &&
                      row->session.assignedAgent->id == m_desk.me().id;
    if (!mine || (m_chat.sessionName() == sessionName && m_chat.isWatching()))
        return;
    Notice notice;
    notice.kind = NoticeKind::Reply;
    notice.title = nameOf(row->session);
    notice.text = excerpt(message.content);
    notice.sessionName = sessionName;
    tell(notice);
}

void Notifier::onEvent(const AnyEvent &event)
{
    Notice notice;
    if (const auto *transfer = eventAs<TransferEvent>(event)) {
        if (transfer->type != eventtype::transferRequest ||
            transfer->toAgent.id != m_desk.me().id || transfer->status != TransferStatus::Pending)
            return;
        notice.kind = NoticeKind::Transfer;
        notice.title =
            tr("%1 hands you a chat").arg(displaytext::isolated(transfer->fromAgent.name));
        notice.text = excerpt(transfer->reason);
        notice.sessionName = transfer->sessionName;
    } else if (const auto *mention = eventAs<MentionEvent>(event)) {
        if (mention->from.id == m_desk.me().id)
            return;
        notice.kind = NoticeKind::Mention;
        notice.title = tr("%1 mentions you").arg(displaytext::isolated(mention->from.name));
        notice.text = excerpt(mention->content);
        notice.sessionName = mention->sessionName.value_or(QString());
        notice.ticketId = mention->ticketId.value_or(QString());
    } else if (const auto *sla = eventAs<TicketSlaEvent>(event)) {
        if (sla->slaStatus != SlaStatus::Warning && sla->slaStatus != SlaStatus::Breached)
            return;
        notice.kind = NoticeKind::Sla;
        notice.title = sla->slaStatus == SlaStatus::Warning ? kindName(NoticeKind::Sla)
                                                            : tr("A ticket missed its deadline");
        notice.ticketId = sla->ticketId;
    } else {
        return;
    }
    tell(notice);
}

} // namespace handoff
