#include "workbench/controllers/contextcontroller.h"

#include "shared/rules/accountrules.h"
#include "shared/text/searchfold.h"
#include "workbench/api/catalogapi.h"
#include "workbench/api/noteapi.h"
#include "workbench/api/sessionapi.h"
#include "workbench/api/ticketapi.h"

namespace handoff {

namespace {
constexpr int notesDelayMs = 1500;
} // namespace

ContextController::ContextController(ApiClient &api, DeskController &desk, ChatController &chat,
                                     DeskCatalog &catalog, QObject *parent)
    : QObject(parent), m_api(api), m_desk(desk), m_chat(chat), m_catalog(catalog)
{
    m_notesTimer.setSingleShot(true);
    m_notesTimer.setInterval(notesDelayMs);
    connect(&m_notesTimer, &QTimer::timeout, &m_notesRefresh, &Refresh::want);
    connect(&chat, &ChatController::opened, this, &ContextController::opened);
    connect(&desk, &DeskController::caughtUp, this, [this] {
        if (m_chat.isOpen())
            askAll();
    });
    connect(&desk, &DeskController::sessionChanged, this, [this](const SessionSummary &session) {
        if (session.sessionName != m_chat.sessionName())
            return;
        if (!m_notesTimer.isActive())
            m_notesTimer.start();
        const QString known = m_ticket ? m_ticket->ticketId : QString();
        if (session.ticketId && *session.ticketId != known)
            m_ticketRefresh.want();
    });
    connect(&desk, &DeskController::event, this, &ContextController::onEvent);
}

bool ContextController::mayChange(const Note &note) const
{
    return note.createdBy == m_desk.me().username || m_desk.me().role == AgentRole::Admin;
}

void ContextController::opened()
{
    ++m_opening;
    m_notes.clear();
    m_ticket.reset();
    m_busy.clear();
    m_notesTimer.stop();
    m_notesFailed = m_ticketFailed = false;
    for (Refresh *each : {&m_notesRefresh, &m_ticketRefresh})
        each->cancel();
    emit changed();
    if (m_chat.isOpen())
        askAll();
}

void ContextController::askAll()
{
    m_notesRefresh.restart();
    m_ticketRefresh.restart();
}

void ContextController::setBusy(Task task, bool busy)
{
    if (busy)
        m_busy.insert(static_cast<int>(task));
    else
        m_busy.remove(static_cast<int>(task));
    emit changed();
}

template<typename T, typename F>
void ContextController::await(Task task, const Later<T> &later, F good)
{
    setBusy(task, true);
    later.then(this, [this, task, good, opening = m_opening](const Result<T> &answer) {
        if (opening != m_opening)
            return;
        setBusy(task, false);
        if (!answer) {
            emit failed(task, answer.error());
            return;
        }
        if constexpr (std::is_void_v<T>)
            good();
        else
            good(*answer);
        emit done(task);
    });
}

// ---- notes --------------------------------------------------------------------------------------

void ContextController::loadNotes()
{
    m_notesRefresh.await(NoteApi::list(m_api, m_chat.sessionName()),
                         [this](const Result<QList<Note>> &notes) {
                             if (notes)
                                 setNotes(*notes);
                             loadEnded(Task::Note, m_notesFailed, notes ? nullptr : &notes.error());
                         });
}

/// My change is there, and a list that was made before it may still be on its way.
void ContextController::notesEdited(const QList<Note> &notes)
{
    setNotes(notes);
    if (m_notesRefresh.isAsking())
        m_notesRefresh.want();
}

void ContextController::setNotes(const QList<Note> &notes)
{
    if (m_notes == notes)
        return;
    m_notes = notes;
    m_chat.transcript()->setNotes(notes);
    emit changed();
}

QStringList ContextController::mentionsIn(const QString &content) const
{
    QSet<QString> known;
    for (const AvailableAgent &agent : m_catalog.agents())
        known.insert(searchfold::folded(agent.username));
    QStringList names = AccountRules::mentionsIn(content);
    names.removeIf([&](const QString &name) { return !known.contains(searchfold::folded(name)); });
    return names;
}

void ContextController::addNote(const QString &content)
{
    if (!m_chat.isOpen() || isBusy(Task::Note))
        return;
    const QString name = m_chat.sessionName();
    setBusy(Task::Note, true);
    NoteApi::add(m_api, name, {content, mentionsIn(content)})
        .then(this, [this, name, content, opening = m_opening](const Result<Note> &note) {
            if (note)
                emit noteAdded(name, content);
            if (opening != m_opening)
                return;
            setBusy(Task::Note, false);
            if (!note) {
                emit failed(Task::Note, note.error());
                return;
            }
            QList<Note> notes = m_notes;
            notes.removeIf([&](const Note &n) { return n.id == note->id; });
            notes.append(*note);
            notesEdited(notes);
            emit done(Task::Note);
        });
}

void ContextController::editNote(const QString &id, const QString &content)
{
    await(Task::Note,
          NoteApi::edit(m_api, m_chat.sessionName(), id, {content, mentionsIn(content)}),
          [this](const Note &changed) {
              QList<Note> notes = m_notes;
              for (Note &note : notes) {
                  if (note.id == changed.id)
                      note = changed;
              }
              notesEdited(notes);
          });
}

void ContextController::removeNote(const QString &id)
{
    await(Task::Note, NoteApi::remove(m_api, m_chat.sessionName(), id), [this, id] {
        QList<Note> notes = m_notes;
        notes.removeIf([&](const Note &note) { return note.id == id; });
        notesEdited(notes);
    });
}

// ---- tags ---------------------------------------------------------------------------------------

/// Of two changes the answers may come in any order: each brings its own label only.
void ContextController::tagAnswered(const QString &sessionName, const QString &tagId,
                                    const SessionTags &answer)
{
    if (!m_chat.session())
        return;
    QList<SessionTag> labels = m_chat.session()->tags;
    labels.removeIf([&](const SessionTag &tag) { return tag.id == tagId; });
    for (const AppliedTag &tag : answer.tags) {
        if (tag.id == tagId)
            labels.append({tag.id, tag.name, tag.color});
    }
    m_chat.setTags(sessionName, labels);
}

void ContextController::addTag(const QString &tagId)
{
    if (!m_chat.isOpen())
        return;
    const QString name = m_chat.sessionName();
    await(Task::Tag, CatalogApi::addTag(m_api, name, tagId),
          [this, name, tagId](const SessionTags &tags) { tagAnswered(name, tagId, tags); });
}

void ContextController::removeTag(const QString &tagId)
{
    if (!m_chat.session())
        return;
    const QString name = m_chat.sessionName();
    await(Task::Tag, CatalogApi::removeTag(m_api, name, tagId), [this, name, tagId] {
        QList<SessionTag> tags = m_chat.session() ? m_chat.session()->tags : QList<SessionTag>();
        tags.removeIf([&](const SessionTag &tag) { return tag.id == tagId; });
        m_chat.setTags(name, tags);
    });
}

void ContextController::createTag(const QString &tagName, const QString &color)
{
    await(Task::Tag, CatalogApi::createTag(m_api, {tagName, color, {}}), [this](const Tag &tag) {
        m_catalog.addTag(tag);
        addTag(tag.id);
    });
}

// ---- profile and ticket -------------------------------------------------------------------------

void ContextController::saveProfile(const ProfilePatch &patch)
{
    await(Task::Profile, SessionApi::patchProfile(m_api, m_chat.sessionName(), patch),
          [this](const SessionState &state) { m_chat.takeState(state); });
}

void ContextController::loadTicket()
{
    m_ticketRefresh.await(SessionApi::ticket(m_api, m_chat.sessionName()),
                          [this](const Result<std::optional<Ticket>> &ticket) {
                              if (ticket) {
                                  m_ticket = *ticket;
                                  emit changed();
                              }
                              loadEnded(Task::Ticket, m_ticketFailed,
                                        ticket ? nullptr : &ticket.error());
                          });
}

/// A failure is said once, and taken back when its repetition is answered.
void ContextController::loadEnded(Task task, bool &said, const Error *error)
{
    if (!error) {
        if (std::exchange(said, false))
            emit recovered();
    } else if (!std::exchange(said, true)) {
        emit failed(task, *error);
    }
}

void ContextController::createTicket(const CreateTicketRequest &request)
{
    await(Task::Ticket, TicketApi::create(m_api, request), [this](const Ticket &ticket) {
        m_ticket = ticket;
        if (m_ticketRefresh.isAsking())
            m_ticketRefresh.want();
        emit changed();
    });
}

void ContextController::onEvent(const AnyEvent &event)
{
    if (!m_chat.isOpen())
        return;
    if (const auto *updated = eventAs<TicketUpdatedEvent>(event)) {
        if (updated->ticket.sessionId == m_chat.sessionName())
            m_ticketRefresh.want();
    } else if (const auto *mention = eventAs<MentionEvent>(event)) {
        if (mention->sessionName == m_chat.sessionName())
            m_notesRefresh.want();
    }
}

Templates::Values ContextController::variables() const
{
    Templates::Context context;
    if (const auto &session = m_chat.session()) {
        context.customerName = session->userProfile.nickname;
        context.customerEmail = session->userProfile.email.value_or(QString());
        context.customerCountry = session->userProfile.country;
    }
    context.agentName = m_desk.me().name;
    context.sessionName = m_chat.sessionName();
    context.ticketNumber = m_ticket ? m_ticket->ticketNumber : QString();
    context.now = m_desk.serverNow();
    context.zone = QTimeZone::systemTimeZone();
    return Templates::values(context);
}

} // namespace handoff
