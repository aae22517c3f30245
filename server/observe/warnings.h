#pragma once

#include <QMap>
#include <QStringList>

namespace handoff {

/// What an operator should mend although the server runs: the newest text of each kind, named by
/// `GET /api/health`. Event loop.
class Warnings
{
public:
    /// `kind` is one of a few words; `text` holds nothing secret, anybody may read it.
    void add(const QString &kind, const QString &text) { m_texts.insert(kind, text); }
    QStringList texts() const { return m_texts.values(); }

private:
    QMap<QString, QString> m_texts;
};

} // namespace handoff
