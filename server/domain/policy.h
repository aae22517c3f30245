#pragma once

#include "shared/contract/limits.h"
#include "shared/contract/sessionlist.h"
#include "shared/rules/regulator.h"
#include "shared/rules/shift.h"

#include <QStringList>

namespace handoff {

/// Texts that the system writes into the history; `<name>`, `<old>`, `<new>` and `<error>` are
/// replaced (api.md, State machine).
struct SystemTexts
{
    QString takenOver = QStringLiteral("客服【<name>】已接入，正在为您服务");
    QString released = QStringLiteral("人工结束，AI 已接管");
    QString transferred = QStringLiteral("会话已从【<old>】转接至【<new>】");
    QString agentLost = QStringLiteral("客服暂时离线，正在为您重新安排人工客服");
    QString afterHours = QStringLiteral("当前为非工作时间，您的问题已邮件转交客服，我们会尽快回复");
    /// The same when there is no mail to send: it must not claim one.
    QString afterHoursNoMail =
        QStringLiteral("当前为非工作时间，您的问题已记录，客服上班后会尽快回复");
    /// The mail that afterHours has promised could not be sent.
    QString afterHoursMailFailed =
        QStringLiteral("很抱歉，您的问题未能通过邮件转交，但已记录，客服上班后会尽快回复");
    QString closed = QStringLiteral("会话已结束，如需帮助请继续留言");
    QString waitEnded = QStringLiteral("暂时没有空闲的客服，AI 将继续为您服务");
    QString customerLeft = ///< seen by agents only
        QStringLiteral("客户已开始新的对话，不会再看到此处的消息");
    /// Instead of an answer without a word.
    QString noAnswer = QStringLiteral(
        "抱歉，我暂时没有找到答案。您可以换个说法再问一次，或者回复“人工”由同事来帮您。");
    QString aiFailed = QStringLiteral("AI 未能回答：<error>");      ///< seen by agents only
    QString turnAbandoned = QStringLiteral("服务中断，回答未完成"); ///< an `<error>` of it
};

/// Mail to the staff; without recipients or a mail server there is none.
struct MailPolicy
{
    QStringList recipients;                       ///< EMAIL_RECIPIENTS
    QString domain = QStringLiteral("localhost"); ///< right side of Message-ID
    int digestSeconds = 60; ///< EMAIL_DIGEST_SECONDS; 0: each escalation has its own mail
    bool hasServer = true;  ///< SMTP_HOST is set
    bool configured() const { return hasServer && !recipients.isEmpty(); }
};

/// The configured values that use cases obey; made once at start and passed by reference.
struct DeskPolicy
{
    Regulator::Policy regulator;
    Shift::Policy shift;
    QStringList urgentKeywords{QStringLiteral("投诉"), QStringLiteral("退款"),
                               QStringLiteral("质量问题"), QStringLiteral("差评"),
                               QStringLiteral("赔偿")};
    SystemTexts texts;
    MailPolicy mail;
    int historyLimit = 50;                  ///< messages in SessionState
    int maxMessageLength = limits::message; ///< characters
    int queueMaxPerClient = 50;             ///< QUEUE_MAX_PER_ADDRESS; 0: no limit
    int longestTurnSeconds = 360; ///< no AI turn takes longer (coze.md, Failures), storing included
    int idleCloseHours = 24;      ///< SESSION_IDLE_CLOSE_HOURS
    int retentionDays = 0;        ///< RETENTION_DAYS; 0: for ever
    int agentOfflineSeconds = 90; ///< AGENT_OFFLINE_SECONDS
    int agentLostGraceSeconds = 120; ///< AGENT_LOST_GRACE_SECONDS
    int transferAcceptSeconds = 60;  ///< TRANSFER_ACCEPT_SECONDS
};

} // namespace handoff
