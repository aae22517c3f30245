#pragma once

#include <QString>

namespace handoff::sim {

/// What the demo bot remembers about one conversation.
struct Memory
{
    QString name; ///< from `my name is X` / `我叫X`
};

/// The demo bot: a small e-bike shop's knowledge in Chinese and English (with the Markdown a model
/// would write), and the memory of a name. It answers in the language of the question and says
/// `抱歉，我不太清楚` when it knows nothing. Same question, same memory: same answer.
QString answerOf(const QString &question, Memory &memory);

} // namespace handoff::sim
