#include "workbench/controllers/preferences.h"

namespace handoff {

namespace {
constexpr int maxProfiles = 10;
constexpr int minFontPercent = 90;
constexpr int maxFontPercent = 200;
constexpr int sha256Bytes = 32;

bool samePlace(const ServerProfile &a, const ServerProfile &b)
{
    return a.server == b.server && a.username == b.username;
}

void write(QSettings &settings, const QList<ServerProfile> &profiles)
{
    settings.remove(QStringLiteral("profiles"));
    settings.beginWriteArray(QStringLiteral("profiles"), static_cast<int>(profiles.size()));
    for (int i = 0; i < profiles.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("server"), profiles.at(i).server.toString());
        settings.setValue(QStringLiteral("username"), profiles.at(i).username);
        settings.setValue(QStringLiteral("stay_signed_in"), profiles.at(i).staySignedIn);
    }
    settings.endArray();
}
} // namespace

Preferences::Preferences(const QString &file)
    : m_settings(file.isEmpty() ? std::make_unique<QSettings>(QStringLiteral("Handoff"),
                                                              QStringLiteral("Workbench"))
                                : std::make_unique<QSettings>(file, QSettings::IniFormat))
{
}

QList<ServerProfile> Preferences::profiles() const
{
    QList<ServerProfile> profiles;
    const int count = m_settings->beginReadArray(QStringLiteral("profiles"));
    for (int i = 0; i < count; ++i) {
        m_settings->setArrayIndex(i);
        profiles.append({QUrl(m_settings->value(QStringLiteral("server")).toString()),
                         m_settings->value(QStringLiteral("username")).toString(),
                         m_settings->value(QStringLiteral("stay_signed_in")).toBool()});
    }
    m_settings->endArray();
    return profiles;
}

void Preferences::remember(const ServerProfile &profile)
{
    QList<ServerProfile> all = profiles();
    all.removeIf([&](const ServerProfile &p) { return samePlace(p, profile); });
    all.prepend(profile);
    write(*m_settings, all.mid(0, maxProfiles));
}

void Preferences::forget(const ServerProfile &profile)
{
    QList<ServerProfile> all = profiles();
    all.removeIf([&](const ServerProfile &p) { return samePlace(p, profile); });
    write(*m_settings, all);
}

QString Preferences::language() const
{
    return value(QStringLiteral("language")).toString();
}

void Preferences::setLanguage(const QString &language)
{
    setValue(QStringLiteral("language"), language);
}

QString Preferences::theme() const
{
    return value(QStringLiteral("theme")).toString();
}

void Preferences::setTheme(const QString &theme)
{
    setValue(QStringLiteral("theme"), theme);
}

int Preferences::fontPercent() const
{
    return qBound(minFontPercent, value(QStringLiteral("font_percent"), 100).toInt(),
                  maxFontPercent);
}

void Preferences::setFontPercent(int percent)
{
    setValue(QStringLiteral("font_percent"), qBound(minFontPercent, percent, maxFontPercent));
}

bool Preferences::compact() const
{
    return value(QStringLiteral("compact"), false).toBool();
}

void Preferences::setCompact(bool on)
{
    setValue(QStringLiteral("compact"), on);
}

bool Preferences::enterSends() const
{
    return value(QStringLiteral("enter_sends"), true).toBool();
}

void Preferences::setEnterSends(bool on)
{
    setValue(QStringLiteral("enter_sends"), on);
}

QSet<QByteArray> Preferences::pinnedCertificates() const
{
    QSet<QByteArray> pins;
    const QStringList written = value(QStringLiteral("pinned_certificates")).toStringList();
    for (const QString &text : written) {
        const QByteArray print = QByteArray::fromHex(text.toLatin1()); // skips colons and blanks
        if (print.size() == sha256Bytes)
            pins.insert(print.toHex());
        else
            qWarning("pinned_certificates: not a SHA-256 fingerprint: %s", qPrintable(text));
    }
    return pins;
}

QByteArray Preferences::viewState(const QString &name) const
{
    return value(QStringLiteral("views/") + name).toByteArray();
}

void Preferences::setViewState(const QString &name, const QByteArray &state)
{
    setValue(QStringLiteral("views/") + name, state);
}

QVariant Preferences::value(const QString &key, const QVariant &fallback) const
{
    return m_settings->value(key, fallback);
}

void Preferences::setValue(const QString &key, const QVariant &value)
{
    m_settings->setValue(key, value);
}

} // namespace handoff
