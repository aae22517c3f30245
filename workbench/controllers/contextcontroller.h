#pragma once

#include "shared/contract/note.h"
#include "shared/contract/presence.h"
#include "shared/contract/ticketrequests.h"
#include "shared/rules/templates.h"
#include "workbench/controllers/chatcontroller.h"
#include "workbench/controllers/deskcatalog.h"

namespace handoff {

/// What belongs to the open chat beside its messages: notes, ticket, tags, the customer's profile.
/// GUI thread. Every answer is checked against the chat that is open when it comes.
class ContextController : public QObject
{
    Q_OBJECT

public:
    /// What waits for the server's answer.
    enum class Task { Note, Tag, Profile, Ticket };

    ContextController(ApiClient &api, DeskController &desk, ChatController &chat,
                      DeskCatalog &catalog, QObject *parent = nullptr);

    /// Oldest first.
    const QList<Note> &notes() const { return m_notes; }
    /// Mine, or I am an admin.
    bool mayChange(const Note &note) const;
    /// The newest ticket of the chat.
    const std::optional<Ticket> &ticket() const { return m_ticket; }
    bool isBusy(Task task) const { return m_busy.contains(static_cast<int>(task)); }

    /// `@username` in the text becomes a mention.
    void addNote(const QString &content);
    void editNote(const QString &id, const QString &content);
    void removeNote(const QString &id);

    void addTag(const QString &tagId);
    void removeTag(const QString &tagId);
    /// Makes a custom tag and puts it on the chat.
    void createTag(const QString &name, const QString &color);

    void saveProfile(const ProfilePatch &patch);
    void createTicket(const CreateTicketRequest &request);

    /// What the variables of quick replies stand for in this chat.
    Templates::Values variables() const;

signals:
    /// notes(), ticket() or isBusy() changed.
    void changed();
    void failed(handoff::ContextController::Task task, const handoff::Error &error);
    /// What could not be loaded is there now.
    void recovered();
    /// The server took it; `sessionName` may be another chat than the open one by now.
    void noteAdded(const QString &sessionName, const QString &content);
    void done(handoff::ContextController::Task task);

private:
    void opened();
    void askAll();
    void loadNotes();
    void loadTicket();
    void loadEnded(Task task, bool &said, const Error *error);
    void onEvent(const AnyEvent &event);
    void setNotes(const QList<Note> &notes);
    void notesEdited(const QList<Note> &notes);
    void setBusy(Task task, bool busy);
    /// Usernames behind `@` that are agents.
    QStringList mentionsIn(const QString &content) const;
    void tagAnswered(const QString &sessionName, const QString &tagId, const SessionTags &answer);
    /// Waits for an answer; `good` runs only while the same chat is open.
    template<typename T, typename F>
    void await(Task task, const Later<T> &later, F good);

    ApiClient &m_api;
    DeskController &m_desk;
    ChatController &m_chat;
    DeskCatalog &m_catalog;
    QList<Note> m_notes;
    std::optional<Ticket> m_ticket;
    QSet<int> m_busy;
    Refresh m_notesRefresh{[this] { loadNotes(); }};
    Refresh m_ticketRefresh{[this] { loadTicket(); }};
    bool m_notesFailed = false; ///< and said so
    bool m_ticketFailed = false;
    QTimer m_notesTimer; ///< no event tells of notes: asked again when the chat changes
    quint64 m_opening = 0;
};

} // namespace handoff
