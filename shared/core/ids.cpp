#include "shared/core/ids.h"

#include <QRandomGenerator>
#include <QUuid>

namespace handoff {

QString newId(QStringView prefix, int digits)
{
    static constexpr char16_t hex[] = u"0123456789abcdef";
    QString id;
    id.reserve(prefix.size() + digits);
    id.append(prefix);
    quint64 bits = 0;
    for (int i = 0; i < digits; ++i) {
        if (i % 16 == 0)
            bits = QRandomGenerator::system()->generate64();
        id.append(QChar(hex[bits & 0xf]));
        bits >>= 4;
    }
    return id;
}

QString newUuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace handoff
