#pragma once

#include "server/mail/mime.h"
#include "shared/contract/session.h"

#include <QTimeZone>

namespace handoff::mail {

/// What the staff is told about a session that wants a human.
struct EscalationMail
{
    QString messageId; ///< with its angle brackets
    QStringList to;
    QString sessionName;
    QString customer; ///< nickname
    std::optional<Escalation> escalation;
    QString requestedBy;    ///< username, `customer` or `regulator`
    QList<Message> history; ///< newest messages, oldest first
    Timestamp now;
};

/// How mails of this desk look.
struct Letterhead
{
    QString fromName;
    QString from;       ///< an address
    QString sessionUrl; ///< `<session>` is replaced by the session's name; empty: no link
    QTimeZone zone{"Asia/Shanghai"};
};

/// Subject, text and HTML in Chinese, the language of the desk. What people and the AI wrote is
/// text in both: nothing of it becomes HTML.
Mail composed(const EscalationMail &mail, const Letterhead &letterhead);

} // namespace handoff::mail
