#include "shared/rules/templates.h"

#include "shared/rules/customernames.h"

#include <QDateTime>
#include <QRegularExpression>

namespace handoff::Templates {

namespace {

constexpr QLatin1String customerName{"{customer_name}"};
constexpr QLatin1String customerEmail{"{customer_email}"};
constexpr QLatin1String customerCountry{"{customer_country}"};
constexpr QLatin1String agentName{"{agent_name}"};
constexpr QLatin1String currentDate{"{current_date}"};
constexpr QLatin1String currentTime{"{current_time}"};
constexpr QLatin1String sessionName{"{session_name}"};

/// A variable, its name captured without braces and blanks.
const QRegularExpression &pattern()
{
    static const QRegularExpression re(
        QStringLiteral("\\{[\\h\\p{Cf}]*([\\p{L}_][\\p{L}\\p{N}_]*)[\\h\\p{Cf}]*\\}"));
    return re;
}

/// What was meant for one: words with a letter in them, without the punctuation of a sentence.
const QRegularExpression &meant()
{
    static const QRegularExpression re(
        QStringLiteral("[{｛](?=[^{}｛｝]*[\\p{L}_])"
                       "[\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd}\\p{Cf}\\h.$]+[}｝]"));
    return re;
}

QList<Place> find(const QString &text, const QRegularExpression &what)
{
    QList<Place> found;
    for (auto it = what.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const auto variable = pattern().match(match.captured());
        found.append(
            {match.capturedStart(), match.capturedLength(),
             variable.hasMatch() ? QString(u'{' + variable.captured(1) + u'}') : match.captured()});
    }
    return found;
}

QStringList namesIn(const QList<Place> &places)
{
    QStringList names;
    for (const Place &place : places) {
        if (!names.contains(place.name))
            names.append(place.name);
    }
    return names;
}

} // namespace

QList<Place> places(const QString &text)
{
    return find(text, pattern());
}

QStringList variables(const QString &text)
{
    return namesIn(places(text));
}

QStringList known()
{
    return {customerName, customerEmail, customerCountry, agentName,
            currentDate,  currentTime,   sessionName,     ticketNumber};
}

Values values(const Context &context)
{
    const bool nameless = CustomerNames::isNameless(context.customerName);
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(context.now.ms, context.zone);
    Values out{
        {customerName, nameless ? QStringLiteral("尊敬的客户") : context.customerName},
        {agentName, context.agentName.isEmpty() ? QStringLiteral("客服") : context.agentName},
        {currentDate, local.toString(QStringLiteral("yyyy-MM-dd"))},
        {currentTime, local.toString(QStringLiteral("HH:mm"))},
    };
    const auto put = [&out](QLatin1String name, const QString &value) {
        if (!value.isEmpty())
            out.insert(name, value);
    };
    put(customerEmail, context.customerEmail);
    put(customerCountry, context.customerCountry);
    put(sessionName, context.sessionName);
    put(ticketNumber, context.ticketNumber);
    return out;
}

QStringList unknown(const QString &text, bool inQueue)
{
    QStringList names = namesIn(find(text, meant()));
    names.removeIf([&](const QString &name) {
        return known().contains(name) ||
               (inQueue && (name == queuePosition || name == estimatedWaitTime));
    });
    return names;
}

QString fillOrLeaveOut(const QString &text, const Values &values)
{
    const auto isBlank = [](QChar c) { return c.isSpace() && c != u'\n'; };
    QString out;
    qsizetype done = 0;
    for (const Place &place : find(text, meant())) {
        out += QStringView(text).mid(done, place.start - done);
        done = place.start + place.length;
        const QString value = values.value(place.name);
        if (!value.isEmpty())
            out += value;
        else if (!out.isEmpty() && isBlank(out.back()))
            out.chop(1);
        else if ((out.isEmpty() || out.back() == u'\n') && done < text.size() &&
                 isBlank(text.at(done)))
            ++done;
    }
    return out + QStringView(text).mid(done);
}

QString fill(const QString &text, const Values &values)
{
    QString out;
    qsizetype done = 0;
    for (const Place &place : places(text)) {
        const auto value = values.constFind(place.name);
        if (value == values.cend())
            continue;
        out += QStringView(text).mid(done, place.start - done);
        out += *value;
        done = place.start + place.length;
    }
    return out + QStringView(text).mid(done);
}

} // namespace handoff::Templates
