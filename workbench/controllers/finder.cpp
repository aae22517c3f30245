#include "workbench/controllers/finder.h"

#include "shared/text/displaytext.h"
#include "shared/text/searchfold.h"
#include "workbench/api/sessionapi.h"
#include "workbench/api/ticketapi.h"
#include "workbench/controllers/deskcatalog.h"
#include "workbench/controllers/deskcontroller.h"
#include "workbench/models/customername.h"

#include <algorithm>

namespace handoff {

namespace {

constexpr int serverDelayMs = 200;
constexpr int maxRows = 8;        ///< of each kind: a list to pick from, not to read
constexpr int messagesRead = 200; ///< of a conversation, the newest; one question each
constexpr qsizetype excerptBefore = 24;

PaletteRow chatRow(const SessionSummary &session)
{
    PaletteRow row;
    row.kind = PaletteRow::Kind::Chat;
    row.id = session.sessionName;
    row.icon = session.userProfile.vip ? QStringLiteral("vip") : QStringLiteral("chat");
    row.title = customerName(session.userProfile.nickname, session.sessionName);
    if (session.lastMessagePreview)
        row.detail = displaytext::oneLine(session.lastMessagePreview->content);
    return row;
}

QString nameOf(const SessionSummary &session)
{
    return chatRow(session).title;
}

/// The line with the hit near its beginning: all of the text, or else its longest word.
QString excerpt(const QString &content, const QString &text)
{
    const QString line = displaytext::oneLine(content);
    const QString key = searchfold::key(text);
    auto hit = searchfold::find(line, key);
    if (!hit) {
        const QStringList words = key.split(u' ', Qt::SkipEmptyParts);
        hit =
            searchfold::find(line, *std::max_element(words.begin(), words.end(),
                                                     [](const QString &one, const QString &other) {
                                                         return one.size() < other.size();
                                                     }));
    }
    const qsizetype at = hit ? hit->start : -1;
    if (at <= excerptBefore)
        return line;
    auto from = line.lastIndexOf(u' ', at - excerptBefore / 2) + 1;
    if (from < at - excerptBefore)
        from = at - excerptBefore;
    if (line.at(from).isLowSurrogate())
        ++from;
    return u'…' + line.mid(from);
}

} // namespace

Finder::Finder(ApiClient &api, DeskController &desk, DeskCatalog &catalog, QObject *parent)
    : QObject(parent), m_api(api), m_desk(desk), m_catalog(catalog)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(serverDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &Finder::askServer);
    connect(&desk, &DeskController::stopped, this, [this] { find({}); });
}

void Finder::find(const QString &text, Scope scope)
{
    m_text = displaytext::trimmed(text);
    m_scope = scope;
    ++m_search;
    m_open = 0;
    for (QList<PaletteRow> *rows : {&m_chats, &m_messages, &m_tickets, &m_others})
        rows->clear();
    if (m_text.isEmpty()) {
        m_delay.stop();
    } else {
        findHere();
        m_delay.start();
    }
    tell();
}

void Finder::findHere()
{
    for (const Section section : allSections) {
        const SessionListModel *list = m_desk.lists().list(section);
        for (int i = 0; i < list->rowCount() && m_chats.size() < maxRows; ++i) {
            const SessionSummary &session = list->row(i)->session;
            const bool hit = PaletteModel::matches(nameOf(session), m_text) ||
                             PaletteModel::matches(session.sessionName, m_text);
            const PaletteRow row = chatRow(session);
            if (hit && !m_chats.contains(row))
                m_chats.append(row);
        }
    }
    if (m_scope == Scope::Names)
        return;
    const auto add = [this](PaletteRow::Kind kind, const QString &id, const char *icon,
                            const QString &title, const QString &detail) {
        const auto same = [kind](const PaletteRow &row) { return row.kind == kind; };
        if (std::count_if(m_others.cbegin(), m_others.cend(), same) < maxRows)
            m_others.append({kind, id, QString::fromLatin1(icon), title, detail, {}, {}});
    };
    for (const AvailableAgent &agent : m_catalog.agents()) {
        if (PaletteModel::matches(agent.name, m_text) ||
            PaletteModel::matches(agent.username, m_text))
            add(PaletteRow::Kind::Agent, agent.name, "user", agent.name, agent.username);
    }
    for (const QuickReply &reply : m_catalog.quickReplies()->all()) {
        if (PaletteModel::matches(reply.title + u' ' + reply.content, m_text))
            add(PaletteRow::Kind::Reply, reply.id, "bolt", reply.title,
                displaytext::oneLine(reply.content));
    }
}

/// An answer counts while nothing else is looked for; what is known stays when one fails.
template<typename T, typename F>
void Finder::ask(const Later<T> &later, F take)
{
    ++m_open;
    later.then(this, [this, take, search = m_search](const Result<T> &answer) {
        if (search != m_search)
            return;
        --m_open;
        if (answer)
            take(*answer);
        tell();
    });
}

void Finder::askServer()
{
    SessionQuery query;
    query.keyword = m_text;
    query.pageSize = maxRows;
    ask(SessionApi::list(m_api, query), [this](const SessionPage &page) {
        QList<SessionSummary> inTheirWords;
        for (const SessionSummary &session : page.items) {
            const bool byName = PaletteModel::matches(nameOf(session), m_text) ||
                                PaletteModel::matches(session.sessionName, m_text);
            const auto known = [&session](const PaletteRow &row) {
                return row.id == session.sessionName;
            };
            if (m_scope == Scope::Everything)
                inTheirWords.append(session);
            if ((byName || m_scope == Scope::Names) && m_chats.size() < maxRows &&
                std::none_of(m_chats.cbegin(), m_chats.cend(), known))
                m_chats.append(chatRow(session));
        }
        askMessages(inTheirWords);
    });
    askTickets();
}

/// The server names the conversations, not the place in them: it is looked for here.
void Finder::askMessages(const QList<SessionSummary> &sessions)
{
    for (const SessionSummary &session : sessions) {
        PaletteRow row = chatRow(session);
        row.kind = PaletteRow::Kind::Message;
        row.icon.clear(); // until it is read
        m_messages.append(row);
    }
    for (const SessionSummary &session : sessions)
        readMessages(session);
}

void Finder::readMessages(const SessionSummary &session)
{
    ask(SessionApi::messages(m_api, session.sessionName, {}, messagesRead),
        [this, session](const MessagePage &page) {
            const auto at =
                std::find_if(m_messages.begin(), m_messages.end(),
                             [&](const PaletteRow &row) { return row.id == session.sessionName; });
            if (at == m_messages.end())
                return;
            const auto hit = std::find_if(page.items.crbegin(), page.items.crend(),
                                          [this](const Message &message) {
                                              return PaletteModel::matches(message.content, m_text);
                                          });
            if (hit != page.items.crend()) {
                at->icon = QStringLiteral("chat");
                at->detail = excerpt(hit->content, m_text);
                return;
            }
            // Found by an address, a colleague's name, or something said long ago.
            *at = chatRow(session);
        });
}

void Finder::askTickets()
{
    TicketQuery query;
    query.keyword = m_text;
    ask(TicketApi::list(m_api, query, 1, maxRows), [this](const TicketPage &page) {
        for (const TicketSummary &ticket : page.items) {
            PaletteRow row;
            row.kind = PaletteRow::Kind::Ticket;
            row.id = ticket.ticketId;
            row.icon = QStringLiteral("ticket");
            row.title = ticket.ticketNumber;
            row.detail = ticket.title;
            m_tickets.append(row);
        }
    });
}

void Finder::tell()
{
    QList<PaletteRow> chats = m_chats;
    QList<PaletteRow> messages;
    for (const PaletteRow &row : std::as_const(m_messages)) { // in the server's order
        if (row.kind == PaletteRow::Kind::Message && !row.icon.isEmpty())
            messages.append(row);
        else if (row.kind == PaletteRow::Kind::Chat && !chats.contains(row))
            chats.append(row);
    }
    emit found(chats + messages + m_tickets + m_others);
}

} // namespace handoff
