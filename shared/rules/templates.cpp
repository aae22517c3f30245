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
constexpr QLatin1String ticketNumber{"{ticket_number}"};

const QRegularExpression &pattern()
{
    static const QRegularExpression re(QStringLiteral("\\{[\\p{L}_][\\p{L}\\p{N}_]*\\}"));
    return re;
}

} // namespace

QStringList variables(const QString &text)
{
    QStringList found;
    for (auto it = pattern().globalMatch(text); it.hasNext();) {
        const QString name = it.next().captured();
        if (!found.contains(name))
            found.append(name);
    }
    return found;
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
    QStringList names = variables(text);
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
    for (auto it = pattern().globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        out += QStringView(text).mid(done, match.capturedStart() - done);
        done = match.capturedEnd();
        const QString value = values.value(match.captured());
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
    for (auto it = pattern().globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const auto value = values.constFind(match.captured());
        if (value == values.cend())
            continue;
        out += QStringView(text).mid(done, match.capturedStart() - done);
        out += *value;
        done = match.capturedEnd();
    }
    return out + QStringView(text).mid(done);
}

} // namespace handoff::Templates
