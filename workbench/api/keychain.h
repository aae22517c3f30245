#pragma once

#include "shared/core/result.h"

#include <QFuture>
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
    QFuture<Result<void>> probe();
    QFuture<Result<void>> store(const QString &key, const QString &secret);
    /// Error of kind NotFound when there is no such entry.
    QFuture<Result<QString>> read(const QString &key);
    QFuture<Result<void>> remove(const QString &key);

    /// Key of the refresh token of a user on a server.
    static QString keyFor(const QString &server, const QString &username);

private:
    QString m_service;
};

} // namespace handoff
