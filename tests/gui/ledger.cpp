#include "tests/gui/ledger.h"

#include "workbench/ui/conversations/chatpane.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/conversationsroom.h"

namespace handoff::test {

template<typename Is>
void Ledger::move(Is is, Place to, const QString &clientMessageId)
{
    for (Word &word : m_open) {
        if (!is(word))
            continue;
        word.place = to;
        if (!clientMessageId.isEmpty())
            word.clientMessageId = clientMessageId;
    }
    const auto isClosed = [](const Word &word) {
        return word.place == Place::Sent || word.place == Place::Noted ||
               word.place == Place::Deleted;
    };
    std::copy_if(m_open.begin(), m_open.end(), std::back_inserter(m_closed), isClosed);
    m_open.removeIf(isClosed);
}

void Ledger::follow(WorkbenchApp &app)
{
    connect(&app.outbox(), &Outbox::queued, this, [this](const OutboxItem &item) {
        move(
            [&item](const Word &word) {
                return word.place == Place::Draft && word.chat == item.sessionName &&
                       item.content.contains(word.token);
            },
            Place::Outbox, item.clientMessageId);
    });
    const auto ends = [this](Place to) {
        return [this, to](const QString &, const QString &clientMessageId) {
            move(
                [&](const Word &word) {
                    return word.place == Place::Outbox && word.clientMessageId == clientMessageId;
                },
                to);
        };
    };
    connect(&app.outbox(), &Outbox::sent, this, ends(Place::Sent));
    connect(&app.outbox(), &Outbox::discarded, this, ends(Place::Deleted));
    connect(&app.context(), &ContextController::noteAdded, this,
            [this](const QString &chat, const QString &content) {
                move(
                    [&](const Word &word) {
                        return word.place == Place::NoteDraft && word.chat == chat &&
                               content.contains(word.token);
                    },
                    Place::Noted);
            });
}

QString Ledger::next()
{
    return QStringLiteral("w%1z").arg(++m_count);
}

void Ledger::typed(const QString &token, const QString &chat, Place place)
{
    m_open.append({token, chat, place, {}});
}

void Ledger::edited(const QString &chat, Place place, const QString &text)
{
    move(
        [&](const Word &word) {
            return word.chat == chat && word.place == place && !text.contains(word.token);
        },
        Place::Deleted);
}

QString Ledger::lost(WorkbenchApp &app) const
{
    const QString chat = app.chat().sessionName();
    const Composer *composer = app.window().desk()->conversations()->chatPane()->composer();
    QStringList lost;
    for (const Word &word : m_open) {
        const bool isShown = word.chat == chat;
        bool found = true;
        switch (word.place) {
        case Place::Draft:
            found = app.drafts().text(word.chat).contains(word.token) &&
                    (!isShown || composer->text().contains(word.token));
            break;
        case Place::NoteDraft:
            found = app.drafts().note(word.chat).contains(word.token) &&
                    (!isShown || composer->noteText().contains(word.token));
            break;
        default: {
            const auto items = app.outbox().items(word.chat);
            found = std::any_of(items.begin(), items.end(), [&](const OutboxItem &item) {
                return item.content.contains(word.token);
            });
        }
        }
        if (!found)
            lost.append(QStringLiteral("%1 of %2 is not in its %3")
                            .arg(word.token, word.chat,
                                 word.place == Place::Draft       ? QStringLiteral("draft")
                                 : word.place == Place::NoteDraft ? QStringLiteral("note")
                                                                  : QStringLiteral("outbox")));
    }
    return lost.join(u'\n');
}

} // namespace handoff::test
