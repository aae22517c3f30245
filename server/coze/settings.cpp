#include "server/coze/settings.h"

#include <QFile>
#include <QUrl>

namespace handoff {

QStringList CozeSettings::missing() const
{
    QStringList names;
    const auto need = [&names](const QString &value, const char *name) {
        if (value.trimmed().isEmpty())
            names.append(QString::fromLatin1(name));
    };
    need(apiBase, "COZE_API_BASE");
    need(workflowId, "COZE_WORKFLOW_ID");
    need(appId, "COZE_APP_ID");
    need(clientId, "COZE_OAUTH_CLIENT_ID");
    need(publicKeyId, "COZE_OAUTH_PUBLIC_KEY_ID");
    if (privateKeyFile.trimmed().isEmpty())
        need(privateKey, "COZE_OAUTH_PRIVATE_KEY");
    return names;
}

QString CozeSettings::audience() const
{
    if (!jwtAudience.isEmpty())
        return jwtAudience;
    return QUrl(apiBase).authority(QUrl::FullyEncoded).section(u'@', -1);
}

Result<QByteArray> CozeSettings::privateKeyPem() const
{
    if (!privateKey.trimmed().isEmpty()) {
        QString text = privateKey;
        return text.replace(QStringLiteral("\\n"), QStringLiteral("\n")).toUtf8();
    }
    QFile file(privateKeyFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error::plain(ErrorKind::Internal, QStringLiteral("COZE_KEY"),
                            QStringLiteral("COZE_OAUTH_PRIVATE_KEY_FILE: ") + file.errorString());
    }
    return file.read(64 * 1024);
}

} // namespace handoff
