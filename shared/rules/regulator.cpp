#include "shared/rules/regulator.h"

namespace handoff::Regulator {

QStringList hits(const QString &text, const QStringList &words)
{
    QStringList found;
    for (const QString &word : words) {
        if (!word.isEmpty() && text.contains(word, Qt::CaseInsensitive))
            found.append(word);
    }
    return found;
}

EscalationResult evaluate(const Policy &policy, const Input &input)
{
    if (policy.vipAutoEscalate && input.vip && !input.vipEscalatedBefore)
        return {true, EscalationReason::Vip, Severity::High, QStringLiteral("VIP 用户,自动转人工"),
                0};

    const QStringList keywords = hits(input.customerText, policy.keywords);
    if (!keywords.isEmpty()) {
        return {true, EscalationReason::Keyword, Severity::High,
                QString(QStringLiteral("命中关键词: ") + keywords.join(QStringLiteral(", "))), 0};
    }

    const bool failed = input.cozeFailed || input.aiText.trimmed().isEmpty() ||
                        !hits(input.aiText, policy.failKeywords).isEmpty();
    const int count = failed ? input.failCount + 1 : 0;
    if (count >= policy.failThreshold) {
        return {
            true, EscalationReason::FailLoop, Severity::Low,
            QStringLiteral("AI 连续失败 %1 次,已达阈值 %2").arg(count).arg(policy.failThreshold),
            0};
    }
    EscalationResult stay;
    stay.failCount = count;
    return stay;
}

} // namespace handoff::Regulator
