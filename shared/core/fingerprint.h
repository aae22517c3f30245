#pragma once

#include <QByteArray>
#include <QString>

namespace handoff {

/// 16 bytes that stand for a text in tables which live in memory: however long the text is that a
/// client sent, the table's key is short.
QByteArray fingerprint(const QString &text);

} // namespace handoff
