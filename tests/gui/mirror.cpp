#include "tests/gui/mirror.h"

#include "shared/contract/note.h"
#include "shared/contract/sessionlist.h"
#include "shared/contract/ticket.h"
#include "tests/gui/life.h"

#include <QJsonArray>
#include <QUrl>

namespace handoff::test {

namespace {

QByteArray encoded(const QString &name)
{
    return QUrl::toPercentEncoding(name);
}

/// What one row says; it gets urgent by waiting, without a word of the server.
QString line(const SessionSummary &s, PriorityLevel level)
{
    QStringList tags;
    for (const SessionTag &tag : s.tags)
        tags.append(tag.name);
    return QStringLiteral("%1 v%2 %3 %4 %5 unread %6 [%7] %8")
               .arg(s.sessionName)
               .arg(s.version)
               .arg(json::enumName(s.status), s.assignedAgent ? s.assignedAgent->name : QString(),
                    s.userProfile.nickname + (s.userProfile.vip ? u" VIP" : u""))
               .arg(s.unread)
               .arg(tags.join(u','),
                    s.lastMessagePreview ? s.lastMessagePreview->content : QString()) +
           QStringLiteral(" p%1 t%2 u%3")
               .arg(int(level))
               .arg(s.escalation ? s.escalation->triggerAt.ms : 0)
               .arg(s.updatedAt.ms);
}

QString line(const Message &m)
{
    return m.id + u' ' + m.content.left(40);
}

QString line(const TicketSummary &t)
{
    return QStringLiteral("%1 v%2 %3").arg(t.ticketNumber).arg(t.version).arg(t.title);
}

/// The first line in which they differ.
QString compared(const QString &what, const QStringList &shown, const QStringList &stored)
{
    for (qsizetype i = 0; i < qMax(shown.size(), stored.size()); ++i) {
        const QString here = i < shown.size() ? shown.at(i) : QStringLiteral("nothing");
        const QString there = i < stored.size() ? stored.at(i) : QStringLiteral("nothing");
        if (here != there)
            return QStringLiteral("%1, row %2\n  window: %3\n  server: %4")
                .arg(what)
                .arg(i)
                .arg(here, there);
    }
    return {};
}

QByteArray queryOf(Section section)
{
    switch (section) {
    case Section::Waiting:
        return "status=pending_manual";
    case Section::Mine:
        return "status=manual_live&agent=mine";
    case Section::Ai:
        return "status=bot_active";
    case Section::AfterHours:
        return "status=after_hours_email";
    case Section::All:
        break;
    }
    return "status=all";
}

} // namespace

template<typename T>
std::optional<T> Mirror::ask(const QByteArray &path)
{
    const Answer answer = m_http.get(path);
    const auto read = json::fromJson<T>(answer.json().value(u"data"), json::Mode::Lenient);
    return answer.status == 200 && read ? std::optional<T>(*read) : std::nullopt;
}

QString Mirror::difference(WorkbenchApp &app)
{
    const Agent &me = app.desk().me();
    m_http.setToken(m_server.tokenFor(me.id, me.username, me.role));
    for (const Section section : allSections) {
        if (const QString wrong = listDifference(app, section); !wrong.isEmpty())
            return wrong;
    }
    const QString chat = chatDifference(app);
    return chat.isEmpty() ? ticketsDifference(app) : chat;
}

QString Mirror::listDifference(WorkbenchApp &app, Section section)
{
    const auto page =
        ask<SessionPage>("/api/sessions?page_size=100&sort=default&" + queryOf(section));
    const QString name = QStringLiteral("section %1").arg(static_cast<int>(section));
    if (!page)
        return name + QStringLiteral(" is not told");
    if (app.desk().lists().count(section) != page->total)
        return QStringLiteral("%1 counts %2, the server %3")
            .arg(name)
            .arg(app.desk().lists().count(section))
            .arg(page->total);
    const SessionListModel *list = app.desk().lists().list(section);
    if (!(list->rule().filter == SessionFilter()))
        return {};
    QStringList shown;
    for (int i = 0; i < list->rowCount(); ++i)
        shown.append(line(list->row(i)->session, list->rule().level(list->row(i)->session)));
    QStringList stored;
    for (const SessionSummary &session : page->items)
        stored.append(line(session, session.priority.level));
    if (section == Section::Waiting) { // in the queue's order, which another question tells
        const auto queue = ask<Queue>("/api/sessions/queue");
        QStringList names;
        for (const QueueEntry &entry : queue.value_or(Queue()).queue)
            names.append(entry.sessionName);
        std::sort(stored.begin(), stored.end(), [&names](const QString &a, const QString &b) {
            return names.indexOf(a.section(u' ', 0, 0)) < names.indexOf(b.section(u' ', 0, 0));
        });
    }
    return compared(name, shown, stored);
}

QString Mirror::chatDifference(WorkbenchApp &app)
{
    if (!app.chat().isOpen())
        return {};
    const QString name = app.chat().sessionName();
    const auto detail = ask<SessionDetail>("/api/sessions/" + encoded(name));
    if (!detail || !app.chat().session())
        return name + QStringLiteral(" is not told");
    const SessionState &here = *app.chat().session();
    const SessionState &there = detail->session;
    const auto facts = [](const SessionState &s) {
        QStringList all{json::enumName(s.status), s.assignedAgent ? s.assignedAgent->id : QString(),
                        s.userProfile.nickname, QStringLiteral("v%1").arg(s.version)};
        for (const SessionTag &tag : s.tags)
            all.append(tag.id);
        return all;
    };
    if (const QString wrong = compared(name, facts(here), facts(there)); !wrong.isEmpty())
        return wrong;
    if (app.chat().auditTrail() != detail->auditTrail)
        return name + QStringLiteral(": the audit trail is another");
    const TranscriptModel *transcript = app.chat().transcript();
    if (transcript->hasNewer())
        return {};
    QStringList shown;
    for (int i = 0; i < transcript->rowCount(); ++i) {
        const TranscriptRow *row = transcript->row(i);
        if (row->kind == RowKind::Message && row->state == SendState::Stored && !row->live)
            shown.append(line(row->message));
    }
    QStringList stored;
    for (const Message &message : there.history)
        stored.append(line(message));
    if (shown.size() > stored.size() && !transcript->hasOlder() && stored.size() < 50)
        return QStringLiteral("%1 shows %2 messages of %3")
            .arg(name)
            .arg(shown.size())
            .arg(stored.size());
    shown = shown.mid(qMax<qsizetype>(0, shown.size() - stored.size()));
    return compared(name, shown, stored);
}

/// The table, when it shows what it usually shows.
QString Mirror::ticketsDifference(WorkbenchApp &app)
{
    TicketsController &tickets = app.tickets();
    if (app.window().findChild<QWidget *>(QStringLiteral("ticketsRoom")) == nullptr ||
        !app.window().findChild<QWidget *>(QStringLiteral("ticketsRoom"))->isVisible() ||
        !(tickets.filter() == TicketsController::standing()))
        return {};
    const auto page = ask<TicketPage>("/api/tickets?open=true&page=1&page_size=100");
    if (!page)
        return QStringLiteral("the tickets are not told");
    if (tickets.total() != page->total)
        return QStringLiteral("%1 tickets, on the server %2").arg(tickets.total()).arg(page->total);
    // In any order: the agent may have sorted them.
    QStringList shown;
    for (const TicketSummary &ticket : tickets.table()->rows())
        shown.append(line(ticket));
    QStringList stored;
    for (const TicketSummary &ticket : page->items)
        stored.append(line(ticket));
    if (shown.size() != stored.size()) // more than one page
        return {};
    shown.sort();
    stored.sort();
    return compared(QStringLiteral("tickets"), shown, stored);
}

QStringList Mirror::messagesOf(const QByteArray &chat)
{
    QStringList texts;
    QByteArray before;
    for (;;) {
        const auto page = ask<MessagePage>("/api/sessions/" + chat + "/messages?limit=100" +
                                           (before.isEmpty() ? QByteArray() : "&before=" + before));
        if (!page || page->items.isEmpty())
            return texts;
        for (const Message &message : page->items) {
            if (message.role == MessageRole::Agent)
                texts.append(message.content);
        }
        if (!page->hasMore)
            return texts;
        before = encoded(page->items.first().id);
    }
}

QString Mirror::miscounted(const Ledger &ledger, WorkbenchApp &app)
{
    const Agent &me = app.desk().me();
    m_http.setToken(m_server.tokenFor(me.id, me.username, me.role));
    QHash<QString, QString> said;  ///< by chat, what all messages say
    QHash<QString, QString> noted; ///< the same of notes
    for (int i = 0; i < Life::chats; ++i) {
        const QString chat = Life::chatName(i);
        said.insert(chat, messagesOf(encoded(chat)).join(u'\n'));
        const auto notes = ask<QList<Note>>("/api/sessions/" + encoded(chat) + "/notes");
        QStringList texts;
        for (const Note &note : notes.value_or(QList<Note>()))
            texts.append(note.content);
        noted.insert(chat, texts.join(u'\n'));
    }
    QStringList wrong;
    const auto look = [&](const Ledger::Word &word) {
        using Place = Ledger::Place;
        qsizetype everywhere = 0;
        for (const QString &text : std::as_const(said))
            everywhere += text.count(word.token);
        const auto here = said.value(word.chat).count(word.token);
        const auto notes = noted.value(word.chat).count(word.token);
        // An outbox that was refused, or whose answer was lost, may be on the server.
        const bool isOutbox = word.place == Place::Outbox;
        const bool isSent = word.place == Place::Sent;
        if (here != everywhere || (isSent && here != 1) || (isOutbox && here > 1) ||
            (!isSent && !isOutbox && everywhere != 0) || (word.place == Place::Noted && notes == 0))
            wrong.append(QStringLiteral("%1 of %2 (place %3): %4 messages, %5 in other chats, %6 "
                                        "notes")
                             .arg(word.token, word.chat)
                             .arg(static_cast<int>(word.place))
                             .arg(here)
                             .arg(everywhere - here)
                             .arg(notes));
    };
    for (const Ledger::Word &word : ledger.open())
        look(word);
    for (const Ledger::Word &word : ledger.closed())
        look(word);
    return wrong.join(u'\n');
}

} // namespace handoff::test
