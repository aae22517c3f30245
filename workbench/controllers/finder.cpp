#include "workbench/controllers/finder.h"

#include "workbench/api/future.h"
#include "workbench/api/sessionapi.h"
#include "workbench/api/ticketapi.h"
#include "workbench/controllers/deskcontroller.h"

#include <algorithm>

namespace handoff {

namespace {

constexpr int serverDelayMs = 200;
constexpr int maxRows = 8; ///< of each kind: a list to pick from, not to read

PaletteRow chatRow(const SessionSummary &session)
{
    PaletteRow row;
    row.kind = PaletteRow::Kind::Chat;
    row.id = session.sessionName;
    row.icon = session.userProfile.vip ? QStringLiteral("vip") : QStringLiteral("chat");
    const QString &nickname = session.userProfile.nickname;
    row.title = nickname.isEmpty() ? session.sessionName : nickname;
    if (session.lastMessagePreview)
        row.detail = session.lastMessagePreview->content.simplified();
    return row;
}

} // namespace

Finder::Finder(ApiClient &api, DeskController &desk, QObject *parent)
    : QObject(parent), m_api(api), m_desk(desk)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(serverDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &Finder::askServer);
    connect(&desk, &DeskController::stopped, this, [this] { find({}); });
}

void Finder::find(const QString &text)
{
    m_text = text.trimmed();
    ++m_search;
    m_chats.clear();
    m_tickets.clear();
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
        const SessionListModel *list = m_desk.list(section);
        for (int i = 0; i < list->rowCount() && m_chats.size() < maxRows; ++i) {
            const SessionSummary &session = list->row(i)->session;
            const bool hit = PaletteModel::matches(session.userProfile.nickname, m_text) ||
                             PaletteModel::matches(session.sessionName, m_text);
            const PaletteRow row = chatRow(session);
            if (hit && !m_chats.contains(row))
                m_chats.append(row);
        }
    }
}

void Finder::askServer()
{
    const quint64 search = m_search;
    SessionQuery query;
    query.keyword = m_text;
    query.pageSize = maxRows;
    whenDone(SessionApi::list(m_api, query), this, [this, search](const Result<SessionPage> &page) {
        if (search != m_search || !page) // what is known here stays when it fails
            return;
        for (const SessionSummary &session : page->items) {
            const auto known = [&session](const PaletteRow &row) {
                return row.id == session.sessionName;
            };
            if (m_chats.size() < maxRows && std::none_of(m_chats.cbegin(), m_chats.cend(), known))
                m_chats.append(chatRow(session));
        }
        tell();
    });
    askTickets();
}

void Finder::askTickets()
{
    const quint64 search = m_search;
    TicketQuery query;
    query.keyword = m_text;
    whenDone(TicketApi::list(m_api, query, 1, maxRows), this,
             [this, search](const Result<TicketPage> &page) {
                 if (search != m_search || !page)
                     return;
                 for (const TicketSummary &ticket : page->items) {
                     PaletteRow row;
                     row.kind = PaletteRow::Kind::Ticket;
                     row.id = ticket.ticketId;
                     row.icon = QStringLiteral("ticket");
                     row.title = ticket.ticketNumber;
                     row.detail = ticket.title;
                     m_tickets.append(row);
                 }
                 tell();
             });
}

void Finder::tell()
{
    emit found(m_chats + m_tickets);
}

} // namespace handoff
