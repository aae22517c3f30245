#include "shared/rules/regulator.h"

#include "shared/text/displaytext.h"

#include <QRegularExpression>

namespace handoff::Regulator {

namespace {
// The sentences of the contract (api.md, Regulator); factsOf() reads them again.
const QString vipSentence = QStringLiteral("VIP 用户,自动转人工");
const QString keywordSentence = QStringLiteral("命中关键词: ");
const QString failSentence = QStringLiteral("AI 连续失败 %1 次,已达阈值 %2");
} // namespace

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
        return {true, EscalationReason::Vip, Severity::High, vipSentence, 0};

    const QStringList keywords = hits(input.customerText, policy.keywords);
    if (!keywords.isEmpty()) {
        return {true, EscalationReason::Keyword, Severity::High,
                QString(keywordSentence + keywords.join(QStringLiteral(", "))), 0};
    }

    const bool failed = input.cozeFailed || displaytext::isBlank(input.aiText) ||
                        !hits(input.aiText, policy.failKeywords).isEmpty();
    const int count = failed ? input.failCount + 1 : 0;
    if (count >= policy.failThreshold) {
        return {true, EscalationReason::FailLoop, Severity::Low,
                failSentence.arg(count).arg(policy.failThreshold), 0};
    }
    EscalationResult stay;
    stay.failCount = count;
    return stay;
}

QStringList factsOf(EscalationReason reason, const QString &details)
{
    static const QRegularExpression failed(QRegularExpression::anchoredPattern(
        failSentence.arg(QStringLiteral("(\\d+)")).arg(QStringLiteral("(\\d+)"))));
    switch (reason) {
    case EscalationReason::Vip:
        return details == vipSentence ? QStringList{details} : QStringList();
    case EscalationReason::Keyword:
        return details.startsWith(keywordSentence)
                   ? QStringList{details.mid(keywordSentence.size())}
                   : QStringList();
    case EscalationReason::FailLoop:
        return failed.match(details).capturedTexts().mid(1);
    default:
        return {};
    }
}

} // namespace handoff::Regulator
