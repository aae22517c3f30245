#pragma once

#include "workbench/app/workbenchapp.h"

namespace handoff::test {

/// Every word that the agent has typed into a chat, and where it is now: a draft, the outbox, the
/// server, or deleted by himself. GUI thread.
class Ledger : public QObject
{
public:
    enum class Place { Draft, NoteDraft, Outbox, Sent, Noted, Deleted };
    struct Word
    {
        QString token; ///< in no other word
        QString chat;
        Place place = Place::Draft;
        QString clientMessageId; ///< once it went to the outbox
    };

    /// Hears what becomes of the words in this program.
    void follow(WorkbenchApp &app);
    /// A word that nobody has typed yet.
    QString next();
    void typed(const QString &token, const QString &chat, Place place);
    /// The agent changed a draft on purpose: what is not in it any more is deleted.
    void edited(const QString &chat, Place place, const QString &text);

    /// Words that are not where they were last: lost. Empty: none.
    QString lost(WorkbenchApp &app) const;
    /// Words that wait: drafts and what is in the outbox.
    const QList<Word> &open() const { return m_open; }
    /// Words that are sent, stored as notes or deleted.
    const QList<Word> &closed() const { return m_closed; }

private:
    template<typename Is>
    void move(Is is, Place to, const QString &clientMessageId = {});

    QList<Word> m_open;
    QList<Word> m_closed;
    int m_count = 0;
};

} // namespace handoff::test
