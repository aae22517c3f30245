#pragma once

#include <QSet>
#include <QSettings>
#include <QString>
#include <QUrl>
#include <QVariant>

namespace handoff {

/// One remembered place to sign in.
struct ServerProfile
{
    QUrl server;
    QString username;
    bool staySignedIn = false; ///< a refresh token may be in the keychain
    bool operator==(const ServerProfile &) const = default;
};

/// What this computer remembers between runs (QSettings). Never a password, never a token.
class Preferences
{
public:
    /// `file`: an ini file for tests; empty: the user's own settings.
    explicit Preferences(const QString &file = {});

    /// Last used first.
    QList<ServerProfile> profiles() const;
    /// Adds it or moves it to the front.
    void remember(const ServerProfile &profile);
    void forget(const ServerProfile &profile);

    QString language() const; ///< `zh_CN`, `en`; empty: the system's
    void setLanguage(const QString &language);
    QString theme() const; ///< `light`, `dark`; empty: the system's
    void setTheme(const QString &theme);
    /// Size of all text in percent of the type scale, 90 to 200.
    int fontPercent() const;
    void setFontPercent(int percent);
    /// Lower rows in the lists.
    bool compact() const;
    void setCompact(bool on);
    /// True: Enter sends and Shift+Enter breaks the line; false: Ctrl+Enter sends.
    bool enterSends() const;
    void setEnterSends(bool on);
    /// SHA-256 of certificates that the administrator of this computer vouches for, lower-case hex.
    /// Only read: `pinned_certificates` in the settings, the computer's (/etc/xdg/Handoff/
    /// Workbench.conf) or the user's, as `openssl x509 -fingerprint -sha256` writes them.
    QSet<QByteArray> pinnedCertificates() const;
    /// Geometry, splitter states and other values of the views, by object name.
    QByteArray viewState(const QString &name) const;
    void setViewState(const QString &name, const QByteArray &state);
    QVariant value(const QString &key, const QVariant &fallback = {}) const;
    void setValue(const QString &key, const QVariant &value);

private:
    std::unique_ptr<QSettings> m_settings;
};

} // namespace handoff
