#include "workbench/api/filetransfer.h"

#include <QCoreApplication>
#include <QMimeDatabase>

namespace handoff {

namespace {

constexpr int silenceMs = 60000; ///< without a single byte either way

Error fileError(const QString &what)
{
    return Error::plain(ErrorKind::Invalid, QStringLiteral("FILE_ERROR"), what);
}

} // namespace

FileTransfer::FileTransfer(ApiClient &api, const ApiRequest &request, const QString &file, bool up,
                           QObject *parent)
    : QObject(parent), m_api(api), m_request(request), m_file(file), m_up(up)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

FileTransfer::~FileTransfer()
{
    cancel();
}

FileTransfer *FileTransfer::upload(ApiClient &api, const ApiRequest &request, const QString &file,
                                   QObject *parent)
{
    auto *transfer = new FileTransfer(api, request, file, true, parent);
    transfer->m_source.setFileName(file);
    // The caller connects first.
    QMetaObject::invokeMethod(
        transfer, [transfer] { transfer->start(true); }, Qt::QueuedConnection);
    return transfer;
}

FileTransfer *FileTransfer::download(ApiClient &api, const ApiRequest &request, const QString &file,
                                     QObject *parent)
{
    auto *transfer = new FileTransfer(api, request, file, false, parent);
    QMetaObject::invokeMethod(
        transfer, [transfer] { transfer->start(true); }, Qt::QueuedConnection);
    return transfer;
}

void FileTransfer::cancel()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
    m_target.reset();
    deleteLater();
}

void FileTransfer::start(bool mayRefresh)
{
    if (m_up && !m_source.isOpen() && !m_source.open(QIODevice::ReadOnly)) {
        end(fileError(tr("The file cannot be read: %1").arg(m_source.errorString())));
        return;
    }
    QNetworkRequest network(m_api.url(m_request.path, m_request.query));
    network.setTransferTimeout(qMax(silenceMs, m_request.timeoutMs));
    const QString token = m_api.accessToken();
    network.setRawHeader("Authorization", QByteArray("Bearer " + token.toLatin1()));
    if (m_up) {
        m_source.seek(0);
        const QString type = QMimeDatabase().mimeTypeForFile(m_file).name();
        network.setHeader(QNetworkRequest::ContentTypeHeader, type);
        m_reply = m_network.sendCustomRequest(network, m_request.method, &m_source);
        connect(m_reply, &QNetworkReply::uploadProgress, this, &FileTransfer::progress);
    } else {
        m_target = std::make_unique<QSaveFile>(m_file);
        if (!m_target->open(QIODevice::WriteOnly)) {
            end(fileError(tr("The file cannot be written: %1").arg(m_target->errorString())));
            return;
        }
        m_refusal.clear();
        m_reply = m_network.sendCustomRequest(network, m_request.method, m_request.body);
        connect(m_reply, &QNetworkReply::downloadProgress, this, &FileTransfer::progress);
        connect(m_reply, &QNetworkReply::readyRead, this, [this] {
            const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            const QByteArray bytes = m_reply->readAll();
            if (status == 200)
                m_target->write(bytes);
            else
                m_refusal += bytes;
        });
    }
    m_api.guard(m_reply);
    connect(m_reply, &QNetworkReply::finished, this,
            [this, token, mayRefresh] { onFinished(token, mayRefresh); });
}

void FileTransfer::onFinished(const QString &token, bool mayRefresh)
{
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->deleteLater();
    HttpAnswer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.networkError = reply->error();
    answer.errorText = reply->errorString();
    answer.body = m_up && reply->isReadable() ? reply->readAll() : m_refusal;
    if (answer.status == 401 && mayRefresh) {
        if (token != m_api.accessToken()) { // another call renewed it meanwhile
            start(false);
            return;
        }
        m_api.refreshAccess().then(this, [this](const Result<void> &renewed) {
            if (renewed)
                start(false);
            else
                end(renewed.error());
        });
        return;
    }
    if (m_up || answer.status != 200) {
        end(readAnswer(answer));
        return;
    }
    if (answer.networkError != QNetworkReply::NoError) { // cut inside the file
        answer.status = 0;
        end(readAnswer(answer));
        return;
    }
    if (m_target->commit())
        end(QJsonObject());
    else
        end(fileError(tr("The file cannot be written: %1").arg(m_target->errorString())));
}

void FileTransfer::end(const Result<QJsonObject> &result)
{
    m_target.reset(); // what is not committed is gone
    if (result)
        emit done(*result);
    else
        emit failed(result.error());
    deleteLater();
}

} // namespace handoff
