#include "server/domain/session/notes.h"

#include "server/domain/session/mentions.h"
#include "server/store/session/notestore.h"
#include "server/store/session/sessionstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/limits.h"
#include "shared/core/ids.h"
#include "shared/text/displaytext.h"

namespace handoff::Notes {

namespace {

constexpr int listLimit = 200;

Result<QString> validContent(const std::optional<QString> &content)
{
    if (!content)
        return errors::validation(QStringLiteral("/content"), QStringLiteral("required"));
    const QString text = displaytext::trimmed(*content);
    if (text.isEmpty() || !displaytext::fits(text, limits::note))
        return errors::validation(QStringLiteral("/content"),
                                  QStringLiteral("1 to 2000 characters expected"));
    return text;
}

Result<SessionRow> session(Tx &tx, const QString &name)
{
    auto row = SessionStore::find(tx, name);
    if (!row)
        return errors::sessionNotFound();
    return std::move(*row);
}

/// The note, when this actor may change it.
Result<NoteRow> own(Tx &tx, const QString &sessionName, const QString &id, const Actor &actor)
{
    tx.hold(hold::session(sessionName));
    HANDOFF_TRY(const SessionRow row, session(tx, sessionName));
    auto note = NoteStore::find(tx, row.id, row.name, id);
    if (!note)
        return errors::noteNotFound();
    if (note->authorId != actor.agent.id && !actor.isAdmin())
        return errors::permissionDenied();
    return std::move(*note);
}

void tell(Tx &tx, const NoteRow &note, const Actor &author, const QList<Agent> &mentioned,
          const QStringList &before)
{
    MentionEvent event;
    event.source = QStringLiteral("note");
    event.sessionName = note.sessionName;
    event.content = note.content;
    Mentions::announce(tx, event, author, mentioned, before);
}

} // namespace

Result<QList<Note>> list(Tx &tx, const QString &sessionName)
{
    HANDOFF_TRY(const SessionRow row, session(tx, sessionName));
    QList<Note> notes;
    for (const NoteRow &note : NoteStore::ofSession(tx, row.id, row.name, listLimit))
        notes.append(note);
    return notes;
}

Result<Note> add(Tx &tx, const QString &sessionName, const NoteRequest &request, const Actor &actor)
{
    NoteRow note;
    HANDOFF_TRY(note.content, validContent(request.content));
    tx.hold(hold::session(sessionName));
    HANDOFF_TRY(const auto mentioned,
                Mentions::resolve(tx, request.mentions.value_or(QStringList())));
    HANDOFF_TRY(const SessionRow row, session(tx, sessionName));
    note.id = newId(u"note_");
    note.sessionId = row.id;
    note.sessionName = row.name;
    note.authorId = actor.agent.id;
    note.createdBy = actor.agent.username;
    note.createdByName = actor.agent.name;
    note.createdAt = tx.now();
    note.updatedAt = tx.now();
    note.mentions = request.mentions.value_or(QStringList());
    NoteStore::insert(tx, note);
    tell(tx, note, actor, mentioned, {});
    return Note(note);
}

Result<Note> change(Tx &tx, const QString &sessionName, const QString &id,
                    const NoteRequest &request, const Actor &actor)
{
    QString content;
    if (request.content) {
        HANDOFF_TRY(content, validContent(request.content));
    }
    HANDOFF_TRY(const auto mentioned,
                Mentions::resolve(tx, request.mentions.value_or(QStringList())));
    HANDOFF_TRY(NoteRow note, own(tx, sessionName, id, actor));
    const QStringList before = note.mentions;
    if (request.content)
        note.content = content;
    note.updatedAt = tx.now();
    if (request.mentions)
        note.mentions = *request.mentions;
    if (!NoteStore::save(tx, note))
        return tx.failure().value_or(errors::noteNotFound());
    tell(tx, note, actor, mentioned, before);
    return Note(note);
}

Result<void> remove(Tx &tx, const QString &sessionName, const QString &id, const Actor &actor)
{
    HANDOFF_TRY(const NoteRow note, own(tx, sessionName, id, actor));
    if (!NoteStore::remove(tx, note))
        return tx.failure().value_or(errors::noteNotFound());
    return {};
}

} // namespace handoff::Notes
