#pragma once

#include <QTime>

#include <array>

namespace handoff {
class Preferences;

/// What the workbench tells about (workbench.md, Notifications).
enum class NoticeKind { Waiting, Vip, Reply, Transfer, Mention, Sla };
inline constexpr std::array allNoticeKinds{NoticeKind::Waiting, NoticeKind::Vip,
                                           NoticeKind::Reply,   NoticeKind::Transfer,
                                           NoticeKind::Mention, NoticeKind::Sla};

/// How one kind is told.
struct NoticeRule
{
    bool show = true;  ///< as a desktop notification
    bool sound = true; ///< with its sound
    bool operator==(const NoticeRule &) const = default;
};

/// The agent's choices per kind, and the hours in which nothing is shown or sounds. A plain value.
struct NotificationRules
{
    std::array<NoticeRule, allNoticeKinds.size()> kinds;
    bool quiet = false;
    QTime quietFrom{22, 0};
    QTime quietTo{8, 0}; ///< exclusive; before quietFrom: over midnight

    NoticeRule &of(NoticeKind kind) { return kinds[static_cast<size_t>(kind)]; }
    const NoticeRule &of(NoticeKind kind) const { return kinds[static_cast<size_t>(kind)]; }
    bool isQuiet(QTime now) const;
    /// The rule that holds at this time of the day.
    NoticeRule at(NoticeKind kind, QTime now) const;

    static NotificationRules load(const Preferences &preferences);
    void save(Preferences &preferences) const;

    bool operator==(const NotificationRules &) const = default;
};

} // namespace handoff
