#include "shared/core/fingerprint.h"

#include <QCryptographicHash>

namespace handoff {

QByteArray fingerprint(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).left(16);
}

} // namespace handoff
