#pragma once

#include <QStringList>

/// How accounts may be called and what opens them: asked by the server and, before it, by every
/// form (api.md, Agents and accounts). Any thread.
namespace handoff::AccountRules {

constexpr int minPassword = 8; ///< characters
/// bcrypt reads no more than this many UTF-8 bytes; longer ones are refused instead of cut.
constexpr int maxPasswordBytes = 72;
constexpr int maxMentions = 50; ///< in one note or comment

/// 3 to 50 of letters, digits, `_`, `-` and `.`, the first a letter or digit.
bool isUsername(const QString &name);
/// At least 8 characters with a letter and a digit of any script, at most 72 bytes, no NUL.
bool isPassword(const QString &password);
/// The usernames after an at-sign, each once, `maxMentions` at most: an address of mail is none,
/// and the full stop after a name ends the sentence. Whether such an account exists the server
/// knows.
QStringList mentionsIn(const QString &text);

} // namespace handoff::AccountRules
