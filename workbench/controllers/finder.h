#pragma once

#include "shared/contract/sessionlist.h"
#include "workbench/api/apiclient.h"
#include "workbench/models/palettemodel.h"

#include <QTimer>

namespace handoff {
class DeskCatalog;
class DeskController;

/// Finds chats, messages, tickets, colleagues and quick replies: what is known here at once, what
/// the server knows a moment later. GUI thread.
class Finder : public QObject
{
    Q_OBJECT
public:
    Finder(ApiClient &api, DeskController &desk, DeskCatalog &catalog, QObject *parent = nullptr);

    /// Names is the palette's quick look at chats and tickets; Everything also reads what was
    /// written in the conversations that the server names.
    enum class Scope { Names, Everything };
    /// Empty text finds nothing and ends the search under way.
    void find(const QString &text, Scope scope = Scope::Names);
    /// More may come.
    bool isBusy() const { return m_open > 0 || m_delay.isActive(); }

signals:
    /// Rows for the newest text, kind by kind; comes again when the server has answered.
    void found(const QList<handoff::PaletteRow> &rows);

private:
    void findHere();
    void askServer();
    void askTickets();
    void askMessages(const QList<SessionSummary> &sessions);
    void readMessages(const SessionSummary &session);
    template<typename T, typename F>
    void ask(const Later<T> &later, F take);
    void tell();

    ApiClient &m_api;
    DeskController &m_desk;
    DeskCatalog &m_catalog;
    QTimer m_delay; ///< typing asks the server once, not per letter
    QString m_text;
    Scope m_scope = Scope::Names;
    quint64 m_search = 0; ///< answers of older searches are ignored
    int m_open = 0;       ///< answers that are awaited
    QList<PaletteRow> m_chats;
    QList<PaletteRow> m_messages;
    QList<PaletteRow> m_tickets;
    QList<PaletteRow> m_others; ///< colleagues, quick replies
};

} // namespace handoff
