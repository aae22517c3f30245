#include "workbench/ui/common/textformat.h"

#include "shared/contract/errors.h"
#include "shared/text/displaytext.h"
#include "workbench/api/apierror.h"
#include "workbench/models/sessionlistmodel.h"
#include "workbench/ui/common/errorwords.h"
#include "workbench/ui/common/theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace handoff::text {

namespace {

/// Context "Text" for translators.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Text)
};

QString between(const QString &text, QChar open, QChar close)
{
    const auto from = text.indexOf(open);
    const auto to = text.lastIndexOf(close);
    return from < 0 || to < from ? Text::tr("A colleague") : text.mid(from + 1, to - from - 1);
}

QDateTime local(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.ms);
}

} // namespace

QString statusName(SessionStatus status)
{
    switch (status) {
    case SessionStatus::BotActive:
        return Text::tr("AI is handling");
    case SessionStatus::PendingManual:
        return Text::tr("Waiting");
    case SessionStatus::ManualLive:
        return Text::tr("With an agent");
    case SessionStatus::AfterHoursEmail:
        return Text::tr("After hours");
    case SessionStatus::Closed:
        return Text::tr("Closed");
    case SessionStatus::Unknown:
        break;
    }
    return Text::tr("Unknown");
}

QString statusIcon(SessionStatus status)
{
    switch (status) {
    case SessionStatus::BotActive:
        return QStringLiteral("ai");
    case SessionStatus::PendingManual:
        return QStringLiteral("waiting");
    case SessionStatus::ManualLive:
        return QStringLiteral("headset");
    case SessionStatus::AfterHoursEmail:
        return QStringLiteral("moon");
    case SessionStatus::Closed:
        return QStringLiteral("closed");
    case SessionStatus::Unknown:
        break;
    }
    return QStringLiteral("info");
}

Token statusToken(SessionStatus status)
{
    switch (status) {
    case SessionStatus::PendingManual:
        return Token::Warn;
    case SessionStatus::ManualLive:
        return Token::Ok;
    case SessionStatus::BotActive:
        return Token::Brand;
    default:
        return Token::Muted;
    }
}

QString reasonName(EscalationReason reason)
{
    switch (reason) {
    case EscalationReason::Keyword:
        return Text::tr("Keyword");
    case EscalationReason::FailLoop:
        return Text::tr("AI failed repeatedly");
    case EscalationReason::Vip:
        return Text::tr("VIP customer");
    case EscalationReason::Manual:
        return Text::tr("Customer asked for a person");
    case EscalationReason::Sentiment:
        return Text::tr("Unhappy customer");
    case EscalationReason::Unknown:
        break;
    }
    return Text::tr("Unknown");
}

QString changeReason(const QString &reason)
{
    const struct
    {
        QLatin1String wire;
        QString text;
    } names[] = {
        {QLatin1String("keyword"), Text::tr("Keyword")},
        {QLatin1String("fail_loop"), Text::tr("AI failed repeatedly")},
        {QLatin1String("vip"), Text::tr("VIP customer")},
        {QLatin1String("sentiment"), Text::tr("Unhappy customer")},
        {QLatin1String("manual"), Text::tr("Customer asked for a person")},
        {QLatin1String("manual_request"), Text::tr("Customer asked for a person")},
        {QLatin1String("agent_takeover"), Text::tr("Taken over")},
        {QLatin1String("released"), Text::tr("Released to the AI")},
        {QLatin1String("resolved"), Text::tr("Resolved")},
        {QLatin1String("transferred"), Text::tr("Transferred")},
        {QLatin1String("agent_lost"), Text::tr("Agent lost connection")},
        {QLatin1String("requeued"), Text::tr("Returned to the queue")},
        {QLatin1String("cancelled"), Text::tr("Wait cancelled")},
        {QLatin1String("after_hours"), Text::tr("Outside working hours")},
        {QLatin1String("closed"), Text::tr("Closed")},
        {QLatin1String("reopened"), Text::tr("Customer wrote again")},
    };
    for (const auto &name : names) {
        if (reason == name.wire)
            return name.text;
    }
    return reason;
}

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Low:
        return Text::tr("Low");
    case Severity::Medium:
        return Text::tr("Medium");
    case Severity::High:
        return Text::tr("High");
    case Severity::Unknown:
        break;
    }
    return Text::tr("Unknown");
}

Token presenceToken(AgentPresence presence)
{
    switch (presence) {
    case AgentPresence::Online:
        return Token::Ok;
    case AgentPresence::Busy:
        return Token::Warn;
    default:
        return Token::Muted;
    }
}

QString sectionName(Section section)
{
    switch (section) {
    case Section::Waiting:
        return Text::tr("Waiting");
    case Section::Mine:
        return Text::tr("Mine");
    case Section::Ai:
        return Text::tr("AI is handling");
    case Section::AfterHours:
        return Text::tr("After hours");
    case Section::All:
        break;
    }
    return Text::tr("All");
}

QString sectionIcon(Section section)
{
    switch (section) {
    case Section::Waiting:
        return QStringLiteral("waiting");
    case Section::Mine:
        return QStringLiteral("headset");
    case Section::Ai:
        return QStringLiteral("ai");
    case Section::AfterHours:
        return QStringLiteral("moon");
    case Section::All:
        break;
    }
    return QStringLiteral("all");
}

QString relativeTime(Timestamp time, Timestamp now)
{
    if (time.ms <= 0)
        return {};
    const qint64 seconds = now.msSince(time) / 1000;
    if (seconds < 60)
        return Text::tr("now");
    if (seconds < 3600)
        return Text::tr("%1 min").arg(seconds / 60);
    const QDateTime then = local(time);
    const QDate today = local(now).date();
    if (then.date() == today)
        return clock(time);
    if (then.date().addDays(1) == today)
        return Text::tr("Yesterday");
    if (then.date().year() == today.year())
        return QLocale().toString(then.date(), Text::tr("d MMM", "date format, this year"));
    return QLocale().toString(then.date(), Text::tr("d MMM yyyy", "date format, another year"));
}

QString clock(Timestamp time)
{
    return local(time).toString(QStringLiteral("HH:mm"));
}

QString clockSeconds(Timestamp time)
{
    return local(time).toString(QStringLiteral("HH:mm:ss"));
}

QString day(const QDate &date)
{
    const QDate today = QDate::currentDate();
    if (date == today)
        return Text::tr("Today");
    if (date.addDays(1) == today)
        return Text::tr("Yesterday");
    if (date.year() == today.year())
        return QLocale().toString(date, Text::tr("dddd, d MMMM", "date format of a day separator"));
    return QLocale().toString(date, Text::tr("d MMMM yyyy", "date format of an old day separator"));
}

QString dateTime(Timestamp time)
{
    const QDateTime then = local(time);
    if (then.date() == QDate::currentDate())
        return clock(time);
    return QLocale().toString(then, Text::tr("d MMM, HH:mm", "date and time format"));
}

QString stamp(Timestamp time)
{
    return local(time).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString languageName(const QString &code)
{
    const QLocale locale(code);
    return locale.language() == QLocale::C
               ? code
               : QStringLiteral("%1 (%2)").arg(locale.nativeLanguageName(), code);
}

QString wait(qint64 seconds)
{
    seconds = qMax<qint64>(0, seconds);
    if (seconds < 3600)
        return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    if (seconds < 48 * 3600)
        return Text::tr("%1 h %2 min")
            .arg(seconds / 3600)
            .arg(seconds % 3600 / 60, 2, 10, QLatin1Char('0'));
    return Text::tr("%1 days").arg(seconds / 86400);
}

QString count(qint64 number)
{
    return number > 99 ? QStringLiteral("99+") : QString::number(number);
}

QString error(const Error &error)
{
    if (error.code == clienterror::unreachable)
        return Text::tr("The server cannot be reached. Check the address and your network.");
    if (error.code == clienterror::timedOut)
        return Text::tr("The server did not answer in time.");
    if (error.code == clienterror::tls)
        return Text::tr("The server's certificate is not trusted, so nothing was sent. %1")
            .arg(error.message)
            .trimmed();
    if (error.code == clienterror::notHandoff)
        return Text::tr("There is no Handoff server at this address.");
    if (error.code == clienterror::badAnswer)
        return Text::tr("The server's answer could not be read.");
    if (error.code == clienterror::proxy)
        return Text::tr("The server is being restarted or is overloaded. Try again in a moment.");
    if (error.code == clienterror::signedOut)
        return Text::tr("You are signed out.");
    if (error.code == clienterror::tooOld)
        return Text::tr("This workbench is too old for the server. Install version %1 or newer.")
            .arg(error.message);
    // The server speaks to all clients in one language, agents read theirs.
    if (error.code == errors::loginThrottled(0).code) {
        if (error.retryAfterSeconds > 0)
            return Text::tr("Too many failed attempts. Try again in %n minute(s).", nullptr,
                            (error.retryAfterSeconds + 59) / 60);
        return Text::tr("Too many failed attempts. Try again later.");
    }
    if (error.code == errors::alreadyTaken({}).code)
        return Text::tr("%1 has already taken this conversation.")
            .arg(displaytext::isolated(between(error.message, u'【', u'】')));
    if (const QString words = errorWords(error.code); !words.isEmpty())
        return words;
    return error.message.isEmpty() ? Text::tr("Something went wrong.") : error.message;
}

QString refusal(const QString &message)
{
    if (message == errors::notInManualLive().message ||
        message == errors::permissionDenied().message)
        return Text::tr("this conversation is no longer yours");
    return message;
}

} // namespace handoff::text
