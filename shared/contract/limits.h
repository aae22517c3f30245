#pragma once

/// The limits of limits.md that forms check before the server does: characters of texts unless said
/// otherwise, and how much a list takes at once. Those that only one program knows stand there.
namespace handoff::limits {

inline constexpr int message = 4000;
inline constexpr int note = 2000; ///< of a ticket: a comment
inline constexpr int quickReplyTitle = 100;
inline constexpr int quickReply = 2000;
inline constexpr int tagName = 20;
inline constexpr int ticketTitle = 200;
inline constexpr int autoReply = 1000;
inline constexpr int autoReplyKeywords = 50; ///< of one rule
inline constexpr int autoReplyDelay = 60;    ///< seconds
inline constexpr int agentName = 50;
inline constexpr int statusNote = 120;
inline constexpr int liveSessions = 20; ///< that one agent may be allowed
inline constexpr int reason = 200;      ///< of an escalation, a transfer
inline constexpr int transferNote = 500;

inline constexpr int page = 100; ///< rows
inline constexpr int bulk = 100; ///< tickets changed at once

} // namespace handoff::limits
