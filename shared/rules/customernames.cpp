#include "shared/rules/customernames.h"

#include "shared/contract/session.h"
#include "shared/text/displaytext.h"

#include <QCryptographicHash>

namespace handoff::CustomerNames {

bool isNameless(const QString &nickname)
{
    return displaytext::isBlank(nickname) || nickname == UserProfile().nickname;
}

QString markOf(const QString &sessionName)
{
    const QByteArray hash =
        QCryptographicHash::hash(sessionName.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.first(2).toHex().toUpper());
}

} // namespace handoff::CustomerNames
