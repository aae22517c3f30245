#pragma once

#include "server/mail/mime.h"
#include "shared/contract/session.h"

#include <QTimeZone>

namespace handoff::mail {

/// A session that wants a human.
struct EscalatedSession
{
    QString sessionName;
    QString customer; ///< nickname
    std::optional<Escalation> escalation;
    QString requestedBy; ///< username, `customer` or `regulator`
};

/// What the staff is told about it, and about others in the same mail.
struct EscalationMail : EscalatedSession
{
    QString messageId; ///< with its angle brackets
    QStringList to;
    QList<Message> history; ///< newest messages, oldest first
    QList<EscalatedSession> others{};
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

/// With others in it: the facts of all, without histories. Subject, text and HTML in Chinese, the
/// language of the desk. What people and the AI wrote is text in both: nothing of it becomes HTML.
Mail composed(const EscalationMail &mail, const Letterhead &letterhead);

} // namespace handoff::mail
