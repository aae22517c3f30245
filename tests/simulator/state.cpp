#include "tests/simulator/state.h"

#include "shared/core/ids.h"

namespace handoff::sim {

namespace {
constexpr qint64 kFirstNumber = 7'570'000'000'000'000'007;
constexpr qsizetype kMaxJournal = 20'000; // a bench must not eat the machine
} // namespace

State::State()
    // Ids go on growing over a restart of the program: an old one is unknown, never someone else's.
    : m_lastNumber(kFirstNumber + Timestamp::now().ms % 10'000'000'000 * 1'000'000)
{
}

void State::reset()
{
    m_desk.forgetIds();
    m_tokens.clear();
    m_conversations.clear();
    m_journal.clear();
}

QString State::issueToken(const App &app, const QString &sessionName, Timestamp expiresAt)
{
    const QString value = newId(u"czs_", 48);
    m_tokens.insert(value, {app, sessionName, expiresAt});
    return value;
}

const Token *State::token(const QString &value, Timestamp now) const
{
    const auto it = m_tokens.constFind(value);
    return it != m_tokens.cend() && now < it->expiresAt ? &*it : nullptr;
}

void State::revokeSession(const QString &sessionName)
{
    m_tokens.removeIf([&](const auto &it) {
        return sessionName.isEmpty() || it.value().sessionName == sessionName;
    });
}

Conversation &State::createConversation(const Token &token, Timestamp now)
{
    Conversation c;
    c.id = newNumber();
    c.sectionId = newNumber();
    c.clientId = token.app.clientId;
    c.sessionName = token.sessionName;
    c.createdAt = now.ms / 1000;
    return *m_conversations.insert(c.id, c);
}

Conversation &State::defaultConversation(const Token &token, Timestamp now)
{
    for (Conversation &c : m_conversations) {
        if (c.shared && c.clientId == token.app.clientId)
            return c;
    }
    Conversation &c = createConversation(token, now);
    c.shared = true;
    return c;
}

Conversation *State::conversation(const QString &id)
{
    const auto it = m_conversations.find(id);
    return it == m_conversations.end() ? nullptr : &*it;
}

void State::write(const JournalEntry &entry)
{
    if (m_journal.size() >= kMaxJournal)
        m_journal.removeFirst();
    m_journal.append(entry);
}

} // namespace handoff::sim
