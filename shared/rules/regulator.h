#pragma once

#include "shared/contract/session.h"

/// The rule engine that notices when the AI should not go on (api.md, Regulator). Pure: it decides,
/// the server acts.
namespace handoff::Regulator {

/// `REGULATOR_*` settings.
struct Policy
{
    QStringList keywords{QStringLiteral("人工"),     QStringLiteral("真人"),
                         QStringLiteral("客服"),     QStringLiteral("投诉"),
                         QStringLiteral("无法解决"), QStringLiteral("转人工"),
                         QStringLiteral("接人工")};
    QStringList failKeywords{QStringLiteral("抱歉"),     QStringLiteral("很抱歉"),
                             QStringLiteral("无法"),     QStringLiteral("不清楚"),
                             QStringLiteral("不太清楚"), QStringLiteral("无法回答"),
                             QStringLiteral("不能确定")};
    int failThreshold = 3;
    bool vipAutoEscalate = true;
};

/// One complete turn.
struct Input
{
    QString customerText;
    QString aiText;          ///< as far as it came
    bool cozeFailed = false; ///< no answer, or a broken one
    bool vip = false;
    bool vipEscalatedBefore = false; ///< once per session: a released VIP can come back to the AI
    int failCount = 0;               ///< before this turn
};

struct EscalationResult
{
    bool shouldEscalate = false;
    EscalationReason reason = EscalationReason::Manual;
    Severity severity = Severity::Low;
    QString details;
    int failCount = 0; ///< to be stored: after this turn, 0 when it escalates
};

/// Order VIP > keyword > failures; the first hit wins.
EscalationResult evaluate(const Policy &policy, const Input &input);

/// The configured words that stand in `text`, case-insensitively, in configured order.
QStringList hits(const QString &text, const QStringList &words);

/// What stands in `details` of evaluate(), for who says it in another language: the words hit in
/// one text, or the failures and their limit. Empty when the sentence is not of this rule.
QStringList factsOf(EscalationReason reason, const QString &details);

} // namespace handoff::Regulator
