#include "server/store/session/notestore.h"

#include "server/store/sql.h"
#include "server/store/table.h"

#include <algorithm>

namespace handoff::NoteStore {

namespace {

const Table<NoteRow> &table()
{
    using C = Column<NoteRow>;
    using R = NoteRow;
    static const Table<NoteRow> table(
        "notes", {
                     C::fixed<&R::id>("id"),
                     C::fixed<&R::sessionId>("session_id"),
                     C::kept<&R::content>("content"),
                     C::fixed<&R::authorId>("author_id"),
                     C::fixed<&R::createdBy>("author_username"),
                     C::fixed<&R::createdByName>("author_name"),
                     {"mentions", C::Read | C::Insert | C::Update,
                      [](R &row, const Rows &rows, int column) {
                          row.mentions =
                              rows.value(column).toString().split(u',', Qt::SkipEmptyParts);
                      },
                      [](const R &row) -> QVariant { return row.mentions.join(u','); }},
                     C::fixed<&R::createdAt>("created_at"),
                     C::kept<&R::updatedAt>("updated_at"),
                 });
    return table;
}

QList<NoteRow> readAll(Tx &tx, const QString &rest, const QVariantList &parameters,
                       const QString &sessionName)
{
    QList<NoteRow> list = table().readAll(
        sql::run(tx, table().select(QStringLiteral("WHERE session_id = ? ") + rest), parameters));
    for (NoteRow &row : list)
        row.sessionName = sessionName;
    return list;
}

} // namespace

void insert(Tx &tx, const NoteRow &row)
{
    sql::run(tx, table().insertion(), table().inserted(row));
}

bool save(Tx &tx, const NoteRow &row)
{
    static const QString statement = QStringLiteral("UPDATE notes SET ") + table().assignments() +
                                     QStringLiteral(" WHERE id = ?");
    return sql::changed(tx, statement, table().updated(row) + QVariantList{row.id}) == 1;
}

bool remove(Tx &tx, const NoteRow &row)
{
    return sql::changed(tx, QStringLiteral("DELETE FROM notes WHERE id = ?"), {row.id}) == 1;
}

std::optional<NoteRow> find(Tx &tx, qint64 sessionId, const QString &sessionName, const QString &id)
{
    const auto list = readAll(tx, QStringLiteral("AND id = ?"), {sessionId, id}, sessionName);
    return list.isEmpty() ? std::nullopt : std::optional(list.constFirst());
}

QList<NoteRow> ofSession(Tx &tx, qint64 sessionId, const QString &sessionName, int limit)
{
    auto list =
        readAll(tx, QStringLiteral("ORDER BY n DESC LIMIT ?"), {sessionId, limit}, sessionName);
    std::reverse(list.begin(), list.end());
    return list;
}

} // namespace handoff::NoteStore
