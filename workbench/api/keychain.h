#pragma once

#include "shared/core/later.h"

#include <QObject>

namespace handoff {

/// The operating system's keychain, where the refresh token lives. GUI thread, asynchronous.
class Keychain : public QObject
{
    Q_OBJECT

public:
    /// `service` names our entries; tests use their own.
    explicit Keychain(const QString &service = QStringLiteral("handoff-workbench"),
                      QObject *parent = nullptr);

    /// Finds out whether a keychain answers: error() says why not. Ask once at start.
    Later<void> probe();
    Later<void> store(const QString &key, const QString &secret);
    /// Error of kind NotFound when there is no such entry.
    Later<QString> read(const QString &key);
    Later<void> remove(const QString &key);

    /// Key of the refresh token of a user on a server.
    static QString keyFor(const QString &server, const QString &username);

private:
    QString m_service;
};

} // namespace handoff
