#pragma once

#include <QByteArrayView>

namespace handoff {

/// Compares secrets without leaving at the first difference; only the length may show.
inline bool equalConstantTime(QByteArrayView a, QByteArrayView b)
{
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (qsizetype i = 0; i < qMin(a.size(), b.size()); ++i)
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    return difference == 0;
}

} // namespace handoff
