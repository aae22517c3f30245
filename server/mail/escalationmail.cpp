#include "server/mail/escalationmail.h"

#include <QDateTime>
#include <QUrl>

namespace handoff::mail {

namespace {

QString reasonText(EscalationReason reason)
{
    switch (reason) {
    case EscalationReason::Keyword:
        return QStringLiteral("命中关键词");
    case EscalationReason::FailLoop:
        return QStringLiteral("AI 连续失败");
    case EscalationReason::Vip:
        return QStringLiteral("VIP 用户");
    case EscalationReason::Sentiment:
        return QStringLiteral("用户情绪不满");
    case EscalationReason::Manual:
    case EscalationReason::Unknown:
        break;
    }
    return QStringLiteral("用户请求人工服务");
}

QString speaker(const Message &message)
{
    switch (message.role) {
    case MessageRole::User:
        return QStringLiteral("客户");
    case MessageRole::Assistant:
        return QStringLiteral("AI");
    case MessageRole::Agent:
        return message.agentName.value_or(QStringLiteral("客服"));
    default:
        return QStringLiteral("系统");
    }
}

QString clock(Timestamp at, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(at.ms, zone)
        .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString asHtml(const QString &text)
{
    return text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>\n"));
}

struct Fact
{
    QString name;
    QString value;
};

QList<Fact> factsOf(const EscalatedSession &mail, const Letterhead &letterhead)
{
    QList<Fact> facts{{QStringLiteral("会话"), mail.sessionName},
                      {QStringLiteral("客户"), mail.customer}};
    if (mail.escalation) {
        QString reason = reasonText(mail.escalation->reason);
        if (!mail.escalation->details.isEmpty())
            reason += QStringLiteral("（") + mail.escalation->details + QStringLiteral("）");
        facts.append({QStringLiteral("原因"), reason});
        facts.append({QStringLiteral("时间"), clock(mail.escalation->triggerAt, letterhead.zone)});
    }
    facts.append({QStringLiteral("发起"), mail.requestedBy});
    return facts;
}

/// The facts of a session, and where to find it.
void addFacts(Mail &out, const EscalatedSession &session, const Letterhead &letterhead)
{
    QString link = letterhead.sessionUrl;
    link.replace(QLatin1String("<session>"),
                 QString::fromLatin1(QUrl::toPercentEncoding(session.sessionName)));
    out.html += QStringLiteral("<table cellpadding=\"4\">\n");
    for (const Fact &fact : factsOf(session, letterhead)) {
        out.text += fact.name + QStringLiteral(": ") + fact.value + u'\n';
        out.html += QStringLiteral("<tr><th align=\"left\">") + asHtml(fact.name) +
                    QStringLiteral("</th><td>") + asHtml(fact.value) +
                    QStringLiteral("</td></tr>\n");
    }
    if (!link.isEmpty()) {
        out.text += QStringLiteral("链接: ") + link + u'\n';
        out.html += QStringLiteral("<tr><th align=\"left\">链接</th><td><a href=\"") +
                    asHtml(link) + QStringLiteral("\">") + asHtml(link) +
                    QStringLiteral("</a></td></tr>\n");
    }
    out.html += QStringLiteral("</table>\n");
}

void addHistory(Mail &out, const EscalationMail &mail, const Letterhead &letterhead)
{
    out.text += QStringLiteral("\n最近消息:\n");
    out.html += QStringLiteral("<h3>最近消息</h3>\n");
    for (const Message &message : mail.history) {
        const QString head = u'[' + clock(message.timestamp, letterhead.zone) +
                             QStringLiteral("] ") + speaker(message) + QStringLiteral(": ");
        out.text += head + message.content + u'\n';
        out.html += QStringLiteral("<p><b>") + asHtml(head) + QStringLiteral("</b>") +
                    asHtml(message.content) + QStringLiteral("</p>\n");
    }
}

} // namespace

Mail composed(const EscalationMail &mail, const Letterhead &letterhead)
{
    Mail out;
    out.messageId = mail.messageId;
    out.fromName = letterhead.fromName;
    out.from = letterhead.from;
    out.to = mail.to;
    out.date = mail.now;
    out.subject =
        mail.others.isEmpty()
            ? QStringLiteral("[Handoff] 客户需要人工服务: ") + mail.sessionName
            : QStringLiteral("[Handoff] %1 位客户需要人工服务").arg(mail.others.size() + 1);
    out.html =
        QStringLiteral("<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"></head>"
                       "<body>\n");
    addFacts(out, mail, letterhead);
    for (const EscalatedSession &other : mail.others) {
        out.text += u'\n';
        addFacts(out, other, letterhead);
    }
    if (mail.others.isEmpty())
        addHistory(out, mail, letterhead);
    out.html += QStringLiteral("</body></html>\n");
    return out;
}

} // namespace handoff::mail
