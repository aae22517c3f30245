#pragma once

#include "workbench/models/sessionrow.h"

#include <array>

namespace handoff {

/// The sections of the conversation list.
enum class Section { Waiting, Mine, Ai, AfterHours, All };
inline constexpr std::array allSections{Section::Waiting, Section::Mine, Section::Ai,
                                        Section::AfterHours, Section::All};

/// What a list shows beside its section; the server filters by the same values.
struct SessionFilter
{
    QString keyword;
    QString tagId;
    bool vipOnly = false;
    QString sort; ///< empty: the section's own order; `newest`, `oldest` (created), `wait`

    bool operator==(const SessionFilter &) const = default;
};

/// Which sessions a section's list shows, and in which order: Waiting by VIP, level, longest wait;
/// the others last activity first.
struct SectionRule
{
    Section section;
    SessionFilter filter;
    QString me;    ///< whose sessions are "mine"; the agent's id
    Timestamp now; ///< the server's

    bool isMine(const SessionSummary &session) const;
    /// Whether the section holds such a session, without regard to the filter.
    bool belongs(const SessionSummary &session) const;
    /// Whether the filter lets it through. The server searches texts that are not here; a shown row
    /// was found by it and stays.
    bool passes(const SessionSummary &session, bool isShown) const;
    bool before(const SessionSummary &a, const SessionSummary &b) const;
    bool isByLevel() const { return section == Section::Waiting && filter.sort.isEmpty(); }
    PriorityLevel levelAt(const SessionSummary &session, Timestamp time) const;
    PriorityLevel level(const SessionSummary &session) const { return levelAt(session, now); }
    qint64 waitingSeconds(const SessionSummary &session) const;
};

} // namespace handoff
