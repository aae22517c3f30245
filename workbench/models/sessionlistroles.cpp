#include "workbench/models/sessionlistmodel.h"

// What a row of SessionListModel shows.

namespace handoff {

QVariant SessionListModel::data(const QModelIndex &index, int role) const
{
    const ListRow *r = index.isValid() ? row(index.row()) : nullptr;
    if (!r)
        return {};
    const SessionSummary &s = r->session;
    const auto &preview = s.lastMessagePreview;
    switch (role) {
    case SessionNameRole:
        return s.sessionName;
    case Qt::DisplayRole:
    case NicknameRole:
        return s.userProfile.nickname;
    case VipRole:
        return s.userProfile.vip;
    case StatusRole:
        return static_cast<int>(s.status);
    case PreviewRole:
        return preview ? preview->content : QString();
    case PreviewSenderRole:
        return static_cast<int>(preview ? preview->role : MessageRole::Unknown);
    case TimeRole:
        return preview ? preview->timestamp.ms : s.updatedAt.ms;
    case WaitingSinceRole:
        return waitingSince(s).value_or(Timestamp()).ms;
    case WaitingSecondsRole:
        return waitingSeconds(*r);
    case UnreadRole:
        return s.unread;
    case OwnerIdRole:
        return s.assignedAgent ? s.assignedAgent->id : QString();
    case OwnerNameRole:
        return s.assignedAgent ? s.assignedAgent->name : QString();
    case MineRole:
        return isMine(s);
    case TagsRole: {
        QStringList tags;
        for (const SessionTag &tag : s.tags)
            tags.append(tag.name + u'\n' + tag.color);
        return tags;
    }
    case PriorityRole:
        return static_cast<int>(level(*r));
    case EscalationReasonRole:
        return static_cast<int>(s.escalation ? s.escalation->reason : EscalationReason::Unknown);
    case DraftRole:
        return r->draft;
    case TypingRole:
        return r->typing;
    case ViewersRole:
        return r->viewers;
    default:
        return {};
    }
}

QHash<int, QByteArray> SessionListModel::roleNames() const
{
    return {{Qt::DisplayRole, "display"},
            {SessionNameRole, "sessionName"},
            {NicknameRole, "nickname"},
            {VipRole, "vip"},
            {StatusRole, "status"},
            {PreviewRole, "preview"},
            {PreviewSenderRole, "previewSender"},
            {TimeRole, "time"},
            {WaitingSinceRole, "waitingSince"},
            {WaitingSecondsRole, "waitingSeconds"},
            {UnreadRole, "unread"},
            {OwnerIdRole, "ownerId"},
            {OwnerNameRole, "ownerName"},
            {MineRole, "mine"},
            {TagsRole, "tags"},
            {PriorityRole, "priority"},
            {EscalationReasonRole, "escalationReason"},
            {DraftRole, "draft"},
            {TypingRole, "typing"},
            {ViewersRole, "viewers"}};
}

} // namespace handoff
