#include "workbench/api/keychain.h"

#include <qt6keychain/keychain.h>

namespace handoff {

namespace {

/// Runs a job; `read` makes the result from the finished job.
template<typename T, typename Read>
Later<T> run(QKeychain::Job *job, Read read)
{
    LaterSource<T> source;
    job->setInsecureFallback(false); // without a keychain there is no "stay signed in"
    QObject::connect(job, &QKeychain::Job::finished, job,
                     [source, read](QKeychain::Job *done) mutable { source.resolve(read(done)); });
    job->start();
    return source.later();
}

Error keychainError(const QKeychain::Job *job)
{
    const bool missing = job->error() == QKeychain::EntryNotFound;
    return Error::plain(missing ? ErrorKind::NotFound : ErrorKind::Unavailable,
                        QStringLiteral("KEYCHAIN"), job->errorString());
}

Result<void> finished(const QKeychain::Job *job)
{
    if (job->error() != QKeychain::NoError)
        return keychainError(job);
    return {};
}

} // namespace

Keychain::Keychain(const QString &service, QObject *parent) : QObject(parent), m_service(service) {}

Later<void> Keychain::probe()
{
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(QStringLiteral("probe"));
    return run<void>(job, [](const QKeychain::Job *done) -> Result<void> {
        if (done->error() == QKeychain::EntryNotFound)
            return {}; // it answered
        return finished(done);
    });
}

Later<void> Keychain::store(const QString &key, const QString &secret)
{
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(key);
    job->setTextData(secret);
    return run<void>(job, finished);
}

Later<QString> Keychain::read(const QString &key)
{
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(key);
    return run<QString>(job, [job](const QKeychain::Job *done) -> Result<QString> {
        if (done->error() != QKeychain::NoError)
            return keychainError(done);
        return job->textData();
    });
}

Later<void> Keychain::remove(const QString &key)
{
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    job->setKey(key);
    return run<void>(job, finished);
}

QString Keychain::keyFor(const QString &server, const QString &username)
{
    return username + u'@' + server;
}

} // namespace handoff
