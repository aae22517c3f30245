#pragma once

#include "workbench/api/apiclient.h"

#include <QFile>
#include <QSaveFile>

namespace handoff {

/// One file on its way to or from the server, streamed between disk and network and never held
/// whole in memory. Deletes itself after done() or failed(). GUI thread, never blocks.
class FileTransfer : public QObject
{
    Q_OBJECT

public:
    /// Sends `file` as the raw body of `request`, with the type its name and content suggest.
    static FileTransfer *upload(ApiClient &api, const ApiRequest &request, const QString &file,
                                QObject *parent);
    /// Writes the answer of `request` to `file`, which appears only when it is complete.
    static FileTransfer *download(ApiClient &api, const ApiRequest &request, const QString &file,
                                  QObject *parent);
    ~FileTransfer() override;

    /// Breaks it off; failed() is not sent any more.
    void cancel();
    const QString &file() const { return m_file; }

signals:
    /// `total` is -1 while it is not known. Bytes.
    void progress(qint64 done, qint64 total);
    /// Complete. `answer` is the JSON of an upload, empty for a download.
    void done(const QJsonObject &answer);
    void failed(const handoff::Error &error);

private:
    FileTransfer(ApiClient &api, const ApiRequest &request, const QString &file, bool up,
                 QObject *parent);
    void start(bool mayRefresh);
    void onFinished(const QString &token, bool mayRefresh);
    void end(const Result<QJsonObject> &result);

    ApiClient &m_api;
    ApiRequest m_request;
    QString m_file;
    bool m_up;
    QNetworkAccessManager m_network;
    QNetworkReply *m_reply = nullptr;
    QFile m_source;
    std::unique_ptr<QSaveFile> m_target;
    QByteArray m_refusal; ///< body of an answer that is no file
};

} // namespace handoff
