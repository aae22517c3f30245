#include "server/config/settingchecks.h"

#include <QHostAddress>
#include <QUrl>

namespace handoff::settingcheck {

namespace {

QString oneOf(const QString &value, std::initializer_list<const char *> allowed)
{
    QStringList names;
    for (const char *name : allowed) {
        if (value == QLatin1String(name))
            return {};
        names.append(QLatin1String(name));
    }
    return QStringLiteral("one of %1 expected").arg(names.join(u", "));
}

} // namespace

QString environmentName(const QString &value)
{
    return oneOf(value, {"development", "production"});
}
QString logLevelName(const QString &value)
{
    return oneOf(value, {"debug", "info", "warning", "critical"});
}
QString address(const QString &value)
{
    return QHostAddress(value).isNull() && value != u"localhost"
               ? QStringLiteral("an IP address expected")
               : QString();
}
QString addressOrNet(const QString &value)
{
    return QHostAddress(value).isNull() && QHostAddress::parseSubnet(value).first.isNull()
               ? QStringLiteral("an IP address or net (10.0.0.0/8) expected")
               : QString();
}
QString databaseUrl(const QString &value)
{
    if (value.isEmpty() || (value.startsWith(u"sqlite:") && value.size() > 7) ||
        value.startsWith(u"postgresql://") || value.startsWith(u"postgres://"))
        return {};
    return QStringLiteral("sqlite:<file> or postgresql://user:password@host:port/name expected");
}
QString httpUrl(const QString &value)
{
    const QUrl url(value);
    const bool good = url.isValid() && !url.host().isEmpty() &&
                      (url.scheme() == u"http" || url.scheme() == u"https");
    return good ? QString() : QStringLiteral("http:// or https:// URL expected");
}
QString httpUrlOrEmpty(const QString &value)
{
    return value.isEmpty() ? QString() : httpUrl(value);
}
QString origin(const QString &value)
{
    return value == u"*" ? QString() : httpUrl(value);
}
QString mailAddress(const QString &value)
{
    const qsizetype at = value.indexOf(u'@');
    return at > 0 && at < value.size() - 1 && !value.contains(u' ')
               ? QString()
               : QStringLiteral("mail addresses expected");
}
QString atLeast32(const QString &value)
{
    return value.isEmpty() || value.toUtf8().size() >= 32
               ? QString()
               : QStringLiteral("at least 32 characters expected");
}

} // namespace handoff::settingcheck
